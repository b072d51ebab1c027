"""A sheet a step asks to be filled: a number of points, and a remark, for each line of the record's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

Label = Any
"""A str or a lazy translation."""


@dataclass(frozen=True)
class Line:
    """One line: what it is about, how much it is worth at most, and what stands there now."""

    key: int
    """Of the row it stands for."""
    label: Label
    most: Decimal
    hint: Label = ""
    points: Decimal | None = None
    remark: str | None = None

    @property
    def points_name(self) -> str:
        """The points, in forms and in the API."""
        return f"points_{self.key}"

    @property
    def remark_name(self) -> str:
        """The remark."""
        return f"remark_{self.key}"


@dataclass(frozen=True)
class Filled:
    """What was given for the line of a row."""

    key: int
    points: Decimal
    remark: str


@dataclass(frozen=True)
class Signed:
    """Who gave it and when: the key of her account, her name as letters have it, the moment."""

    by_id: int | None
    by: str
    at: datetime
