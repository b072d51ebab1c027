"""Reads the plain layout (``app.reports.layout``): the sheets of a workbook, or those of a CSV file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from app.imports.columns import Cell, folded, reader
from app.reports import layout
from app.reports.fault import Reading
from app.reports.gathering import Gathering
from models.report_content import Section
from models.report_table import LONGEST, Block, Column, Format, Row, Table

Rows = Sequence[tuple[int, Sequence[Cell | None]]]
"""The rows of a sheet with their numbers in the file."""


def report(sheets: Mapping[str, Rows], name: str) -> Reading:
    """The report of these sheets; ``name`` is what it is called unless it says so itself."""
    gathered = Gathering(name)
    about = _about(gathered, sheets)
    if about is None:
        return gathered.ended(None, "", 0)

    def place(of: str) -> str:
        return str(gettext("Sheet %(sheet)s, “%(row)s”", sheet=layout.ABOUT, row=of))

    unit, source, code = (_words(about.get(key)) for key in (layout.UNIT, layout.SOURCE, layout.FORMAT))
    if not unit:
        gathered.fault(place(layout.UNIT), gettext("Write whose report it is."))
    year = gathered.year(about.get(layout.YEAR), place(layout.YEAR))
    gathered.name = _words(about.get(layout.NAME)) or name
    form = gathered.form(code, year, place(layout.FORMAT))
    fee = gathered.number(about.get(layout.FEE), place(layout.FEE))
    for label, cell in about.items():
        if label.startswith(layout.CLAIM):
            gathered.claim(label.removeprefix(layout.CLAIM), cell, place(label))
    if form is not None:
        _tables(gathered, form, sheets)
    return gathered.ended(form, unit, year, tuple(_sections(sheets.get(layout.TEXT, ()))), fee, source)


def _tables(gathered: Gathering, form: Format, sheets: Mapping[str, Rows]) -> None:
    for table in form.tables:
        sheet = layout.TABLES[table.key]
        if sheet in sheets:
            _Grid(gathered, form, table, sheet).read(sheets[sheet])
        else:
            gathered.fault(
                gettext("Sheet %(sheet)s", sheet=sheet),
                gettext("It is missing. Copy it from a report that was exported, and fill it in."),
            )


def _about(gathered: Gathering, sheets: Mapping[str, Rows]) -> dict[str, Cell | None] | None:
    if layout.ABOUT not in sheets:
        gathered.fault(
            gettext("Sheet %(sheet)s", sheet=layout.ABOUT),
            gettext(
                "It is missing. Add it, with the unit beside “%(unit)s” and the year beside “%(year)s”.",
                unit=layout.UNIT,
                year=layout.YEAR,
            ),
        )
        return None
    return {_words(row[0]): _at(row, 1) for _number, row in sheets[layout.ABOUT] if row and _words(row[0])}


def _sections(rows: Rows) -> Iterator[Section]:
    title, lines = "", list[str]()
    for _number, row in rows[1:]:
        if begun := _words(_at(row, 0)):
            if title:
                yield Section(title, "\n".join(lines))
            title, lines = begun, []
        lines.append(_text(_at(row, 1)))
    if title:
        yield Section(title, "\n".join(lines))


@dataclass
class _Grid:
    """One table, read row by row under the heads of its blocks."""

    gathered: Gathering
    form: Format
    table: Table
    sheet: str

    def read(self, rows: Rows) -> None:
        """All of it; whatever is not of the form is a fault."""
        block: Block | None = None
        heads: dict[int, Column] = {}
        left = {row.key: row for block in self.table.blocks for row in block.rows}
        for number, cells in rows:
            first = _words(_at(cells, 0))
            if not any(_words(cell) for cell in cells):
                continue
            if begun := self._block(first):
                block, heads = begun, self._heads(begun, number, cells)
                continue
            row = self._row(block, number, first)
            if row is None:
                continue
            if left.pop(row.key, None) is None:
                self._fault(number, first, gettext("This row is there twice. Delete one of them."))
                continue
            self._take(row, number, cells, heads)
        for row in left.values():
            self.gathered.fault(
                gettext("Sheet %(sheet)s", sheet=self.sheet),
                gettext(
                    "The row “%(row)s” is missing. Add it; where there was nothing, write 0.", row=row.line
                ),
            )

    def _block(self, first: str) -> Block | None:
        said = folded(first)
        return next((block for block in self.table.blocks if folded(layout.head(block)) == said), None)

    def _heads(self, block: Block, number: int, cells: Sequence[Cell | None]) -> dict[int, Column]:
        known = {said: c for c in block.columns for said in layout.words(c.name_zh, c.key)}
        found: dict[int, Column] = {}
        for place, cell in enumerate(cells[1:], 1):
            said = _words(cell)
            column = known.get(folded(said))
            if column is not None and column not in found.values():
                found[place] = column
            elif said:
                self._fault(
                    number,
                    layout.head(block),
                    gettext(
                        "Column %(letter)s is called “%(head)s”: the form has no such column here,"
                        " or it stands there twice. Take the heads from the form.",
                        letter=_letter(place),
                        head=said[:LONGEST],
                    ),
                )
        for column in block.columns:
            if column not in found.values():
                self._fault(
                    number,
                    layout.head(block),
                    gettext("The column “%(column)s” is missing. Add it.", column=column.name_zh),
                )
        return found

    def _row(self, block: Block | None, number: int, first: str) -> Row | None:
        said = folded(first)
        if block is None:
            self._fault(
                number,
                first,
                gettext(
                    "No row of heads stands above it. It begins with “%(head)s”.",
                    head=layout.head(self.table.blocks[0]),
                ),
            )
            return None
        found = next(
            (row for row in block.rows if said in layout.words(row.line, row.name_zh, row.key)), None
        )
        if found is None:
            self._fault(
                number,
                first,
                gettext(
                    "The form has no such row under “%(head)s”. Take its words from the form, or delete it.",
                    head=layout.head(block),
                ),
            )
        return found

    def _take(self, row: Row, number: int, cells: Sequence[Cell | None], heads: Mapping[int, Column]) -> None:
        for place, column in heads.items():
            where = gettext(
                "Sheet %(sheet)s, row %(number)s (%(row)s), column %(letter)s (%(column)s)",
                sheet=self.sheet,
                number=number,
                row=row.line,
                letter=_letter(place),
                column=column.name_zh,
            )
            self.gathered.take(
                self.form, f"{self.table.key}.{row.key}.{column.key}", _at(cells, place), where
            )
        stray = [p for p, cell in enumerate(cells) if p and p not in heads and _words(cell)]
        if stray and heads:
            self._fault(
                number,
                row.line,
                gettext(
                    "Something stands in column %(letter)s, which has no head. Move or delete it.",
                    letter=_letter(stray[0]),
                ),
            )

    def _fault(self, number: int, row: str, sentence: str) -> None:
        place = gettext(
            "Sheet %(sheet)s, row %(number)s (%(row)s)", sheet=self.sheet, number=number, row=row[:LONGEST]
        )
        self.gathered.fault(place, sentence)


def _at(cells: Sequence[Cell | None], place: int) -> Cell | None:
    return cells[place] if place < len(cells) else None


def _text(cell: Cell | None) -> str:
    if cell is None or cell.value is None:
        return ""
    return cell.value if isinstance(cell.value, str) else str(cell)


def _words(cell: Cell | None) -> str:
    return " ".join(_text(cell).split())


def _letter(place: int) -> str:
    return str(reader().get_column_letter(place + 1))
