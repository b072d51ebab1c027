"""Passwords set by their owners alone, and the links that let somebody in for the first time.

There is no default account and no default password: the first system administrator and the
first security administrator come in by links printed on the server. A lost password is
replaced by its owner through a link an administrator hands out; nobody chooses another's
password (ASVS 6.4.6).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_appbuilder.security.sqla.models import User
from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from werkzeug.security import check_password_hash, generate_password_hash

from app.access.accounts import CLAUSES, AccountRefused, Accounts, active_holders, named
from app.access.actor import PROGRAM, Actor, Standing
from app.access.bearer import end_tokens
from app.access.passwords import Check, Policy, Problem, expired, problems
from app.access.sessions import end_sessions, token_hash
from app.access.signin import account_of
from app.audit.trail import Trail
from models.account import Account, FormerPassword, OneTimeLink, full_name
from models.roles import APART, SECURITY_ADMINISTRATOR, SYSTEM_ADMINISTRATOR
from models.workflow import Role

RESET = "reset"
FIRST: dict[str, Role] = {
    "first_system": SYSTEM_ADMINISTRATOR,
    "first_security": SECURITY_ADMINISTRATOR,
}
"""Purpose of a first link and the role it leads to."""

LINK_LASTS = timedelta(hours=24)


class PasswordRefused(AccountRefused):
    """A new password does not meet the policy; ``problems`` says all that is wrong with it."""

    def __init__(self, found: Sequence[Problem]) -> None:
        super().__init__(found[0].sentence, "password")
        self.problems = tuple(found)


class LinkRefused(Exception):
    """The link is unknown, used, too old, or not needed any more; the answer is the same for all."""


class Credentials:
    """Sets passwords under a policy, hands out links and honours them once."""

    def __init__(
        self,
        policy: Policy,
        now: Callable[[], datetime],
        *,
        check: Check = check_password_hash,
        digest: Callable[[str], str] = generate_password_hash,
    ) -> None:
        self.policy = policy
        self._now, self._check, self._digest = now, check, digest
        self._accounts = Accounts(now)

    # -- passwords --------------------------------------------------------------------

    def set_password(
        self, session: Session, user: User, password: str, *, actor: Actor, keep_token: str = ""
    ) -> None:
        """Give a user a new password; every other session of hers ends in the same transaction.

        ``keep_token``: the session token of the browser she does it in. Raises PasswordRefused.
        """
        former = list(session.scalars(_history(user.id)))
        hashes = [row.hash for row in former]
        found = problems(
            self.policy, password, username=user.username, former_hashes=hashes, check=self._check
        )
        if found:
            raise PasswordRefused(found)
        now = self._now()
        user.password = self._digest(password)
        session.add(FormerPassword(user_id=user.id, hash=user.password, set_at=now))
        for row in former[self.policy.history - 1 :]:
            session.delete(row)
        account = account_of(session, user.id)
        account.password_set_at, account.must_change = now, False
        account.failures, account.failing_since, account.locked_until = 0, None, None
        end_sessions(session, user.id, but=keep_token)
        self._trail(session, "password", actor, user)

    def must_change(self, session: Session, user_id: int) -> bool:
        """Whether she has to choose a new password before anything else (A1.19)."""
        account = session.get(Account, user_id)
        return account is None or self.is_to_change(account.must_change, account.password_set_at)

    def is_to_change(self, must_change: bool | None, set_at: datetime | None) -> bool:
        """The same of what was looked up; ``must_change`` is None for somebody without an account."""
        return must_change is not False or expired(self.policy, set_at, self._now())

    # -- links ------------------------------------------------------------------------

    def create_first_links(self, session: Session) -> dict[Role, str]:
        """A token, valid 24 h, for each administration nobody holds; empty once both are held."""
        return {
            role: self._offer(session, purpose, None)
            for purpose, role in FIRST.items()
            if not active_holders(session, role)
        }

    def create_reset_link(self, session: Session, actor: Actor, user: User) -> str:
        """A token, valid 24 h, with which the user sets a new password; the present one ends now.

        An administrator may do so for people below the administrations, the program (a command on
        the server) for everybody. Raises AccountRefused otherwise.
        """
        held = {role.name for role in user.roles}
        if not actor.unrestricted and held & {role.name for role in APART}:
            raise AccountRefused(
                _("The password of an administrator or auditor is reset on the server, not from here.")
            )
        if not user.active:
            raise AccountRefused(_("This account is switched off."))
        user.password = None
        account_of(session, user.id).must_change = True
        end_sessions(session, user.id)
        end_tokens(session, user.id, self._now())
        self._trail(session, "admin", actor, user, {"password": {"from": "set", "to": "link"}})
        return self._offer(session, RESET, user.id)

    def purpose(self, session: Session, token: str) -> str:
        """What a link is for; raises LinkRefused when it does not work (any more)."""
        return self._living(session, token).purpose

    def redeem_first(self, session: Session, token: str, *, username: str, name: str, password: str) -> User:
        """Make the first account of an administration; the link is used up.

        Raises LinkRefused, AccountRefused or PasswordRefused; the caller then rolls back, so that
        the link still works.
        """
        link = self._living(session, token)
        if link.purpose not in FIRST:
            raise LinkRefused
        role = FIRST[link.purpose]
        user = self._accounts.create(session, PROGRAM, username=username, name=name)
        row = session.scalar(select(RoleRow).where(RoleRow.name == role.name))
        if row is None:
            raise LinkRefused
        self._accounts.assign(session, PROGRAM, user, [row.name], reason=link.purpose)
        return self._redeem(session, link, user, password)

    def redeem_reset(self, session: Session, token: str, password: str) -> User:
        """Set the password the link was handed out for; the link is used up. Raises as above."""
        link = self._living(session, token)
        user = session.get(User, link.user_id) if link.purpose == RESET else None
        if user is None or not user.active:
            raise LinkRefused
        return self._redeem(session, link, user, password)

    def _redeem(self, session: Session, link: OneTimeLink, user: User, password: str) -> User:
        self.set_password(session, user, password, actor=Actor((Standing(user.id, full_name(user)),)))
        link.used_at = self._now()
        session.flush()
        return user

    def _offer(self, session: Session, purpose: str, user_id: int | None) -> str:
        now = self._now()
        older = select(OneTimeLink).where(
            OneTimeLink.purpose == purpose, OneTimeLink.user_id == user_id, OneTimeLink.used_at.is_(None)
        )
        for link in session.scalars(older):
            link.used_at = now
        token = secrets.token_urlsafe(32)
        row = OneTimeLink(token_hash=token_hash(token), purpose=purpose, user_id=user_id)
        row.expires_at = now + LINK_LASTS
        session.add(row)
        session.flush()
        return token

    def _living(self, session: Session, token: str) -> OneTimeLink:
        link = session.get(OneTimeLink, token_hash(token), with_for_update=True)
        if link is None or link.used_at is not None or link.expires_at <= self._now():
            raise LinkRefused
        role = FIRST.get(link.purpose)
        if role is not None and active_holders(session, role):
            raise LinkRefused
        return link

    def _trail(
        self,
        session: Session,
        action: str,
        actor: Actor,
        user: User,
        changes: dict[str, dict[str, str]] | None = None,
    ) -> None:
        Trail(lambda: session, self._now).write(
            action, actor=actor, subject=named(user), changes=changes, clauses=CLAUSES
        )


def _history(user_id: int) -> Select[FormerPassword]:
    """The hashes a user had, newest first; the first one is the present password's."""
    return (
        select(FormerPassword)
        .where(FormerPassword.user_id == user_id)
        .order_by(FormerPassword.set_at.desc(), FormerPassword.id.desc())
    )
