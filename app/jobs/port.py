"""How work is asked for: tasks are declared functions, a job is one asking, kept with what caused it.

``Jobs.enqueue`` writes into the transaction of the business change: rolled back, there was no job.
What runs a job is somebody else's matter: ``app.jobs.local`` on one machine, ``app.jobs.postgres`` on many.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from inspect import Signature, signature
from typing import Any

from flask_babel import get_locale, gettext
from sqlalchemy import ColumnElement, and_, exists, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.access.actor import PROGRAM, Actor, acting, present
from app.audit.trail import Trail
from app.timekeeper import OFFICE_TIME
from models.job import CANCELLED, FAILED, RUNNING, UNDER_WAY, WAITING, Job
from models.workflow import Label

RETRY = "can_retry"
"""Has failed jobs tried again."""
LONGEST_BACKOFF = timedelta(hours=1)
CODE = re.compile(r"[A-Za-z0-9_.:+-]{0,80}")
"""What a text in a payload may be: a key, a day, a code. A name or a searched word is none."""
STALLED = timedelta(minutes=5)
"""A job that waits this long while nobody works says that no worker is there."""

_JOBS = Job.metadata.tables[Job.__tablename__]
_NEW = insert(_JOBS).returning(_JOBS.c.id, sort_by_parameter_order=True)


class JobRefused(Exception):
    """A job cannot be done; ``sentence`` tells who asked why and what to do instead.

    ``again``: it may be tried again later, for the reason may pass by itself.
    """

    def __init__(self, sentence: Label, *, again: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.again = sentence, again


# -- tasks ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Task:
    """Something that can be asked for by name; ``work`` takes the running job and the payload."""

    name: str
    label: Label
    work: Callable[..., object]
    attempts: int = 5
    """How often it is begun before it is given up; a worker that died on it counts."""
    backoff: timedelta = timedelta(seconds=30)
    """How long it waits after the first failure; twice as long after each further one."""
    limit: timedelta = timedelta(minutes=30)
    """A single attempt may last so long; then its worker is ended (it hangs)."""
    every: timedelta | None = None
    """Asked for by the program itself once in every such part of the office's day."""

    def __post_init__(self) -> None:
        if self.every is not None and timedelta(days=1) % self.every:
            raise ValueError(f"{self.name}: a day cannot be divided into periods of {self.every}")

    def pause(self, attempts: int) -> timedelta:
        """How long to wait after this many failed attempts."""
        return min(self.backoff * int(2 ** (attempts - 1)), LONGEST_BACKOFF)

    @cached_property
    def _signature(self) -> Signature:
        return signature(self.work)

    def takes(self, payload: Mapping[str, Any]) -> bool:
        """Whether this version of the task understands the payload."""
        try:
            self._signature.bind(None, **payload)
        except TypeError:
            return False
        return True

    def period(self, now: datetime) -> str | None:
        """The key of the period ``now`` lies in, such as ``sweep:2026-11-22T13:00``; None without one."""
        if self.every is None:
            return None
        local = now.astimezone(OFFICE_TIME)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        begun = midnight + (local - midnight) // self.every * self.every
        return f"{self.name}:{begun:%Y-%m-%dT%H:%M}"


def task(name: str, *, label: Label, **options: Any) -> Callable[[Callable[..., object]], Task]:
    """Declare a function ``(job: Running, *, …payload)`` as a task; options are those of ``Task``.

    Everything it writes through ``job.effects()`` is kept once, together with the job's end; whatever else
    it does may happen twice, when a worker dies in its midst.
    """
    return lambda work: Task(name, label, work, **options)


# -- asking ---------------------------------------------------------------------------

Wake = Callable[[Session, Sequence[int], datetime], None]
"""Tells the workers, as part of the transaction, to look at the jobs of these ids at this moment."""


class Jobs:
    """The tasks this program knows, and the door through which they are asked for."""

    def __init__(
        self,
        session: Callable[[], Session],
        write: Callable[[], AbstractContextManager[Session]],
        now: Callable[[], datetime],
        trail: Trail,
        wake: Wake,
    ) -> None:
        self._session, self._write, self._now, self._trail = session, write, now, trail
        self.wake = wake
        self.tasks: dict[str, Task] = {}

    def know(self, *tasks: Task) -> None:
        """Take tasks into the register. Raises ValueError for a second one of the same name."""
        for one in tasks:
            if one.name in self.tasks:
                raise ValueError(f"there is a task {one.name} already")
            self.tasks[one.name] = one

    def enqueue(
        self,
        name: str,
        payload: Mapping[str, Any] | None = None,
        *,
        key: str | None = None,
        run_after: datetime | None = None,
        actor: Actor | None = None,
    ) -> Job:
        """Ask for a task in the session of the business change; the caller commits both or neither.

        The same ``key`` twice is the same job, also when it has ended. ``actor``: in whose name it is done,
        whoever is present if left out; ``PROGRAM`` for what is the program's own business. Raises KeyError
        for an unknown task, TypeError for a payload it does not take, ValueError for text that is no code,
        PermissionError when nobody is there to act for.
        """
        acts = actor or present()
        if acts.id is None and not acts.unrestricted:
            raise PermissionError("a job is done in somebody's name: name the actor")
        return self._put(self._session(), self.tasks[name], payload or {}, key, run_after, acts)

    def ask(self, name: str, payloads: Sequence[Mapping[str, Any]]) -> None:
        """Ask for a task several times in the program's own name, as ``enqueue`` does once, without a key."""
        session, asked = self._session(), self.tasks[name]
        if not payloads:
            return
        now = self._now()
        rows = [self._row(asked, payload, None, now, PROGRAM) for payload in payloads]
        session.flush()
        # Past the session's rule: who caused them may not even see them.
        self.wake(session, session.connection().scalars(_NEW, rows).all(), now)

    def ask_periodic(self) -> None:
        """Ask for what is due in this period, each task once however many workers do so."""
        now = self._now()
        due = {key: one for one in self.tasks.values() if (key := one.period(now))}
        with acting(PROGRAM):
            asked = set(self._session().scalars(select(Job.key).where(Job.key.in_(due))))
            self._session().rollback()
        for key in due.keys() - asked:
            with self._write() as session:
                self._put(session, due[key], {}, key, None, PROGRAM)

    def _put(
        self,
        session: Session,
        asked: Task,
        payload: Mapping[str, Any],
        key: str | None,
        run_after: datetime | None,
        acts: Actor,
    ) -> Job:
        row = self._row(asked, payload, key, run_after or self._now(), acts)
        # What the job is about is written before it, and an error there is not taken for one here.
        session.flush()
        # The job may be in the program's name, and then who caused it may not even see it.
        with acting(PROGRAM):
            job_id = session.execute(_once(session, row)).scalar()
            if job_id is None:
                return session.scalars(select(Job).where(Job.key == key)).one()
            job = session.get_one(Job, job_id)
        self.wake(session, [job.id], job.run_after)
        return job

    def _row(
        self, asked: Task, payload: Mapping[str, Any], key: str | None, at: datetime, acts: Actor
    ) -> dict[str, Any]:
        """A job that waits until ``at``, as it is written."""
        if not asked.takes(payload):
            raise TypeError(f"{asked.name} does not take {sorted(payload)}")
        _assert_codes(payload)
        return {
            "task": asked.name,
            "payload": dict(payload),
            "asked_by_id": acts.id,
            "language": str(get_locale()),
            "key": key,
            "state": WAITING,
            "attempts": 0,
            "progress": 0,
            "progress_text": "",
            "error": "",
            "cancel_asked": False,
            "result_name": "",
            "run_after": at,
            "asked_at": self._now(),
        }

    # -- changing one's mind ----------------------------------------------------------

    def cancel(self, job: Job, actor: Actor) -> None:
        """End a waiting job; ask a running one to stop at its next step. The caller commits.

        Raises JobRefused when it has ended already.
        """
        if job.state not in UNDER_WAY:
            raise JobRefused(gettext("This task has ended already: there is nothing to cancel."))
        if job.state == WAITING:
            job.end(CANCELLED, self._now())
        job.cancel_asked = True
        self._trail.write("cancel_job", actor=actor, subject=f"{job.task} {job.id}")

    def retry(self, job: Job, actor: Actor) -> None:
        """Have a dead letter tried again from the beginning. The caller commits.

        Raises JobRefused for a job that has not failed.
        """
        if job.state != FAILED:
            raise JobRefused(gettext("Only a task that failed can be tried again; this one has not."))
        job.wait(self._now())
        job.attempts, job.progress, job.progress_text, job.ended_at = 0, 0, "", None
        self._trail.write("retry_job", actor=actor, subject=f"{job.task} {job.id}", reason=job.error)
        job.error = ""
        self.wake(self._session(), [job.id], job.run_after)

    def label(self, job: Job) -> str:
        """What a job is called on screen; its bare name when this version does not know its task."""
        known = self.tasks.get(job.task)
        return str(known.label) if known else job.task


def _once(session: Session, row: Mapping[str, Any]) -> Any:
    """The statement that writes a job unless its key is taken, and gives its id if it was written."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    new = dialect.insert(_JOBS).values(row)
    return new.on_conflict_do_nothing(index_elements=[_JOBS.c.key]).returning(_JOBS.c.id)


def claimable(now: datetime) -> ColumnElement[bool]:
    """The condition on a job that may be begun: due, or its worker's lease has run out."""
    return or_(
        and_(Job.state == WAITING, Job.run_after <= now),
        and_(Job.state == RUNNING, Job.lease_until <= now),
    )


def unattended(session: Session, now: datetime) -> bool:
    """Whether a job is overdue and nobody works: there is no worker, or none that lives."""
    at_work = exists().where(Job.state == RUNNING, Job.lease_until > now)
    return bool(session.scalar(select(exists().where(claimable(now - STALLED)) & ~at_work)))


def _assert_codes(value: Any) -> None:
    match value:
        case Mapping():
            for inner in (*value.keys(), *value.values()):
                _assert_codes(inner)
        case list() | tuple():
            for inner in value:
                _assert_codes(inner)
        case str() if not CODE.fullmatch(value):
            raise ValueError("a payload holds keys and codes, never words: they may be about a person")
        case None | bool() | int() | str():
            return
        case _:
            raise ValueError(f"a payload cannot hold a {type(value).__name__}")
