"""The tables of the statistics page: each one grouped query, each number with the word of its list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from flask_babel import format_date, gettext, ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.figures import Asked, counts
from models.figure import ALL, COUNTED, OTHERS, Days, Figure
from models.statistics import LATENESS, Breakdown, Statistics
from models.unit import Unit
from models.workflow import Label

FEW = 5
"""Periods below which a share says little about a unit."""


@dataclass(frozen=True)
class Number:
    """How many there are, and which; ``text`` is shown in its place."""

    value: int
    asked: Asked | None = None
    text: str = ""

    def __str__(self) -> str:
        return self.text or str(self.value)


Told = Number | str


@dataclass(frozen=True)
class Line:
    """A row of a table; ``total``: it adds up the others."""

    label: str
    cells: tuple[Told, ...]
    total: bool = False


@dataclass(frozen=True)
class Table:
    """A table and how it is drawn."""

    title: Label
    heads: tuple[str, ...]
    """Of the lines first, then of their cells."""
    lines: tuple[Line, ...]
    drawn: tuple[int, ...] = (0, 1)
    """The cells that are drawn."""
    stacked: bool = False
    """Drawn on top of each other, for they are parts of a whole."""
    parts: tuple[int, ...] | None = (0, 1)
    """The cells that are told when the table is published; None: it is not."""
    summed: int | None = None
    """The cell that is the sum of these parts."""
    note: str = ""


def names(session: Session) -> dict[int, str]:
    """What all units are called, also those that are no more; in the order of their codes."""
    return {unit.id: unit.name for unit in session.execute(select(Unit.id, Unit.name).order_by(Unit.code))}


@dataclass(frozen=True)
class Tables:
    """The tables of one matter, as the reader sees its records, for a unit and a year."""

    session: Session
    statistics: Statistics
    unit: int
    year: int
    today: date

    @property
    def _years(self) -> tuple[Days, Days]:
        return Days.of_year(self.year), Days.of_year(self.year - 1)

    @cached_property
    def _units(self) -> dict[int, str]:
        return names(self.session)

    def _compared(self, first: str) -> tuple[str, ...]:
        return (first, *(str(year) for year in self._years))

    def months(self) -> Table:
        """The year by month, beside the year before."""
        figure = self.statistics.dated
        pairs = [
            tuple(Days.of_month(year, month) for year in (self.year, self.year - 1)) for month in range(1, 13)
        ]
        found = counts(
            self.session, figure, self.unit, [days for pair in pairs for days in pair], (ALL,), self.today
        )
        lines = [
            Line(
                format_date(pair[0].first, "LLL"),
                tuple(self._number(figure, days, ALL, found[self.unit, days, ALL]) for days in pair),
            )
            for pair in pairs
        ]
        heads = self._compared(gettext("Month"))
        return Table(gettext("By month"), heads, (*lines, self._total(figure, lines)))

    def parts(self, breakdown: Breakdown) -> Table:
        """How the records of the year are divided, beside those of the year before."""
        lines = self._divided(breakdown.parts)
        heads = self._compared(str(breakdown.label))
        title = gettext("By %(column)s", column=breakdown.label)
        return Table(title, heads, (*lines, self._total(self.statistics.dated, lines)))

    def lateness(self) -> Table:
        """In time, late, open and overdue; beside the year before."""
        lines = self._divided(LATENESS)
        heads = self._compared(gettext("Lateness"))
        total = self._total(self.statistics.dated, lines)
        return Table(gettext("By lateness"), heads, (*lines, total))

    def units(self) -> Table:
        """Who answers for the records, most first."""
        figure = self.statistics.dated
        found = counts(self.session, figure, self.unit, self._years, (ALL,), self.today, by_unit=True)
        place = {unit: at for at, unit in enumerate(self._units)}
        most = sorted(
            {unit for unit, _days, _part in found},
            key=lambda unit: (*(-found[unit, days, ALL] for days in self._years), place[unit]),
        )
        lines = [
            Line(
                self._units[unit],
                tuple(self._number(figure, days, ALL, found[unit, days, ALL], unit) for days in self._years),
            )
            for unit in most
        ]
        heads = self._compared(gettext("Unit"))
        return Table(gettext("By unit"), heads, (*lines, self._total(figure, lines)))

    def league(self, figure: Figure) -> Table:
        """The units by the share of their periods that were kept; equal shares have equal places."""
        days = self._years[0]
        found = counts(self.session, figure, self.unit, (days,), (COUNTED, OTHERS), self.today, by_unit=True)
        place = {unit: at for at, unit in enumerate(self._units)}
        sums = {unit: found[unit, days, COUNTED] + found[unit, days, OTHERS] for unit, _d, _p in found}
        shares = {unit: Fraction(found[unit, days, COUNTED], whole) for unit, whole in sums.items()}
        lines = []
        for unit in sorted(sums, key=lambda one: (-shares[one], -sums[one], place[one])):
            rank = 1 + sum(other > shares[unit] for other in shares.values())
            few = gettext("%(unit)s (few)", unit=self._units[unit])
            cells = (
                self._number(figure, days, ALL, sums[unit], unit),
                self._number(figure, days, COUNTED, found[unit, days, COUNTED], unit),
                self._number(figure, days, OTHERS, found[unit, days, OTHERS], unit),
                f"{float(100 * shares[unit]):.1f}%",
                str(rank),
            )
            lines.append(Line(few if sums[unit] < FEW else self._units[unit], cells))
        heads = (gettext("Unit"), gettext("Fell due"), gettext("In time"), gettext("Late"))
        return Table(
            gettext("Units by lateness"),
            (*heads, gettext("Share in time"), gettext("Rank")),
            tuple(lines),
            drawn=(1, 2),
            stacked=True,
            parts=(1, 2),
            summed=0,
            note=ngettext(
                "“Few”: fewer than %(num)s period, so that the share says little.",
                "“Few”: fewer than %(num)s periods, so that the share says little.",
                FEW,
            ),
        )

    def _divided(self, parts: Sequence[str]) -> list[Line]:
        figure = self.statistics.dated
        found = counts(self.session, figure, self.unit, self._years, parts, self.today)
        return [
            Line(
                str(figure.parts[part].label),
                tuple(self._number(figure, d, part, found[self.unit, d, part]) for d in self._years),
            )
            for part in parts
            if any(found[self.unit, days, part] for days in self._years)
        ]

    def _number(self, figure: Figure, days: Days, part: str, value: int, unit: int | None = None) -> Number:
        asked = Asked(figure, self.unit if unit is None else unit, days, part) if value else None
        return Number(value, asked)

    def _total(self, figure: Figure, lines: Iterable[Line]) -> Line:
        numbers = [[c.value for c in line.cells if isinstance(c, Number)] for line in lines]
        sums = [sum(column) for column in zip(*numbers, strict=True)] or [0, 0]
        cells = (self._number(figure, d, ALL, n) for d, n in zip(self._years, sums, strict=True))
        return Line(gettext("All together"), tuple(cells), total=True)
