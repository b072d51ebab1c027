"""One writer at a time on SQLite: the next begins when the last has committed, whoever forgot what."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, text

from app import storage
from app.storage import _one_writer, write_transaction, writing


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = create_engine(f"sqlite:///{tmp_path / 'one.db'}")
    storage.install(made)
    with made.connect() as connection, writing():
        connection.execute(text("CREATE TABLE t (x)"))
        connection.commit()
    yield made
    made.dispose()


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_the_next_writer_waits_until_the_transaction_has_ended(engine: Engine, end: str) -> None:
    """Let go before COMMIT, the next one meets SQLite's own lock and sleeps unfairly."""
    held: list[bool] = []
    dialect, ended = engine.dialect, getattr(engine.dialect, f"do_{end}")

    def watched(connection: object) -> None:
        ended(connection)
        held.append(_one_writer.locked())

    setattr(dialect, f"do_{end}", watched)
    with writing(), engine.connect() as connection:
        connection.execute(text("INSERT INTO t VALUES (1)"))
        getattr(connection, end)()
        connection.execute(text("SELECT x FROM t"))
        connection.rollback()
    assert held[0] is True
    assert not _one_writer.locked()


def test_a_transaction_nobody_ended_gives_the_lock_back(engine: Engine) -> None:
    with writing():
        connection = engine.connect()
        connection.execute(text("INSERT INTO t VALUES (1)"))
    assert _one_writer.locked()
    del connection
    gc.collect()
    assert not _one_writer.locked()


def test_a_write_transaction_that_could_not_begin_gives_the_lock_back(engine: Engine) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError("BEGIN")

    event.listen(engine, "before_cursor_execute", refuse)
    with pytest.raises(OSError, match="BEGIN"), write_transaction(lambda: engine)() as session:
        session.execute(text("SELECT 1"))
    assert not _one_writer.locked()
