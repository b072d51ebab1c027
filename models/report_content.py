"""What an annual report holds: its figures, cell by cell, and the text of its sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from flask_babel import lazy_gettext as _

from models.report_table import Format, ImpossibleFigure, Value

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SLIPPED = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Figures:
    """The cells of one report, never changed: a cell without a value is blank, which is not 0.

    ``remarks`` are what stands in brackets behind a figure, one line each. Raises KeyError for a cell the
    format does not have, ImpossibleFigure for a value its cell cannot hold.
    """

    format: Format
    values: Mapping[str, Value] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cells = self.format.cells
        taken = {key: cells[key].accepted(value) for key, value in self.values.items()}
        filled = {key: taken[key] for key in cells if taken.get(key) is not None}
        said = {cells[key].key: remark_of(text) for key, text in self.remarks.items()}
        kept = {key: said[key] for key in cells if said.get(key)}
        object.__setattr__(self, "values", MappingProxyType(filled))
        object.__setattr__(self, "remarks", MappingProxyType(kept))

    def __getitem__(self, key: str) -> Value:
        return self.values.get(self.format.cells[key].key)

    def amount(self, *keys: str) -> int | Decimal:
        """The cells added up; a blank adds nothing."""
        return sum((self[key] or 0 for key in keys), 0)

    def blanks(self, *keys: str) -> tuple[str, ...]:
        """Those of the cells in which nothing stands."""
        return tuple(key for key in keys if self[key] is None)

    def replaced(
        self, values: Mapping[str, Value] | None = None, remarks: Mapping[str, str] | None = None
    ) -> Figures:
        """These with some cells or remarks changed; None makes a cell blank, "" takes a remark away."""
        return replace(
            self, values={**self.values, **(values or {})}, remarks={**self.remarks, **(remarks or {})}
        )

    def summed(self) -> Figures:
        """These with the form's sums filled in where nothing stands; of nothing but blanks, a blank.

        A sum that was given stays, right or wrong: that is for the checks to say.
        """
        values = dict(self.values)
        for key, parts in self.format.sums.items():
            filled = [value for part in parts if (value := values.get(part)) is not None]
            if key not in values and filled:
                values[key] = sum(filled, 0)
        return replace(self, values=values)


def added(form: Format, several: Iterable[Figures]) -> Figures:
    """Cell by cell the sum of several reports of one format, without remarks; of blanks alone, blank.

    Raises ValueError where one is of another format.
    """
    values: dict[str, Value] = {}
    for figures in several:
        if figures.format is not form:
            raise ValueError(f"{figures.format.code} does not add up to {form.code}")
        for key, value in figures.values.items():
            values[key] = (values.get(key) or 0) + (value or 0)
    return Figures(form, values)


def remark_of(text: str) -> str:
    """A remark as it is kept, on one line; raises ImpossibleFigure for what cannot be printed."""
    line = " ".join(text.split())
    if _UNPRINTABLE.search(line):
        raise ImpossibleFigure(_("The remark holds characters nobody can print. Type it anew."))
    return line


@dataclass(frozen=True)
class Section:
    """One of the six sections: its title with its number (一、总体情况), and its text in lines."""

    title: str
    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", " ".join(_SLIPPED.sub("", self.title).split()))
        lines = (line.rstrip() for line in _SLIPPED.sub("", "\n".join(self.text.splitlines())).split("\n"))
        object.__setattr__(self, "text", "\n".join(lines).strip("\n"))


@dataclass(frozen=True)
class Report:
    """One report: whose, of which year, its figures and its text.

    ``claims`` are numbers its text is known to say where the text itself is not there (keys of
    ``models.report_text.CLAIMS``); ``processing_fee`` is what was collected in yuan (信息处理费), None where
    nobody said; ``source`` is where it was published.
    """

    unit: str
    year: int
    figures: Figures
    sections: tuple[Section, ...] = ()
    claims: Mapping[str, int] = field(default_factory=dict)
    processing_fee: Decimal | None = None
    source: str = ""
    name: str = ""
    """What it is called among others, where it is called anything."""
