"""What the access tests are made of: a clock, quick hashes, and a county to fill."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask_appbuilder.security.sqla.models import Permission, PermissionView, User, ViewMenu
from flask_appbuilder.security.sqla.models import Role as RoleRow
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import storage
from models.account import Account
from models.trail import TrailEntry
from models.workflow import Role

PASSWORD = "Right-1234"
BEGIN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday, 09:00 in Shanghai."""


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.moment = BEGIN

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **amount: int) -> None:
        self.moment += timedelta(**amount)


class Hashes:
    """Hashes that cost nothing and count how often they were compared."""

    def __init__(self) -> None:
        self.compared: list[str] = []

    def digest(self, password: str) -> str:
        return f"hash of {password}"

    def check(self, stored: str, password: str) -> bool:
        self.compared.append(stored)
        return stored == self.digest(password)


class County:
    """Writes what a test starts from, each thing in a transaction of its own."""

    def __init__(self, engine: Engine, hashes: Hashes, clock: Clock) -> None:
        self.engine, self.hashes, self.clock = engine, hashes, clock
        self.write = storage.write_transaction(lambda: engine)

    def person(self, username: str, *roles: Role, password: str = PASSWORD, active: bool = True) -> int:
        with self.write() as session:
            user = User(
                username=username,
                last_name=username.title(),
                first_name="",
                email=f"{username}@county.test",
                active=active,
                password=self.hashes.digest(password),
            )
            user.roles = [self._role(session, role) for role in roles]
            session.add(user)
            session.flush()
            session.add(Account(user_id=user.id, must_change=False, failures=0, password_set_at=self.clock()))
            return int(user.id)

    @staticmethod
    def _role(session: Session, role: Role) -> RoleRow:
        row = session.scalar(select(RoleRow).where(RoleRow.name == role.name)) or RoleRow(name=role.name)
        session.add(row)
        session.flush()
        return row

    def trail(self, action: str) -> list[TrailEntry]:
        with Session(self.engine, expire_on_commit=False) as session:
            return list(
                session.scalars(select(TrailEntry).where(TrailEntry.action == action).order_by(TrailEntry.id))
            )

    def account(self, user_id: int) -> Account:
        with Session(self.engine) as session:
            return session.get_one(Account, user_id)


def allow(county: County, role: str, permission: str, resource: str) -> None:
    """Grant a role that is there a new permission on a resource."""
    with county.write() as session:
        row = session.query(RoleRow).filter_by(name=role).one()
        row.permissions.append(
            PermissionView(permission=Permission(name=permission), view_menu=ViewMenu(name=resource))
        )


def share(county: County, role: str, other: str) -> None:
    """Grant the other role all that the one holds."""
    with county.write() as session:
        rows = {row.name: row for row in session.query(RoleRow)}
        rows[other].permissions = list(rows[role].permissions)
