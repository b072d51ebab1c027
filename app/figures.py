"""Figures evaluated: a number, the records behind it, and what a record keeps of it.

A list is narrowed by the very condition the number was counted with. Values and tallies are counted as the
program sees the records, and whoever opens the list sees hers; ``counts`` counts what its reader sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, literal_column, select
from sqlalchemy.orm import Session

from app import marking
from app.access.actor import PROGRAM, Actor, Standing, acting
from models.figure import ALL, COUNTED, Days, Figure, Members, Span, Tally, Value
from models.figures import FIGURE_OF, TALLY_OF
from models.unit import Unit


@dataclass(frozen=True)
class Asked:
    """A figure of a unit in some days, or the part of its records somebody looks at; a word in addresses."""

    figure: Figure
    unit: int
    days: Days
    part: str

    def __str__(self) -> str:
        return f"{self.figure.name}.{self.unit}.{self.days}.{self.part}"

    @classmethod
    def of(cls, word: str) -> Asked | None:
        """The one a word of an address stands for; None for any other word."""
        told = word.rsplit(".", 3)
        figure = FIGURE_OF.get(told[0])
        if figure is None or len(told) != 4 or told[3] not in figure.parts:
            return None
        unit, days = told[1], Days.of(told[2])
        return None if days is None or not _is_key(unit) else cls(figure, int(unit), days, told[3])

    def condition(self, session: Session, today: date) -> ColumnElement[bool]:
        """Which records it stands for."""
        span = span_of(session, self.unit, self.days, today, own=self.figure.own)
        return self.figure.condition(span, self.part)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 0 < len(text) < 10


Count = tuple[int, Days, str]
"""What a number is of: a unit, some days, a part."""

COUNTY = 0
"""Stands for the whole county where a unit is asked for."""


def span_of(session: Session, unit: int, days: Days, today: date, *, own: bool) -> Span:
    """Some days of a unit, with everything below it or (``own``) with its divisions; or of all units."""
    units = None if unit == COUNTY else below(session, unit, days.last.year, own=own)
    return Span.of(units, days, today)


def below(session: Session, unit: int, year: int, *, own: bool = False) -> tuple[int, ...]:
    """A unit and everything below it in the tree, or only what is part of it and answers through it.

    What was merged into it by the end of that year is part of it for the whole year: who took its duties over
    reports for it.
    """
    tree = select(Unit.id).where(Unit.id == unit).cte("tree", recursive=True)
    part = Unit.parent_id == tree.c.id
    if own:
        part &= Unit.kind == "division"
    merged = (Unit.merged_into_id == tree.c.id) & (Unit.merged_on <= date(year, 12, 31))
    further = select(Unit.id).join(tree, part | merged)
    # UNION, not UNION ALL: a circle drawn by mistake ends instead of running for ever.
    tree = tree.union(further)
    return tuple(session.scalars(select(tree.c.id)))


def answering(session: Session, *years: int) -> dict[int, dict[int, int]]:
    """In each of these years each unit with the one it answers through.

    Of a division its unit, of one that was merged by then who took it over, of any other itself.
    """
    units = session.execute(_TREE).all()
    found = {}
    for year in years:
        tree = {unit.id: _above(unit, date(year, 12, 31)) for unit in units}
        found[year] = {unit: _through(tree, unit) for unit in tree}
    return found


_TREE = select(Unit.id, Unit.kind, Unit.parent_id, Unit.merged_into_id, Unit.merged_on)


def _above(unit: Any, last: date) -> int | None:
    if unit.merged_on is not None and unit.merged_on <= last:
        return int(unit.merged_into_id)
    return unit.parent_id if unit.kind == "division" else None


def _through(tree: Mapping[int, int | None], unit: int) -> int:
    seen = {unit}
    while (above := tree[unit]) is not None and above not in seen:
        seen.add(unit := above)
    return unit


def counts(
    session: Session,
    figure: Figure,
    unit: int,
    days: Sequence[Days],
    parts: Sequence[str],
    today: date,
    *,
    by_unit: bool = False,
) -> Counter[Count]:
    """How many records of these days, which exclude each other, are in these parts; one query.

    Counted as whoever is present sees them. ``by_unit`` tells the units apart that answer for them; otherwise
    all stand under the unit that was asked.
    """
    model, whole = figure.matter, Days(min(d.first for d in days), max(d.last for d in days))
    span = span_of(session, unit, whole, today, own=figure.own)
    units = {one.last.year: span_of(session, unit, one, today, own=figure.own).units for one in days}
    each = [Span.of(units[one.last.year], one, today) for one in days]
    by = (
        func.coalesce(model.handling_unit_id, model.unit_id) if by_unit else literal_column(str(unit)),
        case(*((figure.whole(model, one), place) for place, one in enumerate(each)))
        if len(each) > 1
        else literal_column("0"),
        case(*((figure.parts[part].condition(model, span), place) for place, part in enumerate(parts))),
    )
    named = [column.label(f"by_{place}") for place, column in enumerate(by)]
    # Grouped outside: as a part of GROUP BY an expression would be sent, and computed, a second time.
    told = select(*named).select_from(model).where(figure.whole(model, span)).subquery()
    rows: Select[Any] = select(*told.c, func.count()).group_by(*told.c)
    through = answering(session, *units) if by_unit else {year: {unit: unit} for year in units}
    found: Counter[Count] = Counter()
    for key, day, part, number in session.execute(rows):
        if day is not None and part is not None:
            found[through[days[day].last.year][key], days[day], parts[part]] += number
    return found


def value(session: Session, figure: Figure, unit: int, year: int, today: date) -> Value:
    """How many there are, and how many of them the figure counts, whoever asks."""
    span = span_of(session, unit, Days.of_year(year), today, own=figure.own)
    model = figure.matter
    counted = func.count().filter(figure.parts[COUNTED].condition(model, span))
    rows = select(counted, func.count()).select_from(model).where(figure.whole(model, span))
    with acting(PROGRAM):
        part, whole = session.execute(rows).one()
    return Value(part, whole)


def table(session: Session, tally: Tally, unit: int, year: int, today: date) -> dict[str, dict[str, int]]:
    """Each row of a tally: how many of each code, and under ``ALL`` together, whoever asks; one query."""
    span, model = span_of(session, unit, Days.of_year(year), today, own=True), tally.matter
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
    span, model = span_of(session, unit, Days.of_year(year), today, own=True), tally.matter
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
