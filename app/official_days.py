"""The official calendar out of the database, remembered until somebody changes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.periods.calendar import Calendar, Override
from app.periods.seed import CERTAIN, OFFICIAL_YEARS, official_days
from models.deadline import CalendarDay, CalendarYear


class CalendarBook:
    """``calendar()`` for one process: looked after once a session, read again only when it was changed."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session = session
        self._stamp: object = None
        self._calendar = Calendar(certain=CERTAIN)

    def calendar(self) -> Calendar:
        """The calendar as it stands in the database now."""
        session = self._session()
        if self in session.info:
            return self._calendar
        session.info[self] = True
        stamp = tuple(session.execute(_STAMP).one())
        if stamp != self._stamp:
            days = {d.day: Override(d.kind, d.source) for d in session.scalars(select(CalendarDay))}  # type: ignore[arg-type]
            years = frozenset(session.scalars(select(CalendarYear.year)))
            self._calendar, self._stamp = Calendar(days, years, CERTAIN), stamp
        return self._calendar

    def forget(self) -> None:
        """Look again at the next call: the calendar is being changed in this session."""
        self._session().info.pop(self, None)


_STAMP = select(
    select(func.count()).select_from(CalendarDay).scalar_subquery(),
    select(func.max(CalendarYear.loaded_at)).scalar_subquery(),
    select(func.count()).select_from(CalendarYear).scalar_subquery(),
)
"""Every change of a day enters its year anew, so its moment tells of days that were edited too."""


def seed_calendar(session: Session, now: datetime) -> None:
    """Enter the official years the program ships with into a calendar that has none yet."""
    source: dict[int, str] = {}
    for day, override in official_days():
        session.add(CalendarDay(day=day, kind=override.kind, source=override.source))
        source.setdefault(day.year, override.source)
    for year in sorted(OFFICIAL_YEARS):
        session.add(CalendarYear(year=year, source=source[year], loaded_at=now))
