"""'Why this date?': every day accounted for."""

from datetime import date
from importlib.metadata import version

import pytest

from app.periods.calendar import Calendar
from app.periods.deadline import Events, Line, Rule, Suspension, explain
from models.workflow import Kind

NOTICE_2026 = f"国务院办公厅关于2026年部分节假日安排的通知 (chinesecalendar {version('chinesecalendar')})"


def rule(amount: int, kind: Kind = "working_days") -> Rule:
    return Rule("answer", kind, amount, 2, "A8.10", date(2019, 5, 15))


def line(day: date, number: int | None, why: str, *notes: str) -> Line:
    return Line(day, number, why, notes, provisional=False)  # type: ignore[arg-type]


@pytest.mark.clause("A8.10")
def test_every_day_is_counted_or_left_out_for_a_reason(seeded: Calendar) -> None:
    asked = (
        Suspension(date(2026, 9, 22), date(2026, 9, 23), "third party"),
        Suspension(date(2026, 9, 22), date(2026, 9, 23), "other agency"),
    )
    received = date(2026, 9, 18)
    assert explain(Events(received, rule(5), asked), seeded, received) == (
        line(date(2026, 9, 18), None, "start"),
        line(date(2026, 9, 19), None, "weekend"),
        line(date(2026, 9, 20), 1, "make_up", NOTICE_2026),
        line(date(2026, 9, 21), 2, "counted"),
        line(date(2026, 9, 22), 3, "counted"),
        line(date(2026, 9, 23), None, "suspended", "third party", "other agency"),
        line(date(2026, 9, 24), 4, "counted"),
        line(date(2026, 9, 25), None, "off", NOTICE_2026),
        line(date(2026, 9, 26), None, "weekend"),
        line(date(2026, 9, 27), None, "weekend"),
        line(date(2026, 9, 28), 5, "counted"),
    )


def test_while_the_due_day_is_unknown_the_explanation_ends_today(seeded: Calendar) -> None:
    paused = Events(date(2026, 3, 2), rule(5), (Suspension(date(2026, 3, 3), None, "third party"),))
    assert explain(paused, seeded, date(2026, 3, 4)) == (
        line(date(2026, 3, 2), None, "start"),
        line(date(2026, 3, 3), 1, "counted"),
        line(date(2026, 3, 4), None, "suspended", "third party"),
    )
    assert len(explain(paused, seeded, date(2026, 3, 1))) == 1


def test_calendar_days_count_through_days_off_and_roll_at_the_end(seeded: Calendar) -> None:
    period = Events(date(2026, 4, 2), rule(3, "calendar_days"))
    # 5 April is the last day; 4–6 April are off, of which only Monday the 6th is no weekend.
    assert explain(period, seeded, date(2026, 4, 2)) == (
        line(date(2026, 4, 2), None, "start"),
        line(date(2026, 4, 3), 1, "counted"),
        line(date(2026, 4, 4), 2, "counted"),
        line(date(2026, 4, 5), 3, "counted"),
        line(date(2026, 4, 6), None, "off", NOTICE_2026),
        line(date(2026, 4, 7), None, "rolled"),
    )


def test_to_calendar_days_a_make_up_day_is_a_day_like_any_other(seeded: Calendar) -> None:
    lines = explain(Events(date(2026, 9, 18), rule(3, "calendar_days")), seeded, date(2026, 9, 18))
    assert lines[2:] == (line(date(2026, 9, 20), 2, "counted"), line(date(2026, 9, 21), 3, "counted"))


def test_a_month_numbers_its_days(seeded: Calendar) -> None:
    lines = explain(Events(date(2026, 3, 31), rule(1, "months")), seeded, date(2026, 3, 31))
    assert lines[-1] == line(date(2026, 4, 30), 30, "counted")


def test_days_of_an_unannounced_year_are_marked(seeded: Calendar) -> None:
    lines = explain(Events(date(2026, 12, 31), rule(1)), seeded, date(2026, 12, 31))
    assert lines == (
        Line(date(2026, 12, 31), None, "start", (), provisional=False),
        Line(date(2027, 1, 1), None, "off", ("statutory",), provisional=True),
        Line(date(2027, 1, 2), None, "weekend", (), provisional=True),
        Line(date(2027, 1, 3), None, "weekend", (), provisional=True),
        Line(date(2027, 1, 4), 1, "counted", (), provisional=True),
    )
