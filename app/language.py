"""Which language a reader gets: what she chose, kept in a cookie of its own; otherwise the county's.

A program is answered in what its ``Accept-Language`` asks for.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Domain, get_locale
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.access.sessions import for_programs

OFFICE_LANGUAGE = "zh"
"""What is written down for good, letters above all, is written in this, whatever its writer reads."""

COOKIE = "language"
ARGUMENT = "lang"
YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Replace FAB's choice, which opens a session for every visitor."""
    babel = app.extensions["babel"]
    babel.locale_selector = chosen
    catalogue = babel.instance.domain_instance = Catalogue(domain=babel.default_domain)
    app.jinja_env.globals.update(_=catalogue.markup, gettext=catalogue.markup)
    app.after_request(_remember)


class Catalogue(Domain):  # type: ignore[misc]
    """The words of a language, found once a request: a page asks for hundreds of them."""

    def get_translations(self) -> Any:
        """Those of the language that is read at the moment."""
        locale = get_locale()
        if locale is None:  # outside of a request and of a command
            return super().get_translations()
        known, found = g.get("catalogue", (None, None))
        if found is None or locale is not known:
            found = super().get_translations()
            g.catalogue = (locale, found)
        return found

    def markup(self, string: str, /, **variables: Any) -> Markup:
        """What ``_`` is in a template: Jinja's own way there takes three times as long."""
        found = Markup(self.get_translations().ugettext(string))  # noqa: S704 — the catalogue is ours
        return found % variables if variables or "%" in found else found


def chosen() -> str:
    """The code of a language the panel speaks."""
    default = str(current_app.config["BABEL_DEFAULT_LOCALE"])
    if not has_request_context():
        return default
    if for_programs(request.path):
        return request.accept_languages.best_match(current_app.config["LANGUAGES"], default) or default
    asked = request.args.get(ARGUMENT) or request.cookies.get(COOKIE, "")
    return asked if asked in current_app.config["LANGUAGES"] else default


def set_language(answer: Response, code: str) -> Response:
    """Keep the reader's choice in her browser; nothing is stored on the server."""
    answer.set_cookie(
        COOKIE, code, max_age=YEAR, samesite="Lax", httponly=True, secure=current_app.config["HTTPS"]
    )
    return answer


def _remember(answer: Response) -> Response:
    asked = request.args.get(ARGUMENT, "")
    wanted = asked in current_app.config["LANGUAGES"] and not for_programs(request.path)
    return set_language(answer, asked) if wanted else answer
