"""Standing in for somebody: she who is away names a deputy, for days, with a reason."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime

from flask_appbuilder.security.sqla.models import User
from flask_babel import lazy_gettext as _
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.access.accounts import AccountRefused, named
from app.access.actor import Actor
from app.audit.trail import Trail
from models.unit import Delegation

LONGEST = 366
"""Days; whoever is away for longer needs a successor, not a deputy."""


class Delegations:
    """Makes and revokes delegations, in the caller's transaction and in the trail."""

    def __init__(self, now: Callable[[], datetime], today: Callable[[], date]) -> None:
        self._now, self._today = now, today

    def create(
        self,
        session: Session,
        actor: Actor,
        *,
        deputy: str,
        since: date,
        until: date,
        matter: str | None,
        matters: Collection[str],
        reason: str,
    ) -> Delegation:
        """Let the person with this user name stand in for the actor on these days, both included.

        ``matter``: only for one of ``matters`` (class names), None for all. Raises AccountRefused
        for oneself, for somebody switched off or unknown, and for days that are past, in the wrong
        order or more than a year apart.
        """
        person = session.scalar(
            select(User).where(func.lower(User.username) == deputy.strip().lower(), User.active)
        )
        if person is None:
            raise AccountRefused(_("There is no active account of this name."), "deputy")
        if person.id == actor.id:
            raise AccountRefused(_("Name somebody else than yourself."), "deputy")
        if until < since or until < self._today():
            raise AccountRefused(_("The last day lies before the first, or is past."), "until")
        if (until - since).days >= LONGEST:
            raise AccountRefused(_("At most one year at a time."), "until")
        if matter is not None and matter not in matters:
            raise AccountRefused(_("Choose one of the matters."), "matter")
        row = Delegation(
            principal_id=actor.id,
            deputy_id=person.id,
            matter=matter,
            since=since,
            until=until,
            reason=reason.strip(),
        )
        session.add(row)
        self._write(session, actor, person, {"from": None, "to": _days(row)}, reason)
        return row

    def revoke(self, session: Session, actor: Actor, row: Delegation) -> None:
        """End a delegation at once; either of the two may. Raises AccountRefused for anybody else."""
        if actor.id not in {row.principal_id, row.deputy_id}:
            raise AccountRefused(_("Only the two people concerned end a delegation."))
        if row.revoked_at is None:
            row.revoked_at = self._now()
            self._write(session, actor, row.deputy, {"from": _days(row), "to": None}, "")

    def of(self, session: Session, actor: Actor) -> list[Delegation]:
        """The actor's delegations, given and received, newest first."""
        hers = or_(Delegation.principal_id == actor.id, Delegation.deputy_id == actor.id)
        return list(session.scalars(select(Delegation).where(hers).order_by(Delegation.id.desc())))

    def _write(
        self, session: Session, actor: Actor, deputy: User, change: dict[str, str | None], reason: str
    ) -> None:
        Trail(lambda: session, self._now).write(
            "admin", actor=actor, subject=named(deputy), changes={"delegation": change}, reason=reason
        )


def _days(row: Delegation) -> str:
    return f"{row.since.isoformat()} – {row.until.isoformat()} {row.matter or ''}".rstrip()
