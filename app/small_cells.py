"""Small numbers of a table that is published: who knows two of three people knows the third.

A number from one up to below the threshold is small and not told. Where it could still be worked out of the
sums, further numbers are withheld, as few as a simple rule finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

SMALLEST_THRESHOLD = 3
"""Below it a small number could only be one, which says it."""


class Hidden(Enum):
    """Why a number is not told."""

    SMALL = "small"
    """It is one of those below the threshold, which the table says."""
    WITHHELD = "withheld"
    """A small one would follow from it. It may be any number."""


Shown = int | Hidden
Place = tuple[int, int]


def suppressed(cells: Sequence[Sequence[int]], threshold: int, *, row_sums: bool) -> list[list[Shown]]:
    """The table as it may be published: its rows and the row of sums; with ``row_sums`` a column of sums.

    ``cells`` are rows of equal length, at least one, of numbers from 0 on. However the sums are turned, each
    number that is not shown may still be two different ones. Raises ValueError for a threshold below 3.
    """
    if threshold < SMALLEST_THRESHOLD:
        raise ValueError(f"a threshold of {threshold} hides nothing")
    if not row_sums and len(cells[0]) > 1:
        # Nothing joins the columns: each is a table of its own.
        alone = [
            suppressed([[n] for n in column], threshold, row_sums=False)
            for column in zip(*cells, strict=True)
        ]
        return [[shown for (shown,) in row] for row in zip(*alone, strict=True)]
    table = _Table(cells, threshold, row_sums=row_sums)
    while (told := next(table.told(), None)) is not None:
        table.say_less(told)
    width = len(cells[0]) + row_sums
    return [
        [table.hidden.get((row, column), table.numbers[row][column]) for column in range(width)]
        for row in range(len(cells) + 1)
    ]


class _Table:
    """The numbers with their sums behind and below them, and which of them are hidden.

    A sum counts as the opposite of itself, but for the sum of sums: then every row and every column makes
    zero, and a hidden number can be another one where others of its rows and columns make up for it.
    """

    def __init__(self, cells: Sequence[Sequence[int]], threshold: int, *, row_sums: bool) -> None:
        wide = [[*row, sum(row)] for row in cells]
        self.numbers: list[list[int]] = [*wide, [sum(column) for column in zip(*wide, strict=True)]]
        self.threshold = threshold
        self.last_row, self.last_column = len(cells), len(cells[0])
        places = [(r, c) for r in range(self.last_row + 1) for c in range(self.last_column + 1)]
        self.unknown = [] if row_sums else [place for place in places if place[1] == self.last_column]
        """Sums nobody publishes: they may be anything."""
        self.positive = [place for place in places if place not in self.unknown and self._number(place)]
        self.hidden = {place: Hidden.SMALL for place in self.positive if self._number(place) < threshold}

    def told(self) -> Iterator[Place]:
        """The hidden numbers that follow from what is said of all."""
        for place in self.hidden:
            if not (self._may_differ(place, up=True) or self._may_differ(place, up=False)):
                yield place

    def say_less(self, told: Place) -> None:
        """Withhold one number more, so that this one may no longer follow.

        One that is shown, if there is one: beside it, rather no sum, the least. Else one that was said to be
        small, rather a sum.
        """
        if shown := [place for place in self.positive if place not in self.hidden]:
            place = min(shown, key=lambda one: (_apart(one, told), self._sums(one), self._number(one)))
        else:
            small = [place for place in self.positive if self.hidden[place] is Hidden.SMALL]
            place = max(small, key=self._sums)
        self.hidden[place] = Hidden.WITHHELD

    def _number(self, place: Place) -> int:
        return self.numbers[place[0]][place[1]]

    def _sums(self, place: Place) -> int:
        """How much of a sum it is: 0 for none, 1 of a row or column, 2 of all."""
        return [place[0] == self.last_row, place[1] == self.last_column].count(True)

    def _may_differ(self, place: Place, *, up: bool) -> bool:
        """Whether a hidden number may be one more (``up``), or one less, as far as everybody knows.

        What it adds to its column another one takes away, whose row another one makes up for, and so on,
        until the way is back in its own row.
        """
        if not self._may_move(place, up=up):
            return False
        adds = up == self._is_itself(place)
        others = [one for one in (*self.hidden, *self.unknown) if one != place]
        rows, columns, new = set[int](), {place[1]}, [place[1]]
        while new:
            column = new.pop()
            for row in {r for r, c in others if c == column and self._may_add((r, c), adds=not adds)} - rows:
                rows.add(row)
                further = {c for r, c in others if r == row and self._may_add((r, c), adds=adds)} - columns
                columns |= further
                new.extend(further)
        return place[0] in rows

    def _may_add(self, place: Place, *, adds: bool) -> bool:
        return self._may_move(place, up=adds == self._is_itself(place))

    def _is_itself(self, place: Place) -> bool:
        """Whether a number counts as itself, and not as its opposite."""
        return self._sums(place) != 1

    def _may_move(self, place: Place, *, up: bool) -> bool:
        """Whether a number alone may be one more, or one less, by what is said of it."""
        if place in self.unknown:
            return True
        number = self._number(place)
        if self.hidden[place] is Hidden.SMALL:
            return number + 1 < self.threshold if up else number > 1
        # Who knows this rule knows that a large number that is withheld is no small one.
        return up or number not in {1, self.threshold}


def _apart(one: Place, other: Place) -> bool:
    return one[0] != other[0] and one[1] != other[1]
