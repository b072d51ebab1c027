"""What a public message says, what is noted on the way, and what it is answered: the columns (附件9)."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped

from models.column import Class, labelled
from models.message_terms import CATEGORIES, CHANNELS, RESULTS

WRITER = ("writer", "phone", "email", "address")
"""Who wrote; empty where somebody wrote without a name."""

WRITTEN = ("title", "content", "secrecy_wanted", "confidential")
"""What was written, and what of it is to be kept secret."""

TOLD = ("result", "planned_for", "proper_body", "reply")
"""What an answer says: drafted together, approved together."""


class Written:
    """The message as it came."""

    received_on: Mapped[date] = labelled(_("Received on"), klass=Class.PUBLIC, index=True, clause="A9.6")
    channel: Mapped[str] = labelled(_("Received by"), choices=CHANNELS)
    category: Mapped[str] = labelled(
        _("Category"), klass=Class.PUBLIC, choices=CATEGORIES, index=True, clause="A9.6"
    )
    accusation: Mapped[bool] = labelled(_("Report or accusation"), default=False, clause="A9.7")
    writer: Mapped[str | None] = labelled(
        _("Writer"), String(80), klass=Class.PERSONAL, clause="A9.7", hint=_("Empty: without a name")
    )
    phone: Mapped[str | None] = labelled(_("Phone"), String(40), klass=Class.PERSONAL, clause="A9.7")
    email: Mapped[str | None] = labelled(_("E-mail"), String(120), klass=Class.PERSONAL, clause="A9.7")
    address: Mapped[str | None] = labelled(
        _("Home address"), String(200), klass=Class.PERSONAL, clause="A9.7"
    )
    content: Mapped[str] = labelled(_("What was written"), Text)
    secrecy_wanted: Mapped[bool] = labelled(
        _("The writer wants it kept secret"), default=False, clause="A9.7"
    )
    confidential: Mapped[str | None] = labelled(
        _("What is to be kept secret"),
        Text,
        klass=Class.PERSONAL,
        clause="A9.7",
        hint=_("Read like names and phones: by grant only, and each reading is recorded"),
    )


class Noted:
    """What is noted while it is handled; the last two stay on the pages of the record."""

    assign_note: Mapped[str | None] = labelled(_("Note of the office to the unit"), Text, clause="A9.3")
    joint_opinions: Mapped[str | None] = labelled(
        _("Opinions of the joint units"),
        Text,
        clause="A9.4",
        hint=_("Write below what stands here, and begin with the name of your unit"),
    )
    accused_person: Mapped[str | None] = labelled(
        _("Accused person"), String(120), klass=Class.PERSONAL, clause="A9.7"
    )
    internal_note: Mapped[str | None] = labelled(
        _("Internal note"),
        Text,
        klass=Class.CONFINED,
        clause="A9.7",
        hint=_("Stays on this page: in no letter, file or reply"),
    )
    instruction: Mapped[str | None] = labelled(
        _("Leader's instruction"),
        Text,
        klass=Class.CONFINED,
        clause="A9.7",
        hint=_("Stays on this page: in no letter, file or reply"),
    )


class Told:
    """The reply."""

    findings: Mapped[str | None] = labelled(_("What was found"), Text, clause="A9.4")
    result: Mapped[str | None] = labelled(
        _("Result of handling"), klass=Class.PUBLIC, choices=RESULTS, index=True, clause="A9.5"
    )
    planned_for: Mapped[date | None] = labelled(_("Planned for"), klass=Class.PUBLIC, clause="A9.5")
    proper_body: Mapped[str | None] = labelled(_("Whose it is"), String(120), clause="A9.4")
    reply: Mapped[str | None] = labelled(_("Reply"), Text, klass=Class.PUBLIC, clause="A9.5")
    answered_on: Mapped[date | None] = labelled(_("Answered on"), klass=Class.PUBLIC, clause="A9.6")
    public_question: Mapped[str | None] = labelled(
        _("The message as it is published"),
        Text,
        klass=Class.PUBLIC,
        clause="A9.7",
        hint=_("In the office's words, without anything that points to the writer"),
    )
