"""Standing in: whom one lets stand in for oneself, and for whom one does."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import Length

from app.access.accounts import AccountRefused
from app.access.delegations import Delegations
from app.parts import parts
from models import MATTERS
from models.account import full_name
from models.unit import Delegation
from views.administration import FILL_IN, AdministrationPage
from views.base import signed_in
from views.forms import DayField
from views.reasoned import Reasoned
from views.words import day_text


class DelegationForm(Reasoned):
    """Who stands in, from when to when, for what, and why."""

    deputy = StringField(_("Deputy"), [FILL_IN, Length(max=64)], description=_("Her user name"))
    since = DayField(_("From"), [FILL_IN])
    until = DayField(_("To"), [FILL_IN])
    matter = SelectField(_("Only for"), description=_("Empty: every matter"))


class DelegationView(AdministrationPage):
    """One's own delegations; everybody who signed in has them."""

    route_base = "/office/delegations"
    default_view = "list"
    label = _("Delegation")

    @property
    def _delegations(self) -> Delegations:
        return Delegations(parts().time.now, parts().time.today)

    @expose("/")
    @signed_in
    def list(self) -> Any:
        """Given and received, newest first; a row in force leads to the page that ends it."""
        today = parts().time.today()
        rows = [
            {
                "url": url_for("DelegationView.revoke", pk=row.id) if _may_end(row, today) else None,
                "over": False,
                "cells": [
                    {"text": full_name(row.deputy), "sub": row.reason},
                    {"text": full_name(row.principal)},
                    {"text": f"{day_text(row.since)} – {day_text(row.until)}"},
                    {"text": str(_matter_label(row.matter))},
                    _state(row, today),
                ],
            }
            for row in self._delegations.of(self.session, self.actor)
        ]
        columns = [
            gettext("Deputy"),
            gettext("Stands in for"),
            gettext("Days"),
            gettext("Only for"),
            gettext("State"),
        ]
        return self.list_page(gettext("Delegation"), columns, rows, add_url=url_for("DelegationView.add"))

    @expose("/new", methods=["GET", "POST"])
    @signed_in
    def add(self) -> Any:
        """Let somebody stand in for oneself."""
        form = DelegationForm()
        names = {model.__name__: model.workflow.label for model in MATTERS}
        form.matter.choices = [("", "—"), *((name, str(label)) for name, label in names.items())]
        if form.validate_on_submit():
            try:
                self._delegations.create(
                    self.session,
                    self.actor,
                    deputy=form.deputy.data,
                    since=form.data["since"],
                    until=form.data["until"],
                    matter=form.matter.data or None,
                    matters=names,
                    reason=form.reason.data,
                )
                self.session.commit()
                return redirect(url_for("DelegationView.list"))
            except AccountRefused as refused:
                self.say(form, refused)
        fields = ["deputy", "since", "until", "matter", "reason"]
        title, back = gettext("New delegation"), url_for("DelegationView.list")
        return self.short_form(title, form, fields, back, under=gettext("Delegation"))

    @expose("/<int:pk>/revoke", methods=["GET", "POST"])
    @signed_in
    def revoke(self, pk: int) -> Any:
        """End a delegation at once; somebody else's is not there."""
        row = self.session.get(Delegation, pk)
        if row is None or self.actor.id not in {row.principal_id, row.deputy_id}:
            abort(404)
        form = FlaskForm()
        if form.validate_on_submit():
            self._delegations.revoke(self.session, self.actor, row)
            self.session.commit()
            return redirect(url_for("DelegationView.list"))
        return self.confirm_page(
            gettext("End the delegation"),
            form,
            effects=[
                gettext("%(name)s acts for herself alone from the next click.", name=full_name(row.deputy))
            ],
            back=url_for("DelegationView.list"),
            subject=gettext("Delegation"),
            danger=True,
        )


def _may_end(row: Delegation, today: Any) -> bool:
    """Also one to come; which one counts on a day is told by ``app.access.loading.in_force``."""
    return row.revoked_at is None and row.until >= today


def _state(row: Delegation, today: Any) -> dict[str, str]:
    if row.revoked_at is not None:
        return {"text": gettext("revoked"), "tone": "grey"}
    if row.until < today:
        return {"text": gettext("over"), "tone": "grey"}
    if row.since > today:
        return {"text": gettext("to come"), "tone": "blue"}
    return {"text": gettext("in force"), "tone": "green"}


def _matter_label(name: str | None) -> Any:
    return next((m.workflow.label for m in MATTERS if m.__name__ == name), gettext("Every matter"))
