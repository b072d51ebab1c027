"""The days the product ships with: the official years, and what is certain of the year after.

2004–2026 are read from the package chinesecalendar, which transcribes the State Council notices;
only the days that differ from Monday to Friday are kept. Nothing else imports that package.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from importlib.metadata import version
from types import MappingProxyType

import chinese_calendar

from app.periods.calendar import Calendar, Override
from app.periods.notice import Notice

OFFICIAL_YEARS = frozenset(range(2004, 2027))

_PACKAGE = "chinesecalendar"

# Where the yearly notice was amended, the amendment is the source of the day.
_AMENDMENTS = (
    (
        date(2015, 9, 3),
        date(2015, 9, 6),
        "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知",
    ),
    (date(2019, 4, 28), date(2019, 5, 5), "国务院办公厅关于调整2019年劳动节假期安排的通知"),
    (date(2020, 1, 31), date(2020, 2, 2), "国务院办公厅关于延长2020年春节假期的通知"),
)

# The package has this Saturday off; the notice for 2006 makes it a working day.
_CORRECTIONS = {
    date(2005, 12, 31): Override("work", "国务院办公厅关于2006年部分节假日安排的通知 国办发明电〔2005〕35号")
}

# 全国年节及纪念日放假办法 fixes these first days and lengths; how they are bridged, only a notice will say.
_STATUTORY_SPANS = (
    (date(2027, 1, 1), 1),
    (date(2027, 2, 5), 4),
    (date(2027, 4, 5), 1),
    (date(2027, 5, 1), 2),
    (date(2027, 6, 9), 1),
    (date(2027, 9, 15), 1),
    (date(2027, 10, 1), 3),
)

CERTAIN: Mapping[date, Override] = MappingProxyType(
    {
        first + timedelta(days=offset): Override("off", "statutory")
        for first, length in _STATUTORY_SPANS
        for offset in range(length)
    }
)


def official_days() -> Iterator[tuple[date, Override]]:
    """The days of ``OFFICIAL_YEARS`` that are not what their weekday says, in order, with their source."""
    day, end = date(min(OFFICIAL_YEARS), 1, 1), date(max(OFFICIAL_YEARS), 12, 31)
    package = f"{_PACKAGE} {version(_PACKAGE)}"
    while day <= end:
        if day in _CORRECTIONS:
            yield day, _CORRECTIONS[day]
        elif (works := chinese_calendar.is_workday(day)) != (day.weekday() < 5):
            yield day, Override("work" if works else "off", f"{_source(day)} ({package})")
        day += timedelta(days=1)


def official_notices() -> Iterator[Notice]:
    """The same days by the notice that arranged them, one of ``OFFICIAL_YEARS`` after the other."""
    days = dict(official_days())
    for year in sorted(OFFICIAL_YEARS):
        yield Notice(year, {day: days[day] for day in days if _arranged_for(day) == year})


def seeded_calendar() -> Calendar:
    """The calendar as it is before any notice is loaded."""
    return Calendar(dict(official_days()), OFFICIAL_YEARS, CERTAIN)


def _source(day: date) -> str:
    for first, last, title in _AMENDMENTS:
        if first <= day <= last:
            return title
    return f"国务院办公厅关于{_arranged_for(day)}年部分节假日安排的通知"


def _arranged_for(day: date) -> int:
    # Days around New Year are arranged by the notice for the year that begins.
    return day.year + (day.month == 12)
