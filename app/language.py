"""Which language a reader gets: what she chose, kept in a cookie of its own; otherwise the county's.

A program is answered in what its ``Accept-Language`` asks for.
"""

from __future__ import annotations

from flask import Flask, current_app, has_request_context, request
from werkzeug.wrappers import Response

from app.access.sessions import for_programs

OFFICE_LANGUAGE = "zh"
"""What is written down for good, letters above all, is written in this, whatever its writer reads."""

COOKIE = "language"
ARGUMENT = "lang"
YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Replace FAB's choice, which opens a session for every visitor (reliability.md §10)."""
    app.extensions["babel"].locale_selector = chosen
    app.after_request(_remember)


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
