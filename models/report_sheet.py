"""The figures of an annual report as a record keeps them: compiled, by hand, checked and answered for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import object_session

from models.document_terms import OF_THE_OFFICE
from models.figure import Members
from models.line import Signed
from models.report_cell import (
    COMPUTED,
    SUMMED,
    ReportCell,
    ReportEntry,
    ReportPart,
)
from models.report_content import Figures, Report, Section, added
from models.report_facts import Fact, facts
from models.report_format import FEE, TITLES, format_of
from models.report_table import Cell, Format
from models.unit import Unit

UNIT, COUNTY = "unit", "county"
SCOPES = {UNIT: _("Report of the unit"), COUNTY: _("Report of the county")}
PLACES = {"overview": 0, "problems": 4, "others": 5}
"""Where the text stands among the six sections; the others are tables."""
REPORTING = ("county_office", "department", "township")
"""The kinds of units that report; a division answers through its unit, an enterprise by other rules."""


class ReportSheet:
    """Mix into the Record with ``cells``, ``entries``, ``answers`` and ``parts``."""

    id: Any
    year: Any
    scope: Any
    unit: Any
    unit_id: Any
    edition: Any
    cells: Any
    entries: Any
    answers: Any
    parts: Any
    organ: Any
    overview: Any
    problems: Any
    others: Any

    # -- what is in it ----------------------------------------------------------------

    @property
    def form(self) -> Format:
        """The State Council's form of its year."""
        form = format_of(self.year)
        if form is None:
            raise LookupError(f"no form for {self.year}")
        return form

    def entered(self, key: str) -> ReportEntry | None:
        """What was given by hand for a cell, the last of it."""
        found: list[ReportEntry] = [entry for entry in self.entries if entry.key == key]
        return found[-1] if found else None

    @property
    def by_hand(self) -> list[Cell]:
        """The cells people fill in, the processing fee last."""
        return [*(cell for cell in self.form.cells.values() if cell.origin == "entered"), FEE]

    @property
    def figures(self) -> Figures:
        """Every figure there is: compiled, entered, and added up."""
        kept: list[Any] = [*self.cells, *filter(None, (self.entered(cell.key) for cell in self.by_hand))]
        held = [one for one in kept if one.key in self.form.cells]
        values = {one.key: _whole(one.value) for one in held}
        remarks = {one.key: one.remark or "" for one in held}
        return Figures(self.form, values, remarks).summed()

    @property
    def fee(self) -> Decimal | None:
        """The processing fee that was collected, in yuan; None where nobody said."""
        kept = self.entered(FEE.key) or next((cell for cell in self.cells if cell.key == FEE.key), None)
        return kept.value if kept else None

    @property
    def reporter(self) -> str:
        """Whose report it is called: the unit's, or that of the government the office works for."""
        name = str(self.unit.name)
        return str(self.organ or (name.removesuffix(OF_THE_OFFICE) if self.scope == COUNTY else name))

    def facts(self) -> tuple[Fact, ...]:
        """The year's facts as sentences, last year's beside them."""
        return facts(self.year, self.figures, self.last_figures(), self.fee) if self.compiled else ()

    @property
    def content(self) -> Report:
        """The report as it is checked, printed and written to files."""
        texts = {place: getattr(self, name) for name, place in PLACES.items()}
        sections = tuple(Section(title, texts.get(place) or "") for place, title in enumerate(TITLES))
        return Report(self.reporter, self.year, self.figures, sections, processing_fee=self.fee)

    @property
    def compiled(self) -> bool:
        """Whether figures were compiled at all."""
        return bool(self.cells)

    def signature(self) -> str:
        """SHA-256 over its figures, the records behind them, and its text: what the head signs."""
        report = self.content
        content = {
            "figures": {key: str(value) for key, value in report.figures.values.items()},
            "remarks": dict(report.figures.remarks),
            "records": {cell.key: cell.sha256 for cell in self.cells if cell.sha256},
            "parts": sorted((part.unit_id, part.signature) for part in self.parts),
            "sections": [section.text for section in report.sections],
            "fee": str(report.processing_fee),
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    # -- compiling --------------------------------------------------------------------

    def figures_asked(self) -> dict[str, str]:
        """The tables counted from records; the county's are added up from the units' reports."""
        return {table.key: table.key for table in self.form.tables} if self.scope == UNIT else {}

    @property
    def year_asked(self) -> int:
        """The year the figures are about."""
        return int(self.year)

    def reckon(self, found: Mapping[str, Members], _signed: Signed) -> None:
        """Keep what was counted, or add up the units' reports; whatever was compiled before goes."""
        self.cells.clear()
        self.parts.clear()
        if self.scope == UNIT:
            self.cells.extend(self._counted(found))
        else:
            self.parts.extend(self._units())
            self.cells.extend(self._added())

    def _counted(self, found: Mapping[str, Members]) -> Iterator[ReportCell]:
        for members in found.values():
            for key, records in members.items():
                cell = ReportCell(key=key, value=Decimal(len(records)), origin=COMPUTED)
                cell.count(records)
                yield cell

    def _added(self) -> Iterator[ReportCell]:
        units = [part.report for part in self.parts if part.report is not None]
        for key, value in added(self.form, (report.figures for report in units)).values.items():
            yield ReportCell(key=key, value=value, origin=SUMMED)
        fees = [report.fee for report in units if report.fee is not None]
        if fees:
            yield ReportCell(key=FEE.key, value=sum(fees, Decimal(0)), origin=SUMMED)

    def _units(self) -> Iterator[ReportPart]:
        session = object_session(self)
        if session is None:
            return
        reports = {report.unit_id: report for report in self._signed(self.year, UNIT)}
        owing = select(Unit).where(Unit.active, Unit.kind.in_(REPORTING), Unit.merged_into_id.is_(None))
        for unit in session.scalars(owing.order_by(Unit.code)):
            report = reports.get(unit.id)
            yield ReportPart(unit=unit, report=report, signature=report and report.fingerprint)

    def _signed(self, year: int, scope: str, *units: int) -> Iterable[Any]:
        """The signed reports of a year, each unit's newest edition last."""
        session, model = object_session(self), type(self)
        if session is None:
            return ()
        asked: Any = model
        found = select(model).where(
            asked.year == year,
            asked.scope == scope,
            asked.state.in_(asked.workflow.signed_states()),
            *([asked.unit_id.in_(units)] if units else []),
        )
        with session.no_autoflush:
            return session.scalars(found.order_by(asked.edition)).all()

    def last_figures(self) -> Figures | None:
        """Last year's figures, of all units that are one by now; None where none are kept."""
        merged = self._merged() if self.scope == UNIT else ()
        newest = {
            report.unit_id: report
            for report in self._signed(self.year - 1, self.scope, self.unit_id, *merged)
        }
        if self.unit_id not in newest:
            return None
        several = [report.figures for report in newest.values()]
        return several[0] if len(several) == 1 else added(several[0].format, several)

    def _merged(self) -> Sequence[int]:
        session = object_session(self)
        merged = select(Unit.id).where(Unit.merged_into_id == self.unit_id)
        in_year = merged.where(Unit.merged_on.between(date(self.year, 1, 1), date(self.year, 12, 31)))
        return session.scalars(in_year).all() if session else ()


def _whole(value: Decimal | None) -> int | Decimal | None:
    return int(value) if value is not None and value == value.to_integral_value() else value
