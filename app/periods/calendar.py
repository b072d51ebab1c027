"""The official calendar: which day is a working day, and how certain that is.

A working day is Monday to Friday, minus the days off and plus the make-up working days that the
State Council announces each November for the next year. A year without a loaded notice is not an
error: its days are computed on what is certain and everything that touches them is *provisional*.

All days are dates of Asia/Shanghai; this module reads no clock.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Literal

OverrideKind = Literal["off", "work"]
LabelKind = Literal["weekday", "weekend", "off", "work"]

_SATURDAY = 5


@dataclass(frozen=True)
class Override:
    """What an official text says of one day: ``off``, or ``work`` for a make-up working day."""

    kind: OverrideKind
    source: str


@dataclass(frozen=True)
class Reached:
    """A day found by counting; provisional if a counted or skipped day may still change."""

    day: date
    provisional: bool


@dataclass(frozen=True)
class Counted:
    """A number of working days; provisional if a day of the span may still change."""

    n: int
    provisional: bool


@dataclass(frozen=True)
class Label:
    """A day for display: its kind, the official text behind it (or ``""``), and how certain it is."""

    kind: LabelKind
    source: str
    provisional: bool


@dataclass(frozen=True, eq=False)
class Calendar:
    """The days that differ from Monday to Friday, and the years whose notice is loaded.

    ``overrides`` holds the days of loaded notices. ``certain`` holds the statutory days of years not
    yet announced; once a year is in ``announced`` its notice alone decides. The mappings must not
    change afterwards: a changed calendar is a new one.
    """

    overrides: Mapping[date, Override] = field(default_factory=dict)
    announced: frozenset[int] = frozenset()
    certain: Mapping[date, Override] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether ``day`` is a working day, as far as is known."""
        override = self._days.get(day)
        return override.kind == "work" if override else day.weekday() < _SATURDAY

    def is_provisional(self, day: date) -> bool:
        """Whether the notice for the year of ``day`` is still missing."""
        return day.year not in self.announced

    def add(self, start: date, n: int) -> Reached:
        """The ``n``-th working day after ``start``; ``start`` itself is never counted (``n=0`` returns it).

        Raises ValueError for a negative ``n`` and for a result after the year 9999.
        """
        if n < 0:
            raise ValueError(f"cannot count {n} working days forward")
        if n == 0:
            return Reached(start, self.is_provisional(start))
        reached = start.toordinal()
        target = self._worked_until(reached) + n
        # There is at most one working day a day, so a jump by what is missing never lands too far.
        while missing := target - self._worked_until(reached):
            reached += missing
        day = date.fromordinal(reached)
        return Reached(day, self._touches_unannounced(start, day))

    def between(self, a: date, b: date) -> Counted:
        """The working days in ``(a, b]``; negative, for ``(b, a]``, when ``b`` is before ``a``."""
        n = self._worked_until(b.toordinal()) - self._worked_until(a.toordinal())
        return Counted(n, self._touches_unannounced(min(a, b), max(a, b)))

    def label(self, day: date) -> Label:
        """The kind of ``day`` and the official text that makes it so."""
        override = self._days.get(day)
        if override:
            return Label(override.kind, override.source, self.is_provisional(day))
        kind: LabelKind = "weekday" if day.weekday() < _SATURDAY else "weekend"
        return Label(kind, "", self.is_provisional(day))

    @cached_property
    def version(self) -> str:
        """A hash of everything that can change a computed date; the wording of sources cannot."""
        days = (f"{day.isoformat()} {override.kind}" for day, override in sorted(self._days.items()))
        content = "\n".join([*days, *map(str, sorted(self.announced))])
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @cached_property
    def _days(self) -> dict[date, Override]:
        certain = {day: override for day, override in self.certain.items() if self.is_provisional(day)}
        return certain | dict(self.overrides)

    @cached_property
    def _differences(self) -> tuple[list[int], list[int]]:
        """Ordinals of the days unlike Monday to Friday, and the running sum of the working days they add."""
        unlike = sorted(day for day in self._days if self.is_working(day) != (day.weekday() < _SATURDAY))
        steps = (1 if self.is_working(day) else -1 for day in unlike)
        return [day.toordinal() for day in unlike], list(accumulate(steps, initial=0))

    def _worked_until(self, ordinal: int) -> int:
        """Working days from 0001-01-01, which is a Monday, to the day of ``ordinal``."""
        weeks, rest = divmod(ordinal, 7)
        ordinals, added = self._differences
        return weeks * 5 + min(rest, 5) + added[bisect_right(ordinals, ordinal)]

    def _touches_unannounced(self, after: date, until: date) -> bool:
        """Whether a day of ``(after, until]`` lies in a year without a notice."""
        if after == until:
            return False
        first = after + timedelta(days=1)
        return not self.announced.issuperset(range(first.year, until.year + 1))
