"""Sheets filled with a step, figures kept with one, and steps kept apart across records."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from app.engine import Refused
from models.effect import Apart, Consequence, Follow
from models.line import Filled, PointsLine
from models.points import Points, mean, rounded, share
from models.workflow import SYSTEM, DeclarationError, State, Transition, Workflow
from tests.engine.desk import Desk, Paper, person
from tests.engine.papers import CLERK as BY_CLERK


class GradedFlow(Workflow, label="Test", clauses=("A6.4",), registered_by=(BY_CLERK,)):
    sat = State("Sat", initial=True)
    marked = State("Marked")
    counted = State("Counted", final=True)

    grade = Transition("Mark", sat, marked, BY_CLERK, ("A6.9.3",), sheet="marks")
    count = Transition("Counted", marked, counted, SYSTEM, ("A6.9.4",), figures=True)


class AppealFlow(Workflow, label="Appeal", clauses=("A6.9.4",), registered_by=(BY_CLERK,)):
    raised = State("Raised", initial=True)
    ruled = State("Ruled", final=True)

    rule = Transition("Rule", raised, ruled, BY_CLERK, ("A6.9.4",))


def graded() -> Paper:
    """A test of two lines; ``kept`` is what was filled in of them, or computed, and in which state."""
    made = Paper(GradedFlow)

    def fill(sheet: str, filled: list[Filled], signed: Any) -> None:
        made.kept = [sheet, [(one.key, one.value) for one in filled], signed.by_id, made.state]

    def reckon(values: Any, _signed: Any) -> None:
        made.kept = [{key: str(value) for key, value in values.items()}, made.state]

    made.lines = lambda _sheet, _who: [PointsLine(key, f"Line {key}", most=Decimal(5)) for key in (1, 2)]
    made.figures_asked = lambda: {7: "timely"}
    made.fill, made.reckon = fill, reckon
    return made


MARKER, OTHER = (person(key, "grade", "rule") for key in (1, 2))


@pytest.fixture
def desk() -> Desk:
    return Desk(
        (
            Consequence(AppealFlow.rule, "test.twin", Apart((GradedFlow.grade,))),
            Consequence(AppealFlow.rule, "test", Follow(GradedFlow.count)),
        )
    )


def test_a_sheet_is_filled_before_the_step_is_taken_and_figures_before_the_state_moves(desk: Desk) -> None:
    test = graded()
    desk.engine.open(test, MARKER)
    desk.engine.perform(test, "grade", MARKER)
    assert test.kept == ["marks", [(1, Decimal(5)), (2, Decimal(5))], 1, "sat"]
    appeal = Paper(AppealFlow, test=test)
    test.twin = None
    desk.engine.open(appeal, OTHER)
    desk.engine.perform(appeal, "rule", OTHER)
    assert (test.kept, test.state) == ([{7: "1/2"}, "marked"], "counted")


def test_who_took_a_step_of_a_related_record_does_not_take_this_one(desk: Desk) -> None:
    twin = graded()
    appeal = Paper(AppealFlow, test=Paper(GradedFlow, twin=[twin]))
    for record in (twin, appeal):
        desk.engine.open(record, OTHER)
    desk.engine.perform(twin, "grade", MARKER)
    with pytest.raises(Refused, match="Somebody else"):
        desk.engine.perform(appeal, "rule", MARKER)
    desk.engine.perform(appeal, "rule", OTHER)
    assert appeal.state == "ruled"


def test_the_program_fills_no_sheet() -> None:
    with pytest.raises(DeclarationError, match="has a checklist, a sheet"):

        class AloneFlow(Workflow, label="Alone", clauses=("A6.4",)):
            begun = State("Begun", initial=True)
            done = State("Done", final=True)

            finish = Transition("Finish", begun, done, SYSTEM, ("A6.4",), sheet="marks")


@pytest.mark.parametrize(("points", "kept"), [("0.00", 0), ("12.5", 1250), ("99.99", 9999), ("100", 10000)])
def test_points_are_kept_as_hundredths(points: str, kept: int) -> None:
    column = Points()
    assert column.process_bind_param(Decimal(points), None) == kept
    assert str(column.process_result_value(kept, None)) == f"{Decimal(points):.2f}"


def test_points_finer_than_a_hundredth_are_not_kept() -> None:
    with pytest.raises(ValueError, match="two decimals"):
        Points().process_bind_param(Decimal("1.005"), None)


def test_half_a_hundredth_goes_up() -> None:
    assert rounded(Decimal("1.005")) == Decimal("1.01")
    assert mean([Decimal("8.00"), Decimal("9.01")]) == Decimal("8.51")
    # Two of three are worth 8.00 of 12.00; of seven one is 1.714… of 12.00; of none all.
    assert share(2, 3, Decimal("12.00")) == Decimal("8.00")
    assert share(1, 7, Decimal("12.00")) == Decimal("1.71")
    assert share(0, 0, Decimal("12.00")) == Decimal("12.00")
