"""Reads the files of records for the search, one after the other, in a job (附件1 第十七条).

The words of a file stand in the index beside those of its record, on the level of who may open the file; of
identity papers nothing is ever read. What cannot be read is said on the page of its record.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from shutil import copyfileobj
from typing import NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app import storage
from app.access.actor import PROGRAM, acting
from app.files import words
from app.files.names import extension_of
from app.files.store import Store
from app.jobs.port import task
from app.jobs.running import Running
from app.parts import Parts
from models.attachment import SEALED_PURPOSES, Attachment
from models.file_text import HAVE_WORDS, FileText

CLAUSES = ("A1.17",)
PATIENCE = 60
"""Seconds the worker waits for one file."""
_READER = Path(words.__file__)


class Words(NamedTuple):
    """What became of reading a file, of ``models.file_text.OUTCOMES``, and its text."""

    outcome: str
    text: str = ""


def read(files: Store, key: str, patience: float = PATIENCE) -> Words:
    """The words of a stored file. Raises StorageProblem; whatever is in the file, nothing else."""
    ending = extension_of(key)
    if ending not in words.READERS:
        return Words("unknown")
    with tempfile.TemporaryFile() as copy:
        try:
            with files.open(key) as content:
                copyfileobj(content, copy)
        except FileNotFoundError:
            return Words(words.BROKEN)
        copy.seek(0)
        # Nothing of the environment: there are secrets in it.
        command = [sys.executable, "-I", str(_READER), ending]
        try:
            done = subprocess.run(  # noqa: S603 — our own program, and an ending that is on a list
                command, stdin=copy, capture_output=True, timeout=patience, env={}, check=True
            )
            return Words(**json.loads(done.stdout))
        except subprocess.TimeoutExpired:
            return Words("endless")
        except (subprocess.CalledProcessError, ValueError):
            # Killed where its memory or its time ended.
            return Words(words.BROKEN)


def unread(session: Session) -> list[tuple[int, str]]:
    """The files nobody looked into yet, with their keys."""
    rows = select(Attachment.id, Attachment.key).where(
        Attachment.purpose.not_in(SEALED_PURPOSES), ~exists().where(FileText.attachment_id == Attachment.id)
    )
    with acting(PROGRAM):
        found = [(number, key) for number, key in session.execute(rows.order_by(Attachment.id))]
        session.rollback()
    return found


def keep(session: Session, made: Parts, number: int, found: Words) -> None:
    """Keep what was read; a file that is gone meanwhile, or was read by somebody else, is left alone."""
    held = select(Attachment).where(Attachment.id == number).with_for_update(of=Attachment)
    file = session.scalars(held).one_or_none()
    if file is not None and file.read is None:
        file.read = FileText(record_id=file.record_id, read_at=made.time.now(), **found._asdict())


def read_all(session: Session, made: Parts) -> Iterator[bool]:
    """Read what is unread, each in a transaction of its own; yields of each whether it has words."""
    for number, key in unread(session):
        found = read(made.files, key)
        with acting(PROGRAM), storage.writing():
            keep(session, made, number, found)
            session.commit()
        yield found.outcome in HAVE_WORDS


@task("read_files", label=_("Reading of files for the search"), every=timedelta(hours=1))
def read_files(job: Running) -> None:
    """Read what was attached since, and what there was before."""
    waiting, without = unread(job.session), 0
    for place, (number, key) in enumerate(waiting):
        job.progress(place, len(waiting))
        found = read(job.parts.files, key)
        with job.part() as session:
            keep(session, job.parts, number, found)
        without += found.outcome not in HAVE_WORDS
    told = gettext(
        "%(count)s files read, %(without)s without words", count=len(waiting) - without, without=without
    )
    job.progress(1, 1, told)
