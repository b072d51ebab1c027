"""The one source of time: moments in UTC, days in Asia/Shanghai; tests and the sample county turn it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from models import office_time

OFFICE_TIME = office_time.ZONE


def _real_now() -> datetime:
    return datetime.now(UTC)


class Timekeeper:
    """``now`` and ``today``, from a clock that can be replaced."""

    def __init__(self, clock: Callable[[], datetime] = _real_now) -> None:
        self.clock = clock

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return self.clock()

    def today(self) -> date:
        """The day it is in the office."""
        return office_day(self.clock())


def office_day(moment: datetime) -> date:
    """The day a moment falls on in Asia/Shanghai, whatever the server's zone."""
    return moment.astimezone(OFFICE_TIME).date()


def day_of(value: date) -> date:
    """The day a column says that holds a day or a moment."""
    return office_day(value) if isinstance(value, datetime) else value


def minute_text(moment: datetime) -> str:
    """A moment to the minute, in office time: ``2026-03-02 09:00``."""
    return moment.astimezone(OFFICE_TIME).isoformat(" ", "minutes")[:16]
