"""A county's own words at the marked passages of its letters; the law's words are not among them."""

from __future__ import annotations

from datetime import date, datetime

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped

from models.column import Class, Instant, labelled, plain
from models.letter_kind import BY_NAME


class LetterText(Model):
    """What a letter says at one place from a day on; never changed, only followed by a later one."""

    __tablename__ = "letter_text"
    __table_args__ = (Index(None, "kind", "place", "valid_from"),)
    trailed = True

    id: Mapped[int] = plain(primary_key=True)
    kind: Mapped[str] = labelled(
        _("Letter"), klass=Class.PUBLIC, choices={name: kind.label for name, kind in BY_NAME.items()}
    )
    place: Mapped[str] = labelled(_("Passage"), String(40), klass=Class.PUBLIC)
    text: Mapped[str | None] = labelled(_("Wording"), String(300), klass=Class.PUBLIC)
    """None: as the program is shipped."""
    valid_from: Mapped[date] = labelled(_("In force from"), klass=Class.PUBLIC)
    reason: Mapped[str] = labelled(_("Reason"), String(200))
    entered_at: Mapped[datetime] = labelled(_("Entered at"), Instant)
    entered_by_id: Mapped[int | None] = plain(ForeignKey("ab_user.id"))

    def __repr__(self) -> str:
        return f"{self.kind} {self.place}"
