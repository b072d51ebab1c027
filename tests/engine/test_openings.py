"""Records that come of a step of another matter: opened by the program, and changed by nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.access.actor import PROGRAM
from app.engine import Engine, NotAllowed
from models.effect import Consequence, Follow, Open
from models.workflow import SYSTEM, Series, State, Transition, Workflow
from tests.engine.desk import Desk, Paper, person
from tests.engine.papers import CLERK

ANYBODY = person(1, "decide")


class OrderFlow(Workflow, label="Order", clauses=("A4.1",), registered_by=(CLERK,)):
    """What sets others off."""

    written = State("Written", initial=True)
    decided = State("Decided", final=True)

    decide = Transition("Decide", written, decided, CLERK, ("A4.1",))


class EntryFlow(
    Workflow, label="Entry", clauses=("A4.1",), registered_by=(SYSTEM,), numbering=Series("ENTRY")
):
    """What only follows."""

    kept = State("Kept", initial=True, settled=True)
    struck = State("Struck", final=True)

    amend = Transition("Amend", kept, None, SYSTEM, ("A4.1",))
    strike = Transition("Strike", kept, struck, SYSTEM, ("A4.1",))


def carried(order: Any) -> dict[str, Any]:
    return {"text": order.text}


@pytest.fixture
def decided():
    """A desk where an order was decided whose step has this effect; keywords are the order's columns."""

    def decide(to: str, effect: Follow | Open, **values: Any) -> Desk:
        desk = Desk((Consequence(OrderFlow.decide, to, effect),))
        order = Paper(OrderFlow, title="An order", **values)
        desk.engine.open(order, ANYBODY)
        desk.engine.perform(order, "decide", ANYBODY)
        return desk

    return decide


def test_a_step_opens_what_the_record_begins_and_the_program_registers_it(decided) -> None:
    entry = Paper(EntryFlow, title="An entry")
    further = Paper(EntryFlow, title="A further entry")
    desk = decided("entry", Open(), beginnings={"entry": [entry, further]}.get)
    *_before, first, last = desk.journal.rows
    assert (first.record, first.step, first.actor) == (entry, None, PROGRAM)
    assert last.record is further
    assert (entry.number, further.number) == ("2026-1", "2026-2")


def test_a_step_opens_nothing_where_nothing_is_begun(decided) -> None:
    desk = decided("entry", Open(), beginnings=lambda _link: [])
    assert [row.step and row.step.name for row in desk.journal.rows] == [None, "decide"]


def test_only_those_follow_that_are_meant(decided) -> None:
    one, other = (Paper(EntryFlow, title="An entry", text=text) for text in ("one", "other"))
    decided("entries", Follow(EntryFlow.strike, only=lambda entry: entry.text == "one"), entries=[one, other])
    assert (one.state, other.state) == ("struck", "kept")


def test_what_follows_takes_over_what_the_record_says(decided) -> None:
    entry = Paper(EntryFlow, title="An entry", text="old")
    decided("entries", Follow(EntryFlow.amend, carried), text="new", entries=[entry])
    assert entry.text == "new"


def test_what_stands_elsewhere_neither_follows_nor_takes_anything_over(decided) -> None:
    entry = Paper(EntryFlow, title="An entry", text="old")
    entry.state = "struck"
    decided("entries", Follow(EntryFlow.amend, carried), text="new", entries=[entry])
    assert entry.text == "old"


def test_nobody_registers_what_only_follows(decided) -> None:
    engine: Engine = Desk().engine
    with pytest.raises(NotAllowed):
        engine.open(Paper(EntryFlow, title="An entry"), ANYBODY)


def test_what_is_settled_from_the_beginning_is_closed_from_the_beginning() -> None:
    desk, entry = Desk(), Paper(EntryFlow, title="An entry")
    desk.engine.open(entry, PROGRAM)
    assert entry.closed_on == date(2026, 3, 2)
