"""Complaints and reports about public enterprises: 投诉、举报, answered in writing (附件5 第十四、十五条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, object_session, relationship

from models.base import Record
from models.column import Class, labelled, plain
from models.enterprise_terms import (
    APPEAL,
    COMPLAINT_CHANNELS,
    COMPLAINT_KINDS,
    ENTERERS,
    FINDINGS,
    HANDLERS,
    enterprise_units,
)
from models.roles import ENTERPRISE_CLERK, LINE_AUTHORITY, UNIT_HEAD
from models.shared_rules import received_day_has_come
from models.workflow import Clock, Errors, Period, Profile, Series, State, Transition, Workflow, guard

HANDLED = ("A5.15",)
WORKERS = (*ENTERERS, LINE_AUTHORITY)


def complained_unit_is_named(_complaint: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """A complaint is about one enterprise (附件5 第十四条)."""
    if values.get("complained_unit_id"):
        return {}
    return {"complained_unit_id": _("Say which enterprise it is about (annex 5, article 14)")}


def appeal_follows_an_answer(complaint: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """Appeals are the Regulation's, against what the enterprise answered (条例第五十五条)."""
    if values.get("kind") != APPEAL:
        return {}
    if complaint.rules != Profile.REGULATION_2019:
        return {
            "kind": _(
                "Appeals are known under the Regulation of 2019 only; enter a complaint (annex 5, article 14)"
            )
        }
    if not values.get("earlier_answer"):
        return {"earlier_answer": _("Say what the enterprise answered before, with number and day")}
    return {}


@guard(
    _("Only the enterprise itself, or the authority above it, handles this: pass it on to one of them"),
    clauses=HANDLED,
    cleared_by=ENTERPRISE_CLERK,
)
def unit_has_a_say(complaint: Any, _today: date) -> bool:
    if object_session(complaint) is None:
        return True
    concerned = complaint.complained_unit
    return concerned.kind == "enterprise" and complaint.unit in (concerned, *concerned.above())


@guard(
    _("An appeal goes to the line authority, not to the enterprise itself: pass it on"),
    clauses=("A5.14",),
    cleared_by=LINE_AUTHORITY,
)
def appeal_is_with_the_authority(complaint: Any, _today: date) -> bool:
    return complaint.kind != APPEAL or complaint.unit_id != complaint.complained_unit_id


class EnterpriseComplaintFlow(
    Workflow,
    label=_("Complaint about an enterprise"),
    clauses=("A5.14", "A5.15"),
    registered_by=WORKERS,
    handled_by=HANDLERS,
    numbering=Series("企诉"),
    opening_checks=(received_day_has_come, complained_unit_is_named, appeal_follows_an_answer),
):
    registered = State(_("Registered"), initial=True, editable=True)
    investigating = State(_("Being looked into"))
    drafted = State(_("Answer to be signed"))
    answered = State(_("Answered"), final=True)
    passed = State(_("Passed on"), final=True, aside=True)
    withdrawn = State(_("Withdrawn"), final=True, aside=True)
    void = State(_("Void"), final=True, aside=True, voids=True)

    answer_period = Clock(
        _("Answer in writing"),
        (Period(15, warn=5),),
        clauses=HANDLED,
        runs_in=(registered, investigating, drafted),
        starts_on="received_on",
        main=True,
    )

    accept = Transition(
        _("Take it up"),
        registered,
        investigating,
        by=WORKERS,
        clauses=HANDLED,
        requires=(unit_has_a_say, appeal_is_with_the_authority),
        not_of="decided_outside",
    )
    pass_on = Transition(
        _("Pass on"),
        registered,
        passed,
        by=WORKERS,
        clauses=HANDLED,
        asks=("proper_body", "passed_on"),
        on="passed_on",
        danger=True,
        hint=_("Not this unit's to handle: give it to whose it is, and tell the complainant."),
    )
    draft = Transition(
        _("Submit the draft answer"),
        investigating,
        drafted,
        by=WORKERS,
        clauses=HANDLED,
        asks=("findings", "result", "answer"),
        may_ask=("measures",),
        not_of="decided_outside",
    )
    return_draft = Transition(
        _("Return the draft"),
        drafted,
        investigating,
        by=UNIT_HEAD,
        clauses=HANDLED,
        reason=True,
        danger=True,
        not_of="decided_outside",
    )
    answer = Transition(
        _("Sign and send the answer"),
        drafted,
        answered,
        by=UNIT_HEAD,
        clauses=("A5.15", "A5.14"),
        asks=("answered_on",),
        on="answered_on",
        separate_from=(draft,),
        not_of="decided_outside",
        letter="complaint_answer",
        hint=_("The answer is written with its number; it goes to the complainant on paper."),
    )
    withdraw = Transition(
        _("Enter the withdrawal"),
        (registered, investigating),
        withdrawn,
        by=WORKERS,
        clauses=HANDLED,
        reason=True,
        danger=True,
    )
    annul = Transition(
        _("Void the registration"),
        registered,
        void,
        by=WORKERS,
        clauses=HANDLED,
        reason=True,
        danger=True,
        hint=_("For a registration made by mistake. The number stays in the register and is never reused."),
    )


class EnterpriseComplaint(Record):
    """One complaint, report or appeal, with the unit that received it; the enterprise, or one above it."""

    __tablename__ = "enterprise_complaint"
    workflow = EnterpriseComplaintFlow
    slug = "enterprise-complaints"
    dated_by = "received_on"
    purposes = ("other", "reply")
    called = {"unit_id": _("Raised with")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    complained_unit_id: Mapped[int | None] = labelled(
        _("Enterprise complained of"),
        ForeignKey("unit.id"),
        clause="A5.14",
        index=True,
        among=enterprise_units,
    )
    kind: Mapped[str] = labelled(_("Kind of complaint"), choices=COMPLAINT_KINDS, clause="A5.14", index=True)
    received_on: Mapped[date] = labelled(_("Received on"), clause="A5.15", index=True)
    channel: Mapped[str] = labelled(_("Received by"), choices=COMPLAINT_CHANNELS, clause="A5.15")
    complainant: Mapped[str] = labelled(
        _("Complainant"), String(80), klass=Class.PERSONAL, clause="A5.15", hint=_("Who is told the result")
    )
    phone: Mapped[str | None] = labelled(_("Phone"), String(40), klass=Class.PERSONAL)
    address: Mapped[str | None] = labelled(
        _("Postal address"), String(200), klass=Class.PERSONAL, hint=_("Where the written answer goes")
    )
    complained_person: Mapped[str | None] = labelled(
        _("Person complained of"), String(80), klass=Class.PERSONAL, hint=_("Where one is named")
    )
    content: Mapped[str] = labelled(_("What is complained of"), Text, clause="A5.14")
    earlier_answer: Mapped[str | None] = labelled(
        _("Earlier answer of the enterprise"),
        String(200),
        clause="A5.14",
        hint=_("Of an appeal: number and day"),
    )
    proper_body: Mapped[str | None] = labelled(_("Whose it is"), String(120), clause="A5.15")
    passed_on: Mapped[date | None] = labelled(_("Day it was passed on"), clause="A5.15")
    findings: Mapped[str | None] = labelled(_("What was found"), Text, clause="A5.15")
    result: Mapped[str | None] = labelled(_("Result"), choices=FINDINGS, clause="A5.15", index=True)
    measures: Mapped[str | None] = labelled(_("What is done about it"), Text, clause="A5.15")
    answer: Mapped[str | None] = labelled(_("Answer to the complainant"), Text, clause="A5.15")
    answered_on: Mapped[date | None] = labelled(_("Answered on"), clause="A5.15")

    complained_unit: Mapped[Any] = relationship("Unit", foreign_keys=[complained_unit_id])

    @property
    def decided_outside(self) -> int | None:
        """The enterprise, where the complaint was raised above it: its people decide nothing then."""
        return self.complained_unit_id if self.complained_unit_id != self.unit_id else None

    def letter_facts(self) -> dict[str, Any]:
        """Besides the columns: the enterprise, and where one may go on from its own answer."""
        concerned = self.complained_unit
        itself = concerned is not None and self.decided_outside is None
        authority = concerned.parent if itself else None
        return {
            **super().letter_facts(),
            "complained_of": concerned.name if concerned else None,
            "appeal_to": authority.name if authority else None,
        }
