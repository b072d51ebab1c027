"""Menu and tiles by role: arranged by the system administrator; what is hidden can be opened all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import abort, current_app, flash, redirect, url_for
from flask_appbuilder import expose
from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from wtforms import BooleanField, IntegerField
from wtforms.validators import NumberRange, Optional

from app.access.accounts import role_label
from app.access.grants import EDIT
from app.access.matrix import Book
from app.arrangement import FURTHER
from models.menu_entry import LAST_PLACE, TILES, MenuEntry
from models.roles import SYSTEM_ADMINISTRATOR
from models.workflow import Label
from views.administration import AdministrationPage
from views.base import Crumb, signed_in
from views.reasoned import Reasoned

Groups = list[tuple[Label, list[tuple[str, Label]]]]
"""What can be arranged: a heading, and the entries under it by name and label."""
STANDS = (None, False)
"""Place and hiding of an entry that stands as shipped."""


class MenuView(AdministrationPage):
    """The menu of each role."""

    route_base = "/office/menu"
    default_view = "list"
    base_permissions = [EDIT]
    granted_to = (SYSTEM_ADMINISTRATOR,)
    permission_labels = {EDIT: _("Arrange menus and tiles")}
    label = _("Menus and tiles")

    @expose("/")
    @signed_in
    def list(self) -> Any:
        """The roles, and how much of each menu is arranged otherwise than shipped."""
        self.require(EDIT)
        rows = self.session.scalars(select(MenuEntry)).all()
        return self.list_page(
            gettext("Menus and tiles"),
            [gettext("Role"), gettext("Arranged otherwise than shipped")],
            [
                {
                    "url": url_for("MenuView.arrange", pk=role.id),
                    "over": False,
                    "cells": [
                        {"text": str(role_label(role.name))},
                        {"text": str(sum(row.role == role.name and not row.as_shipped for row in rows))},
                    ],
                }
                for role in Book.read(self.session()).roles
            ],
        )

    @expose("/<int:pk>", methods=["GET", "POST"])
    @signed_in
    def arrange(self, pk: int) -> Any:
        """Order and hide, with a reason."""
        self.require(EDIT)
        role = self.session.get(RoleRow, pk) or abort(404)
        groups = _groups()
        here = {
            row.entry: row
            for row in self.session.scalars(select(MenuEntry).where(MenuEntry.role == role.name))
        }
        form = _form_for(groups, here)
        title = gettext("Menu and tiles: %(role)s", role=role_label(role.name))
        if form.validate_on_submit():
            if self._arrange(role.name, form, groups, here):
                self.tell_why(f"menu {role.name}", form.reason.data)
                self._keep()
                flash(gettext("Saved."), "success")
            else:
                flash(gettext("Nothing was changed."), "info")
            return redirect(url_for("MenuView.list"))
        html = self.page(
            "gov/admin/menu.html",
            title=title,
            crumbs=self._way((title, None)),
            groups=groups,
            form=form,
            cancel_url=url_for("MenuView.list"),
        )
        return html, (400 if form.errors else 200)

    def _keep(self) -> None:
        """Commit; 409 when somebody arranged the same entry at the same moment."""
        try:
            self.session.commit()
        except IntegrityError:
            self.session.rollback()
            abort(409)

    def _way(self, *further: Crumb) -> Any:
        return self.crumbs((gettext("Menus and tiles"), url_for("MenuView.list")), *further)

    def _arrange(self, role: str, form: Any, groups: Groups, here: dict[str, MenuEntry]) -> bool:
        """Bring the rows in line with the form; whether any changed."""
        changed = False
        for name, shipped in _shipped(groups):
            place, hidden = form[f"place_{name}"].data, form[f"hidden_{name}"].data
            wanted = (None if place == shipped else place, hidden)
            row = here.get(name)
            if wanted == ((row.place, row.hidden) if row else STANDS):
                continue
            changed = True
            if row is None:
                self.session.add(MenuEntry(role=role, entry=name, place=wanted[0], hidden=hidden))
            else:
                row.place, row.hidden = wanted
        return changed


def _groups() -> Groups:
    """What can be arranged: the tiles, then the groups of the menu with their entries as shipped."""
    menu = current_app.appbuilder.menu  # type: ignore[attr-defined]
    listed = [(group.label, [(item.name, item.label) for item in group.childs]) for group in menu.get_list()]
    return [(_("Tiles of my work"), [*TILES.items()]), *listed]


def _shipped(groups: Groups) -> Iterator[tuple[str, int]]:
    """Each entry with its place as shipped."""
    for _title, entries in groups:
        for place, (name, _words) in enumerate(entries, 1):
            yield name, place * FURTHER


def _form_for(groups: Groups, here: dict[str, MenuEntry]) -> Any:
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {}
    for name, shipped in _shipped(groups):
        fields[f"place_{name}"] = IntegerField(_("Order"), [Optional(), NumberRange(0, LAST_PLACE)])
        fields[f"hidden_{name}"] = BooleanField(_("Hidden"))
        row = here.get(name)
        data[f"place_{name}"] = shipped if row is None or row.place is None else row.place
        data[f"hidden_{name}"] = row is not None and row.hidden
    return type("ArrangeForm", (Reasoned,), fields)(data=data)
