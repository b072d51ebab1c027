"""Figures evaluated: a number, the records behind it, and what a record keeps of it.

A list is narrowed by the very condition the number was counted with. Numbers are counted as the program sees
the records; whoever opens the list sees hers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app import marking
from app.access.actor import PROGRAM, Actor, Standing, acting
from models.figure import PARTS, Figure, Span, Value
from models.figures import FIGURE_OF
from models.unit import Unit


@dataclass(frozen=True)
class Asked:
    """A figure of a unit in a year, or the part of its records somebody looks at; a word in addresses."""

    figure: Figure
    unit: int
    year: int
    part: str

    def __str__(self) -> str:
        return f"{self.figure.name}.{self.unit}.{self.year}.{self.part}"

    @classmethod
    def of(cls, word: str) -> Asked | None:
        """The one a word of an address stands for; None for any other word."""
        name, *rest = word.split(".")
        if name not in FIGURE_OF or len(rest) != 3 or rest[2] not in PARTS:
            return None
        unit, year = rest[:2]
        if not (_is_key(unit) and len(year) == 4 and _is_key(year)):
            return None
        return cls(FIGURE_OF[name], int(unit), int(year), rest[2])

    def condition(self, session: Session, today: date) -> ColumnElement[bool]:
        """Which records it stands for."""
        span = Span.of_year(below(session, self.unit), self.year, today)
        return self.figure.condition(span, self.part)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 0 < len(text) < 10


def below(session: Session, unit: int) -> tuple[int, ...]:
    """A unit and everything below it in the tree."""
    tree = select(Unit.id).where(Unit.id == unit).cte("tree", recursive=True)
    # UNION, not UNION ALL: a circle drawn by mistake ends instead of running for ever.
    tree = tree.union(select(Unit.id).join(tree, Unit.parent_id == tree.c.id))
    return tuple(session.scalars(select(tree.c.id)))


def value(session: Session, figure: Figure, unit: int, year: int, today: date) -> Value:
    """How many there are, and how many of them the figure counts, whoever asks."""
    span = Span.of_year(below(session, unit), year, today)
    model = figure.matter
    counted = func.count().filter(figure.part(model, span))
    rows = select(counted, func.count()).select_from(model).where(figure.whole(model, span))
    with acting(PROGRAM):
        part, whole = session.execute(rows).one()
    return Value(part, whole)


@dataclass(frozen=True)
class RecordReckoner:
    """The engine's reckoner over the database."""

    session: Callable[[], Session]

    def keep(self, record: Any, actor: Actor, standing: Standing, at: datetime, today: date) -> None:
        """Have the record keep each figure it asks for, as it stands now."""
        values = {
            key: value(self.session(), FIGURE_OF[name], record.unit_id, record.year_asked, today)
            for key, name in record.figures_asked().items()
        }
        record.reckon(values, marking.signed(actor, standing, at))
