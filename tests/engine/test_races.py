"""Several people at once: one wins, the other is told; numbers have no gap."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from app import storage
from app.access.actor import Actor, acting
from app.engine import Refused, Stale
from app.extensions import db
from app.parts import Parts
from models import InformationRequest, TakenNumber, TrailEntry

WRITERS = 20


def _alone(app: Flask, work: Callable[[], Any]) -> Any:
    """Run as a request of its own would: a context, a session, a write transaction."""

    def run() -> Any:
        storage.announce_writing()
        with app.app_context():
            try:
                return work()
            finally:
                db.session.remove()

    return Context().run(run)


def _together(app: Flask, works: list[Callable[[], Any]]) -> list[Any]:
    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(lambda work: _alone(app, work), works))


def test_of_two_who_looked_at_one_version_one_wins_and_the_other_is_told(
    app: Flask, made: Parts, session: Any, actor: Callable[[str], Actor], register: Any
) -> None:
    request = register()
    record_id, version = request.id, request.version
    people = [actor("officer"), actor("both")]
    session.remove()
    met = Barrier(2)

    def accept(who: Actor) -> str:
        met.wait()
        with acting(who):
            record = db.session.get_one(InformationRequest, record_id)
            try:
                made.engine.perform(record, "accept", who, version=version)
                db.session.commit()
            except (Stale, StaleDataError):
                return "stale"
        return "won"

    assert sorted(_together(app, [lambda who=who: accept(who) for who in people])) == ["stale", "won"]
    rows = select(func.count()).where(TrailEntry.record_id == record_id, TrailEntry.step == "accept")
    assert session.scalar(rows) == 1
    assert session.get_one(InformationRequest, record_id).state == "checking"


def test_of_two_who_read_before_either_wrote_one_wins(
    app: Flask, made: Parts, session: Any, actor: Callable[[str], Actor], register: Any
) -> None:
    """Both hold the same version in hand when they begin to write."""
    request = register()
    record_id, people = request.id, [actor("officer"), actor("both")]
    session.remove()
    read = Barrier(2)

    def accept(who: Actor) -> str:
        with acting(who):
            storage.announce_reading()
            record = db.session.get_one(InformationRequest, record_id)
            read.wait()
            try:
                made.engine.perform(record, "accept", who)
                db.session.commit()
            except (StaleDataError, OperationalError):
                db.session.rollback()
                return "stale"
        return "won"

    assert sorted(_together(app, [lambda who=who: accept(who) for who in people])) == ["stale", "won"]
    rows = select(func.count()).where(TrailEntry.record_id == record_id, TrailEntry.step == "accept")
    assert session.scalar(rows) == 1


def test_who_comes_after_finds_the_step_taken(
    made: Parts, session: Any, actor: Callable[[str], Actor], register: Any
) -> None:
    request = register()
    made.engine.perform(request, "accept", actor("officer"))
    session.commit()
    with pytest.raises(Refused):
        made.engine.perform(request, "accept", actor("both"), version=request.version)


def test_two_steps_of_one_transaction_are_two_steps(
    made: Parts, session: Any, actor: Callable[[str], Actor], register: Any
) -> None:
    """Four eyes see what the same transaction has written, not only what is committed."""
    request, who = register(), actor("both")
    made.engine.perform(request, "accept", who)
    made.engine.perform(request, "pass_check", who)
    made.engine.perform(request, "clear_secrecy", actor("secrecy"), {"secrecy_opinion": "不涉密"})
    granted = {"outcome": "granted", "answer_text": "批复全文", "form_given": "paper"}
    made.engine.perform(request, "draft", who, granted)
    with pytest.raises(Refused) as refused:
        made.engine.perform(request, "approve", who)
    assert refused.value.refusal.clauses == ("A8.9.1", "A8.4")


def test_numbers_have_no_gap_when_many_register_at_once(
    app: Flask, made: Parts, session: Any, actor: Callable[[str], Actor], unit_id: Callable[[str], int]
) -> None:
    clerk, land, today = actor("clerk"), unit_id("land"), made.time.today()
    session.remove()
    start = Barrier(WRITERS)

    def register(undone: bool) -> str | None:
        start.wait()
        with acting(clerk):
            record = InformationRequest(
                title="t",
                unit_id=land,
                received_on=today,
                channel="counter",
                applicant_kind="natural_person",
                applicant="罗小满",
                phone="13985400001",
                content="c",
                form_wanted="paper",
                delivery_wanted="pickup",
            )
            db.session.add(record)
            made.engine.open(record, clerk)
            number = record.number
            if undone:
                db.session.rollback()
                return None
            db.session.commit()
            return number

    given = _together(app, [lambda undone=i % 5 == 0: register(undone) for i in range(WRITERS)])
    # Every fifth of the twenty gave its number back: sixteen are left, numbered one to sixteen.
    expected = {f"罗自然资公开申〔2026〕{value}号" for value in range(1, 17)}
    assert {number for number in given if number} == expected
    rows = select(TakenNumber.text).where(TakenNumber.text.contains("公开申"))
    assert set(session.scalars(rows)) == expected
