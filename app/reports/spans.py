"""The tables of the form as they are printed: where each head and each figure stands, and what it spans.

Paper, portal and workbook are all drawn from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from models.report_table import Block, Row, Table

Path = tuple[str, ...]
"""The heads of a column or a row with its own name, outermost first."""


@dataclass(frozen=True)
class Box:
    """A head, or with a ``key`` the place of a figure; rows and columns are counted from 0 in its table."""

    name: str
    """The only one so called on a page."""
    row: int
    column: int
    height: int
    width: int
    text: str = ""
    scope: str = ""
    """What a head is of: col, colgroup, row, rowgroup."""
    key: str = ""
    heads: tuple[str, ...] = ()
    """Names of the heads above a figure, then of those before it, outermost first."""

    def is_over(self, row: int, column: int) -> bool:
        """Whether this head's rows or columns, whichever it is of, go through that place."""
        if self.scope.startswith("row"):
            return self.row <= row < self.row + self.height
        return self.column <= column < self.column + self.width


Rows = tuple[tuple[Box, ...], ...]


@dataclass(frozen=True)
class Part:
    """A block of the table: the rows of its heads, and the rows below them."""

    head: Rows
    body: Rows


@dataclass(frozen=True)
class Grid:
    """A printed table; ``before`` of its ``width`` columns hold the heads of rows."""

    key: str
    before: int
    width: int
    parts: tuple[Part, ...]

    @property
    def rows(self) -> Rows:
        """All of them, from the top."""
        return tuple(row for part in self.parts for row in part.head + part.body)

    @property
    def places(self) -> list[tuple[int, int, Box]]:
        """Every row and column of the table, in turn, with the box that covers it."""
        return sorted(
            (
                (box.row + down, box.column + right, box)
                for row in self.rows
                for box in row
                for down in range(box.height)
                for right in range(box.width)
            ),
            key=lambda place: place[:2],
        )


@cache
def printed(table: Table) -> Grid:
    """Where everything stands in a table of the form."""
    shapes = [_shape(table, block) for block in table.blocks]
    before = max(len(path) for shape in shapes for path in shape.rows)
    width = before + max(len(shape.columns) for shape in shapes)
    parts, top = list[Part](), 0
    for shape in shapes:
        part = shape.part(top, before, width)
        parts.append(part)
        top += len(part.head) + len(part.body)
    return Grid(table.key, before, width, tuple(parts))


@dataclass(frozen=True)
class _Shape:
    """A block in terms of paths. ``title`` stands over all of it, ``corner`` over the heads of its rows."""

    table: str
    title: str
    corner: str
    columns: tuple[Path, ...]
    rows: tuple[Path, ...]
    keys: tuple[tuple[str, ...], ...]
    """Of the figures, row by row."""

    def part(self, top: int, before: int, width: int) -> Part:
        """All of it from the row ``top`` down."""
        levels, room = max(map(len, self.columns)), width - before
        first = top + 1 if self.title else top
        body = first + levels

        def reach(start: int, along: int = 1) -> int:
            """The last column takes the room that is left."""
            return room - start if start + along == len(self.columns) else along

        above = [self._head(top, 0, self.title, 1, width, "col")] if self.title else []
        for head in _heads(self.columns, levels):
            wide = reach(head.first, head.along)
            above.append(
                self._head(first + head.level, before + head.first, head.text, head.across, wide, "col")
            )
        beside = [
            self._head(body + head.first, head.level, head.text, head.along, head.across, "row")
            for head in _heads(self.rows, before)
        ]
        figures = [
            self._figure(body + down, before + right, key, reach(right), [*above, *beside])
            for down, keys in enumerate(self.keys)
            for right, key in enumerate(keys)
        ]
        corner = [self._head(first, 0, self.corner, levels, before, "col")] if before else []
        return Part(_by_rows(above + corner), _by_rows(beside + figures))

    def _head(self, row: int, column: int, text: str, height: int, width: int, of: str) -> Box:
        several = height > 1 if of == "row" else width > 1
        scope = f"{of}group" if several else of
        return Box(self._name(row, column), row, column, height, width, text, scope)

    def _figure(self, row: int, column: int, key: str, width: int, heads: Iterable[Box]) -> Box:
        mine = tuple(head.name for head in heads if head.is_over(row, column))
        return Box(self._name(row, column), row, column, 1, width, key=key, heads=mine)

    def _name(self, row: int, column: int) -> str:
        return f"{self.table}-{row}-{column}"


def _shape(table: Table, block: Block) -> _Shape:
    def keys(row: Row) -> tuple[str, ...]:
        return tuple(f"{table.key}.{row.key}.{column.key}" for column in block.columns)

    # Where there are several blocks the head tells them apart; alone, it stands above the columns.
    apart = len(table.blocks) > 1
    above = () if apart or not block.head else (block.head,)
    columns = tuple((*above, *column.heads, column.name_zh) for column in block.columns)
    rows = tuple((*row.heads, row.name_zh) for row in block.rows)
    if table.across:
        columns = tuple(row + column for row in rows for column in columns)
        beside_each_other = tuple(key for row in block.rows for key in keys(row))
        return _Shape(table.key, "", "", columns, ((),), (beside_each_other,))
    title = block.head if apart else ""
    return _Shape(table.key, title, block.corner, columns, rows, tuple(map(keys, block.rows)))


@dataclass(frozen=True)
class _Head:
    """A head along so many lines from the ``first`` on, across so many levels of heads."""

    text: str
    level: int
    first: int
    along: int
    across: int


def _heads(paths: Sequence[Path], depth: int) -> Iterator[_Head]:
    """The heads of these lines: what neighbours share is one head, a name reaches up to the figures."""
    for level in range(depth):

        def shared(line: int, level: int = level) -> tuple[Path, int | None]:
            path = paths[line]
            return path[: level + 1], line if len(path) == level + 1 else None

        there = (line for line, path in enumerate(paths) if len(path) > level)
        for (path, alone), lines in groupby(there, shared):
            first, *more = lines
            yield _Head(path[level], level, first, 1 + len(more), 1 if alone is None else depth - level)


def _by_rows(boxes: Iterable[Box]) -> Rows:
    placed = sorted(boxes, key=lambda box: (box.row, box.column))
    return tuple(tuple(row) for _row, row in groupby(placed, lambda box: box.row))
