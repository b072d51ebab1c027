"""A desk in memory and the people at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.parts import Parts
from tests.engine.cases import TITLES, Case, make_case
from tests.engine.desk import Desk, Paper, person
from tests.engine.papers import CONSEQUENCES, PaperFlow

CLERK = person(1, "register", "submit", "send", "inquire", "receive", "call_off", "fall_silent")
OFFICER = person(2, "submit", "hand_over", "verify")
HEAD = person(3, "approve", "send_back", "shelve", "annotate", "reopen", "extend", "waive")


@pytest.fixture
def cases(session: Any, made: Parts, unit_id: Callable[[str], int]) -> dict[str, Case]:
    """Four requests of different units, each with everything that may belong to one."""
    land, registry, health = unit_id("land"), unit_id("registry"), unit_id("health")
    placed = zip(TITLES, ((land, None), (registry, None), (land, health), (health, None)), strict=True)
    return {title: make_case(session, made, title, *units) for title, units in placed}


@pytest.fixture
def desk() -> Desk:
    """Monday 2 March 2026."""
    return Desk(CONSEQUENCES)


@pytest.fixture
def opened(desk: Desk) -> Callable[..., Paper]:
    """A paper registered by the clerk today; keywords set columns."""

    def make(**values: Any) -> Paper:
        paper = Paper(PaperFlow, **{"title": "A paper", **values})
        desk.engine.open(paper, CLERK)
        return paper

    return make


@pytest.fixture
def checking(desk: Desk, opened: Callable[..., Paper]) -> Callable[..., Paper]:
    """A paper the clerk registered and submitted."""

    def make(**values: Any) -> Paper:
        paper = opened(**values)
        desk.engine.perform(paper, "submit", CLERK, {"text": "long enough", "urgency": 0})
        return paper

    return make


@pytest.fixture
def approved(desk: Desk, checking: Callable[..., Paper]) -> Paper:
    """A paper the head approved."""
    paper = checking(handler="Wei", received_on=date(2026, 2, 20))
    desk.engine.perform(paper, "approve", HEAD)
    return paper
