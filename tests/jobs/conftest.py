"""Tasks of the tests' own, a worker's hands without its process, and jobs looked at afresh."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.jobs.port import Task
from app.jobs.runner import Runner
from app.parts import Parts
from models import Counter, Job

NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""The moment every test begins: nine o'clock in the office."""


@pytest.fixture
def know(made: Parts) -> Iterator[Callable[..., Task]]:
    """``know(work)`` makes a function a task under its name until the test ends; keywords are Task's."""
    before = dict(made.jobs.tasks)

    def enter(work: Callable[..., object], **options: Any) -> Task:
        found = Task(work.__name__, work.__name__, work, **options)
        made.jobs.know(found)
        return found

    yield enter
    made.jobs.tasks.clear()
    made.jobs.tasks.update(before)


@pytest.fixture
def runner(app: Flask) -> Runner:
    """A worker's hands."""
    return Runner(app)


@pytest.fixture
def ask(made: Parts, session: Any) -> Callable[..., int]:
    """Enqueue as an action of its own; gives the number of the job."""

    def enter(name: str, payload: dict[str, Any] | None = None, **options: Any) -> int:
        job = made.jobs.enqueue(name, payload, **options)
        session.commit()
        return job.id

    return enter


@pytest.fixture
def look(session: Any) -> Callable[[int], Job]:
    """A job as the database has it now."""

    def read(job_id: int) -> Job:
        session.rollback()
        session.expire_all()
        found: Job = session.get_one(Job, job_id)
        return found

    return read


@pytest.fixture
def effects(session: Any) -> Callable[[], int]:
    """How often ``leave_a_mark`` took effect."""

    def count() -> int:
        session.rollback()
        return int(session.scalar(select(func.count()).where(Counter.scope.like("mark %"))))

    return count


def leave_a_mark(job: Any, *, number: int = 0) -> None:
    """An effect that a second time would be an error."""
    with job.effects() as session:
        session.add(Counter(scope=f"mark {number}", value=1))
