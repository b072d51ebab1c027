"""Accounts: one person, one account; who is switched on, which roles and which posts (A1.19, A1.8).

Separation of duties holds here whatever the pages do: nobody gives anything to herself, nobody
has a hand in two of the three administrations, and none of them is left without anybody to do it.
All of it happens in the caller's transaction and stands in the trail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any

from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_appbuilder.security.sqla.models import User
from flask_babel import lazy_gettext as _
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.apart import administrations, held_now
from app.access.bearer import end_tokens
from app.access.sessions import end_sessions
from app.audit.trail import Trail
from models.account import Account, full_name
from models.roles import ROLES, SECURITY_ADMINISTRATOR, SYSTEM_ADMINISTRATOR
from models.unit import Membership, Unit
from models.workflow import Label, Role

USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,63}")
NO_MAIL = "local.invalid"
"""Where mail of people without an address goes: Flask-AppBuilder wants one, unique, for each."""

KEPT = (SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR)
"""Without anybody in these roles the program could not be repaired from inside."""

CLAUSES = ("A1.19",)


class AccountRefused(Exception):
    """What was asked is against the rules; ``sentence`` says why, ``field`` where on the form."""

    def __init__(self, sentence: Label, field: str = "") -> None:
        super().__init__(str(sentence))
        self.sentence, self.field = sentence, field


class Accounts:
    """Every change to an account, its roles and its posts."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    # -- people -----------------------------------------------------------------------

    def create(self, session: Session, actor: Actor, *, username: str, name: str, email: str = "") -> User:
        """A new account without password, role and post; a reset link lets its owner in.

        Raises AccountRefused for a user name that is malformed or taken, in whatever case.
        """
        username = username.strip().lower()
        if not USERNAME.fullmatch(username):
            raise AccountRefused(
                _(
                    "Use 2 to 64 small letters, digits, dots, hyphens or underscores,"
                    " beginning with a letter."
                ),
                "username",
            )
        if session.scalar(select(User.id).where(func.lower(User.username) == username)):
            raise AccountRefused(
                _("This user name is taken: one person, one account (Annex 1 Art 19)."), "username"
            )
        user = User(username=username, last_name=name.strip(), first_name="", active=True)
        user.email = self._address(session, email, username)
        session.add(user)
        session.flush()
        session.add(Account(user_id=user.id, must_change=True, failures=0))
        session.flush()
        self._write(session, actor, user, {"account": {"from": None, "to": username}})
        return user

    def change(self, session: Session, actor: Actor, user: User, *, name: str, email: str) -> None:
        """Correct a person's name or address; raises AccountRefused when the address is another's."""
        before = {"name": full_name(user), "email": shown_email(user)}
        user.last_name, user.first_name = name.strip(), ""
        if email.strip() != before["email"]:
            user.email = self._address(session, email, user.username)
        after = {"name": full_name(user), "email": shown_email(user)}
        changes = {k: {"from": before[k], "to": after[k]} for k in before if before[k] != after[k]}
        if changes:
            self._write(session, actor, user, changes)

    def switch(self, session: Session, actor: Actor, user: User, *, active: bool, reason: str) -> None:
        """Switch an account on or off; off ends its sessions and tokens at once.

        Raises AccountRefused for the own account and for the last one of an administration.
        """
        if user.id == actor.id:
            raise AccountRefused(_("Nobody switches her own account on or off."))
        if bool(user.active) == active:
            return
        if not active:
            self._keep_one_of_each(session, user, losing={role.name for role in user.roles})
            end_sessions(session, user.id)
            end_tokens(session, user.id, self._now())
        user.active = active
        self._write(session, actor, user, {"active": {"from": not active, "to": active}}, reason)

    # -- roles ------------------------------------------------------------------------

    def assign(
        self, session: Session, actor: Actor, user: User, names: Collection[str], *, reason: str
    ) -> None:
        """Give a person exactly these roles; her sessions end, she signs in as who she is now.

        Raises AccountRefused when she assigns to herself, joins what must stay apart, or leaves an
        administration without anybody.
        """
        if user.id is not None and user.id == actor.id:
            raise AccountRefused(_("Nobody gives roles to herself; another security administrator can."))
        wanted = set(names)
        apart = administrations(wanted, held_now(session))
        if len(apart) > 1:
            raise AccountRefused(
                _("%(one)s and %(other)s must be two persons.", one=apart[0].label, other=apart[1].label),
                "roles",
            )
        before = {role.name for role in user.roles}
        if wanted == before:
            return
        rows = list(session.scalars(select(RoleRow).where(RoleRow.name.in_(wanted))))
        if {row.name for row in rows} != wanted:
            raise AccountRefused(_("One of these roles does not exist any more."), "roles")
        self._keep_one_of_each(session, user, losing=before - wanted)
        user.roles = rows
        end_sessions(session, user.id)
        self._write(session, actor, user, {"roles": {"from": sorted(before), "to": sorted(wanted)}}, reason)

    def _keep_one_of_each(self, session: Session, user: User, losing: Collection[str]) -> None:
        for role in KEPT:
            if not user.active or role.name not in losing:
                continue
            # Two who remove each other at the same moment meet here, one after the other.
            session.scalar(select(RoleRow.id).where(RoleRow.name == role.name).with_for_update())
            if not active_holders(session, role, but=user.id):
                raise AccountRefused(
                    _("%(name)s is the only %(role)s left.", name=full_name(user), role=role.label)
                )

    # -- posts ------------------------------------------------------------------------

    def add_post(
        self,
        session: Session,
        actor: Actor,
        user: User,
        *,
        unit: Unit,
        post: str,
        since: date,
        until: date | None,
    ) -> Membership:
        """Put a person into a unit from a day on; it decides which records she sees.

        Raises AccountRefused for the own account, for days in the wrong order and for a second
        post in the same unit at the same time.
        """
        if user.id == actor.id:
            raise AccountRefused(_("Nobody gives a post to herself."))
        if until is not None and until < since:
            raise AccountRefused(_("The last day lies before the first."), "until")
        overlapping = select(Membership.id).where(
            Membership.user_id == user.id,
            Membership.unit_id == unit.id,
            or_(Membership.until.is_(None), Membership.until >= since),
            Membership.since <= (until or date.max),
        )
        if session.scalar(overlapping.limit(1)):
            raise AccountRefused(_("She already has a post in this unit at that time."), "unit")
        row = Membership(user_id=user.id, unit_id=unit.id, post=post.strip(), since=since, until=until)
        session.add(row)
        self._write(session, actor, user, {"post": {"from": None, "to": _post(unit, row)}})
        return row

    def end_post(self, session: Session, actor: Actor, row: Membership, on: date) -> None:
        """The post ends with this day; raises AccountRefused when it begins later."""
        if row.user_id == actor.id:
            raise AccountRefused(_("Nobody changes her own post."))
        if on < row.since:
            raise AccountRefused(_("The last day lies before the first."), "until")
        before = _post(row.unit, row)
        row.until = on
        self._write(session, actor, row.user, {"post": {"from": before, "to": _post(row.unit, row)}})

    # ---------------------------------------------------------------------------------

    def _address(self, session: Session, email: str, username: str) -> str:
        address = email.strip().lower() or f"{username}@{NO_MAIL}"
        taken = select(User.id).where(func.lower(User.email) == address, User.username != username)
        if session.scalar(taken.limit(1)):
            raise AccountRefused(_("Somebody else has this e-mail address."), "email")
        return address

    def _write(
        self, session: Session, actor: Actor, user: User, changes: dict[str, Any], reason: str = ""
    ) -> None:
        Trail(lambda: session, self._now).write(
            "admin", actor=actor, subject=named(user), changes=changes, reason=reason, clauses=CLAUSES
        )


def active_holders(session: Session, role: Role, *, but: int | None = None) -> int:
    """How many active people hold a role, without one of them."""
    holders = select(func.count(User.id)).where(User.active, User.roles.any(RoleRow.name == role.name))
    return int(session.scalar(holders.where(User.id != but) if but is not None else holders) or 0)


def named(user: User) -> str:
    """A person as the trail names her: the name alone may be another's too."""
    return f"{full_name(user)} ({user.username})"


def shown_email(user: User) -> str:
    """Her address; empty when she has none."""
    return "" if user.email.endswith(f"@{NO_MAIL}") else str(user.email)


def role_label(name: str) -> Label:
    """The declared label of a seeded role; an office's own role is called by its name."""
    return next((role.label for role in ROLES if role.name == name), name)


def _post(unit: Unit, row: Membership) -> str:
    until = row.until.isoformat() if row.until else "…"
    return f"{unit.name} {row.post} {row.since.isoformat()} – {until}"
