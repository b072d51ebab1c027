"""One rule for every door: who may write which rows, give them away or take them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from app.access.actor import CITIZEN, NOBODY, PROGRAM, SEE_COUNTY, Actor, Standing, acting
from app.access.scope import OutOfScope, may_write
from app.parts import Parts
from models import Attachment, InformationRequest, Letter, Record, ThirdParty, Unit
from models.deadline import RunningClock, Suspension
from models.unit import Delegation
from tests.engine.cases import BELOW, FOREIGN, HANDLED, OWN, Case

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)

# -- writing ------------------------------------------------------------------------------


@pytest.fixture
def stored(session: Any) -> Callable[[], Any]:
    """What the database holds of records, files and letters."""

    def look() -> Any:
        session.rollback()
        session.expunge_all()
        with acting(PROGRAM):
            cards = session.execute(select(Record.id, Record.title, Record.unit_id).order_by(Record.id))
            files = session.execute(select(Attachment.id, Attachment.record_id).order_by(Attachment.id))
            letters = session.execute(select(Letter.id, Letter.record_id))
            clocks = session.execute(select(RunningClock.id, RunningClock.record_id, RunningClock.started_on))
            stops = session.execute(select(Suspension.id, Suspension.cause_id, Suspension.until))
            return tuple(found.all() for found in (cards, files, letters, clocks, stops))

    return look


def _foreign(session: Any, model: type[Any], key: int) -> Any:
    """A row loaded while the program acted, still in the session of who must not write it."""
    with acting(PROGRAM):
        return session.get_one(model, key)


def _to(unit: str) -> Callable[..., None]:
    def move(session: Any, cases: dict[str, Case], unit_id: Callable[[str], int]) -> None:
        session.get_one(InformationRequest, cases[OWN].record).unit_id = unit_id(unit)

    return move


def _to_by_link(session: Any, cases: dict[str, Case], unit_id: Callable[[str], int]) -> None:
    session.get_one(InformationRequest, cases[OWN].record).unit = session.get_one(Unit, unit_id("health"))


def _takes_over(session: Any, cases: dict[str, Case], unit_id: Callable[[str], int]) -> None:
    _foreign(session, InformationRequest, cases[FOREIGN].record).unit_id = unit_id("land")


def _changes(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    _foreign(session, InformationRequest, cases[FOREIGN].record).title = "mine"


def _changes_dates_and_more(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    record = _foreign(session, InformationRequest, cases[FOREIGN].record)
    record.due_on, record.title = date(2027, 1, 4), "mine"


def _deletes(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    session.delete(_foreign(session, ThirdParty, cases[FOREIGN].party))


def _file(record_id: int) -> Attachment:
    return Attachment(
        record_id=record_id, name="x", media_type="x", size=1, sha256="0" * 64, key="x", added_at=NOON
    )


def _attaches(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    session.add(_file(cases[FOREIGN].record))


def _attaches_by_link(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    file = _file(cases[OWN].record)
    file.record = _foreign(session, InformationRequest, cases[FOREIGN].record)
    session.add(file)


def _gives_a_file_away(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    session.get_one(Attachment, cases[OWN].file).record_id = cases[FOREIGN].record


def _takes_a_file(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    _foreign(session, Attachment, cases[FOREIGN].file).record_id = cases[OWN].record


def _deletes_a_letter(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    session.delete(_foreign(session, Letter, cases[FOREIGN].letter))


def _moves_a_clock(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    _foreign(session, RunningClock, cases[FOREIGN].clock).started_on = date(2020, 1, 1)


def _takes_a_clock(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    _foreign(session, RunningClock, cases[FOREIGN].clock).record_id = cases[OWN].record


def _takes_a_clock_by_link(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    own = session.get_one(InformationRequest, cases[OWN].record)
    _foreign(session, RunningClock, cases[FOREIGN].clock).record = own


def _deletes_a_clock(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    session.delete(_foreign(session, RunningClock, cases[FOREIGN].clock))


def _stops_a_clock(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    session.add(Suspension(clock_id=cases[FOREIGN].clock, reason="x", since=date(2026, 3, 2)))


def _stops_a_clock_by_link(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    clock = _foreign(session, RunningClock, cases[FOREIGN].clock)
    session.add(Suspension(clock=clock, reason="x", since=date(2026, 3, 2)))


def _lets_a_clock_go_on(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    _foreign(session, Suspension, cases[FOREIGN].stop).until = date(2026, 3, 2)


def _deletes_a_stop(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    session.delete(_foreign(session, Suspension, cases[FOREIGN].stop))


def _gives_a_stop_another_cause(session: Any, cases: dict[str, Case], _unit_id: Any) -> None:
    _foreign(session, Suspension, cases[FOREIGN].stop).cause_id = cases[OWN].party


def _registers(session: Any, cases: dict[str, Case], unit_id: Callable[[str], int]) -> None:
    session.add(_new(cases, unit_id("health")))


def _registers_as_handler(session: Any, cases: dict[str, Case], unit_id: Callable[[str], int]) -> None:
    session.add(_new(cases, unit_id("health"), handling_unit_id=unit_id("land")))


def _new(cases: dict[str, Case], unit: int, **more: Any) -> ThirdParty:
    told = {"title": "new", "rules": "seed-2020", "addressee": "乙", "question": "?", "opened_at": NOON}
    return ThirdParty(**told, request_id=cases[OWN].record, unit_id=unit, **more)


WRITES = (
    _to("health"),
    _to_by_link,
    _takes_over,
    _changes,
    _changes_dates_and_more,
    _deletes,
    _attaches,
    _attaches_by_link,
    _gives_a_file_away,
    _takes_a_file,
    _deletes_a_letter,
    _moves_a_clock,
    _takes_a_clock,
    _takes_a_clock_by_link,
    _deletes_a_clock,
    _stops_a_clock,
    _stops_a_clock_by_link,
    _lets_a_clock_go_on,
    _deletes_a_stop,
    _gives_a_stop_another_cause,
    _registers,
    _registers_as_handler,
)


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__qualname__.strip("_").split(".")[0])
def test_a_foreign_row_is_neither_written_nor_given_nor_taken(
    session: Any,
    actor: Callable[[str], Actor],
    unit_id: Callable[[str], int],
    cases: dict[str, Case],
    stored: Callable[[], Any],
    write: Callable[..., None],
) -> None:
    before, clerk = stored(), actor("clerk")
    with acting(clerk):
        write(session(), cases, unit_id)
        with pytest.raises(OutOfScope):
            session.flush()
    assert stored() == before


@pytest.mark.parametrize("name", ["auditor", "reviewer", "clerk"])
def test_ones_own_rows_are_written_and_moved_within_ones_units(
    session: Any,
    actor: Callable[[str], Actor],
    unit_id: Callable[[str], int],
    cases: dict[str, Case],
    name: str,
) -> None:
    """Whether an auditor may is the grants' business; here it is asked only where."""
    with acting(actor(name)):
        request = session.get_one(InformationRequest, cases[OWN].record)
        request.title, request.unit_id = "changed", unit_id("registry")
        session.get_one(Attachment, cases[OWN].file).record_id = cases[BELOW].record
        session.add(_new(cases, unit_id("land")))
        session.commit()
    assert request.unit_id == unit_id("registry")


def test_the_handling_unit_writes_what_it_handles_and_does_not_give_it_away(
    session: Any, actor: Callable[[str], Actor], unit_id: Callable[[str], int], cases: dict[str, Case]
) -> None:
    with acting(actor("stranger")):
        request = session.get_one(InformationRequest, cases[HANDLED].record)
        request.handling_note = "ours"
        session.commit()
        request.unit_id = unit_id("office")
        with pytest.raises(OutOfScope):
            session.commit()


def test_dates_that_follow_from_a_step_elsewhere_are_no_foreign_writing(
    session: Any, actor: Callable[[str], Actor], cases: dict[str, Case]
) -> None:
    """Who works on a third party only moves the due day of its request."""
    with acting(actor("stranger")):
        request = _foreign(session, InformationRequest, cases[FOREIGN].record)
        request.due_on, request.paused = None, True
        session.commit()
    with acting(actor("clerk")):
        request = _foreign(session, InformationRequest, cases[FOREIGN].record)
        request.due_on, request.paused = date(2026, 4, 1), False
        session.commit()


def test_a_citizen_adds_a_new_record_and_nothing_else(
    session: Any, made: Parts, unit_id: Callable[[str], int], cases: dict[str, Case]
) -> None:
    with acting(CITIZEN):
        request = _applied(unit_id("land"))
        session.add(request)
        made.engine.open(request, CITIZEN)
        session.commit()
        assert request.number == "罗自然资公开申〔2026〕3号"
        foreign = _foreign(session, InformationRequest, cases[OWN].record)
        foreign.title = "mine"
        with pytest.raises(OutOfScope):
            session.commit()
        session.rollback()
        session.add(_file(cases[OWN].record))
        with pytest.raises(OutOfScope):
            session.commit()


def _applied(unit: int) -> InformationRequest:
    return InformationRequest(
        title="t",
        unit_id=unit,
        received_on=date(2026, 3, 2),
        channel="web",
        applicant_kind="natural_person",
        applicant="罗小满",
        phone="13985400001",
        content="c",
        form_wanted="paper",
        delivery_wanted="pickup",
    )


def test_nobody_adds_nothing(session: Any, unit_id: Callable[[str], int]) -> None:
    with acting(NOBODY):
        session.add(_applied(unit_id("land")))
        with pytest.raises(OutOfScope):
            session.flush()


BULK = {
    "insert": lambda cases: insert(Attachment).values(record_id=cases[OWN].record),
    "update the card": lambda _cases: update(Record).values(title="mine"),
    "update the matter": lambda _cases: update(InformationRequest).values(content="mine"),
    "update the table": lambda _cases: update(Record.__table__).values(title="mine"),
    "delete": lambda _cases: delete(Letter),
    "delete clocks": lambda _cases: delete(RunningClock),
    "delete suspensions": lambda _cases: delete(Suspension),
}


@pytest.mark.parametrize("statement", BULK.values(), ids=BULK)
def test_nothing_is_written_in_bulk_but_by_the_program(
    session: Any,
    actor: Callable[[str], Actor],
    cases: dict[str, Case],
    stored: Callable[[], Any],
    statement: Callable[[dict[str, Case]], Any],
) -> None:
    before = stored()
    with acting(actor("clerk")), pytest.raises(OutOfScope):
        session.execute(statement(cases))
    assert stored() == before


def test_rows_that_belong_to_no_case_may_be_written_in_bulk(
    session: Any, actor: Callable[[str], Actor]
) -> None:
    with acting(actor("clerk")):
        session.execute(update(Delegation).values(reason="x"))


def test_the_program_writes_in_bulk(session: Any, cases: dict[str, Case]) -> None:
    session.execute(update(Record).where(Record.id == cases[OWN].record).values(title="moved"))
    assert session.scalar(select(Record.title).where(Record.id == cases[OWN].record)) == "moved"


def test_whole_sight_of_a_matter_is_for_that_matter(session: Any, cases: dict[str, Case]) -> None:
    request = session.get_one(InformationRequest, cases[OWN].record)
    party = session.get_one(ThirdParty, cases[OWN].party)
    for permission, record, may in (
        ("InformationRequest", request, True),
        ("InformationRequest", party, False),
        ("ThirdParty", party, True),
    ):
        who = Actor((Standing(1, "x", grants=frozenset({(SEE_COUNTY, permission)})),))
        assert may_write(who, record) is may
