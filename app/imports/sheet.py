"""Reads a workbook that was sent to be registered: its heads, then row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from flask_babel import gettext

from app.imports.columns import FAULTS, Cell, Column, folded, reader
from app.imports.package import Page, UnusableSheet, is_filled, unpacked

MOST_ROWS = 20_000
"""Rows one workbook may have; more are divided over several."""
WIDEST = 256
"""Columns that are looked at for heads."""
BESIDE = 10
"""Columns beside the last head in which something without a head is still found."""
LONGEST_HEAD = 60
"""Characters of an unknown head that a sentence repeats."""


@dataclass(frozen=True)
class Row:
    """A row with something in it: its number in the workbook, its cells by the code of their column."""

    number: int
    cells: Mapping[str, Cell]
    stray: tuple[str, ...] = ()
    """Letters of columns without a head in which something stands."""


class Sheet:
    """An opened workbook: the columns its heads name, and its rows."""

    def __init__(self, page: Page, heads: Mapping[int, str], begins: int) -> None:
        self._page, self._heads, self._begins = page, heads, begins
        self.length = page.length
        """The number of the last row with something in it."""

    def rows(self) -> Iterator[Row]:
        """The filled rows, in their order; raises UnusableSheet when there are too many, or none."""
        found = 0
        for number, cells in enumerate(self._page.rows(self.length, max(self._heads) + 1 + BESIDE), 1):
            if number < self._begins:
                continue
            row = self._row(number, cells)
            if row is None:
                continue
            found += 1
            if found > MOST_ROWS:
                raise UnusableSheet(
                    gettext(
                        "More than %(limit)s rows are filled. Divide them over several workbooks.",
                        limit=f"{MOST_ROWS:,}",
                    )
                )
            yield row
        if not found:
            raise UnusableSheet(
                gettext("No row is filled below the heads. Fill in the rows and send it again.")
            )

    def _row(self, number: int, cells: Sequence[Any]) -> Row | None:
        filled: dict[str, Cell] = {}
        stray: list[str] = []
        for place, cell in enumerate(cells):
            if cell.value is None or (code := self._heads.get(place)) == FAULTS or not is_filled(cell):
                continue
            if code is None:
                stray.append(reader().get_column_letter(place + 1))
            else:
                filled[code] = Cell(cell.value, cell.data_type, self._page.sheet.parent.epoch)
        return Row(number, filled, tuple(stray)) if filled or stray else None


@contextmanager
def opened(
    name: str | None, stream: IO[bytes], columns: Sequence[Column], others: Mapping[str, str]
) -> Iterator[Sheet]:
    """The workbook sent as ``name``; ``others`` are heads that mean something but may not be filled in.

    One of the columns is that of the faults. Raises UnusableSheet for whatever is no workbook of these
    columns, UnacceptableFile for what no upload may be.
    """
    with unpacked(name, stream) as pages:
        yield _sheet(pages, columns, others)


# -- heads ----------------------------------------------------------------------------


def _sheet(pages: Sequence[Page], columns: Sequence[Column], others: Mapping[str, str]) -> Sheet:
    page = next((page for page in pages if page.shown), None)
    if page is None:
        raise UnusableSheet(gettext("The workbook has no visible sheet. Copy the rows into a new template."))
    codes = {column.code for column in columns}
    for other in pages:
        if other is not page and _begins_like(other, columns):
            raise UnusableSheet(
                gettext(
                    "There are records on a second sheet, “%(sheet)s”. Put all rows on the first sheet,"
                    " or send each sheet as a workbook of its own.",
                    sheet=other.sheet.title,
                )
            )
    if page.merged:
        raise UnusableSheet(
            gettext(
                "Cells are merged (%(cells)s). Split them and fill in each row for itself.",
                cells=page.merged[0],
            )
        )
    first, second = _first_rows(page)
    coded = bool(codes & set(first))
    heads = _named(second, first, columns, others) if coded else _named(first, (), columns, others)
    missing = [c.label for c in columns if c.required and c.code not in heads.values()]
    if missing:
        raise UnusableSheet(
            gettext(
                "These columns are missing: %(columns)s. Take the heads from the template.",
                columns=gettext(", ").join(missing),
            )
        )
    return Sheet(page, heads, 3 if coded else 2)


def _first_rows(page: Page) -> tuple[list[str], list[str]]:
    texts = [[str(c.value).strip() if is_filled(c) else "" for c in row] for row in page.rows(2, WIDEST)]
    texts += [[], []]
    return texts[0], texts[1]


def _begins_like(page: Page, columns: Sequence[Column]) -> bool:
    """Whether a sheet begins with heads of these columns: two of them are no accident."""
    known = {column.code for column in columns} | {folded(label) for c in columns for label in c.labels}
    return any(
        len(known & {text for said in row for text in (said, folded(said))}) > 1 for row in _first_rows(page)
    )


def _named(
    said: Sequence[str], codes: Sequence[str], columns: Sequence[Column], others: Mapping[str, str]
) -> dict[int, str]:
    """Which column stands at which place, by the hidden codes where there are some, else by the heads."""
    by_label = {folded(label): column for column in columns for label in column.labels}
    known = {column.code: column for column in columns}
    found: dict[int, str] = {}
    for place in range(max(len(said), len(codes))):
        head, code = (texts[place] if place < len(texts) else "" for texts in (said, codes))
        by_head, by_code = by_label.get(folded(head)), known.get(code)
        if by_code is not None and by_head is not None and by_head is not by_code:
            raise UnusableSheet(
                gettext(
                    "Column %(letter)s is called “%(head)s”, but was made for “%(other)s”."
                    " Copy the rows into a new template, each under its own head.",
                    letter=reader().get_column_letter(place + 1),
                    head=head,
                    other=by_code.label,
                )
            )
        column = by_code or by_head
        if column is None and head:
            raise _unknown(head, reader().get_column_letter(place + 1), others)
        if column is not None and column.code in found.values():
            raise UnusableSheet(
                gettext(
                    "Two columns are called “%(head)s”. Delete the one that is too many.", head=column.label
                )
            )
        if column is not None:
            found[place] = column.code
    return found


def _unknown(head: str, letter: str, others: Mapping[str, str]) -> UnusableSheet:
    if folded(head) in map(folded, others):
        return UnusableSheet(
            gettext(
                "Column %(letter)s, “%(head)s”, is given by the program and cannot be filled in."
                " Delete the column.",
                letter=letter,
                head=head,
            )
        )
    return UnusableSheet(
        gettext(
            "Nobody knows what column %(letter)s, “%(head)s”, is."
            " Take its head from the template, or delete it.",
            letter=letter,
            head=head[:LONGEST_HEAD],
        )
    )
