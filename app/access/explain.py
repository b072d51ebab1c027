"""Why may she, and why not: the decision, line by line, by the functions that decide.

Nothing is decided here: the grant is asked of ``Actor.may``, the unit of ``Actor.standing_on``,
the record of ``Engine.refusal``. So the explanation cannot differ from the decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_appbuilder.security.sqla.models import Permission, PermissionView, User, ViewMenu
from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.accounts import role_label
from app.access.actor import SEE_COUNTY, Actor, Standing, acting
from app.access.turn import at_work, holders
from app.engine import Engine
from models.base import Record
from models.workflow import Label, Transition


@dataclass(frozen=True)
class Line:
    """One condition: whether it is met, in words, and where it is written."""

    ok: bool
    sentence: Label
    source: Label


@dataclass(frozen=True)
class Explanation:
    """All the conditions; she may when each is met."""

    lines: tuple[Line, ...]

    @property
    def allowed(self) -> bool:
        return all(line.ok for line in self.lines)


def why(
    session: Session,
    engine: Engine,
    actor: Actor,
    matter: type[Record],
    step: Transition,
    record: Record | None = None,
) -> Explanation:
    """Whether this actor may take a step, of a record or of the matter in general, and why."""
    return Explanation(tuple(_lines(session, engine, actor, matter, step, record)))


def who_can(
    session: Session, engine: Engine, step: Transition, record: Record, moment: datetime
) -> list[Actor]:
    """Everybody who may take a step of a record at this moment, deputies included, by name."""
    actors = at_work(session, holders({step.permission}, type(record).__name__), moment)
    return sorted((a for a in actors if _able(engine, a, step, record)), key=lambda actor: actor.name)


def _able(engine: Engine, actor: Actor, step: Transition, record: Record) -> bool:
    # What hangs on the record is seen with her eyes, as it is when she takes the step.
    with acting(actor):
        return engine.standing(record, step, actor) is not None and not engine.refusal(record, step, actor)


def _lines(
    session: Session,
    engine: Engine,
    actor: Actor,
    matter: type[Record],
    step: Transition,
    record: Record | None,
) -> Iterator[Line]:
    if actor.id is None:
        yield Line(False, _("The account is switched off or does not exist."), _("Accounts"))
        return
    yield Line(True, _("The account is active."), _("Accounts"))
    holding = [s for s in actor.standings if s.may(step.permission, matter.__name__)]
    if not holding:
        yield Line(False, _("None of her roles holds this permission."), _("Roles and permissions"))
    for standing in holding:
        yield _granted(session, actor, standing, step, matter)
    if record is None:
        return
    yield _scope(engine, actor, step, record)
    refusal = engine.refusal(record, step, actor)
    clauses = " ".join(refusal.clauses if refusal else step.clauses)
    nothing = _("State, conditions and the four-eyes rule allow it.")
    yield Line(refusal is None, refusal.sentence if refusal else nothing, clauses)


def _granted(
    session: Session, actor: Actor, standing: Standing, step: Transition, matter: type[Record]
) -> Line:
    roles = session.scalars(
        select(RoleRow.name)
        .join(RoleRow.permissions)
        .join(PermissionView.permission)
        .join(PermissionView.view_menu)
        .where(
            RoleRow.user.any(User.id == standing.user_id),
            Permission.name == step.permission,
            ViewMenu.name == matter.__name__,
        )
        .order_by(RoleRow.name)
    )
    names = str(_(", ")).join(str(role_label(name)) for name in roles)
    if standing.user_id == actor.id:
        return Line(
            True, _("Her role %(roles)s holds this permission.", roles=names), _("Roles and permissions")
        )
    return Line(
        True,
        _("She stands in for %(name)s, whose role %(roles)s holds it.", name=standing.name, roles=names),
        _("Delegations"),
    )


def _scope(engine: Engine, actor: Actor, step: Transition, record: Record) -> Line:
    standing = engine.standing(record, step, actor)
    unit = record.unit.name
    if standing is None and any(actor.is_barred(s, record.id) for s in actor.standings):
        return Line(False, _("This record is kept from her."), "A9.7")
    if standing is None and step.by_handling and record.handling_unit is not None:
        unit = record.handling_unit.name
    if standing is None:
        return Line(False, _("%(unit)s is not one of her units.", unit=unit), _("Posts"))
    if record.id in standing.joint:
        return Line(True, _("One of her units works on it together with others."), _("Posts"))
    if {record.unit_id, record.handling_unit_id} & standing.units:
        return Line(
            True,
            _("%(unit)s is within her post (%(post)s).", unit=unit, post=standing.post or standing.name),
            _("Posts"),
        )
    return Line(True, _("She sees the whole county in this matter."), SEE_COUNTY)
