"""Values for declared columns, drawn by type: what somebody might fill in, sensible or not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Boolean, Date, Integer

from models.base import Record, declared

WORDS = st.sampled_from(["罗水批〔2025〕8号", "see the file", "无"])
NOTHING = st.sampled_from([None, "", "   "])


def value(model: type[Record], column: str, today: date, *, units: Collection[int]) -> st.SearchStrategy[Any]:
    """One value of a column: a choice, a day around today, a small number, a unit, or words."""
    mapped, told = model.__mapper__.columns[column], declared(model)[column]
    if told.choices is not None:
        return st.sampled_from(sorted(told.choices))
    if any(key.column.table.name == "unit" for key in mapped.foreign_keys):
        return st.sampled_from(sorted(units))
    match mapped.type:
        case Date():
            return st.integers(-4, 8).map(lambda days: today + timedelta(days=days))
        case Boolean():
            return st.booleans()
        case Integer():
            return st.integers(0, 21)
    return WORDS


def answers(
    model: type[Record],
    asked: Collection[str],
    optional: Collection[str],
    today: date,
    units: Collection[int],
) -> st.SearchStrategy[dict[str, Any]]:
    """Answers to a step: mostly whole, now and then with something left out."""
    given = {name: value(model, name, today, units=units) for name in asked}
    more = {name: value(model, name, today, units=units) for name in optional}
    whole = st.fixed_dictionaries(given, optional=more)
    return st.one_of(whole, whole, whole, st.fixed_dictionaries({}, optional={**given, **more}))
