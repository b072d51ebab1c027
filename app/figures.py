"""Figures evaluated: a number, the records behind it, and what a record keeps of it.

A list is narrowed by the very condition the number was counted with. Numbers are counted as the program sees
the records; whoever opens the list sees hers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from app import marking
from app.access.actor import PROGRAM, Actor, Standing, acting
from models.figure import ALL, COUNTED, Figure, Members, Span, Tally, Value
from models.figures import FIGURE_OF, TALLY_OF
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
        told = word.rsplit(".", 3)
        figure = FIGURE_OF.get(told[0])
        if figure is None or len(told) != 4 or told[3] not in figure.parts:
            return None
        unit, year = told[1:3]
        if not (_is_key(unit) and len(year) == 4 and _is_key(year)):
            return None
        return cls(figure, int(unit), int(year), told[3])

    def condition(self, session: Session, today: date) -> ColumnElement[bool]:
        """Which records it stands for."""
        span = span_of(session, self.unit, self.year, today, own=self.figure.own)
        return self.figure.condition(span, self.part)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 0 < len(text) < 10


COUNTY = 0
"""Stands for the whole county where a unit is asked for."""


def span_of(session: Session, unit: int, year: int, today: date, *, own: bool) -> Span:
    """A year of a unit, with everything below it or (``own``) with its divisions; or of the whole county."""
    units = None if unit == COUNTY else below(session, unit, date(year, 12, 31), own=own)
    return Span.of_year(units, year, today)


def below(session: Session, unit: int, last: date, *, own: bool = False) -> tuple[int, ...]:
    """A unit and everything below it in the tree, or only what is part of it and answers through it.

    What was merged into it by the ``last`` day counts as part of it, for all the time before.
    """
    tree = select(Unit.id).where(Unit.id == unit).cte("tree", recursive=True)
    part = Unit.parent_id == tree.c.id
    if own:
        part &= Unit.kind == "division"
    merged = (Unit.merged_into_id == tree.c.id) & (Unit.merged_on <= last)
    further = select(Unit.id).join(tree, part | merged)
    # UNION, not UNION ALL: a circle drawn by mistake ends instead of running for ever.
    tree = tree.union(further)
    return tuple(session.scalars(select(tree.c.id)))


def value(session: Session, figure: Figure, unit: int, year: int, today: date) -> Value:
    """How many there are, and how many of them the figure counts, whoever asks."""
    span = span_of(session, unit, year, today, own=figure.own)
    model = figure.matter
    counted = func.count().filter(figure.parts[COUNTED].condition(model, span))
    rows = select(counted, func.count()).select_from(model).where(figure.whole(model, span))
    with acting(PROGRAM):
        part, whole = session.execute(rows).one()
    return Value(part, whole)


def table(session: Session, tally: Tally, unit: int, year: int, today: date) -> dict[str, dict[str, int]]:
    """Each row of a tally: how many of each code, and under ``ALL`` together, whoever asks; one query."""
    span, model = span_of(session, unit, year, today, own=True), tally.matter
    by = [getattr(model, tally.by)] if tally.by else []
    counts = [func.count().filter(row.condition(model, span)) for row in tally.rows]
    lines = select(*by, *counts).select_from(model).where(tally.about(model, span)).group_by(*by)
    found = {row.name: dict.fromkeys((*tally.choices, ALL), 0) for row in tally.rows}
    with acting(PROGRAM):
        for line in session.execute(lines):
            for row, number in zip(tally.rows, line[len(by) :], strict=True):
                for key in (*line[: len(by)], ALL):
                    found[row.name][key] += number
    return found


def members(session: Session, tally: Tally, unit: int, year: int, today: date) -> Members:
    """The keys of the records behind each cell of a form that a tally fills, whoever asks; one query.

    For units, which have some thousands; a county is counted by ``table``.
    """
    span, model = span_of(session, unit, year, today, own=True), tally.matter
    by = getattr(model, tally.by) if tally.by else literal(ALL)
    found: Members = {key: [] for key in tally.cells}
    cells = {place: key for key, place in tally.cells.items()}
    flags = [row.condition(model, span).label(f"is_{number}") for number, row in enumerate(tally.rows)]
    lines = select(model.id, by, *flags).where(tally.about(model, span)).order_by(model.id)
    with acting(PROGRAM):
        for key, code, *held in session.execute(lines):
            for row in (row for row, holds in zip(tally.rows, held, strict=True) if holds):
                for part in {code, ALL}:
                    if cell := cells.get((row.name, part)):
                        found[cell].append(key)
    return found


@dataclass(frozen=True)
class RecordReckoner:
    """The engine's reckoner over the database."""

    session: Callable[[], Session]

    def keep(self, record: Any, actor: Actor, standing: Standing, at: datetime, today: date) -> None:
        """Have the record keep each figure it asks for, as it stands now."""
        session, asked = self.session(), record.figures_asked()
        values = {
            key: members(session, TALLY_OF[name], record.unit_id, record.year_asked, today)
            if name in TALLY_OF
            else value(session, FIGURE_OF[name], record.unit_id, record.year_asked, today)
            for key, name in asked.items()
        }
        # What it adds up of other records it adds up whoever has it done.
        with acting(PROGRAM):
            record.reckon(values, marking.signed(actor, standing, at))
