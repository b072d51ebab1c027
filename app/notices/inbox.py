"""Somebody's own notices: how many are unread, one page of them, reading them.

A notice counts and tells only as long as its reader may open its record: the condition is the record page's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, selectinload

from app.access.actor import Actor
from app.access.grants import SHOW
from app.access.scope import reaching
from models.base import Record
from models.deadline import RunningClock
from models.notice import Notice

CAP = 100
"""Unread ones that are counted; more are "99+"."""


def may_open(actor: Actor) -> ColumnElement[bool]:
    """The records whose page this actor may open; the scope adds which she sees at all."""
    return reaching(actor, SHOW, Record.__table__.c)


def unread(session: Session, actor: Actor) -> int:
    """How many notices she has not read of records she may open, ``CAP`` at most; one statement."""
    return len(session.scalars(_unread(actor).limit(CAP)).all())


def _unread(actor: Actor) -> Select[int]:
    return (
        select(Notice.id)
        .join(Record, Record.id == Notice.record_id)
        .where(Notice.user_id == actor.id, Notice.shown, Notice.read_at.is_(None), may_open(actor))
    )


def page(
    session: Session, actor: Actor, *, kind: str, only_unread: bool, before: int | None, size: int
) -> list[Notice]:
    """So many of her notices, the newest first, older than ``before``; of one kind, or of all for ``""``."""
    found = select(Notice).where(Notice.user_id == actor.id, Notice.shown).order_by(Notice.id.desc())
    if kind:
        found = found.where(Notice.kind == kind)
    if only_unread:
        found = found.where(Notice.id.in_(_unread(actor)))
    if before:
        found = found.where(Notice.id < before)
    return list(session.scalars(found.limit(size)))


def records(session: Session, actor: Actor, notices: Sequence[Notice]) -> dict[int, Record]:
    """The records of these notices that she may open, by their keys; read as who is present."""
    found = (
        select(Record)
        .where(Record.id.in_({notice.record_id for notice in notices}), may_open(actor))
        .options(selectinload(Record.clocks).selectinload(RunningClock.suspensions))
    )
    return {record.id: record for record in session.scalars(found)}


def read_all(session: Session, actor: Actor, now: datetime) -> None:
    """Mark all of hers as read, those of records she may no longer open too. The caller commits."""
    mine = select(Notice).where(Notice.user_id == actor.id, Notice.shown, Notice.read_at.is_(None))
    for notice in session.scalars(mine):
        notice.read_at = now
