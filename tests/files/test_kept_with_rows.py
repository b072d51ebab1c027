"""File and row stand or fall together, and what fell lies there for a day."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import CheckConstraint, Engine, String, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from app.files.store import ORPHAN_AGE, Store

LONG_AGO = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)


class Base(DeclarativeBase):
    pass


class Scan(Base):
    """A row with a file, and a title the database may refuse."""

    __tablename__ = "scan"
    __table_args__ = (CheckConstraint("title != 'refused'"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(41))


@pytest.fixture
def engine() -> Engine:
    made = create_engine("sqlite://")
    Base.metadata.create_all(made)
    return made


@pytest.fixture
def files(store: Store) -> Callable[[], dict[str, bytes]]:
    """The files that lie in the store now, by name."""

    def look() -> dict[str, bytes]:
        found = {}
        for entry, content in store.files():
            with content:
                found[entry.path.rpartition("/")[2]] = content.read()
        return found

    return look


@pytest.fixture
def old(store: Store, engine: Engine) -> str:
    """The key of the file of scan 1, put there a year ago."""
    with Session(engine) as session:
        # Whose clock it is written by: the bucket's, which runs in this process; a disk's is set by hand.
        with time_machine.travel(LONG_AGO):
            key = store.put(io.BytesIO(b"old"), "pdf").key
        session.add(Scan(id=1, title="old", key=key))
        session.commit()
    if store.folder:
        os.utime(store.folder / key[:2] / key, (LONG_AGO.timestamp(),) * 2)
    ((entry, content),) = store.files()
    content.close()
    assert entry.written == LONG_AGO
    return key


@pytest.fixture
def sweep(store: Store, engine: Engine) -> Callable[..., list[str]]:
    """``sweep(hours=25)`` is the one so many hours from now; the names it removed."""

    def run(**later: int) -> list[str]:
        with Session(engine) as session:
            known = set(session.scalars(select(Scan.key)))
        return store.sweep_orphans(known, datetime.now(UTC) + timedelta(**later) - ORPHAN_AGE)

    return run


Sweep = Callable[..., list[str]]
Files = Callable[[], dict[str, bytes]]


def replace(store: Store, session: Session, title: str) -> str:
    scan = session.get_one(Scan, 1)
    store.let_go(scan.key)
    scan.title, scan.key = title, store.put(io.BytesIO(b"new"), "pdf").key
    return scan.key


def test_a_file_that_was_replaced_is_there_for_the_backup_under_way(
    old: str, store: Store, engine: Engine, files: Files, sweep: Sweep
) -> None:
    """The copy of the database was made a moment before, and refers to it; the file itself is a year old."""
    with Session(engine) as session:
        new = replace(store, session, "new")
        session.commit()
    assert sweep(hours=23) == []
    assert files().keys() == {old, new}
    assert sweep(hours=25) == [old]
    assert files().keys() == {new}


@pytest.mark.parametrize("ask", ["flush", "commit"])
def test_what_the_database_refuses_leaves_the_row_its_file_and_the_sweep_the_new_one(
    ask: str, old: str, store: Store, engine: Engine, files: Files, sweep: Sweep
) -> None:
    with Session(engine) as session:
        new = replace(store, session, "refused")
        with pytest.raises(IntegrityError):
            getattr(session, ask)()
        session.rollback()
        assert session.get_one(Scan, 1).key == old
    assert files()[old] == b"old"
    assert sweep(hours=25) == [new]
    assert files().keys() == {old}


def test_a_commit_whose_answer_was_lost_has_row_and_file(
    old: str, store: Store, engine: Engine, files: Files, sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection breaks after PostgreSQL has committed: to the program it looks like a failure."""
    commit = engine.dialect.do_commit

    def broken(connection: object) -> None:
        commit(connection)  # type: ignore[arg-type]
        raise ConnectionResetError

    with Session(engine) as session:
        new = replace(store, session, "new")
        with monkeypatch.context() as patch:
            patch.setattr(engine.dialect, "do_commit", broken)
            with pytest.raises(ConnectionResetError):
                session.commit()
        session.rollback()
    with Session(engine) as session:
        assert session.get_one(Scan, 1).key == new
    assert sweep(hours=25) == [old]
    assert files()[new] == b"new"


def test_a_session_closed_without_commit_leaves_the_row_its_file(
    old: str, store: Store, engine: Engine, files: Files, sweep: Sweep
) -> None:
    with Session(engine) as session:
        new = replace(store, session, "new")
        session.flush()
    assert sweep(hours=25) == [new]
    assert files().keys() == {old}
