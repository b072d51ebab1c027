"""Sessions on the server: the browser holds a random token, the table what belongs to it.

A session dies at logout, after half an hour without a request, after twelve hours in any case,
and with its row: changing a password or switching an account off deletes the rows.
Reading and writing use short transactions of their own, never the request's.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin
from sqlalchemy import ColumnElement, Engine, bindparam, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from app.storage import write_transaction
from models.account import Account, WebSession
from models.notice import Notice

USER = "_user_id"
"""Where Flask-Login keeps who signed in."""
PROGRAMS = "/api/"
"""Programs come here, with a token or as anybody: below it no cookie is read and none is set."""

_serializer = TaggedJSONSerializer()

_ROWS = WebSession.metadata.tables[WebSession.__tablename__]
_KEPT = update(_ROWS).where(_ROWS.c.token_hash == bindparam("token"))

_UNREAD = exists().where(Notice.user_id == WebSession.user_id, Notice.shown, Notice.read_at.is_(None))


@dataclass(frozen=True)
class Lifetime:
    """How long a session lasts."""

    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=12)
    touch: timedelta = timedelta(minutes=1)
    """A session in use is noted at most this often."""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Lifetime:
        """As long as the settings say."""
        return cls(timedelta(minutes=settings["IDLE_MINUTES"]), timedelta(hours=settings["SESSION_HOURS"]))

    def over(self, row: Any, now: datetime) -> bool:
        return now - row.seen_at >= self.idle or now - row.started_at >= self.longest


class StoredSession(SecureCookieSession):
    """What a request reads and writes as ``flask.session``, with the row it came from."""

    token: str = ""
    """Empty: nothing is stored yet."""
    dead_token: str = ""
    """A token the browser still sends and that must not work any more."""
    seen_at: datetime | None = None
    must_change: bool | None = None
    """Whether who is signed in has to change the password; None: she has no account."""
    password_set_at: datetime | None = None
    unread: bool = True
    """Whether there may be notices to count; False: she has read all of hers, of whatever record."""
    stamps: Sequence[Any] = ()
    """What the columns ``beside`` said then."""
    kept: bool = True
    """False for a program's request: nothing of it is stored, no cookie answers it."""

    def rotate(self) -> None:
        """Give the session a new token when its meaning changes: at every sign-in."""
        if self.token:
            self.dead_token, self.token = self.token, ""
        self.modified = True


class DatabaseSessions(SessionInterface):
    """Flask's session interface over the table ``web_session``.

    ``release`` ends the request's own transaction before a row is written: the answer is made by
    then, what was to be kept is committed, and on SQLite only one transaction may write. ``beside`` are
    columns every request asks for, in the one statement that opens its session.
    """

    def __init__(
        self,
        engine_of: Callable[[], Engine],
        now: Callable[[], datetime],
        *,
        release: Callable[[], None],
        lifetime: Lifetime | None = None,
        beside: Sequence[ColumnElement[Any]] = (),
    ) -> None:
        self._engine_of, self._now, self._release = engine_of, now, release
        self._write = write_transaction(engine_of)
        self._lifetime = lifetime or Lifetime()
        self._opening = (
            select(
                *(WebSession.data, WebSession.started_at, WebSession.seen_at),
                *(Account.must_change, Account.password_set_at, _UNREAD.label("unread")),
                *beside,
            )
            .outerjoin(Account, Account.user_id == WebSession.user_id)
            .where(WebSession.token_hash == bindparam("hash"))
        )
        self._beside = len(beside)

    def get_cookie_name(self, app: Flask) -> str:
        """With HTTPS the browser itself refuses the cookie to other hosts, paths and plain HTTP."""
        name = super().get_cookie_name(app)
        return f"__Host-{name}" if self.get_cookie_secure(app) else name

    def open_session(self, app: Flask, request: Request) -> StoredSession:
        """The stored session of the token the browser sent; a new, empty one without a living row."""
        if for_programs(request.path):
            stored = StoredSession()
            stored.kept = False
            return stored
        token = request.cookies.get(self.get_cookie_name(app), "")
        if not token:
            return StoredSession()
        with self._engine_of().connect() as database:
            row = database.execute(self._opening, {"hash": token_hash(token)}).first()
        if row is None or self._lifetime.over(row, self._now()):
            stored = StoredSession()
            stored.dead_token = token
            return stored
        stored = StoredSession(_serializer.loads(row.data.decode()))
        stored.token, stored.seen_at = token, row.seen_at
        stored.must_change, stored.password_set_at = row.must_change, row.password_set_at
        stored.unread = row.unread
        stored.stamps = row[len(row) - self._beside :]
        return stored

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write what changed, and nothing when nothing did."""
        if not isinstance(session, StoredSession):
            raise TypeError("only sessions opened here can be saved here")
        if not session.kept:
            return
        if session.accessed:
            response.vary.add("Cookie")
        if session.modified and session.token and not session:
            session.dead_token, session.token = session.token, ""
        if not session and not session.token:
            if session.dead_token:
                self._end(session.dead_token)
                response.delete_cookie(self.get_cookie_name(app), **self._attributes(app))
            return
        if session.modified or session.dead_token:
            self._store(app, session, response)
        elif session.seen_at and self._now() - session.seen_at >= self._lifetime.touch:
            self._update(session.token, {"seen_at": self._now()})

    def _store(self, app: Flask, session: StoredSession, response: Response) -> None:
        content = {"user_id": _user_id(session), "data": _serializer.dumps(dict(session)).encode()}
        now = self._now()
        if session.token:
            self._update(session.token, {**content, "seen_at": now})
            return
        session.token = secrets.token_urlsafe(32)
        self._release()
        with self._write() as database:
            if session.dead_token:
                database.execute(_of_token(session.dead_token))
            row = WebSession(token_hash=token_hash(session.token), started_at=now, seen_at=now, **content)
            database.add(row)
        response.set_cookie(self.get_cookie_name(app), session.token, **self._attributes(app))
        response.headers["Cache-Control"] = "no-store"

    def _update(self, token: str, values: dict[str, Any]) -> None:
        """Never re-creates a row: a session ended meanwhile by somebody else stays ended."""
        self._release()
        with self._write() as database:
            database.connection().execute(_KEPT, {"token": token_hash(token), **values})

    def _end(self, token: str) -> None:
        """A token nobody gave out costs no writing: anybody can invent one."""
        self._release()
        with Session(self._engine_of()) as database:
            known = database.get(WebSession, token_hash(token)) is not None
        if not known:
            return
        with self._write() as database:
            database.execute(_of_token(token))

    def _attributes(self, app: Flask) -> dict[str, Any]:
        return {
            "httponly": self.get_cookie_httponly(app),
            "secure": self.get_cookie_secure(app),
            "samesite": self.get_cookie_samesite(app),
            "path": self.get_cookie_path(app),
        }


def for_programs(path: str) -> bool:
    """Whether an address is one for programs: whoever comes there is told apart by token alone."""
    return path.startswith(PROGRAMS)


def cookie_settings(*, https: bool) -> dict[str, Any]:
    """Flask's settings the session cookie needs; ``https`` makes it ``__Host-`` and Secure."""
    return {
        "SESSION_COOKIE_NAME": "gongkai",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_COOKIE_DOMAIN": None,
    }


def end_sessions(session: Session, user_id: int, *, but: str = "") -> None:
    """Sign a user out everywhere, except in the browser that holds the token ``but``.

    Part of the caller's transaction: the password changes and the sessions end, or neither.
    """
    rows = delete(WebSession).where(WebSession.user_id == user_id)
    if but:
        rows = rows.where(WebSession.token_hash != token_hash(but))
    session.execute(rows)


def purge(session: Session, now: datetime, lifetime: Lifetime | None = None) -> int:
    """Remove the rows of sessions that are over; returns how many there were."""
    rule = lifetime or Lifetime()
    over = or_(WebSession.seen_at <= now - rule.idle, WebSession.started_at <= now - rule.longest)
    gone = session.execute(delete(WebSession).where(over)).rowcount  # type: ignore[attr-defined]
    return int(gone)


def token_hash(token: str) -> str:
    """What the table knows of a token: reading the table does not open a session."""
    return hashlib.sha256(token.encode()).hexdigest()


def _of_token(token: str) -> Any:
    return delete(WebSession).where(WebSession.token_hash == token_hash(token))


def _user_id(session: StoredSession) -> int | None:
    return int(session[USER]) if USER in session else None
