"""A small county for tests: three units, a division, and one person a role; names say who they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.account import Account
from models.unit import Membership, Unit
from models.workflow import Role

UNITS = (
    ("office", "罗甸县人民政府办公室", "罗府办", "county_office", None),
    ("land", "罗甸县自然资源局", "罗自然资", "department", None),
    ("registry", "罗甸县不动产登记中心", "罗不动产", "division", "land"),
    ("health", "罗甸县卫生健康局", "罗卫健", "department", None),
)


NEVER_OLD = datetime(2040, 1, 1, tzinfo=UTC)
"""However far a test turns the day, nobody has to change a password in its midst."""


@dataclass(frozen=True)
class Person:
    """Somebody to sign in as."""

    name: str
    unit: str
    roles: tuple[str, ...]


PEOPLE = (
    Person("clerk", "land", ("clerk",)),
    Person("clerk2", "land", ("clerk",)),
    Person("registrar", "registry", ("clerk",)),
    Person("officer", "land", ("disclosure_officer",)),
    Person("head", "land", ("disclosure_head",)),
    Person("head2", "land", ("disclosure_head",)),
    Person("secrecy", "land", ("secrecy_reviewer",)),
    Person("both", "land", ("clerk", "disclosure_officer", "disclosure_head", "secrecy_reviewer")),
    Person("unit_head", "land", ("unit_head",)),
    Person("stranger", "health", ("clerk", "disclosure_officer", "disclosure_head", "secrecy_reviewer")),
    Person("reviewer", "office", ("office_reviewer",)),
    Person("leader", "office", ("county_leader",)),
    Person("auditor", "office", ("auditor",)),
    Person("sysadmin", "office", ("system_administrator",)),
    Person("secadmin", "office", ("security_administrator",)),
    Person("guest", "land", ()),
)


def registrar(roles: Collection[Role]) -> str:
    """The first person of the county with one of these roles: who registers records of a matter."""
    return next(one.name for one in PEOPLE if {role.name for role in roles} & {*one.roles})


def settle(session: Session) -> None:
    """Fill an installed, empty database with units and people; they have no password."""
    units: dict[str, Unit] = {}
    for code, name, word, kind, parent in UNITS:
        units[code] = Unit(
            code=code,
            name=name,
            word=word,
            kind=kind,
            parent=units[parent] if parent else None,
            body=f"{name}政府信息公开办公室",
            address="罗甸县龙坪镇解放东路1号",
            hours="工作日 8:30-12:00，14:30-17:30",
            phone="0854-7611000",
            reconsideration_organ="罗甸县人民政府",
        )
        session.add(units[code])
    session.flush()
    roles = {role.name: role for role in session.scalars(select(RoleRow))}
    for person in PEOPLE:
        user = User(
            username=person.name,
            last_name=person.name,
            first_name="",
            email=f"{person.name}@example.org",
            active=True,
            roles=[roles[name] for name in person.roles],
        )
        session.add(user)
        session.flush()
        session.add(Account(user_id=user.id, must_change=False, failures=0, password_set_at=NEVER_OLD))
        session.add(
            Membership(user_id=user.id, unit_id=units[person.unit].id, post="", since=date(2020, 1, 1))
        )
