"""The file of a publication after it went online: lent, and in the end destroyed (附件1 第十六条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record, labelled, plain
from models.publication_terms import FILED, KEEPERS
from models.roles import UNIT_HEAD
from models.shared_rules import above
from models.workflow import Clock, Errors, Label, Period, Series, State, Transition, Workflow, guard

# -- lending ------------------------------------------------------------------------------


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


# -- destruction --------------------------------------------------------------------------


@guard(_("Nothing is entered in the list yet; put files on it from their pages"), clauses=FILED)
def list_is_not_empty(listed: Any, _today: date) -> bool:
    return bool(listed.entries)


@guard(_("A file of the list is lent; have it given back first (annex 1, article 16)"), clauses=FILED)
def nothing_listed_is_lent(listed: Any, _today: date) -> bool:
    return not any(entry.is_lent for entry in listed.entries)


class DestructionListFlow(
    Workflow,
    label=_("List of files to destroy"),
    clauses=FILED,
    registered_by=KEEPERS,
    numbering=Series("销毁"),
):
    drafting = State(_("Being drawn up"), initial=True, editable=True)
    submitted = State(_("To be approved"))
    approved = State(_("To be carried out"))
    carried_out = State(_("Destroyed"), final=True)
    dropped = State(_("Given up"), final=True, aside=True)

    submit = Transition(
        _("Submit the list"), drafting, submitted, by=KEEPERS, clauses=FILED, requires=(list_is_not_empty,)
    )
    return_list = Transition(
        _("Return the list"), submitted, drafting, by=UNIT_HEAD, clauses=FILED, reason=True, danger=True
    )
    approve = Transition(
        _("Approve the destruction"),
        submitted,
        approved,
        by=UNIT_HEAD,
        clauses=FILED,
        requires=(list_is_not_empty, nothing_listed_is_lent),
        separate_from=(submit,),
        separate_from_author=True,
    )
    carry_out = Transition(
        _("Enter the destruction"),
        approved,
        carried_out,
        by=KEEPERS,
        clauses=FILED,
        requires=(nothing_listed_is_lent,),
        asks=("destroyed_on", "witnesses"),
        on="destroyed_on",
        separate_from=(approve,),
        danger=True,
        hint=_("Content and files of every publication in it are gone then; the lines in the register stay."),
    )
    drop = Transition(
        _("Give the list up"),
        (drafting, approved),
        dropped,
        by=KEEPERS,
        clauses=FILED,
        reason=True,
        danger=True,
    )


class DestructionList(Record):
    """What is destroyed together, who approved it and who watched."""

    __tablename__ = "destruction_list"
    workflow = DestructionListFlow
    slug = "destruction-lists"
    purposes = ("other",)
    called = {"title": _("Name of the list")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    ground: Mapped[str] = labelled(
        _("Why it is destroyed"),
        Text,
        clause="A1.16",
        hint=_("Period of keeping that is over, by the archive rules"),
    )
    destroyed_on: Mapped[date | None] = labelled(_("Destroyed on"), clause="A1.16")
    witnesses: Mapped[str | None] = labelled(
        _("Watched by"), String(120), clause="A1.16", hint=_("Two people, by name")
    )

    entries: Mapped[list[Any]] = relationship(
        "Publication",
        foreign_keys="Publication.destruction_list_id",
        back_populates="destruction_list",
        order_by="Publication.id",
        info=WHOLE,
    )
