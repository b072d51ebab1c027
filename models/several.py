"""A column that holds several of its choices at once, such as the forms one interpretation takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import String, TypeDecorator


class Several(TypeDecorator[tuple[str, ...]]):
    """Codes of choices as a tuple, kept as one text with commas between them; nothing chosen is None."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, _dialect: Any) -> str | None:
        return ",".join(value or ()) or None

    def process_result_value(self, value: str | None, _dialect: Any) -> tuple[str, ...] | None:
        return tuple(value.split(",")) if value else None
