"""Values for declared columns, drawn by type: what somebody might fill in, sensible or not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Boolean, Date, Integer

from models.base import Record
from models.column import Instant, declared
from models.points import Points
from models.workflow import Transition

WORDS = st.sampled_from(["罗水批〔2025〕8号", "see the file", "无"])
NOTHING = st.sampled_from([None, "", "   "])


@dataclass(frozen=True)
class Hours:
    """A moment: so many hours from nine o'clock today."""

    after: int

    def on(self, day: date) -> datetime:
        """The moment, on that day."""
        return datetime.combine(day, time(9), UTC) + timedelta(hours=self.after)


_OF: dict[type[Any], st.SearchStrategy[Any]] = {
    Date: st.sampled_from((0, 0, -1, -3, 3, 8)).map(lambda days: timedelta(days=days)),
    Instant: st.sampled_from((0, 0, -1, -3, 3, 8)).map(Hours),
    Boolean: st.booleans(),
    Integer: st.integers(0, 21),
    Points: st.integers(0, 2100).map(lambda hundredths: Decimal(hundredths) / 100),
}


def value(model: type[Record], column: str, *, units: Collection[int]) -> st.SearchStrategy[Any]:
    """One value of a column: a choice, a day (so far from today), a small number, a unit, or words."""
    mapped, told = model.__mapper__.columns[column], declared(model)[column]
    if told.choices is not None:
        one = st.sampled_from(sorted(told.offered))
        return st.lists(one, min_size=1, max_size=3, unique=True).map(tuple) if told.several else one
    if any(key.column.table.name == "unit" for key in mapped.foreign_keys):
        return st.sampled_from(sorted(units))
    found = (of for kind, of in _OF.items() if isinstance(mapped.type, kind))
    return next(found, WORDS)


@cache
def answers(
    model: type[Record], step: Transition, units: tuple[int, ...]
) -> st.SearchStrategy[dict[str, Any]]:
    """Answers to a step: mostly whole, now and then with something left out or left empty."""
    given = {name: value(model, name, units=units) for name in step.asks}
    more = {name: value(model, name, units=units) for name in step.may_ask}
    whole = st.fixed_dictionaries(given, optional=more)
    empty = {name: st.one_of(NOTHING, of) for name, of in (given | more).items()}
    return st.one_of(whole, whole, whole, st.fixed_dictionaries({}, optional=empty))


def on_day(given: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The answers with their days as days, and their moments as moments."""
    days = {name: today + v for name, v in given.items() if isinstance(v, timedelta)}
    moments = {name: v.on(today) for name, v in given.items() if isinstance(v, Hours)}
    return {**given, **days, **moments}
