"""Agenda items: 议题 (附件10 二、三(二)), put to the public and approved before a meeting considers them."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from models import agenda_plan as plan_rules
from models import agenda_rules as rules
from models.agenda_plan import WITH_PLAN
from models.agenda_rules import AFTER, BEFORE, DURING, NATURES, OTHER
from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.opening import FIELDS, KINDS, OPEN_TO, OPENED, OPENING, Opening
from models.proposal import WITHHELD_FOR, Proposal, nobody_is_being_heard
from models.roles import CLERK, COUNTY_LEADER, OFFICE_REVIEWER, SECRECY_REVIEWER, UNIT_HEAD
from models.workflow import SYSTEM, Series, State, Transition, Workflow

OUTCOMES = {
    "passed": _("Passed"),
    "passed_revised": _("Passed, to be revised"),
    "not_passed": _("Not passed"),
}

_PLANNED = ("document_id", "planless_reason")
_FORM = ("draft", "reasons", "basis", *OPENING, "revision", "unheard_reason", *_PLANNED)
"""What the topic form says, and its approval covers."""

_OFF_THE_AGENDA: dict[str, None] = {"meeting_id": None, "handling_unit_id": None}

_HEARD = (rules.public_was_heard, nobody_is_being_heard, rules.hearing_was_held)
_READY = (*_HEARD, plan_rules.plan_goes_with_it)
"""What nobody approves it without."""


class AgendaItemFlow(
    Workflow,
    label=_("Agenda item"),
    clauses=("A10.2.1", "A10.1.2", "A10.3.2"),
    registered_by=(CLERK,),
    numbering=Series("议题"),
    opening_checks=(plan_rules.document_is_its_own,),
):
    drafted = State(_("Being drafted"), initial=True, editable=True)
    reviewing = State(_("Secrecy review"))
    preparing = State(_("Opinions gathered"))
    submitted = State(_("Topic form before the unit head"))
    endorsed = State(_("Topic form before the county"))
    approved = State(_("Item approved"))
    scheduled = State(_("On the agenda"))
    considered = State(_("Item considered"), final=True, public=True)
    kept = State(_("Considered in closed session"), final=True, aside=True)
    withdrawn = State(_("Given up"), final=True, aside=True)

    _open = (drafted, reviewing, preparing, submitted, endorsed, approved)

    submit = Transition(
        _("Submit for secrecy review"),
        drafted,
        reviewing,
        by=CLERK,
        clauses=BEFORE,
        asks=("draft", "reasons", "basis"),
        hint=_("Draft, reasons and basis are fixed from here on: what is cleared is what is published."),
    )
    clear_secrecy = Transition(
        _("Secrecy review passed"),
        reviewing,
        preparing,
        by=SECRECY_REVIEWER,
        clauses=BEFORE,
        asks=("secrecy_opinion",),
        sets={"withheld_for": None},
        separate_from=(submit,),
    )
    keep_secret = Transition(
        _("Secret by law"),
        reviewing,
        preparing,
        by=SECRECY_REVIEWER,
        clauses=BEFORE,
        asks=("withheld_for", "secrecy_opinion"),
        separate_from=(submit,),
        danger=True,
        hint=_("Nobody outside is heard on it and nobody outside attends; say by which law."),
    )
    return_draft = Transition(
        _("Return the proposal"), reviewing, drafted, by=SECRECY_REVIEWER, clauses=BEFORE, reason=True
    )
    record_hearing = Transition(
        _("Record the hearing"),
        preparing,
        None,
        by=CLERK,
        clauses=BEFORE,
        requires=(rules.is_not_secret, rules.hearing_record_is_attached),
        asks=("hearing_on", "hearing_result"),
        on="hearing_on",
    )
    hand_in = Transition(
        _("Hand in the topic form"),
        preparing,
        submitted,
        by=CLERK,
        clauses=(*OPENED, *BEFORE, *WITH_PLAN),
        requires=(rules.is_not_secret, *_HEARD),
        checks=(rules.topic_form_is_whole, plan_rules.document_is_its_own, plan_rules.plan_is_carried),
        asks=OPENING,
        may_ask=("revision", "unheard_reason", *_PLANNED),
        seals=_FORM,
        hint=_("Form of opening, categories invited and the rules for them are approved with it."),
    )
    hand_in_secret = Transition(
        _("Hand in the topic form of a secret item"),
        preparing,
        submitted,
        by=CLERK,
        clauses=(*OPENED, *BEFORE, *WITH_PLAN),
        requires=(rules.is_secret, plan_rules.plan_goes_with_it),
        seals=_FORM,
        hint=_("It is not opened: nobody outside attends while it is considered."),
    )
    send_back = Transition(
        _("Return the topic form"),
        (submitted, endorsed),
        preparing,
        by=(UNIT_HEAD, OFFICE_REVIEWER, COUNTY_LEADER),
        clauses=OPENED,
        reason=True,
        danger=True,
    )
    endorse = Transition(
        _("Endorse for the county"),
        submitted,
        endorsed,
        by=UNIT_HEAD,
        clauses=(*OPENED, *BEFORE, *WITH_PLAN),
        requires=(rules.is_for_the_county, *_READY),
        asks=("unit_opinion",),
        separate_from=(hand_in, hand_in_secret),
        trusts=hand_in,
    )
    approve = Transition(
        _("Approve for a meeting of the unit"),
        submitted,
        approved,
        by=UNIT_HEAD,
        clauses=(*OPENED, *BEFORE),
        requires=(rules.is_for_a_department, *_HEARD),
        asks=("unit_opinion",),
        separate_from=(hand_in, hand_in_secret),
        trusts=hand_in,
        letter="topic_form",
    )
    approve_for_county = Transition(
        _("Approve for a meeting of the county"),
        endorsed,
        approved,
        by=(OFFICE_REVIEWER, COUNTY_LEADER),
        clauses=(*OPENED, *BEFORE, *WITH_PLAN),
        requires=_READY,
        asks=("county_opinion",),
        separate_from=(hand_in, hand_in_secret, endorse),
        trusts=hand_in,
        letter="topic_form",
    )
    schedule = Transition(
        _("Put on the agenda"),
        approved,
        scheduled,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=(*OPENED, *WITH_PLAN),
        requires=(plan_rules.plan_goes_with_it,),
        checks=(rules.meeting_takes_it,),
        asks=("meeting_id",),
        sets={"handling_unit_id": rules.unit_of_the_meeting},
        hint=_("The unit that holds the meeting sees it from here on, and enters the outcome."),
    )
    explain = Transition(
        _("Enter the explanation for the meeting"),
        scheduled,
        None,
        by=CLERK,
        clauses=DURING,
        asks=("explanation",),
    )
    defer = Transition(
        _("Take off the agenda"),
        scheduled,
        approved,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=OPENED,
        sets=_OFF_THE_AGENDA,
        reason=True,
        anytime=True,
        danger=True,
    )
    release = Transition(
        _("The meeting was cancelled"),
        scheduled,
        approved,
        by=SYSTEM,
        clauses=OPENED,
        sets=_OFF_THE_AGENDA,
    )
    conclude = Transition(
        _("Enter the outcome"),
        scheduled,
        considered,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=AFTER,
        requires=(rules.meeting_was_held, rules.is_not_secret),
        checks=(plan_rules.document_is_its_own,),
        asks=("outcome", "outcome_note"),
        may_ask=("document_id",),
        hint=_("What was decided becomes public."),
    )
    conclude_closed = Transition(
        _("Enter the outcome of the closed session"),
        scheduled,
        kept,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=AFTER,
        requires=(rules.meeting_was_held, rules.is_secret),
        asks=("outcome",),
    )
    withdraw = Transition(
        _("Give the item up"), _open, withdrawn, by=UNIT_HEAD, clauses=BEFORE, reason=True, danger=True
    )


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
