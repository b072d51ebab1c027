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

from models.annual_rules import (
    CONTENT,
    REPORTED,
    figures_are_compiled,
    is_not_amended_yet,
    nothing_fails,
    one_of_its_kind,
    questions_are_answered,
    something_is_asked,
    there_is_a_form,
    unit_reports,
    year_is_over,
    year_stays,
)
from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.laws import REGULATION
from models.report_cell import ReportEntry
from models.report_questions import ANSWERS, FIGURES, PAST, ReportQuestions
from models.report_sheet import COUNTY, SCOPES, UNIT
from models.roles import CLERK, COUNTY_LEADER, OFFICE_REVIEWER, UNIT_HEAD
from models.shared_rules import FIRST_YEAR, LAST_YEAR, year_is_one
from models.workflow import SYSTEM, Clock, Label, Period, Restart, Series, State, Transition, Workflow

SOUND = (year_is_over, figures_are_compiled, nothing_fails, questions_are_answered)


class AnnualReportFlow(
    Workflow,
    label=_("Annual report"),
    law=REGULATION,
    clauses=REPORTED,
    registered_by=(CLERK, OFFICE_REVIEWER),
    numbering=Series("年报"),
    opening_checks=(year_is_one, there_is_a_form, unit_reports, one_of_its_kind, year_stays),
):
    compiling = State(_("Being compiled"), initial=True, editable=True)
    before_head = State(_("Report before the unit head"))
    submitted = State(_("Submitted, with the county office"))
    accepted = State(_("Accepted, to be published"))
    published = State(_("Published"), settled=True, public=True)
    replaced = State(_("Replaced by an amended edition"), final=True, aside=True, public=True)
    past = State(_("Report of a past year"), final=True, aside=True)
    dropped = State(_("Dropped"), final=True, aside=True, voids=True)

    submit_period = Clock(
        _("Hand in the annual report"),
        (Period(131, "by_date", warn=20, case=UNIT), Period(220, "by_date", warn=10, case=COUNTY)),
        clauses=REPORTED,
        runs_in=(compiling, before_head),
        starts_on="year_end",
        waits=True,
        by="scope",
        names=SCOPES,
    )
    publish_period = Clock(
        _("Publish the annual report"),
        (Period(331, "by_date", warn=20),),
        clauses=REPORTED,
        runs_in=(submitted, accepted),
        starts_on="year_end",
        waits=True,
    )

    compile = Transition(
        _("Compile the figures"),
        compiling,
        None,
        by=CLERK,
        clauses=CONTENT,
        figures=True,
        hint=_("Counts the records of the year, or adds up the units' reports; again as often as you like."),
        anytime=True,
    )
    enter = Transition(
        _("Enter figures by hand"), compiling, None, by=CLERK, clauses=CONTENT, sheet=FIGURES, anytime=True
    )
    explain = Transition(
        _("Answer what the checks ask"),
        compiling,
        None,
        by=CLERK,
        clauses=CONTENT,
        requires=(something_is_asked,),
        sheet=ANSWERS,
        anytime=True,
    )
    hand_in = Transition(
        _("Put before the unit head"),
        compiling,
        before_head,
        by=CLERK,
        clauses=CONTENT,
        requires=SOUND,
        screens=("overview", "problems", "others"),
    )
    return_draft = Transition(
        _("Return the report"),
        before_head,
        compiling,
        by=UNIT_HEAD,
        clauses=CONTENT,
        reason=True,
        danger=True,
    )
    sign = Transition(
        _("Sign and submit the report"),
        before_head,
        submitted,
        by=UNIT_HEAD,
        clauses=REPORTED,
        requires=SOUND,
        sets={"signed_hash": lambda report: report.signature()},
        asks=("signed_on",),
        on="signed_on",
        separate_from=(hand_in,),
        restarts=Restart(publish_period, "year_end"),
        hint=_("From here on the figures stay as they are, each with the records behind it."),
    )
    send_back = Transition(
        _("Return for correction"),
        submitted,
        compiling,
        by=(OFFICE_REVIEWER, COUNTY_LEADER),
        clauses=REPORTED,
        reason=True,
        danger=True,
        sets={"signed_hash": None, "signed_on": None},
        restarts=Restart(submit_period, "year_end"),
    )
    accept = Transition(
        _("Accept the report"),
        submitted,
        accepted,
        by=(OFFICE_REVIEWER, COUNTY_LEADER),
        clauses=REPORTED,
        requires=(nothing_fails, questions_are_answered),
        may_ask=("opinion",),
        separate_from=(hand_in, sign),
    )
    publish = Transition(
        _("Record as published"),
        accepted,
        published,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=REPORTED,
        asks=("published_on", "address"),
        on="published_on",
    )
    amend = Transition(
        _("Begin an amended edition"),
        published,
        None,
        by=CLERK,
        clauses=REPORTED,
        requires=(is_not_amended_yet,),
        reason=True,
        anytime=True,
        hint=_("The published edition stays until the amended one is published."),
    )
    replace = Transition(_("Replaced"), published, replaced, by=SYSTEM, clauses=REPORTED)
    file_past = Transition(
        _("Keep as a past year's report"),
        compiling,
        past,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=REPORTED,
        sheet=PAST,
        anytime=True,
        hint=_("Of a year that was reported without this panel; files are taken in from the list."),
    )
    drop = Transition(
        _("Drop the report"), compiling, dropped, by=CLERK, clauses=REPORTED, reason=True, danger=True
    )

    @classmethod
    def signed_states(cls) -> tuple[str, ...]:
        """The states in which its figures stand, and others may be added up of them."""
        return tuple(state.name for state in (cls.submitted, cls.accepted, cls.published, cls.past))


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
    signed_hash: Mapped[str | None] = labelled(
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
