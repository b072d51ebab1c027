"""Brings the stored dates of open records in line with a calendar, and tells what moves.

``due_on`` is a cache; the events and the calendar are the truth. Whoever changes the calendar asks
``changes`` first and lets ``apply`` write it, so that no date ever moves silently.

Both must see every record: call them as the program (``acting(PROGRAM)``), or name a session that is
not restricted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from app.access.actor import Actor
from app.audit.trail import Trail
from app.clocks import RecordClocks
from app.periods.calendar import Calendar
from app.periods.deadline import Deadline
from app.timekeeper import OFFICE_TIME
from models.base import Record
from models.deadline import RunningClock
from models.workflow import Clock

BATCH = 500
"""Open records read at a time."""


@dataclass(frozen=True)
class Dates:
    """What is stored of one deadline; ``due`` is None while the period stands still."""

    due: date | None
    warn: date | None
    provisional: bool
    paused: bool

    @classmethod
    def held(cls, row: RunningClock | Record) -> Dates:
        """As the row has them."""
        return cls(row.due_on, row.warn_on, row.provisional, row.paused)

    @classmethod
    def derived(cls, deadline: Deadline) -> Dates:
        """As they follow from the events."""
        return cls(deadline.due, deadline.warn_on, deadline.provisional, deadline.paused)

    def __str__(self) -> str:
        day = self.due.isoformat() if self.due else "open"
        return f"{day} provisional" if self.provisional else day


@dataclass(frozen=True)
class Moved:
    """One period of an open record whose stored dates are not, or will not be, what follows from it."""

    record: Record
    clock: Clock
    old: Dates
    new: Dates

    @property
    def leads(self) -> bool:
        """Whether the record itself shows these dates."""
        return self.record.clock(self.clock) is self.record.leading_run()

    def __str__(self) -> str:
        name = self.record.number or f"{self.record.matter} {self.record.id}"
        return f"{name} {self.clock.name}: {self.old} -> {self.new}"


def changes(session: Session, calendar: Calendar, today: date) -> list[Moved]:
    """Every stored deadline of an open record that differs under ``calendar``; nothing is written."""
    clocks = _clocks(session, calendar, today)
    return [moved for record in _open_records(session) for moved in _differing(record, clocks, today)]


def apply(
    session: Session, calendar: Calendar, today: date, *, trail: Trail, actor: Actor, reason: str
) -> list[Moved]:
    """Store what ``changes`` finds, with a trail row for each record concerned; the caller commits."""
    clocks = _clocks(session, calendar, today)
    found = changes(session, calendar, today)
    by_record: dict[Record, list[Moved]] = {}
    for moved in found:
        by_record.setdefault(moved.record, []).append(moved)
    for record, several in by_record.items():
        clocks.refresh(record, today)
        told: dict[str, Any] = {}
        for moved in several:
            told |= _told(moved)
        clauses = dict.fromkeys(clause for moved in several for clause in moved.clock.clauses)
        trail.write("period", actor=actor, record=record, changes=told, reason=reason, clauses=clauses)
    # They have no date to move, but days that are left.
    for record in _open_records(session, Record.paused.is_(True)):
        clocks.refresh(record, today)
    return found


def complete(session: Session, calendar: Calendar, today: date) -> None:
    """Enter what open records of before do not keep of their leading period yet; no date moves by that."""
    clocks = _clocks(session, calendar, today)
    for record in _open_records(session, Record.counted_in.is_(None)):
        clocks.refresh(record, today)


def _clocks(session: Session, calendar: Calendar, today: date) -> RecordClocks:
    """Over another calendar; no date it derives hangs on the hour."""
    return RecordClocks(
        lambda: session, lambda: calendar, lambda: datetime.combine(today, time(), OFFICE_TIME)
    )


def _open_records(session: Session, *among: ColumnElement[bool]) -> Iterator[Record]:
    rows = (
        select(Record)
        .where(Record.closed_on.is_(None), *among)
        .options(selectinload(Record.clocks).selectinload(RunningClock.suspensions))
        .order_by(Record.id)
        .execution_options(yield_per=BATCH)
    )
    yield from session.scalars(rows)


def _differing(record: Record, clocks: RecordClocks, today: date) -> Iterator[Moved]:
    for clock in record.workflow.clocks.values():
        run = record.clock(clock)
        if run is None:
            continue
        new = Dates.derived(clocks.deadline(run, today))
        held = [Dates.held(run)]
        if run is record.leading_run():
            held = [Dates.held(record), *held]
        old = next((dates for dates in held if dates != new), None)
        if old is not None:
            yield Moved(record, clock, old, new)


def _told(moved: Moved) -> dict[str, Any]:
    """What moved of the leading period under the record's columns, of any other under its own name."""
    old, new = moved.old, moved.new
    told: dict[str, Any] = {}
    if old.due != new.due:
        name = "due_on" if moved.leads else moved.clock.name
        told[name] = {"from": _day(old.due), "to": _day(new.due)}
    if moved.leads and old.provisional != new.provisional:
        told["provisional"] = {"from": old.provisional, "to": new.provisional}
    return told


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
