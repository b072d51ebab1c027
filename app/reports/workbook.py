"""A report as a workbook for readers: the tables as they are printed, and what stands behind their figures.

What is to be read back is written by ``app.reports.writing``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal
from functools import cache
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname

from app.exports.table import OPTIONS, Cell, Column, add_page, tab_name, write_text
from app.letters.render import paragraphs
from app.reports.cells import shown
from app.reports.layout import TABLES, TEXT
from app.reports.paper import in_order
from app.reports.spans import Box, printed
from app.timekeeper import OFFICE_TIME
from models.report_content import Report
from models.report_format import amended, title
from models.report_table import Table

INDEX = "目录"
HEADS = ("工作表", "内容", "报告数", "明细行数")
"""Of the index: a sheet, what is on it, the figure reported, how many rows stand behind it."""
SECTIONS, DRAFT = "各部分文字", "草稿"
LINK = {"font_color": "blue", "underline": 1}
A4 = 9
LINES, NAMES, NARROW, FIGURES = 100, 40, 9, 11
"""Widths in Latin characters: of running text, of names, of the heads before them, of figures."""

Behind = tuple[str, Sequence[Column], Iterable[Sequence[Cell]]]
"""The key of a figure's cell, the heads of its records, and the records row by row."""


def as_workbook(
    report: Report,
    stream: BinaryIO,
    behind: Iterable[Behind] = (),
    *,
    zone: tzinfo = OFFICE_TIME,
    edition: int = 1,
    draft: bool = False,
) -> None:
    """Write the index, the text, a sheet a table, then a sheet for the records of each figure in ``behind``.

    Rows are read once, figure after figure, and leave the memory one by one; ``zone`` is the one moments
    are shown in. Raises KeyError for a cell the form does not have, TooManyRows beyond a sheet's length.
    """
    with Workbook(stream, OPTIONS) as book:
        written = _Book(book, report)
        # In the reader's order; what the others lead to is written first.
        index, text = book.add_worksheet(INDEX), book.add_worksheet(TEXT)
        tables = {key: book.add_worksheet(name) for key, name in TABLES.items()}
        sheets = {found[0]: written.records(number, found, zone) for number, found in enumerate(behind, 1)}
        written.text(text)
        for section, table, _name in in_order(report):
            if table:
                written.table(tables[table.key], section.title, table, sheets)
        written.index(index, sheets, amended(edition), draft=draft)


@dataclass(frozen=True)
class _Sheet:
    """The records behind a figure: the name of their sheet, and how many there are."""

    name: str
    rows: int


class _Book:
    """One being written."""

    def __init__(self, book: Any, report: Report) -> None:
        self._report, self._figures, self._book = report, report.figures, book
        self._format = cache(lambda **how: book.add_format({"text_wrap": True, "valign": "vcenter", **how}))

    def records(self, number: int, behind: Behind, zone: tzinfo) -> _Sheet:
        """A sheet of their own; the number before its name makes it the only one so called."""
        key, columns, rows = behind
        cell = self._figures.format.cells[key]
        name = tab_name(f"{number} {cell.column.name_zh} {cell.row.line}")
        return _Sheet(name, add_page(self._book, name, columns, rows, zone))

    def text(self, page: Any) -> None:
        """The sections, a paragraph a row."""
        page.set_column(0, 0, LINES)
        lines = [
            (line, bold)
            for section, _table, _name in in_order(self._report)
            for line, bold in ((section.title, True), *((text, False) for text in paragraphs(section.text)))
        ]
        for row, (line, bold) in enumerate(lines):
            write_text(page, row, 0, line, self._format(bold=bold))

    def table(self, page: Any, head: str, table: Table, sheets: Mapping[str, _Sheet]) -> None:
        """A table under the title of its section, each figure leading to its records where there are some."""
        grid = printed(table)
        page.set_column(0, grid.width - 1, FIGURES)
        for column in range(grid.before):
            page.set_column(column, column, NAMES if column == grid.before - 1 else NARROW)
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        if len(grid.parts) == 1:
            page.freeze_panes(1 + len(grid.parts[0].head), grid.before)
            page.repeat_rows(1, len(grid.parts[0].head))
        write_text(page, 0, 0, head, self._format(bold=True, text_wrap=False))
        for row, column, box in grid.places:
            if (row, column) == (box.row, box.column):
                self._put(page, box, sheets)
            else:
                page.write_blank(1 + row, column, None, self._format(border=1))

    def _put(self, page: Any, box: Box, sheets: Mapping[str, _Sheet]) -> None:
        row, column = 1 + box.row, box.column
        if box.height > 1 or box.width > 1:
            # What would merge cells for us writes all their rows, out of turn.
            page.merge.append([row, column, row + box.height - 1, column + box.width - 1])
        if box.key:
            self._figure(page, row, column, box.key, sheets.get(box.key), border=1)
        else:
            align = "left" if box.scope == "row" else "center"
            write_text(page, row, column, box.text, self._format(border=1, align=align))

    def _figure(self, page: Any, row: int, column: int, key: str, sheet: _Sheet | None, **how: Any) -> None:
        value = shown(self._figures[key], self._figures.remarks.get(key, ""))
        how |= {"align": "center", **(LINK if sheet else {})}
        if sheet:
            self._link(page, row, column, sheet.name, "")
        if isinstance(value, Decimal):
            how["num_format"] = f"{Decimal(0).quantize(value):f}"
        if value is None:
            page.write_blank(row, column, None, self._format(**how))
        elif isinstance(value, str):
            write_text(page, row, column, value, self._format(**how))
        else:
            page.write_number(row, column, value, self._format(**how))

    def index(self, page: Any, sheets: Mapping[str, _Sheet], edition: str, *, draft: bool) -> None:
        """What the workbook is, and where everything in it stands."""
        page.set_column(0, 1, NAMES)
        page.set_column(2, 3, FIGURES)
        bold = self._format(bold=True, text_wrap=False)
        said = [f"{self._report.unit}{title(self._report.year)}{edition}", *([DRAFT] if draft else [])]
        for row, text in enumerate(said):
            write_text(page, row, 0, text, bold)
        for column, text in enumerate(HEADS):
            write_text(page, len(said), column, text, bold)
        named = {table.key: name for _section, table, name in in_order(self._report) if table}
        begun = [(TEXT, SECTIONS), *((TABLES[key], name) for key, name in named.items())]
        for row, (sheet, about) in enumerate(begun, len(said) + 1):
            self._link(page, row, 0, sheet, sheet)
            write_text(page, row, 1, about, self._format())
        for row, (key, found) in enumerate(sheets.items(), len(said) + len(begun) + 1):
            self._link(page, row, 0, found.name, found.name)
            label = f"{TABLES[key.partition('.')[0]]} {self._figures.format.cells[key].label}"
            write_text(page, row, 1, label, self._format())
            self._figure(page, row, 2, key, None)
            page.write_number(row, 3, found.rows, self._format(align="center"))

    def _link(self, page: Any, row: int, column: int, sheet: str, text: str) -> None:
        """A way to a sheet; what is written into the cell afterwards shows instead of the text."""
        page.write_url(row, column, f"internal:{quote_sheetname(sheet)}!A1", self._format(**LINK), text)
