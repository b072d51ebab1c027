"""What the office supervises with, on screen: inspections, breaches, requests, trainings."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _

from app.parts import parts
from models import Breach, Inspection, Training, UseRequest
from models.base import Record
from views.forms import key_asked
from views.matter import MatterView
from views.record import Related


class InspectionView(MatterView):
    """附件1 第十二、二十条."""

    model = Inspection
    list_columns = (
        *("number", "title", "unit_id", "inspected_on", "finding", "severity"),
        *("found_by", "state", "fix_by", "due_on"),
    )
    filters = ("unit_id", "finding", "severity", "inspected_on", "due_on")
    form_sections = (
        (_("What was looked at"), ("unit_id", "inspected_on", "found_by", "place", "source_id")),
        (_("Finding"), ("title", "finding", "severity", "found")),
    )
    sections = (
        *form_sections,
        (_("Order to the unit"), ("demand", "fix_by")),
        (_("How it was put right"), ("fixed_on", "fix_note")),
        (_("Check of the result"), ("checked_on", "check_note")),
    )
    related = (
        Related("breaches", Breach, ("number", "title", "annex", "kind", "state", "due_on"), "source_id"),
    )

    def prefill(self, form: Any) -> None:
        """Who looks, today."""
        super().prefill(form)
        form.found_by.data = self.actor.name
        form.inspected_on.data = parts().time.today()


class BreachView(MatterView):
    """附件1 第二十一、二十二条，附件5 第十六、十七条，附件6 第十、十一条，附件8 第十三条."""

    model = Breach
    list_columns = (
        *("number", "title", "unit_id", "annex", "kind", "severity", "state"),
        *("noticed_on", "correct_by", "circular_number", "referred_on", "due_on"),
    )
    filters = ("unit_id", "annex", "kind", "severity", "referred_to", "noticed_on", "due_on")
    form_sections = (
        (_("What happened"), ("unit_id", "title", "annex", "kind", "kind_note", "noticed_on", "facts")),
        (_("Where it comes from and who is concerned"), ("source_id", "person")),
    )
    sections = (
        *form_sections,
        (_("Statement of the unit"), ("statement_by", "heard_how", "statement")),
        (_("Decision"), ("severity", "decision", "correct_by")),
        (_("Correction"), ("corrected_on", "correction", "checked_on")),
        (_("Circular"), ("circular_id", "circular_number", "circulated_on")),
        (_("Referral"), ("referred_to", "referred_on", "referral_reason")),
        (_("Result"), ("result",)),
    )

    def prefill(self, form: Any) -> None:
        """Begun from another record, it comes of that one and is about its unit."""
        super().prefill(form)
        form.noticed_on.data = parts().time.today()
        source = self.session.get(Record, key_asked(request.args.get("source_id")))
        if source is not None:
            form.source_id.data, form.title.data = source.id, source.title
            form.unit_id.data = form.unit_id.coerce(str(source.unit_id))


class UseRequestView(MatterView):
    """附件1 第十五条."""

    model = UseRequest
    list_columns = (
        *("number", "title", "unit_id", "beyond", "planned_on"),
        *("urgent_reason", "state", "done_on", "due_on"),
    )
    filters = ("unit_id", "beyond", "planned_on", "done_on")
    form_sections = ((_("What is applied for"), ("unit_id", "title", "beyond", "content", "wanted_at")),)
    sections = (
        *form_sections,
        (_("When"), ("planned_on", "urgent_reason")),
        (_("Examination"), ("opinion", "leader_opinion")),
        (_("Result"), ("done_on", "done_at")),
    )


class TrainingView(MatterView):
    """附件3 第十条、附件5 第十二条."""

    model = Training
    list_columns = (
        *("number", "title", "unit_id", "organiser", "subjects", "planned_on"),
        *("held_on", "hours", "attendee_count", "state", "due_on"),
    )
    filters = ("unit_id", "organiser", "planned_on", "held_on")
    form_sections = (
        (_("Training"), ("unit_id", "title", "subjects", "organiser", "planned_on", "place", "units")),
    )
    sections = (
        *form_sections,
        (_("How it was held"), ("held_on", "hours", "attendee_count", "attendees", "outcome")),
    )
