"""Breaches and what follows from them: 责任追究 (附件1、5、6、8), one record for all annexes."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, object_session, relationship

from models.base import WHOLE, Record
from models.breach_flow import BreachFlow
from models.breach_kinds import (
    ANNEXES,
    AUTHORITIES,
    CHOICES,
    HEARD,
    SEVERITIES,
)
from models.breach_paper import circular_columns, provisions
from models.column import Class, labelled, plain
from models.source import ComesOf
from models.unit import county_office


class Breach(ComesOf, Record):
    """What one unit did against the notice, how it was heard, what was decided and what became of it."""

    __tablename__ = "breach"
    workflow = BreachFlow
    slug = "breaches"
    purposes = ("evidence", "statement", "other")

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    annex: Mapped[str] = labelled(_("System"), choices=ANNEXES, index=True)
    kind: Mapped[str] = labelled(_("Kind of breach"), choices=CHOICES, clause="A5.16", index=True)
    kind_note: Mapped[str | None] = labelled(_("Which other breach"), String(200))
    noticed_on: Mapped[date] = labelled(_("Came to notice on"), index=True)
    facts: Mapped[str] = labelled(_("What happened"), Text)
    person: Mapped[str | None] = labelled(
        _("Person in charge"), String(120), klass=Class.PERSONAL, clause="A8.13", hint=_("Name and post")
    )
    statement_by: Mapped[date | None] = labelled(_("To be stated by"))
    statement: Mapped[str | None] = labelled(_("Statement of the unit"), Text)
    heard_how: Mapped[str | None] = labelled(_("How it was heard"), choices=HEARD)
    severity: Mapped[str | None] = labelled(
        _("Gravity"), choices=SEVERITIES, clause="A5.17", hint=_("What is serious is referred")
    )
    decision: Mapped[str | None] = labelled(_("Decision with its reasons"), Text)
    correct_by: Mapped[date | None] = labelled(_("Correction due by"), clause="A5.16")
    corrected_on: Mapped[date | None] = labelled(_("Corrected on"))
    correction: Mapped[str | None] = labelled(_("How it was corrected"), Text)
    checked_on: Mapped[date | None] = labelled(_("Checked on"))
    circular_id: Mapped[int | None] = labelled(
        _("Circular"), ForeignKey("document.id"), clause="A1.21", index=True
    )
    circular_number: Mapped[str | None] = labelled(_("Number of the circular"), String(60), clause="A1.21")
    circulated_on: Mapped[date | None] = labelled(_("Circular issued on"), clause="A1.21")
    referred_to: Mapped[str | None] = labelled(
        _("Authority it is referred to"), choices=AUTHORITIES, clause="A5.17"
    )
    referred_on: Mapped[date | None] = labelled(_("Referred on"), clause="A5.17")
    referral_reason: Mapped[str | None] = labelled(_("Why it is referred"), Text, clause="A5.17")
    result: Mapped[str | None] = labelled(_("Result"), Text)

    circular: Mapped[Any] = relationship(
        "Document", foreign_keys="Breach.circular_id", back_populates="breaches", info=WHOLE
    )

    @property
    def issuer(self) -> Any:
        """Who orders the correction: the line authority above an enterprise, else the county office."""
        above = self.unit.parent if self.unit.kind == "enterprise" else None
        return above or county_office(object_session(self)) or self.unit

    @property
    def issuer_word(self) -> str:
        """What its number begins with."""
        word: str = self.issuer.word
        return word

    def begin(self, link: str) -> Any:
        """The draft of the circular, a document of the county office."""
        session = object_session(self)
        office = county_office(session)
        model = type(self).__mapper__.relationships[link].mapper.class_
        columns = circular_columns(self, self.unit.name if self.unit else "")
        self.circular = model(**columns, unit_id=office.id if office else self.unit_id, rules=self.rules)
        return self.circular

    def letter_facts(self) -> dict[str, Any]:
        """Besides its columns the unit that gets the order, what it broke and what the order rests on."""
        return {**super().letter_facts(), "concerned": self.unit.name, **provisions(self.kind)}
