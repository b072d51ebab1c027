"""Publications on screen: columns and nothing else."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from models import Publication
from models.base import Record
from models.publishable import Publishable
from views.matter import MatterView

PUBLISHED = ("number", "title", "column_id", "origin", "state", "published_on")
"""What the page of a record tells of what is published of it."""


class PublicationView(MatterView):
    """附件1 第三章、第四章."""

    model = Publication
    list_columns = (
        *("number", "title", "column_id", "unit_id", "origin", "source_name"),
        *("state", "published_on", "published_at", "entered_by"),
    )
    filters = ("unit_id", "column_id", "origin", "media", "source_id", "published_on")
    form_sections = (
        (_("What is published"), ("unit_id", "origin", "column_id", "media", "title", "body")),
        (_("Where it comes from"), ("source_name", "source_url", "source_id")),
        (_("Secrecy"), ("secrecy_level",)),
    )
    sections = (
        *form_sections[:2],
        (_("Secrecy"), ("secrecy_level", "secrecy_opinion")),
        (_("On the portal"), ("published_on", "published_at", "entered_by", "taken_down_on")),
    )

    def prefill(self, form: Any) -> None:
        """Entered from the page of what it comes from, it begins with what that says."""
        super().prefill(form)
        source = self.session.get(Record, form.source_id.data) if form.source_id.data else None
        if isinstance(source, Publishable) and source.may_be_online:
            said = Publication(title=source.title, unit_id=source.unit_id)
            said.take_over(source)
            for name in ("title", "origin", "media", "source_name", "secrecy_level", "body"):
                form[name].data = getattr(said, name)
            form.column_id.data = said.column.id if said.column else None
