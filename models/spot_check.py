"""Spot checks during the year: what was found, and that it was put right in time (附件6 第九条(二))."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, relationship

from models.assessment_terms import AREAS
from models.base import WHOLE, Record
from models.column import labelled, plain
from models.roles import CLERK, ENTERPRISE_CLERK, LEADING_GROUP, OFFICE_REVIEWER, UNIT_HEAD
from models.shared_rules import above
from models.workflow import Clock, Errors, Period, Series, State, Transition, Workflow

CHECKED = ("A6.9.2",)
OFFICE = (LEADING_GROUP, OFFICE_REVIEWER)


def unit_is_being_assessed(check: Any, _values: Mapping[str, Any], _today: date) -> Errors:
    """Spot checks belong to an assessment that is being carried out (附件6 第九条(二))."""
    score = above(check, "score")
    if score is not None and score.state in {"reporting", "reported", "checked"}:
        return {}
    return {"score_id": _("This unit is not being assessed now (annex 6, article 9 item 2)")}


def found_day_has_come(_check: Any, values: Mapping[str, Any], today: date) -> Errors:
    """What was found was found."""
    day = values.get("found_on")
    return {"found_on": _("This day has not come yet")} if day and day > today else {}


class SpotCheckFlow(
    Workflow,
    label=_("Spot check"),
    clauses=CHECKED,
    registered_by=OFFICE,
    numbering=Series("抽查"),
    opening_checks=(unit_is_being_assessed, found_day_has_come),
):
    found = State(_("Finding entered"), initial=True, editable=True)
    correcting = State(_("To be put right by the unit"))
    answered = State(_("Correction reported"))
    corrected = State(_("Put right"), final=True)
    dropped = State(_("Finding dropped"), final=True, aside=True)

    correcting_period = Clock(
        _("Put right what was found"),
        (Period(10, warn=3),),
        clauses=CHECKED,
        runs_in=(correcting,),
        amount_from="correct_by",
        main=True,
    )

    circulate = Transition(
        _("Tell the unit and have it put right"),
        found,
        correcting,
        by=OFFICE,
        clauses=CHECKED,
        may_ask=("correct_by",),
    )
    answer = Transition(
        _("Report the correction"),
        correcting,
        answered,
        by=(CLERK, UNIT_HEAD, ENTERPRISE_CLERK),
        clauses=CHECKED,
        asks=("correction",),
    )
    accept = Transition(
        _("Confirm that it was put right"),
        answered,
        corrected,
        by=OFFICE,
        clauses=CHECKED,
        separate_from=(answer,),
    )
    send_back = Transition(
        _("Not put right yet"), answered, correcting, by=OFFICE, clauses=CHECKED, reason=True, danger=True
    )
    drop = Transition(
        _("Drop the finding"), found, dropped, by=OFFICE, clauses=CHECKED, reason=True, danger=True
    )


class SpotCheck(Record):
    """One finding at one unit; its title is what was looked at."""

    __tablename__ = "spot_check"
    workflow = SpotCheckFlow
    slug = "spot-checks"
    purposes = ("other",)
    called = {"title": _("What was checked on the spot")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    score_id: Mapped[int] = labelled(_("Score of a unit"), ForeignKey("score.id"), index=True)
    found_on: Mapped[date] = labelled(_("Found on"), clause="A6.9.2")
    area: Mapped[str] = labelled(_("Area"), choices=AREAS, clause="A6.5")
    finding: Mapped[str] = labelled(_("Problem found"), Text, clause="A6.9.2")
    correct_by: Mapped[date | None] = labelled(
        _("To be put right by"), clause="A6.9.2", hint=_("Left empty: the last day of the usual period")
    )
    correction: Mapped[str | None] = labelled(_("How it was put right"), Text, clause="A6.9.2")

    score: Mapped[Any] = relationship(
        "Score", foreign_keys="SpotCheck.score_id", back_populates="spot_checks", info=WHOLE
    )
