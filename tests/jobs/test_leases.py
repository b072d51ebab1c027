"""Workers that die or seem to: who has a job in hand, and what an attempt that came to nothing leaves."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from app.access.actor import PROGRAM, present
from app.jobs.port import Task
from app.jobs.runner import LEASE, Runner
from app.jobs.running import Claim, Running
from app.parts import Parts
from models import Counter, Job
from tests.jobs.conftest import NINE, leave_a_mark

Ask = Callable[..., int]
Know = Callable[..., Task]
Look = Callable[[int], Job]


def begun_and_left(runner: Runner, job_id: int) -> Claim:
    """A worker claimed the job and was never heard of again."""
    claim = runner._claim(job_id)
    assert claim
    return claim


def test_a_job_is_taken_over_when_the_lease_has_run_out_and_not_before(
    app: Flask, ask: Ask, know: Know, runner: Runner, look: Look, clock: Any, effects: Any
) -> None:
    know(leave_a_mark)
    job_id = ask("leave_a_mark")
    begun_and_left(runner, job_id)
    second = Runner(app)
    clock.moment += LEASE - timedelta(seconds=1)
    assert not second.next()
    second.run(job_id)
    assert (look(job_id).state, effects()) == ("running", 0)
    clock.moment += timedelta(seconds=1)
    assert second.next()
    assert (look(job_id).state, look(job_id).attempts, effects()) == ("done", 2, 1)


def test_a_worker_that_was_only_slow_leaves_nothing(
    app: Flask, ask: Ask, know: Know, runner: Runner, look: Look, clock: Any, effects: Any, session: Any
) -> None:
    """It comes back after another one did its job: what it would write now is not written."""
    calls = []

    def slow(job: Running) -> None:
        calls.append(job.id)
        if len(calls) == 1:
            clock.moment += LEASE
            Runner(app).next()
            session.rollback()
        with job.effects() as inner:
            inner.add(Counter(scope=f"mark {len(calls)} {present().name}", value=len(calls)))

    know(slow)
    job_id = ask("slow")
    runner.next()
    assert calls == [job_id, job_id]
    assert (look(job_id).state, look(job_id).attempts, effects()) == ("done", 2, 1)


def test_a_job_that_kills_every_worker_is_given_up(
    ask: Ask, know: Know, runner: Runner, look: Look, clock: Any
) -> None:
    know(leave_a_mark, attempts=3)
    job_id = ask("leave_a_mark")
    for _death in range(3):
        begun_and_left(runner, job_id)
        clock.moment += LEASE
    assert runner.next()
    job = look(job_id)
    assert (job.state, job.attempts) == ("failed", 3)
    assert job.error
    assert not runner.next()


def test_a_job_cancelled_while_its_worker_lay_dead_is_not_begun_again(
    ask: Ask, know: Know, runner: Runner, look: Look, clock: Any, made: Parts, session: Any, effects: Any
) -> None:
    know(leave_a_mark)
    job_id = ask("leave_a_mark")
    begun_and_left(runner, job_id)
    made.jobs.cancel(look(job_id), PROGRAM)
    session.commit()
    assert look(job_id).state == "running"
    clock.moment += LEASE
    runner.next()
    assert (look(job_id).state, effects()) == ("cancelled", 0)


def test_the_lease_of_a_long_job_is_prolonged(
    app: Flask, ask: Ask, know: Know, look: Look, clock: Any, effects: Any
) -> None:
    """The keeper renews it while the task itself says nothing."""
    lease = timedelta(milliseconds=300)
    renewed = threading.Event()

    def silent(job: Running) -> None:
        until = NINE + timedelta(seconds=50) + lease
        clock.moment += timedelta(seconds=50)
        while not renewed.wait(0.02):
            with job.parts.write() as other:
                if other.get_one(Job, job.id).lease_until == until:
                    renewed.set()
        leave_a_mark(job)

    know(silent)
    job_id = ask("silent")
    Runner(app, lease).next()
    assert (look(job_id).state, effects()) == ("done", 1)


# -- files ----------------------------------------------------------------------------


def archive(job: Running, *, how: str = "well") -> None:
    """Writes a file, then goes on as told."""
    job.keep(io.BytesIO(b"first draft"), "draft.csv")
    job.keep(io.BytesIO("编号,申请人\n".encode()), "登记册 2026.csv")
    if how == "badly":
        raise OSError
    with job.effects() as session:
        session.add(Counter(scope="mark file", value=1))
        if how == "late":
            raise OSError


def test_a_file_is_kept_with_the_end_of_the_job(
    ask: Ask, know: Know, runner: Runner, look: Look, made: Parts, tmp_path: Any
) -> None:
    know(archive)
    job_id = ask("archive")
    runner.next()
    job = look(job_id)
    assert job.result_name == "登记册 2026.csv"
    with made.files.open(job.result_key or "") as content:
        assert content.read() == "编号,申请人\n".encode()


@pytest.mark.parametrize("how", ["badly", "late"])
def test_a_job_that_fails_refers_to_no_file(
    ask: Ask, know: Know, runner: Runner, look: Look, made: Parts, how: str
) -> None:
    """So the sweep takes what it wrote."""
    soon = datetime.now(UTC) + timedelta(minutes=1)
    made.files.sweep_orphans(set(), soon)
    know(archive)
    job_id = ask("archive", {"how": how})
    runner.next()
    assert look(job_id).result_key is None
    assert len(made.files.sweep_orphans(set(), soon)) == 2
