"""Units and agencies a response concerns too, each of which confirms it or differs (附件3 第六条)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import labelled, plain
from models.concern_rules import CONFIRMED
from models.inquiry import Replied
from models.inquiry_rules import reply_day_is_sound
from models.roles import CLERK, LEADING_GROUP, OFFICE_REVIEWER, UNIT_HEAD
from models.workflow import SYSTEM, Clock, Period, Restart, State, Transition, Workflow


class ResponseConfirmationFlow(
    Workflow, label=_("Confirmation of a response"), clauses=CONFIRMED, registered_by=(SYSTEM,)
):
    asked = State(_("To be confirmed"), initial=True)
    differing = State(_("Differs"))
    confirmed = State(_("Confirmed"), settled=True)
    overruled = State(_("Decided by the leading group"), settled=True, aside=True)
    dropped = State(_("Not concerned"), final=True, aside=True)
    lapsed = State(_("Ended with the concern"), final=True, aside=True)

    reply_period = Clock(
        _("Reply on the response"),
        (Period(2, warn=1),),
        clauses=CONFIRMED,
        runs_in=(asked,),
        starts_on="asked_on",
        amount_from="answer_by",
    )

    confirm = Transition(
        _("Confirm"),
        (asked, differing),
        confirmed,
        by=(CLERK, UNIT_HEAD),
        clauses=CONFIRMED,
        checks=(reply_day_is_sound,),
        asks=("replied_on",),
        may_ask=("reply_text",),
        on="replied_on",
        by_handling=True,
    )
    differ = Transition(
        _("Differ"),
        asked,
        differing,
        by=(CLERK, UNIT_HEAD),
        clauses=CONFIRMED,
        checks=(reply_day_is_sound,),
        asks=("replied_on", "reply_text"),
        on="replied_on",
        by_handling=True,
        hint=_("Say what is not right, and how it should read."),
    )
    overrule = Transition(
        _("Decide on the difference"),
        differing,
        overruled,
        by=LEADING_GROUP,
        clauses=("A3.2", "A3.6"),
        asks=("overrule_reason",),
        danger=True,
    )
    drop = Transition(
        _("Not concerned after all"),
        (asked, differing),
        dropped,
        by=OFFICE_REVIEWER,
        clauses=CONFIRMED,
        reason=True,
        danger=True,
    )
    ask_again = Transition(
        _("Another text was submitted"),
        (asked, differing, confirmed, overruled),
        asked,
        by=SYSTEM,
        clauses=CONFIRMED,
        on="asked_on",
        sets=dict.fromkeys(("answer_by", "replied_on", "reply_text", "overrule_reason")),
        restarts=Restart(reply_period, "asked_on"),
    )
    lapse = Transition(
        _("The concern is not responded to"), (asked, differing), lapsed, by=SYSTEM, clauses=CONFIRMED
    )


class ResponseConfirmation(Replied, Record):
    """One unit of the county, which answers by itself, or one agency outside it, whose answer is entered."""

    __tablename__ = "response_confirmation"
    workflow = ResponseConfirmationFlow
    slug = "response-confirmations"
    purposes = ("other",)
    called = {"unit_id": _("Drafting unit"), "handling_unit_id": _("Unit asked")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    concern_id: Mapped[int] = labelled(_("Response to a concern"), ForeignKey("concern.id"), index=True)
    agency: Mapped[str | None] = labelled(_("Agency outside the county"), String(120))
    response: Mapped[str] = labelled(_("Response to be confirmed"), Text, clause="A3.6")
    answer_by: Mapped[date | None] = labelled(_("Answer by"))
    overrule_reason: Mapped[str | None] = labelled(_("Decision on the difference"), Text, clause="A3.2")

    concern: Mapped[Any] = relationship(
        "Concern", foreign_keys=[concern_id], back_populates="confirmations", info=WHOLE
    )

    def is_of(self, unit_id: int | None, agency: str | None) -> bool:
        """Whether this unit, or this agency, is the one that was asked."""
        return (self.handling_unit_id, self.agency) == (unit_id, agency)
