"""Work to be done outside a request: one row a job on both engines, the truth for people and workers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped

from models.column import Class, Instant, labelled, plain

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"

STATES = {
    WAITING: _("Waiting"),
    RUNNING: _("Running"),
    DONE: _("Done"),
    FAILED: _("Failed"),
    CANCELLED: _("Cancelled"),
}
"""``failed`` is final until somebody has it tried again: a dead letter."""
UNDER_WAY = (WAITING, RUNNING)


class Job(Model):
    """A task asked for once, with what it needs to know, how far it is, and what came of it."""

    __tablename__ = "job"
    __table_args__ = (Index(None, "state", "run_after"),)

    id: Mapped[int] = plain(primary_key=True)
    task: Mapped[str] = labelled(_("Task"), String(60))
    payload: Mapped[dict[str, Any]] = plain(JSON)
    """Keys and codes only; whatever is about a person is read from its own table by who may read it."""
    asked_by_id: Mapped[int | None] = labelled(_("Asked for by"), ForeignKey("ab_user.id"), index=True)
    """In whose name it is done, with the rights she has by then; empty: the program's own."""
    language: Mapped[str] = plain(String(8))
    """Of who asked: its words and files are in it."""
    key: Mapped[str | None] = plain(String(120), unique=True)
    state: Mapped[str] = labelled(_("State"), choices=STATES, default=WAITING)
    attempts: Mapped[int] = labelled(_("Attempts"), default=0)
    progress: Mapped[int] = labelled(_("Progress"), default=0)
    """Percent."""
    progress_text: Mapped[str] = labelled(_("What is being done"), String(200), default="")
    error: Mapped[str] = labelled(_("Why it failed"), String(200), default="")
    """A sentence for who asked: nothing about people and nothing of the program's inside."""
    cancel_asked: Mapped[bool] = plain(default=False)
    holder: Mapped[str | None] = plain(String(32))
    """The one attempt that may finish it; a worker that was taken over holds another."""
    lease_until: Mapped[datetime | None] = plain(Instant)
    run_after: Mapped[datetime] = plain(Instant)
    result_key: Mapped[str | None] = plain(String(80), unique=True)
    result_name: Mapped[str] = labelled(_("Result"), String(200), klass=Class.PERSONAL, default="")
    result_scope: Mapped[str | None] = plain(String(64))
    """The rights of who asked when the file was written: it is hers as long as she has the same."""
    asked_at: Mapped[datetime] = labelled(_("Asked for at"), Instant)
    ended_at: Mapped[datetime | None] = labelled(_("Ended at"), Instant)

    def end(self, state: str, now: datetime) -> None:
        """It is over, this way; nobody holds it any more."""
        self.state, self.ended_at, self.holder, self.lease_until = state, now, None, None

    def wait(self, until: datetime) -> None:
        """Nobody holds it; it may be begun from this moment on."""
        self.state, self.run_after, self.holder, self.lease_until = WAITING, until, None, None
