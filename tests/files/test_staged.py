"""The file and the row stand or fall together (fab.md C7, checklist 64)."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, ForeignKey, String, create_engine, delete, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    scoped_session,
    sessionmaker,
)

from app.files.staged import Staged
from app.files.store import InvalidKey, Store


class Base(DeclarativeBase):
    pass


class Scan(Base):
    """A row with a file, and a title the database may refuse."""

    __tablename__ = "scan"
    __table_args__ = (CheckConstraint("title != 'refused'"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(41))


class Citation(Base):
    """What makes the database refuse the deletion of a scan, at commit."""

    __tablename__ = "citation"
    id: Mapped[int] = mapped_column(primary_key=True)
    scan_id: Mapped[int] = mapped_column(ForeignKey("scan.id", deferrable=True, initially="DEFERRED"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path))


@pytest.fixture
def staged(store: Store) -> Staged:
    return Staged(store)


@pytest.fixture
def sessions(staged: Staged) -> sessionmaker[Session]:
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys = ON"))
    Base.metadata.create_all(engine)
    made = sessionmaker(engine)
    staged.bind(made)
    return made


@pytest.fixture
def files(tmp_path: Path) -> Callable[[], set[str]]:
    """The names of the files that lie in the store now."""
    return lambda: {path.name for path in tmp_path.rglob("*") if path.is_file()}


@pytest.fixture
def old(staged: Staged, sessions: sessionmaker[Session]) -> str:
    """The key of the file of scan 1, committed."""
    with sessions() as session:
        key = staged.put(session, io.BytesIO(b"old"), "pdf").key
        session.add(Scan(id=1, title="old", key=key))
        session.commit()
    return key


def replace(staged: Staged, session: Session, title: str) -> str:
    scan = session.get_one(Scan, 1)
    staged.remove(session, scan.key)
    scan.title, scan.key = title, staged.put(session, io.BytesIO(b"new"), "pdf").key
    return scan.key


def test_insert_that_stands_keeps_its_file(old: str, files: Callable[[], set[str]]) -> None:
    assert files() == {old}


@pytest.mark.parametrize("ask", ["flush", "commit"])
def test_insert_that_the_database_refuses_leaves_no_file(
    ask: str, staged: Staged, sessions: sessionmaker[Session], files: Callable[[], set[str]]
) -> None:
    with sessions() as session:
        key = staged.put(session, io.BytesIO(b"new"), "pdf").key
        session.add(Scan(title="refused", key=key))
        with pytest.raises(IntegrityError):
            getattr(session, ask)()
        session.rollback()
        assert files() == set()


def test_update_that_stands_replaces_the_file_after_commit(
    old: str, staged: Staged, sessions: sessionmaker[Session], files: Callable[[], set[str]]
) -> None:
    with sessions() as session:
        new = replace(staged, session, "new")
        session.flush()
        assert files() == {old, new}
        session.commit()
        assert files() == {new}


def test_update_that_the_database_refuses_keeps_the_old_file(
    old: str, staged: Staged, sessions: sessionmaker[Session], files: Callable[[], set[str]]
) -> None:
    with sessions() as session:
        replace(staged, session, "refused")
        with pytest.raises(IntegrityError):
            session.commit()
        session.rollback()
        assert session.get_one(Scan, 1).key == old
    assert files() == {old}


def test_delete_that_the_database_refuses_at_commit_keeps_the_file(
    old: str, staged: Staged, sessions: sessionmaker[Session], files: Callable[[], set[str]]
) -> None:
    with sessions() as session:
        session.add(Citation(scan_id=1))
        session.commit()
        session.execute(delete(Scan))
        staged.remove(session, old)
        with pytest.raises(IntegrityError):
            session.commit()
        session.rollback()
        session.commit()
    assert files() == {old}


def test_session_closed_without_commit_leaves_no_file(
    old: str, staged: Staged, sessions: sessionmaker[Session], files: Callable[[], set[str]]
) -> None:
    with sessions() as session:
        replace(staged, session, "new")
        session.flush()
    assert files() == {old}


def test_file_put_before_the_first_statement_follows_too(
    staged: Staged, sessions: sessionmaker[Session], files: Callable[[], set[str]]
) -> None:
    with sessions() as session:
        staged.put(session, io.BytesIO(b"x"), "pdf")
        session.rollback()
        assert files() == set()


def test_released_savepoint_still_waits_for_the_outermost_commit(
    old: str, staged: Staged, sessions: sessionmaker[Session], files: Callable[[], set[str]]
) -> None:
    with sessions() as session:
        with session.begin_nested():
            new = replace(staged, session, "new")
        assert files() == {old, new}
        session.rollback()
    assert files() == {old}


def test_savepoints_released_inside_each_other_stand_with_the_commit(
    old: str, staged: Staged, sessions: sessionmaker[Session], files: Callable[[], set[str]]
) -> None:
    with sessions() as session:
        with session.begin_nested():
            session.get_one(Scan, 1)
            with session.begin_nested():
                new = replace(staged, session, "new")
        session.commit()
    assert files() == {new}


def test_savepoint_rolled_back_takes_back_its_own_files_and_removals_only(
    old: str, staged: Staged, sessions: sessionmaker[Session], files: Callable[[], set[str]]
) -> None:
    with sessions() as session:
        outer = staged.put(session, io.BytesIO(b"outer"), "pdf").key
        session.add(Scan(id=2, title="outer", key=outer))
        savepoint = session.begin_nested()
        replace(staged, session, "inner")
        savepoint.rollback()
        assert files() == {old, outer}
        session.commit()
        assert session.get_one(Scan, 1).key == old
    assert files() == {old, outer}


def test_flush_refused_inside_a_savepoint_spares_the_outer_transaction(
    old: str, staged: Staged, sessions: sessionmaker[Session], files: Callable[[], set[str]]
) -> None:
    with sessions() as session:
        outer = staged.put(session, io.BytesIO(b"outer"), "pdf").key
        session.add(Scan(id=2, title="outer", key=outer))
        savepoint = session.begin_nested()
        replace(staged, session, "refused")
        with pytest.raises(IntegrityError):
            session.flush()
        savepoint.rollback()
        session.commit()
    assert files() == {old, outer}


def test_commit_with_a_savepoint_open_keeps_all(
    old: str, staged: Staged, sessions: sessionmaker[Session], files: Callable[[], set[str]]
) -> None:
    with sessions() as session:
        session.begin_nested()
        new = replace(staged, session, "new")
        session.commit()
    assert files() == {new}


def test_next_transaction_of_the_session_starts_clean(
    old: str, staged: Staged, sessions: sessionmaker[Session], files: Callable[[], set[str]]
) -> None:
    with sessions() as session:
        new = replace(staged, session, "new")
        session.commit()
        session.get_one(Scan, 1).title = "again"
        session.rollback()
        assert files() == {new}


def test_sessions_do_not_touch_each_others_files(
    old: str, staged: Staged, sessions: sessionmaker[Session], files: Callable[[], set[str]]
) -> None:
    with sessions() as one, sessions() as other:
        mine = staged.put(one, io.BytesIO(b"one"), "pdf").key
        staged.put(other, io.BytesIO(b"other"), "pdf")
        other.rollback()
        assert files() == {old, mine}


def test_scoped_session_is_followed(store: Store, files: Callable[[], set[str]]) -> None:
    staged, scoped = Staged(store), scoped_session(sessionmaker(create_engine("sqlite://")))
    staged.bind(scoped)
    staged.put(scoped, io.BytesIO(b"x"), "pdf")
    scoped.remove()
    assert files() == set()


def test_session_bound_in_the_middle_of_a_transaction_follows_its_savepoints(
    staged: Staged, files: Callable[[], set[str]]
) -> None:
    with Session(create_engine("sqlite://")) as session:
        session.begin()
        staged.bind(session)
        with session.begin_nested():
            key = staged.put(session, io.BytesIO(b"x"), "pdf").key
        assert files() == {key}
        session.rollback()
    assert files() == set()


def test_session_not_bound_is_refused_before_anything_is_written(
    staged: Staged, files: Callable[[], set[str]]
) -> None:
    with Session(create_engine("sqlite://")) as session:
        with pytest.raises(LookupError):
            staged.put(session, io.BytesIO(b"x"), "pdf")
        with pytest.raises(LookupError):
            staged.remove(session, "0" * 32 + ".pdf")
    assert files() == set()


@pytest.mark.parametrize("error", [PermissionError, InvalidKey])
def test_file_that_cannot_be_removed_does_not_undo_the_commit(
    error: type[Exception],
    old: str,
    staged: Staged,
    store: Store,
    sessions: sessionmaker[Session],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(_key: str) -> None:
        raise error

    monkeypatch.setattr(store, "remove", refuse)
    with sessions() as session, caplog.at_level(logging.WARNING):
        replace(staged, session, "new")
        session.commit()
        assert session.get_one(Scan, 1).title == "new"
    assert old in caplog.text
