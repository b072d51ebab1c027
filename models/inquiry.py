"""What asking somebody else about a request has in common: whom, what, when, until when, the reply."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, declared_attr, relationship

from models.base import WHOLE
from models.column import Class, labelled, plain


def inquiries(model: str) -> Any:
    """The request's side: all inquiries of one kind, in the order they were named."""
    return relationship(
        model,
        foreign_keys=f"{model}.request_id",
        back_populates="request",
        order_by=f"{model}.id",
        info=WHOLE,
    )


class Replied:
    """When somebody was asked, and what the reply was."""

    asked_on: Mapped[date | None] = labelled(_("Asked on"))
    replied_on: Mapped[date | None] = labelled(_("Replied on"))
    reply_text: Mapped[str | None] = labelled(_("Reply"), Text)


class Inquiry(Replied):
    """Mix into a Record that asks a third party or another agency about an information request."""

    @declared_attr
    def id(cls) -> Mapped[int]:
        return plain(ForeignKey("record.id"), primary_key=True)

    @declared_attr
    def request_id(cls) -> Mapped[int]:
        return labelled(_("Request"), ForeignKey("information_request.id"), index=True)

    @declared_attr
    def request(cls) -> Mapped[Any]:
        column = f"{cls.__name__}.request_id"  # type: ignore[attr-defined]
        return relationship(
            "InformationRequest",
            foreign_keys=column,
            back_populates=cls.on_request,  # type: ignore[attr-defined]
            info=WHOLE,
        )

    addressee: Mapped[str] = labelled(_("Who is asked"), String(120), klass=Class.PERSONAL)
    contact: Mapped[str | None] = labelled(_("Contact"), String(200), klass=Class.PERSONAL)
    question: Mapped[str] = labelled(
        _("What is asked"), Text, hint=_("Name the information, never the applicant")
    )
    answer_by: Mapped[date | None] = labelled(
        _("Answer by"), hint=_("Set by the body; left empty under the Regulation of 2019, which sets it")
    )
