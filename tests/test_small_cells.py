"""Small numbers of a published table: nothing that is hidden can be worked out of what is shown."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.small_cells import Hidden, Shown, suppressed

SMALL, WITHHELD = Hidden.SMALL, Hidden.WITHHELD


@pytest.mark.parametrize(
    ("cells", "row_sums", "expected"),
    [
        # Nothing small: all is told, zeros too.
        ([[5, 0], [9, 7]], True, [[5, 0, 5], [9, 7, 16], [14, 7, 21]]),
        # 10 less 9 tells the 1: the next larger number goes as well, and nothing of the other column.
        ([[1, 7], [9, 6], [12, 8]], False, [[SMALL, 7], [WITHHELD, 6], [12, 8], [22, 21]]),
        # Two small ones hide each other while their sum leaves it open: 5 may be 1 and 4.
        ([[2], [3], [8]], False, [[SMALL], [SMALL], [8], [13]]),
        # 8 of two numbers of at most 4 each is 4 and 4: the sum goes.
        ([[4], [4]], False, [[SMALL], [SMALL], [WITHHELD]]),
        # The sum of one number is the number.
        ([[3, 0]], True, [[SMALL, 0, SMALL], [SMALL, 0, SMALL]]),
    ],
)
def test_what_is_small_is_hidden_and_what_would_tell_it(
    cells: list[list[int]], row_sums: bool, expected: list[list[Shown]]
) -> None:
    assert suppressed(cells, 5, row_sums=row_sums) == expected


def test_a_threshold_that_hides_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="2"):
        suppressed([[1]], 2, row_sums=True)


THRESHOLD, MOST = 3, 5
TABLES = st.tuples(st.integers(1, 2), st.integers(1, 2)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, MOST - 1), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    )
)


@settings(max_examples=60)
@given(TABLES, st.booleans())
def test_every_hidden_number_may_still_be_two(cells: list[list[int]], row_sums: bool) -> None:
    """Whoever tries all tables there are finds more than one number in each hidden place."""
    shown = suppressed(cells, THRESHOLD, row_sums=row_sums)
    width = len(cells[0])
    possible: dict[tuple[int, int], set[int]] = {}
    for numbers in product(range(2 * MOST), repeat=len(cells) * width):
        guess = summed([list(numbers[at : at + width]) for at in range(0, len(numbers), width)], row_sums)
        pairs = [((r, c), guess[r][c], told) for r, line in enumerate(shown) for c, told in enumerate(line)]
        if all(fits(number, told) for _place, number, told in pairs):
            for place, number, _told in pairs:
                possible.setdefault(place, set()).add(number)
    truth = summed(cells, row_sums)
    for r, line in enumerate(shown):
        for c, told in enumerate(line):
            assert len(possible[r, c]) > 1 if isinstance(told, Hidden) else told == truth[r][c]
            assert isinstance(told, Hidden) or not 0 < told < THRESHOLD


def summed(cells: list[list[int]], row_sums: bool) -> list[list[int]]:
    """The table with its sums."""
    rows = [[*row, sum(row)] if row_sums else row for row in cells]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def fits(number: int, told: Shown) -> bool:
    """Whether a number may stand where this is said."""
    if told is SMALL:
        return 0 < number < THRESHOLD
    return told is WITHHELD or number == told
