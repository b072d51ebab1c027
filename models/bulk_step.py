"""One step taken of many records at once: which were chosen, and what became of each."""

from __future__ import annotations

from datetime import datetime

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from models.column import Instant, labelled, plain

DONE, REFUSED, STALE, UNFIT, BARRED, GONE = "done", "refused", "stale", "unfit", "barred", "gone"

OUTCOMES = {
    DONE: _("Done"),
    REFUSED: _("Not possible now"),
    STALE: _("Changed meanwhile"),
    UNFIT: _("What was entered does not fit"),
    BARRED: _("Not yours to do"),
    GONE: _("Not found"),
}


class BulkStep(Model):
    """A submission of many records; the same key is worked through once (its owner alone reads it)."""

    __tablename__ = "bulk_step"
    __table_args__ = (UniqueConstraint("user_id", "key"),)

    id: Mapped[int] = plain(primary_key=True)
    user_id: Mapped[int] = plain(ForeignKey("ab_user.id", ondelete="CASCADE"))
    key: Mapped[str] = plain(String(64))
    matter: Mapped[str] = plain(String(40))
    step: Mapped[str] = labelled(_("Step"), String(40))
    chosen: Mapped[list[int]] = plain(JSON)
    """Keys of the records, in the order of the list."""
    outcomes: Mapped[list[dict[str, str]]] = labelled(_("Result"), JSON, default=list)
    """For each record that was come to, in the same order: outcome, who it was, and the sentence why not."""
    begun_at: Mapped[datetime] = labelled(_("Begun at"), Instant, index=True)
