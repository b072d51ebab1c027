"""Permissions follow the declarations; grants follow the administrator (A1.8)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask_appbuilder.security.sqla.models import Permission, PermissionView
from flask_appbuilder.security.sqla.models import Role as RoleRow
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.grants import Changed, matter_seeds, sync
from models import MATTERS
from models.roles import APART, AUDITOR, CLERK, ROLES, SYSTEM_ADMINISTRATOR
from tests.access.county import BEGIN, County

USERS_PAGE = SimpleNamespace(
    class_permission_name="UsersView",
    base_permissions=["can_people", "can_add"],
    granted_to=(SYSTEM_ADMINISTRATOR,),
)
PLAIN_PAGE = SimpleNamespace(class_permission_name="HomeView", base_permissions=["can_home"])


def run(county: County, *views: Any) -> Changed:
    with county.write() as session:
        return sync(session, SimpleNamespace(baseviews=list(views)), MATTERS, ROLES, BEGIN)


def grants(session: Session, role: str) -> set[tuple[str, str]]:
    row = session.scalars(select(RoleRow).where(RoleRow.name == role)).one()
    return {(p.permission.name, p.view_menu.name) for p in row.permissions}


def test_every_step_of_every_matter_is_granted_to_the_roles_it_names(county: County) -> None:
    run(county)
    with Session(county.engine) as session:
        held = {role.name: grants(session, role.name) for role in ROLES}
    for model in MATTERS:
        for step in model.workflow.transitions.values():
            holders = {name for name in held if (step.permission, model.__name__) in held[name]}
            assert step.automatic or holders >= {role.name for role in step.roles}, step


def test_steps_of_the_program_are_no_permission(county: County) -> None:
    run(county)
    with Session(county.engine) as session:
        names = {(p.permission.name, p.view_menu.name) for p in session.scalars(select(PermissionView))}
    automatic = {
        (step.permission, model.__name__)
        for model in MATTERS
        for step in model.workflow.transitions.values()
        if step.automatic
    }
    assert automatic
    assert not automatic & names


def test_a_page_is_granted_to_whom_it_says(county: County) -> None:
    run(county, USERS_PAGE, PLAIN_PAGE)
    with Session(county.engine) as session:
        assert {("can_people", "UsersView"), ("can_add", "UsersView")} <= grants(
            session, "system_administrator"
        )
        assert all(resource != "HomeView" for role in ROLES for _p, resource in grants(session, role.name))


def test_the_second_run_changes_nothing(county: County) -> None:
    assert run(county, USERS_PAGE).created
    rows = len(county.trail("admin"))
    assert run(county, USERS_PAGE) == Changed((), (), ())
    assert len(county.trail("admin")) == rows


def test_what_an_administrator_took_away_stays_away_and_what_she_gave_stays(county: County) -> None:
    run(county, USERS_PAGE)
    with county.write() as session:
        clerk = session.scalars(select(RoleRow).where(RoleRow.name == "clerk")).one()
        (export,) = [
            p
            for p in clerk.permissions
            if (p.permission.name, p.view_menu.name) == ("can_export", "ThirdParty")
        ]
        clerk.permissions.remove(export)
        clerk.permissions += session.scalars(
            select(PermissionView).join(Permission).where(Permission.name == "can_people")
        ).all()
    run(county, USERS_PAGE)
    with Session(county.engine) as session:
        assert ("can_export", "ThirdParty") not in grants(session, "clerk")
        assert ("can_people", "UsersView") in grants(session, "clerk")


def test_what_is_not_declared_any_more_is_removed_with_its_grants(county: County) -> None:
    run(county, USERS_PAGE)
    changed = run(county)
    assert changed.removed == (("can_add", "UsersView"), ("can_people", "UsersView"))
    with Session(county.engine) as session:
        assert all(resource != "UsersView" for _p, resource in grants(session, "system_administrator"))
        assert session.scalar(select(Permission).where(Permission.name == "can_people")) is None


def test_a_new_step_is_seeded_although_the_rest_is_not(county: County) -> None:
    run(county)
    with county.write() as session:
        for role in session.scalars(select(RoleRow)):
            role.permissions.clear()
    changed = run(county, USERS_PAGE)
    assert changed.granted == (
        ("system_administrator", ("can_add", "UsersView")),
        ("system_administrator", ("can_people", "UsersView")),
    )


def test_the_administrations_share_no_permission_and_the_auditor_only_reads(county: County) -> None:
    run(county, USERS_PAGE)
    with Session(county.engine) as session:
        held = {role: grants(session, role.name) for role in APART}
    for one in APART:
        for other in APART:
            assert one == other or not held[one] & held[other]
    assert {permission for permission, _r in held[AUDITOR]} == {
        "can_list",
        "can_show",
        "can_see_county",
        "can_export",
        "can_read_personal",
        "can_read_sealed",
    }
    matters = {model.__name__ for model in MATTERS}
    assert all(resource not in matters for _p, resource in held[SYSTEM_ADMINISTRATOR])


@pytest.mark.parametrize("model", [m for m in MATTERS if m.workflow.automatic])
def test_what_the_program_alone_registers_nobody_can_be_let_register(model: Any) -> None:
    by_hand = {"can_register", "can_edit", "can_import"}
    assert not by_hand & {permission for permission, _resource in matter_seeds(model)}


@pytest.mark.parametrize("model", [m for m in MATTERS if not m.workflow.automatic])
def test_who_registers_may_also_correct(model: Any) -> None:
    seeds = matter_seeds(model)
    registers = seeds["can_register", model.__name__]
    assert registers == frozenset(model.workflow.registered_by)
    assert registers <= seeds["can_edit", model.__name__]


def test_each_change_of_grants_is_in_the_trail(county: County) -> None:
    run(county)
    rows = {row.subject: row for row in county.trail("admin")}
    assert "can_list on InformationRequest" in rows[CLERK.name].changes["grants"]["to"]
    assert rows[CLERK.name].actor_name == "gongkai"
