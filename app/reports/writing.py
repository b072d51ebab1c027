"""Writes reports to files: JSON, CSV and XLSX, as ``app.reports.reading`` reads them back to the digit."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from csv import writer
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from app.exports.table import OPTIONS, guarded, write_text
from app.reports.cells import plain
from app.reports.layout import ABOUT, TEXT, marker, sheets
from app.reports.shape import written
from models.report_content import Report

WIDE, NARROW = 60, 16
"""Widths of a sheet's columns in Latin characters: words, figures."""


def as_json(reports: Iterable[Report]) -> bytes:
    """An object with all of them under ``reports``."""
    content = {"reports": [written(report) for report in reports]}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def as_csv(report: Report) -> bytes:
    """UTF-8 with a byte order mark; every sheet begins with a row of its name."""
    buffer = io.StringIO()
    lines = writer(buffer, lineterminator="\r\n")
    for name, rows in sheets(report).items():
        lines.writerow([marker(name)])
        for row in rows:
            lines.writerow([guarded(cell) if isinstance(cell, str) else plain(cell) for cell in row])
    return ("\ufeff" + buffer.getvalue()).encode()


def as_xlsx(report: Report, stream: BinaryIO) -> None:
    """A workbook with one sheet a table."""
    # In constant memory texts stand in their cells: read back, those like _x0041_ are what they were.
    with Workbook(stream, OPTIONS) as book:
        add_sheets(book, report)


def add_sheets(book: Any, report: Report) -> None:
    """The sheets of a report in a workbook that is being written, row by row; others may follow them."""
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for name, rows in sheets(report).items():
        page = book.add_worksheet(name)
        page.set_column(0, 0, WIDE)
        page.set_column(1, 1, WIDE if name in (ABOUT, TEXT) else NARROW)
        page.set_column(2, max(len(row) for row in rows), NARROW)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    write_text(page, number, place, cell, wrapped if place else bold)
                elif cell is not None:
                    page.write_number(number, place, cell)
