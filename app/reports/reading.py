"""Reads reports of past years from files, both formats: JSON, CSV and XLSX.

Nothing is guessed: a report with a fault is not taken, and all its faults are told at once, each with its
place and what to do.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from csv import Error as CsvError
from csv import reader as csv_reader
from dataclasses import replace
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from app.files.names import extension_of
from app.files.policy import MEGABYTE
from app.files.refusal import UnacceptableFile
from app.imports.columns import Cell
from app.imports.package import LIMITS, UnusableSheet, is_filled, unpacked
from app.reports import grids, shape
from app.reports.fault import Fault, Reading
from app.reports.layout import ABOUT, TABLES, TEXT, marker

WIDEST = 40
"""Cells of a row that are looked at; the widest table has eight."""
LONGEST = 5_000
"""Rows of one sheet that are looked at; the longest text has some hundred lines."""


class _Unreadable(Exception):
    """The file as a whole; ``str()`` is a sentence for whoever sent it."""


def read(name: str, content: bytes) -> tuple[Reading, ...]:
    """Every report of a file; ``name`` with its ending says of which kind it is.

    A file that is none at all is one reading with one fault.
    """
    stem = name.rpartition(".")[0] or name
    try:
        match extension_of(name):
            case "json":
                return tuple(_of_json(content, stem))
            case "csv":
                return (grids.report(_of_csv(content), stem),)
            case "xlsx":
                return (grids.report(_of_workbook(name, content), stem),)
    except (_Unreadable, UnusableSheet, UnacceptableFile) as refused:
        return (Reading(stem, faults=(Fault(name, str(refused)),)),)
    told = gettext("Reports are read from files ending in .json, .csv or .xlsx. Save it as one of them.")
    return (Reading(stem, faults=(Fault(name, told),)),)


# -- JSON -----------------------------------------------------------------------------


def _of_json(content: bytes, stem: str) -> Iterator[Reading]:
    try:
        data = json.loads(
            _decoded(content),
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_no_number,
            object_pairs_hook=_once,
        )
    except RecursionError:
        raise _Unreadable(gettext("It is nested deeper than any report. Export it anew.")) from None
    except json.JSONDecodeError as error:
        raise _Unreadable(
            gettext(
                "This is no JSON from line %(line)s on. Export it anew, or correct it there.",
                line=error.lineno,
            )
        ) from None
    reports = data.get("reports", data) if isinstance(data, dict) else data
    several = reports if isinstance(reports, list) else [reports]
    if not several:
        raise _Unreadable(gettext("There is no report in it."))
    for number, raw in enumerate(several, 1):
        yield shape.read(raw, stem if len(several) == 1 else f"{stem}-{number}")


def _no_number(text: str) -> Any:
    raise _Unreadable(gettext("“%(value)s” is no figure. Correct it.", value=text))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Unreadable(gettext("“%(name)s” is there twice. Delete one of them.", name=twice))
    return found


def _decoded(content: bytes) -> str:
    if len(content) > LIMITS.size:
        raise UnacceptableFile("too_large", limit=LIMITS.size // MEGABYTE)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnacceptableFile("text_encoding")


# -- CSV ------------------------------------------------------------------------------


def _of_csv(content: bytes) -> Mapping[str, grids.Rows]:
    names = {marker(name): name for name in (ABOUT, *TABLES.values(), TEXT)}
    sheets: dict[str, list[tuple[int, list[Cell | None]]]] = {}
    rows: list[tuple[int, list[Cell | None]]] = []
    try:
        for number, texts in enumerate(csv_reader(io.StringIO(_decoded(content), newline="")), 1):
            begun = names.get(texts[0].strip()) if texts else None
            if begun in sheets:
                raise _Unreadable(
                    gettext("The sheet %(name)s is there twice. Delete one of them.", name=begun)
                )
            if begun:
                rows = sheets[begun] = []
            else:
                rows.append((number, [_unguarded(text) for text in texts[:WIDEST]]))
    except CsvError as error:
        raise _Unreadable(gettext("This is no CSV. Export it anew.")) from error
    return sheets


def _unguarded(text: str) -> Cell | None:
    """As ``app.exports.table.guarded`` has it: one apostrophe before a text is none of it."""
    return Cell(text.removeprefix("'")) if text else None


# -- XLSX -----------------------------------------------------------------------------


def _of_workbook(name: str, content: bytes) -> Mapping[str, grids.Rows]:
    sheets: dict[str, grids.Rows] = {}
    with unpacked(name, io.BytesIO(content)) as pages:
        for page in pages:
            title = page.sheet.title.strip()
            if title not in {ABOUT, *TABLES.values(), TEXT}:
                continue
            if page.merged:
                raise UnusableSheet(
                    gettext(
                        "On sheet %(sheet)s cells are merged (%(cells)s). Split them and fill each in.",
                        sheet=title,
                        cells=page.merged[0],
                    )
                )
            if page.length > LONGEST:
                raise UnusableSheet(
                    gettext(
                        "Sheet %(sheet)s has more than %(limit)s rows. Delete what is not of the report.",
                        sheet=title,
                        limit=LONGEST,
                    )
                )
            sheets[title] = [
                (
                    number,
                    [_as_shown(cell) if is_filled(cell) else None for cell in row],
                )
                for number, row in enumerate(page.rows(page.length, WIDEST), 1)
            ]
    return sheets


def _as_shown(cell: Any) -> Cell:
    """The workbook's own way to write characters (``_x0041_``) is none of the text."""
    found = Cell(cell.value, cell.data_type, cell.parent.parent.epoch)
    return replace(found, value=str(found)) if isinstance(cell.value, str) else found
