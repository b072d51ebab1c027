"""What surrounds every page: header, menu, security headers, errors, language, health."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Request,
    Response,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as visit
from flask_babel import get_locale, gettext
from sqlalchemy import text
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.routing import IntegerConverter

from app.access.actor import PROGRAM, acting, present
from app.access.grants import LIST
from app.access.scope import OutOfScope
from app.access.sessions import for_programs
from app.arrangement import arranged_for
from app.extensions import db
from app.files.policy import LIMITS
from app.files.store import StorageProblem
from app.jobs.port import unattended
from app.language import ARGUMENT, YEAR, set_language
from app.notices.inbox import CAP, unread
from app.parts import parts
from app.storage import disk_is_full
from app.stylesheet import stylesheet, version
from views.accounts import local_path
from views.api.problems import problem
from views.words import size_text

frame = Blueprint("frame", __name__)
_log = logging.getLogger(__name__)

TAGS = {"zh": "zh-CN", "en": "en"}


def install(app: Flask) -> None:
    """Register blueprint, context, headers and error pages; before any page, for its addresses."""
    app.request_class = ReadableRequest
    app.url_map.converters["int"] = KeyConverter
    app.before_request(_refuse_nul)
    app.register_blueprint(frame)
    app.context_processor(_context)
    app.after_request(_protect)
    app.jinja_env.globals["csp_nonce"] = _nonce
    app.jinja_env.globals["stylesheet_url"] = lambda: f"/gov-{version()}.css"
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OutOfScope, _out_of_scope)
    app.register_error_handler(StaleDataError, _overtaken)
    app.register_error_handler(StorageProblem, _without_files)
    app.register_error_handler(Exception, _failure)


class ReadableRequest(Request):
    """A request whose query can be read: Werkzeug raises on bytes that are no UTF-8 at every look."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query_string = self.query_string.decode(errors="replace").encode()


class KeyConverter(IntegerConverter):
    """``<int:…>`` is a key of a table; what no key column holds is no address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": 2**31 - 1, **kwargs})


def _refuse_nul() -> None:
    """No text here holds a NUL, and PostgreSQL fails on one wherever it is compared."""
    pairs = [*request.args.items(multi=True), *request.form.items(multi=True)]
    if any("\0" in text for text in (request.path, *(text for pair in pairs for text in pair))):
        abort(400)


def _nonce() -> str:
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def _protect(answer: Response) -> Response:
    policy = (
        f"default-src 'self'; script-src 'nonce-{_nonce()}' 'strict-dynamic'; style-src 'self'; "
        "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    headers = answer.headers
    headers.setdefault("Content-Security-Policy", policy)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.endpoint != "static":
        headers.setdefault("Cache-Control", "no-store")
    if current_app.config["HTTPS"]:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    return answer


# -- the frame ------------------------------------------------------------------------


def _context() -> dict[str, Any]:
    locale = str(get_locale() or "zh")
    return {
        "lang": TAGS.get(locale, locale),
        "languages": [
            {
                "code": code,
                "name": language["name"],
                "url": "/" + request.path.lstrip("/\\") + f"?{ARGUMENT}={code}",
                "current": code == locale,
            }
            for code, language in current_app.config["LANGUAGES"].items()
        ],
        "account": _account(),
        "links": {
            "home": url_for("HomeView.index") if present().id is not None else url_for("portal.index"),
            "search": url_for("SearchView.index"),
            "profile": url_for("ProfileView.show"),
            "password": url_for("PasswordView.change"),
            "delegation": url_for("DelegationView.list"),
            "jobs": url_for("JobView.list"),
            "notices": url_for("NoticeView.list"),
            "language": url_for("frame.language"),
            "logout": url_for("LoginView.logout"),
            "login": url_for("LoginView.login"),
        },
        "menu": _menu() if present().id is not None and not _is_failing() else [],
    }


def _account() -> dict[str, str] | None:
    if present().id is None:
        return None
    own = present().own
    return {"name": own.name, "unit": own.post, "unread": "" if _is_failing() else _unread()}


def _is_failing() -> bool:
    """Whether this is a page about a failure: its frame asks the database nothing, which may have failed."""
    return bool(g.get("failing"))


def _unread() -> str:
    if not getattr(visit, "unread", True):
        return ""
    count = unread(db.session(), present())
    return f"{CAP - 1}+" if count >= CAP else str(count or "")


def _menu() -> list[dict[str, Any]]:
    """FAB's menu, cut down to what leads somewhere for this person."""
    builder = current_app.appbuilder  # type: ignore[attr-defined]
    first = [
        {"label": gettext("My work"), "url": url_for("HomeView.index")},
        {"label": gettext("All systems at a glance"), "url": url_for("OverviewView.index")},
    ]
    if present().may(LIST, "StatisticsView"):
        first.append({"label": gettext("Counts and charts"), "url": url_for("StatisticsView.index")})
    groups: list[dict[str, Any]] = [{"label": None, "items": [_item(entry) for entry in first]}]
    allowed = builder.sm.get_user_menu_access()
    arrangement = arranged_for(parts().remembered, db.session(), present())
    for group in builder.menu.get_list():
        items = [
            _item({"label": item.label, "url": item.get_url()})
            for item in arrangement.of(group.childs, lambda entry: str(entry.name))
            if item.name in allowed and item.name != "-"
        ]
        if items:
            groups.append({"label": group.label, "items": items})
    return groups


def _item(entry: dict[str, Any]) -> dict[str, Any]:
    here = request.path == entry["url"] or (
        entry["url"] != url_for("HomeView.index") and request.path.startswith(entry["url"])
    )
    return {"label": entry["label"], "url": entry["url"], "current": here}


@frame.route("/language", methods=["POST"])
def language() -> Any:
    """Switch the language and stay on the page."""
    wanted = request.form.get("locale", "")
    answer = redirect(local_path(request.form.get("next")) or url_for("portal.index"))
    return set_language(answer, wanted) if wanted in current_app.config["LANGUAGES"] else answer


# -- errors ---------------------------------------------------------------------------


def _sentences(code: int) -> tuple[str, str]:
    known = {
        400: (
            gettext("This cannot be read"),
            gettext("Something in the address or the form is not as expected. Go back and try again."),
        ),
        403: (
            gettext("Not yours to do"),
            gettext("You hold no grant for this. Ask your security administrator if your post needs it."),
        ),
        404: (gettext("Not found"), gettext("There is nothing here, or nothing you may see.")),
        405: (gettext("Not possible this way"), gettext("Use the buttons of the page.")),
        409: (
            gettext("Two people at once"),
            gettext("Somebody else changed this at the same moment. Go back, look at it, and try again."),
        ),
        413: (
            gettext("Too large"),
            gettext(
                "Files may have up to %(size)s. Make it smaller or divide it.", size=size_text(LIMITS.size)
            ),
        ),
        429: (gettext("Too many tries"), gettext("Wait a few minutes and try again.")),
    }
    return known.get(code, (gettext("This did not work"), gettext("Go back and try again.")))


def _http_error(error: HTTPException) -> Any:
    if isinstance(request.routing_exception, SecurityError):
        # Under a foreign host name there are no addresses to build a page of ours with.
        return Response("unknown host\n", status=400, mimetype="text/plain")
    if error.response is not None:
        return error.response
    code = error.code or 500
    if code >= 500:
        return _failure(error)
    if request.path.startswith("/static/"):
        return error
    title, sentence = _sentences(code)
    if code == 400 and type(error).__name__ == "CSRFError":
        sentence = gettext(
            "The page was open too long or in another window. Go back, reload it and send it again."
        )
    return _error_page(code, title, sentence), code


def _out_of_scope(_error: OutOfScope) -> Any:
    db.session.rollback()
    title, sentence = _sentences(404)
    return _error_page(404, title, sentence), 404


def _overtaken(_error: StaleDataError) -> Any:
    """A page that has two versions to show does so itself; this is for all the others."""
    db.session.rollback()
    title, sentence = _sentences(409)
    return _error_page(409, title, sentence), 409


def _without_files(error: StorageProblem) -> Any:
    """A page that has something typed to keep does so itself; this is for all the others."""
    db.session.rollback()
    return _error_page(503, gettext("Files cannot be reached now"), str(error)), 503


def _failure(error: Exception) -> Any:
    """Nothing of the error reaches the browser but a number; the log has the rest under it."""
    incident = secrets.token_hex(4)
    db.session.rollback()
    if disk_is_full(error):
        _log.error("incident %s: the disk is full", incident)
        title = gettext("The server's disk is full")
        sentence = gettext(
            "Nothing was saved. Keep this window, tell the administrator, and send it again later."
        )
        return _error_page(507, title, sentence, incident), 507
    _log.error("incident %s on %s %s", incident, request.method, request.endpoint, exc_info=error)
    title = gettext("Something went wrong here")
    sentence = gettext(
        "It is not your fault and nothing was half-saved. Try again; if it happens again, report it."
    )
    return _error_page(500, title, sentence, incident), 500


def _error_page(code: int, title: str, sentence: str, incident: str | None = None) -> Any:
    if for_programs(request.path):
        return problem(code, incident=incident)
    g.failing = code >= 500
    way_out = {"label": gettext("To the start page"), "url": "/office/" if present().id else "/"}
    return render_template(
        "gov/error.html", code=code, title=title, sentence=sentence, incident=incident, way_out=way_out
    )


# -- style -------------------------------------------------------------------------------


@frame.route("/gov-<string:edition>.css")
def style(edition: str) -> Response:
    """The stylesheet; its address names its edition, so it never grows old."""
    if edition != version():
        abort(404)
    answer = Response(stylesheet(), mimetype="text/css")
    answer.cache_control.max_age = YEAR
    answer.cache_control.immutable = True
    return answer


# -- health ---------------------------------------------------------------------------


@frame.route("/healthz")
def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@frame.route("/readyz")
def readyz() -> Response:
    """Database and files answer, and somebody does the background tasks: none is five minutes overdue."""
    try:
        db.session.execute(text("SELECT count(*) FROM alembic_version"))
        with acting(PROGRAM):
            idle = unattended(db.session(), parts().time.now())
    except Exception:  # noqa: BLE001 — whatever it is, this process must get no traffic
        db.session.rollback()
        return Response("database\n", status=503, mimetype="text/plain")
    if idle:
        return Response("no worker\n", status=503, mimetype="text/plain")
    try:
        parts().files.check()
    except StorageProblem:
        return Response("files\n", status=503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")
