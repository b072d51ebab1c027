"""A last day set by hand before the period's own: only with the reason its clock asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.engine import Unacceptable
from models.workflow import Clock, Period, State, Transition, Workflow
from tests.engine.desk import Desk, Paper, person
from tests.engine.papers import OFFICER as ROLE


class NoticeFlow(Workflow, label="Notice", clauses=("A11.1",)):
    """Announced for ten days, or fewer with a reason."""

    drafted = State("Drafted", initial=True)
    out = State("Out", settled=True)

    period = Clock(
        "Opinions",
        (Period(10),),
        ("A11.1",),
        (out,),
        starts_on="opened_on",
        amount_from="until",
        shorter_for="why",
    )

    announce = Transition(
        "Announce", drafted, out, ROLE, ("A11.1",), asks=("opened_on",), may_ask=("until", "why")
    )
    correct = Transition("Correct", out, None, ROLE, ("A11.1",), may_ask=("until",))


OFFICER = person(1, "announce", "correct")
DAY = date(2026, 3, 2)
"""Ten days on, by the desk's calendar: 12 March."""


def announced(desk: Desk, **answers: Any) -> Paper:
    """A notice that is out since 2 March."""
    paper = Paper(NoticeFlow)
    desk.engine.open(paper, OFFICER)
    desk.engine.perform(paper, "announce", OFFICER, {"opened_on": DAY, **answers})
    return paper


@pytest.mark.parametrize("why", [None, "", "  "])
def test_an_earlier_last_day_needs_a_reason(desk: Desk, why: str | None) -> None:
    with pytest.raises(Unacceptable) as short:
        announced(desk, until=date(2026, 3, 11), why=why)
    assert short.value.errors == {"why": "Say why the period is shorter"}


@pytest.mark.parametrize("until", [None, date(2026, 3, 12), date(2026, 3, 20)])
def test_the_usual_last_day_and_a_later_one_need_none(desk: Desk, until: date | None) -> None:
    assert announced(desk, until=until).until == (until or date(2026, 3, 12))


def test_once_it_runs_nobody_asks_again(desk: Desk) -> None:
    paper = announced(desk, until=date(2026, 3, 5), why="urgent")
    desk.engine.perform(paper, "correct", OFFICER, {"until": date(2026, 3, 4)})
    assert paper.until == date(2026, 3, 4)
