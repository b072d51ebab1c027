"""Asking for work: with the business change or not at all, once under one key, never with words in it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from app import storage
from app.access.actor import CITIZEN, NOBODY, PROGRAM, acting
from app.access.scope import OutOfScope
from app.extensions import db
from app.jobs.port import STALLED, Task, unattended
from app.parts import Parts
from models import Counter, Job
from models.job import RUNNING
from tests.jobs.conftest import leave_a_mark

Ask = Callable[..., int]
Know = Callable[..., Task]


def count(session: Any) -> int:
    session.rollback()
    return int(session.scalar(select(func.count()).select_from(Job)))


def test_a_job_is_kept_with_the_change_it_comes_from_or_not_at_all(
    made: Parts, session: Any, know: Know
) -> None:
    know(leave_a_mark)
    session.add(Counter(scope="business", value=1))
    made.jobs.enqueue("leave_a_mark", {"number": 7})
    session.rollback()
    assert count(session) == 0
    session.add(Counter(scope="business", value=1))
    job = made.jobs.enqueue("leave_a_mark", {"number": 7})
    session.commit()
    assert count(session) == 1
    assert (job.state, job.payload, job.asked_by_id, job.attempts) == ("waiting", {"number": 7}, None, 0)
    assert session.get(Counter, "business").value == 1


def messages(session: Any) -> int:
    """What procrastinate would deliver; on SQLite the worker looks by itself."""
    if session.get_bind().dialect.name == "sqlite":
        return 0
    return int(session.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE scheduled_at <= now()")))


def test_the_message_to_the_workers_goes_with_the_job(made: Parts, session: Any, know: Know) -> None:
    know(leave_a_mark)
    sent = int(session.get_bind().dialect.name == "postgresql")
    made.jobs.enqueue("leave_a_mark", key="once")
    assert messages(session) == sent
    session.rollback()
    assert messages(session) == 0
    for _twice in range(2):
        made.jobs.enqueue("leave_a_mark", key="once")
        session.commit()
        assert messages(session) == sent
    made.jobs.enqueue("leave_a_mark", run_after=datetime(2099, 1, 1, tzinfo=UTC))
    session.commit()
    assert messages(session) == sent


def test_the_same_key_is_the_same_job_also_when_it_has_ended(
    ask: Ask, know: Know, runner: Any, look: Any, session: Any
) -> None:
    know(leave_a_mark)
    first = ask("leave_a_mark", key="letter:12")
    assert ask("leave_a_mark", key="letter:12") == first
    assert runner.next()
    assert look(first).state == "done"
    assert ask("leave_a_mark", key="letter:12") == first
    assert ask("leave_a_mark", key="letter:13") != first
    assert ask("leave_a_mark") != ask("leave_a_mark")
    assert count(session) == 4


def test_twenty_at_once_under_one_key_ask_for_one_job(
    app: Flask, made: Parts, know: Know, session: Any
) -> None:
    know(leave_a_mark)
    start = Barrier(20)

    def enter() -> int:
        storage.announce_writing()
        with app.app_context(), acting(PROGRAM):
            start.wait()
            job = made.jobs.enqueue("leave_a_mark", key="once")
            db.session.commit()
            return job.id

    with ThreadPoolExecutor(20) as threads:
        ids = set(threads.map(lambda _n: Context().run(enter), range(20)))
    assert len(ids) == 1
    assert count(session) == 1


def test_what_no_task_takes_is_refused_before_it_is_kept(made: Parts, session: Any, know: Know) -> None:
    know(leave_a_mark)
    with pytest.raises(KeyError):
        made.jobs.enqueue("no such task")
    with pytest.raises(TypeError, match="does not take"):
        made.jobs.enqueue("leave_a_mark", {"name": 1})
    with pytest.raises(ValueError, match="already"):
        know(leave_a_mark)
    assert count(session) == 0


@pytest.mark.parametrize(
    "words", ["韦青禾", "two words", "x" * 81, ["1", {"of": "罗小满"}], {"罗小满": 1}, 1.5, b"x"]
)
def test_words_have_no_place_in_a_payload(made: Parts, session: Any, know: Know, words: Any) -> None:
    know(leave_a_mark)
    with pytest.raises(ValueError, match="payload"):
        made.jobs.enqueue("leave_a_mark", {"number": words})
    assert count(session) == 0


@pytest.mark.parametrize(
    "codes", [7, True, None, "2026-03-02", "InformationRequest.accept", [1, "a:b", {"x": 2}]]
)
def test_keys_and_codes_have(made: Parts, session: Any, know: Know, codes: Any) -> None:
    know(leave_a_mark)
    made.jobs.enqueue("leave_a_mark", {"number": codes})
    session.commit()
    assert session.scalars(select(Job)).one().payload == {"number": codes}


@pytest.mark.parametrize("who", [NOBODY, CITIZEN])
def test_nobody_asks_for_nothing_unless_it_is_the_program_s_business(
    made: Parts, session: Any, know: Know, who: Any
) -> None:
    know(leave_a_mark)
    with acting(who):
        with pytest.raises(PermissionError):
            made.jobs.enqueue("leave_a_mark")
        assert made.jobs.enqueue("leave_a_mark", actor=PROGRAM).asked_by_id is None
        session.commit()
    assert count(session) == 1


# -- whose ----------------------------------------------------------------------------


def test_everybody_sees_and_changes_her_own_jobs_and_the_administrator_all(
    made: Parts, session: Any, know: Know, ask: Ask, actor: Any
) -> None:
    know(leave_a_mark)
    ids = {name: ask("leave_a_mark", actor=actor(name)) for name in ("clerk", "head")}
    ids["program"] = ask("leave_a_mark", actor=PROGRAM)
    seen = {"clerk": {"clerk"}, "head": {"head"}, "sysadmin": set(ids), "secadmin": set(), "auditor": set()}
    people = {name: actor(name) for name in seen} | {"": NOBODY, "citizen": CITIZEN}
    for name, who in people.items():
        session.rollback()
        session.expunge_all()
        with acting(who):
            found = {job.id for job in session.scalars(select(Job))}
        assert found == {ids[owner] for owner in seen.get(name, set())}, name
    rows = {name: session.get_one(Job, job_id) for name, job_id in ids.items()}
    for name, who in people.items():
        for owner, row in rows.items():
            row.progress_text = f"by {name}"
            with acting(who):
                if owner in seen.get(name, set()):
                    session.flush()
                else:
                    with pytest.raises(OutOfScope):
                        session.flush()
            session.rollback()


# -- periodic work --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("every", "moment", "period"),
    [
        # 5:20 in UTC is 13:20 in Shanghai; 17:00 in UTC is one o'clock of the next day.
        (timedelta(hours=1), datetime(2026, 11, 22, 5, 20, tzinfo=UTC), "leave_a_mark:2026-11-22T13:00"),
        (
            timedelta(minutes=5),
            datetime(2026, 11, 22, 5, 24, 59, tzinfo=UTC),
            "leave_a_mark:2026-11-22T13:20",
        ),
        (timedelta(days=1), datetime(2026, 11, 22, 17, 0, tzinfo=UTC), "leave_a_mark:2026-11-23T00:00"),
        (None, datetime(2026, 11, 22, 17, 0, tzinfo=UTC), None),
    ],
)
def test_a_period_is_one_of_the_office_s_day(every: Any, moment: datetime, period: str | None) -> None:
    assert Task("leave_a_mark", "", leave_a_mark, every=every).period(moment) == period


@pytest.mark.parametrize("every", [timedelta(days=7), timedelta(hours=7)])
def test_a_day_is_a_whole_number_of_periods(every: timedelta) -> None:
    with pytest.raises(ValueError, match="leave_a_mark"):
        Task("leave_a_mark", "", leave_a_mark, every=every)


def test_periodic_work_is_asked_for_once_a_period(made: Parts, session: Any, clock: Any, runner: Any) -> None:
    clock.turn("2026-03-02", 9)
    for _look in range(3):
        runner.ask_periodic()
    hourly = {f"{name}:2026-03-02T09:00" for name in ("sweep", "seal", "purge", "notices", "read_files")}
    daily = {f"{name}:2026-03-02T00:00" for name in ("summaries", "forget_notices", "watch", "links")}
    keys = hourly | daily
    assert set(session.scalars(select(Job.key))) == keys
    assert set(session.scalars(select(Job.asked_by_id))) == {None}
    clock.moment += timedelta(minutes=5)
    runner.ask_periodic()
    session.rollback()
    assert set(session.scalars(select(Job.key))) == {*keys, "seal:2026-03-02T09:05"}


# -- is anybody there -----------------------------------------------------------------


def test_a_queue_nobody_works_on_is_seen_after_five_minutes(
    made: Parts, session: Any, know: Know, ask: Ask, clock: Any, client: Any
) -> None:
    know(leave_a_mark)
    ask("leave_a_mark", run_after=made.time.now() + timedelta(hours=1))
    waiting = ask("leave_a_mark")
    clock.moment += STALLED - timedelta(seconds=1)
    assert not unattended(session, made.time.now())
    clock.moment += timedelta(seconds=1)
    assert unattended(session, made.time.now())
    session.rollback()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "no worker\n")
    # Somebody is at work on another job, however long that takes.
    busy = session.get_one(Job, ask("leave_a_mark"))
    busy.state, busy.lease_until = RUNNING, made.time.now() + timedelta(seconds=1)
    session.commit()
    assert not unattended(session, made.time.now())
    session.rollback()
    assert client.get("/readyz").status_code == 200
    clock.moment += timedelta(seconds=2)
    assert unattended(session, made.time.now())
    assert session.get_one(Job, waiting).state == "waiting"
