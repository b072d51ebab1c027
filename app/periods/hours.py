"""Periods in hours: real time from a moment on, by night and on days off too (附件3 第四条).

They know no calendar and nothing stops them. As with days, nothing is stored but the events.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from app.periods.deadline import Deadline, Events, Light
from app.periods.stages import Kind, Stage
from app.timekeeper import office_day

_HOUR = timedelta(hours=1)


def due_at(instant: datetime, hours: int) -> datetime:
    """The instant ``hours`` real hours after ``instant``, in its time zone (clause A3.4).

    Raises ValueError for a naive datetime.
    """
    if instant.utcoffset() is None:
        raise ValueError("a period in hours needs an instant with a time zone")
    # Arithmetic inside one zone follows the wall clock; only in UTC is an hour always an hour.
    return (instant.astimezone(UTC) + timedelta(hours=hours)).astimezone(instant.tzinfo)


def end(events: Events) -> datetime:
    """The moment the period ends; raises ValueError where no moment was kept in which it began."""
    return due_at(_begun(events), events.rule.amount + events.extension)


def derive(events: Events, now: datetime) -> Deadline:
    """The deadline as it stands at a moment: like that of days, but for its hours and ``due_at``.

    It warns from the beginning of the day on which no more than ``warn`` hours are left. Raises like ``end``.
    """
    due = end(events)
    warn_on = office_day(max(_begun(events), due - events.rule.warn * _HOUR))
    found = standing(due, warn_on, events.met_at or now)
    return found if events.met is None else replace(found, light="grey")


def standing(due: datetime, warn_on: date | None, now: datetime) -> Deadline:
    """What ``derive`` says of a period that is not met, from what is stored of it."""
    late, left = max(timedelta(), now - due), max(timedelta(), due - now)
    warns = warn_on is not None and office_day(now) >= warn_on
    light: Light = "red" if late else "amber" if warns else "green"
    return Deadline(
        office_day(due),
        warn_on,
        provisional=False,
        paused=False,
        days_left=left // _HOUR,
        overdue_by=-(-late // _HOUR),
        light=light,
        due_at=due,
    )


def stage(events: Events, now: datetime) -> Stage | None:
    """The last stage that was reached, as of days: half time, the day it ends, over. Raises like ``end``."""
    due = end(events)
    if events.met is not None:
        return None
    reached: Kind
    if now > due:
        reached = "overdue"
    elif office_day(now) == office_day(due):
        reached = "due_today"
    elif now >= due - (due - _begun(events)) / 2:
        reached = "half_time"
    else:
        return None
    return Stage(reached, office_day(due))


def _begun(events: Events) -> datetime:
    if events.started_at is None:
        raise ValueError(f"rule {events.rule.code} is in hours: a moment is needed in which it began")
    return events.started_at
