"""Writes a workbook of records, row by row in constant memory: the template, and what is given back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, BinaryIO

from flask_babel import gettext
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs

from app.exports.table import write_text
from app.imports.columns import FAULTS, Column
from app.imports.sheet import MOST_ROWS

FIRST = 2
"""Where rows begin, counted from nought: above them the codes, which are hidden, and the heads."""
WIDTH = {"text": 22, "number": 10, "day": 14, "moment": 18, "choice": 20, "choices": 30, "tick": 12}
WIDE = 48
"""Of the column of faults and of the notes, in Latin characters."""


class Book(AbstractContextManager["Book"]):
    """One being written, within ``with``. Every cell is text: nothing becomes a formula or loses digits."""

    def __init__(self, stream: BinaryIO, columns: Sequence[Column], notes: Sequence[str]) -> None:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._columns, self._book, self._next = columns, Workbook(stream, options), FIRST
        make = self._book.add_format
        self._head = make(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF7"}
        )
        self._text = make({"num_format": "@", "valign": "top"})
        self._day = make({"num_format": "yyyy-mm-dd", "valign": "top"})
        self._wrong = make(
            {"num_format": "@", "valign": "top", "bg_color": "#F8D0CC", "font_color": "#8B1A10"}
        )
        self._said = make({"text_wrap": True, "valign": "top", "font_color": "#8B1A10"})
        self._wrapped = make({"text_wrap": True, "valign": "top"})
        self._page = self._book.add_worksheet(gettext("Records"))
        self._begin()
        self._note(notes)
        self._offer()

    def add(self, texts: Mapping[str, str], faults: Mapping[str, str]) -> None:
        """One row: what stands in each column, and the sentence for each column that will not do."""
        for place, column in enumerate(self._columns):
            text, how = texts.get(column.code, ""), self._text
            if column.code == FAULTS:
                text, how = "\n".join(faults.values()), self._said
            elif column.code in faults:
                how = self._wrong
            if text:
                write_text(self._page, self._next, place, text, how)
            elif how is self._wrong:
                self._page.write_blank(self._next, place, None, how)
        self._next += 1

    def __exit__(self, *_error: object) -> None:
        # Also after an error: what was written so far lies in a file until the book is closed.
        self._page.autofilter(FIRST - 1, 0, max(self._next - 1, FIRST), len(self._columns) - 1)
        self._book.close()

    def _begin(self) -> None:
        self._page.set_row(0, None, None, {"hidden": True})
        for place, column in enumerate(self._columns):
            fault = column.code == FAULTS
            width = WIDE if fault else WIDTH[column.kind]
            self._page.set_column(place, place, width, self._day if column.kind == "day" else self._text)
            self._page.write_string(0, place, column.code)
        for place, column in enumerate(self._columns):
            write_text(
                self._page, 1, place, f"{column.label} *" if column.required else column.label, self._head
            )
        self._page.freeze_panes(FIRST, 1)

    def _note(self, notes: Sequence[str]) -> None:
        page = self._book.add_worksheet(gettext("Notes"))
        page.set_column(0, 1, 18, self._wrapped)
        page.set_column(2, 3, WIDE, self._wrapped)
        line = 0
        for line, text in enumerate(notes):
            write_text(page, line, 0, text)
        heads = (gettext("Column"), gettext("Required"), gettext("What to write"), gettext("Choices"))
        for place, head in enumerate(heads):
            page.write_string(line + 2, place, head, self._head)
        listed = [column for column in self._columns if column.code != FAULTS]
        for row, column in enumerate(listed, line + 3):
            told = (
                column.label,
                gettext("Yes") if column.required else "",
                column.about,
                gettext(", ").join(column.words),
            )
            for place, text in enumerate(told):
                write_text(page, row, place, text, self._wrapped)

    def _offer(self) -> None:
        """The choices as lists to pick from; they stand on a hidden sheet, for a list in place is short.

        From such a list one is picked: where several may stand, they are only told.
        """
        picked = ((place, column) for place, column in enumerate(self._columns) if column.kind != "choices")
        offered = [(place, column) for place, column in picked if column.words]
        name = gettext("Choices")
        page: Any = self._book.add_worksheet(name)
        page.hide()
        # Row by row, as constant memory wants it.
        for row in range(max((len(column.words) for _place, column in offered), default=0)):
            for at, (_place, column) in enumerate(offered):
                if row < len(column.words):
                    write_text(page, row, at, column.words[row])
        for at, (place, column) in enumerate(offered):
            source = f"='{name}'!{xl_range_abs(0, at, len(column.words) - 1, at)}"
            told = {
                "validate": "list",
                "source": source,
                "error_title": column.label[:32],
                "error_message": gettext("Choose one of the list"),
            }
            self._page.data_validation(FIRST, place, FIRST + MOST_ROWS - 1, place, told)
