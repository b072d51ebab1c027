"""Coming in and going out: sign in, sign out, the own password, the links that work once.

FAB's own login page, password pages and login API are not routed; these take their place.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from flask import abort, current_app, flash, redirect, request, session, url_for
from flask_appbuilder import expose
from flask_appbuilder.security.sqla.models import User
from flask_appbuilder.utils.limit import Limit
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_limiter.util import get_remote_address
from flask_login import current_user, login_user
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from app.access.accounts import AccountRefused
from app.access.actor import present
from app.access.credentials import FIRST, RESET, LinkRefused, PasswordRefused
from app.access.passwords import LONGEST, Policy
from app.parts import parts
from views.administration import AdministrationPage, username_field
from views.base import OfficePage, signed_in
from views.forms import CleanText

TRIES = Limit("20 per minute", get_remote_address, methods=("POST",))
"""Per address and minute, over all accounts; the lock per account is the gate's."""

LOCAL = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f]*")

FILL_IN = InputRequired(_("Fill this in"))
OLD_PASSWORD = {"autocomplete": "current-password"}
NEW_PASSWORD = {"autocomplete": "new-password"}


def local_path(text: str | None) -> str | None:
    """A path of this site, or None: an answer never sends anybody elsewhere."""
    return text if text and LOCAL.fullmatch(text) else None


def rules_of(policy: Policy) -> list[str]:
    """What the policy asks for, sentence by sentence."""
    rules = [gettext("At least %(count)s characters", count=policy.min_length)]
    if policy.classes:
        rules.append(
            gettext(
                "At least %(count)s of: capitals, small letters, digits, other signs", count=policy.classes
            )
        )
    rules.append(gettext("None of your last %(count)s passwords, no common one", count=policy.history))
    if policy.max_age:
        rules.append(gettext("Changed every %(days)s days (Annex 1 Art 19)", days=policy.max_age.days))
    return rules


class SignInForm(FlaskForm):
    """A name and a password; nothing is said about either before they are compared."""

    username = StringField(_("User name"), [FILL_IN, Length(max=128)])
    password = PasswordField(_("Password"), [FILL_IN, Length(max=LONGEST)])


class LoginView(OfficePage):
    """Signing in and out."""

    route_base = "/login"
    limits = [TRIES]

    @expose("/", methods=["GET", "POST"])
    def login(self) -> Any:
        """The same words for every refusal; a new session token for every success."""
        after = local_path(request.args.get("next")) or url_for("HomeView.index")
        if current_user.is_authenticated:
            return redirect(after)
        form = SignInForm()
        if form.validate_on_submit():
            manager = current_app.appbuilder.sm  # type: ignore[attr-defined]
            user = manager.auth_user_db(form.username.data, form.password.data)
            if user is not None:
                start_session(user)
                return redirect(after)
            form.form_errors.append(
                gettext("Name and password do not fit, or the account is locked. Try again in 15 minutes.")
            )
        page = self.page("appbuilder/general/security/login_db.html", title=gettext("Log in"), form=form)
        return page, 401 if form.errors else 200

    @expose("/out", methods=["POST"])
    @signed_in
    def logout(self) -> Any:
        """The session ends on the server; the cookie in the browser opens nothing any more."""
        parts().trail.write("logout", actor=self.actor)
        self.session.commit()
        session.clear()
        flash(gettext("You are signed out."), "info")
        return redirect(url_for("LoginView.login"))


class NewPasswordForm(FlaskForm):
    """A password, twice."""

    shown: ClassVar[tuple[str, ...]] = ("password", "again")
    """The fields in the order of the page; WTForms puts inherited ones first."""
    password = PasswordField(_("New password"), [FILL_IN, Length(max=LONGEST)], render_kw=NEW_PASSWORD)
    again = PasswordField(
        _("New password once more"),
        [FILL_IN, EqualTo("password", _("The two new passwords differ."))],
        render_kw=NEW_PASSWORD,
    )


class PasswordPage(AdministrationPage):
    """A page on which a password is chosen."""

    def choosing(self, title: str, form: FlaskForm, submit: str, **more: Any) -> Any:
        """The form with the rules of the policy; 400 while something is wrong with it.

        ``more`` is whatever else ``gov/password.html`` may be given.
        """
        rules = rules_of(parts().credentials.policy)
        html = self.page(
            "gov/password.html", title=title, form=form, rules=rules, submit_label=submit, **more
        )
        return html, (400 if form.errors else 200)

    def say(self, form: Any, refused: AccountRefused) -> None:
        """Nothing is kept, and the form says why."""
        super().say(form, refused)
        if isinstance(refused, PasswordRefused):
            form.password.errors = [str(problem.sentence) for problem in refused.problems]


class OwnPasswordForm(NewPasswordForm):
    """The old password, and the new one twice."""

    old = PasswordField(_("Present password"), [FILL_IN, Length(max=LONGEST)], render_kw=OLD_PASSWORD)
    shown = ("old", *NewPasswordForm.shown)


class PasswordView(PasswordPage):
    """One's own password."""

    route_base = "/password"
    limits = [TRIES]

    @expose("/", methods=["GET", "POST"])
    @signed_in
    def change(self) -> Any:
        """Ask for the old one, check the new one, end all other sessions."""
        credentials, form = parts().credentials, OwnPasswordForm()
        user_id = int(current_user.id)
        forced = credentials.must_change(self.session, user_id)
        if form.validate_on_submit() and self._changed(user_id, form):
            flash(gettext("The password is changed; you are signed out everywhere else."), "success")
            return redirect(url_for("HomeView.index"))
        title = gettext("Change password")
        if forced:
            due = gettext("Your password is due for a change (Annex 1 Art 19).")
            return self.choosing(title, form, title, forced=due)
        return self.choosing(title, form, title, cancel_url=url_for("HomeView.index"))

    def _changed(self, user_id: int, form: OwnPasswordForm) -> bool:
        if not confirmed(self, form.old):
            return False
        user = self.session.get(User, user_id)
        try:
            parts().credentials.set_password(
                self.session, user, form.password.data, actor=self.actor, keep_token=_token()
            )
        except PasswordRefused as refused:
            self.say(form, refused)
            return False
        self.session.commit()
        session.rotate()  # type: ignore[attr-defined]
        return True


def confirmed(page: OfficePage, field: Any) -> bool:
    """Whether a field holds the password of whoever acts; it says so where it does not.

    The gate writes in a transaction of its own, so that the request's ends here.
    """
    page.session.rollback()
    if parts().gate.confirm(page.actor.id or 0, field.data):
        return True
    field.errors = [gettext("This is not your present password, or the account is locked.")]
    return False


class FirstForm(NewPasswordForm):
    """The first account of an administration."""

    username = username_field()
    name = StringField(_("Full name"), [FILL_IN, Length(max=64), CleanText()])
    shown = ("username", "name", *NewPasswordForm.shown)


class LinkView(PasswordPage):
    """The pages behind links that work once: no default account, no chosen password."""

    route_base = "/first"
    limits = [Limit("20 per minute", get_remote_address)]

    @expose("/<token>", methods=["GET", "POST"])
    def first(self, token: str) -> Any:
        """Make the first account of an administration, or set the password a reset link is for."""
        credentials = parts().credentials
        try:
            purpose = credentials.purpose(self.session, token)
        except LinkRefused:
            abort(404)
        form = FirstForm() if purpose in FIRST else NewPasswordForm()
        if form.validate_on_submit() and self._redeemed(token, form):
            flash(gettext("The password is set; sign in with it."), "success")
            return redirect(url_for("LoginView.login"))
        if purpose == RESET:
            title, submit = gettext("Choose a new password"), gettext("Set the password")
            return self.choosing(title, form, submit, cancel_url=url_for("LoginView.login"))
        title = gettext("First account: %(role)s", role=FIRST[purpose].label)
        lead = gettext("This link works once. It creates the account that gives all others their roles.")
        return self.choosing(title, form, gettext("Create the account"), lead=lead)

    def _redeemed(self, token: str, form: Any) -> bool:
        credentials = parts().credentials
        try:
            if isinstance(form, FirstForm):
                credentials.redeem_first(
                    self.session,
                    token,
                    username=form.username.data,
                    name=form.name.data,
                    password=form.password.data,
                )
            else:
                credentials.redeem_reset(self.session, token, form.password.data)
        except LinkRefused:
            abort(404)
        except AccountRefused as refused:
            self.say(form, refused)
            return False
        self.session.commit()
        return True


def start_session(user: User) -> None:
    """Begin anew: nothing a visitor stored survives, but the language."""
    locale = session.get("locale")
    session.clear()
    session.rotate()  # type: ignore[attr-defined]
    if locale:
        session["locale"] = locale
    login_user(user)


UNHINDERED = {
    None,
    "PasswordView.change",
    "LoginView.logout",
    "frame.language",
    "frame.style",
    "static",
    "appbuilder.static",
}


def demand_new_password() -> Any:
    """Before each request: whoever has to change the password does nothing else first (A1.19).

    For ``app.before_request``, after the actor was introduced.
    """
    if present().id is None or request.endpoint in UNHINDERED:
        return None
    looked_up = (getattr(session, name, None) for name in ("must_change", "password_set_at"))
    forced = parts().credentials.is_to_change(*looked_up)
    return redirect(url_for("PasswordView.change")) if forced else None


def _token() -> str:
    return str(getattr(session, "token", ""))
