"""Official documents and their disclosure attribute: 公文公开属性源头认定 (附件4)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.document_flow import DocumentFlow
from models.document_interpretation import InterpretedDocument, has_its_interpretation
from models.document_paper import DocumentPaper
from models.document_terms import OWN_WORDS
from models.publishable import Publishable


class Document(Publishable, DocumentPaper, InterpretedDocument, Record):
    """One official document, or other government information with an attribute (附件4 一、八)."""

    __tablename__ = "document"
    workflow = DocumentFlow
    slug = "documents"
    dated_by = "issued_on"
    purposes = ("annex", "other")
    published_in = ("issued", "published")
    ready_on = "issued_on"
    column_code = "documents"

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    published_on: Mapped[date | None] = labelled(_("Published on"), klass=Class.PUBLIC, clause="A1.10.1")
    published_at: Mapped[str | None] = labelled(
        _("Published at"), String(300), klass=Class.PUBLIC, hint=_("Column or address on the portal")
    )
    entered_by: Mapped[str | None] = labelled(_("Entered in the register by"), String(60), clause="A1.10.1")
    released_on: Mapped[date | None] = labelled(_("Opened to the public on"), clause="A4.3.1")
    ended_on: Mapped[date | None] = labelled(_("Validity ended on"), klass=Class.PUBLIC)
    ended_by: Mapped[str | None] = labelled(
        _("Repealed by"), String(300), klass=Class.PUBLIC, hint=_("Number and title of the document")
    )

    references: Mapped[list[Any]] = relationship(
        "DocumentReference",
        foreign_keys="DocumentReference.document_id",
        back_populates="document",
        order_by="DocumentReference.id",
        info=WHOLE,
    )
    breaches: Mapped[list[Any]] = relationship(
        "Breach", foreign_keys="Breach.circular_id", back_populates="circular", info=WHOLE
    )
    """What it criticises, where it is a circular on breaches."""
    interpretations: Mapped[list[Any]] = relationship(
        "Interpretation",
        foreign_keys="Interpretation.document_id",
        back_populates="document",
        order_by="Interpretation.id",
        info=WHOLE,
    )
    agenda_items: Mapped[list[Any]] = relationship(
        "AgendaItem",
        foreign_keys="AgendaItem.document_id",
        back_populates="document",
        order_by="AgendaItem.id",
        info=WHOLE,
    )
    """The items that put it before a meeting."""
    deliveries: Mapped[list[Any]] = relationship(
        "PaperDelivery",
        foreign_keys="PaperDelivery.document_id",
        back_populates="document",
        order_by="PaperDelivery.id",
        info=WHOLE,
    )

    @property
    def published_text(self) -> str:
        """Its text, and behind it each attachment under its title."""
        attached = (r for r in self.references if r.kind == "attachment" and r.counts)
        return "\n".join([self.body, *(f"{one.cited_title}\n{one.text or ''}" for one in attached)])

    @property
    def published_by(self) -> str:
        """The organ that issues it."""
        return self.organ or super().published_by

    @property
    def lacks_explanation(self) -> bool:
        """Whether it needs an interpretation that is not approved yet (附件1 十(一))."""
        return not has_its_interpretation(self)

    @property
    def is_the_units_own(self) -> bool:
        """Whether the unit issues it in its own name."""
        return self.document_word in OWN_WORDS
