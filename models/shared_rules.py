"""Rules that more than one matter holds its records to; a guard cites the clauses of the matter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import object_session

from models.attachment import Letter
from models.base import Record
from models.workflow import Check, Clock, Errors, Guard, guard

FIRST_YEAR, LAST_YEAR = 2000, 2199
"""Of yearly lists and schemes."""


def extended_once(clock: Clock, *clauses: str) -> tuple[Guard, ...]:
    """What stands against extending a clock: it was extended before, stands still, or is over."""

    @guard(_("The period was extended once already"), clauses=clauses)
    def not_extended_before(record: Any, _today: date) -> bool:
        run = record.clock(clock)
        return run is None or not run.extension

    @guard(_("The period stands still; extend it once it runs again"), clauses=clauses)
    def period_runs(record: Any, _today: date) -> bool:
        run = record.clock(clock)
        return run is None or run.due_on is not None

    @guard(_("The period is over; it can no longer be extended"), clauses=clauses)
    def period_is_not_over(record: Any, today: date) -> bool:
        run = record.clock(clock)
        return run is None or run.due_on is None or today <= run.due_on

    return not_extended_before, period_runs, period_is_not_over


def above(record: Any, link: str) -> Any:
    """The record this one hangs on, also while only its key is set; None without one."""
    session, key = object_session(record), getattr(record, f"{link}_id")
    return getattr(record, link) or (session.get(Record, key) if session and key else None)


def received_day_has_come(_record: Any, values: Mapping[str, Any], today: date) -> Errors:
    """What is entered as received has arrived: periods count from that day."""
    received = values.get("received_on")
    if received and received > today:
        return {"received_on": _("This day has not come yet; give the day it really arrived")}
    return {}


def left_once_approved(column: str, *letters: str) -> Check:
    """What was signed leaves on the day of its letter or later: an earlier day would hide that it was late.

    ``column`` holds the day it left; ``letters`` are the kinds that were signed.
    """

    def check(record: Any, answers: Mapping[str, Any], _today: date) -> Errors:
        day, session = answers.get(column), object_session(record)
        signed = select(func.max(Letter.dated)).where(Letter.record_id == record.id, Letter.kind.in_(letters))
        approved = session.scalar(signed) if session else None
        if day and approved and day < approved:
            return {column: _("This day lies before the answer was approved; give the day it really left")}
        return {}

    return check


def year_is_one(_record: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """The year is written with four digits."""
    year = values.get("year")
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return {"year": _("Give a year from %(first)s to %(last)s", first=FIRST_YEAR, last=LAST_YEAR)}
    return {}
