"""Attaching a file to a record: looked into before it is kept, and told in the trail."""

from __future__ import annotations

from typing import BinaryIO

from sqlalchemy.orm import Session

from app.access.actor import PROGRAM, Actor
from app.audit.trail import Personal
from app.files.inspect import inspect
from app.parts import Parts
from models.attachment import PURPOSES, SEALED_PURPOSES, Attachment
from models.base import Record


def attach(
    made: Parts,
    session: Session,
    record: Record,
    name: str | None,
    stream: BinaryIO,
    purpose: str,
    actor: Actor,
) -> None:
    """Add the file to the session; the caller commits, or rolls back, and the file goes with that.

    Raises UnacceptableFile for what may not be kept, and StorageProblem.
    """
    accepted = inspect(name, stream)
    stored = made.files.put(stream, accepted.extension)
    session.add(
        Attachment(
            record_id=record.id,
            name=accepted.name,
            purpose=purpose,
            media_type=accepted.media_type,
            size=accepted.size,
            sha256=stored.sha256,
            key=stored.key,
            added_at=made.time.now(),
            added_by=actor.name,
        )
    )
    # What a file is may be read by all; what it is called may name somebody.
    what, named = str(PURPOSES[purpose]), {"name": Personal(None, accepted.name)}
    if purpose not in SEALED_PURPOSES:
        made.jobs.enqueue("read_files", actor=PROGRAM)
    made.trail.write("attach", actor=actor, record=record, reason=what, changes=named)
