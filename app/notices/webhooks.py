"""Other programs that are told: which, of what, and the secret each knows us by (ADR 0012).

A secret is not kept. It is made from the row's seed and the program's own secret key, so that a copy of the
database signs nothing, and is shown on the one page that answers its making.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.accounts import AccountRefused
from app.access.actor import Actor
from app.address import may_go_to
from app.audit.trail import Trail, describe_change
from models.notice import KINDS, Webhook

PREFIX = "gkw_"
"""By which scanners of source code know a secret that somebody left there."""


class Webhooks:
    """Every change to the programs that are told, in the caller's transaction and in the trail."""

    def __init__(self, now: Callable[[], datetime], hosts: Sequence[str]) -> None:
        self._now, self._hosts = now, hosts

    def create(
        self, session: Session, actor: Actor, *, label: str, address: str, kinds: Collection[str]
    ) -> Webhook:
        """A further program; raises AccountRefused for an address it may not have and for no kind at all."""
        hook = Webhook(seed=secrets.token_hex(32), created_at=self._now(), active=True, version=1)
        session.add(hook)
        self._set(hook, label, address, kinds, active=True)
        self._tell(session, actor, hook)
        return hook

    def change(
        self,
        session: Session,
        actor: Actor,
        hook: Webhook,
        *,
        label: str,
        address: str,
        kinds: Collection[str],
        active: bool,
        version: int | None,
    ) -> None:
        """Raises AccountRefused like ``create``, and when somebody changed it since ``version``."""
        if hook.version != version:
            raise AccountRefused(
                _("Somebody changed this meanwhile. Open it again and look at it; nothing was saved.")
            )
        self._set(hook, label, address, kinds, active=active)
        self._tell(session, actor, hook)

    def renew(self, session: Session, actor: Actor, hook: Webhook) -> None:
        """Another secret at once; the former one signs nothing any more."""
        hook.seed, hook.version = secrets.token_hex(32), hook.version + 1
        change = {"secret": {"from": None, "to": self._now().isoformat()}}
        Trail(lambda: session, self._now).write("admin", actor=actor, subject=_named(hook), changes=change)

    def _set(self, hook: Webhook, label: str, address: str, kinds: Collection[str], *, active: bool) -> None:
        if not may_go_to(address, self._hosts):
            raise AccountRefused(OUT_OF_BOUNDS, "address")
        if not kinds:
            raise AccountRefused(_("Choose at least one."), "kinds")
        hook.label, hook.address, hook.active = label, address, active
        hook.kinds = [kind for kind in KINDS if kind in kinds]

    def _tell(self, session: Session, actor: Actor, hook: Webhook) -> None:
        changes = describe_change(hook)
        if changes:
            hook.version += 1 if hook.id else 0
            session.flush()
            Trail(lambda: session, self._now).write(
                "admin", actor=actor, subject=_named(hook), changes=changes
            )

    @staticmethod
    def all(session: Session) -> list[Webhook]:
        """The programs in the order they were entered."""
        return list(session.scalars(select(Webhook).order_by(Webhook.id)))


OUT_OF_BOUNDS = _(
    "Give an address with http:// or https:// whose host stands in GONGKAI_WEBHOOK_HOSTS. Whoever runs the"
    " server adds a host there; no others are sent anything."
)


def secret_of(hook: Webhook, key: str) -> str:
    """The secret both sides know; ``key`` is the program's own."""
    made = hmac.digest(key.encode(), f"webhook {hook.seed}".encode(), hashlib.sha256)
    return PREFIX + base64.urlsafe_b64encode(made).decode().rstrip("=")


def signature(secret: str, stamp: int, body: bytes) -> str:
    """The header: ``t`` is the second it was sent, ``v1`` the HMAC-SHA256 over ``t``, a dot and the body."""
    signed = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={signed}"


def _named(hook: Webhook) -> str:
    return f"webhook {hook.id} {hook.label}"
