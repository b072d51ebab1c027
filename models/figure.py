"""Figures: named queries over the records, each with the records it counts behind it.

A figure says which records of its matter it is about (``whole``) and how they are parted (``parts``).
``app.figures`` evaluates it; lists are narrowed by the very same conditions, so that a number and the list
behind it never differ. Figures over the same records that are parted alike are one ``Tally``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, and_, exists, func, true

from models.base import Record
from models.deadline import RunningClock
from models.workflow import Clock, Label


@dataclass(frozen=True)
class Days:
    """The days a figure is asked about: a year, a month, or from a day to a day; a word in addresses."""

    first: date
    last: date

    @classmethod
    def of_year(cls, year: int) -> Days:
        """A calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def of_month(cls, year: int, month: int) -> Days:
        """A calendar month."""
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @classmethod
    def of(cls, word: str) -> Days | None:
        """The days of a word: ``2026``, ``2026-03``, ``2026-03-05--2026-04-03``; None for any other."""
        try:
            found = cls._read(word)
        except ValueError:
            return None
        return found if found.first.year >= 1900 and found.last.year < 2200 else None

    @classmethod
    def _read(cls, word: str) -> Days:
        if re.fullmatch(r"[0-9]{4}", word):
            return cls.of_year(int(word))
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}", word):
            return cls.of_month(int(word[:4]), int(word[5:]))
        first, _dashes, last = word.partition("--")
        return cls(date.fromisoformat(first), date.fromisoformat(last or first))

    def __str__(self) -> str:
        first = self.first.isoformat()
        if self == Days.of_year(self.first.year):
            return first[:4]
        if self == Days.of_month(self.first.year, self.first.month):
            return first[:7]
        return first if self.first == self.last else f"{first}--{self.last}"


@dataclass(frozen=True)
class Span:
    """What a figure is asked about: units, or the whole county (None), and days."""

    units: tuple[int, ...] | None
    first: date
    last: date
    today: date
    """A period that is not over yet says nothing."""

    @classmethod
    def of(cls, units: tuple[int, ...] | None, days: Days, today: date) -> Span:
        """Some days of some units."""
        return cls(units, days.first, days.last, today)


Condition = Callable[[Any, Span], ColumnElement[bool]]
"""``(model, span)`` → which of its records; the model is the matter's class."""


ALL, COUNTED, OTHERS = "all", "counted", "others"


def _everything(_model: Any, _span: Span) -> ColumnElement[bool]:
    return true()


@dataclass(frozen=True)
class Part:
    """Some of a figure's records: what they are called, and which they are."""

    label: Label
    condition: Condition


WHOLE = {ALL: Part(_("All"), _everything)}
"""The part every figure has."""


@dataclass(frozen=True)
class Figure:
    """How many of some records are so. ``matter`` is their class; ``clauses`` are what asks for it."""

    name: str
    label: Label
    matter: type[Record]
    whole: Condition
    parts: Mapping[str, Part]
    clauses: tuple[str, ...]
    own: bool = False
    """Of a unit with its divisions alone: units below it that answer for themselves are left out."""

    def condition(self, span: Span, part: str) -> ColumnElement[bool]:
        """Which records stand behind one of the parts."""
        return self.whole(self.matter, span) & self.parts[part].condition(self.matter, span)


def share(
    name: str, label: Label, matter: type[Record], whole: Condition, part: Condition, clauses: tuple[str, ...]
) -> Figure:
    """A figure that says how many of its records are counted."""

    def others(model: Any, span: Span) -> ColumnElement[bool]:
        return ~part(model, span)

    parts = WHOLE | {COUNTED: Part(_("Counted"), part), OTHERS: Part(_("The others"), others)}
    return Figure(name, label, matter, whole, parts, clauses)


@dataclass(frozen=True)
class Row:
    """A row of a table: which of the table's records it counts."""

    name: str
    label: Label
    condition: Condition


Members = dict[str, list[int]]
"""The keys of the records behind each cell of a form, by the key of the cell."""


@dataclass(frozen=True)
class Tally:
    """A table of figures over the same records, parted by a column: counted by one query.

    ``about`` is what no row goes beyond; ``by`` is a column, or empty: then it is not parted. ``across``: its
    rows stand in the form as columns, and its parts as rows.
    """

    name: str
    matter: type[Record]
    about: Condition
    by: str
    choices: Mapping[str, Label]
    """The codes of that column."""
    rows: tuple[Row, ...]
    clauses: tuple[str, ...] = ()
    across: bool = False
    whole: str = "total"
    """What the form calls all parts together; empty where it has no cell for them."""

    @cached_property
    def cells(self) -> dict[str, tuple[str, str]]:
        """The cells of the form it fills (``models.report_format``), by key: which row, which part."""
        parts = {code: code for code in self.choices} | ({self.whole: ALL} if self.whole else {})
        pattern = f"{self.name}.{{1}}.{{0}}" if self.across else f"{self.name}.{{0}}.{{1}}"
        return {
            pattern.format(row.name, key): (row.name, part)
            for row in self.rows
            for key, part in parts.items()
        }

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """A figure for each row, by the row's name; of a unit alone."""
        parts = WHOLE | {code: Part(label, self._is(code)) for code, label in self.choices.items()}
        return {
            row.name: Figure(
                f"{self.name}.{row.name}",
                row.label,
                self.matter,
                self._of(row),
                parts,
                self.clauses,
                own=True,
            )
            for row in self.rows
        }

    def _is(self, code: str) -> Condition:
        def chosen(model: Any, _span: Span) -> ColumnElement[bool]:
            found: ColumnElement[bool] = getattr(model, self.by) == code
            return found

        return chosen

    def _of(self, row: Row) -> Condition:
        def counted(model: Any, span: Span) -> ColumnElement[bool]:
            return self.about(model, span) & row.condition(model, span)

        return counted


LABELS: dict[str, Label] = {}
"""What each figure is called, by its name: the choices of whoever is computed by one. ``models.figures``
fills it in, for a matter that is computed from others knows none of them."""


@dataclass(frozen=True)
class Value:
    """A figure as it came out: so many of so many."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}"


def of_units(model: Any, span: Span) -> ColumnElement[bool]:
    """The records these units answer for: those they handle, and their own that nobody else handles."""
    if span.units is None:
        return true()
    return func.coalesce(model.handling_unit_id, model.unit_id).in_(span.units)


def on_the_road(model: Any) -> ColumnElement[bool]:
    """The records that did not leave their procedure: nothing is late of what was withdrawn."""
    left = [name for name, state in model.workflow.states.items() if state.aside and state.final]
    return model.state.not_in(left)


_RUN = RunningClock.__table__.alias("counted_run").c
_LATER = RunningClock.__table__.alias("later_run").c


def periods_kept(
    name: str, label: Label, matter: type[Record], clock: Clock, clauses: tuple[str, ...]
) -> Figure:
    """The share of the periods of one clock that fell due in the days asked about and were kept in time.

    Of a period that began anew the last run counts. What is neither met nor over is not counted yet; what
    stands still has no last day.
    """

    def fell_due(model: Any, span: Span) -> ColumnElement[bool]:
        ended = _RUN.met_on.is_not(None) | (_RUN.due_on < span.today)
        due = _has_run(model, clock, _RUN.due_on.between(span.first, span.last), ended)
        return and_(of_units(model, span), on_the_road(model), due)

    def in_time(model: Any, _span: Span) -> ColumnElement[bool]:
        return period_met(model, clock, in_time=True)

    return share(name, label, matter, fell_due, in_time, clauses)


def period_met(model: Any, clock: Clock, *, in_time: bool) -> ColumnElement[bool]:
    """The records whose last run of a clock was met in time, or too late."""
    # A period in hours has its last moment on the card; it may be past on the last day.
    past = and_(_RUN.met_at.is_not(None), model.due_at.is_not(None), _RUN.met_at > model.due_at)
    kept = and_(_RUN.met_on <= _RUN.due_on, ~past)
    return _has_run(model, clock, _RUN.met_on.is_not(None), kept if in_time else ~kept)


def _has_run(model: Any, clock: Clock, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """The records whose last run of a clock is so."""
    later = exists().where(_LATER.record_id == _RUN.record_id, _LATER.name == _RUN.name, _LATER.id > _RUN.id)
    return exists().where(_RUN.record_id == model.id, _RUN.name == clock.name, ~later, *conditions)
