"""Flask-AppBuilder's security manager, answering from the present actor and from our gate.

It answers every question about rights from the ``Actor`` built once per request, so that a page
and its menu cost no further statement and delegations count everywhere. None of the
framework's own security pages and APIs is routed; what they did is done by
``app.access.accounts``, ``credentials``, ``grants`` and our views.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, flash, redirect, request, url_for
from flask_appbuilder.menu import MenuItem
from flask_appbuilder.security.sqla.manager import SecurityManager
from flask_appbuilder.security.sqla.models import User
from flask_babel import gettext
from flask_login import LoginManager
from typing_extensions import override

from app.access.actor import present
from app.access.signin import Gate

LOGIN_ENDPOINT = "LoginView.login"


class GovSecurityManager(SecurityManager):
    """The framework's questions, our answers. The factory hands in ``gate`` after construction."""

    gate: Gate

    def create_login_manager(self, app: Flask) -> LoginManager:
        """Flask-Login without its guess from address and browser: the token is on the server."""
        # No template asks for the user's row; the library would read it for each of them.
        manager = LoginManager(app, add_context_processor=False)
        manager.session_protection = None
        manager.user_loader(self.load_user)
        manager.unauthorized_handler(self.ask_to_sign_in)
        return manager

    @staticmethod
    def ask_to_sign_in() -> Any:
        """To the sign-in page, and back to this page afterwards (not into the middle of a POST)."""
        flash(gettext("Please sign in first."), "info")
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for(LOGIN_ENDPOINT, next=back))

    def load_user(self, pk: str | int) -> User | None:
        """The user of a session; None when she was switched off meanwhile, or the id is no number."""
        text = str(pk)
        if not text.isdecimal():
            return None
        user = self.session.get(User, int(text))
        return user if user is not None and user.active else None

    def has_access(self, permission_name: str, view_name: str) -> bool:
        """Whether the present actor holds the grant, herself or for somebody she stands in for."""
        return present().may(permission_name, view_name)

    @override
    def is_item_public(self, permission_name: str, view_name: str) -> bool:
        """Nothing is public by grant: public pages are public by being routed without a check."""
        return False

    def get_user_menu_access(self, menu_names: list[str] | None = None) -> set[str]:
        """The menu entries that lead somewhere for the present actor.

        An entry follows from the grants of its page (a page without any is everybody's who signed
        in), a group from its entries: there is no second grant for the menu to contradict the first.
        """
        wanted = None if menu_names is None else set(menu_names)
        names = {name for item in self.appbuilder.menu.get_list() for name in _open_to_actor(item)}
        return names if wanted is None else names & wanted

    def auth_user_db(self, username: str, password: str) -> User | None:
        """Whoever this name and password belong to; None for every reason there is.

        The request's own transaction ends first: the gate writes in its own, and on SQLite there
        is only one at a time.
        """
        self.session.rollback()
        user_id = self.gate.sign_in(username, password)
        return None if user_id is None else self.load_user(user_id)


def _open_to_actor(item: MenuItem) -> set[str]:
    if item.childs:
        below = {name for child in item.childs for name in _open_to_actor(child)}
        return below | {item.name} if below else set()
    view = item.baseview
    if view is None:
        return set()
    actor, permissions = present(), view.base_permissions
    if not permissions:
        return {item.name} if actor.id is not None else set()
    return {item.name} if actor.may_any(permissions, view.class_permission_name) else set()
