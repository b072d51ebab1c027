"""Whose turn it is: whom a record calls, and which open records somebody has before her.

Nothing is decided here: a step is open when ``Engine.offers`` says so, with the eyes of who takes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from flask_appbuilder.security.sqla.models import Permission, PermissionView, User, ViewMenu
from flask_appbuilder.security.sqla.models import Role as RoleRow
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, selectinload

from app.access.actor import SEE_COUNTY, Actor, acting
from app.access.grants import LIST
from app.access.loading import holding, in_force, load_actor
from app.access.scope import reaching
from app.engine import Engine
from app.timekeeper import office_day
from models import MATTERS
from models.base import Record
from models.deadline import RunningClock
from models.unit import Delegation, Membership


def called(session: Session, engine: Engine, record: Record, moment: datetime) -> dict[int, list[str]]:
    """Everybody whose turn it is with a record at this moment, deputies included: the steps by her key."""
    found: dict[int, list[str]] = {}
    for actor in _within_reach(session, record, moment):
        with acting(actor):
            steps = [offer.step.name for offer in engine.offers(record, actor) if offer.calls]
        if steps and actor.id is not None:
            found[actor.id] = steps
    return found


def _within_reach(session: Session, record: Record, moment: datetime) -> list[Actor]:
    """The actors who hold a step from here and whose posts or grants may reach the record's units."""
    flow, resource = record.workflow, type(record).__name__
    steps = {step.permission for step in flow.leaving(record.state) if step.calls}
    handling = [unit for unit in (record.unit, record.handling_unit) if unit is not None]
    units = [*handling, *record.joint_units]
    members = select(Membership.user_id).where(
        Membership.unit_id.in_({above.id for unit in units for above in (unit, *unit.above())}),
        *holding(office_day(moment)),
    )
    near = or_(User.id.in_(members), User.id.in_(holders({SEE_COUNTY}, resource)))
    return at_work(session, holders(steps, resource).where(near), moment)


def at_work(session: Session, granted: Select[int], moment: datetime) -> list[Actor]:
    """The active ones of these people (their ids) and whoever stands in for one of them at this moment."""
    deputies = select(Delegation.deputy_id).where(
        Delegation.principal_id.in_(granted), *in_force(office_day(moment))
    )
    people = select(User.id).where(User.active, or_(User.id.in_(granted), User.id.in_(deputies)))
    return [load_actor(session, user_id, moment) for user_id in session.scalars(people)]


def holders(permissions: Collection[str], resource: str) -> Select[int]:
    """The ids of everybody with a role that holds one of the permissions, as a subquery."""
    return _granted(select(User.id), permissions, resource)


def _granted(people: Select[Any], permissions: Collection[str], resource: str) -> Select[Any]:
    return (
        people.join(User.roles)
        .join(RoleRow.permissions)
        .join(PermissionView.permission)
        .join(PermissionView.view_menu)
        .where(Permission.name.in_(permissions), ViewMenu.name == resource)
    )


def hands(session: Session, model: type[Record], today: date) -> dict[tuple[int, str], set[int]]:
    """Who can go on with the records of a matter: ids of people by unit of the post and state."""
    flow = model.workflow
    steps = {name: {s.permission for s in flow.leaving(name) if s.calls} for name in flow.states}
    posts = select(Membership.unit_id, Permission.name, User.id).join(User, Membership.user_id == User.id)
    rows = _granted(posts, set().union(*steps.values()), model.__name__).where(User.active, *holding(today))
    found: dict[tuple[int, str], set[int]] = defaultdict(set)
    for unit, permission, person in session.execute(rows):
        for state in (name for name, held in steps.items() if permission in held):
            found[unit, state].add(person)
    return found


def worked_on(actor: Actor) -> ColumnElement[bool]:
    """The matters that are somebody's work: those she may list, but what is only shown to her unit, too.

    Every unit sees the scheme it is assessed by; nobody there owes anything when its period runs out. Who
    sees the whole county in all she lists looks after all of it.
    """
    told = [model for model in MATTERS if actor.may(LIST, model.__name__)]
    shown = {m for m in told if actor.may(SEE_COUNTY, m.__name__) and not _steps(actor, m)}
    if any(not actor.may(SEE_COUNTY, model.__name__) for model in told):
        told = [model for model in told if model not in shown]
    return Record.matter.in_([model.__tablename__ for model in told])


def _steps(actor: Actor, model: type[Record]) -> bool:
    """Whether she may take any step in a matter."""
    steps = (step.permission for step in model.workflow.transitions.values())
    return actor.may_any(steps, model.__name__)


def open_records(session: Session, actor: Actor, most: int) -> list[Record]:
    """What is open of her work, the most urgent first; read as who is present."""
    rows = (
        select(Record)
        .where(Record.closed_on.is_(None), worked_on(actor), reaching(actor, LIST, Record.__table__.c))
        .options(selectinload(Record.clocks).selectinload(RunningClock.suspensions))
        .order_by(func.coalesce(Record.due_on, date.max), Record.id)
        .limit(most)
    )
    return list(session.scalars(rows))


def calls(engine: Engine, record: Record, actor: Actor) -> bool:
    """Whether it is her turn with a record."""
    return any(offer.calls for offer in engine.offers(record, actor))
