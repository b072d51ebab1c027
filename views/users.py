"""People and their posts: the system administrator's pages. Roles are somebody else's."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder import expose
from flask_appbuilder.security.sqla.models import User
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import func, or_, select
from wtforms import StringField
from wtforms.validators import Email, Length, Optional

from app.access.accounts import AccountRefused, Accounts, role_label, shown_email
from app.parts import parts
from models.account import Account, full_name
from models.roles import SYSTEM_ADMINISTRATOR
from models.unit import Membership
from views.administration import FILL_IN, AdministrationPage, username_field
from views.base import signed_in
from views.forms import CleanText, Question
from views.reasoned import Switching
from views.words import day_text, listed, moment_text

PAGE = 50
PEOPLE = "can_people"
"""Reads and changes accounts and posts."""


class FindForm(Question):
    """Finds people by name."""

    q = StringField(_("Name or user name"))


class PersonForm(FlaskForm):
    """Who somebody is."""

    name = StringField(_("Full name"), [FILL_IN, Length(max=64), CleanText()])
    email = StringField(_("E-mail"), [Optional(), Length(max=200), Email(_("This is no e-mail address."))])


class NewPersonForm(PersonForm):
    """Who somebody is, and under which name she signs in."""

    username = username_field()


class PeoplePage(AdministrationPage):
    """What the pages about people share: one permission, one way back."""

    base_permissions = [PEOPLE]
    class_permission_name = "UsersView"
    granted_to = (SYSTEM_ADMINISTRATOR,)
    label = _("People")
    permission_labels = {PEOPLE: _("Accounts and posts")}

    @property
    def accounts(self) -> Accounts:
        """What changes accounts."""
        return Accounts(parts().time.now)

    def person(self, pk: int) -> Any:
        """The account of this id, or 404."""
        return self.session.get(User, pk) or abort(404)

    @staticmethod
    def back(pk: int) -> str:
        """The page of a person."""
        return url_for("UsersView.show", pk=pk)


class UsersView(PeoplePage):
    """Accounts: list, add, correct, switch on and off, reset."""

    route_base = "/office/people"
    default_view = "people"

    @expose("/")
    @signed_in
    def people(self) -> Any:
        """All accounts, or those whose name contains what was asked for."""
        self.require(PEOPLE)
        form = FindForm(request.args)
        asked, page = (form.q.data or "").strip(), min(max(request.args.get("page", 0, type=int), 0), 2**20)
        found = select(User).order_by(User.username)
        if asked:
            wanted = f"%{asked.lower()}%"
            found = found.where(or_(User.username.like(wanted), func.lower(User.last_name).like(wanted)))
        rows = list(self.session.scalars(found.offset(page * PAGE).limit(PAGE + 1)))
        total = self.session.scalar(select(func.count()).select_from(found.order_by(None).subquery()))
        return self.list_page(
            gettext("People"),
            [gettext("Full name"), gettext("User name"), gettext("Account"), gettext("Roles")],
            [self._row(user) for user in rows[:PAGE]],
            add_url=url_for("UsersView.add"),
            filters=form,
            pager=(
                url_for("UsersView.people", q=asked, page=page - 1) if page > 0 else None,
                url_for("UsersView.people", q=asked, page=page + 1) if len(rows) > PAGE else None,
            ),
            total=total,
        )

    def _row(self, user: User) -> dict[str, Any]:
        state = gettext("active") if user.active else gettext("switched off")
        return {
            "url": url_for("UsersView.show", pk=user.id),
            "over": False,
            "cells": [
                {"text": full_name(user)},
                {"text": user.username},
                {"text": state, "tone": "green" if user.active else "grey"},
                {"text": listed(role_label(role.name) for role in user.roles)},
            ],
        }

    @expose("/new", methods=["GET", "POST"])
    @signed_in
    def add(self) -> Any:
        """A new account; its owner comes in by the link shown afterwards."""
        self.require(PEOPLE)
        form = NewPersonForm()
        if form.validate_on_submit():
            try:
                user = self.accounts.create(
                    self.session,
                    self.actor,
                    username=form.username.data,
                    name=form.name.data,
                    email=form.email.data or "",
                )
                return self._hand_out_link(user)
            except AccountRefused as refused:
                self.say(form, refused)
        fields, back = ["username", "name", "email"], url_for("UsersView.people")
        return self.short_form(gettext("New account"), form, fields, back, under=gettext("People"))

    @expose("/<int:pk>")
    @signed_in
    def show(self, pk: int) -> Any:
        """One account with its posts."""
        self.require(PEOPLE)
        user = self.person(pk)
        account = self.session.get(Account, pk)
        set_at = account.password_set_at if account else None
        posts = self.session.scalars(
            select(Membership).where(Membership.user_id == pk).order_by(Membership.since.desc())
        )
        mine = user.id == self.actor.id
        switch = gettext("Switch off") if user.active else gettext("Switch on")
        return self.page(
            "gov/person.html",
            title=full_name(user),
            crumbs=self.crumbs((gettext("People"), url_for("UsersView.people")), (full_name(user), None)),
            active=user.active,
            rows=[
                {"label": gettext("User name"), "value": user.username},
                {"label": gettext("E-mail"), "value": shown_email(user)},
                {"label": gettext("Roles"), "value": listed(role_label(r.name) for r in user.roles)},
                {"label": gettext("Password set"), "value": moment_text(set_at) if set_at else ""},
            ],
            actions=[
                {"label": gettext("Correct"), "url": url_for("UsersView.edit", pk=pk), "danger": False},
                *(
                    []
                    if mine
                    else [
                        {"label": gettext("Reset password"), "url": url_for("UsersView.reset", pk=pk)},
                        {"label": switch, "url": url_for("UsersView.switch", pk=pk), "danger": user.active},
                    ]
                ),
            ],
            posts=[self._post(row, mine) for row in posts],
            add_url=None if mine else url_for("PostsView.add", pk=pk),
        )

    def _post(self, row: Membership, mine: bool) -> dict[str, Any]:
        over = row.until is not None and row.until <= parts().time.today()
        return {
            "unit": row.unit.name,
            "post": row.post,
            "since": day_text(row.since),
            "until": day_text(row.until),
            "end_url": None if mine or over else url_for("PostsView.end", pk=row.id),
        }

    @expose("/<int:pk>/edit", methods=["GET", "POST"])
    @signed_in
    def edit(self, pk: int) -> Any:
        """Correct name and e-mail; the user name stays, the trail knows people by it."""
        self.require(PEOPLE)
        user = self.person(pk)
        form = PersonForm(data={"name": full_name(user), "email": shown_email(user)})
        if form.validate_on_submit():
            try:
                self.accounts.change(
                    self.session, self.actor, user, name=form.name.data, email=form.email.data or ""
                )
                self.session.commit()
                return redirect(self.back(pk))
            except AccountRefused as refused:
                self.say(form, refused)
        title, back = gettext("Correct an account"), self.back(pk)
        return self.short_form(title, form, ["name", "email"], back, under=full_name(user))

    @expose("/<int:pk>/switch", methods=["GET", "POST"])
    @signed_in
    def switch(self, pk: int) -> Any:
        """Switch an account off, or on again, with a reason."""
        self.require(PEOPLE)
        user, form = self.person(pk), Switching()
        if form.late(on=bool(user.active)):
            flash(gettext("Nothing was changed."), "info")
            return redirect(self.back(pk))
        if form.validate_on_submit():
            try:
                self.accounts.switch(
                    self.session, self.actor, user, active=not user.active, reason=form.reason.data
                )
                self.session.commit()
                return redirect(self.back(pk))
            except AccountRefused as refused:
                self.say(form, refused)
        if user.active:
            title, effect = gettext("Switch off"), gettext("She is signed out everywhere at once.")
        else:
            title, effect = gettext("Switch on"), gettext("She may sign in again.")
        return self._confirm(title, user, form, effect, danger=bool(user.active))

    @expose("/<int:pk>/reset", methods=["GET", "POST"])
    @signed_in
    def reset(self, pk: int) -> Any:
        """End a lost password and hand out a link; nobody chooses another's password."""
        self.require(PEOPLE)
        user, form = self.person(pk), FlaskForm()
        if form.validate_on_submit():
            try:
                return self._hand_out_link(user)
            except AccountRefused as refused:
                self.say(form, refused)
        effect = gettext(
            "Her present password ends now; a link valid for 24 hours lets her choose a new one."
        )
        return self._confirm(gettext("Reset password"), user, form, effect, danger=True)

    def _hand_out_link(self, user: User) -> Any:
        token = parts().credentials.create_reset_link(self.session, self.actor, user)
        pk = user.id
        self.session.commit()
        link = url_for("LinkView.first", token=token, _external=True)
        flash(gettext("Give her this link; it works once, for 24 hours: %(link)s", link=link), "success")
        return redirect(self.back(pk))

    def _confirm(self, title: str, user: User, form: FlaskForm, effect: str, *, danger: bool) -> Any:
        return self.confirm_page(
            title,
            form,
            effects=[effect],
            back=self.back(user.id),
            subject=full_name(user),
            clauses=gettext("Annex 1 Art 19"),
            danger=danger,
        )
