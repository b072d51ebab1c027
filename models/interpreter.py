"""Interpreters: 政策解读队伍, of the departments and of the county (附件2 五)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, object_session

from models.base import Record
from models.column import Class, labelled, plain
from models.roles import CLERK, OFFICE_REVIEWER
from models.unit import Unit
from models.workflow import Errors, State, Transition, Workflow

COUNTY = "county"
TEAMS = {"unit": _("Team of the department"), COUNTY: _("Team of the county government")}
KINDS = {
    "head": _("Person in charge of a department"),
    "maker": _("Took part in making the policy"),
    "adviser": _("Legal adviser of the county government"),
    "expert": _("Expert or scholar"),
    "institution": _("Specialised institution"),
    "journalist": _("Media"),
}
"""附件2 二 and 五."""


def county_team_is_the_offices(interpreter: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """The county's team is drawn together by the county office (附件2 五)."""
    session = object_session(interpreter)
    unit = session.get(Unit, interpreter.unit_id) if session and interpreter.unit_id else None
    if values.get("team") == COUNTY and unit is not None and unit.kind != "county_office":
        return {"team": _("The county's team is kept by the county office (annex 2, part 5)")}
    return {}


def serves_no_shorter_than_a_day(_interpreter: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Nobody leaves before she came."""
    since, until = _interpreter.since, answers.get("until")
    return {"until": _("This day lies before she joined")} if until and until < since else {}


class InterpreterFlow(
    Workflow,
    label=_("Interpreter"),
    clauses=("A2.5",),
    registered_by=(CLERK, OFFICE_REVIEWER),
    opening_checks=(county_team_is_the_offices,),
):
    serving = State(_("In the team"), initial=True, settled=True, editable=True)
    left = State(_("Left the team"), final=True, aside=True)

    leave = Transition(
        _("Enter that she left the team"),
        serving,
        left,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=("A2.5",),
        checks=(serves_no_shorter_than_a_day,),
        asks=("until",),
        on="until",
        danger=True,
    )


class Interpreter(Record):
    """Somebody, or an institution, who explains policies; the subject is the name."""

    __tablename__ = "interpreter"
    workflow = InterpreterFlow
    slug = "interpreters"
    called = {"title": _("Name of the interpreter")}
    purposes = ("other",)

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    team: Mapped[str] = labelled(_("Team"), choices=TEAMS, clause="A2.5")
    kind: Mapped[str] = labelled(_("Kind of interpreter"), choices=KINDS, clause="A2.5")
    position: Mapped[str] = labelled(_("Where and what she is"), String(120), clause="A2.5")
    field: Mapped[str] = labelled(_("Field of expertise"), String(200), clause="A2.5")
    phone: Mapped[str | None] = labelled(_("Phone"), String(40), klass=Class.PERSONAL)
    since: Mapped[date] = labelled(_("In the team since"), clause="A2.5")
    until: Mapped[date | None] = labelled(_("In the team until"), clause="A2.5")

    def __repr__(self) -> str:
        return self.title
