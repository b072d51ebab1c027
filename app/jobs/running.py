"""What a task works with, and how what it writes is kept together with its end.

A job may be begun more than once: a worker is killed, a lease runs out, a message comes twice. What it
writes within ``effects`` is kept exactly once, for the row says who holds it and ends in the same
transaction.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import storage
from app.access.actor import PROGRAM, Actor, acting
from app.extensions import db
from app.files.names import clean_name, extension_of
from app.parts import Parts
from models.job import DONE, RUNNING, Job

LONGEST_TEXT = 200
"""Characters kept of what a job says of itself."""


class Leave(BaseException):
    """The job goes no further here; let it pass (which is why ``except Exception`` does not catch it)."""


class Cancelled(Leave):
    """Somebody asked for the job to be stopped."""


class GivenBack(Leave):
    """The worker is to stop, and somebody else shall do the job."""


class TakenOver(Leave):
    """The lease ran out and another worker has the job; nothing of this attempt is kept."""


@dataclass(frozen=True)
class Claim:
    """A job this worker has in hand: what its row said when it was claimed."""

    id: int
    task: str
    payload: dict[str, Any]
    asked_by_id: int | None
    language: str
    attempts: int
    holder: str


class Running:
    """What a task works with: the session and the parts, how far it is, and where its effects go."""

    def __init__(
        self, claim: Claim, actor: Actor, made: Parts, lease: timedelta, stop: threading.Event
    ) -> None:
        self.id, self.actor, self.parts = claim.id, actor, made
        self._claim, self._lease, self._stop = claim, lease, stop
        self._told: tuple[int, str] | None = None
        self._kept: tuple[str, str] | None = None
        self.taking_effect = False
        self.ended = False

    @property
    def session(self) -> Session:
        """For reading, under the rights of who asked; what is written through it goes into ``effects``."""
        session: Session = db.session()
        return session

    def progress(self, done: int, of: int, text: str = "") -> None:
        """Say that ``done`` of ``of`` is done, and with what it goes on (nothing about a person).

        Costs a transaction only where the percentage or the text changes. Raises Cancelled, GivenBack or
        TakenOver when the job should go no further: let them pass; RuntimeError inside ``effects``.
        """
        if self.taking_effect:
            raise RuntimeError("nobody sees progress inside effects, and nobody can cancel there")
        if self._stop.is_set():
            raise GivenBack
        told = (min(100, 100 * done // max(of, 1)), text)
        if told != self._told:
            with self.parts.write() as session:
                row = self.renew(session)
                row.progress, row.progress_text = told[0], text[:LONGEST_TEXT]
            self._told = told

    def renew(self, session: Session) -> Job:
        """The job's row with its lease prolonged; raises Cancelled or TakenOver."""
        row = held(session, self._claim)
        if row.cancel_asked:
            raise Cancelled
        row.lease_until = self.parts.time.now() + self._lease
        return row

    def keep(self, file: IO[bytes], name: str) -> None:
        """Keep a file as the job's result, for who asked and nobody else; ``name`` is what she sees.

        Before or inside ``effects``; a second one takes the first one's place, and the sweep takes what no
        job refers to. Raises UnacceptableFile for a name no file may have, StorageProblem.
        """
        shown = clean_name(name)
        self._kept = (self.parts.files.put(file, extension_of(shown)).key, shown)

    @contextmanager
    def effects(self) -> Iterator[Session]:
        """One short transaction for all the job writes; its end is part of it. Nothing comes after it.

        Reading ends here, and on SQLite every other writer waits: compute before, write inside. Raises
        Cancelled or TakenOver, and then nothing was written.
        """
        with self._writing() as (session, row):
            yield session
            row.end(DONE, self.parts.time.now())
            row.progress = 100
            if self._kept:
                row.result_key, row.result_name = self._kept
                row.result_scope = self.actor.rights
        self.ended = True

    @contextmanager
    def part(self) -> Iterator[Session]:
        """One of several short transactions, where all at once would keep everybody else from writing.

        What is written here stays when the job is cancelled or begins anew later: each part must show by
        what it writes that it was done. Otherwise as ``effects``.
        """
        with self._writing() as (session, _row):
            yield session
        self.taking_effect = False

    @contextmanager
    def _writing(self) -> Iterator[tuple[Session, Job]]:
        session = self.session
        session.rollback()
        self.taking_effect = True
        with storage.writing():
            # Held until the commit: no other worker can begin the job meanwhile, however long this takes.
            row = self.renew(session)
            yield session, row
            session.commit()


def held(session: Session, claim: Claim) -> Job:
    """The row, locked, as long as this attempt is the one that holds it; raises TakenOver."""
    found = select(Job).where(Job.id == claim.id, Job.holder == claim.holder, Job.state == RUNNING)
    with acting(PROGRAM):
        row = session.scalars(found.with_for_update()).one_or_none()
    if row is None:
        raise TakenOver
    return row
