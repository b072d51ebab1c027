"""Changing grants: nobody for herself, no permission for two administrations, nothing unseen (A1.8)."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask_appbuilder.security.sqla.models import PermissionView
from flask_appbuilder.security.sqla.models import Role as RoleRow
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.accounts import AccountRefused
from app.access.actor import Actor, Standing
from app.access.grants import sync
from app.access.matrix import Book, Matrix, Stale
from models import MATTERS
from models.roles import AUDITOR, ROLES, SECURITY_ADMINISTRATOR, SYSTEM_ADMINISTRATOR
from models.workflow import Role
from tests.access.county import BEGIN, Clock, County

SECADMIN = Actor((Standing(7, "Wang"),), roles=frozenset({"security_administrator"}))
PAGES = [
    SimpleNamespace(
        class_permission_name="UsersView", base_permissions=["can_people"], granted_to=(SYSTEM_ADMINISTRATOR,)
    ),
    SimpleNamespace(
        class_permission_name="RolesView",
        base_permissions=["can_roles"],
        granted_to=(SECURITY_ADMINISTRATOR,),
    ),
]
ACCEPT = ("can_accept", "InformationRequest")


@pytest.fixture
def book(county: County, clock: Clock) -> Book:
    with county.write() as session:
        sync(session, SimpleNamespace(baseviews=PAGES), MATTERS, ROLES, BEGIN)
    return Book(clock)


def cell(matrix: Matrix, role: str, grant: tuple[str, str]) -> tuple[int, int]:
    role_id = next(row.id for row in matrix.roles if row.name == role)
    return role_id, next(pk for pk, known in matrix.permissions.items() if known == grant)


@pytest.mark.clause("A1.8")
def test_a_step_is_handed_to_any_role(book: Book, county: County) -> None:
    with county.write() as session:
        matrix = book.read(session)
        wanted = matrix.granted | {cell(matrix, "line_authority", ACCEPT)}
        book.change(session, SECADMIN, wanted, version=matrix.version, reason="Order 3")
    with Session(county.engine) as session:
        after = book.read(session)
        assert after.granted == wanted
    row = county.trail("admin")[-1]
    assert (row.subject, row.reason, row.actor_id) == ("line_authority", "Order 3", 7)
    assert row.changes == {"grants": {"from": [], "to": ["can_accept on InformationRequest"]}}


def test_a_table_read_before_somebody_elses_change_is_refused(book: Book, session: Session) -> None:
    matrix = book.read(session)
    cells = matrix.granted | {cell(matrix, "line_authority", ACCEPT)}
    book.change(session, SECADMIN, cells, version=matrix.version, reason="first")
    session.flush()
    with pytest.raises(Stale):
        book.change(session, SECADMIN, matrix.granted, version=matrix.version, reason="second")


def test_a_reason_is_required(book: Book, session: Session) -> None:
    matrix = book.read(session)
    with pytest.raises(AccountRefused) as refused:
        book.change(session, SECADMIN, set(), version=matrix.version, reason=" ")
    assert refused.value.field == "reason"


def test_the_roles_one_holds_are_locked(book: Book, session: Session) -> None:
    """Neither giving to oneself nor shutting oneself out."""
    matrix = book.read(session)
    own = cell(matrix, "security_administrator", ACCEPT)
    assert own in matrix.locked(SECADMIN)
    book.change(session, SECADMIN, {own}, version=matrix.version, reason="x")
    session.flush()
    held = {grant for _role, grant in book.read(session).granted if _role == own[0]}
    assert {matrix.permissions[pk] for pk in held} == {("can_roles", "RolesView")}


def test_no_permission_belongs_to_two_administrations(book: Book, session: Session) -> None:
    matrix = book.read(session)
    other = Actor((Standing(8, "Zhao"),))
    pair = {cell(matrix, "system_administrator", ACCEPT), cell(matrix, "auditor", ACCEPT)}
    with pytest.raises(AccountRefused):
        book.change(session, other, matrix.granted | pair, version=matrix.version, reason="x")
    taken = cell(matrix, "auditor", ("can_people", "UsersView"))
    assert taken in matrix.locked(other)


def test_an_unknown_cell_is_refused(book: Book, session: Session) -> None:
    matrix = book.read(session)
    with pytest.raises(AccountRefused):
        book.change(session, SECADMIN, {(99999, 1)}, version=matrix.version, reason="x")


def test_own_roles_are_named_plainly_and_once_and_seeded_ones_keep_their_name(
    book: Book, session: Session
) -> None:
    row = book.add_role(session, SECADMIN, " Archive_Keeper ")
    assert row.name == "archive_keeper"
    for taken in ("archive_keeper", "Clerk", "a", "with space", "档案"):
        with pytest.raises(AccountRefused):
            book.add_role(session, SECADMIN, taken)
    book.rename_role(session, SECADMIN, row, "archivist")
    clerk = session.scalars(select(RoleRow).where(RoleRow.name == "clerk")).one()
    with pytest.raises(AccountRefused):
        book.rename_role(session, SECADMIN, clerk, "scribe")
    assert (row.name, clerk.name) == ("archivist", "clerk")


@pytest.fixture
def reader(book: Book, county: County) -> int:
    """Zhao audits, and has a role of the office's own; the id of that role."""
    own = Role("reader", "Reader")
    zhao = county.person("zhao", AUDITOR, own)
    assert zhao
    with Session(county.engine) as session:
        return session.scalars(select(RoleRow.id).where(RoleRow.name == "reader")).one()


def test_a_role_of_the_offices_own_carries_no_administration_to_a_holder_of_another(
    book: Book, session: Session, reader: int
) -> None:
    """Judged by what people hold."""
    matrix = book.read(session)
    (_, people), (_, roles) = (
        cell(matrix, "system_administrator", ("can_people", "UsersView")),
        cell(matrix, "security_administrator", ("can_roles", "RolesView")),
    )
    other = Actor((Standing(8, "Qian"),))
    assert {(reader, people), (reader, roles)} <= matrix.locked(other)
    assert cell(matrix, "reader", ACCEPT) not in matrix.locked(other)
    book.change(session, other, matrix.granted | {(reader, people)}, version=matrix.version, reason="x")
    session.flush()
    assert (reader, people) not in book.read(session).granted


def test_two_grants_of_one_change_may_not_join_two_administrations_either(
    book: Book, session: Session, county: County
) -> None:
    one, other = Role("one", "One"), Role("other", "Other")
    county.person("sun", one, other)
    matrix = book.read(session)
    pair = {
        (
            cell(matrix, "one", ACCEPT)[0],
            cell(matrix, "system_administrator", ("can_people", "UsersView"))[1],
        ),
        (
            cell(matrix, "other", ACCEPT)[0],
            cell(matrix, "security_administrator", ("can_roles", "RolesView"))[1],
        ),
    }
    for alone in pair:
        assert alone in Book.proposed(matrix, SECADMIN, matrix.granted | {alone})
    with pytest.raises(AccountRefused, match="Sun would belong to two administrations"):
        book.change(session, SECADMIN, matrix.granted | pair, version=matrix.version, reason="x")


def test_what_joined_two_administrations_before_can_be_taken_away(
    book: Book, session: Session, county: County, reader: int
) -> None:
    """A county upgraded from a version that looked at names alone is not stuck with what it has."""
    matrix = book.read(session)
    people = cell(matrix, "system_administrator", ("can_people", "UsersView"))[1]
    role, permission = session.get_one(RoleRow, reader), session.get_one(PermissionView, people)
    role.permissions.append(permission)
    session.flush()
    matrix = book.read(session)
    wanted = matrix.granted | {cell(matrix, "line_authority", ACCEPT)}
    book.change(session, SECADMIN, wanted, version=matrix.version, reason="something else")
    session.flush()
    matrix = book.read(session)
    book.change(session, SECADMIN, wanted - {(reader, people)}, version=matrix.version, reason="put right")
    session.flush()
    assert book.read(session).granted == wanted - {(reader, people)}
