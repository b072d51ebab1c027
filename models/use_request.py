"""Requests to use the portal beyond what is prescribed: 规定范围和形式以外信息的发布申请 (附件1 第十五条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped

from models.base import Record
from models.column import labelled, plain
from models.roles import CLERK, OFFICE_REVIEWER, PORTAL_LEADER
from models.workflow import SYSTEM, Clock, Errors, Period, Series, State, Transition, Workflow

BEYOND = {
    "scope": _("Beyond the prescribed scope"),
    "form": _("Beyond the prescribed form"),
    "both": _("Beyond scope and form"),
}
APPLIED = ("A1.15",)


def planned_ahead(_request: Any, answers: Mapping[str, Any], today: date) -> Errors:
    """Nobody applies for a day that is over; how far ahead it has to lie is the period's affair."""
    day = answers.get("planned_on")
    if day and day < today:
        return {"planned_on": _("This day is over: give the day it is to be published (annex 1, article 15)")}
    return {}


class UseRequestFlow(
    Workflow,
    label=_("Request to use the portal otherwise"),
    clauses=APPLIED,
    registered_by=(CLERK,),
    numbering=Series("门户用"),
):
    drafted = State(_("Being filled in"), initial=True, editable=True)
    applied = State(_("Before the county office"))
    reviewed = State(_("Before the leader"))
    signed = State(_("Signed, to be carried out"))
    done = State(_("Carried out (request)"), final=True)
    refused = State(_("Refused (request)"), final=True, aside=True)
    lapsed = State(_("Lapsed"), final=True, aside=True)
    withdrawn = State(_("Withdrawn"), final=True, aside=True)

    lead_period = Clock(
        _("Day it is planned for"),
        (Period(3, "calendar_days", warn=1),),
        clauses=APPLIED,
        runs_in=(applied, reviewed, signed),
        amount_from="planned_on",
        shorter_for="urgent_reason",
        if_shorter=_(
            "It is applied for fewer days ahead than prescribed: plan it later, "
            "or say why it is urgent (annex 1, article 15)"
        ),
        main=True,
    )

    apply = Transition(
        _("Apply for the use of the portal"),
        drafted,
        applied,
        by=CLERK,
        clauses=APPLIED,
        checks=(planned_ahead,),
        asks=("planned_on",),
        may_ask=("urgent_reason",),
        hint=_("At least three days ahead; sooner only what is urgent, with the reason."),
    )
    hand_back = Transition(
        _("Hand back for correction"),
        (applied, reviewed),
        drafted,
        by=OFFICE_REVIEWER,
        clauses=APPLIED,
        reason=True,
        danger=True,
    )
    review = Transition(
        _("Put to the leader"),
        applied,
        reviewed,
        by=OFFICE_REVIEWER,
        clauses=APPLIED,
        asks=("opinion",),
        separate_from=(apply,),
        separate_from_author=True,
    )
    sign = Transition(
        _("Examine and sign"),
        reviewed,
        signed,
        by=PORTAL_LEADER,
        clauses=APPLIED,
        may_ask=("leader_opinion",),
        separate_from=(apply, review),
        separate_from_author=True,
    )
    refuse = Transition(
        _("Refuse the request"),
        reviewed,
        refused,
        by=PORTAL_LEADER,
        clauses=APPLIED,
        reason=True,
        danger=True,
    )
    carry_out = Transition(
        _("Enter as carried out"),
        signed,
        done,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=APPLIED,
        asks=("done_on", "done_at"),
        on="done_on",
    )
    lapse = Transition(
        _("The planned day has passed"),
        (applied, reviewed, signed),
        lapsed,
        by=SYSTEM,
        clauses=APPLIED,
        expires=lead_period,
    )
    withdraw = Transition(
        _("Withdraw the request"),
        (drafted, applied, reviewed, signed),
        withdrawn,
        by=CLERK,
        clauses=APPLIED,
        reason=True,
        danger=True,
    )


class UseRequest(Record):
    """What a unit wants to publish on the county's portal that its columns are not meant for."""

    __tablename__ = "use_request"
    workflow = UseRequestFlow
    slug = "use-requests"
    purposes = ("evidence", "other")

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    beyond: Mapped[str] = labelled(_("What is beyond the rules"), choices=BEYOND, clause="A1.15")
    content: Mapped[str] = labelled(_("What is to be published"), Text, clause="A1.15")
    wanted_at: Mapped[str] = labelled(
        _("Where on the portal"), String(300), hint=_("Column or page, and how it is to look")
    )
    planned_on: Mapped[date | None] = labelled(_("Planned day"), clause="A1.15", index=True)
    urgent_reason: Mapped[str | None] = labelled(_("Urgent because"), Text, clause="A1.15")
    opinion: Mapped[str | None] = labelled(_("Opinion of the county office"), Text, clause="A1.15")
    leader_opinion: Mapped[str | None] = labelled(_("Opinion of the leader"), Text, clause="A1.15")
    done_on: Mapped[date | None] = labelled(_("Carried out on"), clause="A1.15")
    done_at: Mapped[str | None] = labelled(_("Published at"), String(300), clause="A1.15")
