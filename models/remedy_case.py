"""Reconsiderations and lawsuits about information requests: 复议诉讼案件 (条例第五十一条)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Select, String, Text, select
from sqlalchemy.orm import Mapped, relationship

from models.base import Record
from models.column import Class, labelled, plain
from models.remedy_flow import RemedyCaseFlow
from models.remedy_terms import COUNTED_BY, KINDS, LAWSUIT, PROCEDURES, RECONSIDERATION, RESULTS
from models.source import ComesOf


def reconsiderations() -> Select[Any]:
    """What a lawsuit after reconsideration may follow, at its end or not."""
    return select(RemedyCase).where(RemedyCase.kind == RECONSIDERATION).order_by(RemedyCase.id.desc())


class RemedyCase(ComesOf, Record):
    """One case against a unit's handling of an information request.

    Table 3 of the annual report counts it in each year in which it was pending or decided. The request is not
    opened again, whatever the result: table 2 counts it once, in the year it was first answered.
    """

    __tablename__ = "remedy_case"
    workflow = RemedyCaseFlow
    slug = "remedy-cases"
    purposes = ("pleading", "defence", "evidence", "decision", "reply", "other")
    called = {"source_id": _("Information request"), "title": _("Cause of the case")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    kind: Mapped[str] = labelled(_("Kind of case"), choices=KINDS, clause="ZF.51", index=True)
    counted_by: Mapped[str | None] = labelled(
        _("Who counts the case"),
        choices=COUNTED_BY,
        clause="SS.26",
        hint=_(
            "Of a lawsuit after reconsideration: the annual report counts it once, not with both defendants"
        ),
    )
    procedure: Mapped[str | None] = labelled(
        _("Procedure of the reconsideration"), choices=PROCEDURES, clause="FY.54"
    )
    organ: Mapped[str] = labelled(_("Reconsideration organ or court"), String(120), clause="ZF.51")
    case_number: Mapped[str | None] = labelled(
        _("Number of the case"), String(80), hint=_("As the organ or court gave it")
    )
    received_on: Mapped[date] = labelled(
        _("Copy received on"),
        clause="FY.48",
        index=True,
        hint=_("The day the unit got the copy of the application or complaint: the period counts from it"),
    )
    applicant: Mapped[str] = labelled(_("Applicant or plaintiff"), String(120), klass=Class.PERSONAL)
    request_told: Mapped[str | None] = labelled(
        _("Request of before the panel"), String(300), hint=_("Its number and what it asked for")
    )
    earlier_id: Mapped[int | None] = labelled(
        _("Reconsideration before it"), ForeignKey("remedy_case.id"), index=True, among=reconsiderations
    )
    disputed: Mapped[str] = labelled(
        _("Act in dispute"), Text, hint=_("The answer that is contested, with its number, or its absence")
    )
    defended_by: Mapped[str | None] = labelled(
        _("In charge of the defence"), String(200), hint=_("Names and posts, agents at court too")
    )
    representative: Mapped[str | None] = labelled(
        _("Statutory representative"), String(80), hint=_("Name and post of who heads the unit")
    )
    grounds: Mapped[str | None] = labelled(_("Facts and grounds"), Text, clause="FY.48")
    legal_basis: Mapped[str | None] = labelled(_("Provisions it rests on"), Text, clause="SS.67")
    plea: Mapped[str | None] = labelled(_("What the organ or court is asked to decide"), Text)
    evidence: Mapped[str | None] = labelled(
        _("Evidence and materials handed in"), Text, clause="SS.67", hint=_("One a line")
    )
    answered_on: Mapped[date | None] = labelled(_("Answer handed in on"), clause="FY.48")
    result: Mapped[str | None] = labelled(_("Result of the case"), choices=RESULTS, index=True)
    decided_on: Mapped[date | None] = labelled(
        _("Decision received on"), hint=_("The case counts as concluded on that day"), index=True
    )
    decision_number: Mapped[str | None] = labelled(_("Number of the decision"), String(80))
    corrected_what: Mapped[str | None] = labelled(_("What is put right by it"), Text)
    redo_by: Mapped[date | None] = labelled(
        _("New answer due by"), clause="FY.64", hint=_("As the decision orders; left empty: 20 working days")
    )
    redone_on: Mapped[date | None] = labelled(_("Answered anew on"), clause="FY.64")
    redone_with: Mapped[str | None] = labelled(
        _("New answer"), String(120), hint=_("Its number and what it says")
    )

    earlier: Mapped[Any] = relationship(
        "RemedyCase", foreign_keys="RemedyCase.earlier_id", remote_side="RemedyCase.id"
    )

    @property
    def way(self) -> str:
        """Which of the three periods to answer it has."""
        return (self.procedure or "") if self.kind == RECONSIDERATION else LAWSUIT
