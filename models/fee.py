"""The information processing fee: the tariff as dated data, and how an amount is formed band by band.

Source: 政府信息公开信息处理费管理办法 (国办函〔2020〕109号), in force since 2021-01-01.
Whether a fee is asked for at all is for people to decide: the rule says "may" (附件8 第十二条).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Measure = Literal["items", "pages"]
"""The organ picks one of the two for a request, never both."""

CENT = Decimal("0.01")


class NoTariff(LookupError):
    """The day lies before the rule on fees came into force."""


@dataclass(frozen=True)
class Band:
    """Units from ``first`` on cost ``price`` yuan each, until the next band begins.

    With ``every`` the price rises by ``rise`` yuan after each so many units, without end.
    """

    first: int
    price: Decimal
    every: int = 0
    rise: Decimal = Decimal(0)


@dataclass(frozen=True)
class Tariff:
    """The bands of both measures, in force from a day on."""

    valid_from: date
    source: str
    items: tuple[Band, ...]
    pages: tuple[Band, ...]


@dataclass(frozen=True)
class Part:
    """A stretch of units charged at one price: ``first`` to ``last``, yuan each."""

    first: int
    last: int
    price: Decimal

    @property
    def amount(self) -> Decimal:
        """Yuan for the whole stretch."""
        return self.price * (self.last - self.first + 1)


@dataclass(frozen=True)
class Fee:
    """An amount in yuan and the parts it is the sum of."""

    parts: tuple[Part, ...]

    @property
    def amount(self) -> Decimal:
        """Yuan, to the cent."""
        return sum((part.amount for part in self.parts), Decimal(0)).quantize(CENT)


TARIFFS = (
    Tariff(
        date(2021, 1, 1),
        "国办函〔2020〕109号",
        items=(
            Band(1, Decimal(0)),
            Band(11, Decimal(100)),
            Band(31, Decimal(200), every=10, rise=Decimal(100)),
        ),
        pages=(
            Band(1, Decimal(0)),
            Band(31, Decimal(10)),
            Band(101, Decimal(20)),
            Band(201, Decimal(40)),
        ),
    ),
)


def fee(measure: Measure, count: int, day: date) -> Fee:
    """The fee for so many items (of a month) or pages (of a request) under the tariff of ``day``.

    Raises ValueError for a negative count, NoTariff before the first tariff.
    """
    if count < 0:
        raise ValueError(f"nothing can be counted {count} times")
    known = [tariff for tariff in TARIFFS if tariff.valid_from <= day]
    if not known:
        raise NoTariff(day.isoformat())
    tariff = max(known, key=lambda tariff: tariff.valid_from)
    return Fee(tuple(_parts(tariff.items if measure == "items" else tariff.pages, count)))


def _parts(bands: tuple[Band, ...], count: int) -> Iterator[Part]:
    for band, following in zip(bands, (*bands[1:], None), strict=True):
        last = min(count, following.first - 1) if following else count
        first, price = band.first, band.price
        while first <= last:
            end = min(last, first + band.every - 1) if band.every else last
            yield Part(first, end, price)
            first, price = end + 1, price + band.rise
