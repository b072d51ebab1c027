"""What people keep of their lists: filters under a name, and how a list looks to somebody."""

from __future__ import annotations

from typing import Any

from flask_appbuilder import Model
from flask_appbuilder.security.sqla.models import User
from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from models.column import Class, labelled, plain
from models.unit import Unit

WORDS = "q"
"""The argument of a list that holds words somebody typed."""


class SavedFilter(Model):
    """What somebody asks a list for again and again: her own, or shared with the people of a unit.

    It holds a question, never an answer: whoever opens it finds what she may see.
    """

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("user_id", "matter", "name"),)

    id: Mapped[int] = plain(primary_key=True)
    user_id: Mapped[int] = labelled(_("Saved by"), ForeignKey("ab_user.id", ondelete="CASCADE"))
    matter: Mapped[str] = labelled(_("Matter"), String(40), index=True)
    """Class name, as grants and delegations name it."""
    name: Mapped[str] = labelled(_("Name"), String(40))
    unit_id: Mapped[int | None] = labelled(
        _("Shared with"), ForeignKey("unit.id"), hint=_("Everybody of this unit who may see the list")
    )
    asked: Mapped[dict[str, str]] = labelled(_("Filter"), JSON, klass=Class.PERSONAL)
    """Arguments of the list's address as they were sent; words among them may be somebody's name."""
    version: Mapped[int] = plain()

    user: Mapped[User] = relationship()
    unit: Mapped[Unit | None] = relationship(lazy="joined")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}

    def __repr__(self) -> str:
        return self.name


class ListLayout(Model):
    """How one list looks to one person: its columns, its rows a page, the filter it opens with."""

    __tablename__ = "list_layout"

    user_id: Mapped[int] = plain(ForeignKey("ab_user.id", ondelete="CASCADE"), primary_key=True)
    matter: Mapped[str] = plain(String(40), primary_key=True)
    columns: Mapped[list[str]] = labelled(_("Columns"), JSON, default=list)
    """In the order shown; empty: the usual ones."""
    page_size: Mapped[int | None] = labelled(_("Rows a page"))
    opens_id: Mapped[int | None] = plain(ForeignKey("saved_filter.id", ondelete="SET NULL"))
