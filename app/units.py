"""The units of the county as every list and form offers them, kept in memory until one is changed."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.remembered import Shelf, versions
from models.unit import Unit

CLAUSES = ("A5.11",)
"""A public enterprise is a unit that is asked for information like any other."""


class Named(NamedTuple):
    """A unit one can choose."""

    id: int
    name: str


def _read(session: Session) -> tuple[Named, ...]:
    """All active units that register; divisions register nothing."""
    rows = select(Unit.id, Unit.name).where(Unit.active, Unit.kind != "division").order_by(Unit.code)
    return tuple(Named(*row) for row in session.execute(rows))


# A new unit has a higher key, so that one tells it from another that is gone.
UNITS = Shelf(stamp=(*versions(Unit), select(func.max(Unit.id)).scalar_subquery()), read=_read)
