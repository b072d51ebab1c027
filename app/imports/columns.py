"""What a workbook of records is made of: its columns, and how a cell of each becomes what a form is sent."""

from __future__ import annotations

import importlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal

from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _

from models.workflow import Label

Kind = Literal["text", "number", "day", "moment", "choice", "choices", "tick"]

LOSSY = 10**15
"""From here on a spreadsheet keeps fifteen digits of a number and puts zeros for the rest."""
FIRST_SERIAL, LAST_SERIAL = 20_000, 99_999
"""Numbers that are days (1954 to 2173) where a day belongs: below lie bare years, above packed days."""
EPOCH = datetime.fromisoformat("1899-12-30")
"""The day before the first, as most workbooks count."""
FAULTS = "gongkai_faults"
"""The code of the column that says what is wrong; whatever stands in it is passed over."""
TICKED, NOT_TICKED = _("Yes"), _("No")

_BLANK = re.compile(r"\s+")
_PARTED = re.compile(r"[,;\n\u3001\uff0c\uff1b]")
"""Commas and semicolons of either width, or lines, between several choices in one cell."""


def reader() -> Any:
    """``app.imports.reading``."""
    return importlib.import_module("app.imports.reading")


class CellRefused(ValueError):
    """What stands in a cell cannot be taken; ``str()`` says why and what to do about it."""


@dataclass(frozen=True)
class Cell:
    """A filled cell as the workbook has it; ``kind`` is openpyxl's letter for its type."""

    value: Any
    kind: str = "s"
    epoch: datetime = EPOCH
    """The day this workbook counts its days from."""

    def __str__(self) -> str:
        """What stands there, as near as text comes to it: to be written back for its owner."""
        if isinstance(self.value, datetime):
            whole = self.value.time().isoformat() != "00:00:00"
            return self.value.isoformat(" ", "minutes") if whole else self.value.date().isoformat()
        if self.kind == "f":
            return str(getattr(self.value, "text", self.value))
        return str(reader().unescape(self.value)) if isinstance(self.value, str) else str(self.value)

    def refuse_computed(self) -> None:
        """Raises CellRefused for what a spreadsheet would have to work out first."""
        if self.kind == "f":
            raise CellRefused(
                gettext("A formula. Copy the column and insert it again as values, then send the file again.")
            )
        if self.kind == "e":
            raise CellRefused(gettext("The spreadsheet shows an error here (#…). Type the value itself."))


@dataclass(frozen=True)
class Column:
    """One column of the workbook; ``labels`` in every language of the panel, the reader's first."""

    code: str
    labels: tuple[str, ...]
    kind: Kind = "text"
    required: bool = False
    about: str = ""
    choices: Mapping[str, tuple[str, ...]] | None = None
    """What is stored, and the words for it; the reader's first."""

    @property
    def label(self) -> str:
        """Its head for this reader."""
        return self.labels[0]

    @property
    def words(self) -> list[str]:
        """What may be chosen, in the reader's words."""
        return [words[0] for words in (self.choices or {}).values()]

    def typed(self, cell: Cell | None) -> str | list[str]:
        """The cell as a browser would send it; raises CellRefused."""
        if cell is None:
            return ""
        cell.refuse_computed()
        return self._read(cell)

    def _read(self, cell: Cell) -> str | list[str]:
        match self.kind:
            case "choice":
                return self._chosen(str(cell))
            case "choices":
                return [self._chosen(said) for said in _PARTED.split(str(cell)) if said.strip()]
            case "tick":
                return self._ticked(cell)
            case "day" | "moment":
                return _day(cell, to_the_minute=self.kind == "moment")
            case "number":
                return _whole(cell)
        return _text(cell)

    @cached_property
    def _folded(self) -> Mapping[str, list[str]]:
        """What may stand in a cell, and the choices it may mean."""
        meant: dict[str, list[str]] = defaultdict(list)
        for code, words in (self.choices or {}).items():
            for said in {folded(word) for word in (code, *words)}:
                meant[said].append(code)
        return meant

    def _chosen(self, text: str) -> str:
        found = self._folded.get(folded(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise CellRefused(gettext("Two choices are called so; register this row by hand"))
        raise CellRefused(
            gettext(
                "Choose one of these: %(choices)s",
                choices=gettext(", ").join(self.words) or gettext("(nothing)"),
            )
        )

    def _ticked(self, cell: Cell) -> str:
        said = folded(str(cell))
        for sent, words in (self.choices or {}).items():
            if said in map(folded, words):
                return sent
        raise CellRefused(gettext("Write %(words)s", words=gettext(" or ").join(self.words)))


def in_words(label: Label, languages: Iterable[str]) -> tuple[str, ...]:
    """A label in every language, the reader's first."""
    found = [str(label)]
    for language in languages:
        with force_locale(language):
            found.append(str(label))
    return tuple(dict.fromkeys(found))


def ticks(languages: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What a tick box is sent as, and the words for it."""
    known = tuple(languages)
    return {
        "y": (*in_words(TICKED, known), "y", "true", "1", "√"),
        "": (*in_words(NOT_TICKED, known), "n", "false", "0", "×"),
    }


def fault_column(languages: Iterable[str]) -> Column:
    """The column in which a workbook that is given back says what is wrong."""
    return Column(FAULTS, in_words(_("What is wrong"), languages))


def folded(text: str) -> str:
    """A head or a choice for comparing: width, case and blanks are nobody's mistake."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).casefold().rstrip("*")


def _text(cell: Cell) -> str:
    match cell.value:
        case str():
            return str(cell)
        case bool() | date():
            raise CellRefused(
                gettext(
                    "The spreadsheet made another kind of value of what was typed."
                    " Give the column the format “Text” and type it again."
                )
            )
        case int() | float() if abs(cell.value) >= LOSSY:
            raise CellRefused(
                gettext(
                    "Long digits kept as a number have lost their last ones (3.3E+17)."
                    " Give the column the format “Text” and type them again."
                )
            )
        case float() if cell.value.is_integer():
            return str(int(cell.value))
        case int() | float():
            return str(cell.value)
    raise CellRefused(gettext("A time of day cannot be taken here; type it as text"))


def _whole(cell: Cell) -> str:
    text = _text(cell)
    if not re.fullmatch(r"\s*[+-]?\d{1,15}\s*", text):
        raise CellRefused(gettext("Give a whole number"))
    return text


def _day(cell: Cell, *, to_the_minute: bool) -> str:
    """A date cell, a serial number without its format, or whatever text the form makes a day of."""
    value = cell.value
    if isinstance(value, int | float) and FIRST_SERIAL <= value <= LAST_SERIAL:
        value = reader().from_excel(value, cell.epoch)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if to_the_minute else value.date().isoformat()
    return _text(cell)
