"""Paper copies for the reading points: 送政务服务中心政府信息公开查询点 (附件4 七)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import labelled, plain
from models.document_steps import KEEPERS
from models.document_terms import PLACES, PROACTIVE
from models.roles import OFFICE_REVIEWER
from models.shared_rules import above
from models.workflow import Errors, Label, State, Transition, Workflow, guard

ONLY_OPEN = _("Only what is issued for proactive disclosure goes to a reading point (annex 4, article 7)")


def document_is_not_closed(delivery: Any, _values: Mapping[str, Any], _today: date) -> Errors:
    """No copy is asked for of what is known to be closed (附件4 七)."""
    document = above(delivery, "document")
    if document is not None and document.attribute in {None, PROACTIVE}:
        return {}
    return {"place": ONLY_OPEN}


@guard(ONLY_OPEN, clauses=("A4.7",), cleared_by=OFFICE_REVIEWER)
def document_is_public(delivery: Any, _today: date) -> bool:
    document = delivery.document
    return bool(document.issued_on and document.attribute == PROACTIVE)


def delivery_is_sound(delivery: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Copies are counted from one, and delivered once the document is issued."""
    errors: dict[str, Label] = {}
    copies, day = answers.get("copies"), answers.get("delivered_on")
    if isinstance(copies, int) and copies < 1:
        errors["copies"] = _("Give a number above zero")
    if day and day < delivery.document.issued_on:
        errors["delivered_on"] = _("This day lies before it was issued")
    return errors


class PaperDeliveryFlow(
    Workflow,
    label=_("Paper delivery"),
    clauses=("A4.7",),
    registered_by=KEEPERS,
    opening_checks=(document_is_not_closed,),
):
    owed = State(_("Paper copy missing"), initial=True, editable=True)
    delivered = State(_("Delivered"), final=True)
    dropped = State(_("Not needed"), final=True, aside=True)

    deliver = Transition(
        _("Enter the delivery"),
        owed,
        delivered,
        by=KEEPERS,
        clauses=("A4.7",),
        requires=(document_is_public,),
        checks=(delivery_is_sound,),
        asks=("copies", "delivered_on", "receiver"),
        on="delivered_on",
    )
    drop = Transition(
        _("Not needed after all"),
        owed,
        dropped,
        by=OFFICE_REVIEWER,
        clauses=("A4.7",),
        reason=True,
        danger=True,
    )


class PaperDelivery(Record):
    """One paper copy owed to, or received by, one reading point."""

    __tablename__ = "paper_delivery"
    workflow = PaperDeliveryFlow
    slug = "paper-deliveries"

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    document_id: Mapped[int] = labelled(_("Document"), ForeignKey("document.id"), index=True)
    place: Mapped[str] = labelled(_("Delivered to"), choices=PLACES, clause="A4.7", default="service_centre")
    copies: Mapped[int | None] = labelled(_("Copies"), clause="A4.7")
    delivered_on: Mapped[date | None] = labelled(_("Delivered on"), clause="A4.7")
    receiver: Mapped[str | None] = labelled(_("Received by (person)"), String(60), clause="A4.7")

    document: Mapped[Any] = relationship(
        "Document", foreign_keys=[document_id], back_populates="deliveries", info=WHOLE
    )
