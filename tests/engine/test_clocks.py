"""The periods of records in the database: which rule they run under, and what a new beginning takes along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.access.actor import PROGRAM, Actor
from app.parts import Parts
from models import DeadlineRule, InformationRequest, ServiceItem, ThirdParty
from models.information_request import InformationRequestFlow

ANSWER = InformationRequestFlow.answer_period


@pytest.fixture
def take(session: Any, made: Parts, actor: Callable[[str], Actor]) -> Callable[..., None]:
    """One step, committed."""

    def step(record: Any, name: str, who: str, **answers: Any) -> None:
        made.engine.perform(record, name, actor(who), answers)
        session.commit()

    return step


@pytest.fixture
def enter_rule(session: Any, made: Parts) -> Callable[..., None]:
    """``enter_rule(profile, days, since)``: another length of the answer's period, from a day on."""

    def enter(profile: str, amount: int, since: str) -> None:
        session.add(
            DeadlineRule(
                code="InformationRequestFlow.answer_period",
                profile=profile,
                kind="working_days",
                amount=amount,
                warn=3,
                clause="A8.10",
                valid_from=date.fromisoformat(since),
                reason="shorter",
                entered_at=made.time.now(),
            )
        )
        session.commit()

    return enter


def test_until_the_main_period_begins_a_record_shows_the_one_that_runs(
    made: Parts, clock: Any, register: Callable[..., InformationRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.turn("2026-03-02")
    request = register(rules="regulation-2019")
    # Monday 2 March: day 20 is the 30th; seven days to tell what to correct end on the 11th.
    assert request.due_on == date(2026, 3, 30)
    monkeypatch.setattr(InformationRequestFlow, "main_clock", InformationRequestFlow.correcting_period)
    made.clocks.refresh(request, made.time.today())
    assert request.due_on == date(2026, 3, 11)


@pytest.mark.clause("A8.10")
def test_a_third_party_still_being_asked_stops_the_period_that_begins_anew_too(
    session: Any,
    made: Parts,
    clock: Any,
    register: Callable[..., InformationRequest],
    take: Callable[..., None],
) -> None:
    clock.turn("2026-03-02")
    request = register()
    take(request, "accept", "officer")
    party = ThirdParty(
        title="t",
        unit_id=request.unit_id,
        rules=request.rules,
        request=request,
        addressee="甲公司",
        question="?",
    )
    session.add(party)
    made.engine.open(party, PROGRAM)
    take(party, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 27))
    take(request, "ask_correction", "officer", correction_items="文号", correct_by=date(2026, 3, 20))
    clock.turn("2026-03-09")
    take(request, "receive_correction", "clerk", corrected_on=date(2026, 3, 9), content="批复全文")
    first, second = (run for run in request.clocks if run.name == ANSWER.name)
    assert (first.met_on, [stop.until for stop in first.suspensions]) == (
        date(2026, 3, 9),
        [date(2026, 3, 9)] * 2,
    )
    assert (request.paused, request.due_on) == (True, None)
    clock.turn("2026-03-13")
    take(party, "agree", "clerk", replied_on=date(2026, 3, 13))
    # Begun on Monday 9 March, 10 to 13 March left out: the 16th is day 1, 20 March day 5, 3 April day 15;
    # 4 to 6 April are Tomb-Sweeping, so the 7th is day 16 and the 13th day 20.
    assert [stop.until for stop in second.suspensions] == [date(2026, 3, 13)]
    assert (request.paused, request.due_on) == (False, date(2026, 4, 13))


def test_a_clock_runs_under_the_rule_of_its_profile_and_its_day(
    clock: Any, enter_rule: Callable[..., None], register: Callable[..., InformationRequest]
) -> None:
    enter_rule("regulation-2019", 10, "2026-03-01")
    enter_rule("seed-2020", 15, "2026-03-10")
    clock.turn("2026-03-02")
    before = register()
    lawful = register(rules="regulation-2019")
    clock.turn("2026-03-10")
    after = register()
    # Monday 2 March: day 10 is the 16th, day 20 the 30th. Tuesday 10 March: day 1 the 11th, day 15 the 31st.
    assert (lawful.due_on, before.due_on, after.due_on) == (
        date(2026, 3, 16),
        date(2026, 3, 30),
        date(2026, 3, 31),
    )


def test_a_start_day_that_is_corrected_brings_the_rule_of_the_right_day(
    made: Parts, clock: Any, enter_rule: Callable[..., None], register: Callable[..., InformationRequest]
) -> None:
    enter_rule("seed-2020", 15, "2026-03-10")
    clock.turn("2026-03-10")
    request = register()
    # Tuesday 10 March: day 1 the 11th, day 15 the 31st. Monday 2 March: day 20 the 30th.
    assert request.due_on == date(2026, 3, 31)
    made.clocks.correct_start(request, ANSWER, date(2026, 3, 2))
    made.clocks.refresh(request, made.time.today())
    assert request.due_on == date(2026, 3, 30)


def test_a_start_day_entered_once_more_keeps_the_rule_of_its_day(
    made: Parts, clock: Any, enter_rule: Callable[..., None], register: Callable[..., InformationRequest]
) -> None:
    clock.turn("2026-03-02")
    request = register()
    enter_rule("seed-2020", 15, "2026-03-01")
    made.clocks.correct_start(request, ANSWER, date(2026, 3, 2))
    made.clocks.refresh(request, made.time.today())
    assert request.due_on == date(2026, 3, 30)


def test_a_last_day_that_is_corrected_by_hand_moves_the_end(
    made: Parts, clock: Any, entered: Callable[..., Any]
) -> None:
    today = clock.turn("2026-03-02")
    item, usual = entered(ServiceItem, promised_by=date(2026, 3, 13)), entered(ServiceItem)
    item.promised_by = date(2026, 3, 11)
    for one in (item, usual):
        made.clocks.correct_end(one, ServiceItem.workflow.promised_period)
        made.clocks.refresh(one, today)
    # Nobody touched the usual one: twenty working days, as its rule has it.
    assert (item.due_on, usual.due_on) == (date(2026, 3, 11), date(2026, 3, 30))
    assert usual.clocks[-1].fixed_on is None
