"""Records registered together: each as if it were registered alone, or none of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from app.access.actor import PROGRAM
from app.engine import Unacceptable
from app.extensions import db
from app.parts import Parts
from bench.timing import statements
from models import InformationRequest, Job, Letter, SearchEntry, TakenNumber, TrailEntry, TrailValue

Enter = Callable[..., InformationRequest]


@pytest.fixture
def enter(session: Any, made: Parts, unit_id: Callable[[str], int]) -> Enter:
    """``enter("罗小满", "land")`` is a request of hers that waits to be registered."""

    def fill_in(applicant: str, unit: str = "land", **values: Any) -> InformationRequest:
        request = InformationRequest(
            **{
                "title": "申请公开蒙江河道治理工程环评批复",
                "unit_id": unit_id(unit),
                "received_on": made.time.today(),
                "channel": "counter",
                "applicant_kind": "natural_person",
                "applicant": applicant,
                "phone": "13985400001",
                "content": "蒙江河道治理工程环境影响评价批复文件全文",
                "form_wanted": "paper",
                "delivery_wanted": "pickup",
                **values,
            }
        )
        session.add(request)
        return request

    return fill_in


def test_each_unit_numbers_its_own_in_their_order(made: Parts, session: Any, enter: Enter) -> None:
    requests = [enter("甲", "land"), enter("乙", "health"), enter("丙", "land"), enter("丁", "health")]
    made.engine.open_all([(one, "") for one in requests], PROGRAM, letter=False)
    session.commit()
    words = {request.unit_id: request.unit.word for request in requests}
    land, health = words[requests[0].unit_id], words[requests[1].unit_id]
    assert [request.number for request in requests] == [
        f"{land}公开申〔2026〕1号",
        f"{health}公开申〔2026〕1号",
        f"{land}公开申〔2026〕2号",
        f"{health}公开申〔2026〕2号",
    ]
    taken = select(TakenNumber.record_id, TakenNumber.text)
    assert set(map(tuple, session.execute(taken))) == {(one.id, one.number) for one in requests}
    later = enter("戊", "land")
    made.engine.open(later, PROGRAM)
    assert later.number == f"{land}公开申〔2026〕3号"


def test_each_has_its_period_its_row_its_values_its_entry_and_its_job(
    made: Parts, session: Any, enter: Enter, clock: Any
) -> None:
    clock.turn("2026-03-02")
    jobs = session.scalar(select(func.count()).select_from(Job))
    first, second = enter("罗小满"), enter("吴小芳", received_on=date(2026, 2, 27))
    made.engine.open_all([(first, "row 3"), (second, "row 4")], PROGRAM, letter=False)
    session.commit()
    # Day 20 after Monday 2 March is the 30th; after 27 February, with Saturday the 28th worked, the 26th.
    assert (first.due_on, second.due_on) == (date(2026, 3, 30), date(2026, 3, 26))
    for request, came, name in ((first, "row 3", "罗小满"), (second, "row 4", "吴小芳")):
        row = session.scalars(select(TrailEntry).where(TrailEntry.record_id == request.id)).one()
        assert (row.action, row.reason, row.target) == ("open", came, "registered")
        old, new = row.changes["applicant"]["ref"]
        kept = session.get(TrailValue, new)
        assert (old, kept.record_id, kept.column, kept.value) == (None, request.id, "applicant", name)
        entry = session.get(SearchEntry, request.id)
        assert name[:2] in entry.personal.split()
    told = session.scalars(select(Job.payload).order_by(Job.id.desc()).limit(2)).all()
    assert [payload["record"] for payload in told] == [second.id, first.id]
    assert session.scalar(select(func.count()).select_from(Job)) == jobs + 2
    assert session.scalar(select(func.count()).select_from(Letter)) == 0


def test_one_that_will_not_do_leaves_none_of_them(made: Parts, session: Any, enter: Enter) -> None:
    requests = [enter("甲"), enter("乙", received_on=date(2026, 3, 3))]
    with pytest.raises(Unacceptable) as wrong:
        made.engine.open_all([(one, "") for one in requests], PROGRAM)
    assert list(wrong.value.errors) == ["received_on"]
    session.rollback()
    for model in (InformationRequest, TakenNumber, TrailValue):
        assert session.scalar(select(func.count()).select_from(model)) == 0


def test_one_more_costs_its_rows_and_no_question(made: Parts, session: Any, enter: Enter) -> None:
    """Nine rows of its own, three values of persons among them; on PostgreSQL they go with the others'."""

    def cost(count: int) -> int:
        requests = [enter(f"申请人{n}") for n in range(count)]
        with statements(db.engine) as sent:
            made.engine.open_all([(one, "") for one in requests], PROGRAM, letter=False)
            session.commit()
        return len(sent)

    cost(1)
    assert cost(6) - cost(2) <= 4 * 9
