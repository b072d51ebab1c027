"""A workbook sent to have its rows registered: what was found in it, and how far it is (ADR 0014)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, relationship

from models.column import Class, Instant, labelled, plain
from models.job import UNDER_WAY, Job


class SheetImport(Model):
    """One upload, seen by who sent it and nobody else; its rows stay in the file."""

    __tablename__ = "sheet_import"

    id: Mapped[int] = plain(primary_key=True)
    matter: Mapped[str] = labelled(_("Matter"), String(40), code=True)
    asked_by_id: Mapped[int] = labelled(_("Sent by"), ForeignKey("ab_user.id"), index=True)
    asked_at: Mapped[datetime] = labelled(_("Sent at"), Instant)
    file_name: Mapped[str] = labelled(_("File name"), String(200), klass=Class.PERSONAL)
    file_key: Mapped[str | None] = plain(String(80), unique=True)
    """Where the workbook lies; none once nobody needs it any more."""
    returned_key: Mapped[str | None] = plain(String(80), unique=True)
    """Where the workbook lies that says what is wrong with which row; none when nothing is."""
    partly: Mapped[bool] = plain(default=False)
    """The right rows are taken although others are wrong; the rest is given back."""
    rows_right: Mapped[int] = plain(default=0)
    rows_wrong: Mapped[int] = plain(default=0)
    rows_there: Mapped[int] = plain(default=0)
    """Rows an earlier upload registered already."""
    rows_taken: Mapped[int] = plain(default=0)
    faults: Mapped[list[Any]] = plain(JSON, default=list)
    """The first of them: row, column and sentence, and nothing that was typed."""
    checked_at: Mapped[datetime | None] = plain(Instant)
    ended_at: Mapped[datetime | None] = plain(Instant)
    """When its rows were registered."""
    job_id: Mapped[int | None] = plain(ForeignKey("job.id", ondelete="SET NULL"))

    job: Mapped[Job | None] = relationship()

    @property
    def under_way(self) -> bool:
        """Whether a background task is at it."""
        return self.job is not None and self.job.state in UNDER_WAY

    def __repr__(self) -> str:
        return self.file_name
