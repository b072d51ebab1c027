"""Registering a record, whichever door the submission comes in by: one key, one record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.access.actor import PROGRAM, REGISTER, Actor, acting
from app.engine import Refused, Unacceptable
from app.parts import parts
from models.base import Record


class KeyTaken(Exception):
    """A record the actor does not see was submitted with this key."""


def registered(
    session: Session, actor: Actor, model: type[Record], values: Mapping[str, Any], key: str
) -> tuple[Any, bool]:
    """The record of a submission, and whether it was made just now or by the same key before.

    403 for a unit the actor registers nothing for. Raises Unacceptable, Refused and KeyTaken;
    nothing is kept then. The caller commits.
    """
    if same := _submitted(session, model, key):
        return same, False
    record = entered(session, actor, model, values, key)
    try:
        parts().engine.open(record, actor)
    except (Unacceptable, Refused):
        session.rollback()
        raise
    except IntegrityError:
        session.rollback()
        if same := _submitted(session, model, key):
            return same, False
        with acting(PROGRAM):
            taken = session.scalar(select(Record.id).where(Record.submission_key == key))
        if taken is None:
            raise
        raise KeyTaken from None
    return record, True


def entered(
    session: Session, actor: Actor, model: type[Record], values: Mapping[str, Any], key: str
) -> Record:
    """The record of what was filled in, to be opened; 403 for a unit the actor registers nothing for."""
    record = model(**values, submission_key=key)
    session.add(record)
    if not actor.may_on(REGISTER, record):
        abort(403)
    return record


def _submitted(session: Session, model: type[Record], key: str) -> Any:
    return session.scalars(select(model).where(model.submission_key == key)).first()
