"""What an official document says and how it is printed: its columns and its facts (GB/T 9704-2012)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, object_session, validates

from models.column import Class, labelled
from models.document_rules import proposed_attribute, works_by_grounds
from models.document_terms import (
    ATTRIBUTES,
    GROUNDS,
    IN_A_WORD,
    KINDS,
    MARKED,
    NOTES,
    OF_THE_OFFICE,
    OWN_WORDS,
    SUFFIXES,
    UPWARD,
    URGENCIES,
    URGENCY_MARKS,
    WORDS,
)
from models.unit import Unit, county_office

TEXT = ("kind", "document_word", "title", "addressees", "body", "copied_to", "urgency")
"""What the drafter writes."""

CONTENT = (
    "touches_the_public",
    "is_internal",
    "holds_private_matters",
    "consults_agencies",
    "holds_secrets",
)
"""What kind of content speaks for which attribute (附件4 三(一))."""

REVIEWED = ("is_normative", "is_major_decision", "needs_legality_review")
"""What makes the legality review due (附件2 四(三))."""


class DocumentPaper:
    """The document as it is drafted, marked and printed."""

    kind: Mapped[str] = labelled(_("Kind of document"), choices=KINDS, klass=Class.PUBLIC, clause="A4.1")
    document_word: Mapped[str] = labelled(_("Issued in the name of"), choices=WORDS)
    addressees: Mapped[str | None] = labelled(_("Addressees"), String(400), klass=Class.PUBLIC)
    body: Mapped[str] = labelled(
        _("Text of the document"),
        Text,
        hint=_("One paragraph a line; headings by their own numbering. Attachments are entered beside it"),
    )
    copied_to: Mapped[str | None] = labelled(_("Copied to"), String(400))
    urgency: Mapped[str | None] = labelled(_("Urgency"), choices=URGENCIES)
    touches_the_public: Mapped[bool] = labelled(
        _("Touches vital interests, is to be widely known, or tells functions and procedures"),
        clause="A4.3.1",
        default=False,
        hint=_("Speaks for proactive disclosure"),
    )
    is_internal: Mapped[bool] = labelled(
        _("Internal management or internal material"),
        clause="A4.3.1",
        default=False,
        hint=_("Speaks for disclosure on request"),
    )
    holds_private_matters: Mapped[bool] = labelled(
        _("Holds trade secrets or private matters"),
        clause="A4.3.1",
        default=False,
        hint=_("Speaks for disclosure on request"),
    )
    consults_agencies: Mapped[bool] = labelled(
        _("Asks agencies for their opinion, or answers such a letter"),
        clause="A4.3.1",
        default=False,
        hint=_("Speaks for withholding"),
    )
    holds_secrets: Mapped[bool] = labelled(
        _("Touches state secrets or work secrets"),
        clause="A4.3.1",
        default=False,
        hint=_("Is withheld"),
    )
    is_normative: Mapped[bool] = labelled(_("Normative document"), clause="A2.4.3", default=False)
    is_major_decision: Mapped[bool] = labelled(
        _("Major administrative decision"), clause="A2.4.3", default=False
    )
    needs_legality_review: Mapped[bool] = labelled(
        _("Needs a legality review for another reason"), clause="A2.4.3", default=False
    )
    attribute: Mapped[str | None] = labelled(
        _("Disclosure attribute"),
        choices=ATTRIBUTES,
        klass=Class.PUBLIC,
        clause="A4.3",
        proposed=proposed_attribute,
        hint=_("Proposed from what it forwards, or from kind and content; another one needs a reason"),
    )
    attribute_reason: Mapped[str | None] = labelled(_("Reason for the attribute"), Text, clause="A4.4")
    attribute_ground: Mapped[str | None] = labelled(
        _("Ground in law"), choices=GROUNDS, clause="A4.3.1", asked_if=works_by_grounds
    )
    reassess_on: Mapped[date | None] = labelled(
        _("To be looked at again on"), clause="A4.3.1", asked_if=works_by_grounds
    )
    legality: Mapped[str | None] = labelled(
        _("Legality review"), choices={"passed": _("Passed")}, clause="A2.4.3"
    )
    legality_opinion: Mapped[str | None] = labelled(_("Opinion of the legality review"), Text)
    signer: Mapped[str | None] = labelled(_("Signed by"), String(60), clause="A4.4")
    signed_on: Mapped[date | None] = labelled(_("Date of the document"), klass=Class.PUBLIC)
    issued_on: Mapped[date | None] = labelled(_("Issued on"), klass=Class.PUBLIC, index=True)

    @validates("attribute")
    def _a_new_attribute_has_reasons_of_its_own(self, _key: str, value: str | None) -> str | None:
        if self.attribute not in {None, value}:
            self.attribute_reason = self.attribute_ground = self.reassess_on = None
        return value

    @property
    def county_office(self) -> Unit | None:
        """The county government's office, which issues in its own and in the government's name."""
        return county_office(object_session(self))

    @property
    def _issuer(self) -> Unit | None:
        unit: Unit = self.unit  # type: ignore[attr-defined]
        return unit if self.document_word in OWN_WORDS else self.county_office

    def _stripped(self, text: str, ending: str) -> str:
        """The government's own name and word are its office's without the last characters."""
        return text.removesuffix(ending) if self.document_word.startswith("government") else text

    @property
    def organ(self) -> str:
        """In whose name it is issued: 罗甸县人民政府办公室; empty while that is not known."""
        return self._stripped(self._issuer.name, OF_THE_OFFICE) if self._issuer else ""

    @property
    def number_word(self) -> str:
        """What stands before the year in its number: 罗府办发."""
        word = self._stripped(self._issuer.word, IN_A_WORD) if self._issuer else ""
        return word + SUFFIXES[self.document_word]

    def letter_facts(self) -> dict[str, Any]:
        """What is printed besides the columns: organ, red mark, note, attachments, who prints it."""
        facts: dict[str, Any] = super().letter_facts()  # type: ignore[misc]
        attached = [r for r in self.references if r.kind == "attachment" and r.counts]  # type: ignore[attr-defined]
        is_letter = self.document_word.endswith("letter")
        return {
            **facts,
            "organ": self.organ,
            "printed_by": self._issuer.name if self._issuer else "",
            "organ_mark": self.organ if is_letter else self.organ + MARKED,
            "marks": URGENCY_MARKS.get(self.urgency or "", ""),
            "signed_upward": self.signer if self.kind in UPWARD else "",
            "note": NOTES.get(self.attribute or "", ""),
            "attachments": {str(n): _told(one) for n, one in enumerate(attached, 1)},
        }


def _told(attachment: Any) -> dict[str, Any]:
    return {"title": attachment.cited_title, "text": attachment.text or ""}
