"""Gathers a report while a file is read: figures, remarks and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from flask_babel import gettext

from app.imports.columns import Cell, CellRefused
from app.reports.cells import figure
from app.reports.fault import Fault, Reading
from models.report_content import Figures, Report, Section, remark_of
from models.report_format import FORMATS, format_of
from models.report_table import LIMIT, LONGEST, Format, ImpossibleFigure, Value
from models.report_text import CLAIMS

FIRST_YEAR, LAST_YEAR = 2008, 2199
"""From the Regulation's first year on; what lies outside is a slip."""


@dataclass
class Gathering:
    """One report as far as it was read."""

    name: str
    values: dict[str, Value] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)

    def fault(self, place: str, sentence: str) -> None:
        """Something is wrong there."""
        self.faults.append(Fault(place, sentence))

    def take(self, form: Format, key: str, cell: Cell | None, place: str) -> None:
        """What stands in a cell of the form, unless it cannot stand there."""
        try:
            value, remark = figure(cell)
            self.values[key] = form.cells[key].accepted(value)
            if remark:
                self.remarks[key] = remark_of(remark)
        except (CellRefused, ImpossibleFigure) as refused:
            self.fault(place, str(refused))

    def number(self, cell: Cell | None, place: str) -> Value:
        """A number beside the tables; a fault and None for what is none, below 0 or beyond all reason."""
        try:
            value, _remark = figure(cell)
        except CellRefused as refused:
            self.fault(place, str(refused))
            return None
        if value is not None and not 0 <= value < LIMIT:
            self.fault(place, gettext("%(value)s cannot be. Correct it.", value=str(value)[:LONGEST]))
            return None
        return value

    def whole(self, cell: Cell | None, place: str) -> int | None:
        """A whole number beside the tables; a fault and None for any other."""
        value = self.number(cell, place)
        if value is None or value == int(value):
            return None if value is None else int(value)
        self.fault(place, gettext("%(value)s is not whole. Correct it.", value=value))
        return None

    def claim(self, name: str, cell: Cell | None, place: str) -> None:
        """A number its text says."""
        number = self.whole(cell, place) if name in CLAIMS else None
        if number is not None:
            self.claims[name] = number

    def year(self, cell: Cell | None, place: str) -> int:
        """The year reported on; 0 and a fault for what is none."""
        year = self.whole(cell, place) or 0
        if not FIRST_YEAR <= year <= LAST_YEAR:
            self.fault(place, gettext("Give the year the report is about, such as 2025."))
            return 0
        return year

    def form(self, code: str, year: int, place: str) -> Format | None:
        """The format a report says it has, or the one its year has; None and a fault where there is none."""
        known = gettext(", ").join(FORMATS)
        said = next((form for form in FORMATS.values() if code in (form.code, form.notice)), None)
        if code and said is None:
            self.fault(
                place,
                gettext("Nobody knows the format “%(code)s”. Choose: %(known)s.", code=code, known=known),
            )
            return None
        form = said or format_of(year)
        if form is None and year:
            self.fault(
                place, gettext("Before 2019 there was no such form. Give the format: %(known)s.", known=known)
            )
        return form

    def ended(
        self,
        form: Format | None,
        unit: str,
        year: int,
        sections: tuple[Section, ...] = (),
        fee: Decimal | int | None = None,
        source: str = "",
        given: Mapping[str, str] | None = None,
    ) -> Reading:
        """What came of it; ``given`` are remarks that are told apart from their figures."""
        report = None
        if form is not None and not self.faults:
            report = Report(
                unit,
                year,
                Figures(form, self.values, {**self.remarks, **(given or {})}),
                sections,
                self.claims,
                None if fee is None else Decimal(fee),
                source,
                self.name,
            )
        return Reading(self.name or f"{unit}-{year}", report, tuple(self.faults), tuple(self.doubts))
