"""The explanation says what the decision does, because it asks the same functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask_babel import force_locale

from app.access.actor import NOBODY, Actor, acting
from app.access.explain import Explanation, who_can, why
from app.parts import Parts
from models import InformationRequest
from models.unit import Delegation

FLOW = InformationRequest.workflow
PEOPLE = (
    "clerk",
    "clerk2",
    "officer",
    "head",
    "secrecy",
    "stranger",
    "reviewer",
    "auditor",
    "sysadmin",
    "guest",
)

Who = Callable[[str], Actor]


@pytest.fixture(autouse=True)
def english(app: Any) -> Iterator[None]:
    """The sentences are asked for as the program says them."""
    with force_locale("en"):
        yield


@pytest.fixture
def explain(session: Any, made: Parts) -> Callable[..., Explanation]:
    return lambda actor, step, record=None: why(
        session(), made.engine, actor, InformationRequest, step, record
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_it_never_says_otherwise_than_the_engine(
    made: Parts, actor: Who, register: Any, explain: Callable[..., Explanation], name: str
) -> None:
    record, who = register(), actor(name)
    offered = {offer.step.name for offer in made.engine.offers(record, who) if offer.refusal is None}
    explained = {
        step.name
        for step in FLOW.transitions.values()
        if not step.automatic and explain(who, step, record).allowed
    }
    assert explained == offered


def test_each_missing_condition_is_named(
    actor: Who, register: Any, explain: Callable[..., Explanation]
) -> None:
    record = register()
    step = next(s for s in FLOW.leaving(record.state) if not s.automatic)
    guest = explain(actor("guest"), step, record)
    unmet = [str(line.sentence) for line in guest.lines if not line.ok]
    assert "None of her roles holds this permission." in unmet
    stranger = explain(actor("stranger"), step, record)
    assert [str(line.source) for line in stranger.lines if not line.ok] == ["Posts"]


def test_the_role_that_gives_it_and_the_person_stood_in_for_are_named(
    session: Any, actor: Who, user_id: Callable[[str], int], explain: Callable[..., Explanation]
) -> None:
    step = next(s for s in FLOW.transitions.values() if [r.name for r in s.roles] == ["disclosure_head"])
    today = date(2026, 3, 2)
    assert not explain(actor("guest"), step).allowed
    session.add(
        Delegation(
            principal_id=user_id("head"), deputy_id=user_id("guest"), since=today, until=today, reason="leave"
        )
    )
    session.commit()
    found = explain(actor("guest"), step)
    assert found.allowed
    assert "head" in str(found.lines[-1].sentence)
    assert str(found.lines[-1].source) == "Delegations"


def test_who_can_names_exactly_those_the_engine_lets(
    session: Any, made: Parts, actor: Who, register: Any
) -> None:
    record = register()
    for step in FLOW.transitions.values():
        if step.automatic:
            continue
        able = {found.name for found in who_can(session(), made.engine, step, record, made.time.now())}
        expected = {
            name
            for name in PEOPLE
            if made.engine.standing(record, step, actor(name))
            and made.engine.refusal(record, step, actor(name)) is None
        }
        assert able & set(PEOPLE) == expected, step.name


def test_nobody_is_explained_as_nobody(explain: Callable[..., Explanation], actor: Who) -> None:
    step = next(s for s in FLOW.transitions.values() if not s.automatic)
    with acting(actor("clerk")):
        found = explain(NOBODY, step)
    assert [line.ok for line in found.lines] == [False]
