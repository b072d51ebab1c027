"""Posts of people in units, from a day to a day; they decide which records somebody sees."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional

from app.access.accounts import AccountRefused
from models.account import full_name
from models.unit import Membership, Unit
from views.administration import FILL_IN
from views.base import signed_in
from views.forms import CleanText, DayField
from views.users import PEOPLE, PeoplePage


class PostForm(FlaskForm):
    """A post in a unit, from a day to a day."""

    unit = SelectField(_("Unit"), coerce=int)
    post = StringField(_("Post"), [FILL_IN, Length(max=60), CleanText()])
    since = DayField(_("From"), [FILL_IN])
    until = DayField(_("To"), [Optional()])


class EndPostForm(FlaskForm):
    """The last day of a post."""

    until = DayField(_("Last day"), [FILL_IN])


class PostsView(PeoplePage):
    """Give a post, end a post."""

    route_base = "/office/posts"

    @expose("/people/<int:pk>/new", methods=["GET", "POST"])
    @signed_in
    def add(self, pk: int) -> Any:
        """A further post; it decides which records she sees."""
        self.require(PEOPLE)
        user, form = self.person(pk), PostForm()
        units = self.session.scalars(select(Unit).where(Unit.active).order_by(Unit.code))
        form.unit.choices = [(unit.id, unit.name) for unit in units]
        if form.validate_on_submit():
            try:
                self.accounts.add_post(
                    self.session,
                    self.actor,
                    user,
                    unit=self.session.get(Unit, form.unit.data),
                    post=form.post.data,
                    since=form.data["since"],
                    until=form.data["until"],
                )
                self.session.commit()
                return redirect(self.back(pk))
            except AccountRefused as refused:
                self.say(form, refused)
        fields, back = ["unit", "post", "since", "until"], self.back(pk)
        return self.short_form(gettext("New post"), form, fields, back, under=full_name(user))

    @expose("/<int:pk>/end", methods=["GET", "POST"])
    @signed_in
    def end(self, pk: int) -> Any:
        """The last day of a post."""
        self.require(PEOPLE)
        row, form = self.session.get(Membership, pk) or abort(404), EndPostForm()
        back = self.back(row.user_id)
        if form.validate_on_submit():
            try:
                self.accounts.end_post(self.session, self.actor, row, form.data["until"])
                self.session.commit()
                return redirect(back)
            except AccountRefused as refused:
                self.say(form, refused)
        name = full_name(self.person(row.user_id))
        return self.short_form(gettext("End a post"), form, ["until"], back, under=name)
