"""Permissions and the first grants, read off the declarations.

Every step of every matter is a permission, every page's checks are, and a few words every matter
shares. Roles only seed the grants of permissions that are new, or of roles that are: what an
administrator took away or added stays as she left it, however often this runs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_appbuilder import AppBuilder
from flask_appbuilder.security.sqla.models import Permission, PermissionView, ViewMenu
from flask_appbuilder.security.sqla.models import Role as RoleRow
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.actor import PROGRAM, READ_PERSONAL, READ_SEALED, REGISTER, SEE_COUNTY, SHARE
from app.audit.trail import Trail
from models import roles as county
from models.base import Record
from models.workflow import Role, Workflow

CLAUSES = ("A1.8",)

EDIT = "can_edit"
LIST = "can_list"
SHOW = "can_show"
EXPORT = "can_export"
IMPORT = "can_import"

SHARED = (
    *(REGISTER, EDIT, LIST, SHOW, SEE_COUNTY),
    *(READ_PERSONAL, READ_SEALED, EXPORT, IMPORT, SHARE),
)
"""What every matter's records can be asked for, besides its own steps."""

BY_HAND = frozenset({REGISTER, EDIT, IMPORT})
"""Of these what nobody can be granted where the program alone registers."""

EXPORTS = (
    county.CLERK,
    county.UNIT_HEAD,
    county.OFFICE_REVIEWER,
    county.DISCLOSURE_OFFICER,
    county.DISCLOSURE_HEAD,
    county.LEADING_GROUP,
    county.AUDITOR,
)

SHARES = (
    county.UNIT_HEAD,
    county.OFFICE_REVIEWER,
    county.DISCLOSURE_OFFICER,
    county.DISCLOSURE_HEAD,
    county.LEADING_GROUP,
)
"""Roles that set the work of a unit."""

_KEEPERS = {county.SYSTEM_ADMINISTRATOR, county.SECURITY_ADMINISTRATOR}
READS = tuple(role for role in county.ROLES if role not in _KEEPERS)
"""Everybody but those who keep the program running (separation of duties)."""

Grant = tuple[str, str]
"""Permission and resource, such as ``("can_accept", "InformationRequest")``."""


@dataclass(frozen=True)
class Changed:
    """What a run did; empty on the second run."""

    created: tuple[Grant, ...]
    removed: tuple[Grant, ...]
    granted: tuple[tuple[str, Grant], ...]
    """Role name and grant."""


def shared(flow: type[Workflow]) -> tuple[str, ...]:
    """What the records of one matter can be asked for, besides its own steps."""
    return tuple(p for p in SHARED if not (flow.automatic and p in BY_HAND))


def matter_seeds(model: type[Record]) -> dict[Grant, frozenset[Role]]:
    """The permissions of one matter and the roles that get each of them at first."""
    flow, resource = model.workflow, model.__name__
    seeds: dict[Grant, frozenset[Role]] = {
        (step.permission, resource): frozenset(step.roles)
        for step in flow.transitions.values()
        if not step.automatic
    }
    first = {
        REGISTER: flow.registered_by,
        EDIT: flow.registered_by,
        LIST: READS,
        SHOW: READS,
        SEE_COUNTY: (*county.WHOLE_COUNTY, *flow.seen_by),
        READ_PERSONAL: (*county.READS_PERSONAL, *flow.handled_by),
        READ_SEALED: county.READS_SEALED,
        EXPORT: (*EXPORTS, *flow.handled_by),
        SHARE: SHARES,
        IMPORT: flow.registered_by,
    }
    for permission in shared(flow):
        grant = (permission, resource)
        seeds[grant] = seeds.get(grant, frozenset()) | frozenset(first[permission])
    return seeds


def view_seeds(views: Iterable[Any]) -> dict[Grant, frozenset[Role]]:
    """The permissions of the pages; a page names the roles it is first ``granted_to``."""
    return {
        (permission, view.class_permission_name): frozenset(getattr(view, "granted_to", ()))
        for view in views
        for permission in view.base_permissions or ()
    }


def sync(
    session: Session,
    appbuilder: AppBuilder,
    matters: Sequence[type[Record]],
    roles: Sequence[Role],
    now: datetime,
) -> Changed:
    """Bring permissions and roles in line with the declarations; part of the caller's transaction.

    Safe to run twice; every change of grants leaves a trail row.
    """
    seeds = view_seeds(appbuilder.baseviews)
    for model in matters:
        for grant, seeded in matter_seeds(model).items():
            seeds[grant] = seeds.get(grant, frozenset()) | seeded
    present = _rows(session)
    removed = _remove(session, present, present.keys() - seeds.keys())
    created = sorted(seeds.keys() - present.keys())
    present |= _create(session, created)
    granted = _grant(session, seeds, present, set(created), roles)
    changed = Changed(tuple(created), tuple(removed), tuple(granted))
    _trail(session, changed, now)
    return changed


def _rows(session: Session) -> dict[Grant, PermissionView]:
    rows = session.scalars(select(PermissionView))
    return {(row.permission.name, row.view_menu.name): row for row in rows}


def _remove(session: Session, present: dict[Grant, PermissionView], gone: Iterable[Grant]) -> list[Grant]:
    removed = sorted(gone)
    for grant in removed:
        session.delete(present.pop(grant))
    session.flush()
    parts = ((Permission, PermissionView.permission_id), (ViewMenu, PermissionView.view_menu_id))
    for model, column in parts:
        for orphan in session.scalars(select(model).where(model.id.not_in(select(column)))):
            session.delete(orphan)
    session.flush()
    return removed


def _create(session: Session, wanted: Sequence[Grant]) -> dict[Grant, PermissionView]:
    permissions = {row.name: row for row in session.scalars(select(Permission))}
    resources = {row.name: row for row in session.scalars(select(ViewMenu))}
    made: dict[Grant, PermissionView] = {}
    for permission, resource in wanted:
        if permission not in permissions:
            permissions[permission] = Permission(name=permission)
        if resource not in resources:
            resources[resource] = ViewMenu(name=resource)
        made[permission, resource] = PermissionView(
            permission=permissions[permission], view_menu=resources[resource]
        )
    session.add_all(made.values())
    session.flush()
    return made


def _grant(
    session: Session,
    seeds: dict[Grant, frozenset[Role]],
    rows: dict[Grant, PermissionView],
    new: set[Grant],
    roles: Sequence[Role],
) -> list[tuple[str, Grant]]:
    known = {row.name: row for row in session.scalars(select(RoleRow))}
    granted: list[tuple[str, Grant]] = []
    for role in roles:
        fresh = role.name not in known
        if fresh:
            known[role.name] = RoleRow(name=role.name)
            session.add(known[role.name])
        for grant in sorted(g for g, seeded in seeds.items() if role in seeded and (fresh or g in new)):
            known[role.name].permissions.append(rows[grant])
            granted.append((role.name, grant))
    session.flush()
    return granted


def _trail(session: Session, changed: Changed, now: datetime) -> None:
    trail = Trail(lambda: session, lambda: now)
    if changed.removed:
        trail.write(
            "admin",
            actor=PROGRAM,
            subject="permissions",
            changes={"permissions": {"from": named(changed.removed), "to": []}},
            clauses=CLAUSES,
        )
    by_role: dict[str, list[Grant]] = defaultdict(list)
    for role, grant in changed.granted:
        by_role[role].append(grant)
    for role, grants in by_role.items():
        trail.write(
            "admin",
            actor=PROGRAM,
            subject=role,
            changes={"grants": {"from": [], "to": named(grants)}},
            clauses=CLAUSES,
        )


def named(grants: Iterable[Grant]) -> list[str]:
    """Grants as the trail keeps them: ``can_accept on InformationRequest``."""
    return [f"{permission} on {resource}" for permission, resource in grants]
