"""The units of the county as every list and form offers them, kept in memory until one is changed."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.remembered import Shelf
from models.unit import Unit


class Named(NamedTuple):
    """A unit one can choose."""

    id: int
    name: str


def _read(session: Session) -> tuple[Named, ...]:
    """All active units that register; divisions register nothing."""
    rows = select(Unit.id, Unit.name).where(Unit.active, Unit.kind != "division").order_by(Unit.code)
    return tuple(Named(*row) for row in session.execute(rows))


def _stamp(figure: Any) -> Any:
    return select(figure).select_from(Unit).scalar_subquery()


# A unit has a new version after each change, and a new unit a higher key.
UNITS = Shelf(
    stamp=(_stamp(func.count()), _stamp(func.sum(Unit.version)), _stamp(func.max(Unit.id))), read=_read
)
