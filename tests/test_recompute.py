"""Stored dates follow from the events and the calendar; what differs is found, told and written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select, update

from app import recompute
from app.access.actor import Actor
from app.parts import Parts
from app.periods.calendar import Calendar, Override
from models import InformationRequest, RunningClock, ThirdParty, TrailEntry
from models.base import Record
from tests.conftest import Clock

DUE = date(2026, 3, 30)
"""20 working days after Monday, 2 March 2026: 3 to 6, 9 to 13, 16 to 20, 23 to 27 and 30 March."""

LATER = date(2026, 3, 31)
"""The same with 18 March off: one day more."""


@pytest.fixture
def changed(made: Parts) -> Calendar:
    """The calendar with one more day off."""
    known = made.calendar.calendar()
    off = {date(2026, 3, 18): Override("off", "县政府关于调休的通知")}
    return Calendar({**known.overrides, **off}, known.announced, known.certain)


def test_a_new_record_is_what_its_events_say(
    session: Any, made: Parts, register: Callable[..., InformationRequest]
) -> None:
    assert register().due_on == DUE
    assert recompute.changes(session(), made.calendar.calendar(), made.time.today()) == []


@pytest.mark.clause("A8.10")
def test_a_changed_calendar_moves_dates_and_tells_each(
    session: Any,
    made: Parts,
    actor: Callable[[str], Actor],
    register: Callable[..., InformationRequest],
    changed: Calendar,
) -> None:
    request, today = register(), made.time.today()
    (moved,) = recompute.changes(session(), changed, today)
    assert (moved.record, moved.clock.name) == (request, "answer_period")
    assert (moved.old.due, moved.new.due) == (DUE, LATER)
    assert request.due_on == DUE

    keeper = actor("sysadmin")
    recompute.apply(session(), changed, today, trail=made.trail, actor=keeper, reason="停电检修")
    session.commit()
    run = session.scalars(select(RunningClock).where(RunningClock.record_id == request.id)).one()
    assert (request.due_on, run.due_on) == (LATER, LATER)
    row = session.scalars(select(TrailEntry).where(TrailEntry.action == "period")).one()
    assert (row.record_id, row.actor_name, row.reason) == (request.id, "sysadmin", "停电检修")
    assert row.changes == {"due_on": {"from": "2026-03-30", "to": "2026-03-31"}}
    assert recompute.changes(session(), changed, today) == []


@pytest.mark.parametrize("table", [Record.__table__, RunningClock.__table__], ids=["record", "clock"])
def test_a_stored_date_that_drifted_is_found_in_either_place(
    session: Any, made: Parts, register: Callable[..., InformationRequest], table: Any
) -> None:
    register()
    session.execute(update(table).values(due_on=date(2026, 3, 29)))
    session.commit()
    session.expire_all()
    (moved,) = recompute.changes(session(), made.calendar.calendar(), made.time.today())
    assert (moved.old.due, moved.new.due) == (date(2026, 3, 29), DUE)


def test_what_is_left_of_a_period_that_stands_still_follows_the_calendar(
    session: Any,
    made: Parts,
    actor: Callable[[str], Actor],
    register: Callable[..., InformationRequest],
    third_party: Callable[..., ThirdParty],
    changed: Calendar,
    clock: Clock,
) -> None:
    party = third_party(register())
    today = clock.turn("2026-03-20")
    asked = {"asked_on": date(2026, 3, 20), "answer_by": date(2026, 4, 10)}
    made.engine.perform(party, "ask", actor("officer"), asked)
    session.commit()
    request = party.request
    # Over are 3 to 6, 9 to 13 and 16 to 20 March: 14 of 20 working days; with the 18th off one less.
    assert (request.due_on, request.days_left, request.counted_in) == (None, 6, "working_days")
    found = recompute.apply(
        session(), changed, today, trail=made.trail, actor=actor("sysadmin"), reason="停电"
    )
    assert [moved for moved in found if moved.record is request] == []
    assert request.days_left == 7


def test_records_of_before_learn_what_lists_show_of_their_period(
    session: Any, made: Parts, register: Callable[..., InformationRequest], clock: Clock
) -> None:
    request = register()
    session.execute(update(Record.__table__).values(counted_in=None))
    session.commit()
    told = session.scalar(select(func.count()).select_from(TrailEntry))
    recompute.complete(session(), made.calendar.calendar(), clock.turn("2026-03-05"))
    session.commit()
    assert (request.counted_in, request.due_on) == ("working_days", DUE)
    assert session.scalar(select(func.count()).select_from(TrailEntry)) == told


def test_closed_records_keep_the_dates_they_were_closed_with(
    session: Any,
    made: Parts,
    actor: Callable[[str], Actor],
    register: Callable[..., InformationRequest],
    changed: Calendar,
    clock: Clock,
) -> None:
    request = register()
    clock.turn("2026-03-03")
    made.engine.perform(
        request, "withdraw", actor("clerk"), {"withdrawn_on": date(2026, 3, 3)}, reason="申请人撤回"
    )
    session.commit()
    assert recompute.changes(session(), changed, made.time.today()) == []


def test_a_date_that_only_became_certain_is_not_told_as_moved(
    session: Any,
    made: Parts,
    actor: Callable[[str], Actor],
    register: Callable[..., InformationRequest],
    clock: Clock,
) -> None:
    clock.turn("2026-12-14")
    request, known = register(), made.calendar.calendar()
    # 15 to 18, 21 to 25, 28 to 31 December, 4 to 8 and 11 to 12 January; the 1st is off by law.
    assert (request.due_on, request.provisional) == (date(2027, 1, 12), True)
    new_year = {date(2027, 1, 1): Override("off", "国务院办公厅关于2027年部分节假日安排的通知")}
    announced = Calendar({**known.overrides, **new_year}, known.announced | {2027}, known.certain)
    today = made.time.today()
    recompute.apply(session(), announced, today, trail=made.trail, actor=actor("sysadmin"), reason="通知")
    session.commit()
    row = session.scalars(select(TrailEntry).where(TrailEntry.action == "period")).one()
    assert row.changes == {"provisional": {"from": True, "to": False}}
    assert (request.due_on, request.provisional) == (date(2027, 1, 12), False)


def test_a_period_that_stands_still_over_new_year_stays_what_it_is(
    session: Any,
    made: Parts,
    actor: Callable[[str], Actor],
    register: Callable[..., InformationRequest],
    third_party: Callable[..., ThirdParty],
    clock: Clock,
) -> None:
    clock.turn("2026-12-14")
    party = third_party(register())
    asked = {"asked_on": date(2026, 12, 14), "answer_by": date(2027, 1, 8)}
    made.engine.perform(party, "ask", actor("officer"), asked)
    session.commit()
    request = party.request
    assert (request.due_on, request.paused, request.provisional) == (None, True, False)
    today = clock.turn("2027-01-04")
    found = recompute.changes(session(), made.calendar.calendar(), today)
    assert [moved for moved in found if moved.record is request] == []
