"""Files of a record, its letters, and number counters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Belonging, Record
from models.column import Class, Instant, labelled, plain
from models.file_text import FileText

PURPOSES = {
    "other": _("Material"),
    "application": _("Application form"),
    "identity": _("Identity paper of the applicant"),
    "agent_identity": _("Identity paper of the agent"),
    "power_of_attorney": _("Power of attorney"),
    "answer": _("Information given"),
    "reply": _("Written reply"),
    "annex": _("Attachment of the document"),
    "flow_chart": _("Flow chart"),
    "policy_card": _("Policy card"),
    "expert_opinion": _("Expert opinion"),
    "risk_assessment": _("Report of the risk assessment"),
    "legality_opinion": _("Written opinion of the legality review"),
    "evidence": _("Evidence"),
    "training_material": _("Training material"),
    "statement": _("Statement of the unit"),
    "discussion_minutes": _("Minutes of the collective discussion"),
    "pleading": _("Application for reconsideration or complaint"),
    "defence": _("Written answer or defence"),
    "decision": _("Decision or judgment"),
    "fraud_evidence": _("Evidence of fraud"),
    "hearing_record": _("Record of the hearing"),
    "interpretation_plan": _("Interpretation plan"),
    "chart": _("Chart or picture"),
    "recording": _("Audio or video"),
    "publication": _("To be published with it"),
}
OF_REQUESTS = ("other", "application", "identity", "agent_identity", "power_of_attorney", "answer", "reply")
"""What the files of a request may be, and of what hangs on it."""
SEALED_PURPOSES = frozenset({"identity", "agent_identity"})
OURS = frozenset(
    {
        *("answer", "annex", "flow_chart", "policy_card", "chart", "recording", "publication"),
        *("expert_opinion", "risk_assessment", "legality_opinion", "discussion_minutes"),
        *("hearing_record", "interpretation_plan"),
    }
)
"""What the unit wrote itself, or had written; what an applicant or a third party sends may name people."""


def class_of(purpose: str) -> Class:
    """Who may open a file, by what it is."""
    if purpose in SEALED_PURPOSES:
        return Class.SEALED
    return Class.INTERNAL if purpose in OURS else Class.PERSONAL


class Attachment(Belonging, Model):
    """A file of a record. The original name lives here, a random one on disk."""

    __tablename__ = "attachment"

    id: Mapped[int] = plain(primary_key=True)
    name: Mapped[str] = labelled(_("File name"), String(200))
    purpose: Mapped[str] = labelled(_("What it is"), choices=PURPOSES, default="other")
    media_type: Mapped[str] = labelled(_("Kind"), String(100))
    size: Mapped[int] = labelled(_("Size in bytes"), BigInteger)
    sha256: Mapped[str] = plain(String(64))
    key: Mapped[str] = plain(String(80), unique=True)
    added_at: Mapped[datetime] = labelled(_("Added at"), Instant)
    added_by: Mapped[str] = labelled(_("Added by"), String(130), default="")

    record: Mapped[Record] = relationship(back_populates="attachments")
    read: Mapped[FileText | None] = relationship(cascade="all, delete-orphan", lazy="joined", info=WHOLE)
    """Its words, once it was looked into."""

    @property
    def ours(self) -> bool:
        """Whether the unit wrote it, to be given with the answer."""
        return self.purpose in OURS

    @property
    def klass(self) -> Class:
        """Who may open it, and see what it is called: as with a column."""
        return class_of(self.purpose)

    def __repr__(self) -> str:
        return self.name


class Letter(Belonging, Model):
    """A letter as it left: facts, text, template version and hash are frozen."""

    __tablename__ = "letter"

    id: Mapped[int] = plain(primary_key=True)
    kind: Mapped[str] = labelled(_("Letter"), String(40))
    number: Mapped[str | None] = labelled(_("Number"), String(60), unique=True)
    dated: Mapped[date] = labelled(_("Dated"))
    signed_by: Mapped[str] = labelled(_("Signed by"), String(130), default="")
    facts: Mapped[dict[str, Any]] = labelled(_("Facts"), JSON, klass=Class.PERSONAL)
    html: Mapped[str] = labelled(_("Text"), Text, klass=Class.PERSONAL)
    html_sha256: Mapped[str] = plain(String(64))
    template_version: Mapped[str] = plain(String(64))
    pdf_key: Mapped[str | None] = plain(String(80))
    pdf_sha256: Mapped[str | None] = plain(String(64))
    issued_at: Mapped[datetime] = labelled(_("Issued at"), Instant)

    record: Mapped[Record] = relationship()

    def __repr__(self) -> str:
        return self.number or self.kind


class Counter(Model):
    """The last number taken of each series; read and raised by one statement."""

    __tablename__ = "counter"

    scope: Mapped[str] = plain(String(120), primary_key=True)
    value: Mapped[int] = plain(default=0)


class TakenNumber(Model):
    """Every number ever taken; a voided one stays with its reason and is never given again."""

    __tablename__ = "taken_number"
    __table_args__ = (UniqueConstraint("scope", "value"),)

    id: Mapped[int] = plain(primary_key=True)
    scope: Mapped[str] = plain(String(120))
    value: Mapped[int] = plain()
    text: Mapped[str] = labelled(_("Number"), String(60), unique=True)
    record_id: Mapped[int] = plain(ForeignKey("record.id"), index=True)
    taken_at: Mapped[datetime] = labelled(_("Taken at"), Instant)
    void_reason: Mapped[str] = labelled(_("Void because"), String(200), default="")


class Draft(Model):
    """What somebody was typing; kept by the server until the form is sent or the draft discarded."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("user_id", "form"),)

    id: Mapped[int] = plain(primary_key=True)
    user_id: Mapped[int] = plain(ForeignKey("ab_user.id", ondelete="CASCADE"))
    form: Mapped[str] = plain(String(120))
    values: Mapped[dict[str, Any]] = labelled(_("Draft"), JSON, klass=Class.SEALED)
    saved_at: Mapped[datetime] = labelled(_("Saved at"), Instant)
