"""What a document carries, forwards or repeals: attachments and other documents (附件4 三(二)、(三))."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.document_terms import ATTRIBUTES, ROLES_OF_REFERENCES
from models.roles import CLERK
from models.shared_rules import above
from models.workflow import SYSTEM, Errors, Label, State, Transition, Workflow, guard

_MISTYPED = re.compile(r"[\[(（【［]\s*\d{4}\s*[\])）】］]|〔\d{4}〕\s*0")
"""Not as GB/T 9704-2012, 7.2.5 has it: 罗府办发〔2020〕121号. Other organs number otherwise still."""

NO_LONGER_DRAFTED = _("The document is no longer being drafted; have it returned first (annex 4, article 4)")

_SAME_NUMBER = "DocumentReference.cited_number == remote(foreign(Document.number))"


def document_is_being_drafted(reference: Any, _values: Mapping[str, Any], _today: date) -> Errors:
    """What a document carries is signed with it: afterwards nothing is added and nothing corrected (四)."""
    document = above(reference, "document")
    if document is not None and document.state == document.workflow.initial.name:
        return {}
    return {"kind": NO_LONGER_DRAFTED}


@guard(NO_LONGER_DRAFTED, clauses=("A4.3.3",))
def document_is_open(reference: Any, _today: date) -> bool:
    return bool(reference.document.state == reference.document.workflow.initial.name)


def reference_is_whole(_reference: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """An attachment has an attribute; another document is told by its number (附件4 三)."""
    errors: dict[str, Label] = {}
    number = values.get("cited_number")
    if values.get("kind") == "attachment":
        if not values.get("attribute"):
            errors["attribute"] = _("Say which attribute the attachment has (annex 4, article 3 item 3)")
    elif values.get("text"):
        errors["text"] = _("Only an attachment is printed with the document; leave this empty")
    if number and _MISTYPED.search(number):
        errors["cited_number"] = _("Write the year between 〔 and 〕, and the number without leading zeros")
    if values.get("kind") == "repeals" and not number:
        errors["cited_number"] = _("A document that is repealed is named by its number")
    return errors


class DocumentReferenceFlow(
    Workflow,
    label=_("Attachment or other document"),
    clauses=("A4.3.2", "A4.3.3"),
    registered_by=(CLERK,),
    opening_checks=(document_is_being_drafted, reference_is_whole),
):
    entered = State(_("Entered"), initial=True, editable=True)
    effective = State(_("Issued with the document"), final=True)
    dropped = State(_("Taken out"), final=True, aside=True)

    take_effect = Transition(_("Issue with the document"), entered, effective, SYSTEM, ("A4.3.3",))
    drop_with_document = Transition(_("The document was cancelled"), entered, dropped, SYSTEM, ("A4.3.3",))
    drop = Transition(
        _("Take it out"),
        entered,
        dropped,
        by=CLERK,
        clauses=("A4.3.3",),
        requires=(document_is_open,),
        reason=True,
        danger=True,
    )


class DocumentReference(Record):
    """One attachment of a document, or one other document it cites, forwards or repeals."""

    __tablename__ = "document_reference"
    workflow = DocumentReferenceFlow
    slug = "document-references"

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    document_id: Mapped[int] = labelled(_("Document"), ForeignKey("document.id"), index=True)
    kind: Mapped[str] = labelled(_("What it is to the document"), choices=ROLES_OF_REFERENCES)
    cited_title: Mapped[str] = labelled(_("Title"), String(200))
    cited_number: Mapped[str | None] = labelled(_("Document number"), String(60), index=True)
    attribute: Mapped[str | None] = labelled(
        _("Its disclosure attribute"),
        choices=ATTRIBUTES,
        klass=Class.PUBLIC,
        clause="A4.3.3",
        hint=_("Of a document kept here its own attribute counts"),
    )
    text: Mapped[str | None] = labelled(
        _("Text of the attachment"), Text, hint=_("Printed behind the document; one paragraph a line")
    )

    document: Mapped[Any] = relationship(
        "Document",
        foreign_keys=[document_id],
        back_populates="references",
        info=WHOLE,
    )
    others: Mapped[list[Any]] = relationship(
        "Document", primaryjoin=_SAME_NUMBER, viewonly=True, uselist=True, info=WHOLE
    )
    """The document of this number, where it is kept here."""
    repealed: Mapped[list[Any]] = relationship(
        "Document",
        primaryjoin=f"and_({_SAME_NUMBER}, DocumentReference.kind == 'repeals')",
        viewonly=True,
        uselist=True,
        info=WHOLE,
    )

    @property
    def counts(self) -> bool:
        """Whether it was not taken out again."""
        return self.state != "dropped"

    @property
    def carried_attribute(self) -> str | None:
        """The attribute of the document of this number, else what was entered; None where nobody knows."""
        kept = next((other.attribute for other in self.others if other.attribute), None)
        return kept or self.attribute
