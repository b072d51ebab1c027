"""Interpretations of policy documents: 政策解读, the plan and the material (附件2)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.interpretation_flow import InterpretationFlow
from models.interpretation_terms import APPROVED, CHANNELS, FORMS, SECTIONS
from models.publishable import Publishable
from models.several import Several
from models.shared_rules import above


def _section(name: str) -> Any:
    return labelled(SECTIONS[name], Text, klass=Class.PUBLIC, clause="A2.3")


class Interpretation(Publishable, Record):
    """One document explained to the public: who drafts interprets."""

    __tablename__ = "interpretation"
    workflow = InterpretationFlow
    slug = "interpretations"
    purposes = ("chart", "recording", "other")
    published_in = APPROVED
    ready_on = "document_public_on"
    column_code = "interpretations"

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    document_id: Mapped[int] = labelled(
        _("Document"), ForeignKey("document.id"), klass=Class.PUBLIC, index=True, clause="A2.4"
    )
    focus: Mapped[str] = labelled(
        _("Focus"), Text, clause="A2.4.1", hint=_("What people will ask, and what has to come across")
    )
    planned_on: Mapped[date] = labelled(_("To be published on"), clause="A2.4.1")
    forms: Mapped[tuple[str, ...]] = labelled(
        _("Forms"), Several(200), choices=FORMS, klass=Class.PUBLIC, clause="A2.2"
    )
    channels: Mapped[tuple[str, ...]] = labelled(
        _("Channels planned"), Several(200), choices=CHANNELS, clause="A2.4.1"
    )
    sections: Mapped[tuple[str, ...]] = labelled(
        _("Sections that apply"), Several(200), choices=SECTIONS, clause="A2.3"
    )
    other_matters: Mapped[str | None] = labelled(_("Other matters"), Text, clause="A2.4.1")
    for_meeting: Mapped[bool] = labelled(
        _("The plan goes to the executive meeting with the document"), clause="A2.4.2", default=False
    )

    background: Mapped[str | None] = _section("background")
    basis: Mapped[str | None] = _section("basis")
    aims: Mapped[str | None] = _section("aims")
    contents: Mapped[str | None] = _section("contents")
    scope: Mapped[str | None] = _section("scope")
    standards: Mapped[str | None] = _section("standards")
    procedure: Mapped[str | None] = _section("procedure")
    cautions: Mapped[str | None] = _section("cautions")
    keywords: Mapped[str | None] = _section("keywords")
    benefits: Mapped[str | None] = _section("benefits")
    differences: Mapped[str | None] = _section("differences")

    legality: Mapped[str | None] = labelled(
        _("Looked at by the justice bureau"), choices={"passed": _("Passed")}, clause="A2.6.3"
    )
    legality_opinion: Mapped[str | None] = labelled(_("Opinion of the justice bureau"), Text, clause="A2.6.3")
    document_public_on: Mapped[date | None] = labelled(
        _("Document public on"), klass=Class.PUBLIC, clause="A2.4.4"
    )
    published_on: Mapped[date | None] = labelled(
        _("Published on"), klass=Class.PUBLIC, clause="A2.4.4", index=True
    )
    published_at: Mapped[str | None] = labelled(
        _("Address on the portal"), String(300), klass=Class.PUBLIC, clause="A2.4.4"
    )

    document: Mapped[Any] = relationship(
        "Document", foreign_keys=[document_id], back_populates="interpretations", info=WHOLE
    )
    tasks: Mapped[list[Any]] = relationship(
        "InterpreterTask",
        foreign_keys="InterpreterTask.interpretation_id",
        back_populates="interpretation",
        order_by="InterpreterTask.id",
        info=WHOLE,
    )
    postings: Mapped[list[Any]] = relationship(
        "InterpretationPosting",
        foreign_keys="InterpretationPosting.interpretation_id",
        back_populates="interpretation",
        order_by="InterpretationPosting.id",
        info=WHOLE,
    )

    @property
    def published_text(self) -> str:
        """The material, each section under its heading."""
        written = ((label, getattr(self, name)) for name, label in SECTIONS.items())
        return "\n".join(f"{label}\n{text}" for label, text in written if text)

    @property
    def may_come_out(self) -> bool:
        """Whether it is approved, and its document issued (附件2 四(四): 政策文件印发后)."""
        return self.may_be_online and self.document.issued_on is not None

    @property
    def is_early(self) -> bool:
        """Whether the document it explains is not public yet."""
        return self.document_public_on is None

    @property
    def is_the_units_own(self) -> bool:
        """As with its document."""
        return bool(self.document.is_the_units_own)

    @property
    def counts(self) -> bool:
        """Whether it was neither given up nor ended with its document."""
        return self.state not in {"given_up", "lapsed"}

    def plan_facts(self) -> dict[str, Any]:
        """What a letter about its document says of the plan."""
        names = ("number", "title", "focus", "planned_on", "forms_label", "channels_label")
        facts = super().letter_facts()
        return {name: facts.get(name) for name in names}

    def letter_facts(self) -> dict[str, Any]:
        """Besides its columns the number of its document, and who was asked for what."""
        asked = [task.letter_facts() for task in self.tasks if task.counts]
        return {**super().letter_facts(), "document_number": self.document.number, "interpreters": asked}

    def inherit(self) -> None:
        """Of a document that is public already the period runs from that day (附件2 四(四))."""
        document = above(self, "document")
        self.document_public_on = document.published_on if document is not None else None

    def begin(self, link: str) -> Any:
        """Its publication is opened once it is approved and its document issued."""
        return super().begin(link) if link != "publications" or self.may_come_out else None
