"""One job from claim to end: effects once, tried again later, given up, cancelled."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask_appbuilder.security.sqla.models import User
from flask_babel import force_locale, gettext
from sqlalchemy import func, select

from app.access.actor import PROGRAM, acting, present
from app.files.store import StorageFull
from app.jobs.port import JobRefused, Task
from app.jobs.runner import Runner
from app.jobs.running import Running
from app.parts import Parts
from models import Counter, InformationRequest, Job, TrailEntry
from tests.jobs.conftest import NINE, leave_a_mark

Ask = Callable[..., int]
Know = Callable[..., Task]
Look = Callable[[int], Job]


def test_effects_and_end_are_kept_together(
    ask: Ask, know: Know, runner: Runner, look: Look, effects: Any
) -> None:
    know(leave_a_mark)
    job_id = ask("leave_a_mark")
    assert runner.next()
    job = look(job_id)
    assert (job.state, job.progress, job.attempts, job.ended_at) == ("done", 100, 1, NINE)
    assert (job.holder, job.lease_until) == (None, None)
    assert effects() == 1
    assert not runner.next()
    runner.run(job_id)
    assert effects() == 1


def test_an_error_inside_effects_takes_them_back(
    ask: Ask, know: Know, runner: Runner, look: Look, effects: Any
) -> None:
    def half(job: Running) -> None:
        with job.effects() as session:
            session.add(Counter(scope="mark half", value=1))
            session.flush()
            raise OSError("the rest could not be written")

    know(half)
    job_id = ask("half")
    runner.next()
    assert effects() == 0
    assert look(job_id).state == "waiting"


def test_an_error_after_the_effects_changes_nothing(
    ask: Ask, know: Know, runner: Runner, look: Look, effects: Any
) -> None:
    def late(job: Running) -> None:
        leave_a_mark(job)
        raise OSError("too late")

    know(late)
    job_id = ask("late")
    runner.next()
    assert look(job_id).state == "done"
    assert effects() == 1


def test_jobs_are_begun_in_the_order_they_fall_due(
    ask: Ask, know: Know, runner: Runner, made: Parts, clock: Any
) -> None:
    order: list[int] = []

    def note(_job: Running, *, number: int) -> None:
        order.append(number)

    know(note)
    ask("note", {"number": 3}, run_after=made.time.now() + timedelta(seconds=60))
    ask("note", {"number": 2}, run_after=made.time.now())
    ask("note", {"number": 1}, run_after=made.time.now() - timedelta(seconds=1))
    while runner.next():
        pass
    assert order == [1, 2]
    clock.moment += timedelta(seconds=60)
    assert runner.next()
    assert order == [1, 2, 3]


# -- failing --------------------------------------------------------------------------


def test_a_poison_job_is_tried_at_growing_distances_and_then_given_up(
    ask: Ask, know: Know, runner: Runner, look: Look, clock: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def poison(_job: Running) -> None:
        raise ZeroDivisionError("罗小满 has the number 522728")

    know(poison, attempts=4, backoff=timedelta(seconds=10))
    job_id = ask("poison")
    for attempt, wait in ((1, 10), (2, 20), (3, 40)):
        assert runner.next()
        job = look(job_id)
        assert (job.state, job.attempts) == ("waiting", attempt)
        assert job.run_after == clock.moment + timedelta(seconds=wait)
        clock.moment = job.run_after - timedelta(seconds=1)
        assert not runner.next()
        clock.moment = job.run_after
    assert runner.next()
    job = look(job_id)
    assert (job.state, job.attempts, job.ended_at) == ("failed", 4, NINE + timedelta(seconds=70))
    assert not runner.next()
    # Who asked gets a number, the log the rest under it.
    assert "罗小满" not in job.error
    assert "ZeroDivision" not in job.error
    incident = caplog.records[-1].args[0]  # type: ignore[index]
    assert str(incident) in job.error
    assert "罗小满" in caplog.text


def test_no_pause_is_longer_than_an_hour() -> None:
    task = Task("x", "x", leave_a_mark, backoff=timedelta(minutes=1))
    assert [task.pause(n) for n in (1, 6, 7, 40)] == [timedelta(minutes=m) for m in (1, 32, 60, 60)]


def test_a_refusal_is_final_and_says_why_in_the_asker_s_language(
    ask: Ask, know: Know, runner: Runner, look: Look
) -> None:
    def refuse(_job: Running) -> None:
        raise JobRefused(gettext("Done"))

    know(refuse)
    chinese = ask("refuse")
    with force_locale("en"):
        english = ask("refuse")
    while runner.next():
        pass
    assert [(look(i).state, look(i).attempts, look(i).error) for i in (chinese, english)] == [
        ("failed", 1, "已完成"),
        ("failed", 1, "Done"),
    ]


def test_a_refusal_that_may_pass_is_tried_again(ask: Ask, know: Know, runner: Runner, look: Look) -> None:
    def not_yet(_job: Running) -> None:
        raise JobRefused("The other system does not answer.", again=True)

    know(not_yet)
    job_id = ask("not_yet")
    runner.next()
    assert (look(job_id).state, look(job_id).error) == ("waiting", "The other system does not answer.")


def test_a_full_disk_is_said_in_its_own_words(ask: Ask, know: Know, runner: Runner, look: Look) -> None:
    def fill(_job: Running) -> None:
        raise StorageFull

    know(fill)
    job_id = ask("fill")
    runner.next()
    assert (look(job_id).state, look(job_id).error) == ("waiting", str(StorageFull()))


@pytest.mark.parametrize("garbage", [object(), {"state": "failed"}, b"\0", float("nan")])
def test_what_a_task_returns_is_nobody_s_business(
    ask: Ask, know: Know, runner: Runner, look: Look, garbage: Any
) -> None:
    def answer(_job: Running) -> Any:
        return garbage

    know(answer)
    job_id = ask("answer")
    runner.next()
    assert look(job_id).state == "done"


def test_a_task_cannot_end_its_worker_politely(ask: Ask, know: Know, runner: Runner, look: Look) -> None:
    def leave(_job: Running) -> None:
        sys.exit(3)

    know(leave)
    job_id = ask("leave")
    assert runner.next()
    assert look(job_id).state == "waiting"


@pytest.mark.parametrize("payload", [{"number": 1, "colour": 2}, {"colour": 2}])
@pytest.mark.parametrize("name", ["leave_a_mark", "a task of tomorrow"])
def test_a_job_of_another_version_waits_for_it_and_is_then_given_up(
    made: Parts,
    job_row: Callable[..., int],
    know: Know,
    runner: Runner,
    look: Look,
    clock: Any,
    name: str,
    payload: dict[str, int],
    effects: Any,
) -> None:
    know(leave_a_mark)
    job_id = job_row(None, "waiting", task=name, payload=payload, language="en")
    for attempt in range(1, 6):
        assert runner.next()
        job = look(job_id)
        assert job.attempts == attempt
        clock.moment = job.run_after
    assert job.state == "failed"
    assert "Bring all machines to one version" in job.error
    assert made.jobs.label(job) == name
    assert effects() == 0


def test_parts_stay_although_the_job_goes_no_further(
    ask: Ask, know: Know, runner: Runner, look: Look, effects: Any, clock: Any
) -> None:
    """What was written in a part before the error stays, what is in the part of the error does not."""
    fail = [True]

    def walk(job: Running) -> None:
        for n in (1, 2):
            with job.part() as session:
                if session.get(Counter, f"mark {n}") is None:
                    session.add(Counter(scope=f"mark {n}", value=1))
                    session.flush()
                if n == 2 and fail:
                    raise OSError("the second could not be written")
            job.progress(n, 2)

    know(walk)
    job_id = ask("walk")
    runner.next()
    assert (look(job_id).state, look(job_id).progress, effects()) == ("waiting", 50, 1)
    fail.clear()
    clock.moment = look(job_id).run_after
    runner.next()
    assert (look(job_id).state, look(job_id).progress, effects()) == ("done", 100, 2)


def test_a_part_of_a_cancelled_job_is_not_written(
    ask: Ask, know: Know, runner: Runner, look: Look, effects: Any, made: Parts
) -> None:
    def walk(job: Running) -> None:
        for n in (1, 2):
            with job.part() as session:
                session.add(Counter(scope=f"mark {n}", value=1))
            with made.write() as other:
                other.get_one(Job, job.id).cancel_asked = True

    know(walk)
    job_id = ask("walk")
    runner.next()
    assert (look(job_id).state, effects()) == ("cancelled", 1)


# -- who acts -------------------------------------------------------------------------


def test_a_task_acts_as_who_asked_with_the_rights_of_today(
    ask: Ask, know: Know, runner: Runner, actor: Any, register: Any, session: Any, unit_id: Any
) -> None:
    register()
    register(unit_id=unit_id("health"))
    seen: dict[str, tuple[int, str]] = {}

    def count(job: Running, *, who: str) -> None:
        found = job.session.scalar(select(func.count()).select_from(InformationRequest))
        seen[who] = (found or 0, present().name)

    know(count)
    for name in ("clerk", "stranger", "reviewer", "sysadmin"):
        ask("count", {"who": name}, actor=actor(name))
    ask("count", {"who": "program"}, actor=PROGRAM)
    with acting(actor("clerk")):
        ask("count", {"who": "present"})
    while runner.next():
        pass
    assert seen == {
        "clerk": (1, "clerk"),
        "stranger": (1, "stranger"),
        "reviewer": (2, "reviewer"),
        "sysadmin": (0, "sysadmin"),
        "program": (2, "gongkai"),
        "present": (1, "clerk"),
    }


def test_the_job_of_somebody_switched_off_is_refused(
    ask: Ask, know: Know, runner: Runner, look: Look, actor: Any, made: Parts, effects: Any, user_id: Any
) -> None:
    know(leave_a_mark)
    job_id = ask("leave_a_mark", actor=actor("clerk"))
    number = user_id("clerk")
    with made.write() as session:
        session.get_one(User, number).active = False
    runner.next()
    job = look(job_id)
    assert (job.state, job.attempts) == ("failed", 1)
    assert "停用" in job.error
    assert effects() == 0


# -- progress and cancelling ----------------------------------------------------------


def test_progress_is_seen_while_it_runs(ask: Ask, know: Know, runner: Runner, look: Look) -> None:
    seen = []

    def walk(job: Running) -> None:
        for n in range(0, 201, 50):
            job.progress(n, 200, f"half {n // 100}")
            with job.parts.write() as other:
                row = other.get_one(Job, job.id)
                seen.append((row.progress, row.progress_text))

    know(walk)
    ask("walk")
    runner.next()
    assert seen == [(0, "half 0"), (25, "half 0"), (50, "half 1"), (75, "half 1"), (100, "half 2")]


def test_a_thousand_steps_cost_a_hundred_transactions(
    ask: Ask, know: Know, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed = []
    renew = Running.renew
    monkeypatch.setattr(Running, "renew", lambda job, session: renewed.append(1) or renew(job, session))

    def walk(job: Running) -> None:
        for n in range(1000):
            job.progress(n, 1000)

    know(walk)
    ask("walk")
    runner.next()
    assert len(renewed) == 101  # 0 to 99 percent, and the end


def test_a_waiting_job_is_cancelled_at_once(
    ask: Ask, know: Know, runner: Runner, look: Look, made: Parts, session: Any, actor: Any, effects: Any
) -> None:
    know(leave_a_mark)
    job_id = ask("leave_a_mark", actor=actor("clerk"))
    made.jobs.cancel(look(job_id), actor("clerk"))
    session.commit()
    assert (look(job_id).state, look(job_id).ended_at) == ("cancelled", NINE)
    assert not runner.next()
    assert effects() == 0
    row = session.scalars(select(TrailEntry).where(TrailEntry.action == "cancel_job")).one()
    assert (row.actor_name, row.subject) == ("clerk", f"leave_a_mark {job_id}")
    with pytest.raises(JobRefused, match="已经结束"):
        made.jobs.cancel(look(job_id), actor("clerk"))


@pytest.mark.parametrize("patient", [True, False])
def test_a_running_job_stops_where_it_is_and_leaves_nothing(
    ask: Ask, know: Know, runner: Runner, look: Look, made: Parts, effects: Any, patient: bool
) -> None:
    """Also one that catches every exception, or looks only when it writes."""
    went_on = []

    def long(job: Running) -> None:
        job.progress(10, 100)
        with made.write() as other:
            other.get_one(Job, job.id).cancel_asked = True
        if patient:
            try:
                job.progress(20, 100)
            except Exception:  # noqa: BLE001
                went_on.append("caught")
        leave_a_mark(job)
        went_on.append("after")

    know(long)
    job_id = ask("long")
    runner.next()
    assert went_on == []
    assert (look(job_id).state, look(job_id).progress) == ("cancelled", 10)
    assert effects() == 0


def test_a_job_cancelled_in_its_last_failure_is_cancelled(
    ask: Ask, know: Know, runner: Runner, look: Look, made: Parts
) -> None:
    def long(job: Running) -> None:
        with made.write() as other:
            other.get_one(Job, job.id).cancel_asked = True
        raise OSError

    know(long)
    job_id = ask("long")
    runner.next()
    assert look(job_id).state == "cancelled"


def test_nobody_asks_for_progress_inside_effects(ask: Ask, know: Know, runner: Runner, look: Look) -> None:
    def wrong(job: Running) -> None:
        with job.effects():
            job.progress(1, 2)

    know(wrong)
    job_id = ask("wrong")
    runner.next()
    assert look(job_id).state == "waiting"


def test_a_worker_that_is_told_to_stop_gives_the_job_back_uncounted(
    ask: Ask, know: Know, runner: Runner, look: Look, effects: Any, app: Flask
) -> None:
    def long(job: Running, *, number: int = 0) -> None:
        job.progress(1, 2)
        leave_a_mark(job, number=number)

    know(long)
    job_id = ask("long")
    runner.stop.set()
    runner.run(job_id)
    assert (look(job_id).state, look(job_id).attempts) == ("waiting", 0)
    Runner(app).run(job_id)
    assert (look(job_id).state, effects()) == ("done", 1)


# -- dead letters ---------------------------------------------------------------------


def test_a_dead_letter_is_tried_again_from_the_beginning(
    ask: Ask,
    know: Know,
    runner: Runner,
    look: Look,
    made: Parts,
    session: Any,
    actor: Any,
    clock: Any,
    effects: Any,
) -> None:
    broken = [True]

    def flaky(job: Running) -> None:
        if broken:
            raise JobRefused("The cable is out.")
        leave_a_mark(job)

    know(flaky)
    job_id = ask("flaky", actor=actor("clerk"))
    runner.next()
    assert look(job_id).state == "failed"
    broken.clear()
    clock.moment += timedelta(hours=1)
    made.jobs.retry(look(job_id), actor("sysadmin"))
    session.commit()
    job = look(job_id)
    assert (job.state, job.attempts, job.error, job.ended_at) == ("waiting", 0, "", None)
    assert runner.next()
    assert (look(job_id).state, effects()) == ("done", 1)
    row = session.scalars(select(TrailEntry).where(TrailEntry.action == "retry_job")).one()
    assert (row.actor_name, row.reason) == ("sysadmin", "The cable is out.")
    with pytest.raises(JobRefused, match="失败"):
        made.jobs.retry(look(job_id), actor("sysadmin"))
