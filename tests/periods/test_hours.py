"""Periods in hours: real time, whatever day it is and wherever the machine stands (附件3 第四条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from app.periods import hours
from app.periods.deadline import Events, Rule
from app.periods.hours import due_at
from app.periods.stages import Stage
from app.timekeeper import OFFICE_TIME

pytestmark = pytest.mark.clause("A3.4")

FOUND = datetime(2026, 3, 6, 22, 30, tzinfo=OFFICE_TIME)
"""A Friday evening."""
RULE = Rule("first_response", "hours", 24, 6, "A3.4", date(2020, 1, 1))
DAY_AND_NIGHT = Events(FOUND.date(), RULE, started_at=FOUND.astimezone(UTC))


@pytest.mark.usefixtures("machine_zone")
def test_hours_are_real_hours() -> None:
    new_york = ZoneInfo("America/New_York")
    night_of_the_change = datetime(2026, 3, 7, 20, 0, tzinfo=new_york)
    assert due_at(night_of_the_change, 24) == datetime(2026, 3, 8, 21, 0, tzinfo=new_york)
    shanghai = timezone(timedelta(hours=8))
    due = due_at(datetime(2026, 2, 14, 22, 30, tzinfo=shanghai), 24)
    assert due.isoformat() == "2026-02-15T22:30:00+08:00"


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due_at(datetime(2026, 2, 14, 22, 30), 24)  # noqa: DTZ001 — the mistake under test


@pytest.mark.usefixtures("machine_zone")
@pytest.mark.parametrize(
    ("clock", "left", "late", "light"),
    [
        ((6, 22, 30), 24, 0, "green"),
        ((6, 23, 59), 22, 0, "green"),
        # On the day on which the last six hours begin it warns.
        ((7, 0, 0), 22, 0, "amber"),
        ((7, 21, 31), 0, 0, "amber"),
        ((7, 22, 30), 0, 0, "amber"),
        ((7, 22, 31), 0, 1, "red"),
        ((8, 0, 31), 0, 3, "red"),
    ],
)
def test_a_day_and_a_night_from_friday_evening_end_on_saturday(clock, left, late, light):
    found = hours.derive(DAY_AND_NIGHT, datetime(2026, 3, *clock, tzinfo=OFFICE_TIME))
    assert found.due_at == datetime(2026, 3, 7, 22, 30, tzinfo=OFFICE_TIME)
    assert (found.due, found.warn_on) == (date(2026, 3, 7), date(2026, 3, 7))
    assert (found.days_left, found.overdue_by, found.light) == (left, late, light)
    assert (found.provisional, found.paused) == (False, False)


def test_met_in_time_it_is_grey_and_stays_in_time():
    met = replace(DAY_AND_NIGHT, met=date(2026, 3, 7), met_at=FOUND + timedelta(hours=23))
    found = hours.derive(met, FOUND + timedelta(days=9))
    assert (found.light, found.overdue_by, found.days_left) == ("grey", 0, 1)
    assert hours.stage(met, FOUND + timedelta(days=9)) is None


@pytest.mark.parametrize(
    ("passed", "kind"),
    [(1, None), (1.4, None), (1.5, "due_today"), (12, "due_today"), (24, "due_today"), (24.1, "overdue")],
)
def test_its_stages_are_the_day_it_ends_and_the_end(passed, kind):
    reached = hours.stage(DAY_AND_NIGHT, FOUND + timedelta(hours=passed))
    assert reached == (Stage(kind, date(2026, 3, 7)) if kind else None)


def test_half_time_is_told_where_the_end_is_another_day():
    # 48 hours from Friday 22:30: half of them on Saturday 22:30, the end on Sunday.
    two_days = replace(DAY_AND_NIGHT, rule=replace(RULE, amount=48))
    assert hours.stage(two_days, FOUND + timedelta(hours=23)) is None
    assert hours.stage(two_days, FOUND + timedelta(hours=24)) == Stage("half_time", date(2026, 3, 8))


def test_without_a_moment_there_is_no_end():
    with pytest.raises(ValueError, match="a moment is needed"):
        hours.derive(Events(FOUND.date(), RULE), FOUND)
