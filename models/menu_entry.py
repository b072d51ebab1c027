"""How the menu and the tiles of “my work” are arranged for a role; it opens nothing and protects nothing."""

from __future__ import annotations

from typing import Any

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped

from models.column import Class, labelled, plain

TILES = {
    "tile_overdue": _("Overdue"),
    "tile_soon": _("Due soon"),
    "tile_mine": _("Waiting for me"),
    "tile_open": _("Open in all"),
}
"""The tiles by the name an arrangement knows them by; the entries of the menu are known by their page."""
LAST_PLACE = 10_000


class MenuEntry(Model):
    """An entry or tile that stands elsewhere for a role, or nowhere; what has no row stands as shipped.

    Put back it keeps its row, so that no change goes unnoticed by what remembers the table.
    """

    __tablename__ = "menu_entry"
    __table_args__ = (UniqueConstraint("role", "entry"),)
    trailed = True

    id: Mapped[int] = plain(primary_key=True)
    role: Mapped[str] = labelled(_("Role"), String(64), klass=Class.PUBLIC)
    entry: Mapped[str] = labelled(_("Entry"), String(60), klass=Class.PUBLIC)
    place: Mapped[int | None] = labelled(_("Order"), klass=Class.PUBLIC)
    hidden: Mapped[bool] = labelled(_("Hidden"), klass=Class.PUBLIC, default=False)
    version: Mapped[int] = plain()

    __mapper_args__: dict[str, Any] = {"version_id_col": version}

    @property
    def as_shipped(self) -> bool:
        """Whether it stands where it stood, for everybody to see."""
        return self.place is None and not self.hidden

    def __repr__(self) -> str:
        return f"{self.role} {self.entry}"
