"""Separation of duties, judged by what people hold and not by what their roles are called.

An administration is one of the roles of `APART` with the pages it holds: whoever holds one of these
pages, through whatever role, has a hand in it. Work on matters belongs to no administration: the
auditor reads the records others write.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask_appbuilder.security.sqla.models import (
    Permission,
    PermissionView,
    ViewMenu,
    assoc_permissionview_role,
)
from flask_appbuilder.security.sqla.models import Role as RoleRow
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.grants import Grant
from app.access.scope import matters
from models.roles import APART
from models.workflow import Role

Held = Mapping[str, Collection[Grant]]
"""The grants of each role, by its name."""


def administrations(roles: Collection[str], held: Held) -> tuple[Role, ...]:
    """Which administrations whoever holds these roles has a hand in; more than one is too many."""
    hers = {grant for role in roles for grant in pages(held, role)}
    return tuple(one for one in APART if one.name in roles or hers & pages(held, one.name))


def pages(held: Held, role: str) -> set[Grant]:
    """The grants of a role that are not work on matters."""
    work = {mapper.class_.__name__ for mapper in matters()}
    return {grant for grant in held.get(role, ()) if grant[1] not in work}


def held_now(session: Session) -> Held:
    """What every role holds."""
    found: dict[str, set[Grant]] = {}
    rows = (
        select(RoleRow.name, Permission.name, ViewMenu.name)
        .join(assoc_permissionview_role, assoc_permissionview_role.c.role_id == RoleRow.id)
        .join(PermissionView, PermissionView.id == assoc_permissionview_role.c.permission_view_id)
        .join(Permission, Permission.id == PermissionView.permission_id)
        .join(ViewMenu, ViewMenu.id == PermissionView.view_menu_id)
    )
    for role, permission, resource in session.execute(rows):
        found.setdefault(role, set()).add((permission, resource))
    return found
