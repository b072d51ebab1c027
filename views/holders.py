"""Which roles there are and who holds them; never given to oneself (A1.8)."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, url_for
from flask_appbuilder import expose
from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_appbuilder.security.sqla.models import User
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import SelectMultipleField, StringField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput

from app.access.accounts import AccountRefused, Accounts, role_label
from app.parts import parts
from models.account import full_name
from models.roles import ROLES
from views.administration import FILL_IN
from views.base import signed_in
from views.reasoned import Reasoned
from views.roles import ROLES_PERMISSION, SecurityPage
from views.words import listed


class RoleForm(FlaskForm):
    """The name of a role of the office's own."""

    name = StringField(
        _("Name"), [FILL_IN, Length(max=64)], description=_("Small letters, digits and underscores")
    )


class HolderForm(Reasoned):
    """Which roles a person holds, and why this changes."""

    roles = SelectMultipleField(_("Roles"), option_widget=CheckboxInput())


class HoldersView(SecurityPage):
    """The roles, and the people who hold them."""

    route_base = "/office/holders"
    default_view = "people"

    # -- the roles --------------------------------------------------------------------

    @expose("/")
    @signed_in
    def roles(self) -> Any:
        """Every role and who has it."""
        self.require(ROLES_PERMISSION)
        matrix = self.book.read(self.session)
        seeded = {role.name for role in ROLES}
        rows = []
        for role in matrix.roles:
            own = role.name not in seeded
            people = listed(full_name(user) for user in self.book.holders(self.session, role) if user.active)
            rows.append(
                {
                    "url": url_for("HoldersView.rename", pk=role.id) if own else url_for("RolesView.matrix"),
                    "over": False,
                    "cells": [{"text": str(role_label(role.name)), "sub": role.name}, {"text": people}],
                }
            )
        return self.list_page(
            gettext("Roles"),
            [gettext("Role"), gettext("Who has it")],
            rows,
            add_url=url_for("HoldersView.add"),
            tabs=_tabs("roles"),
        )

    @expose("/new", methods=["GET", "POST"])
    @signed_in
    def add(self) -> Any:
        """A role of the office's own."""
        self.require(ROLES_PERMISSION)
        form = RoleForm()
        if form.validate_on_submit():
            try:
                self.book.add_role(self.session, self.actor, form.name.data)
                self.session.commit()
                return redirect(url_for("RolesView.matrix"))
            except AccountRefused as refused:
                self.say(form, refused)
        back = url_for("HoldersView.roles")
        return self.short_form(gettext("New role"), form, ["name"], back, under=gettext("Roles"))

    @expose("/<int:pk>/rename", methods=["GET", "POST"])
    @signed_in
    def rename(self, pk: int) -> Any:
        """Rename a role of the office's own."""
        self.require(ROLES_PERMISSION)
        role = self.session.get(RoleRow, pk) or abort(404)
        form = RoleForm(data={"name": role.name})
        if form.validate_on_submit():
            try:
                self.book.rename_role(self.session, self.actor, role, form.name.data)
                self.session.commit()
                return redirect(url_for("HoldersView.roles"))
            except AccountRefused as refused:
                self.say(form, refused)
        title, back = gettext("Rename a role"), url_for("HoldersView.roles")
        return self.short_form(title, form, ["name"], back, under=gettext("Roles"))

    # -- who holds them ---------------------------------------------------------------

    @expose("/people")
    @signed_in
    def people(self) -> Any:
        """Every active person and her roles; the link leads to the form that changes them."""
        self.require(ROLES_PERMISSION)
        users = self.session.scalars(select(User).where(User.active).order_by(User.username))
        rows = [
            {
                "url": url_for("HoldersView.assign", pk=user.id),
                "over": False,
                "cells": [
                    {"text": full_name(user), "sub": user.username},
                    {"text": listed(role_label(role.name) for role in user.roles)},
                ],
            }
            for user in users
        ]
        return self.list_page(
            gettext("Who has which role"),
            [gettext("Full name"), gettext("Roles")],
            rows,
            tabs=_tabs("people"),
        )

    @expose("/people/<int:pk>", methods=["GET", "POST"])
    @signed_in
    def assign(self, pk: int) -> Any:
        """The roles of one person, with a reason; never one's own."""
        self.require(ROLES_PERMISSION)
        user = self.session.get(User, pk) or abort(404)
        form = HolderForm(data={"roles": [role.name for role in user.roles]})
        form.roles.choices = [
            (role.name, str(role_label(role.name))) for role in self.book.read(self.session).roles
        ]
        if form.validate_on_submit():
            try:
                Accounts(parts().time.now).assign(
                    self.session, self.actor, user, form.roles.data or [], reason=form.reason.data
                )
                self.session.commit()
                return redirect(url_for("HoldersView.people"))
            except AccountRefused as refused:
                self.say(form, refused)
        title = gettext("Roles of %(name)s", name=full_name(user))
        back, under = url_for("HoldersView.people"), gettext("Who has which role")
        return self.short_form(title, form, ["roles", "reason"], back, under=under)


def _tabs(here: str) -> list[dict[str, object]]:
    labels = {"people": gettext("By person"), "roles": gettext("By role")}
    return [
        {"label": label, "url": url_for(f"HoldersView.{name}"), "count": "", "current": name == here}
        for name, label in labels.items()
    ]
