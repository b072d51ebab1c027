"""Agenda items: 议题 (附件10 二、三(二)), put to the public and approved before a meeting considers them."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from models import agenda_plan as plan_rules
from models.agenda_flow import AgendaItemFlow
from models.agenda_rules import NATURES, OTHER
from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.opening import FIELDS, KINDS, OPEN_TO, Opening
from models.proposal import WITHHELD_FOR, Proposal

OUTCOMES = {
    "passed": _("Passed"),
    "passed_revised": _("Passed, to be revised"),
    "not_passed": _("Not passed"),
}


class AgendaItem(Opening, Proposal, Record):
    """One item a drafting unit brings before a meeting, with its topic form."""

    __tablename__ = "agenda_item"
    workflow = AgendaItemFlow
    slug = "agenda-items"
    purposes = ("hearing_record", plan_rules.PLAN_FILE, "other")
    called = {
        "draft": _("Draft of the item"),
        "basis": _("Basis of the item"),
        "title": _("Topic of the item"),
    }
    consulted_in = "preparing"

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    meeting_kind: Mapped[str] = labelled(
        _("For which kind of meeting"), klass=Class.PUBLIC, choices=KINDS, clause="A10.1.1", index=True
    )
    field: Mapped[str] = labelled(
        _("Field of the meeting"), klass=Class.PUBLIC, choices=FIELDS, clause="A10.1.2"
    )
    nature: Mapped[str] = labelled(
        _("Nature of the item"),
        klass=Class.PUBLIC,
        choices=NATURES,
        clause="A10.2.1",
        hint=_("On the first two the public is heard first"),
    )
    hearing_required: Mapped[bool] = labelled(
        _("A hearing is prescribed by law"), clause="A10.2.1", default=False
    )
    drafted_with: Mapped[str | None] = labelled(
        _("Drafted together with"), String(200), hint=_("Other units, and who reports at the meeting")
    )
    document_id: Mapped[int | None] = labelled(
        _("Policy document put before the meeting"),
        ForeignKey("document.id"),
        index=True,
        clause="A2.4.2",
        hint=_("The plan of its interpretation goes before the meeting with it"),
        asked_if=plan_rules.document_may_be_named,
    )
    planless_reason: Mapped[str | None] = labelled(
        _("Why no interpretation plan goes with it"),
        Text,
        clause="A2.4.2",
        hint=_("Only where no policy document is put before the meeting"),
        asked_if=plan_rules.plan_is_expected,
    )
    withheld_for: Mapped[str | None] = labelled(
        _("Ground of secrecy"), choices=WITHHELD_FOR, clause="A10.2.1"
    )
    secrecy_opinion: Mapped[str | None] = labelled(
        _("Secrecy opinion"), Text, clause="A10.2.1", hint=_("Of what is secret: by which law")
    )
    hearing_on: Mapped[date | None] = labelled(_("Hearing held on"), klass=Class.PUBLIC, clause="A10.2.1")
    hearing_result: Mapped[str | None] = labelled(
        _("Result of the hearing"), Text, klass=Class.PUBLIC, clause="A10.2.1"
    )
    revision: Mapped[str | None] = labelled(
        _("What was revised after hearing the public"),
        Text,
        klass=Class.PUBLIC,
        clause="A10.2.1",
        asked_if=lambda item: item.heard,
    )
    unheard_reason: Mapped[str | None] = labelled(
        _("Why the public need not be heard"),
        Text,
        clause="A10.2.1",
        asked_if=lambda item: item.nature == OTHER,
    )
    unit_opinion: Mapped[str | None] = labelled(_("Opinion of the unit"), Text, clause="A10.3.2")
    county_opinion: Mapped[str | None] = labelled(_("Opinion of the county"), Text, clause="A10.3.2")
    meeting_id: Mapped[int | None] = labelled(
        _("On the agenda of"), ForeignKey("open_meeting.id"), index=True, clause="A10.3.2"
    )
    explanation: Mapped[str | None] = labelled(
        _("Explanation for the meeting"),
        Text,
        clause="A10.2.2",
        hint=_("How opinions were gathered and what was adopted"),
    )
    outcome: Mapped[str | None] = labelled(
        _("Outcome at the meeting"), klass=Class.PUBLIC, choices=OUTCOMES, clause="A10.2.3"
    )
    outcome_note: Mapped[str | None] = labelled(
        _("Items decided"), Text, klass=Class.PUBLIC, clause="A10.2.3"
    )

    meeting: Mapped[Any] = relationship(
        "OpenMeeting", foreign_keys="AgendaItem.meeting_id", back_populates="items", info=WHOLE
    )

    document: Mapped[Any] = relationship(
        "Document", foreign_keys="AgendaItem.document_id", back_populates="agenda_items", info=WHOLE
    )

    @property
    def documents(self) -> list[Any]:
        """The document it puts before the meeting, or none."""
        return [self.document] if self.document else []

    @property
    def plans(self) -> list[Any]:
        """The interpretation of its document, with the plan that goes before the meeting."""
        return [one for document in self.documents for one in document.interpretations if one.counts]

    @property
    def may_be_heard(self) -> bool:
        """Whether the public may be asked about it now: never about what is secret by law."""
        return super().may_be_heard and self.withheld_for is None

    @property
    def is_to_be_heard(self) -> bool:
        """Whether the public is heard first: an important plan or measure that is not secret by law."""
        return self.nature != OTHER and self.withheld_for is None

    def letter_facts(self) -> dict[str, Any]:
        """Besides its columns ``representatives``, ``heard_by``, ``plans`` and whether one is attached."""
        invited = self.invites or ()
        told = [{"label": str(label), "invited": code in invited} for code, label in OPEN_TO.items()]
        heard = [one.letter_facts() for one in self.consultations if one.state == "reported"]
        return {
            **super().letter_facts(),
            "representatives": told,
            "heard_by": heard,
            "plans": [one.plan_facts() for one in self.plans],
            "plan_is_attached": plan_rules.plan_is_attached(self),
        }
