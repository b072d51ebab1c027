"""Files that follow the transaction: what it wrote goes when it fails, what it dropped goes when it stands.

A savepoint rolled back takes its own files and its own removals back; only the outermost commit removes.
A session closed without a commit counts as rolled back, and so does a commit the database did not confirm.
Source: fab.md C7, checklist 64.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO, Any

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction, scoped_session, sessionmaker

from app.files.store import InvalidKey, Store, Stored

_log = logging.getLogger(__name__)

Sessions = Session | scoped_session[Any] | sessionmaker[Any]


@dataclass(slots=True)
class _Pending:
    """Keys whose fate hangs on one transaction or savepoint."""

    written: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


class Staged:
    """The only way records put files into ``store`` and take them out."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def bind(self, sessions: Sessions) -> None:
        """Follow the transactions of ``sessions`` that begin from now on."""
        event.listen(sessions, "after_transaction_create", self._begun)
        event.listen(sessions, "after_commit", self._committed)
        event.listen(sessions, "after_transaction_end", self._ended)

    def put(self, session: Session | scoped_session[Any], stream: IO[bytes], extension: str) -> Stored:
        """As `Store.put`; the file is removed again unless the session's transaction commits.

        Raises `LookupError` for a session that is not bound.
        """
        pending = self._pending(session)
        stored = self.store.put(stream, extension)
        pending.written.append(stored.key)
        return stored

    def remove(self, session: Session | scoped_session[Any], key: str) -> None:
        """Remove the file once the session's transaction has committed, and not before.

        Raises `LookupError` for a session that is not bound.
        """
        self._pending(session).dropped.append(key)

    def _pending(self, session: Session | scoped_session[Any]) -> _Pending:
        current: Session = session() if isinstance(session, scoped_session) else session
        if not current.in_transaction():
            current.begin()
        return self._all(current)[_innermost(current)]

    def _all(self, session: Session) -> dict[SessionTransaction | None, _Pending]:
        found: dict[SessionTransaction | None, _Pending] = session.info.setdefault(self, {})
        return found

    def _begun(self, session: Session, transaction: SessionTransaction) -> None:
        self._all(session)[transaction] = _Pending()

    def _committed(self, session: Session) -> None:
        transactions = self._all(session)
        transaction = _innermost(session)
        pending = transactions.pop(transaction, None)
        if transaction is None or pending is None:
            return
        if transaction.parent is None:
            self._remove(pending.dropped)
        else:
            outer = transactions.setdefault(transaction.parent, _Pending())
            outer.written += pending.written
            outer.dropped += pending.dropped

    def _ended(self, session: Session, transaction: SessionTransaction) -> None:
        pending = self._all(session).pop(transaction, None)
        if pending is not None:
            self._remove(pending.written)

    def _remove(self, keys: Iterable[str]) -> None:
        for key in keys:
            try:
                self.store.remove(key)
            except (OSError, InvalidKey):
                # The transaction is over either way; the sweep takes what stays behind.
                _log.warning("file %s could not be removed", key, exc_info=True)


def _innermost(session: Session) -> SessionTransaction | None:
    return session.get_nested_transaction() or session.get_transaction()
