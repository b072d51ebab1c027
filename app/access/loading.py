"""Builds the actor of a request from one look at the database: three statements.

Her own standing comes first, then one for each person she stands in for today. A deputy does
not pass on what was passed to her, and stands in for the work on matters only: nobody lends out
the administration of the program (rules.md §0, separation of duties).
"""

from __future__ import annotations

from collections import defaultdict
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
from sqlalchemy import ColumnElement, Select, and_, cast, null, or_, select
from sqlalchemy.orm import Session

from app.access.actor import NOBODY, Actor, Standing
from app.access.scope import matters
from app.timekeeper import office_day
from models.account import full_name
from models.unit import Delegation, Membership, Unit

POST_LENGTH = 160
"""Characters of a post the trail keeps."""


@dataclass
class _Rights:
    units: set[int] = field(default_factory=set)
    posts: list[str] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    grants: set[tuple[str, str]] = field(default_factory=set)


def load_actor(session: Session, user_id: int, now: datetime, request_id: str = "") -> Actor:
    """Who this user is at this moment, with everything she may; nobody when she is switched off.

    ``now`` is an instant; posts and delegations count by the day it is in Shanghai. The
    statements run under the session's own access rule, which concerns records only.
    """
    day = office_day(now)
    persons = {(user.id, matter): user for user, matter in session.execute(_persons(user_id, day))}
    own = next((user for (person, _matter), user in persons.items() if person == user_id), None)
    if own is None:
        return NOBODY
    rights = _rights(session, {person for person, _matter in persons}, day)
    work = {m.class_.__name__ for m in matters()}
    lent = sorted((key for key in persons if key[0] != user_id), key=lambda key: (key[0], key[1] or ""))
    return Actor(
        standings=(
            _standing(own, rights[own.id]),
            *(_standing(persons[key], rights[key[0]], only=key[1], within=work) for key in lent),
        ),
        request_id=request_id,
        roles=frozenset(rights[own.id].roles),
    )


def _rights(session: Session, ids: set[int], day: date) -> dict[int, _Rights]:
    rights: dict[int, _Rights] = defaultdict(_Rights)
    for user_id, unit_id, post, unit_name in session.execute(_units(ids, day)):
        rights[user_id].units.add(unit_id)
        if post is not None:
            rights[user_id].posts.append(f"{unit_name} {post}")
    for user_id, role, permission, resource in session.execute(_grants(ids)):
        rights[user_id].roles.add(role)
        if permission is not None and resource is not None:
            rights[user_id].grants.add((permission, resource))
    return rights


def _standing(
    user: User, rights: _Rights, *, only: str | None = None, within: set[str] | None = None
) -> Standing:
    grants = rights.grants
    if within is not None:
        grants = {(permission, resource) for permission, resource in grants if resource in within}
    return Standing(
        user_id=user.id,
        name=full_name(user),
        post=", ".join(rights.posts)[:POST_LENGTH],
        units=frozenset(rights.units),
        grants=frozenset(grants),
        only_matter=only,
    )


def in_force(day: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a delegation counts on a day."""
    return (Delegation.since <= day, Delegation.until >= day, Delegation.revoked_at.is_(None))


def holding(day: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a post counts on a day."""
    return (Membership.since <= day, or_(Membership.until.is_(None), Membership.until >= day))


def _persons(user_id: int, day: date) -> Select[Any]:
    """She herself and everybody active she stands in for today, with the one matter, if only one."""
    lent = and_(Delegation.principal_id == User.id, Delegation.deputy_id == user_id, *in_force(day))
    return (
        select(User, Delegation.matter.label("matter"))
        .outerjoin(Delegation, lent)
        .where(User.active, or_(User.id == user_id, Delegation.id.is_not(None)))
    )


def _units(ids: set[int], day: date) -> Select[Any]:
    """The units of these people and everything below them; the post stands on the unit itself."""
    tree = (
        select(
            Membership.user_id,
            Membership.unit_id,
            Membership.post.label("post"),
            Unit.name.label("unit_name"),
        )
        .join(Unit, Unit.id == Membership.unit_id)
        .where(Membership.user_id.in_(ids), *holding(day))
        .cte("tree", recursive=True)
    )
    # PostgreSQL wants the type of an empty column said.
    empty = (cast(null(), tree.c.post.type), cast(null(), tree.c.unit_name.type))
    below = select(tree.c.user_id, Unit.id, *empty).join(Unit, Unit.parent_id == tree.c.unit_id)
    # UNION, not UNION ALL: a circle drawn by mistake ends instead of running for ever.
    whole = tree.union(below)
    return select(whole.c.user_id, whole.c.unit_id, whole.c.post, whole.c.unit_name)


def _grants(ids: set[int]) -> Select[Any]:
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
