"""Major decisions and the lists they stand in, on screen: columns and nothing else."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from models import Consultation, DecisionList, MajorDecision
from models.base import Record
from models.decision_steps import KEPT
from views.matter import MatterView
from views.record import Related


class DecisionListView(MatterView):
    """附件11 第五条."""

    model = DecisionList
    list_columns = ("number", "title", "year", "unit_id", "state", "reported_on")
    filters = ("unit_id", "reported_on")
    form_sections = ((_("Yearly list"), ("unit_id", "year", "title", "remark")),)
    sections = (*form_sections, (_("Reporting"), ("reported_on", "county_note")))
    related = (
        Related(
            "decisions",
            MajorDecision,
            ("number", "title", "category", "state", "planned_on"),
            "decision_list_id",
        ),
    )


class MajorDecisionView(MatterView):
    """附件11."""

    model = MajorDecision
    parent = "decision_list_id"
    list_columns = ("number", "title", "category", "unit_id", "state", "planned_on", "decided_on")
    filters = ("unit_id", "category", "planned_on", "decided_on")
    form_sections = (
        (_("What is decided"), ("title", "category", "drafted_by", "planned_on")),
        (_("What is put to the public"), ("draft", "reasons", "basis")),
    )
    sections = (
        (_("What is decided"), ("decision_list_id", "category", "drafted_by", "planned_on")),
        (_("What is put to the public"), ("draft", "reasons", "basis")),
        (_("Secrecy review"), ("withheld_for", "secrecy_opinion")),
        (_("Prescribed steps"), KEPT),
        (_("What was decided"), ("decided_on", "revision", "result", "document")),
    )
    related = (
        Related(
            "consultations",
            Consultation,
            ("number", "state", "opened_on", "closes_on", "published_on"),
            "subject_id",
        ),
    )

    def given_by(self, above: Record) -> dict[str, Any]:
        """Each decision of a list has a subject of its own."""
        return {name: value for name, value in super().given_by(above).items() if name != "title"}
