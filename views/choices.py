"""What a column that points to another row may be set to, within what the actor may choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.actor import SEE_COUNTY, Actor
from models.base import Record
from models.unit import Unit
from views.forms import Choices


def choices_for(
    session: Session, actor: Actor, model: type[Record], names: Iterable[str], record: Record | None = None
) -> dict[str, Choices]:
    """A supplier of choices for each unit column among the names."""
    found: dict[str, Choices] = {}
    for name in names:
        if name == "unit_id":
            found[name] = lambda: _own_units(session, actor, model)
        if name == "handling_unit_id" and record is not None:
            found[name] = lambda: _below(session, record.unit_id)
    return found


def _own_units(session: Session, actor: Actor, model: type[Record]) -> Sequence[tuple[str, str]]:
    """The units she belongs to, or all of them for who sees the county; divisions register nothing."""
    rows = select(Unit).where(Unit.active, Unit.kind != "division").order_by(Unit.code)
    if not actor.may(SEE_COUNTY, model.__name__):
        rows = rows.where(Unit.id.in_({i for s in actor.standings for i in s.units}))
    return [(str(u.id), u.name) for u in session.scalars(rows)]


def _below(session: Session, unit_id: int) -> Sequence[tuple[str, str]]:
    rows = (
        select(Unit)
        .where(Unit.active, (Unit.id == unit_id) | (Unit.parent_id == unit_id))
        .order_by(Unit.code)
    )
    return [(str(u.id), u.name) for u in session.scalars(rows)]


def units(session: Session) -> Sequence[Any]:
    """All active units, for filters and public forms."""
    return session.scalars(select(Unit).where(Unit.active, Unit.kind != "division").order_by(Unit.code)).all()
