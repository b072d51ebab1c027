"""Where the material of an interpretation came out: each channel with its address and day (附件2 四(四))."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Class, Record, labelled, plain
from models.interpretation_terms import CHANNELS
from models.roles import CLERK, OFFICE_REVIEWER
from models.shared_rules import above
from models.workflow import Errors, State, Transition, Workflow


def material_is_out(posting: Any, values: Mapping[str, Any], today: date) -> Errors:
    """A channel is entered once it carries the approved material, not before the document was public."""
    interpretation = above(posting, "interpretation")
    public_on = interpretation.document_public_on if interpretation is not None else None
    if public_on is None or interpretation.state not in {"approved", "published"}:
        return {
            "interpretation_id": _(
                "The material is not approved, or the document not public yet (annex 2, part 4 item 4)"
            )
        }
    day = values.get("posted_on")
    if day and day > today:
        return {"posted_on": _("This day has not come yet")}
    if day and day < public_on:
        return {"posted_on": _("This day lies before the document was public")}
    return {}


class InterpretationPostingFlow(
    Workflow,
    label=_("Channel of an interpretation"),
    clauses=("A2.4.4",),
    registered_by=(CLERK, OFFICE_REVIEWER),
    opening_checks=(material_is_out,),
):
    posted = State(_("Online, or out"), initial=True, settled=True, editable=True, public=True)
    removed = State(_("Taken offline"), final=True, aside=True)

    remove = Transition(
        _("Enter that it was taken offline"),
        posted,
        removed,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=("A2.6.1",),
        reason=True,
        danger=True,
    )


class InterpretationPosting(Record):
    """One channel the material came out by."""

    __tablename__ = "interpretation_posting"
    workflow = InterpretationPostingFlow
    slug = "interpretation-postings"

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    interpretation_id: Mapped[int] = labelled(
        _("Interpretation of a document"), ForeignKey("interpretation.id"), index=True
    )
    channel: Mapped[str] = labelled(_("Channel"), choices=CHANNELS, klass=Class.PUBLIC, clause="A2.4.1")
    place: Mapped[str] = labelled(
        _("Address or place"),
        String(300),
        klass=Class.PUBLIC,
        clause="A2.4.4",
        hint=_("Of a channel on the web its address; else issue, programme or place"),
    )
    posted_on: Mapped[date] = labelled(_("Came out on"), klass=Class.PUBLIC, clause="A2.4.4")

    interpretation: Mapped[Any] = relationship(
        "Interpretation", foreign_keys=[interpretation_id], back_populates="postings", info=WHOLE
    )
