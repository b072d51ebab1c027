"""Tokens for programs: one's own, made with the password; everybody's for the security administrator."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, url_for
from flask_appbuilder import expose
from flask_appbuilder.security.sqla.models import User
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput

from app.access.accounts import AccountRefused
from app.access.passwords import LONGEST as LONGEST_PASSWORD
from app.access.tokens import LASTS, Tokens
from app.parts import parts
from models import MATTERS
from models.account import full_name
from models.column import declared
from models.roles import SECURITY_ADMINISTRATOR
from models.token import TOKEN_SCOPES, ApiToken
from views.accounts import TRIES, confirmed
from views.administration import FILL_IN, AdministrationPage
from views.base import Crumb, signed_in
from views.forms import CleanText
from views.words import day_text, listed, moment_text

TOKENS = "can_tokens"
"""Sees and revokes the tokens of everybody."""

ABOUT = declared(ApiToken)


class TokenForm(FlaskForm):
    """What a token is for, how far it reaches, and that it is really she who makes it."""

    label = StringField(
        ABOUT["label"].label, [CleanText(), FILL_IN, Length(max=80)], description=_("The program's name")
    )
    days = IntegerField(_("Valid for (days)"), [InputRequired(_("Fill this in"))])
    scope = SelectField(ABOUT["scope"].label)
    matters = SelectMultipleField(
        ABOUT["matters"].label, option_widget=CheckboxInput(), description=ABOUT["matters"].hint
    )
    password = PasswordField(_("Present password"), [FILL_IN, Length(max=LONGEST_PASSWORD)])


class TokenView(AdministrationPage):
    """Lists, makes and revokes tokens."""

    route_base = "/office/tokens"
    default_view = "everybody"
    base_permissions = [TOKENS]
    granted_to = (SECURITY_ADMINISTRATOR,)
    label = _("Tokens for programs")
    permission_labels = {TOKENS: _("Everybody's tokens")}
    limits = [TRIES]

    @property
    def tokens(self) -> Tokens:
        """What makes and revokes them."""
        return Tokens(parts().time.now)

    def _way(self, title: str) -> list[Crumb]:
        return self.crumbs((gettext("Profile"), url_for("ProfileView.show")), (title, None))

    # -- looking ----------------------------------------------------------------------

    @expose("/")
    @signed_in
    def mine(self) -> Any:
        """One's own tokens."""
        return self._table(str(self.label), self.actor.id, add_url=url_for("TokenView.add"))

    @expose("/all")
    @signed_in
    def everybody(self) -> Any:
        """The tokens of all people."""
        self.require(TOKENS)
        return self._table(gettext("Everybody's tokens"), None)

    def _table(self, title: str, owner_id: int | None, add_url: str | None = None) -> str:
        now = parts().time.now()
        columns = [
            ABOUT["label"].label,
            ABOUT["scope"].label,
            ABOUT["matters"].label,
            ABOUT["expires_at"].label,
            ABOUT["last_used_on"].label,
            gettext("State"),
        ]
        rows = [_row(token, now, owned=owner_id is None) for token in self.tokens.of(self.session, owner_id)]
        return self.list_page(title, columns, rows, add_url=add_url)

    # -- making -----------------------------------------------------------------------

    @expose("/new", methods=["GET", "POST"])
    @signed_in
    def add(self) -> Any:
        """A new token, with the password: a browser left open makes none. Shown on this answer only."""
        form = TokenForm(data={"days": LASTS, "scope": "read"})
        form.scope.choices = [(code, str(label)) for code, label in TOKEN_SCOPES.items()]
        form.matters.choices = [(m.__name__, str(m.workflow.label)) for m in MATTERS]
        secret = self._made(form) if form.validate_on_submit() else None
        if secret is None:
            fields = ["label", "days", "scope", "matters", "password"]
            title, back = gettext("New token"), url_for("TokenView.mine")
            return self.short_form(title, form, fields, back, under=str(self.label))
        title = gettext("The token, this once")
        return self.page(
            "gov/token.html",
            title=title,
            crumbs=self._way(title),
            label=form.label.data,
            secret=secret,
            note=gettext(
                "Copy it into the program now: only its hash is kept, so nobody can show it again."
                " Whoever has it acts in your name."
            ),
            back_url=url_for("TokenView.mine"),
        )

    def _made(self, form: TokenForm) -> str | None:
        if not confirmed(self, form.password):
            return None
        try:
            secret = self.tokens.create(
                self.session,
                self.actor,
                self.session.get(User, self.actor.id),
                label=form.label.data,
                days=form.days.data,
                scope=form.scope.data,
                matters=form.matters.data,
            )
        except AccountRefused as refused:
            self.say(form, refused)
            return None
        self.session.commit()
        return secret

    # -- ending -----------------------------------------------------------------------

    @expose("/<int:pk>/revoke", methods=["GET", "POST"])
    @signed_in
    def revoke(self, pk: int) -> Any:
        """End a token at once; somebody else's is there for the security administrator only."""
        token = self.session.get(ApiToken, pk)
        if token is None or (token.user_id != self.actor.id and not self.may(TOKENS)):
            abort(404)
        back = url_for("TokenView.mine" if token.user_id == self.actor.id else "TokenView.everybody")
        form = FlaskForm()
        if form.validate_on_submit():
            self.tokens.revoke(self.session, self.actor, token)
            self.session.commit()
            flash(gettext("The token is revoked; it opens nothing any more."), "success")
            return redirect(back)
        return self.confirm_page(
            gettext("Revoke the token"),
            form,
            effects=[gettext("The program that uses it is refused from its next request on.")],
            back=back,
            subject=f"{token.label} · {full_name(token.user)}",
            clauses=gettext("Annex 1 Art 19"),
            danger=True,
        )


def _row(token: ApiToken, now: datetime, *, owned: bool) -> dict[str, Any]:
    """One token in a table; ``owned``: with its owner's name."""
    labels = {model.__name__: model.workflow.label for model in MATTERS}
    matters = listed(labels.get(name, name) for name in token.matters) or gettext("Every matter")
    return {
        "id": token.id,
        "url": url_for("TokenView.revoke", pk=token.id) if token.opens(now) else None,
        "over": False,
        "cells": [
            {"text": token.label, "sub": full_name(token.user) if owned else None},
            {"text": str(TOKEN_SCOPES[token.scope])},
            {"text": matters},
            {"text": moment_text(token.expires_at), "nowrap": True},
            {"text": day_text(token.last_used_on), "nowrap": True},
            _state(token, now),
        ],
    }


def _state(token: ApiToken, now: datetime) -> dict[str, str]:
    if not token.user.active:
        return {"text": gettext("switched off"), "tone": "grey"}
    if token.revoked_at is not None:
        return {"text": gettext("revoked"), "tone": "grey"}
    if not token.opens(now):
        return {"text": gettext("over"), "tone": "grey"}
    return {"text": gettext("in force"), "tone": "green"}
