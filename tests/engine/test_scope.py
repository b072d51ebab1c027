"""One rule for every door: who sees which rows, however they are asked for, and who may write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from app.access.actor import CITIZEN, NOBODY, PROGRAM, Actor, acting
from app.parts import Parts
from models import Attachment, InformationRequest, Letter, Record, ThirdParty, Unit
from models.deadline import RunningClock, Suspension
from models.information_request import InformationRequestFlow
from models.unit import Delegation
from tests.engine.cases import BELOW, FOREIGN, HANDLED, OWN, TITLES, Case


def _lent(session: Any, made: Parts, user_id: Callable[[str], int], **more: Any) -> None:
    """The land bureau's clerk lets somebody of health stand in for her."""
    today = made.time.today()
    told = {"since": today - timedelta(days=1), "until": today + timedelta(days=1), "reason": "leave", **more}
    session.add(Delegation(principal_id=user_id("clerk"), deputy_id=user_id("stranger"), **told))
    session.commit()


# -- who sees which of the four -----------------------------------------------------------

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


@pytest.mark.clause("A1.2")
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
