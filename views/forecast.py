"""The load of the days to come: what runs out, and who there is to go on with it; one grouped query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from flask_babel import format_date, gettext
from sqlalchemy.orm import Session

from app.access.turn import hands
from app.figures import Asked, answering, counts
from app.periods.calendar import Calendar
from models.figure import ALL, Days
from models.statistics import Statistics
from views import words
from views.statistics_tables import Line, Number, Table, names

AHEAD = 30
"""Days looked ahead, today being the first."""

Due = tuple[int, date, str]
"""Of which unit, on which day, in which state."""
Key = TypeVar("Key")


@dataclass(frozen=True)
class Forecast:
    """The open records of one matter whose period runs out in the next days, as the reader sees them."""

    session: Session
    statistics: Statistics
    unit: int
    today: date
    calendar: Calendar

    def days(self) -> Table:
        """Day by day: the official working days, and others on which something falls due all the same."""
        found = self._by(lambda due: due[1])
        lines = [
            Line(_day(day), self._load(found[day], self.unit, Days(day, day)))
            for day in self._days
            if day in found or self.calendar.is_working(day)
        ]
        return self._table(gettext("Due in the next 30 days, by day"), gettext("Day"), lines)

    def units(self) -> Table:
        """Unit by unit, with the day on which most falls due."""
        found, days = self._by(lambda due: due[0]), Days(self._days[0], self._days[-1])
        lines = [
            Line(name, (*self._load(found[unit], unit, days), self._most(found[unit], unit)))
            for unit, name in names(self.session).items()
            if unit in found
        ]
        title = gettext("Due in the next 30 days, by unit")
        return self._table(title, gettext("Unit"), lines, gettext("Most on one day"))

    @cached_property
    def _days(self) -> tuple[date, ...]:
        return tuple(self.today + timedelta(days=ahead) for ahead in range(AHEAD))

    @cached_property
    def _found(self) -> dict[Due, int]:
        figure = self.statistics.coming
        state_of = {part: part.partition("-")[2] for part in figure.parts if part != ALL}
        days = [Days(day, day) for day in self._days]
        found = counts(self.session, figure, self.unit, days, tuple(state_of), self.today, by_unit=True)
        return {(unit, on.first, state_of[part]): number for (unit, on, part), number in found.items()}

    @cached_property
    def _hands(self) -> dict[tuple[int, str], set[int]]:
        """Who can go on with a record, by the unit that answers for it and its state."""
        year, found = self.today.year, dict[tuple[int, str], set[int]]()
        through = answering(self.session, year)[year]
        for (unit, state), people in hands(self.session, self.statistics.matter, self.today).items():
            found.setdefault((through[unit], state), set()).update(people)
        return found

    def _by(self, key: Callable[[Due], Key]) -> dict[Key, dict[Due, int]]:
        """What was found, group by group; nothing for a key there is none of."""
        groups: dict[Key, dict[Due, int]] = defaultdict(dict)
        for due, number in self._found.items():
            groups[key(due)][due] = number
        return groups

    def _load(self, found: Mapping[Due, int], unit: int, days: Days) -> tuple[Number, str, str]:
        """How many, how many people can go on with them, and how many that is for each."""
        if not found:
            return Number(0), "—", "—"
        number = sum(found.values())
        people = len(set[int]().union(*(self._hands.get((of, state), ()) for of, _day, state in found)))
        each = f"{number / people:.1f}" if people else "—"
        return self._number(number, unit, days), str(people), each

    def _most(self, found: Mapping[Due, int], unit: int) -> Number:
        """The day on which most falls due, the first of several."""
        by_day = {day: sum(n for (_of, on, _state), n in found.items() if on == day) for day in self._days}
        day = max(by_day, key=lambda one: by_day[one])
        text = gettext("%(day)s: %(n)s", day=_day(day), n=by_day[day])
        return self._number(by_day[day], unit, Days(day, day), text)

    def _number(self, number: int, unit: int, days: Days, text: str = "") -> Number:
        return Number(number, Asked(self.statistics.coming, unit, days, ALL), text)

    def _table(self, title: str, first: str, lines: list[Line], *more: str) -> Table:
        heads = (first, gettext("Falling due"), gettext("People who can go on"), gettext("For each"), *more)
        note = gettext("People with a post in the unit who hold the next step; others may take it elsewhere.")
        return Table(title, heads, tuple(lines), drawn=(0,), parts=None, note=note)


def _day(day: date) -> str:
    """A day with the day of the week, which tells how full it may be."""
    return gettext("%(day)s, %(weekday)s", day=words.day_text(day), weekday=format_date(day, "EEE"))
