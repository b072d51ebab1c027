"""How far a period has come: half over, five working days left, one, the last day, overdue.

Days are read off ``derive``, so that suspensions, extensions and the calendar count here as they do in the
due date itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from app.periods.calendar import Calendar
from app.periods.deadline import Events, derive

Kind = Literal["overdue", "due_today", "one_day", "five_days", "half_time"]


@dataclass(frozen=True)
class Stage:
    """Where a period is, and since which day; the same stage that begins on another day is another one."""

    kind: Kind
    since: date


def stage(events: Events, calendar: Calendar, today: date) -> Stage | None:
    """The last stage that was reached by ``today``; None before half time, once met, and while it is stopped.

    "Left" is what comes after that day, as in ``Deadline.days_left``: with one working day left, the next
    one is the last. A period too short for a stage passes it over. Raises ValueError for a rule in hours.
    """
    due = derive(events, calendar, today).due
    if events.met is not None or due is None:
        return None
    if today > due:
        return Stage("overdue", due + timedelta(days=1))
    if today == due:
        return Stage("due_today", due)
    reached = (
        Stage(kind, since)
        for kind, since in _before(events, calendar, due)
        if since is not None and events.started < since <= today
    )
    return next(reached, None)


def _before(events: Events, calendar: Calendar, due: date) -> Iterator[tuple[Kind, date | None]]:
    length = events.rule.amount + events.extension
    if events.rule.kind == "working_days":
        yield "one_day", _left(events, calendar, 1)
        yield "five_days", _left(events, calendar, 5)
    else:
        length = (due - events.started).days
        yield "one_day", _working_days_before(due, 1, calendar)
        yield "five_days", _working_days_before(due, 5, calendar)
    yield "half_time", _left(events, calendar, length // 2)


def _left(events: Events, calendar: Calendar, units: int) -> date | None:
    """The day with so many units of the period left: the one a warning at that length would begin on."""
    warned = replace(events, rule=replace(events.rule, warn=units))
    return derive(warned, calendar, events.started).warn_on


def _working_days_before(due: date, n: int, calendar: Calendar) -> date:
    """The last working day that has ``n`` working days after it, the due day included."""
    day = due
    while calendar.between(day, due).n < n or not calendar.is_working(day):
        day -= timedelta(days=1)
    return day
