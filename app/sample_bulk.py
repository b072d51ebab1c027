"""Many records for load tests: copies of those that were played, skewed as in a county, always the same."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from models import MATTERS
from models.attachment import Counter, TakenNumber
from models.base import Record
from models.deadline import RunningClock, Suspension

BATCH = 1_000
"""Records inserted in one transaction."""
CLOSED_TO_OPEN = 12
"""How many are done with for each that is not, if the stories had as many of both."""
WEEKS = 150
"""How far back the oldest copies lie; open ones are not moved, they are due when they are due."""

Row = dict[str, Any]
CARDS, CLOCKS = Record.metadata.tables["record"], Record.metadata.tables[RunningClock.__tablename__]


def multiply(session: Session, units: Mapping[int, str], count: int, now: datetime) -> int:
    """Insert and commit ``count`` copies of what the public sends; a few units get most of them.

    ``units`` are the document words by the id of the unit.
    """
    chance = random.Random(2020)  # noqa: S311 — the same county every time, no secret
    numbered = {model.__tablename__: model for model in MATTERS if _comes_in_numbers(model)}
    # A copy has no neighbours, so it cannot stand still on account of one.
    stood_still = select(CLOCKS.c.record_id).where(CLOCKS.c.id.in_(select(Suspension.clock_id)))
    wanted = select(CARDS).where(CARDS.c.matter.in_(numbered), CARDS.c.id.not_in(stood_still))
    cards = [dict(row) for row in session.execute(wanted.order_by(CARDS.c.id)).mappings()]
    weights = [CLOSED_TO_OPEN if card["closed_on"] else 1 for card in cards]
    skew = [1 / place for place in range(1, len(units) + 1)]
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        chosen = chance.choices(cards, weights, k=size)
        owners = chance.choices(list(units), skew, k=size)
        for matter, model in numbered.items():
            pairs = [
                (card, unit) for card, unit in zip(chosen, owners, strict=True) if card["matter"] == matter
            ]
            # A matter the sample county tells nothing of has none.
            if pairs:
                _copy(session, model, pairs, units, chance, now)
        session.commit()
    return count


def _comes_in_numbers(model: type[Record]) -> bool:
    """Whether its records are numbered, come from outside, and hang on no other record."""
    named = {key.column.table.name for key in model.__table__.foreign_keys}
    outside = model.workflow.numbering is not None and "received_on" in model.columns()
    return outside and named <= {"record", "unit", "ab_user"}


def _copy(
    session: Session,
    model: type[Record],
    pairs: list[tuple[Row, int]],
    units: Mapping[int, str],
    chance: random.Random,
    now: datetime,
) -> None:
    back = [timedelta(weeks=chance.randrange(WEEKS) if card["closed_on"] else 0) for card, _unit in pairs]
    cards = [
        {**_moved(card, shift), "unit_id": unit, "handling_unit_id": None, "submission_key": None}
        for (card, unit), shift in zip(pairs, back, strict=True)
    ]
    numbers = _numbered(session, model, cards, units)
    written = insert(CARDS).returning(CARDS.c.id, sort_by_parameter_order=True)
    ids = list(session.scalars(written, [_without_id(card) for card in cards]))
    for table, key in ((model.__table__, "id"), (CLOCKS, "record_id")):
        kept = _rows_of(session, table, key, {card["id"] for card, _unit in pairs})
        rows = [
            {**_moved(row if key == "id" else _without_id(row), shift), key: new}
            for (card, _unit), new, shift in zip(pairs, ids, back, strict=True)
            for row in kept.get(card["id"], ())
        ]
        if rows:
            session.execute(insert(table), rows)
    taken = [{**number, "record_id": new, "taken_at": now} for number, new in zip(numbers, ids, strict=True)]
    session.execute(insert(TakenNumber), taken)


def _numbered(session: Session, model: type[Record], cards: list[Row], units: Mapping[int, str]) -> list[Row]:
    """Give each card the next number of its unit and year; the register's rows for them."""
    series, numbers = model.workflow.numbering, []
    scopes = [
        f"{units[card['unit_id']]}{series.suffix if series else ''}〔{card['opened_at'].year}〕"
        for card in cards
    ]
    # One look and one writing a batch: a flush a card takes most of an hour for a million.
    counters = {c.scope: c for c in session.scalars(select(Counter).where(Counter.scope.in_(set(scopes))))}
    for card, scope in zip(cards, scopes, strict=True):
        if scope not in counters:
            counters[scope] = Counter(scope=scope, value=0)
            session.add(counters[scope])
        counters[scope].value += 1
        card["number"] = f"{scope}{counters[scope].value}号"
        numbers.append(
            {"scope": scope, "value": counters[scope].value, "text": card["number"], "void_reason": ""}
        )
    session.flush()
    return numbers


def _rows_of(session: Session, table: Table, key: str, ids: set[int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in session.execute(select(table).where(table.c[key].in_(ids))).mappings():
        found.setdefault(row[key], []).append(dict(row))
    return found


def _without_id(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "id"}


def _moved(row: Row, shift: timedelta) -> Row:
    return {name: value - shift if isinstance(value, date) else value for name, value in row.items()}
