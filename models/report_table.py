"""What a form of figures is declared in: tables of blocks, their rows and columns, the cells these make.

``models.report_format`` declares the annual report with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from flask_babel import lazy_gettext as _

from models.workflow import Label

Kind = Literal["count", "change", "money"]
"""A whole number from 0 on; a whole number that may be negative; an amount with up to six decimals."""
Origin = Literal["computed", "entered", "sum"]
"""Counted from records; put in by hand; added up from other cells."""
Value = int | Decimal | None
"""What stands in a cell; None is a blank, which is not 0."""

DECIMALS = 6
"""Of an amount of money; reports have as many (4166.241619)."""
LONGEST = 40
"""Characters of a wrong value that a sentence repeats."""
LIMIT = 10**12
"""Beyond it lies nothing but slips of the hand."""
NUMBERS = "一二三四五六七"
_NUMBERED = re.compile(rf"(?:[{NUMBERS}](?=、)|（[{NUMBERS}]）)")


class ImpossibleFigure(ValueError):
    """A value its cell cannot hold; ``str()`` says why and what to do."""

    def __init__(self, sentence: Label, **given: object) -> None:
        super().__init__(sentence, given)
        self._sentence = sentence
        self._given = {name: str(value)[:LONGEST] for name, value in given.items()}

    def __str__(self) -> str:
        return str(self._sentence) % self._given


@dataclass(frozen=True)
class Column:
    """A column of figures; ``heads`` are what is printed above its name, outermost first."""

    key: str
    name_zh: str
    kind: Kind = "count"
    heads: tuple[str, ...] = ()
    total: bool = False
    """It adds up the other columns of its row."""


@dataclass(frozen=True)
class Row:
    """A row of figures; ``heads`` are what is printed before its name, outermost first."""

    key: str
    name_zh: str
    heads: tuple[str, ...] = ()
    origin: Origin = "computed"
    adds: tuple[str, ...] = ()
    """Keys of the rows it adds up, column by column."""

    @property
    def line(self) -> str:
        """All of it in one line, heads by their numbers: 三（三）1.属于国家秘密."""
        numbers = ((_NUMBERED.match(head), head) for head in self.heads)
        return "".join(found[0] if found else f"{head}·" for found, head in numbers) + self.name_zh


@dataclass(frozen=True)
class Cell:
    """One figure of the form."""

    key: str
    row: Row
    column: Column
    origin: Origin

    @property
    def label(self) -> str:
        """What the form calls it."""
        return f"{self.row.line} · {self.column.name_zh}"

    def accepted(self, value: Any) -> Value:
        """The value as this cell keeps it: None, int, or Decimal for money; raises ImpossibleFigure."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise ImpossibleFigure(_("“%(value)s” is no number. Write the number alone."), value=value)
        number = Decimal(value)
        if not number.is_finite() or abs(number) >= LIMIT:
            raise ImpossibleFigure(_("No figure is as large as %(value)s. Look for a slip."), value=value)
        if number < 0 and self.column.kind != "change":
            raise ImpossibleFigure(
                _("%(value)s is below 0. Correct it; where nothing is to be reported, write 0."), value=value
            )
        if self.column.kind == "money":
            return _money(number)
        if number != number.to_integral_value():
            raise ImpossibleFigure(
                _("%(value)s is not whole. Cases are counted one by one: write a whole number."), value=value
            )
        return int(number)


def _money(number: Decimal) -> Decimal:
    amount = number.quantize(Decimal(1).scaleb(-DECIMALS))
    if amount != number:
        raise ImpossibleFigure(
            _("%(value)s has more than %(decimals)s decimals. Round it."), value=number, decimals=DECIMALS
        )
    # 100 and not 1E+2, 9116.36 and not 9116.360000: equal amounts read the same.
    return amount.to_integral_value() if amount == amount.to_integral_value() else amount.normalize()


@dataclass(frozen=True)
class Block:
    """Rows under the same columns. ``head`` stands above the columns, ``corner`` above the rows' names."""

    head: str
    corner: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def cells(self, table: str) -> Iterator[Cell]:
        """Row by row."""
        for row in self.rows:
            for column in self.columns:
                origin: Origin = "sum" if column.total or row.adds else row.origin
                yield Cell(f"{table}.{row.key}.{column.key}", row, column, origin)

    def sums(self, table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each cell that is a sum, and the cells it adds up; these come first."""
        apart = [column.key for column in self.columns if not column.total]
        for row in self.rows:
            for column in apart if row.adds else ():
                yield f"{table}.{row.key}.{column}", tuple(f"{table}.{part}.{column}" for part in row.adds)
        for row in self.rows:
            for column in (column.key for column in self.columns if column.total):
                yield f"{table}.{row.key}.{column}", tuple(f"{table}.{row.key}.{part}" for part in apart)


@dataclass(frozen=True)
class Table:
    """A table of the form. ``across``: its rows are printed side by side, as one row."""

    key: str
    blocks: tuple[Block, ...]
    across: bool = False


@dataclass(frozen=True, eq=False)
class Format:
    """The form of some years: ``first`` is the first of them, ``notice`` the number of what prescribes it."""

    code: str
    notice: str
    first: int
    tables: tuple[Table, ...]

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """Every figure by its key, in the order of the form."""
        every = (cell for table in self.tables for block in table.blocks for cell in block.cells(table.key))
        return MappingProxyType({cell.key: cell for cell in every})

    @cached_property
    def sums(self) -> Mapping[str, tuple[str, ...]]:
        """Every sum by its key, after those it needs, with the cells it adds up."""
        every = (found for table in self.tables for block in table.blocks for found in block.sums(table.key))
        return MappingProxyType(dict(every))

    def table(self, key: str) -> Table:
        """The one with this key (``table2``)."""
        return next(table for table in self.tables if table.key == key)
