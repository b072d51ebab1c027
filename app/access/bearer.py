"""Whom a token lets in, how far, and what ends it (ADR 0011).

A token is its owner at work through a program: her rights of this moment, cut down to what the
token is for. It dies with its last day, when it is revoked, and when its owner is switched off,
signs out everywhere or is given a link for a new password. A password she changes herself ends
none: the change is a monthly duty (A1.19), no sign that somebody else was in, and would stop
every connection each month; one that is due stops them until it is changed.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.access.actor import NOBODY, READ_PERSONAL, READ_SEALED, SEE_COUNTY, Actor
from app.access.grants import EXPORT, LIST, SHOW
from app.access.loading import load_actor
from app.access.sessions import token_hash
from app.storage import WriteTransaction
from app.timekeeper import office_day
from models.token import ApiToken

READING = frozenset({LIST, SHOW, EXPORT, SEE_COUNTY, READ_PERSONAL, READ_SEALED})
"""The permissions of its owner's that a token for reading keeps."""

_log = logging.getLogger(__name__)


def actor_of(session: Session, secret: str, now: datetime, request_id: str, write: WriteTransaction) -> Actor:
    """The owner of a token as far as the token reaches; NOBODY, for whatever reason, when it opens nothing.

    ``now`` is an instant. The day of use is noted in a transaction of its own, once a day: the
    session's own transaction ends here, so call it before anything else is asked or written.
    """
    row = session.scalar(select(ApiToken).where(ApiToken.token_hash == token_hash(secret)))
    if row is None or not row.opens(now):
        return NOBODY
    owner = load_actor(session, row.user_id, now, f"token{row.id}-{request_id}")
    found, pk, used_on = _within(owner, row), row.id, row.last_used_on
    session.rollback()
    if found.id is not None and used_on != office_day(now):
        _note_use(write, pk, now)
    return found


def _within(owner: Actor, token: ApiToken) -> Actor:
    """The owner with those of her grants, and of those she stands in for, that the token is for."""

    def kept(permission: str, resource: str) -> bool:
        return (token.scope == "write" or permission in READING) and (
            not token.matters or resource in token.matters
        )

    standings = (replace(s, grants=frozenset(g for g in s.grants if kept(*g))) for s in owner.standings)
    return replace(owner, standings=tuple(standings))


def _note_use(write: WriteTransaction, pk: int, now: datetime) -> None:
    """A courtesy to whoever looks for forgotten tokens: it never stands in the way of a request."""
    try:
        with write() as session:
            token = session.get(ApiToken, pk)
            if token is not None:
                token.last_used_on = office_day(now)
    except (SQLAlchemyError, TimeoutError) as error:
        _log.warning("the use of token %s could not be noted: %s", pk, type(error).__name__)


def end_tokens(session: Session, user_id: int, now: datetime) -> None:
    """Revoke whatever tokens a user has; part of the caller's transaction."""
    for token in session.scalars(select(ApiToken).where(ApiToken.user_id == user_id)):
        token.revoked_at = token.revoked_at or now
