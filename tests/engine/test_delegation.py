"""Standing in, end to end: whose place it is taken in stands in the trail, and both count as one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.access.actor import Actor, acting
from app.engine import NotAllowed, Refused
from app.parts import Parts
from models import Delegation, InformationRequest, Letter, ThirdParty, TrailEntry

TWO_WEEKS = {"since": date(2026, 3, 2), "until": date(2026, 3, 15)}

Take = Callable[..., Any]


@pytest.fixture
def lend(session: Any, user_id: Callable[[str], int]) -> Callable[..., Delegation]:
    """``lend("head", "stranger")``: the second stands in for the first for two weeks."""

    def make(principal: str, deputy: str, **more: Any) -> Delegation:
        told = {**TWO_WEEKS, "reason": "annual leave", **more}
        row = Delegation(principal_id=user_id(principal), deputy_id=user_id(deputy), **told)
        session.add(row)
        session.commit()
        return row

    return make


@pytest.fixture
def take(session: Any, made: Parts, actor: Callable[[str], Actor]) -> Take:
    """One step, taken and committed as the person herself, with what she sees."""

    def step(record: Any, name: str, who: str, reason: str = "", **answers: Any) -> Any:
        person, model, key = actor(who), type(record), record.id
        session.remove()
        with acting(person):
            taken = made.engine.perform(session.get_one(model, key), name, person, answers, reason=reason)
            session.commit()
        session.expire_all()
        return taken

    return step


@pytest.fixture
def drafted(register: Callable[..., InformationRequest], take: Take) -> Callable[[str], InformationRequest]:
    """A request whose answer was drafted by somebody of the land bureau."""

    def make(by: str) -> InformationRequest:
        request = register()
        take(request, "accept", "officer")
        take(request, "pass_check", "officer")
        take(request, "clear_secrecy", "secrecy", secrecy_opinion="不涉密")
        take(request, "draft", by, outcome="granted", answer_text="批复全文", form_given="paper")
        return request

    return make


def _last(session: Any) -> TrailEntry:
    return session.scalars(
        select(TrailEntry).where(TrailEntry.action == "step").order_by(-TrailEntry.id)
    ).first()


def test_a_deputy_signs_in_anothers_place_and_both_are_named(
    session: Any, lend: Callable[..., Delegation], drafted: Any, take: Take, user_id: Callable[[str], int]
) -> None:
    lend("head", "stranger")
    request = drafted("clerk")
    take(request, "approve", "stranger")
    row = _last(session)
    assert (row.actor_id, row.for_id) == (user_id("stranger"), user_id("head"))
    assert (row.actor_name, row.for_name) == ("stranger", "head")
    letter = session.scalars(select(Letter).where(Letter.kind == "answer")).one()
    assert "head" in letter.signed_by


def test_in_her_own_unit_she_acts_in_her_own_right(
    session: Any, lend: Callable[..., Delegation], drafted: Any, take: Take, user_id: Callable[[str], int]
) -> None:
    lend("head", "head2")
    take(drafted("clerk"), "approve", "head2")
    assert (_last(session).actor_id, _last(session).for_id) == (user_id("head2"), None)


@pytest.mark.parametrize(
    ("drafter", "principal", "deputy"),
    [
        pytest.param("both", "both", "head2", id="a head who stands in for who drafted"),
        pytest.param("both", "both", "stranger", id="a deputy from elsewhere for who drafted"),
        pytest.param("both", "head", "both", id="who drafted, in place of the head"),
    ],
)
def test_who_stands_in_does_not_approve_what_either_of_them_drafted(
    session: Any,
    lend: Callable[..., Delegation],
    drafted: Any,
    take: Take,
    drafter: str,
    principal: str,
    deputy: str,
) -> None:
    request = drafted(drafter)
    lend(principal, deputy)
    with pytest.raises(Refused) as refused:
        take(request, "approve", deputy)
    assert refused.value.refusal.clauses == ("A8.9.1", "A8.4")


def test_what_a_deputy_drafted_the_principal_does_not_approve(
    lend: Callable[..., Delegation], drafted: Any, take: Take
) -> None:
    lend("both", "stranger")
    request = drafted("stranger")
    for who in ("stranger", "both"):
        with pytest.raises(Refused):
            take(request, "approve", who)
    assert take(request, "approve", "head").target == "approved"


@pytest.mark.parametrize(
    ("day", "more"),
    [
        ("2026-03-16", {}),
        ("2026-03-03", {"matter": "ThirdParty"}),
        ("2026-03-03", {"since": date(2026, 3, 4)}),
        ("2026-03-03", {"revoked": True}),
    ],
)
def test_outside_its_days_and_its_matter_it_lends_nothing(
    made: Parts, clock: Any, lend: Callable[..., Delegation], drafted: Any, actor: Any, day: str, more: Any
) -> None:
    request = drafted("clerk")
    revoked = made.time.now() if more.pop("revoked", False) else None
    lend("head", "reviewer", revoked_at=revoked, **more)
    clock.turn(day)
    with pytest.raises(NotAllowed):
        made.engine.perform(request, "approve", actor("reviewer"))


def test_a_deputy_registers_in_anothers_place(
    session: Any, made: Parts, actor: Callable[[str], Actor], lend: Callable[..., Delegation], register: Any
) -> None:
    lend("clerk", "stranger")
    request = register()
    party = ThirdParty(
        title="t",
        unit_id=request.unit_id,
        rules=request.rules,
        request_id=request.id,
        addressee="甲",
        question="?",
    )
    who = actor("stranger")
    with acting(who):
        session.add(party)
        made.engine.open(party, who)
        session.commit()
    row = session.scalars(select(TrailEntry).where(TrailEntry.record_id == party.id)).one()
    assert (row.actor_name, row.for_name) == ("stranger", "clerk")


def test_a_deputy_for_third_parties_only_stops_the_period_of_the_request(
    session: Any, lend: Callable[..., Delegation], register: Any, third_party: Any, take: Take
) -> None:
    request = register()
    request_id, party = request.id, third_party(request)
    lend("officer", "stranger", matter="ThirdParty")
    take(party, "ask", "stranger", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 23))
    stored = session.get_one(InformationRequest, request_id)
    assert (stored.paused, stored.due_on) == (True, None)


def test_a_deputy_passes_nothing_on(
    lend: Callable[..., Delegation], drafted: Any, take: Take, actor: Callable[[str], Actor]
) -> None:
    lend("head", "stranger")
    lend("stranger", "reviewer")
    with pytest.raises(NotAllowed):
        take(drafted("clerk"), "approve", "reviewer")
    assert {s.name for s in actor("reviewer").standings} == {"reviewer", "stranger"}
