"""The database under the program: how transactions begin on each engine.

SQLite: WAL, every write transaction begins IMMEDIATE under one process-wide lock, so that
readers never meet "database is locked" and writers queue fairly. PostgreSQL needs none of it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

WriteTransaction = Callable[[], AbstractContextManager[Session]]

DISK_FULL = "53100"
"""PostgreSQL's code for it."""
LONGEST_WAIT = 30
"""Seconds a writer queues; longer means two write transactions in one thread, which would wait for ever."""

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_one_writer = threading.Lock()


@contextmanager
def writing() -> Iterator[None]:
    """Transactions begun inside are write transactions (on SQLite they take the lock at once)."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


@contextmanager
def reading() -> Iterator[None]:
    """Transactions begun inside only read, whatever the request is about to do: they wait for no writer."""
    token = _writing.set(False)
    try:
        yield
    finally:
        _writing.reset(token)


def announce_writing() -> None:
    """The rest of this context (one request) writes."""
    _writing.set(True)


def announce_reading() -> None:
    """The rest of this context (one request) only reads."""
    _writing.set(False)


def install(engine: Engine) -> None:
    """Set up every connection of a SQLite engine; other engines are left as they are."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", _release)


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    if not _writing.get():
        connection.exec_driver_sql("BEGIN")
        return
    if not connection.info.get("holds_writer_lock"):
        if not _one_writer.acquire(timeout=LONGEST_WAIT):
            raise TimeoutError("another write transaction of this process did not end")
        connection.info["holds_writer_lock"] = True
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _release(_connection: Any, record: Any) -> None:
    """When the connection goes back to its pool, as it does after every transaction and when it is lost.

    SQLAlchemy tells of a commit before it happens: whoever began then would meet the lock of SQLite itself.
    """
    if record.info.pop("holds_writer_lock", False):
        _one_writer.release()


def folder_beside(url: URL, otherwise: Path) -> Path:
    """The folder of a SQLite database; ``otherwise`` for a database that is no file here."""
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
        return otherwise
    return Path(str(url.database)).parent


def disk_is_full(error: BaseException) -> bool:
    """Whether a statement failed because the database could not grow; it was rolled back as a whole."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return getattr(cause, "sqlstate", None) == DISK_FULL


def write_transaction(engine_of: Callable[[], Engine]) -> WriteTransaction:
    """A maker of short write transactions of their own: committed at the end, rolled back on error.

    On the engine that is current when one begins. Never begin one inside another of the same thread: on
    SQLite the second waits for the first.
    """

    @contextmanager
    def begin() -> Iterator[Session]:
        with writing(), Session(engine_of()) as session, session.begin():
            yield session

    return begin
