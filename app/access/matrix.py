"""Who may what, as a table an administrator reads and changes (A1.8).

A change is refused when the table has changed since it was read, when it would give something to
whoever makes it, and when it would give one permission to two of the three administrations, or two of
them into one hand.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from flask_appbuilder.security.sqla.models import (
    PermissionView,
    User,
    assoc_permissionview_role,
)
from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.access.accounts import AccountRefused
from app.access.actor import Actor
from app.access.apart import Held, administrations, pages
from app.access.grants import CLAUSES, Grant, named
from app.audit.trail import Trail
from models.account import full_name
from models.roles import APART, ROLES

Cell = tuple[int, int]
"""Id of a role, id of a permission on a resource."""

OWN_ROLE = re.compile(r"[a-z][a-z0-9_]{1,63}")


class Stale(Exception):
    """Somebody else changed the grants since this table was read."""


@dataclass(frozen=True)
class Matrix:
    """The roles, the permissions, and which role holds which."""

    roles: tuple[RoleRow, ...]
    permissions: dict[int, Grant]
    granted: frozenset[Cell]
    people: tuple[tuple[str, frozenset[str]], ...]
    """Everybody's name and roles, also of those switched off: they may be switched on again."""

    @property
    def version(self) -> str:
        """Changes with every grant; sent along with the form."""
        cells = ";".join(f"{role}:{permission}" for role, permission in sorted(self.granted))
        return hashlib.sha256(cells.encode()).hexdigest()[:32]

    def locked(self, actor: Actor) -> frozenset[Cell]:
        """The cells this actor may not change: her own roles', and what another administration holds."""
        apart = {one.name for one in APART}
        held = self.held(self.granted)
        keepers: dict[Grant, set[str]] = defaultdict(set)
        for name in apart:
            for grant in held[name]:
                keepers[grant].add(name)
        hands = self._hands(held)
        administered = {grant for name in apart for grant in pages(held, name)}

        def joins(role: str, grant: Grant) -> bool:
            if role in apart and keepers[grant] - {role}:
                return True
            return grant in administered and bool(hands[role] - keepers[grant])

        return frozenset(
            (role.id, permission_id)
            for role in self.roles
            for permission_id, grant in self.permissions.items()
            # What is granted can be taken back, were it granted wrongly.
            if role.name in actor.roles
            or ((role.id, permission_id) not in self.granted and joins(role.name, grant))
        )

    def held(self, granted: Collection[Cell]) -> dict[str, set[Grant]]:
        """The grants of each role by its name, were these cells granted."""
        names = {role.id: role.name for role in self.roles}
        held: dict[str, set[Grant]] = {name: set() for name in names.values()}
        for role_id, permission_id in granted:
            held[names[role_id]].add(self.permissions[permission_id])
        return held

    def _hands(self, held: Held) -> dict[str, set[str]]:
        """By role: the administrations its holders have a hand in."""
        hands: dict[str, set[str]] = defaultdict(set)
        for _name, roles in self.people:
            hers = {one.name for one in administrations(roles, held)}
            for role in roles:
                hands[role] |= hers
        return hands


class Book:
    """Reads and changes grants and roles, in the caller's transaction and in the trail."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    @staticmethod
    def read(session: Session) -> Matrix:
        """The table as it stands: seeded roles in their order, then the office's own."""
        order = {role.name: place for place, role in enumerate(ROLES)}
        roles = sorted(
            session.scalars(select(RoleRow)), key=lambda r: (order.get(r.name, len(order)), r.name)
        )
        rows = session.scalars(select(PermissionView))
        cells = session.execute(
            select(
                assoc_permissionview_role.c.role_id, assoc_permissionview_role.c.permission_view_id
            ).select_from(assoc_permissionview_role)
        )
        return Matrix(
            tuple(roles),
            {row.id: (row.permission.name, row.view_menu.name) for row in rows},
            frozenset((role_id, permission_id) for role_id, permission_id in cells),
            tuple(
                (full_name(user), frozenset(role.name for role in user.roles))
                for user in session.scalars(select(User).options(selectinload(User.roles)))
            ),
        )

    def change(
        self, session: Session, actor: Actor, wanted: Collection[Cell], *, version: str, reason: str
    ) -> None:
        """Grant exactly ``wanted``; locked cells stay as they are.

        Raises Stale when the table was read before somebody else changed it, AccountRefused
        without a reason or for a cell that does not exist or joins two administrations.
        """
        # Of two changes at the same moment the second reads what the first one made.
        session.execute(select(RoleRow.id).order_by(RoleRow.id).with_for_update()).all()
        matrix = self.read(session)
        if matrix.version != version:
            raise Stale
        if not reason.strip():
            raise AccountRefused(_("Give a reason."), "reason")
        after = self.proposed(matrix, actor, wanted)
        permissions = {row.id: row for row in session.scalars(select(PermissionView))}
        loaded = select(RoleRow).options(selectinload(RoleRow.permissions))
        for role in session.scalars(loaded):
            before_ids = {p for r, p in matrix.granted if r == role.id}
            after_ids = {p for r, p in after if r == role.id}
            if before_ids != after_ids:
                role.permissions = [permissions[i] for i in sorted(after_ids)]
                self._write(
                    session,
                    actor,
                    role.name,
                    "grants",
                    named(sorted(matrix.permissions[i] for i in before_ids - after_ids)),
                    named(sorted(matrix.permissions[i] for i in after_ids - before_ids)),
                    reason,
                )

    @staticmethod
    def proposed(matrix: Matrix, actor: Actor, wanted: Collection[Cell]) -> frozenset[Cell]:
        """What would be granted; raises AccountRefused for what the separation of duties forbids."""
        known = {role.id for role in matrix.roles}
        if any(role not in known or permission not in matrix.permissions for role, permission in wanted):
            raise AccountRefused(_("One of these grants does not exist any more."))
        locked = matrix.locked(actor)
        after = frozenset(wanted) - locked | matrix.granted & locked
        apart = [role for role in matrix.roles if role.name in {r.name for r in APART}]
        for permission_id, grant in matrix.permissions.items():
            if sum((role.id, permission_id) in after for role in apart) > 1:
                raise AccountRefused(
                    _("%(grant)s cannot belong to two administrations.", grant=named([grant])[0])
                )
        held, held_before = matrix.held(after), matrix.held(matrix.granted)
        for name, roles in matrix.people:
            hers = administrations(roles, held)
            # Who had both before is no reason to refuse what makes nothing worse.
            if len(hers) > 1 and set(hers) - set(administrations(roles, held_before)):
                raise AccountRefused(
                    _(
                        "%(name)s would belong to two administrations, %(one)s and %(other)s:"
                        " take one of her roles away first.",
                        name=name,
                        one=hers[0].label,
                        other=hers[1].label,
                    )
                )
        return after

    def add_role(self, session: Session, actor: Actor, name: str) -> RoleRow:
        """A role of the office's own, without any grant; raises AccountRefused for a bad or taken name."""
        row = RoleRow(name=self._free(session, name))
        session.add(row)
        session.flush()
        self._write(session, actor, row.name, "role", [], [row.name], "")
        return row

    def rename_role(self, session: Session, actor: Actor, role: RoleRow, name: str) -> None:
        """Rename a role of the office's own; the seeded ones are known to the program by name."""
        if role.name in {seeded.name for seeded in ROLES}:
            raise AccountRefused(_("This role belongs to the program and keeps its name."), "name")
        before, role.name = role.name, self._free(session, name)
        self._write(session, actor, role.name, "role", [before], [role.name], "")

    @staticmethod
    def holders(session: Session, role: RoleRow) -> list[User]:
        """Who has a role, those switched off included."""
        rows = select(User).where(User.roles.any(RoleRow.id == role.id)).order_by(User.username)
        return list(session.scalars(rows))

    @staticmethod
    def _free(session: Session, name: str) -> str:
        name = name.strip().lower()
        if not OWN_ROLE.fullmatch(name):
            raise AccountRefused(
                _("Use 2 to 64 small letters, digits or underscores, beginning with a letter."), "name"
            )
        if session.scalar(select(RoleRow.id).where(RoleRow.name == name)):
            raise AccountRefused(_("There is a role of this name."), "name")
        return name

    def _write(
        self,
        session: Session,
        actor: Actor,
        subject: str,
        what: str,
        gone: list[str],
        new: list[str],
        reason: str,
    ) -> None:
        Trail(lambda: session, self._now).write(
            "admin",
            actor=actor,
            subject=subject,
            changes={what: {"from": gone, "to": new}},
            reason=reason,
            clauses=CLAUSES,
        )
