"""Open days and the units that owe one, on screen: columns and nothing else."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from models import OpenDay, OpenDayYear
from models.base import Record
from views.matter import MatterView
from views.record import Related


class OpenDayYearView(MatterView):
    """附件10 三(三)."""

    model = OpenDayYear
    list_columns = ("number", "unit_id", "year", "close_to", "state", "due_on", "reminded_on")
    filters = ("unit_id", "close_to", "due_on", "reminded_on")
    form_sections = ((_("Unit that owes an open day"), ("unit_id", "year", "close_to", "title")),)
    sections = (
        (_("Unit that owes an open day"), ("unit_id", "year", "close_to", "owed_until")),
        (_("Reminder of the open day"), ("reminded_on", "reminder")),
    )
    related = (
        Related(
            "open_days",
            OpenDay,
            ("number", "title", "state", "planned_on", "held_on", "visitors"),
            "open_day_year_id",
        ),
    )


class OpenDayView(MatterView):
    """附件10 三(三)."""

    model = OpenDay
    parent = "open_day_year_id"
    list_columns = ("number", "title", "unit_id", "state", "planned_on", "held_on", "visitors")
    filters = ("unit_id", "planned_on", "held_on")
    form_sections = ((_("Open day"), ("title", "planned_on", "place", "programme", "audience")),)
    sections = (
        (_("Open day"), ("open_day_year_id", "planned_on", "place", "programme", "audience")),
        (_("Announcement"), ("announced_on", "announced_at")),
        (_("How the day went"), ("held_on", "visitors", "account")),
    )

    def given_by(self, above: Record) -> dict[str, Any]:
        """Each open day has a theme of its own."""
        return {name: value for name, value in super().given_by(above).items() if name != "title"}
