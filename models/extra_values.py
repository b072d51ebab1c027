"""The values of extra fields: one JSON object a record, by code (ADR 0015).

Texts, codes of choices and numbers stand as they are, days as ``{"day": "2026-03-05"}``, so that what is
stored says by itself what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ColumnElement, Date, Float, String, TypeDecorator, type_coerce
from sqlalchemy.dialects.postgresql import JSONB

PREFIX = "x_"
"""What the code of an extra field begins with, and no declared column: none of a later version either."""

Value = str | int | float | date


class ExtraValues(TypeDecorator[dict[str, Value]]):
    """Values by code, days as days; None when there is none."""

    impl = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Value] | None, _dialect: Any) -> Any:
        if value is None:
            return None
        return {code: {"day": v.isoformat()} if isinstance(v, date) else v for code, v in value.items()}

    def process_result_value(self, value: Any, _dialect: Any) -> dict[str, Value] | None:
        if value is None:
            return None
        return {code: date.fromisoformat(v["day"]) if isinstance(v, dict) else v for code, v in value.items()}

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        """What a code leads to is no object of values (SQLAlchemy asks for this with JSON)."""
        return self.impl_instance.coerce_compared_value(op, value)


class HoldsExtra:
    """A row with a column ``extra``: each value in it is read and set like a column, ``row.x_terminal``."""

    # A misspelt column stays an error for the type checker.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if not name.startswith(PREFIX):
                raise AttributeError(f"{type(self).__name__} has no {name}")
            return (self.extra or {}).get(name)

        def __setattr__(self, name: str, value: Any) -> None:
            if name.startswith(PREFIX):
                # Another object each time, for the session sees no change inside one.
                values = {**(self.extra or {}), name: value}
                name, value = "extra", {n: v for n, v in values.items() if v not in (None, "")} or None
            super().__setattr__(name, value)


class _IsoDay(TypeDecorator[date]):
    """A day as the JSON has it; ISO 8601 sorts as the days do."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, _dialect: Any) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, _dialect: Any) -> date | None:
        return None if value is None else date.fromisoformat(value)


def stored(values: Any, code: str, kind: Any) -> ColumnElement[Any]:
    """One value in SQL, to be compared and sorted by; ``kind`` is the type of the field."""
    if isinstance(kind, Date):
        return type_coerce(values[code, "day"].as_string(), _IsoDay)
    found = values[code]
    return found.as_float() if isinstance(kind, Float) else found.as_string()
