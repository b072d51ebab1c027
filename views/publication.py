"""Publications on screen: columns and nothing else."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from models import DestructionList, FileLoan, Publication
from models.base import Record
from models.publishable import Publishable
from views.gaps import OVERDUE_COLUMNS
from views.matter import MatterView
from views.record import Related

PUBLISHED = ("number", "title", "column_id", "origin", "state", "published_on")
"""What the page of a record tells of what is published of it."""


class PublicationView(MatterView):
    """附件1 第三章、第四章."""

    model = Publication
    gaps = (OVERDUE_COLUMNS,)
    list_columns = (
        *("number", "title", "column_id", "unit_id", "origin", "source_name"),
        *("state", "published_on", "published_at", "entered_by"),
    )
    filters = ("unit_id", "column_id", "origin", "media", "source_id", "published_on")
    form_sections = (
        (_("What is published"), ("unit_id", "origin", "column_id", "media", "title", "body")),
        (_("Source of the information"), ("source_name", "source_url", "source_id")),
        (_("Secrecy"), ("secrecy_level",)),
    )
    sections = (
        *form_sections[:2],
        (_("Secrecy"), ("secrecy_level", "secrecy_opinion")),
        (_("On the portal"), ("published_on", "published_at", "entered_by", "taken_down_on")),
        (_("Destruction"), ("destruction_list_id",)),
    )
    related = (
        Related(
            "loans",
            FileLoan,
            ("borrower", "lent_on", "due_back_on", "returned_on", "state"),
            "publication_id",
        ),
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


class FileLoanView(MatterView):
    """附件1 第十六条."""

    model = FileLoan
    parent = "publication_id"
    list_columns = (
        *("title", "unit_id", "borrower", "purpose", "lent_on"),
        *("due_back_on", "returned_on", "state", "due_on"),
    )
    filters = ("unit_id", "lent_on", "due_back_on", "returned_on")
    form_sections = ((_("Loan of a file"), ("borrower", "purpose", "lent_on", "due_back_on")),)
    sections = ((_("Loan of a file"), ("publication_id", *form_sections[0][1], "returned_on")),)


class DestructionListView(MatterView):
    """附件1 第十六条."""

    model = DestructionList
    list_columns = ("number", "title", "unit_id", "ground", "state", "destroyed_on", "witnesses")
    filters = ("unit_id", "destroyed_on")
    form_sections = ((_("List of files to destroy"), ("unit_id", "title", "ground")),)
    sections = (*form_sections, (_("Destruction"), ("destroyed_on", "witnesses")))
    related = (Related("entries", Publication, PUBLISHED, ""),)
