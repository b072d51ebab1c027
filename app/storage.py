"""The database under the program: how transactions begin on each engine (design §10).

SQLite: WAL, every write transaction begins IMMEDIATE under one process-wide lock, so that
readers never meet "database is locked" and writers queue fairly. PostgreSQL needs none of it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

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
    event.listen(engine, "commit", _release)
    event.listen(engine, "rollback", _release)


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    if not _writing.get():
        connection.exec_driver_sql("BEGIN")
        return
    if not _one_writer.acquire(timeout=LONGEST_WAIT):
        raise TimeoutError("another write transaction of this process did not end")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except BaseException:
        _one_writer.release()
        raise
    connection.info["holds_writer_lock"] = True


def _release(connection: Any) -> None:
    if connection.info.pop("holds_writer_lock", False):
        _one_writer.release()


def disk_is_full(error: BaseException) -> bool:
    """Whether a statement failed because the database could not grow; it was rolled back as a whole."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return getattr(cause, "sqlstate", None) == DISK_FULL


class WriteTransactions:
    """A maker of short write transactions of their own: committed at the end, rolled back on error.

    Never begin one inside another of the same thread: on SQLite the second waits for the first.
    """

    def __init__(self, engine_of: Callable[[], Engine]) -> None:
        self._engine_of = engine_of
        self.sessions = sessionmaker()
        """What listeners hang on that must hear of these transactions too."""

    @contextmanager
    def __call__(self) -> Iterator[Session]:
        with writing(), self.sessions(bind=self._engine_of()) as session, session.begin():
            yield session


def write_transaction(engine_of: Callable[[], Engine]) -> WriteTransactions:
    """The maker of write transactions on the engine that is current when one begins."""
    return WriteTransactions(engine_of)
