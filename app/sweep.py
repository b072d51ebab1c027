"""What time does by itself: periods that ran out, the seal on the trail, old sessions, jobs and files.

Every record has a short transaction of its own, so that one that cannot go on holds up nobody, and a
sweep cut short is finished by the next. However late it runs, a step takes effect on the last day of its
period and tells the other matters so: the dates are those of a sweep that was never late.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask import current_app
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import Select, and_, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app import storage
from app.access.actor import PROGRAM, acting
from app.access.sessions import Lifetime, purge
from app.audit import chain
from app.engine import Refused
from app.files.store import ORPHAN_AGE
from app.installation import claim_files
from app.jobs.port import task
from app.jobs.running import Running
from app.parts import Parts
from models import MATTERS
from models.attachment import Attachment, Draft, Letter
from models.base import Record
from models.bulk_step import BulkStep
from models.job import CANCELLED, DONE, FAILED, Job
from models.sheet_import import SheetImport

ROUTINE_KEPT = timedelta(days=1)
"""How long a job of the program itself that went well can be looked at."""
KEPT = timedelta(days=7)
"""How long a person finds what she asked for, its file included."""
WORKBOOK_KEPT = timedelta(days=1)
"""How long a workbook that was checked waits to be taken up: it is full of people's data."""
DEAD_KEPT = timedelta(days=30)
"""How long a failed job can be tried again."""
_log = logging.getLogger(__name__)

_KEYS = (Attachment.key, Letter.pdf_key, Job.result_key, SheetImport.file_key, SheetImport.returned_key)
"""Every column that refers to a file."""


@dataclass(frozen=True)
class Expired:
    """A step the program took, or was refused, or failed to take; ``on`` is the day it took effect."""

    record: int
    matter: str
    step: str
    on: date | None
    refused: str = ""


def expire(session: Session, made: Parts) -> Iterator[Expired]:
    """Take every step whose period has run out; one transaction each, committed here."""
    with acting(PROGRAM):
        waiting = [(row.id, row.matter) for row in session.execute(_waiting())]
        session.rollback()
    for record_id, matter in waiting:
        # Handed over outside: whoever listens does not act as the program meanwhile.
        with acting(PROGRAM), storage.writing():
            done = _expire(session, made, record_id, matter)
        yield from done


def _waiting() -> Select[int, str]:
    """The records in a state that ends by itself; whether it has ended, only the derivation knows."""
    states = [
        and_(Record.matter == model.__tablename__, Record.state.in_(_that_end(model))) for model in MATTERS
    ]
    return select(Record.id, Record.matter).where(or_(*states)).order_by(Record.id)


def _that_end(model: type[Record]) -> list[str]:
    steps = model.workflow.transitions.values()
    return sorted({state.name for step in steps if step.expires for state in step.sources})


def _expire(session: Session, made: Parts, record_id: int, matter: str) -> list[Expired]:
    done: list[Expired] = []
    try:
        record = session.get_one(Record, record_id)
        while taken := made.engine.expire(record, PROGRAM):
            done.append(Expired(record_id, matter, taken.step.name if taken.step else "", taken.on))
        session.commit()
    except Refused as refused:
        session.rollback()
        return [Expired(record_id, matter, "", None, str(refused.refusal.sentence))]
    except StaleDataError:
        # Somebody took a step at this very moment; the next sweep looks again.
        session.rollback()
        return []
    except Exception:  # noqa: BLE001 — whatever it is, it is told, and the next record waits
        _log.exception("%s %s", matter, record_id)
        session.rollback()
        failed = _("The program failed at this record, the log says why; the next sweep tries again")
        return [Expired(record_id, matter, "", None, failed)]
    return done


def seal(made: Parts) -> int:
    """Chain what the trail has gained; how many rows. 0 when another sealer was at it."""
    try:
        with made.write() as session:
            return chain.seal(session, made.time.now())
    except IntegrityError:
        return 0


def end_old_sessions(made: Parts, lifetime: Lifetime) -> int:
    """Remove the sessions that are over; how many there were."""
    with made.write() as session:
        return purge(session, made.time.now(), lifetime)


def remove_orphans(session: Session, made: Parts) -> int:
    """Remove the files no row refers to, a day after they were written or let go; how many.

    Raises ForeignFiles, and removes nothing, where another database keeps its files; StorageUnavailable.
    """
    with acting(PROGRAM):
        claim_files(session, made.files)
        keys = {key for column in _KEYS for key in session.scalars(select(column)) if key}
        session.rollback()
    return len(made.files.sweep_orphans(keys, made.time.now() - ORPHAN_AGE))


def forget_jobs(made: Parts) -> int:
    """Remove the jobs that ended long ago, with their files; how many there were."""
    now = made.time.now()
    over = or_(
        and_(Job.state == DONE, Job.asked_by_id.is_(None), Job.ended_at <= now - ROUTINE_KEPT),
        and_(Job.state.in_((DONE, CANCELLED)), Job.ended_at <= now - KEPT),
        and_(Job.state == FAILED, Job.ended_at <= now - DEAD_KEPT),
    )
    with made.write() as session:
        gone = session.scalars(select(Job).where(over)).all()
        for job in gone:
            if job.result_key:
                made.files.let_go(job.result_key)
            session.delete(job)
    return len(gone)


def forget_bulk_steps(made: Parts) -> int:
    """Remove what became of steps for many records long ago; the trail tells each of them. How many."""
    with made.write() as session:
        gone = session.scalars(select(BulkStep).where(BulkStep.begun_at <= made.time.now() - KEPT)).all()
        for run in gone:
            session.delete(run)
    return len(gone)


def forget_imports(made: Parts) -> int:
    """Let go of workbooks nobody took up, and forget imports with what they gave back; how many were over."""
    now = made.time.now()
    with made.write() as session:
        old = session.scalars(select(SheetImport).where(SheetImport.asked_at <= now - WORKBOOK_KEPT)).all()
        left = [one for one in old if not one.under_way]
        over = [one for one in left if one.asked_at <= now - KEPT]
        for one in left:
            if one.file_key:
                made.files.let_go(one.file_key)
                one.file_key = None
        for one in over:
            if one.returned_key:
                made.files.let_go(one.returned_key)
            session.delete(one)
    return len(over)


def forget_drafts(session: Session, made: Parts, days: int) -> int:
    """Remove what nobody went on typing for so many days: it may be full of people's data. How many.

    The trail tells how many and of whom nothing; committed here.
    """
    with acting(PROGRAM), storage.writing():
        until = made.time.now() - timedelta(days=days)
        # Held: who goes on typing at this moment waits, and begins another.
        gone = session.scalars(select(Draft).where(Draft.saved_at <= until).with_for_update()).all()
        for draft in gone:
            session.delete(draft)
        if gone:
            told = ngettext(
                "%(num)s draft, unchanged for %(days)s days",
                "%(num)s drafts, unchanged for %(days)s days",
                len(gone),
                days=days,
            )
            made.trail.write("purge", actor=PROGRAM, reason=told)
        session.commit()
    return len(gone)


# -- the same, by itself --------------------------------------------------------------


@task("sweep", label=_("Steps whose period ran out"), every=timedelta(hours=1))
def sweep(job: Running) -> None:
    """Take them; one that is refused is in the log, and the next sweep tries it again."""
    done = list(expire(job.session, job.parts))
    refused = [one for one in done if one.refused]
    for one in refused:
        _log.warning("%s %s cannot go on: %s", one.matter, one.record, one.refused)
    taken = len(done) - len(refused)
    told = gettext("%(taken)s taken, %(refused)s refused", taken=taken, refused=len(refused))
    job.progress(1, 1, told)


@task("seal", label=_("Sealing of the trail"), every=timedelta(minutes=5))
def seal_trail(job: Running) -> None:
    """Chain what the trail has gained."""
    seal(job.parts)


@task("purge", label=_("Removal of what is over"), every=timedelta(hours=1))
def purge_all(job: Running) -> None:
    """End old sessions, forget old jobs, results, imports and drafts, remove files left over."""
    end_old_sessions(job.parts, Lifetime.of(current_app.config))
    forget_jobs(job.parts)
    forget_bulk_steps(job.parts)
    forget_imports(job.parts)
    forget_drafts(job.session, job.parts, current_app.config["DRAFT_DAYS"])
    remove_orphans(job.session, job.parts)


TASKS = (sweep, seal_trail, purge_all)
