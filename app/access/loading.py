"""Builds the actor of a request from one look at the database: one statement.

Her own standing comes first, then one for each person she stands in for today. A deputy does
not pass on what was passed to her, and stands in for the work on matters only: nobody lends out
the administration of the program (separation of duties).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_appbuilder.security.sqla.models import (
    Permission,
    PermissionView,
    Role,
    User,
    ViewMenu,
    assoc_permissionview_role,
    assoc_user_role,
)
from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    and_,
    bindparam,
    cast,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from app.access.actor import NOBODY, Actor, Standing
from app.access.scope import matters
from app.timekeeper import office_day
from models.account import full_name
from models.involvement import InvolvedUnit
from models.part import Part
from models.unit import Delegation, Membership, Unit

POST_LENGTH = 160
"""Characters of a post the trail keeps."""


@dataclass
class _Rights:
    units: set[int] = field(default_factory=set)
    posts: list[str] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    grants: set[tuple[str, str]] = field(default_factory=set)
    seats: set[int] = field(default_factory=set)
    joint: set[int] = field(default_factory=set)
    barred: set[int] = field(default_factory=set)

    def add(self, row: Any) -> None:
        """A seat, a record worked on together or kept from her, a unit with its post, a role with a grant."""
        told = ((self.seats, row.seat_id), (self.joint, row.joint_id), (self.barred, row.barred_id))
        for keys, key in told:
            if key is not None:
                keys.add(key)
                return
        if row.unit_id is not None:
            self.units.add(row.unit_id)
            if row.post is not None:
                self.posts.append(f"{row.unit_name} {row.post}")
            return
        self.roles.add(row.role)
        if row.permission is not None:
            self.grants.add((row.permission, row.resource))


def load_actor(session: Session, user_id: int, now: datetime, request_id: str = "") -> Actor:
    """Who this user is at this moment, with everything she may; nobody when she is switched off.

    ``now`` is an instant; posts and delegations count by the day it is in Shanghai. The
    statement runs beside the session's access rule, which is made of its answer.
    """
    persons: dict[tuple[int, str | None], Any] = {}
    rights: dict[int, _Rights] = defaultdict(_Rights)
    for row in session.connection().execute(_WHOLE, {"user": user_id, "day": office_day(now)}):
        if row.last_name is not None:
            persons[row.user_id, row.matter] = row
        else:
            rights[row.user_id].add(row)
    own = next((row for (person, _matter), row in persons.items() if person == user_id), None)
    if own is None:
        return NOBODY
    work = {m.class_.__name__ for m in matters()}
    lent = sorted((key for key in persons if key[0] != user_id), key=lambda key: (key[0], key[1] or ""))
    return Actor(
        standings=(
            _standing(own, rights[user_id]),
            *(_standing(persons[key], rights[key[0]], only=key[1], within=work) for key in lent),
        ),
        request_id=request_id,
        roles=frozenset(rights[user_id].roles),
    )


def _standing(
    user: Any, rights: _Rights, *, only: str | None = None, within: set[str] | None = None
) -> Standing:
    grants = rights.grants
    if within is not None:
        grants = {(permission, resource) for permission, resource in grants if resource in within}
    return Standing(
        user_id=user.user_id,
        name=full_name(user),
        post=", ".join(rights.posts)[:POST_LENGTH],
        units=frozenset(rights.units),
        grants=frozenset(grants),
        only_matter=only,
        seats=frozenset(rights.seats),
        joint=frozenset(rights.joint),
        barred=frozenset(rights.barred),
    )


def in_force(day: date | BindParameter[date]) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a delegation counts on a day."""
    return (Delegation.since <= day, Delegation.until >= day, Delegation.revoked_at.is_(None))


_USER, _DAY = bindparam("user", type_=User.id.type), bindparam("day", type_=Membership.since.type)
COLUMNS = {
    "user_id": Membership.user_id.type,
    "matter": Delegation.matter.type,
    "last_name": User.last_name.type,
    "first_name": User.first_name.type,
    "unit_id": Unit.id.type,
    "post": Membership.post.type,
    "unit_name": Unit.name.type,
    "role": Role.name.type,
    "permission": Permission.name.type,
    "resource": ViewMenu.name.type,
    "seat_id": Unit.id.type,
    "joint_id": InvolvedUnit.record_id.type,
    "barred_id": InvolvedUnit.record_id.type,
}
"""Of the one answer to all questions; each fills its own and leaves the others empty."""


def holding(day: date | BindParameter[date]) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a post counts on a day."""
    return (Membership.since <= day, or_(Membership.until.is_(None), Membership.until >= day))


def _whole() -> CompoundSelect[Any]:
    """Rows of people (with a name), of their units, parts and grants: one question instead of six."""
    persons = _persons().cte("persons")
    ids = select(persons.c.user_id)
    units, seats = _units(ids), _seats(ids)
    joint = _involved(units.c.user_id, units.c.unit_id, Part.JOINT, "joint_id")
    barred = _involved(seats.c.user_id, seats.c.seat_id, Part.ACCUSED, "barred_id")
    parts = (persons, units, seats, joint, barred, _grants(ids).subquery())
    return union_all(*(select(*_filled(part)) for part in parts))


def _filled(part: FromClause) -> Iterator[ColumnElement[Any]]:
    for name, kind in COLUMNS.items():
        # PostgreSQL wants the type of an empty column said.
        yield part.c[name] if name in part.c else cast(null(), kind).label(name)


def _persons() -> Select[Any]:
    """She herself and everybody active she stands in for today, with the one matter, if only one."""
    lent = and_(Delegation.principal_id == User.id, Delegation.deputy_id == _USER, *in_force(_DAY))
    return (
        select(User.id.label("user_id"), Delegation.matter.label("matter"), User.last_name, User.first_name)
        .outerjoin(Delegation, lent)
        .where(User.active, or_(User.id == _USER, Delegation.id.is_not(None)))
    )


def _units(ids: Select[Any]) -> CTE:
    """The units of these people and everything below them; the post stands on the unit itself."""
    tree = (
        select(
            Membership.user_id,
            Membership.unit_id,
            Membership.post.label("post"),
            Unit.name.label("unit_name"),
        )
        .join(Unit, Unit.id == Membership.unit_id)
        .where(Membership.user_id.in_(ids), *holding(_DAY))
        .cte("tree", recursive=True)
    )
    empty = (cast(null(), tree.c.post.type), cast(null(), tree.c.unit_name.type))
    below = select(tree.c.user_id, Unit.id, *empty).join(Unit, Unit.parent_id == tree.c.unit_id)
    # UNION, not UNION ALL: a circle drawn by mistake ends instead of running for ever.
    return tree.union(below)


def _seats(ids: Select[Any]) -> CTE:
    """The units of these people's posts and everything above them."""
    posts = select(Membership.user_id, Membership.unit_id.label("seat_id"))
    tree = posts.where(Membership.user_id.in_(ids), *holding(_DAY)).cte("seats", recursive=True)
    above = select(tree.c.user_id, Unit.parent_id).join(Unit, Unit.id == tree.c.seat_id)
    return tree.union(above.where(Unit.parent_id.is_not(None)))


def _involved(user: ColumnElement[int], unit: ColumnElement[int], part: Part, name: str) -> FromClause:
    """The records in which the units of these people have a part."""
    found = select(user.label("user_id"), InvolvedUnit.record_id.label(name))
    return found.join(InvolvedUnit, InvolvedUnit.unit_id == unit).where(InvolvedUnit.part == part).subquery()


def _grants(ids: Select[Any]) -> Select[Any]:
    return (
        select(
            assoc_user_role.c.user_id.label("user_id"),
            Role.name.label("role"),
            Permission.name.label("permission"),
            ViewMenu.name.label("resource"),
        )
        .join(Role, Role.id == assoc_user_role.c.role_id)
        .outerjoin(assoc_permissionview_role, assoc_permissionview_role.c.role_id == Role.id)
        .outerjoin(PermissionView, PermissionView.id == assoc_permissionview_role.c.permission_view_id)
        .outerjoin(Permission, Permission.id == PermissionView.permission_id)
        .outerjoin(ViewMenu, ViewMenu.id == PermissionView.view_menu_id)
        .where(assoc_user_role.c.user_id.in_(ids))
    )


_WHOLE = _whole()
"""Put together once: that takes longer than asking it."""
