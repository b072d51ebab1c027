"""What a step sets off: a number, a record of another matter, a step of one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.effect import Consequence, Follow, Open
from models.workflow import SYSTEM, DeclarationError, Series, State, Transition, Workflow
from tests.engine.desk import Desk, Paper, person
from tests.engine.papers import CLERK as BY_CLERK

CLERK = person(1, "number", "print")


class CopyFlow(Workflow, label="Copy", clauses=("A4.7",)):
    owed = State("Owed", initial=True)
    void = State("Void", final=True)

    annul = Transition("Annulled", owed, void, SYSTEM, ("A4.7",), on="ended_on")


class SheetFlow(Workflow, label="Sheet", clauses=("A4.1",), registered_by=(BY_CLERK,)):
    drafted = State("Drafted", initial=True)
    numbered = State("Numbered")
    printed = State("Printed", final=True)

    number = Transition(
        "Number", drafted, numbered, BY_CLERK, ("A4.1",), numbers=Series("", word_from="word")
    )
    print = Transition("Print", numbered, printed, BY_CLERK, ("A4.7",))


@pytest.fixture
def desk() -> Desk:
    return Desk(
        (
            Consequence(SheetFlow.number, "copies", Open()),
            Consequence(SheetFlow.print, "copies", Follow(CopyFlow.annul)),
        )
    )


@pytest.fixture
def sheet(desk: Desk) -> Paper:
    """A sheet, and the copies it begins."""
    made = Paper(SheetFlow, copies=[])

    def beginnings(link: str) -> list[Any]:
        assert link == "copies"
        made.copies.append(Paper(CopyFlow))
        return made.copies[-1:]

    made.beginnings = beginnings
    desk.engine.open(made, CLERK)
    return made


def test_a_step_gives_the_number_registration_did_not(desk: Desk, sheet: Paper) -> None:
    assert (sheet.number, SheetFlow.gives_numbers(), CopyFlow.gives_numbers()) == (None, True, False)
    desk.engine.perform(sheet, "number", CLERK)
    assert sheet.number == "2026-1"


def test_a_step_registers_a_record_of_another_matter_in_the_programs_name(desk: Desk, sheet: Paper) -> None:
    desk.engine.perform(sheet, "number", CLERK)
    (copy,) = sheet.copies
    assert (copy.state, copy.opened_by_id) == ("owed", None)
    assert [(row.record, row.step) for row in desk.journal.rows[1:]] == [
        (sheet, SheetFlow.number),
        (copy, None),
    ]


def test_who_follows_is_told_the_day(desk: Desk, sheet: Paper) -> None:
    desk.engine.perform(sheet, "number", CLERK)
    desk.turn("2026-03-09")
    desk.engine.perform(sheet, "print", CLERK)
    (copy,) = sheet.copies
    assert (copy.state, copy.ended_on, copy.closed_on) == ("void", date(2026, 3, 9), date(2026, 3, 9))


def test_what_is_numbered_at_registration_is_not_numbered_again() -> None:
    with pytest.raises(DeclarationError, match="numbers what is numbered when it is registered"):

        class TwiceFlow(Workflow, label="Twice", clauses=("A4.1",), numbering=Series("甲")):
            begun = State("Begun", initial=True)
            done = State("Done", final=True)

            finish = Transition("Finish", begun, done, BY_CLERK, ("A4.1",), numbers=Series("乙"))
