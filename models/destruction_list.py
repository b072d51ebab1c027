"""Files of publications that are destroyed together, by a list the head approved (附件1 第十六条)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, object_session, relationship

from models.base import WHOLE, Record
from models.column import labelled, plain
from models.publication_terms import FILED, KEEPERS
from models.roles import UNIT_HEAD
from models.workflow import Series, State, Transition, Workflow, guard


@guard(_("Nothing is entered in the list yet; put files on it from their pages"), clauses=FILED)
def list_is_not_empty(listed: Any, _today: date) -> bool:
    stored = object_session(listed) is not None
    return not stored or bool(listed.entries)


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
    dropped = State(_("Given up (list)"), final=True, aside=True)

    submit = Transition(
        _("Submit the destruction list"),
        drafting,
        submitted,
        by=KEEPERS,
        clauses=FILED,
        requires=(list_is_not_empty,),
    )
    return_list = Transition(
        _("Return the destruction list"),
        submitted,
        drafting,
        by=UNIT_HEAD,
        clauses=FILED,
        reason=True,
        danger=True,
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
