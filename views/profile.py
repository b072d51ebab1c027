"""Oneself: name, posts, roles, and signing out everywhere."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, session, url_for
from flask_appbuilder import expose
from flask_appbuilder.security.sqla.models import User
from flask_babel import gettext
from flask_wtf import FlaskForm
from sqlalchemy import select

from app.access.accounts import role_label, shown_email
from app.access.bearer import end_tokens
from app.access.sessions import end_sessions
from app.parts import parts
from models.account import full_name
from models.unit import Membership
from views.administration import AdministrationPage
from views.base import signed_in
from views.words import day_text, listed


class ProfileView(AdministrationPage):
    """What the program knows of the reader herself."""

    route_base = "/office/profile"
    default_view = "show"

    @expose("/")
    @signed_in
    def show(self) -> Any:
        """Name, roles and posts; others change them, so the page only says them."""
        user = self.session.get(User, self.actor.id)
        posts = self.session.scalars(
            select(Membership).where(Membership.user_id == user.id).order_by(Membership.since.desc())
        )
        return self.page(
            "gov/person.html",
            title=full_name(user),
            crumbs=self.crumbs((gettext("Profile"), None)),
            active=user.active,
            rows=[
                {"label": gettext("User name"), "value": user.username},
                {"label": gettext("E-mail"), "value": shown_email(user)},
                {"label": gettext("Roles"), "value": listed(role_label(r.name) for r in user.roles)},
            ],
            actions=[
                {"label": gettext("Change password"), "url": url_for("PasswordView.change")},
                {"label": gettext("What I am told of"), "url": url_for("NoticeChoiceView.show")},
                {"label": gettext("Tokens for programs"), "url": url_for("TokenView.mine")},
                {
                    "label": gettext("Sign out everywhere"),
                    "url": url_for("ProfileView.leave"),
                    "danger": True,
                },
            ],
            posts=[
                {
                    "unit": row.unit.name,
                    "post": row.post,
                    "since": day_text(row.since),
                    "until": day_text(row.until),
                }
                for row in posts
            ],
            add_url=None,
        )

    @expose("/leave", methods=["GET", "POST"])
    @signed_in
    def leave(self) -> Any:
        """End every session of one's own, this one included, and every token."""
        form = FlaskForm()
        if form.validate_on_submit():
            end_sessions(self.session(), self.actor.id or 0)
            end_tokens(self.session(), self.actor.id or 0, parts().time.now())
            parts().trail.write("logout", actor=self.actor)
            self.session.commit()
            session.clear()
            flash(gettext("You are signed out everywhere."), "info")
            return redirect(url_for("LoginView.login"))
        return self.confirm_page(
            gettext("Sign out everywhere"),
            form,
            effects=[
                gettext("Every browser you are signed in with has to sign in again, this one too."),
                gettext("Every token you made for a program is revoked."),
            ],
            back=url_for("ProfileView.show"),
            subject=gettext("Profile"),
            clauses=gettext("Annex 1 Art 19"),
            danger=True,
        )
