"""Publications: 信息发布 (附件1), from the draft through review and approval to the portal."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Select, String, Text, select
from sqlalchemy.orm import Mapped, backref, object_session, relationship

from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.publication_column import PublicationColumn
from models.publication_flow import PublicationFlow
from models.publication_form import RegisteredOnPaper
from models.publication_terms import (
    DEPARTMENT,
    GOVERNMENT,
    MEDIA,
    ORIGINS,
    SECRECY_LEVELS,
    UNCLASSIFIED,
)
from models.publishable import publishable
from models.rich_text import RichText, paragraphs


def columns_in_use() -> Select[Any]:
    """The columns of the portal something new may be published in."""
    return select(PublicationColumn).where(PublicationColumn.active).order_by(PublicationColumn.id)


class Publication(RegisteredOnPaper, Record):
    """One piece of information for the portal: what it says, where it comes from, where it went."""

    __tablename__ = "publication"
    workflow = PublicationFlow
    slug = "publications"
    dated_by = "published_on"
    purposes = ("publication", "other")
    called = {"title": _("Title")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    origin: Mapped[str] = labelled(
        _("Origin"),
        choices=ORIGINS,
        clause="A1.10.1",
        index=True,
        hint=_("Decides who reviews and who approves"),
    )
    media: Mapped[str] = labelled(_("Kind of media"), choices=MEDIA, klass=Class.PUBLIC)
    column_id: Mapped[int | None] = labelled(
        _("Portal column"),
        ForeignKey("publication_column.id"),
        klass=Class.PUBLIC,
        clause="A1.14",
        index=True,
        among=columns_in_use,
    )
    source_id: Mapped[int | None] = labelled(
        _("What it comes from"),
        ForeignKey("record.id"),
        clause="A1.10.1",
        index=True,
        among=publishable,
        hint=_("A document issued for publication, or another record that is for the public"),
    )
    source_name: Mapped[str] = labelled(
        _("Source"),
        String(200),
        klass=Class.PUBLIC,
        clause="A1.5",
        hint=_("The unit, medium or organisation it comes from"),
    )
    source_url: Mapped[str | None] = labelled(
        _("Where it first appeared"),
        String(500),
        klass=Class.PUBLIC,
        clause="A1.5",
        hint=_("Of what is reposted: the address, or issue and page"),
    )
    secrecy_level: Mapped[str] = labelled(_("Level of secrecy"), choices=SECRECY_LEVELS, clause="A1.9")
    body: Mapped[str] = labelled(
        _("Content"),
        RichText,
        klass=Class.PUBLIC,
        clause="A1.17",
        erasable=True,
        hint=_("One paragraph a line; headings, lists, tables and links may be written as marks of a page"),
    )
    secrecy_opinion: Mapped[str | None] = labelled(_("Secrecy opinion"), Text, clause="A1.9")
    published_on: Mapped[date | None] = labelled(
        _("Date of publication"), klass=Class.PUBLIC, clause="A1.10.1", index=True
    )
    published_at: Mapped[str | None] = labelled(
        _("Place of publication"), String(300), klass=Class.PUBLIC, hint=_("Column or address on the portal")
    )
    entered_by: Mapped[str | None] = labelled(_("Entered in the register by"), String(60), clause="A1.10.1")
    destruction_list_id: Mapped[int | None] = labelled(
        _("On the list of files to destroy"), ForeignKey("destruction_list.id"), clause="A1.16", index=True
    )
    taken_down_on: Mapped[date | None] = labelled(_("Taken down on"), klass=Class.PUBLIC)

    column: Mapped[PublicationColumn | None] = relationship(lazy="joined")
    source: Mapped[Any] = relationship(
        "Record",
        foreign_keys=[source_id],
        remote_side="Record.id",
        info=WHOLE,
        backref=backref("publications", order_by="Publication.id", info=WHOLE),
    )
    documents: Mapped[list[Any]] = relationship(
        "Document",
        primaryjoin="Publication.source_id == remote(foreign(Document.id))",
        viewonly=True,
        uselist=True,
        info=WHOLE,
    )
    """The document it comes from, where it is one."""
    interpretations: Mapped[list[Any]] = relationship(
        "Interpretation",
        primaryjoin="Publication.source_id == remote(foreign(Interpretation.id))",
        viewonly=True,
        uselist=True,
        info=WHOLE,
    )
    """The interpretation it carries, where it is one."""
    officers: Mapped[list[Any]] = relationship(
        "InformationOfficer",
        primaryjoin="Publication.unit_id == remote(foreign(InformationOfficer.unit_id))",
        viewonly=True,
        uselist=True,
        info=WHOLE,
    )
    """The information officers of its unit, former ones too."""

    loans: Mapped[list[Any]] = relationship(
        "FileLoan",
        foreign_keys="FileLoan.publication_id",
        back_populates="publication",
        order_by="FileLoan.id",
        info=WHOLE,
    )
    destruction_list: Mapped[Any] = relationship(
        "DestructionList", foreign_keys=[destruction_list_id], back_populates="entries", info=WHOLE
    )

    @property
    def is_lent(self) -> bool:
        """Whether its file is with somebody now."""
        return any(not loan.standing.closed for loan in self.loans)

    def take_over(self, source: Any) -> None:
        """Say what the record says it comes from (``models.publishable``)."""
        session = object_session(source)
        belongs = select(PublicationColumn).where(PublicationColumn.code == source.column_code)
        self.column = session.scalars(belongs.where(PublicationColumn.active)).first() if session else None
        self.origin = DEPARTMENT if source.is_the_units_own else GOVERNMENT
        self.source_name, self.body = source.published_by, paragraphs(source.published_text)
        # Checked while it is opened, before the database would fill them in.
        self.media, self.secrecy_level = "text", UNCLASSIFIED

    def registered(self) -> dict[str, Any]:
        """What the register of the document it comes from takes over."""
        return {"published_at": self.published_at, "entered_by": self.entered_by}

    def placed(self) -> dict[str, Any]:
        """What the interpretation it carries takes over."""
        return {"published_at": self.published_at}
