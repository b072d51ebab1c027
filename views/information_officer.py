"""Information officers on screen: columns and nothing else."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models import InformationOfficer
from views.gaps import UNITS_WITHOUT_OFFICER
from views.matter import MatterView


class InformationOfficerView(MatterView):
    """附件1 第六条、第七条."""

    model = InformationOfficer
    gaps = (UNITS_WITHOUT_OFFICER,)
    list_columns = (
        *("unit_id", "title", "duty", "phone", "since", "ended_on"),
        *("replaces_id", "filed_on", "state"),
    )
    filters = ("unit_id", "since", "filed_on", "ended_on")
    form_sections = (
        (_("Information officer"), ("unit_id", "title", "duty", "phone", "since", "replaces_id")),
    )
    sections = (*form_sections, (_("Filing"), ("filed_on", "ended_on")))
