"""One rule for every door: who sees which rows, however they are asked for, and who may write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from app.access.actor import CITIZEN, NOBODY, PROGRAM, SEE_COUNTY, Actor, Standing, acting
from app.access.scope import OutOfScope, may_write
from app.parts import Parts
from models import Attachment, InformationRequest, Letter, Record, ThirdParty, Unit
from models.deadline import RunningClock, Suspension
from models.information_request import InformationRequestFlow
from models.unit import Delegation

TITLES = ("land's own", "the registry's", "land's, handled by health", "health's own")


@dataclass(frozen=True)
class Case:
    """The ids of the rows of one request: itself, a third party, a file, a letter, a clock, a suspension."""

    record: int
    party: int
    file: int
    letter: int
    clock: int
    stop: int


@pytest.fixture
def cases(session: Any, made: Parts, unit_id: Callable[[str], int]) -> dict[str, Case]:
    """Four requests of different units, each with everything that may belong to one."""
    land, registry, health = unit_id("land"), unit_id("registry"), unit_id("health")
    placed = zip(TITLES, ((land, None), (registry, None), (land, health), (health, None)), strict=True)
    return {title: _case(session, made, title, *units) for title, units in placed}


def _case(session: Any, made: Parts, title: str, unit: int, handling: int | None) -> Case:
    shared = {"title": title, "unit_id": unit, "handling_unit_id": handling}
    request = InformationRequest(
        received_on=made.time.today(),
        channel="counter",
        applicant_kind="natural_person",
        applicant="罗小满",
        phone="13985400001",
        content="环评批复",
        form_wanted="paper",
        delivery_wanted="pickup",
        **shared,
    )
    session.add(request)
    made.engine.open(request, PROGRAM)
    party = ThirdParty(
        request=request, rules=request.rules, addressee="甲公司", question="商业秘密", **shared
    )
    session.add(party)
    made.engine.open(party, PROGRAM)
    file = Attachment(
        record_id=request.id,
        name="a.png",
        media_type="image/png",
        size=1,
        sha256="0" * 64,
        key=f"{request.id:032x}.png",
        added_at=made.time.now(),
    )
    session.add(file)
    (clock,) = request.clocks
    stop = Suspension(clock=clock, since=made.time.today(), reason="asked")
    session.add(stop)
    session.commit()
    letter = session.scalars(select(Letter.id).where(Letter.record_id == request.id)).one()
    case = Case(request.id, party.id, file.id, letter, clock.id, stop.id)
    session.expunge_all()
    return case


def _lent(session: Any, made: Parts, user_id: Callable[[str], int], **more: Any) -> None:
    """The land bureau's clerk lets somebody of health stand in for her."""
    today = made.time.today()
    told = {"since": today - timedelta(days=1), "until": today + timedelta(days=1), "reason": "leave", **more}
    session.add(Delegation(principal_id=user_id("clerk"), deputy_id=user_id("stranger"), **told))
    session.commit()


# -- who sees which of the four -----------------------------------------------------------

OWN, BELOW, HANDLED, FOREIGN = TITLES
EVERYTHING = frozenset(TITLES)
YESTERDAY = timedelta(days=1)

SEEN: dict[str, tuple[str, dict[str, Any] | None, frozenset[str]]] = {
    "a unit sees its own and what is below it": ("clerk", None, frozenset({OWN, BELOW, HANDLED})),
    "a division sees its own, nothing above it": ("registrar", None, frozenset({BELOW})),
    "the handling unit sees what it handles": ("stranger", None, frozenset({HANDLED, FOREIGN})),
    "the auditor sees the county": ("auditor", None, EVERYTHING),
    "the office sees the county": ("reviewer", None, EVERYTHING),
    "an administrator sees her unit's, that is none": ("sysadmin", None, frozenset()),
    "a role is not needed to see, a unit is": ("guest", None, frozenset({OWN, BELOW, HANDLED})),
    "a deputy sees as both": ("stranger", {}, EVERYTHING),
    "a deputy for this matter too": ("stranger", {"matter": "InformationRequest"}, EVERYTHING),
    "a deputy for another matter does not": (
        "stranger",
        {"matter": "AgencyConsultation"},
        frozenset({HANDLED, FOREIGN}),
    ),
    "a deputy for a matter that is gone does not": (
        "stranger",
        {"matter": "Nothing"},
        frozenset({HANDLED, FOREIGN}),
    ),
    "nor one whose days are over": (
        "stranger",
        {"since": date(2026, 1, 1), "until": date(2026, 3, 1)},
        frozenset({HANDLED, FOREIGN}),
    ),
    "nor one whose days are to come": (
        "stranger",
        {"since": date(2026, 3, 3), "until": date(2026, 3, 4)},
        frozenset({HANDLED, FOREIGN}),
    ),
    "nor one who was dismissed": ("stranger", {"revoked": True}, frozenset({HANDLED, FOREIGN})),
}


def _titles(session: Session) -> Iterator[frozenset[str]]:
    """The requests seen through every kind of question."""
    matter, other = InformationRequest, aliased(InformationRequest)
    card = Record.matter == "information_request"
    yield frozenset(session.scalars(select(matter.title)))
    yield frozenset(r.title for r in session.scalars(select(matter)))
    yield frozenset(r.title for r in session.scalars(select(Record).where(card)))
    yield frozenset(session.scalars(select(Record.title).where(card)))
    yield frozenset(session.scalars(select(other.title)))
    yield frozenset(session.scalars(select(Record.title).join(Unit, Record.unit_id == Unit.id).where(card)))
    yield frozenset(session.scalars(select(Record.title).join(RunningClock).where(card)))
    yield frozenset(r.title for r in session.query(matter))
    yield frozenset(t for t in TITLES if session.scalar(select(exists().where(matter.title == t))))
    yield frozenset(
        t for t in TITLES if session.scalar(select(func.count()).select_from(matter).where(matter.title == t))
    )
    yield frozenset(session.scalars(select(matter.title).where(matter.id.in_(select(other.id)))))
    yield frozenset(session.scalars(select(matter.title).union(select(other.title))))


def _by_key(session: Session, cases: dict[str, Case]) -> Iterator[frozenset[str]]:
    """The requests seen by who knows the keys, of the record and of what belongs to it."""
    keyed = {
        InformationRequest: "record",
        Record: "record",
        Attachment: "file",
        Letter: "letter",
        RunningClock: "clock",
        Suspension: "stop",
    }
    for model, part in keyed.items():
        session.expunge_all()
        yield frozenset(t for t, case in cases.items() if session.get(model, getattr(case, part)))
        ids = {getattr(case, part): title for title, case in cases.items()}
        found = session.scalars(select(model.id))
        yield frozenset(ids[key] for key in found if key in ids)


@pytest.mark.parametrize(("name", "delegation", "seen"), SEEN.values(), ids=SEEN)
def test_what_is_seen_does_not_depend_on_how_it_is_asked_for(
    session: Any,
    made: Parts,
    actor: Callable[[str], Actor],
    user_id: Callable[[str], int],
    cases: dict[str, Case],
    name: str,
    delegation: dict[str, Any] | None,
    seen: frozenset[str],
) -> None:
    if delegation is not None:
        more = {k: v for k, v in delegation.items() if k != "revoked"}
        _lent(session, made, user_id, **more, revoked_at=made.time.now() if "revoked" in delegation else None)
    with acting(actor(name)):
        found = [*_titles(session()), *_by_key(session(), cases)]
    assert found == [seen] * len(found)


def test_nobody_and_a_citizen_see_nothing_the_program_sees_all(session: Any, cases: dict[str, Case]) -> None:
    for who, seen in ((NOBODY, frozenset()), (CITIZEN, frozenset()), (PROGRAM, EVERYTHING)):
        with acting(who):
            found = [*_titles(session()), *_by_key(session(), cases)]
        assert found == [seen] * len(found)


def test_a_citizen_sees_records_in_public_states(
    session: Any, cases: dict[str, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(InformationRequestFlow.registered, "public", True)
    with acting(CITIZEN):
        found = [*_titles(session()), *_by_key(session(), cases)]
    assert found == [EVERYTHING] * len(found)


# -- a case is judged whole ---------------------------------------------------------------


def test_who_has_a_request_in_hand_judges_by_all_of_it(
    session: Any, actor: Callable[[str], Actor], cases: dict[str, Case]
) -> None:
    """The third party lies in the land bureau; the division that handles the request sees it there."""
    with acting(PROGRAM):
        session.get_one(ThirdParty, cases[HANDLED].party).handling_unit_id = None
        session.commit()
    session.expunge_all()
    with acting(actor("stranger")):
        request = session.get_one(InformationRequest, cases[HANDLED].record)
        assert session.get(ThirdParty, cases[HANDLED].party) is None
        assert [party.id for party in request.third_parties] == [cases[HANDLED].party]
        assert [file.id for file in request.attachments] == [cases[HANDLED].file]
        assert [stop.id for stop in request.clocks[0].suspensions] == [cases[HANDLED].stop]


def test_a_guard_is_not_deceived_by_what_the_actor_does_not_see(
    session: Any, made: Parts, actor: Callable[[str], Actor], cases: dict[str, Case]
) -> None:
    with acting(PROGRAM):
        session.get_one(ThirdParty, cases[HANDLED].party).handling_unit_id = None
        session.commit()
    session.expunge_all()
    who = actor("stranger")
    with acting(who):
        request = session.get_one(InformationRequest, cases[HANDLED].record)
        request.enter("handling")
        step = InformationRequestFlow.draft
        refusal = made.engine.refusal(request, step, who)
    assert refusal is not None
    assert refusal.clauses == ("A8.9.5",)


def test_a_later_load_follows_whoever_acts_then(
    session: Any, actor: Callable[[str], Actor], cases: dict[str, Case]
) -> None:
    with acting(actor("clerk")):
        letter = session.get_one(Letter, cases[OWN].letter)
    with acting(actor("stranger")):
        assert letter.record is None


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
            return cards.all(), files.all(), session.execute(select(Letter.id, Letter.record_id)).all()

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
