"""One table, three files: CSV, XLSX and the markup of a PDF.

Nothing a citizen typed is ever a formula, and nothing a spreadsheet would swallow (a zero at the
front, the last digits of an identity number) is lost:

- XLSX: every text is a text cell, also one that looks like the markup of a cell.
- CSV has no text cells. A text that a spreadsheet would read as something else gets an apostrophe
  before it, and so does a text that begins with one: whoever reads the file by program takes one
  leading apostrophe off and has exactly what was stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from csv import writer
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import lru_cache
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Literal
from unicodedata import east_asian_width

from flask_babel import lazy_gettext as _
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellStringTuple, Worksheet

Cell = str | int | float | Decimal | date | datetime | None
Kind = Literal["text", "number", "day", "moment"]
NUMBERS = (int, float, Decimal)

LONGEST_XLSX = 1_048_575
"""Rows a worksheet holds below its head."""
LONGEST_PDF = 5_000
"""Rows laid out as PDF; beyond it layout takes minutes and a gigabyte."""
LONGEST_CELL = 32_767
"""Characters a worksheet cell holds, a rare one beyond U+FFFF counted twice."""
LONGEST_PRINTED = 1_000
"""Characters of one cell on paper: a word without end takes the layout half a minute."""
WIDEST_PRINTED = 44
"""Latin characters beyond which a column on paper gets no wider; its cells wrap."""
BUFFER = 65_536
"""Characters of CSV sent at a time; more when the rows made together have more."""
AT_A_TIME = 250
"""Rows made at a time: what lies together in the processor's own memory is made fastest."""
WIDTHS: dict[Kind, int] = {"text": 24, "number": 12, "day": 12, "moment": 18}
"""Least width of a column, in Latin characters."""

# Blanks and invisible characters a spreadsheet may skip before it looks at the first character.
FORMULA = re.compile("[\\s\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]*[=+\\-@＝＋－＠]|[ \u3000]*[\t\r\n]")
SHORT_NEGATIVE = re.compile(r"-(0|[1-9][0-9]{0,10})(\.[0-9]+)?")
SWALLOWED = re.compile(r"\s*(0\d+(\.\d+)?|\d{12,}(\.\d*)?|\d+(\.\d+)?[eE]\d+)\s*")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ESCAPED = re.compile(r"[&<>_\x00-\x1f\ufffe\uffff]|^\s|\s$")
"""What cannot stand in a worksheet as it is: markup, control characters, ``_x0041_``, blanks at the ends."""
NOT_A_TAB_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


class TooManyRows(ValueError):
    """The table is longer than this kind of file can be; ``limit`` is how many rows it may have.

    ``str()`` is a sentence for the reader.
    """

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit

    def __str__(self) -> str:
        return str(
            _("More than %(limit)s rows: narrow the filter, or export as CSV", limit=f"{self.limit:,}")
        )


@dataclass(frozen=True)
class Column:
    """A column of the table; ``label`` is its head in the reader's language."""

    key: str
    label: str
    kind: Kind = "text"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table ready to be written. Its rows are read once, so they may come from a server-side cursor.

    All words are in the reader's language already: files are written while no request is open.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    zone: tzinfo
    """The zone moments are shown in."""
    about: str
    """The name of the last worksheet, which holds the notes."""
    notes: Sequence[str] = ()
    """Who exported, when, and what was filtered, a line each."""


# -- cells ----------------------------------------------------------------------------


Make = Callable[[Cell], Cell]


def _made(rows: Iterable[Sequence[Cell]], make: Make) -> Iterator[Iterable[Sequence[Cell]]]:
    """The rows with every cell made into another, some hundreds at a time.

    Column by column: most of them say a few things over and over, and each of these is made once.
    """
    left, again = iter(rows), lru_cache(maxsize=4096)(make)
    while part := list(islice(left, AT_A_TIME)):
        yield zip(*(_made_cells(cells, make, again) for cells in zip(*part, strict=True)), strict=True)


def _made_cells(cells: Sequence[Cell], make: Make, again: Make) -> Sequence[Cell]:
    different = set(cells)
    # Numbers that are equal need not read the same.
    if 2 * len(different) > len(cells) or any(isinstance(cell, NUMBERS) for cell in different):
        return [make(cell) for cell in cells]
    made = {cell: again(cell) for cell in different}
    return [made[cell] for cell in cells] if any(made[cell] is not cell for cell in different) else cells


# -- CSV ------------------------------------------------------------------------------


def csv(sheet: Sheet) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, CRLF, the head first; in pieces of some hundred rows. Has no notes."""
    buffer = StringIO()
    lines = writer(buffer, lineterminator="\r\n")
    buffer.write("\ufeff")
    lines.writerow([guarded(column.label) for column in sheet.columns])
    for part in _made(sheet.rows, _csv_cell(sheet.zone)):
        lines.writerows(part)
        if buffer.tell() >= BUFFER:
            yield _drained(buffer)
    yield _drained(buffer)


def _drained(buffer: StringIO) -> bytes:
    piece = buffer.getvalue().encode("utf-8", "replace")
    buffer.seek(0)
    buffer.truncate()
    return piece


def _csv_cell(zone: tzinfo) -> Make:
    def made(value: Cell) -> Cell:
        if isinstance(value, str):
            # What begins with a letter is most of what there is, and nothing to a spreadsheet.
            return value if value[:1].isalpha() else guarded(value)
        return None if value is None else _shown(value, zone)

    return made


def guarded(text: str) -> str:
    """A text for CSV: an apostrophe before it where a spreadsheet would take it for something else."""
    if "0" <= text[:1] <= "9":
        risky = SWALLOWED.fullmatch(text) is not None
    else:
        risky = not SHORT_NEGATIVE.fullmatch(text) and bool(
            text.startswith("'") or FORMULA.match(text) or SWALLOWED.fullmatch(text)
        )
    return f"'{text}" if risky else text


def _shown(value: Cell, zone: tzinfo) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return f"{_local(value, zone):%Y-%m-%d %H:%M:%S}"
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
    return str(value)


def _local(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


# -- XLSX -----------------------------------------------------------------------------


OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""How a workbook is opened: rows leave the memory one by one, and nothing is made of a text."""


def xlsx(sheet: Sheet, stream: BinaryIO) -> int:
    """Write a workbook row by row in constant memory; how many rows.

    Raises TooManyRows beyond a worksheet's length. Days and moments are real dates, head and notes
    as described in ``Sheet``. Characters a workbook cannot hold become �, cells beyond its length
    end in ….
    """
    with Workbook(stream, OPTIONS) as book:
        written = add_page(book, sheet.title, sheet.columns, sheet.rows, sheet.zone)
        about = book.add_worksheet(tab_name(sheet.about))
        about.set_column(0, 0, 100)
        bold = _head(book)
        for place, text in enumerate((sheet.title, *sheet.notes)):
            write_text(about, place, 0, text, bold if place == 0 else None)
    return written


def add_page(
    book: Any, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], zone: tzinfo
) -> int:
    """One more worksheet of a workbook opened with OPTIONS, as ``xlsx`` has its first; how many rows."""
    page, head = book.add_worksheet(tab_name(title), _Page), _head(book)
    formats = {
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
    }
    for place, column in enumerate(columns):
        page.set_column(place, place, max(WIDTHS[column.kind], _width(column.label) + 2))
        write_text(page, 0, place, column.label, head)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    written = 0
    made = _made(rows, lambda value: _xlsx_cell(value, zone))
    for written, row in enumerate(chain.from_iterable(made), 1):
        if written > LONGEST_XLSX:
            raise TooManyRows(LONGEST_XLSX)
        for place, value in enumerate(row):
            if value is not None:
                _write(page, written, place, value, formats)
    return written


def _head(book: Any) -> Any:
    return book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})


class _Page(Worksheet):  # type: ignore[misc]  # it tells no types
    """A worksheet that writes a text in which nothing has to be escaped as it stands.

    XlsxWriter looks at every text five times, which is a third of what a workbook takes.
    """

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if isinstance(cell, CellStringTuple) and cell.format is None and not ESCAPED.search(cell.string):
            name = xl_rowcol_to_cell_fast(row, col)
            self.fh.write(f'<c r="{name}" t="inlineStr"><is><t>{cell.string}</t></is></c>')
        else:
            super()._write_cell(row, col, cell)


def _xlsx_cell(value: Cell, zone: tzinfo) -> Cell:
    """What a cell of a worksheet holds: a text it can store, a number, a day, a moment without a zone."""
    match value:
        case None | "":
            return None
        case str():
            return storable(value)
        case date() if value.year > 1900:
            return _local(value, zone) if isinstance(value, datetime) else value
        case int() | float() if abs(value) < 10**15:
            return value
        case Decimal() if abs(value) < 10**15:
            return value
    return storable(_shown(value, zone))


def _write(page: Any, row: int, place: int, value: Cell, formats: dict[str, Any]) -> None:
    if isinstance(value, str):
        _put(page, row, place, value)
    elif isinstance(value, date):
        page.write_datetime(row, place, value, formats["moment" if isinstance(value, datetime) else "day"])
    else:
        page.write_number(row, place, value)


def write_text(page: Any, row: int, place: int, text: str, how: Any = None) -> None:
    """Write a text into a cell of a worksheet as text, the way ``storable`` has it; ``how`` is its format."""
    _put(page, row, place, storable(text), how)


def _put(page: Any, row: int, place: int, text: str, how: Any = None) -> None:
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter would take it for markup of its own and pass it on as it stands, formulas and all.
        page.write_rich_string(row, place, text[0], text[1], text[2:], *([how] if how else []))
    else:
        page.write_string(row, place, text, how)


def storable(text: str) -> str:
    """A text as a cell can hold it: � for what XML cannot say, … for what is too long."""
    clean = NOT_XML.sub("\ufffd", text)
    if 2 * len(clean) <= LONGEST_CELL or len(units := clean.encode("utf-16-le")) <= 2 * LONGEST_CELL:
        return clean
    return units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"


def tab_name(title: str) -> str:
    """A title as the name of a worksheet: 31 characters, without those no name may have."""
    return NOT_A_TAB_NAME.sub(" ", title).strip(" '")[:31].strip(" '") or "1"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "FW" else 1 for char in text)


# -- PDF ------------------------------------------------------------------------------


def pdf_html(sheet: Sheet, *, lang: str, limit: int = LONGEST_PDF) -> str:
    """The table as markup for the letters' printer: A4 across, head on every page, pages numbered.

    ``lang`` is the language of the words (``zh-CN``). Raises TooManyRows beyond ``limit`` rows.
    Long cells end in … (``LONGEST_PRINTED``).
    """
    rows = list(islice(sheet.rows, limit + 1))
    if len(rows) > limit:
        raise TooManyRows(limit)
    body = [[_printed(value, sheet.zone) for value in row] for row in rows]
    page = _environment.get_template("table.html")
    return page.render(
        title=sheet.title,
        columns=list(zip(sheet.columns, _shares(sheet.columns, body), strict=True)),
        rows=body,
        notes=sheet.notes,
        lang=lang,
    )


def _shares(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[str]:
    """How much of the paper's width each column gets, in percent, by the widest thing in it."""
    widest = [
        min(WIDEST_PRINTED, max(_width(text) for text in (column.label, *(row[place] for row in rows))))
        for place, column in enumerate(columns)
    ]
    # Two more characters each, for the lines and the space between them.
    whole = sum(widest) + 2 * len(widest)
    return [f"{100 * (width + 2) / whole:.2f}" for width in widest]


def _printed(value: Cell, zone: tzinfo) -> str:
    text = NOT_XML.sub("\ufffd", _shown(value, zone))
    return text if len(text) <= LONGEST_PRINTED else text[: LONGEST_PRINTED - 1] + "…"


_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent.parent / "templates" / "exports"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
