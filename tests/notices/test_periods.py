"""What time brings about: each stage once, to whose turn it is, on days somebody works."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.access.actor import PROGRAM
from app.jobs.runner import Runner
from app.notices import telling
from app.parts import Parts
from models import InformationRequest, Job, Notice
from tests.concerns import at
from tests.conftest import Clock

Make = Callable[..., Any]
PEOPLE = ("both", "officer")
"""Whose turn a request of the land bureau is while it waits to be accepted."""


@pytest.fixture
def request_of_february(
    clock: Clock, register: Callable[..., InformationRequest], work: Make, told: Make
) -> InformationRequest:
    """Of 24 February: half is 9 March, five days 16, one day 20, due 23 March (28 February is worked)."""
    clock.turn("2026-02-24")
    found = register()
    work()
    told()
    return found


@pytest.mark.usefixtures("request_of_february")
def test_every_stage_is_told_once_to_whose_turn_it_is(clock: Clock, work: Make, told: Make) -> None:
    days = {
        "2026-03-06": None,
        "2026-03-09": "half_time",
        "2026-03-10": None,
        "2026-03-13": None,
        "2026-03-16": "five_days",
        "2026-03-19": None,
        "2026-03-20": "one_day",
        "2026-03-23": "due_today",
        "2026-03-24": "overdue",
        "2026-03-25": None,
        "2026-05-06": None,
    }
    for day, kind in days.items():
        for hour in (9, 15):
            clock.turn(day, hour)
            work(periodic=True)
            expected = [(kind, person) for person in PEOPLE] if kind and hour == 9 else []
            assert told() == expected, day


@pytest.mark.usefixtures("request_of_february")
def test_after_a_pause_only_what_is_so_now_is_told(clock: Clock, work: Make, told: Make) -> None:
    clock.turn("2026-03-20")
    work(periodic=True)
    assert told() == [("one_day", person) for person in PEOPLE]


@pytest.mark.usefixtures("request_of_february")
def test_nothing_is_told_on_a_day_nobody_works(clock: Clock, work: Make, told: Make) -> None:
    """Saturday 4 and Monday 6 April 2026 are off; overdue since 24 March, it is told on the 7th."""
    for day in ("2026-04-04", "2026-04-05", "2026-04-06"):
        clock.turn(day)
        work(periodic=True)
        assert told() == []
    clock.turn("2026-04-07")
    work(periodic=True)
    assert told() == [("overdue", person) for person in PEOPLE]


def test_an_extension_gives_new_days_and_they_are_told_anew(
    clock: Clock, handling: Make, take: Make, work: Make, told: Make
) -> None:
    """From 2 March: five days left on 23 March. Extended by ten: five left on 7 April, for 14 April."""
    clock.turn("2026-03-02")
    request = handling()
    work()
    clock.turn("2026-03-23")
    work(periodic=True)
    told()
    take(request, "extend", "head", extension_days=10, extension_reason="涉及部门较多，需要补充核查")
    clock.turn("2026-03-23", 15)
    work(periodic=True)
    # 23 March is day 15 of 30: half of the longer period is over on that very day.
    people = ["both", "clerk", "clerk2", "officer"]
    assert told() == [("half_time", person) for person in people]
    clock.turn("2026-04-07")
    work(periodic=True)
    assert told() == [("five_days", person) for person in people]


def test_a_stage_that_went_by_before_its_job_ran_is_not_told(
    request_of_february: InformationRequest, clock: Clock, made: Parts, session: Any, work: Make, told: Make
) -> None:
    mark = {"clock": request_of_february.clocks[0].id, "mark": "due_today:2026-03-23"}
    made.jobs.enqueue("tell_stage", mark, actor=PROGRAM)
    session.commit()
    clock.turn("2026-03-24")
    work()
    assert told() == []


def test_a_record_that_cannot_be_told_of_does_not_hold_up_the_others(
    clock: Clock,
    register: Make,
    work: Make,
    told: Make,
    jobs: Callable[[str], list[Job]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock.turn("2026-02-24")
    poison, sound = register(), register()
    number = poison.id
    work()
    told()
    real = telling.called

    def called(session: Any, engine: Any, record: Any, moment: Any) -> Any:
        if record.id == number:
            raise ZeroDivisionError
        return real(session, engine, record, moment)

    monkeypatch.setattr(telling, "called", called)
    clock.turn("2026-03-24")
    work(periodic=True)
    assert told() == [("overdue", person) for person in PEOPLE]
    assert told(sound) == []
    assert sorted(job.state for job in jobs("tell_stage")) == ["done", "waiting"]
    # Mended, it is told after its pause.
    monkeypatch.setattr(telling, "called", real)
    clock.moment += timedelta(minutes=1)
    work()
    assert told() == [("overdue", person) for person in PEOPLE]


@pytest.mark.usefixtures("request_of_february")
def test_two_workers_tell_once(clock: Clock, app: Flask, session: Any, told: Make) -> None:
    clock.turn("2026-03-24")
    session.rollback()
    together = threading.Barrier(2)
    broken: list[BaseException] = []

    def worker() -> None:
        runner = Runner(app)
        try:
            together.wait()
            runner.ask_periodic()
            while runner.next():
                pass
        except BaseException as error:  # noqa: BLE001 — a thread's error is the test's
            broken.append(error)

    threads = [threading.Thread(target=worker) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    assert told() == [("overdue", person) for person in PEOPLE]


def test_who_may_see_nothing_of_it_is_told_nothing(
    request_of_february: InformationRequest, clock: Clock, work: Make, session: Any, user_id: Make
) -> None:
    """The health bureau holds the same grants, the auditor sees the county and can do nothing about it."""
    clock.turn("2026-03-24")
    work(periodic=True)
    people = set(session.scalars(select(Notice.user_id).where(Notice.record_id == request_of_february.id)))
    assert people == {user_id(person) for person in PEOPLE}


@pytest.mark.usefixtures("request_of_february")
def test_what_was_told_long_ago_is_removed(clock: Clock, work: Make, session: Any) -> None:
    """Told on 24 February; 180 days later it is 23 August."""
    clock.turn("2026-08-22")
    work(periodic=True)
    assert set(session.scalars(select(Notice.kind))) == {"waiting"}
    clock.turn("2026-08-23")
    work(periodic=True)
    assert session.scalars(select(Notice)).all() == []


@pytest.mark.clause("A3.4")
def test_a_period_in_hours_is_told_of_on_days_off_too(
    clock: Clock, concern: Make, work: Make, told: Make, mails: Make
) -> None:
    clock.turn("2026-03-06", 23)
    row = concern(grade="emergency", found_at=at("2026-03-06 22:30"))
    work()
    told()
    # Saturday: the day it ends; Sunday: it is over.
    for moment, kind in (("2026-03-07 06:00", "due_today"), ("2026-03-08 03:00", "overdue")):
        clock.moment = at(moment)
        mails()
        work(periodic=True)
        assert set(told(row)) == {(kind, "reviewer")}, moment
        # Nobody waits until the office opens.
        assert len(mails()) == 1
