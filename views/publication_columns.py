"""The columns of the portal: who keeps each and how often it is renewed (附件1 第十四条)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.access.grants import EDIT
from models.publication_column import ANY_TIME, PublicationColumn
from views import forms
from views.choices import units
from views.keeping import KeepingPage, say_code
from views.kept import KeptPage, LookingPage


class ColumnPage(KeptPage):
    """What looking and changing share."""

    model = PublicationColumn
    sections = ((_("Column"), ("code", "name", "parent_id", "unit_id", "rhythm", "interval")),)
    heading = _("Columns of the portal")
    looking, changing = "ColumnView", "ColumnEditView"


class ColumnView(ColumnPage, LookingPage):
    """Everybody who signed in may look up who keeps what."""

    route_base = "/office/columns"
    base_permissions: tuple[str, ...] = ()
    label = _("Columns of the portal")
    listed = ("name", "parent_id", "unit_id", "rhythm", "interval")
    ordered = ("id",)


class ColumnEditView(ColumnPage, KeepingPage):
    """The system administrator keeps the plan."""

    route_base = "/office/columns"
    permission_labels = {EDIT: _("Keep the columns of the portal")}
    label = _("Columns of the portal")
    required = ("code", "name", "rhythm")
    taken = {"code": _("Another column has this code")}
    clauses = ("A1.14",)
    new_title = _("New column")
    off_effect = _("Nothing new is published in it. What was published stays.")
    on_effect = _("It is offered again.")

    def _choices(self, row: PublicationColumn) -> Mapping[str, forms.Choices]:
        return {"parent_id": lambda: self._parents(row), "unit_id": lambda: self._keepers(row)}

    def _parents(self, row: PublicationColumn) -> list[tuple[str, str]]:
        others = self.session.scalars(select(PublicationColumn).order_by(PublicationColumn.id))
        return [(str(o.id), o.name) for o in others if row.may_belong_to(o)]

    def _keepers(self, row: PublicationColumn) -> list[tuple[str, str]]:
        offered = [(str(u.id), u.name) for u in units(self.session())]
        kept = row.unit
        if kept is not None and (str(kept.id), kept.name) not in offered:
            offered.append((str(kept.id), kept.name))
        return offered

    def _sound(self, row: PublicationColumn, form: Any) -> None:
        say_code(form, row)
        if form.interval.data is not None and not 1 <= form.interval.data <= 400:
            form.interval.errors = [gettext("1 to 400")]
        elif (form.rhythm.data == ANY_TIME) != (form.interval.data is None):
            form.interval.errors = [
                gettext(
                    "What is renewed daily or at intervals has a number of working days, nothing else has"
                )
            ]

    def _still_needed(self, row: PublicationColumn) -> str | None:
        below = select(PublicationColumn.id).where(
            PublicationColumn.parent_id == row.id, PublicationColumn.active
        )
        if self.session.scalar(below.limit(1)):
            return gettext("Columns that belong to it are in use; take them out of use first.")
        return None
