"""What a process keeps in memory is never older than the table it was read from."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import storage
from app.remembered import Remembered
from app.units import UNITS
from bench.timing import statements
from models.unit import Unit


def names(remembered: Remembered, engine: Engine) -> list[str]:
    """As a session that begins now is told."""
    with Session(engine) as session:
        return [unit.name for unit in remembered.content(UNITS, session)]


def change(engine: Engine, work: Callable[[Session], None]) -> None:
    """As another process would."""
    with storage.writing(), Session(engine) as session, session.begin():
        work(session)


def unit(code: str) -> Unit:
    """An active department."""
    return Unit(code=code, name=code, word=code, kind="department", active=True)


def test_a_unit_that_is_new_or_renamed_or_closed_or_gone_is_so_at_once(bare_database: Engine) -> None:
    remembered = Remembered(UNITS)

    def rename(session: Session) -> None:
        session.scalars(select(Unit).where(Unit.code == "B")).one().name = "b"

    def close(session: Session) -> None:
        session.scalars(select(Unit).where(Unit.code == "A")).one().active = False

    def remove(session: Session) -> None:
        session.delete(session.scalars(select(Unit).where(Unit.code == "B")).one())

    change(bare_database, lambda session: session.add(unit("B")))
    assert names(remembered, bare_database) == ["B"]
    change(bare_database, lambda session: session.add(unit("A")))
    assert names(remembered, bare_database) == ["A", "B"]
    change(bare_database, rename)
    assert names(remembered, bare_database) == ["A", "b"]
    change(bare_database, close)
    assert names(remembered, bare_database) == ["b"]
    change(bare_database, remove)
    assert names(remembered, bare_database) == []


def test_what_was_not_changed_is_looked_after_once_a_session_and_not_read(bare_database: Engine) -> None:
    remembered = Remembered(UNITS)
    names(remembered, bare_database)
    with statements(bare_database) as sent, Session(bare_database) as session:
        remembered.content(UNITS, session)
        remembered.content(UNITS, session)
    assert len(sent) == 1


def test_a_stamp_somebody_else_fetched_needs_no_look(bare_database: Engine) -> None:
    remembered = Remembered(UNITS)
    names(remembered, bare_database)
    with Session(bare_database) as session:
        found = session.execute(select(*remembered.stamps)).one()
    with statements(bare_database) as sent, Session(bare_database) as session:
        remembered.note(session, found)
        remembered.content(UNITS, session)
        remembered.look_again(session)
        remembered.content(UNITS, session)
    assert len(sent) == 1
