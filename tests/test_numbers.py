"""Official numbers: no gap, no number twice, on either engine."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import storage
from app.access.actor import Actor, acting
from app.numbers import take, void
from app.parts import Parts
from models import InformationRequest, TakenNumber
from models.workflow import Series

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
REQUESTS = Series("公开申")
LETTERS = Series("公开告")


class Rolled(Exception):
    """A business error after the number was taken."""


def entries(session: Session) -> list[tuple[str, int, str]]:
    rows = session.scalars(select(TakenNumber).order_by(TakenNumber.scope, TakenNumber.value))
    return [(row.text, row.value, row.void_reason) for row in rows]


def test_each_series_unit_and_year_counts_from_one(
    bare_session: Session, request_record: InformationRequest
) -> None:
    def number(series: Series, word: str, year: int) -> str:
        return take(bare_session, series, word, year, request_record.id, NOON)

    assert number(REQUESTS, "龙府", 2026) == "龙府公开申〔2026〕1号"
    assert number(REQUESTS, "龙府", 2026) == "龙府公开申〔2026〕2号"
    assert number(LETTERS, "龙府", 2026) == "龙府公开告〔2026〕1号"
    assert number(REQUESTS, "边府", 2026) == "边府公开申〔2026〕1号"
    assert number(REQUESTS, "龙府", 2027) == "龙府公开申〔2027〕1号"
    assert number(REQUESTS, "龙府", 2026) == "龙府公开申〔2026〕3号"


def test_a_number_is_entered_in_the_register(
    bare_session: Session, request_record: InformationRequest
) -> None:
    take(bare_session, REQUESTS, "龙府", 2026, request_record.id, NOON)
    bare_session.commit()
    (row,) = bare_session.scalars(select(TakenNumber))
    assert (row.text, row.value) == ("龙府公开申〔2026〕1号", 1)
    assert (row.record_id, row.taken_at, row.void_reason) == (request_record.id, NOON, "")


def test_what_was_pending_is_written_before_the_counter_is_held(
    bare_session: Session, request_record: InformationRequest
) -> None:
    request_record.purpose = "核对补偿标准"
    take(bare_session, REQUESTS, "龙府", 2026, request_record.id, NOON)
    assert request_record not in bare_session.dirty


def test_a_transaction_undone_gives_its_number_back(
    bare_session: Session, request_record: InformationRequest
) -> None:
    record_id = request_record.id
    take(bare_session, REQUESTS, "龙府", 2026, record_id, NOON)
    bare_session.rollback()
    assert take(bare_session, REQUESTS, "龙府", 2026, record_id, NOON) == "龙府公开申〔2026〕1号"


def test_a_void_number_stays_and_is_not_given_again(
    bare_session: Session, request_record: InformationRequest
) -> None:
    first = take(bare_session, REQUESTS, "龙府", 2026, request_record.id, NOON)
    bare_session.flush()
    void(bare_session, first, " 登记有误 ")
    second = take(bare_session, REQUESTS, "龙府", 2026, request_record.id, NOON)
    bare_session.commit()
    assert second == "龙府公开申〔2026〕2号"
    assert entries(bare_session) == [(first, 1, "登记有误"), (second, 2, "")]


def test_voiding_needs_a_number_and_a_reason_and_happens_once(
    bare_session: Session, request_record: InformationRequest
) -> None:
    with pytest.raises(LookupError, match="龙府公开申"):
        void(bare_session, "龙府公开申〔2026〕1号", "登记有误")
    number = take(bare_session, REQUESTS, "龙府", 2026, request_record.id, NOON)
    bare_session.flush()
    with pytest.raises(ValueError, match="for a reason"):
        void(bare_session, number, "  ")
    void(bare_session, number, "登记有误")
    with pytest.raises(ValueError, match="void already"):
        void(bare_session, number, "另一理由")
    bare_session.flush()
    assert entries(bare_session) == [(number, 1, "登记有误")]


@pytest.mark.clause("A8.5")
@pytest.mark.parametrize(
    ("reason", "kept"), [("重复录入", "重复录入"), ("重" * 201, "重" * 199 + "…")], ids=["short", "too long"]
)
def test_a_registration_annulled_voids_its_number_in_the_register(
    session: Any,
    made: Parts,
    actor: Callable[[str], Actor],
    register: Callable[..., InformationRequest],
    reason: str,
    kept: str,
) -> None:
    mistaken, right = register(), register()
    numbers = {mistaken.number: kept, right.number: ""}
    with acting(actor("head")):
        made.engine.perform(mistaken, "annul", actor("head"), reason=reason)
        session.commit()
    entered = select(TakenNumber).where(TakenNumber.text.contains("公开申"))
    assert {row.text: row.void_reason for row in session.scalars(entered)} == numbers


def test_twenty_writers_leave_no_gap(
    bare_database: Engine, bare_session: Session, request_record: InformationRequest
) -> None:
    record_id = request_record.id
    bare_session.rollback()
    begin = storage.write_transaction(lambda: bare_database)

    def work(writer: int) -> list[str]:
        """Ten numbers, one of them given back by an error after it was taken."""
        kept, undone = [], random.Random(writer).randrange(10)
        for turn in range(10):
            with suppress(Rolled), begin() as session:
                number = take(session, REQUESTS, "龙府", 2026, record_id, NOON)
                session.flush()
                if turn == undone:
                    raise Rolled
                kept.append(number)
        return kept

    with ThreadPoolExecutor(20) as writers:
        given = [number for numbers in writers.map(work, range(20)) for number in numbers]
    expected = {f"龙府公开申〔2026〕{value}号" for value in range(1, 181)}
    assert len(given) == 180
    assert set(given) == expected
    assert {text for text, _, _ in entries(bare_session)} == expected
