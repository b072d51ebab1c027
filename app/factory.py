"""Builds the application: Flask, Flask-AppBuilder, the engine and its parts. The pages are handed in."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from flask import Flask, g, request
from flask import session as visit
from flask_appbuilder import AppBuilder, Model
from flask_babel import lazy_gettext as _
from sqlalchemy import Engine as DatabaseEngine
from sqlalchemy import event, make_url
from werkzeug.middleware.proxy_fix import ProxyFix

from app import language, storage, sweep
from app.access import scope
from app.access.actor import CITIZEN, introduce
from app.access.credentials import Credentials
from app.access.loading import load_actor
from app.access.passwords import POLICIES
from app.access.security import GovSecurityManager
from app.access.sessions import USER, DatabaseSessions, Lifetime, cookie_settings, for_programs
from app.access.signin import Gate
from app.arrangement import MENU
from app.audit import trail as audit
from app.audit.journal import RecordJournal
from app.checklists import Checklists
from app.clocks import RULES, RecordClocks
from app.dead_links import look_after_links
from app.engine import Engine
from app.extensions import csrf, db
from app.extra_columns import EXTRA_COLUMNS, lend_columns
from app.figures import RecordReckoner
from app.files.bucket import Account
from app.files.reading import read_files
from app.files.store import Store
from app.jobs.carrier import carrier
from app.jobs.port import Jobs
from app.letters.desk import LetterDesk
from app.notices.tasks import TASKS as NOTICES
from app.notices.telling import Herald
from app.official_days import CALENDAR, CalendarBook
from app.parts import KEY, Parts, parts
from app.register import RecordRegister
from app.remembered import Remembered
from app.review import DeskReview
from app.search import index
from app.search.upkeep import renew_index
from app.sentences import Sentences
from app.shredder import RecordShredder
from app.timekeeper import Timekeeper
from app.units import UNITS
from app.watch import watch
from models import CONSEQUENCES
from models.column import unclassed
from models.workflow import DeclarationError, Profile

FOLDER = Path(__file__).parent

WORDS = Sentences(
    four_eyes=_("Whoever took the step before may not take this one: somebody else must"),
    own_case=_(
        "This decides about a unit you belong to yourself: somebody from outside it must take the step"
    ),
    stale_seal=_("The content was changed after it was approved; take the approval back first"),
    elsewhere=_("This step does not start from the state the record is in now"),
    other_rules=_("The rules this record is worked under do not know this step"),
    too_long=_("The period may not be extended by that much"),
    not_positive=_("Give a number above zero"),
    missing=_("Fill this in"),
    no_reason=_("Give a reason"),
    future=_("This day has not come yet"),
    too_early=_("This day lies before the period began"),
    shorter=_("The period is shorter than usual: say why, it is published"),
    own_unit=_("You belong to this unit yourself; somebody outside it must name it (annex 9, article 7)"),
)

Register = Callable[[AppBuilder], None]


def create_app(register: Register, settings: Mapping[str, Any], time: Timekeeper | None = None) -> Flask:
    """The application with the pages ``register`` adds; one a process, for it hangs on its sessions.

    Raises DeclarationError when a column has no class, so that nothing unclassed is ever served.
    """
    _assert_classed()
    app = Flask("gongkai", template_folder=str(FOLDER / "templates"), static_folder=str(FOLDER / "static"))
    app.config.from_mapping(settings)
    app.config.update(cookie_settings(https=app.config["HTTPS"]))
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or kept_secret(
        secret_folder(app.config["SQLALCHEMY_DATABASE_URI"])
    )
    app.wsgi_app = _behind_proxies(app)  # type: ignore[method-assign]
    db.init_app(app)
    with app.app_context():
        storage.install(db.engine)
    time = time or Timekeeper()
    made = _put_together(app, time)
    app.extensions[KEY] = made
    _hang_on_sessions(made)
    # Before the form token is looked at: the page that refuses it is made for whoever asked.
    app.before_request(_introduce)
    csrf.init_app(app)
    with app.app_context():
        builder = Builder(security_manager_class=GovSecurityManager)
        builder.init_app(app, db.session)
        builder.sm.gate = made.gate
        language.install(app)
        register(builder)
    return app


def _hang_on_sessions(made: Parts) -> None:
    """The listeners every session of this process has, whichever application opened it."""
    scope.install(db.session)
    audit.install(db.session, made.trail)
    index.install(db.session)
    event.listen(db.session, "after_commit", made.remembered.look_again)


class Builder(AppBuilder):
    """Flask-AppBuilder without its own pages: ours replace every one of them (ADR 0004)."""

    def _add_admin_views(self) -> None:
        """No index, no ``/back``, no language switch by GET, no security pages or APIs."""

    def _add_global_static(self) -> None:
        """Nothing of Bootstrap or jQuery is served."""


def _assert_classed() -> None:
    ours = [m.class_ for m in Model.registry.mappers if m.class_.__module__.startswith("models.")]
    if found := unclassed(ours):
        raise DeclarationError("columns without a class: " + ", ".join(found))


def secret_folder(database_url: str) -> Path:
    """Where a secret lies that no setting gives: it goes where a SQLite database goes."""
    return storage.folder_beside(make_url(database_url), FOLDER.parent / "var")


def kept_secret(folder: Path) -> str:
    """A secret for a single machine without one: made once, readable by this user only."""
    kept = folder / "secret-key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        _keep_secret(kept)
    secret = kept.read_text(encoding="ascii")
    if not secret:
        raise RuntimeError(f"{kept} is empty: remove it and start again, or set GONGKAI_SECRET_KEY")
    return secret


def _keep_secret(kept: Path) -> None:
    """Appears whole or not at all; of processes that begin together the first one's stays."""
    with NamedTemporaryFile("w", dir=kept.parent, encoding="ascii") as written:
        written.write(secrets.token_urlsafe(48))
        written.flush()
        with suppress(FileExistsError):
            kept.hardlink_to(written.name)


def _behind_proxies(app: Flask) -> Any:
    count, served = app.config["PROXIES"], _apart(app.wsgi_app)
    return ProxyFix(served, x_for=count, x_proto=count, x_host=count) if count else served


def _apart(served: Any) -> Any:
    """A thread goes on to somebody else's request: who acted and wrote before is forgotten first of all."""

    def serve(environ: Any, start_response: Any) -> Any:
        introduce(CITIZEN)
        storage.announce_reading()
        return served(environ, start_response)

    return serve


def _put_together(app: Flask, time: Timekeeper) -> Parts:
    def session() -> Any:
        return db.session()

    def engine_of() -> DatabaseEngine:
        with app.app_context():
            return db.engine

    write = storage.write_transaction(engine_of)
    trail = audit.Trail(session, time.now)
    remembered = Remembered(CALENDAR, UNITS, MENU, EXTRA_COLUMNS, RULES)
    calendar = CalendarBook(session, remembered)
    clocks = RecordClocks(session, calendar.calendar, time.now, remembered)
    files = Store(app.config["FILES_URL"], Account.of(app.config))
    letters = LetterDesk(session, time, files, Path(app.config["FONTS"]) if app.config["FONTS"] else None)
    jobs = Jobs(session, write, time.now, trail, carrier(app.config["SQLALCHEMY_DATABASE_URI"]).wake)
    rules = Profile(app.config["RULES"]).value
    engine = Engine(
        now=time.now,
        today=time.today,
        clocks=clocks,
        journal=RecordJournal(trail),
        press=letters,
        shredder=RecordShredder(session, files, trail),
        register=RecordRegister(session, time),
        review=DeskReview(session, Checklists(session)),
        reckoner=RecordReckoner(session),
        herald=Herald(jobs),
        flush=lambda: session().flush(),
        rules=lambda: rules,
        consequences=CONSEQUENCES,
        words=WORDS,
    )
    gate = Gate(write, time.now)
    app.session_interface = DatabaseSessions(
        engine_of,
        time.now,
        release=db.session.rollback,
        lifetime=Lifetime.of(app.config),
        beside=remembered.stamps,
    )
    credentials = Credentials(POLICIES[app.config["PASSWORDS"]], time.now)
    jobs.know(*sweep.TASKS, *NOTICES, renew_index, watch, look_after_links, read_files)
    return Parts(
        *(time, engine, trail, clocks, calendar, files, letters, gate, credentials, write, jobs),
        remembered=remembered,
    )


def _introduce() -> None:
    """After the session is open: whether this request writes, and who is acting, read once.

    Whom a token lets in, its own door asks.
    """
    stamps = getattr(visit, "stamps", ())
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        storage.announce_writing()
    elif stamps:
        # Who writes looks again, once nobody else does.
        parts().remembered.note(db.session(), stamps)
    g.request_id = secrets.token_hex(8)
    if request.endpoint == "static" or for_programs(request.path):
        return
    who = str(visit.get(USER, ""))
    if who.isdecimal():
        actor = load_actor(db.session(), int(who), parts().time.now(), g.request_id)
        # Somebody who was switched off is a visitor like any other.
        introduce(actor if actor.id is not None else CITIZEN)
        if stamps:
            lend_columns(parts().remembered, db.session())
