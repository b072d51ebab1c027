"""Real worker processes, killed in the midst of their work: nothing is lost, effects are kept once."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

import config
from app import storage
from app.access.actor import PROGRAM
from app.extensions import db
from app.jobs.port import Task
from app.parts import Parts
from models import Job, TrailValue
from tests.commands.conftest import settings_for
from tests.jobs.nursery import TASKS
from tests.waiting import lives, wait_for

LEASE = 1.5


class Nursery:
    """Workers to begin and to kill."""

    def __init__(self, environment: dict[str, str], complaints: Path) -> None:
        self._complaints = complaints.open("w")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.nursery", str(LEASE)],
            cwd=config.ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            text=True,
        )
        self.alive: list[int] = []

    def begin(self) -> int:
        """One more worker; its process."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self.alive.append(int(self._process.stdout.readline()))
        return self.alive[-1]

    def kill(self, number: int, how: signal.Signals = signal.SIGKILL) -> None:
        """As the kernel, a power cut or an impatient administrator would."""
        self.alive.remove(number)
        os.kill(number, how)

    def close(self) -> None:
        """Nobody is left."""
        for number in [*self.alive]:
            with contextlib.suppress(ProcessLookupError):
                self.kill(number)
                wait_for(lambda number=number: not lives(number))
        self._process.communicate()
        self._complaints.close()


@pytest.fixture
def nursery(app: Flask, tmp_path: Path) -> Iterator[Nursery]:
    """Workers on the database of this test, by the real clock."""
    opened = Nursery(settings_for(db.engine, tmp_path), tmp_path / "complaints")
    yield opened
    opened.close()


@pytest.fixture
def asking(made: Parts, know: Callable[..., Task]) -> None:
    """The tasks the workers know can be asked for here; ``know`` forgets them afterwards."""
    made.jobs.know(*TASKS)


def states(engine: Engine) -> Counter[str]:
    """How many jobs of the test stand where."""
    with Session(engine) as session:
        counted = select(Job.state, func.count()).where(Job.key.is_(None)).group_by(Job.state)
        return Counter(dict(session.execute(counted).all()))


def test_three_hundred_jobs_and_eight_kills(
    made: Parts, session: Any, clock: Any, asking: None, nursery: Nursery
) -> None:
    for number in range(300):
        made.jobs.enqueue("mark", {"number": number})
    session.commit()
    session.remove()
    for _worker in range(3):
        nursery.begin()
    chance = random.Random(20260302)
    for kill in range(8):
        # Spread over the work, however fast the machine.
        wait_for(lambda kill=kill: states(db.engine)["done"] > 20 + 30 * kill)
        nursery.kill(chance.choice(nursery.alive))
        nursery.begin()
    wait_for(lambda: states(db.engine)["done"] == 300)
    marks = session.scalars(select(TrailValue.value).where(TrailValue.column == "mark")).all()
    assert sorted(int(mark) for mark in marks) == list(range(300))
    assert states(db.engine) == {"done": 300}
    # The kills struck: some jobs were begun more than once.
    assert session.scalar(select(func.sum(Job.attempts)).where(Job.key.is_(None))) > 300


def test_periodic_work_is_done_once_a_period_by_three_workers(
    session: Any, asking: None, nursery: Nursery
) -> None:
    session.remove()
    for _worker in range(3):
        nursery.begin()

    def done() -> set[str]:
        with Session(db.engine) as fresh:
            return set(fresh.scalars(select(Job.task).where(Job.state == "done")))

    wait_for(lambda: {"seal", "sweep", "purge"} <= done())
    with Session(db.engine) as fresh:
        rows = fresh.execute(select(Job.task, Job.key, Job.attempts)).all()
    # The turn of a period may lie in between; no key stands twice in any case, and none was begun twice.
    assert len({row.key for row in rows}) == len(rows)
    assert {row.attempts for row in rows} <= {0, 1}


def test_a_job_that_kills_its_worker_is_given_up_and_the_others_are_done(
    made: Parts, session: Any, asking: None, nursery: Nursery
) -> None:
    poison = made.jobs.enqueue("die").id
    hanging = made.jobs.enqueue("hang").id
    for number in range(5):
        made.jobs.enqueue("mark", {"number": number})
    session.commit()
    session.remove()
    # Each of three attempts takes its worker along: somebody has to begin new ones.
    for _worker in range(5):
        nursery.begin()
    wait_for(lambda: states(db.engine) == {"done": 5, "failed": 2})
    for job_id, attempts in ((poison, 2), (hanging, 1)):
        job = session.get_one(Job, job_id)
        assert (job.attempts, job.state) == (attempts, "failed")
        assert job.error


def test_a_worker_told_to_stop_gives_its_job_back_and_goes(
    made: Parts, session: Any, asking: None, nursery: Nursery
) -> None:
    job_id = made.jobs.enqueue("crawl").id
    session.commit()
    session.remove()
    first = nursery.begin()
    wait_for(lambda: states(db.engine)["running"])
    nursery.kill(first, signal.SIGTERM)
    wait_for(lambda: not lives(first))
    job = session.get_one(Job, job_id)
    assert (job.state, job.attempts, job.holder) == ("waiting", 0, None)
    session.remove()
    nursery.begin()
    wait_for(lambda: states(db.engine)["running"])
    with storage.writing():
        made.jobs.cancel(session.get_one(Job, job_id), PROGRAM)
        session.commit()
    wait_for(lambda: states(db.engine)["cancelled"])
