"""The stages of a period, with days worked out by hand on the official calendar of 2026.

In 2026 Saturday 28 February is worked, 4 to 6 April are off.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.periods.calendar import Calendar
from app.periods.deadline import Events, Rule, Suspension
from app.periods.stages import stage


def period(started: str, amount: int = 20, kind: str = "working_days", **more: object) -> Events:
    rule = Rule("test", kind, amount, 5, "A8.10", date(2004, 1, 1))  # type: ignore[arg-type]
    return Events(date.fromisoformat(started), rule, **more)  # type: ignore[arg-type]


def walked(events: Events, calendar: Calendar, until: str) -> dict[str, str]:
    """Every stage between the start and a day, with the first day it is told on."""
    day, found = events.started, {}
    while day <= date.fromisoformat(until):
        reached = stage(events, calendar, day)
        if reached is not None and (reached.kind, reached.since) not in found:
            assert reached.since == day, "a stage is reached on the day it begins"
            found[reached.kind, reached.since] = None
        day += timedelta(days=1)
    return {kind: since.isoformat() for kind, since in found}


def test_twenty_working_days_with_a_make_up_day_in_between(seeded: Calendar) -> None:
    """25 Feb is day 1, Saturday the 28th (worked) 4, 9 March 10, the 16th 15, the 20th 19, the 23rd 20."""
    assert walked(period("2026-02-24"), seeded, "2026-04-30") == {
        "half_time": "2026-03-09",
        "five_days": "2026-03-16",
        "one_day": "2026-03-20",
        "due_today": "2026-03-23",
        "overdue": "2026-03-24",
    }


def test_a_suspension_moves_what_comes_after_it(seeded: Calendar) -> None:
    """Asked on 2 March (day 5), answered on the 12th: the 13th is day 6, the 19th day 10, 2 April day 20."""
    stopped = Suspension(date(2026, 3, 2), date(2026, 3, 12), "third party")
    assert walked(period("2026-02-24", suspensions=(stopped,)), seeded, "2026-04-03") == {
        "half_time": "2026-03-19",
        "five_days": "2026-03-26",
        "one_day": "2026-04-01",
        "due_today": "2026-04-02",
        "overdue": "2026-04-03",
    }


def test_an_extended_period_has_its_stages_anew(seeded: Calendar) -> None:
    """From 2 March the 23rd is day 15; 6 April is off, 7 April is 25, the 13th 29, the 14th 30."""
    assert walked(period("2026-03-02", extension=10), seeded, "2026-04-14") == {
        "half_time": "2026-03-23",
        "five_days": "2026-04-07",
        "one_day": "2026-04-13",
        "due_today": "2026-04-14",
    }


def test_calendar_days_are_half_over_by_the_calendar_and_end_in_working_days(seeded: Calendar) -> None:
    """Thirty from 2 March end on 1 April, the 17th is 15; the last five are 26, 27, 30, 31 March, 1 April."""
    assert walked(period("2026-03-02", 30, "calendar_days"), seeded, "2026-04-01") == {
        "half_time": "2026-03-17",
        "five_days": "2026-03-25",
        "one_day": "2026-03-31",
        "due_today": "2026-04-01",
    }


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (1, {"due_today": "2026-03-03"}),
        (2, {"one_day": "2026-03-03", "due_today": "2026-03-04"}),
        # Half of seven is over on day 4; with five left only two have passed, which is before that.
        (7, {"five_days": "2026-03-04", "one_day": "2026-03-10", "due_today": "2026-03-11"}),
    ],
)
def test_a_short_period_passes_stages_over(seeded: Calendar, amount: int, told: dict[str, str]) -> None:
    """From Monday 2 March."""
    assert walked(period("2026-03-02", amount), seeded, max(told.values())) == told


def test_nothing_is_told_while_it_is_stopped_or_once_it_is_met(seeded: Calendar) -> None:
    open_stop = (Suspension(date(2026, 3, 2), None, "third party"),)
    assert walked(period("2026-02-24", suspensions=open_stop), seeded, "2026-06-01") == {}
    assert stage(period("2026-02-24", met=date(2026, 3, 2)), seeded, date(2026, 6, 1)) is None
