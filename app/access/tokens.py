"""Making and revoking tokens: shown once, kept as a hash, each change in the trail (ADR 0011)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from flask_appbuilder.security.sqla.models import User
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.accounts import CLAUSES, AccountRefused, named
from app.access.actor import Actor
from app.access.sessions import token_hash
from app.audit.trail import Trail
from models.token import ApiToken

PREFIX = "gk_"
"""By which scanners of source code know a token that somebody left there."""
LASTS = 90
LONGEST = 365
"""Days a token lasts unless told otherwise, and at most."""


class Tokens:
    """Every change to the tokens of people, in the caller's transaction."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def create(
        self,
        session: Session,
        actor: Actor,
        owner: User,
        *,
        label: str,
        days: int = LASTS,
        scope: str = "write",
        matters: Collection[str] = (),
    ) -> str:
        """A new token of 256 random bits; only its hash is kept, so this is the one moment to read it.

        ``days``: how long it opens something; ``scope``: a key of ``TOKEN_SCOPES``; ``matters``: class
        names, none for all. Raises AccountRefused for an owner who is switched off and for days
        outside 1 to ``LONGEST``.
        """
        if not owner.active:
            raise AccountRefused(_("This account is switched off."))
        if not 1 <= days <= LONGEST:
            raise AccountRefused(_("A token is valid for 1 to %(days)s days.", days=LONGEST), "days")
        secret, now = PREFIX + secrets.token_urlsafe(32), self._now()
        token = ApiToken(
            token_hash=token_hash(secret),
            user=owner,
            label=label,
            scope=scope,
            matters=sorted(matters),
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        session.add(token)
        self._write(session, actor, owner, {"from": None, "to": _about(token)})
        return secret

    def revoke(self, session: Session, actor: Actor, token: ApiToken) -> None:
        """End a token at once; one that is revoked stays so since then."""
        if token.revoked_at is None:
            token.revoked_at = self._now()
            self._write(session, actor, token.user, {"from": _about(token), "to": None})

    def of(self, session: Session, owner_id: int | None) -> list[ApiToken]:
        """The tokens of one person, of everybody for None, newest first."""
        rows = select(ApiToken).order_by(ApiToken.id.desc())
        if owner_id is not None:
            rows = rows.where(ApiToken.user_id == owner_id)
        return list(session.scalars(rows))

    def _write(self, session: Session, actor: Actor, owner: User, change: dict[str, str | None]) -> None:
        Trail(lambda: session, self._now).write(
            "admin", actor=actor, subject=named(owner), changes={"token": change}, clauses=CLAUSES
        )


def _about(token: ApiToken) -> str:
    reach = ", ".join(token.matters) or "*"
    return f"{token.label}: {token.scope} {reach}, {token.expires_at.isoformat()}"
