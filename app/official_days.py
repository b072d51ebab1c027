"""The official calendar out of the database, remembered until somebody changes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.periods.calendar import Calendar, Override
from app.periods.seed import CERTAIN, OFFICIAL_YEARS, official_days
from app.remembered import Remembered, Shelf
from models.deadline import CalendarDay, CalendarYear


def _read(session: Session) -> Calendar:
    days = {d.day: Override(d.kind, d.source) for d in session.scalars(select(CalendarDay))}  # type: ignore[arg-type]
    return Calendar(days, frozenset(session.scalars(select(CalendarYear.year))), CERTAIN)


# Every change of a day enters its year anew, so its moment tells of days that were edited too.
CALENDAR = Shelf(
    stamp=(
        select(func.count()).select_from(CalendarDay).scalar_subquery(),
        select(func.max(CalendarYear.loaded_at)).scalar_subquery(),
        select(func.count()).select_from(CalendarYear).scalar_subquery(),
    ),
    read=_read,
)


class CalendarBook:
    """``calendar()`` for one process: looked after once a session, read again only when it was changed."""

    def __init__(self, session: Callable[[], Session], remembered: Remembered | None = None) -> None:
        self._session, self._remembered = session, remembered or Remembered(CALENDAR)

    def calendar(self) -> Calendar:
        """The calendar as it stands in the database now."""
        found: Calendar = self._remembered.content(CALENDAR, self._session())
        return found

    def forget(self) -> None:
        """Look again at the next call: the calendar is being changed in this session."""
        self._remembered.look_again(self._session())


def seed_calendar(session: Session, now: datetime) -> None:
    """Enter the official years the program ships with into a calendar that has none yet."""
    source: dict[int, str] = {}
    for day, override in official_days():
        session.add(CalendarDay(day=day, kind=override.kind, source=override.source))
        source.setdefault(day.year, override.source)
    for year in sorted(OFFICIAL_YEARS):
        session.add(CalendarYear(year=year, source=source[year], loaded_at=now))
