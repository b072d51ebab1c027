"""The list after a meeting: each thing with its unit and its last day, done or waived (附件10 二(三))."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.involvement import InvolvesUnits
from models.meeting_duty_kinds import KINDS, PERIODS, RESULT
from models.meeting_rules import AFTER
from models.roles import CLERK, OFFICE_REVIEWER, UNIT_HEAD
from models.source import any_record
from models.workflow import SYSTEM, Clock, Restart, Series, State, Transition, Workflow, guard


@guard(_("A unit has it already; take it back from that unit first"), clauses=AFTER)
def nobody_has_it(duty: Any, _today: date) -> bool:
    return duty.handling_unit_id is None


@guard(_("No unit was asked to do it"), clauses=AFTER)
def somebody_has_it(duty: Any, _today: date) -> bool:
    return duty.handling_unit_id is not None


@guard(
    _("The result is entered with the meeting itself: open the meeting and enter its published result"),
    clauses=AFTER,
    cleared_by=CLERK,
)
def is_no_result(duty: Any, _today: date) -> bool:
    return not duty.is_the_result()


class MeetingDutyFlow(
    Workflow,
    label=_("Duty after a meeting"),
    clauses=AFTER,
    registered_by=(CLERK,),
    numbering=Series("会后"),
):
    owed = State(_("Work to be done"), initial=True)
    done = State(_("Work done"), final=True)
    waived = State(_("Waived"), final=True, aside=True)

    due_period = Clock(
        _("Settle the work after the meeting"),
        PERIODS,
        clauses=AFTER,
        runs_in=(owed,),
        starts_on="arisen_on",
        amount_from="due_by",
        by="kind",
        names=KINDS,
        main=True,
    )

    assign = Transition(
        _("Give it to a unit"),
        owed,
        None,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=AFTER,
        requires=(nobody_has_it,),
        asks=("handling_unit_id",),
        may_ask=("due_by",),
        restarts=Restart(due_period, on="arisen_on"),
        anytime=True,
    )
    take_back = Transition(
        _("Take it back from the unit"),
        owed,
        None,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=AFTER,
        requires=(somebody_has_it,),
        sets={"handling_unit_id": None},
        reason=True,
        anytime=True,
        danger=True,
    )
    settle = Transition(
        _("Enter what was done"),
        owed,
        done,
        by=CLERK,
        clauses=AFTER,
        requires=(is_no_result,),
        asks=("done_on", "done_where"),
        may_ask=("account", "done_with_id"),
        on="done_on",
    )
    settle_with_result = Transition(
        _("The result was published"), owed, done, by=SYSTEM, clauses=AFTER, on="done_on"
    )
    waive = Transition(
        _("Waive it"),
        owed,
        waived,
        by=UNIT_HEAD,
        clauses=AFTER,
        requires=(is_no_result,),
        reason=True,
        danger=True,
        hint=_("You sign for it: name and reason stay with the meeting."),
    )


class MeetingDuty(InvolvesUnits, Record):
    """One thing to be done after one meeting; ``title`` is the name of the meeting."""

    __tablename__ = "meeting_duty"
    workflow = MeetingDutyFlow
    slug = "meeting-duties"
    purposes = ("other",)
    called = {"title": _("Name of the meeting"), "handling_unit_id": _("Responsible unit")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    meeting_id: Mapped[int] = labelled(_("After the meeting"), ForeignKey("open_meeting.id"), index=True)
    kind: Mapped[str] = labelled(
        _("Work after the meeting"), klass=Class.PUBLIC, choices=KINDS, clause="A10.2.3", index=True
    )
    arisen_on: Mapped[date] = labelled(_("Counted from"), clause="A10.2.3", hint=_("The day of the meeting"))
    due_by: Mapped[date | None] = labelled(
        _("To be done by"), clause="A10.2.3", hint=_("Left empty: the last day of the usual period")
    )
    done_on: Mapped[date | None] = labelled(_("Work done on"), klass=Class.PUBLIC, clause="A10.2.3")
    done_where: Mapped[str | None] = labelled(
        _("Where it is found"),
        String(300),
        klass=Class.PUBLIC,
        clause="A10.2.3",
        hint=_("Column, address, paper or number"),
    )
    account: Mapped[str | None] = labelled(_("What the unit did"), Text, clause="A10.2.3")
    done_with_id: Mapped[int | None] = labelled(
        _("Done with the record"),
        ForeignKey("record.id"),
        index=True,
        clause="A10.2.3",
        hint=_("The publication, document, interpretation or consultation it was done with"),
        among=any_record,
    )

    meeting: Mapped[Any] = relationship(
        "OpenMeeting", foreign_keys="MeetingDuty.meeting_id", back_populates="duties", info=WHOLE
    )
    done_with: Mapped[Any] = relationship(
        "Record", foreign_keys="MeetingDuty.done_with_id", remote_side="Record.id"
    )

    def is_the_result(self) -> bool:
        """Whether it is settled with the meeting's own result."""
        return bool(self.kind == RESULT)
