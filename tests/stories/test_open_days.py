"""附件10 三(三) in the clause's words: at least one open day a year, and who owes one is listed."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.access.actor import PROGRAM
from app.engine import NotAllowed, Refused, Unacceptable
from models import OpenDay, OpenDayYear


@pytest.fixture
def listed(session, made, actor, unit_id):
    """The land bureau, listed by the county office; keywords change columns."""

    def enter(**values):
        columns = {"title": "政府开放日", "year": 2026, "close_to": "livelihood", "unit_id": unit_id("land")}
        record = OpenDayYear(**{**columns, **values})
        session.add(record)
        made.engine.open(record, actor("reviewer"))
        session.commit()
        return record

    return enter


HELD = {"visitors": 46, "account": "参观座谈"}


@pytest.mark.clause("A10.3.3")
def test_a_unit_close_to_people_holds_one_a_year_and_is_listed_for_the_next(
    session, clock, listed, entered, take
):
    owed = listed()
    assert (owed.state, owed.due_on) == ("owed", date(2026, 12, 31))
    clock.turn("2026-06-10")
    take(owed, "remind", "reviewer", reminded_on=date(2026, 6, 10), reminder="请尽早开展")
    with pytest.raises(Refused) as none:
        take(owed, "confirm", "reviewer")
    assert none.value.refusal.clauses == ("A10.3.3",)
    day = entered(OpenDay, open_day_year=owed, title="走进不动产登记大厅")
    take(day, "announce", "unit_head", announced_on=date(2026, 6, 10), announced_at="门户网站")
    clock.turn("2026-06-20")
    for wrong, column in (({"visitors": 0}, "visitors"), ({"held_on": date(2025, 6, 20)}, "held_on")):
        with pytest.raises(Unacceptable) as refused:
            take(day, "hold", "clerk", **{"held_on": date(2026, 6, 20), **HELD, **wrong})
        assert list(refused.value.errors) == [column]
    take(day, "hold", "clerk", held_on=date(2026, 6, 20), **HELD)
    with pytest.raises(NotAllowed):
        take(owed, "confirm", "clerk")
    take(owed, "confirm", "reviewer")
    (following,) = session.scalars(select(OpenDayYear).where(OpenDayYear.year == 2027))
    assert (following.state, following.due_on, following.close_to) == (
        "owed",
        # The last day of 2027 is a Friday.
        date(2027, 12, 31),
        "livelihood",
    )


@pytest.mark.clause("A10.3.3")
def test_who_held_none_missed_the_year_and_who_is_struck_off_with_a_reason_owes_none(
    session, clock, made, listed, take, unit_id
):
    owed, struck = listed(), listed(unit_id=unit_id("health"))
    with pytest.raises(Unacceptable) as twice:
        listed()
    assert owed.number in str(twice.value.errors["year"])
    session.rollback()
    with pytest.raises(Unacceptable) as unreasoned:
        take(struck, "strike", "reviewer")
    assert list(unreasoned.value.errors) == ["reason"]
    take(struck, "strike", "reviewer", reason="不直接面向群众办事")
    clock.turn("2026-12-31")
    assert made.engine.expire(owed, PROGRAM) is None
    clock.turn("2027-01-04")
    made.engine.expire(owed, PROGRAM)
    session.commit()
    assert owed.state == "missed"
    assert [one.unit_id for one in session.scalars(select(OpenDayYear).where(OpenDayYear.year == 2027))] == [
        unit_id("land")
    ]


def test_a_unit_may_hold_one_of_its_own_will_and_owes_none(session, clock, made, listed):
    free = listed(close_to="voluntary")
    assert free.due_on is None
    clock.turn("2027-01-04")
    assert made.engine.expire(free, PROGRAM) is None
    with pytest.raises(Unacceptable) as gone:
        listed(year=2026)
    assert list(gone.value.errors) == ["year"]
    session.rollback()
