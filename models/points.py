"""Points of an assessment, exact to a hundredth in the database and out of it (附件6 第七条)."""

from __future__ import annotations

from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import Integer, TypeDecorator

HUNDREDTH = Decimal("0.01")
WHOLE_SCALE = Decimal("100.00")
"""百分制: what all indicators of a scheme add up to."""
MOST_POINTS = Decimal(9_999)
"""As many as anybody writes by mistake."""


class Points(TypeDecorator[Decimal]):
    """Points with two decimals, kept as hundredths: SQLite knows no decimals, and a float loses some.

    Refuses what has more than two decimals with ValueError.
    """

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, _dialect: Any) -> int | None:
        if value is None:
            return None
        hundredths = Decimal(value) * 100
        if hundredths != hundredths.to_integral_value():
            raise ValueError("points have two decimals")
        return int(hundredths)

    def process_result_value(self, value: int | None, _dialect: Any) -> Decimal | None:
        return None if value is None else (Decimal(value) / 100).quantize(HUNDREDTH)


def rounded(points: Decimal) -> Decimal:
    """To a hundredth; half a hundredth goes up."""
    return points.quantize(HUNDREDTH, ROUND_HALF_UP)


def is_exact(points: Decimal) -> bool:
    """Whether it has no more than two decimals."""
    return points == rounded(points)


def mean(points: Collection[Decimal]) -> Decimal:
    """The arithmetic mean to a hundredth; ZeroDivisionError of none."""
    return rounded(sum(points, Decimal(0)) / len(points))


def share(part: int, whole: int, of: Decimal) -> Decimal:
    """``part`` of ``whole`` in points ``of`` which all of it would be worth; of nothing, all of them."""
    return rounded(of * part / whole) if whole else of
