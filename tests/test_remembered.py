"""What a process keeps in memory is never older than the table it was read from."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import storage
from app.extra_columns import EXTRA_COLUMNS, lend_columns
from app.remembered import Remembered
from app.units import UNITS
from bench.timing import statements
from models import ChoiceList, ExtraField, InformationRequest
from models.extra_field import columns_of
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


# -- extra columns --------------------------------------------------------------------


def extra(session: Session) -> None:
    """A field to choose from a list of one."""
    chosen = ChoiceList(code="source", label="来源", choices="window 窗口", retired="")
    asked = {"matter": "information_request", "code": "x_source", "label": "线索来源", "kind": "choice"}
    session.add(ExtraField(**asked, klass="internal", position=10, choice_list=chosen))


def lent(remembered: Remembered, session: Session) -> tuple[str, str, list[str]] | None:
    """Name, class and choices of that field, as a request that only reads is told."""
    session.begin()
    lend_columns(remembered, session)
    found = columns_of(session, InformationRequest).get("x_source")
    return (str(found.label), found.klass.value, list(found.choices or ())) if found else None


def test_an_extra_field_that_is_new_or_renamed_or_stricter_or_offers_more_is_so_at_once(
    bare_database: Engine,
) -> None:
    remembered = Remembered(EXTRA_COLUMNS)

    def told() -> tuple[str, str, list[str]] | None:
        with Session(bare_database) as session:
            return lent(remembered, session)

    def rename(session: Session) -> None:
        session.scalars(select(ExtraField)).one().label = "来源"

    def tighten(session: Session) -> None:
        session.scalars(select(ExtraField)).one().klass = "personal"

    def offer(session: Session) -> None:
        session.scalars(select(ChoiceList)).one().choices = "window 窗口\nhotline 热线"

    assert told() is None
    change(bare_database, extra)
    assert told() == ("线索来源", "internal", ["window"])
    change(bare_database, rename)
    assert told() == ("来源", "internal", ["window"])
    change(bare_database, tighten)
    assert told() == ("来源", "personal", ["window"])
    change(bare_database, offer)
    assert told() == ("来源", "personal", ["window", "hotline"])


def test_remembered_columns_are_lent_for_one_transaction_only(bare_database: Engine) -> None:
    remembered = Remembered(EXTRA_COLUMNS)
    change(bare_database, extra)
    with Session(bare_database) as session:
        assert lent(remembered, session) == ("线索来源", "internal", ["window"])
    with storage.writing(), Session(bare_database) as session:
        stamps = session.execute(select(*remembered.stamps)).one()
        session.rollback()
        with statements(bare_database) as sent:
            remembered.note(session, stamps)
            assert lent(remembered, session) == ("线索来源", "internal", ["window"])
        assert sent == []
        session.scalars(select(ExtraField)).one().label = "来源"
        session.commit()
        assert columns_of(session, InformationRequest)["x_source"].label == "来源"


def test_columns_lent_to_a_transaction_that_is_over_are_not_taken(bare_database: Engine) -> None:
    remembered = Remembered(EXTRA_COLUMNS)
    with storage.writing(), Session(bare_database) as session:
        session.begin()
        remembered.note(session, session.execute(select(*remembered.stamps)).one())
        lend_columns(remembered, session)
        extra(session)
        session.commit()
        assert "x_source" in columns_of(session, InformationRequest)
