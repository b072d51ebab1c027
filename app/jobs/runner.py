"""Runs one job, whoever found it: claims its row, acts for who asked, writes down how it went."""

from __future__ import annotations

import logging
import os
import secrets
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from flask import Flask
from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import make_url, select

from app.access.actor import PROGRAM, Actor, acting
from app.access.loading import load_actor
from app.extensions import db
from app.files.store import StorageProblem
from app.jobs.port import JobRefused, Task, claimable
from app.jobs.running import LONGEST_TEXT, Cancelled, Claim, GivenBack, Running, TakenOver, held
from app.parts import parts
from models.job import CANCELLED, FAILED, RUNNING, UNDER_WAY, WAITING, Job

LEASE = timedelta(seconds=60)
"""How long a worker's word holds that it lives; renewed three times as often."""
_HUNG = 70
"""The exit code of a worker that ends itself because its job does not end (EX_SOFTWARE)."""
_SWITCHED_OFF = _("The account this was asked from is switched off. Ask again from one that is in use.")
_OTHER_VERSION = _(
    "The version of the program that runs here does not know this task, or not in this form."
    " Bring all machines to one version, then try it again."
)
_DIED = _("The program ended in the middle of it, each time it was tried. An administrator can try it again.")
_log = logging.getLogger(__name__)


class Keeper(AbstractContextManager["Keeper"]):
    """Beside a job: prolongs its lease, and ends the whole worker when the job exceeds its limit."""

    def __init__(self, app: Flask, running: Running, lease: timedelta, limit: timedelta) -> None:
        self._app, self._running = app, running
        self._pause, self._limit = lease.total_seconds() / 3, limit.total_seconds()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name=f"keeper of job {running.id}", daemon=True)

    def __enter__(self) -> Keeper:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        begun = monotonic()
        while not self._over.wait(min(self._pause, self._limit)):
            if monotonic() - begun >= self._limit:
                _log.error("job %s exceeds its limit: this worker ends itself", self._running.id)
                os._exit(_HUNG)
            if not self._running.taking_effect:
                self._renew()

    def _renew(self) -> None:
        try:
            with self._app.app_context(), self._running.parts.write() as session:
                self._running.renew(session)
        except (Cancelled, TakenOver):
            pass  # The job itself is told at its next step.
        except Exception:  # noqa: BLE001 — a lease not prolonged now is tried again before it runs out
            _log.warning("the lease of job %s was not prolonged", self._running.id, exc_info=True)


class Runner:
    """Runs jobs one at a time; ``stop`` set, it gives back the one in hand at its next step."""

    def __init__(self, app: Flask, lease: timedelta = LEASE) -> None:
        self._app, self._made, self.lease = app, parts(app), lease
        self.database = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
        self.stop = threading.Event()

    def ask_periodic(self) -> None:
        """Ask for the periodic work that is due."""
        with self._app.app_context():
            self._made.jobs.ask_periodic()

    def next(self) -> bool:
        """Run the job that has been due longest; False when there is none."""
        with self._app.app_context(), acting(PROGRAM):
            found = select(Job.id).where(claimable(self._made.time.now())).order_by(Job.run_after, Job.id)
            job_id = db.session.scalars(found.limit(1)).first()
        if job_id is None:
            return False
        self.run(job_id)
        return True

    def run(self, job_id: int) -> None:
        """Run this job if it may be begun; one that may be later is looked at again then."""
        with self._app.app_context():
            claim = self._claim(job_id)
            if claim is None:
                self._look_again(job_id)
                return
            with force_locale(claim.language):
                self._perform(claim)

    def _claim(self, job_id: int) -> Claim | None:
        now = self._made.time.now()
        free = select(Job).where(Job.id == job_id, claimable(now)).with_for_update(skip_locked=True)
        with self._made.write() as session:
            row = session.scalars(free).one_or_none()
            if row is None:
                return None
            task = self._made.jobs.tasks.get(row.task, Task)
            if row.cancel_asked:
                row.end(CANCELLED, now)
                return None
            if row.attempts >= task.attempts:
                # Only a worker that died leaves a job running with its last attempt begun.
                with force_locale(row.language):
                    row.error = str(_DIED)
                row.end(FAILED, now)
                return None
            row.state, row.holder = RUNNING, secrets.token_hex(16)
            row.attempts, row.lease_until = row.attempts + 1, now + self.lease
            return Claim(
                row.id, row.task, row.payload, row.asked_by_id, row.language, row.attempts, row.holder
            )

    def _look_again(self, job_id: int) -> None:
        with self._made.write() as session:
            row = session.get(Job, job_id)
            if row is not None and row.state in UNDER_WAY:
                later = row.run_after if row.state == WAITING else self._made.time.now() + self.lease
                self._made.jobs.wake(session, [row.id], later)

    # -- one attempt ------------------------------------------------------------------

    def _perform(self, claim: Claim) -> None:
        task = self._made.jobs.tasks.get(claim.task) or Task(claim.task, claim.task, _unknown)
        running = Running(claim, self._actor(claim), self._made, self.lease, self.stop)
        try:
            with Keeper(self._app, running, self.lease, task.limit), acting(running.actor):
                self._attempt(task, running, claim.payload)
        except TakenOver:
            _log.warning("job %s was taken over by another worker", claim.id)
        except Cancelled:
            self._settle(claim, lambda row, now: row.end(CANCELLED, now))
        except GivenBack:
            self._settle(claim, _give_back)
        except Exception as error:  # noqa: BLE001 — whatever a task raises ends this attempt, not the worker
            self._failed(claim, running, task, error)
        finally:
            db.session.remove()

    def _actor(self, claim: Claim) -> Actor:
        request_id = f"job {claim.id}"
        if claim.asked_by_id is None:
            return replace(PROGRAM, request_id=request_id)
        return load_actor(db.session(), claim.asked_by_id, self._made.time.now(), request_id)

    def _attempt(self, task: Task, running: Running, payload: dict[str, Any]) -> None:
        if running.actor.id is None and not running.actor.unrestricted:
            raise JobRefused(_SWITCHED_OFF)
        if not task.takes(payload):
            raise JobRefused(_OTHER_VERSION, again=True)
        try:
            task.work(running, **payload)
            if not running.ended:
                with running.effects():
                    pass
        except SystemExit as leaving:
            raise RuntimeError("a task tried to end the worker") from leaving
        finally:
            # Locks go before the keeper, which may be waiting for one.
            db.session.rollback()

    def _failed(self, claim: Claim, running: Running, task: Task, error: Exception) -> None:
        again = True
        match error:
            case JobRefused():
                sentence, again = str(error.sentence), error.again
            case StorageProblem():
                sentence = str(error)
            case _:
                incident = secrets.token_hex(4)
                _log.error("incident %s in job %s, %s", incident, claim.id, claim.task, exc_info=error)
                sentence = gettext(
                    "Something went wrong here. The log has it under number %(incident)s;"
                    " an administrator can have it tried again.",
                    incident=incident,
                )

        def note(row: Job, now: datetime) -> None:
            row.error = sentence[:LONGEST_TEXT]
            if again and row.attempts < task.attempts and not row.cancel_asked:
                row.wait(now + task.pause(row.attempts))
            else:
                row.end(CANCELLED if row.cancel_asked else FAILED, now)

        if not running.ended:
            self._settle(claim, note)

    def _settle(self, claim: Claim, how: Callable[[Job, datetime], None]) -> None:
        """Write down how an attempt went that did not bring the job to its end."""
        try:
            with self._made.write() as session:
                row = held(session, claim)
                how(row, self._made.time.now())
                if row.state == WAITING:
                    self._made.jobs.wake(session, [row.id], row.run_after)
        except TakenOver:
            _log.warning("job %s was taken over by another worker", claim.id)


def _give_back(row: Job, now: datetime) -> None:
    row.wait(now)
    row.attempts -= 1


def _unknown(_job: Running, **_payload: Any) -> None:
    raise JobRefused(_OTHER_VERSION, again=True)
