"""The words of a file, taken out of it for the search (附件1 第十七条)."""

from __future__ import annotations

from datetime import datetime

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import Belonging, Record
from models.column import Class, Instant, labelled, plain

READ = "read"
OUTCOMES = {
    READ: _("Its words are found by the search"),
    "cut": _("Only its first 100,000 characters are found by the search"),
    "empty": _("The search finds no words in it: there are none, or they are pictures"),
    "locked": _("The search cannot read it: it is encrypted"),
    "broken": _("The search cannot read it: it is damaged, or too big to be read"),
    "endless": _("The search cannot read it: reading it takes too long"),
    "unknown": _("The search does not read files of this kind"),
}
HAVE_WORDS = (READ, "cut")


class FileText(Belonging, Model):
    """What became of reading a file. It goes with the file, and its words go from the index with it."""

    __tablename__ = "file_text"

    attachment_id: Mapped[int] = plain(
        ForeignKey("attachment.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    outcome: Mapped[str] = labelled(_("What became of reading it"), choices=OUTCOMES)
    text: Mapped[str] = labelled(_("Text"), Text, klass=Class.PERSONAL, deferred=True)
    """As whoever may open the file reads it, whatever its class."""
    read_at: Mapped[datetime] = plain(Instant)

    record: Mapped[Record] = relationship()
