"""Deadlines as arithmetic: due = f(events, rule, calendar), with nothing stored but the events.

How a period runs (clauses A8.10, Regulation Art 31 and 33, Civil Code Art 201 and 203):

* The start day is not counted; day 1 is the next working day (``working_days``) or the next day
  (``calendar_days``).
* A suspension leaves out the days after ``since`` up to and including ``until``: the day of sending
  still counts, the day of the answer does not. Parallel suspensions leave out their union.
* What lies before the start or after the period was met is no part of a suspension.
* An extension adds to the amount, in the unit of the rule.
* A month ends on the same day number, or on the last day of a shorter month. Suspended days then
  move that end by as many calendar days.
* A ``calendar_days`` or ``months`` period whose last day is not a working day ends on the next one
  on which the clock is not stopped.
* ``by_date`` ends on the next such day of the year after the start, working day or not: who must report by
  31 January reports by then (国办公开办函〔2021〕30号).
* Periods in hours know no calendar: see :mod:`app.periods.hours`.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from app.periods.calendar import Calendar
from models.procedure import day_of_year
from models.workflow import Kind

Light = Literal["green", "amber", "red", "grey"]
Why = Literal["start", "counted", "make_up", "weekend", "off", "suspended", "rolled"]

_ONE_DAY = timedelta(days=1)
_OPEN = date.max


@dataclass(frozen=True)
class Rule:
    """A period as an official text sets it: ``amount`` in the unit of ``kind``, from ``valid_from`` on.

    ``warn`` is how much of the period is left when the warning begins, in the same unit (calendar days for
    ``months`` and ``by_date``). Raises ValueError for an unknown kind, an amount below 1, a day no year has,
    or a negative warning.
    """

    code: str
    kind: Kind
    amount: int
    warn: int
    clause: str
    valid_from: date

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise ValueError(f"rule {self.code}: unknown kind {self.kind!r}")
        if self.amount < 1 or self.warn < 0:
            raise ValueError(f"rule {self.code}: amount {self.amount}, warn {self.warn}")
        if self.kind == "by_date":
            day_of_year(self.amount, self.valid_from.year)


@dataclass(frozen=True)
class Suspension:
    """Days that are not counted, for ``reason``: after ``since``, through ``until`` (None: still open).

    Raises ValueError if it ends before it begins.
    """

    since: date
    until: date | None
    reason: str

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"suspension ends on {self.until}, before it begins on {self.since}")


@dataclass(frozen=True)
class Events:
    """What happened to one period; everything about its deadline follows from this.

    Raises ValueError for a negative extension or a period met before it started.
    """

    started: date
    rule: Rule
    suspensions: tuple[Suspension, ...] = ()
    extension: int = 0
    met: date | None = None
    started_at: datetime | None = None
    """Of a period in hours: the moment it began, and the one it was met."""
    met_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.extension < 0:
            raise ValueError(f"extension of {self.extension}")
        if self.met is not None and self.met < self.started:
            raise ValueError(f"met on {self.met}, before the start on {self.started}")


@dataclass(frozen=True)
class Deadline:
    """A deadline on one day, or on the day it was met.

    ``due``: the last day, None while an open suspension keeps it unknown. ``warn_on``: the day the
    warning begins, None if that is unknown too. ``days_left``: what is left of the period (working
    days for ``working_days``, else calendar days), 0 once overdue. ``overdue_by``: calendar days since
    ``due``, so that an answer on the Saturday after a Friday is late. Both stand still once met.
    """

    due: date | None
    warn_on: date | None
    provisional: bool
    paused: bool
    days_left: int
    overdue_by: int
    light: Light
    due_at: datetime | None = None
    """Of a period in hours: the moment it ends; what is left and how late it is are hours then."""


@dataclass(frozen=True)
class Line:
    """One calendar day of "why this date": counted as ``number``, or left out because of ``why``.

    ``notes`` names the source of a day off or make-up day, or the reasons of the suspensions.
    ``rolled`` is the working day to which a period ending on a day off moves.
    """

    day: date
    number: int | None
    why: Why
    notes: tuple[str, ...]
    provisional: bool


def derive(events: Events, calendar: Calendar, today: date) -> Deadline:
    """The deadline as it stands on ``today``.

    The light is grey when met, red when overdue, grey when paused, amber from ``warn_on`` through the
    due day, else green. Raises ValueError for a rule in hours.
    """
    run = _Run(events, calendar)
    as_of = events.met or max(today, events.started)
    due = run.due()
    overdue_by = max(0, (as_of - due).days) if due else 0
    paused = events.met is None and not overdue_by and (due is None or run.is_waiting(as_of, due))
    left = (run.passed(due) if due else run.total) - run.passed(as_of)
    warn_on = run.reach(max(0, run.total - events.rule.warn))
    light: Light = "green"
    if events.met:
        light = "grey"
    elif overdue_by:
        light = "red"
    elif paused:
        light = "grey"
    elif warn_on and as_of >= warn_on:
        light = "amber"
    return Deadline(due, warn_on, run.is_provisional(due), paused, max(0, left), overdue_by, light)


def standing(
    due: date | None,
    warn_on: date | None,
    *,
    provisional: bool,
    left: int | None,
    in_working_days: bool,
    calendar: Calendar,
    today: date,
) -> Deadline:
    """What ``derive`` says of a period that is not met, from what is stored of it.

    As long as nothing happens, ``due`` and ``warn_on`` stay, and so does what is ``left`` while it stands
    still; so lists read no events. Nothing may have happened after ``today``.
    """
    if due is None:
        return Deadline(
            None, warn_on, provisional, paused=True, days_left=left or 0, overdue_by=0, light="grey"
        )
    overdue_by = max(0, (today - due).days)
    light: Light = "red" if overdue_by else "amber" if warn_on and today >= warn_on else "green"
    days = calendar.between(today, due).n if in_working_days else (due - today).days
    return Deadline(due, warn_on, provisional, False, 0 if overdue_by else days, overdue_by, light)


def explain(events: Events, calendar: Calendar, today: date) -> tuple[Line, ...]:
    """Every calendar day from the start to the due day, or to ``today`` while the due day is unknown.

    Raises ValueError for a rule in hours.
    """
    run = _Run(events, calendar)
    end = run.due() or max(today, events.started)
    return tuple(run.lines(end))


def what_if(events: Events, *, answered_on: date | None = None, extension: int | None = None) -> Events:
    """The events as they would be if all open suspensions ended on a day, or with another extension.

    Raises ValueError if ``answered_on`` is before an open suspension begins, or for a negative extension.
    """
    suspensions = events.suspensions
    if answered_on is not None:
        suspensions = tuple(s if s.until else replace(s, until=answered_on) for s in suspensions)
    return replace(
        events,
        suspensions=suspensions,
        extension=events.extension if extension is None else extension,
    )


class _Run:
    """One period on one calendar: counts its running units and finds the day on which they end."""

    def __init__(self, events: Events, calendar: Calendar) -> None:
        self.started = events.started
        self.calendar = calendar
        self.in_working_days = events.rule.kind == "working_days"
        self.by_date = events.rule.kind == "by_date"
        self.suspensions = tuple(_clipped(events))
        self.stops = _union(self.suspensions)
        self.total = _total(events)

    def due(self) -> date | None:
        """The last day of the period, None if an open suspension comes first."""
        last = self.reach(self.total)
        if last is None or self.in_working_days or self.by_date:
            return last
        while not self.calendar.is_working(last) or self._reasons(last):
            if any(since < last and until == _OPEN for since, until in self.stops):
                return None
            last += _ONE_DAY
        return last

    def reach(self, n: int) -> date | None:
        """The day of running unit ``n`` (0: the start), None if an open suspension comes first."""
        cursor = self.started
        for since, until in self.stops:
            ran = self._count(cursor, since)
            if ran >= n:
                break
            if until == _OPEN:
                return None
            n -= ran
            cursor = until
        return self.calendar.add(cursor, n).day if self.in_working_days else cursor + n * _ONE_DAY

    def passed(self, day: date) -> int:
        """The running units after the start, through ``day``."""
        stopped = sum(self._count(since, min(until, day)) for since, until in self.stops if since < day)
        return self._count(self.started, day) - stopped

    def is_waiting(self, day: date, due: date) -> bool:
        """Whether at the end of ``day`` an answer is out that was asked for before the due day.

        What is sent on the due day stops nothing: that day still counts and no other is left.
        """
        return any(since <= day < until and since < due for since, until in self.stops)

    def is_provisional(self, due: date | None) -> bool:
        """Whether a notice still to come may move what is certain of the end.

        That is the due day or, while it is unknown, the days counted before the open suspension: no day
        that passes meanwhile adds to them. Calendar days only ask it where they end.
        """
        end = due or self.stops[-1][0]
        if self.in_working_days:
            return self.calendar.between(self.started, end).provisional
        last = self.reach(self.total)
        return not self.by_date and last is not None and any(map(self.calendar.is_provisional, (last, end)))

    def lines(self, end: date) -> Iterator[Line]:
        """The days from the start to ``end``, each with its number or the reason it has none."""
        yield Line(self.started, None, "start", (), self.calendar.is_provisional(self.started))
        number = 0
        for offset in range(1, (end - self.started).days + 1):
            day = self.started + offset * _ONE_DAY
            why, notes = self._verdict(day, complete=number == self.total)
            counted = why in {"counted", "make_up"}
            number += counted
            yield Line(day, number if counted else None, why, notes, self.calendar.is_provisional(day))

    def _verdict(self, day: date, *, complete: bool) -> tuple[Why, tuple[str, ...]]:
        label = self.calendar.label(day)
        source = (label.source,) if label.source else ()
        reasons = self._reasons(day)
        if (self.in_working_days or complete) and not self.calendar.is_working(day):
            return ("off", source) if label.kind == "off" else ("weekend", ())
        if reasons:
            return "suspended", reasons
        if complete:
            return "rolled", ()
        if self.in_working_days and label.kind == "work":
            return "make_up", source
        return "counted", ()

    def _reasons(self, day: date) -> tuple[str, ...]:
        return tuple(s.reason for s in self.suspensions if s.since < day <= (s.until or _OPEN))

    def _count(self, after: date, until: date) -> int:
        return self.calendar.between(after, until).n if self.in_working_days else (until - after).days


def _total(events: Events) -> int:
    """The length of the period in its running unit: working days, or calendar days for the other kinds."""
    amount = events.rule.amount + events.extension
    match events.rule.kind:
        case "working_days" | "calendar_days":
            return amount
        case "months":
            return (_months_later(events.started, amount) - events.started).days
        case "by_date":
            ahead = (day_of_year(events.rule.amount, events.started.year + later) for later in (0, 1))
            last = next(day for day in ahead if day > events.started)
            return (last - events.started).days + events.extension
        case "hours":
            raise ValueError(f"rule {events.rule.code} is in hours: see app.periods.hours")


def _months_later(start: date, months: int) -> date:
    years, month0 = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month0 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _clipped(events: Events) -> Iterator[Suspension]:
    """The suspensions within the life of the period, empty ones left out; met, none of them is open."""
    for suspension in events.suspensions:
        since = max(suspension.since, events.started)
        until = min(suspension.until or _OPEN, events.met or _OPEN)
        if since < until:
            yield Suspension(since, until, suspension.reason)


def _union(suspensions: tuple[Suspension, ...]) -> list[tuple[date, date]]:
    """The same excluded days as disjoint spans in order, an open one ending on ``_OPEN``."""
    spans: list[tuple[date, date]] = []
    for since, until in sorted((s.since, s.until or _OPEN) for s in suspensions):
        if spans and since <= spans[-1][1]:
            first, last = spans.pop()
            spans.append((first, max(last, until)))
        else:
            spans.append((since, until))
    return spans
