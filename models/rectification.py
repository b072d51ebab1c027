"""Rectification of a unit that did not pass: within a month, its result reported (附件6 第十条)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import labelled, plain
from models.roles import CLERK, ENTERPRISE_CLERK, LEADING_GROUP, UNIT_HEAD
from models.workflow import SYSTEM, Clock, Period, Series, State, Transition, Workflow

ORDERED = ("A6.10",)


class RectificationFlow(
    Workflow,
    label=_("Rectification"),
    clauses=ORDERED,
    registered_by=(SYSTEM,),
    numbering=Series("考核整改"),
):
    ordered = State(_("Ordered"), initial=True)
    drafted = State(_("With the head of the unit"))
    reported = State(_("Result reported"))
    accepted = State(_("Accepted"), final=True)

    rectifying_period = Clock(
        _("Rectify and report the result"),
        (Period(1, "months", warn=7),),
        clauses=ORDERED,
        runs_in=(ordered, drafted),
        main=True,
    )

    write_up = Transition(
        _("Submit the result"),
        ordered,
        drafted,
        by=(CLERK, ENTERPRISE_CLERK),
        clauses=ORDERED,
        asks=("measures", "result"),
    )
    return_result = Transition(
        _("Return the result"), drafted, ordered, by=UNIT_HEAD, clauses=ORDERED, reason=True, danger=True
    )
    report = Transition(
        _("Sign and report the result"),
        drafted,
        reported,
        by=UNIT_HEAD,
        clauses=ORDERED,
        asks=("reported_on",),
        on="reported_on",
        separate_from=(write_up,),
    )
    accept = Transition(
        _("Accept the rectification"),
        reported,
        accepted,
        by=LEADING_GROUP,
        clauses=ORDERED,
        asks=("office_opinion",),
    )
    send_back = Transition(
        _("Not sufficient"), reported, ordered, by=LEADING_GROUP, clauses=ORDERED, reason=True, danger=True
    )


class Rectification(Record):
    """What a unit below the pass mark does about it, counted from the circular."""

    __tablename__ = "rectification"
    workflow = RectificationFlow
    slug = "rectifications"
    purposes = ("other",)

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    score_id: Mapped[int] = labelled(_("Score of a unit"), ForeignKey("score.id"), index=True)
    measures: Mapped[str | None] = labelled(_("Measures taken"), Text, clause="A6.10")
    result: Mapped[str | None] = labelled(_("Result of the rectification"), Text, clause="A6.10")
    reported_on: Mapped[date | None] = labelled(_("Result reported on"), clause="A6.10")
    office_opinion: Mapped[str | None] = labelled(
        _("Opinion of the leading group's office"), Text, clause="A6.10"
    )

    score: Mapped[Any] = relationship(
        "Score", foreign_keys="Rectification.score_id", back_populates="rectifications", info=WHOLE
    )
