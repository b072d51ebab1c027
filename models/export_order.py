"""What an export that is made in the background was asked for: words of a filter are no payload of a job."""

from __future__ import annotations

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped

from models.column import Class, labelled, plain


class ExportOrder(Model):
    """The list, the kind of file and the filter of one job; goes when the job goes."""

    __tablename__ = "export_order"

    job_id: Mapped[int] = plain(ForeignKey("job.id", ondelete="CASCADE"), primary_key=True)
    slug: Mapped[str] = plain(String(60))
    form: Mapped[str] = plain(String(8))
    asked: Mapped[str] = labelled(_("Filter"), Text, klass=Class.SEALED)
    """As the list's address has it."""
