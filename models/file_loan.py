"""The file of a publication lent to somebody, until it is given back (附件1 第十六条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import labelled, plain
from models.publication_terms import FILED, KEEPERS
from models.shared_rules import above
from models.workflow import Clock, Errors, Label, Period, State, Transition, Workflow


def loan_is_sound(loan: Any, values: Mapping[str, Any], today: date) -> Errors:
    """What is lent is there, from a day that has come until a later one."""
    errors: dict[str, Label] = {}
    publication, lent, back = above(loan, "publication"), values.get("lent_on"), values.get("due_back_on")
    if publication is not None and publication.state == "destroyed":
        errors["publication_id"] = _("The file was destroyed; there is nothing to lend (annex 1, article 16)")
    if lent and lent > today:
        errors["lent_on"] = _("This day has not come yet; give the day it was really lent")
    if lent and back and back <= lent:
        errors["due_back_on"] = _("Give a day after the day it was lent")
    return errors


class FileLoanFlow(
    Workflow,
    label=_("Loan of a file"),
    clauses=FILED,
    registered_by=KEEPERS,
    opening_checks=(loan_is_sound,),
):
    lent = State(_("Lent"), initial=True, editable=True)
    returned = State(_("Given back"), final=True)

    lending_period = Clock(
        _("Give the file back"),
        (Period(10, warn=2),),
        clauses=FILED,
        runs_in=(lent,),
        starts_on="lent_on",
        amount_from="due_back_on",
        main=True,
    )

    give_back = Transition(
        _("Enter the return"),
        lent,
        returned,
        by=KEEPERS,
        clauses=FILED,
        asks=("returned_on",),
        on="returned_on",
    )


class FileLoan(Record):
    """One file lent to somebody."""

    __tablename__ = "file_loan"
    workflow = FileLoanFlow
    slug = "file-loans"
    purposes = ("other",)

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    publication_id: Mapped[int] = labelled(
        _("File of the publication"), ForeignKey("publication.id"), clause="A1.16", index=True
    )
    borrower: Mapped[str] = labelled(
        _("Borrower"), String(120), clause="A1.16", hint=_("Name, and the unit he or she is from")
    )
    purpose: Mapped[str] = labelled(_("What it is needed for"), String(200), clause="A1.16")
    lent_on: Mapped[date] = labelled(_("Lent on"), clause="A1.16", index=True)
    due_back_on: Mapped[date | None] = labelled(
        _("Due back on"), clause="A1.16", hint=_("Left empty: the last day of the usual period")
    )
    returned_on: Mapped[date | None] = labelled(_("Given back on"), clause="A1.16")

    publication: Mapped[Any] = relationship(
        "Publication", foreign_keys=[publication_id], back_populates="loans", info=WHOLE
    )
