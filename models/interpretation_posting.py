"""Where else an interpretation comes out: each further channel with its address and day (附件2 四)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.interpretation_terms import CHANNELS
from models.roles import CLERK, OFFICE_REVIEWER
from models.shared_rules import above
from models.workflow import SYSTEM, Errors, State, Transition, Workflow, guard

KEEPERS = (CLERK, OFFICE_REVIEWER)


def interpretation_is_not_over(posting: Any, _values: Mapping[str, Any], _today: date) -> Errors:
    """No channel is sought for what was given up."""
    interpretation = above(posting, "interpretation")
    if interpretation is not None and interpretation.counts:
        return {}
    return {"channel": _("This interpretation is over; it comes out nowhere")}


@guard(
    _("The material is not approved, or the document not issued yet (annex 2, part 4 item 4)"),
    clauses=("A2.4.4",),
)
def material_may_come_out(posting: Any, _today: date) -> bool:
    return bool(posting.interpretation.may_come_out)


def came_out_after_the_document(posting: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Nothing is explained before it can be read."""
    day = answers.get("posted_on")
    if day and day < posting.interpretation.document.issued_on:
        return {"posted_on": _("This day lies before the document was issued")}
    return {}


class InterpretationPostingFlow(
    Workflow,
    label=_("Further channel"),
    clauses=("A2.4.4", "A2.4.1"),
    registered_by=KEEPERS,
    opening_checks=(interpretation_is_not_over,),
):
    planned = State(_("To come out"), initial=True, editable=True)
    out = State(_("Came out"), settled=True, public=True)
    removed = State(_("Taken offline"), final=True, aside=True)

    post = Transition(
        _("Enter where it came out"),
        planned,
        out,
        by=KEEPERS,
        clauses=("A2.4.4",),
        requires=(material_may_come_out,),
        checks=(came_out_after_the_document,),
        asks=("place", "posted_on"),
        on="posted_on",
    )
    remove = Transition(
        _("Not used, or taken offline"),
        (planned, out),
        removed,
        by=KEEPERS,
        clauses=("A2.6.1",),
        reason=True,
        danger=True,
    )
    lapse = Transition(_("The interpretation is over"), planned, removed, by=SYSTEM, clauses=("A2.4",))


class InterpretationPosting(Record):
    """One channel besides the portal."""

    __tablename__ = "interpretation_posting"
    workflow = InterpretationPostingFlow
    slug = "interpretation-postings"
    purposes = ("other",)

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    interpretation_id: Mapped[int] = labelled(
        _("Interpretation of a document"), ForeignKey("interpretation.id"), index=True
    )
    channel: Mapped[str] = labelled(_("Channel"), choices=CHANNELS, klass=Class.PUBLIC, clause="A2.4.1")
    place: Mapped[str | None] = labelled(
        _("Address or place"),
        String(300),
        klass=Class.PUBLIC,
        clause="A2.4.4",
        hint=_("Of a channel on the web its address; else issue, programme or place"),
    )
    posted_on: Mapped[date | None] = labelled(_("Came out on"), klass=Class.PUBLIC, clause="A2.4.4")

    interpretation: Mapped[Any] = relationship(
        "Interpretation", foreign_keys=[interpretation_id], back_populates="postings", info=WHOLE
    )
