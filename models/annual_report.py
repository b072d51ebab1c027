"""Annual reports on government information disclosure: 政府信息公开工作年度报告 (条例第四十九条、第五十条).

Figures are compiled from the records, what the panel does not know is entered by hand, the checks of the form
must hold before it is signed (国办公开办函〔2021〕30号). What was handed in stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship, validates

from models.annual_flow import AnnualReportFlow
from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.report_cell import ReportEntry
from models.report_questions import ReportQuestions
from models.report_sheet import SCOPES, UNIT
from models.shared_rules import FIRST_YEAR, LAST_YEAR
from models.workflow import Label


class AnnualReport(ReportQuestions, Record):
    """The report of one unit, or of the county, on one year; each edition is one."""

    __tablename__ = "annual_report"
    workflow = AnnualReportFlow
    slug = "annual-reports"
    purposes = ("other",)
    called: ClassVar[Mapping[str, Label]] = {"title": _("Name of the report")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    year: Mapped[int] = labelled(_("Year"), klass=Class.PUBLIC, index=True, clause="ZF.49")
    scope: Mapped[str] = labelled(
        _("Whose report"), klass=Class.PUBLIC, choices=SCOPES, default=UNIT, clause="ZF.49"
    )
    edition: Mapped[int | None] = labelled(_("Number of the edition"), klass=Class.PUBLIC, default=1)
    amends_id: Mapped[int | None] = labelled(
        _("Amends"), ForeignKey("annual_report.id"), klass=Class.PUBLIC, index=True
    )
    year_end: Mapped[date | None] = labelled(
        _("Periods run from"),
        klass=Class.PUBLIC,
        hint=_("The last day of the year; of an amended edition none do"),
    )
    organ: Mapped[str | None] = labelled(
        _("Organ it names"),
        String(120),
        klass=Class.PUBLIC,
        hint=_("Empty: the unit; of the county's report the people's government of the county"),
    )
    overview: Mapped[str | None] = labelled(
        _("One: the year as a whole"),
        Text,
        klass=Class.PUBLIC,
        clause="ZF.50",
        hint=_(
            "Disclosure by itself, on request, management of information, platforms, oversight;"
            " 1000 characters at most"
        ),
    )
    problems: Mapped[str | None] = labelled(
        _("Five: problems and improvements"),
        Text,
        klass=Class.PUBLIC,
        clause="ZF.50",
        hint=_("This year's, and what is done about them; not the same every year"),
    )
    others: Mapped[str | None] = labelled(
        _("Six: what else is to be reported"),
        Text,
        klass=Class.PUBLIC,
        clause="ZF.50",
        hint=_("The processing fees collected are reported here"),
    )
    signed_on: Mapped[date | None] = labelled(_("Signed on"), klass=Class.PUBLIC, clause="ZF.49")
    fingerprint: Mapped[str | None] = labelled(
        _("Fingerprint of what was signed"),
        String(64),
        klass=Class.PUBLIC,
        hint=_("SHA-256 over the figures, the records behind them and the text"),
        code=True,
    )
    opinion: Mapped[str | None] = labelled(_("Opinion of the county office"), Text, clause="ZF.49")
    published_on: Mapped[date | None] = labelled(_("Published on"), klass=Class.PUBLIC, clause="ZF.49")
    address: Mapped[str | None] = labelled(
        _("Where it is published"),
        String(300),
        klass=Class.PUBLIC,
        clause="ZF.49",
        hint=_("Address of the page on the portal"),
    )
    source: Mapped[str | None] = labelled(
        _("Source"),
        String(300),
        klass=Class.PUBLIC,
        hint=_("Of a past year's report: the file, or where it was published"),
    )

    cells: Mapped[list[Any]] = relationship(
        "ReportCell",
        foreign_keys="ReportCell.record_id",
        back_populates="record",
        order_by="ReportCell.id",
        cascade="all, delete-orphan",
        info=WHOLE,
    )
    entries: Mapped[list[Any]] = relationship(
        "ReportEntry",
        foreign_keys="ReportEntry.record_id",
        back_populates="record",
        order_by="ReportEntry.id",
        info=WHOLE,
    )
    answers: Mapped[list[Any]] = relationship(
        "ReportAnswer",
        foreign_keys="ReportAnswer.record_id",
        back_populates="record",
        order_by="ReportAnswer.id",
        info=WHOLE,
    )
    parts: Mapped[list[Any]] = relationship(
        "ReportPart",
        foreign_keys="ReportPart.record_id",
        back_populates="record",
        order_by="ReportPart.id",
        cascade="all, delete-orphan",
        info=WHOLE,
    )
    amends: Mapped[Any] = relationship(
        "AnnualReport",
        foreign_keys=[amends_id],
        remote_side="AnnualReport.id",
        back_populates="amendments",
        info=WHOLE,
    )
    amendments: Mapped[list[Any]] = relationship(
        "AnnualReport",
        foreign_keys=[amends_id],
        back_populates="amends",
        order_by="AnnualReport.id",
        info=WHOLE,
    )

    def __init__(self, **values: Any) -> None:
        # Its period and its checks ask before anything is stored.
        super().__init__(**{"scope": UNIT, "edition": 1, **values})

    @validates("year")
    def _periods_begin(self, _key: str, year: int | None) -> int | None:
        if self.amends is None and year is not None and FIRST_YEAR <= year <= LAST_YEAR:
            self.year_end = date(year, 12, 31)
        return year

    @property
    def stands(self) -> bool:
        """Whether it is signed, and no later edition took its place."""
        return self.state in self.workflow.signed_states()

    def begin(self, link: str) -> Any:
        """The amended edition: the same text, the same figures by hand; no period runs for it."""
        same = ("title", "unit", "unit_id", "rules", "year", "scope", "overview", "problems", "others")
        begun = type(self)(edition=(self.edition or 1) + 1, **{name: getattr(self, name) for name in same})
        begun.year_end = None
        kept = ("key", "value", "remark", "by_id", "by", "at")
        begun.entries = [
            ReportEntry(**{name: getattr(entry, name) for name in kept})
            for entry in filter(None, (self.entered(cell.key) for cell in self.by_hand))
        ]
        getattr(self, link).append(begun)
        return begun
