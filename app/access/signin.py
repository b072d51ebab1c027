"""The gate: who a name and a password belong to, and when it stays shut (A1.19).

Every door that takes a password asks this one object, so that failures are counted in one place.
Each try costs exactly one comparison of a hash, whether the name is unknown, known, inactive or
locked, and the answer is the same; only the trail knows why.

The gate writes in short transactions of its own: a refused sign-in must be remembered although
the request changes nothing, and no lock on the database may be held while a hash is compared.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.security import check_password_hash, generate_password_hash

from app.access.actor import NOBODY, Actor, Standing
from app.access.passwords import Check
from app.audit.trail import Trail
from app.storage import WriteTransaction
from models.account import Account, full_name

CLAUSES = ("A1.19",)


@dataclass(frozen=True)
class LockRule:
    """How many failures within which time lock an account, and for how long."""

    failures: int = 5
    within: timedelta = timedelta(minutes=10)
    lasts: timedelta = timedelta(minutes=15)
    answers_after: float = 0.4
    """Seconds before any refusal is answered, so that its cause cannot be told from the time it took."""


@dataclass(frozen=True)
class _Try:
    """One attempt: whose, against which hash, and why it is refused whatever the password."""

    hash: str
    user_id: int | None = None
    name: str = ""
    refused: str = ""

    @property
    def actor(self) -> Actor:
        return NOBODY if self.user_id is None else Actor((Standing(self.user_id, self.name),))


class Gate:
    """Compares passwords, counts failures, locks, and writes it all into the trail."""

    def __init__(
        self,
        write: WriteTransaction,
        now: Callable[[], datetime],
        *,
        check: Check = check_password_hash,
        rule: LockRule | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._write, self._now, self._check, self._wait = write, now, check, wait
        self._rule = rule or LockRule()
        # Nobody knows this password; comparing with it costs what a real comparison costs.
        self._decoy = generate_password_hash(secrets.token_hex(32))

    def sign_in(self, username: str, password: str) -> int | None:
        """The id of the user this name and password belong to; None whatever the reason."""
        by_name = select(User).where(User.username == username.strip().lower())
        return self._try(lambda session: session.scalar(by_name), password, success="login")

    def confirm(self, user_id: int, password: str) -> bool:
        """Whether somebody signed in knows her password; a wrong one counts like a failed sign-in."""
        return self._try(lambda session: session.get(User, user_id), password) is not None

    def _try(self, find: Callable[[Session], User | None], password: str, success: str = "") -> int | None:
        begun = time.monotonic()
        with self._write() as session:
            attempt = self._claim(session, find(session))
        right = self._check(attempt.hash, password) and not attempt.refused
        with self._write() as session:
            if right and not _still_holds(session, attempt):
                right, attempt = False, replace(attempt, refused="changed")
            self._settle(session, attempt, right, success)
        if right:
            return attempt.user_id
        self._wait(max(0.0, self._rule.answers_after - (time.monotonic() - begun)))
        return None

    def _claim(self, session: Session, user: User | None) -> _Try:
        """Count the try as a failure before looking, so that tries side by side cannot outrun the lock."""
        if user is None:
            return _Try(self._decoy, refused="unknown")
        name = full_name(user)
        if not user.active or not user.password:
            return _Try(self._decoy, user.id, name, refused="inactive")
        account, now = account_of(session, user.id), self._now()
        if account.locked_until and account.locked_until > now:
            return _Try(self._decoy, user.id, name, refused="locked")
        if account.failing_since is None or now - account.failing_since >= self._rule.within:
            account.failures, account.failing_since = 0, now
        if account.failures >= self._rule.failures:
            return _Try(self._decoy, user.id, name, refused="locked")
        account.failures += 1
        return _Try(user.password, user.id, name)

    def _settle(self, session: Session, attempt: _Try, right: bool, success: str) -> None:
        trail = Trail(lambda: session, self._now)
        if right and attempt.user_id is not None:
            account = account_of(session, attempt.user_id)
            account.failures, account.failing_since, account.locked_until = 0, None, None
            if success:
                trail.write(success, actor=attempt.actor, clauses=CLAUSES)
            return
        trail.write(
            "login_failed",
            actor=attempt.actor,
            # The name typed is not kept: it is sometimes the password.
            reason=attempt.refused or "password",
            clauses=CLAUSES,
            result="refused",
        )
        if attempt.user_id is None or attempt.refused:
            return
        account = account_of(session, attempt.user_id)
        if account.failures >= self._rule.failures:
            account.failures, account.failing_since = 0, None
            account.locked_until = self._now() + self._rule.lasts
            trail.write("locked", actor=attempt.actor, clauses=CLAUSES, result="refused")


def _still_holds(session: Session, attempt: _Try) -> bool:
    """Whether she is still let in by the hash compared: nothing was locked while it was."""
    if attempt.user_id is None:
        return False
    # Who changes a password holds this row until the new one stands.
    account_of(session, attempt.user_id)
    user = session.get(User, attempt.user_id)
    return user is not None and bool(user.active) and user.password == attempt.hash


def account_of(session: Session, user_id: int) -> Account:
    """The account row of a user, locked for this transaction; made when she has none yet."""
    account = session.get(Account, user_id, with_for_update=True)
    if account is None:
        account = Account(user_id=user_id, must_change=True, failures=0)
        session.add(account)
        session.flush()
    return account
