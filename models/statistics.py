"""What statistics count of each matter, read off its declaration: when, how it stands, in time or late.

Units are those that answer for the records, each with its divisions (``of_units``); what was registered by
mistake is counted nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, and_, func, or_

from models.base import MET, Record
from models.column import Class, Column, Instant, declared
from models.figure import (
    WHOLE,
    Condition,
    Figure,
    Part,
    Span,
    of_units,
    on_the_road,
    period_met,
    periods_kept,
)
from models.office_time import midnight
from models.workflow import Clock, Label, Workflow

STATE = "state"
RUNNING, OVERDUE, KEPT, LATE, NEITHER = "running", "overdue", "kept", "late", "neither"
LATENESS = (KEPT, LATE, OVERDUE, RUNNING, NEITHER)
"""How a record stands to its leading period; exactly one of these."""


@dataclass(frozen=True)
class Breakdown:
    """Parts of a figure that exclude each other: every record is in one of them at the most."""

    label: Label
    parts: tuple[str, ...]
    """Keys of ``Figure.parts``."""


@dataclass(frozen=True)
class Statistics:
    """What one matter is counted by."""

    matter: type[Record]

    @cached_property
    def clock(self) -> Clock | None:
        """The period its records are kept in time or late by: the main one, or the only one there is."""
        clocks = tuple(self.matter.workflow.clocks.values())
        return self.matter.workflow.main_clock or (clocks[0] if len(clocks) == 1 else None)

    @cached_property
    def dated(self) -> Figure:
        """The records whose day (``Record.dated_by``) lies in the days asked about."""
        parts = {key: part for named in self._parts.values() for key, part in named.items()}
        return self._figure("dated", self.matter.workflow.label, _is_dated, WHOLE | parts)

    @cached_property
    def coming(self) -> Figure:
        """The open records whose period runs out in the days asked about, by state."""
        return self._figure("coming", _("Falls due in these days"), _is_coming, WHOLE | self._states())

    @cached_property
    def due(self) -> Figure | None:
        """The periods that fell due in the days asked about, and those kept; None without a period."""
        if self.clock is None:
            return None
        clauses = self.clock.clauses
        figure = periods_kept(self._name("due"), _("Kept in time"), self.matter, self.clock, clauses)
        return replace(figure, own=True)

    @cached_property
    def breakdowns(self) -> Mapping[str, Breakdown]:
        """What ``dated`` can be broken down by: the state, and each column with choices all readers see."""
        columns = declared(self.matter)
        return {
            name: Breakdown(columns[name].label, tuple(parts))
            for name, parts in self._parts.items()
            if name in columns
        }

    @property
    def figures(self) -> Iterable[Figure]:
        """All of them."""
        return (figure for figure in (self.dated, self.coming, self.due) if figure is not None)

    def _figure(self, name: str, label: Label, whole: Condition, parts: Mapping[str, Part]) -> Figure:
        clauses = self.matter.workflow.clauses
        return Figure(self._name(name), label, self.matter, whole, parts, clauses, own=True)

    def _name(self, name: str) -> str:
        return f"{self.matter.slug}.{name}"

    @cached_property
    def _parts(self) -> dict[str, dict[str, Part]]:
        columns = declared(self.matter).items()
        coded = {name: _coded(name, column) for name, column in columns if _tells(column)}
        lateness = {"lateness": _lateness(self.clock)} if self.clock else {}
        return {STATE: self._states()} | coded | lateness

    def _states(self) -> dict[str, Part]:
        states = self.matter.workflow.states.items()
        return {
            f"{STATE}-{name}": Part(state.label, _says(STATE, name))
            for name, state in states
            if not state.voids
        }


def _tells(column: Column) -> bool:
    """Whether a column parts records without telling anything about a person."""
    return bool(column.choices) and not column.several and column.klass in {Class.PUBLIC, Class.INTERNAL}


def _coded(name: str, column: Column) -> dict[str, Part]:
    choices = (column.choices or {}).items()
    parts = {f"{name}-{code}": Part(label, _says(name, code)) for code, label in choices}
    return parts if column.required else parts | {f"{name}-": Part(_("Not stated"), _says(name, None))}


def _says(name: str, code: str | None) -> Condition:
    def so(model: Any, _span: Span) -> ColumnElement[bool]:
        said: ColumnElement[bool] = getattr(model, name).is_not_distinct_from(code)
        return said

    return so


# -- conditions -----------------------------------------------------------------------


def _is_dated(model: Any, span: Span) -> ColumnElement[bool]:
    day = getattr(model, model.dated_by)
    if isinstance(day.type, Instant):
        within = and_(day >= midnight(span.first), day < midnight(span.last + timedelta(days=1)))
    else:
        within = day.between(span.first, span.last)
    return and_(of_units(model, span), within, model.state.not_in(_voided(model.workflow)))


def _voided(flow: type[Workflow]) -> list[str]:
    return [name for name, state in flow.states.items() if state.voids]


def _is_open(model: Any) -> ColumnElement[bool]:
    """Open, with a period that runs, or stands still, and was not met."""
    return and_(model.closed_on.is_(None), func.coalesce(model.counted_in, "").not_in(["", MET]))


def _is_coming(model: Any, span: Span) -> ColumnElement[bool]:
    return and_(of_units(model, span), _is_open(model), model.due_on.between(span.first, span.last))


def _is_over(model: Any, span: Span) -> ColumnElement[bool]:
    return and_(model.due_on.is_not(None), model.due_on < span.today)


def _lateness(clock: Clock) -> dict[str, Part]:
    """Open records by the light lists show; others by the last run of the period, unless they left."""

    def overdue(model: Any, span: Span) -> ColumnElement[bool]:
        return and_(_is_open(model), _is_over(model, span))

    def running(model: Any, span: Span) -> ColumnElement[bool]:
        return and_(_is_open(model), ~_is_over(model, span))

    def met(*, in_time: bool) -> Condition:
        def so(model: Any, _span: Span) -> ColumnElement[bool]:
            return and_(~_is_open(model), on_the_road(model), period_met(model, clock, in_time=in_time))

        return so

    kept, late = met(in_time=True), met(in_time=False)

    def neither(model: Any, span: Span) -> ColumnElement[bool]:
        return ~or_(*(one(model, span) for one in (overdue, running, kept, late)))

    return {
        KEPT: Part(_("Done in time"), kept),
        LATE: Part(_("Done late"), late),
        OVERDUE: Part(_("Open and overdue"), overdue),
        RUNNING: Part(_("Open, not yet due"), running),
        NEITHER: Part(_("Without a period"), neither),
    }
