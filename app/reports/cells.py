"""A figure as files write it, and back: 1,234, １２, 4166.241619（含滞纳金）, a blank, a stroke."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from flask_babel import gettext

from app.imports.columns import Cell, CellRefused
from models.report_table import LONGEST, Value

Shown = str | int | Decimal | None
"""What stands in a cell of a file."""

SAFE_DIGITS = 15
"""What a spreadsheet and a number of JSON keep of one; with more of them it is written as text."""

_BLANKS = frozenset({"", "/", "-", "—", "——", "–"})
_REMARKED = re.compile(r"([^(（]*)[(（](.*)[)）]", re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d{1,15})?")


def figure(cell: Cell | None) -> tuple[Value, str]:
    """The number in a cell, None for a blank, and the remark in brackets behind it; raises CellRefused."""
    if cell is None or cell.value is None:
        return None, ""
    cell.refuse_computed()
    match cell.value:
        case bool():
            pass
        case int() | Decimal():
            return cell.value, ""
        case float():
            # What a sum left behind the fifteenth digit is nobody's figure.
            return Decimal(f"{cell.value:.{SAFE_DIGITS}g}"), ""
        case str():
            return _read(cell.value.strip())
    raise CellRefused(
        gettext(
            "The spreadsheet made another kind of value of what was typed."
            " Give the column the format “Text” and type it again."
        )
    )


def _read(text: str) -> tuple[Value, str]:
    if text.startswith(("=", "＝")):
        Cell(text, "f").refuse_computed()
    found = _REMARKED.fullmatch(text)
    said, remark = (found[1], found[2].strip()) if found else (text, "")
    plain = "".join(unicodedata.normalize("NFKC", said).replace("−", "-").split())
    if plain in _BLANKS:
        return None, remark
    if not _NUMBER.fullmatch(plain):
        raise CellRefused(
            gettext(
                "“%(value)s” is no number. Write the number alone, a remark behind it in brackets: 12（…）.",
                value=text[:LONGEST],
            )
        )
    return Decimal(plain.replace(",", "")), remark


def shown(value: Value, remark: str = "") -> Shown:
    """A figure for a file: a number where every reader keeps it to the digit, else a text."""
    if remark:
        return f"{plain(value)}（{remark}）"
    return value if is_safe(value) else plain(value)


def plain(value: Value) -> str:
    """A figure in digits; a blank is nothing."""
    return "" if value is None else format(Decimal(value), "f")


def is_safe(value: Value) -> bool:
    """Whether a number of a file keeps all its digits."""
    return value is None or len(Decimal(value).as_tuple().digits) <= SAFE_DIGITS
