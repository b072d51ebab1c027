"""The annual report's computed rows: counted once, in the right row, and each with its records behind it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.figures import COUNTY, Asked, table
from models import Document, InformationRequest
from models.figure import ALL, Days
from models.outcome import OUTCOMES
from models.report_figures import NORMATIVE, REQUESTS
from models.request_terms import APPLICANT_KINDS

LATER = date(2027, 6, 1)
NOBODY = dict.fromkeys(APPLICANT_KINDS, 0)


@pytest.fixture
def answered(handling: Any, take: Any, clock: Any) -> Any:
    """A request received and answered on two days (ISO); keywords change columns."""

    def go(received: str, on: str, **values: Any) -> InformationRequest:
        clock.turn(received)
        request: InformationRequest = handling(received_on=date.fromisoformat(received), **values)
        clock.turn(on)
        take(request, "draft", "officer", outcome="granted", answer_text="见附件")
        take(request, "approve", "head")
        take(request, "answer", "officer", answered_on=date.fromisoformat(on), delivery_given="pickup")
        return request

    return go


@pytest.fixture
def land(answered: Any, register: Any, take: Any, clock: Any, unit_id: Any) -> int:
    """The land bureau's 2026, told by hand; the bureau's id."""
    answered("2025-09-01", "2025-09-08", title="上一年收到并办结")
    answered("2025-12-30", "2026-01-15", title="上年结转")
    answered(
        "2026-03-02", "2026-03-30", title="企业的申请", applicant_kind="business", contact_person="莫守信"
    )
    clock.turn("2026-03-02")
    withdrawn = register(title="撤回的申请")
    mistaken = register(title="误登记的申请")
    corrected = register(title="补正过的申请")
    register(title="卫健局的申请", unit_id=unit_id("health"))
    clock.turn("2026-03-05")
    take(withdrawn, "withdraw", "clerk", reason="来函撤回", withdrawn_on=date(2026, 3, 5))
    take(mistaken, "annul", "head", reason="重复登记")
    take(corrected, "accept", "officer")
    take(corrected, "ask_correction", "officer", correction_items="写明年度", correct_by=date(2026, 3, 20))
    clock.turn("2026-03-10")
    take(corrected, "receive_correction", "officer", corrected_on=date(2026, 3, 10), content="2025年的方案")
    answered("2026-12-30", "2027-01-05", title="结转下年")
    found: int = unit_id("land")
    return found


def test_every_request_is_in_the_row_of_its_year(session: Any, land: int) -> None:
    counted = table(session(), REQUESTS, land, 2026, LATER)
    # The enterprise's, the withdrawn one, the corrected one (once), that of 30 December.
    assert counted["new"] == NOBODY | {"natural_person": 3, "business": 1, ALL: 4}
    assert counted["carried_in"][ALL] == 1
    assert counted["granted"] == NOBODY | {"natural_person": 1, "business": 1, ALL: 2}
    assert counted["other_3"][ALL] == 1
    assert counted["handled_total"][ALL] == 3
    # The corrected one was never answered, the last one on 5 January.
    assert counted["carried_out"][ALL] == 2
    assert table(session(), REQUESTS, land, 2027, LATER)["carried_in"] == counted["carried_out"]
    assert table(session(), REQUESTS, COUNTY, 2026, LATER)["new"][ALL] == 5


def test_every_figure_opens_its_records_within_the_readers_scope(
    session: Any, land: int, sign_in: Any
) -> None:
    officer, address = sign_in("officer"), "/office/information-requests/"

    def listed(row: str, part: str, unit: int = land, reader: Any = officer) -> str:
        asked = Asked(REQUESTS.figures[row], unit, Days.of_year(2026), part)
        text: str = reader.get(f"{address}?figure={asked}&state=all").text
        return text

    assert str(Asked(REQUESTS.figures["new"], land, Days.of_year(2026), ALL)) == f"table2.new.{land}.2026.all"
    page = listed("carried_in", "natural_person")
    assert "上年结转" in page
    assert "企业的申请" not in page
    assert "补正过的申请" not in listed("carried_in", "business")
    assert "撤回的申请" not in listed("new", ALL, reader=sign_in("stranger"))
    county = listed("new", ALL, COUNTY)
    assert "所有单位" in county
    assert "补正过的申请" in county
    assert "卫健局的申请" not in county


@pytest.mark.parametrize(
    "word", ["table2.nosuch.1.2026.all", "table2.new.1.2026.nobody", "table2.new.1.26.all", "table2.new"]
)
def test_a_figure_nobody_declared_is_refused(sign_in: Any, word: str) -> None:
    assert sign_in("officer").get(f"/office/information-requests/?figure={word}").status_code == 400


def test_whatever_the_records_say_each_cell_is_its_list_and_the_rows_agree(
    session: Any, register: Any, unit_id: Any
) -> None:
    chance = random.Random(2026)
    for number in range(60):
        request = register(title=f"申请{number}")
        request.received_on = date(2025, 6, 1) + timedelta(days=chance.randrange(700))
        request.applicant_kind = chance.choice([*APPLICANT_KINDS])
        if chance.random() < 0.8:
            request.closed_on = request.received_on + timedelta(days=chance.randrange(200))
            request.outcome = chance.choice(OUTCOMES).code
    session.commit()
    carried = None
    for year in (2025, 2026, 2027):
        counted = table(session(), REQUESTS, unit_id("land"), year, LATER)
        for part in (*APPLICANT_KINDS, ALL):
            row = {name: cells[part] for name, cells in counted.items()}
            assert row["new"] + row["carried_in"] == row["handled_total"] + row["carried_out"]
            assert sum(row[outcome.row] for outcome in OUTCOMES) == row["handled_total"]
            for name, figure in REQUESTS.figures.items():
                behind = Asked(figure, unit_id("land"), Days.of_year(year), part).condition(session(), LATER)
                listed = select(func.count()).select_from(InformationRequest).where(behind)
                assert session.scalar(listed) == row[name]
        assert carried in (None, counted["carried_in"])
        carried = counted["carried_out"]


def test_normative_documents_are_counted_by_the_days_they_were_issued_and_repealed(
    session: Any, entered: Any, unit_id: Any
) -> None:
    days = (("2024-05-01", "2026-03-01"), ("2026-02-01", None), ("2026-05-01", "2027-01-10"), (None, None))
    for issued, ended in days:
        document = entered(Document, is_normative=True)
        document.issued_on = date.fromisoformat(issued) if issued else None
        document.ended_on = date.fromisoformat(ended) if ended else None
    entered(Document).issued_on = date(2026, 4, 1)
    session.commit()
    counted = table(session(), NORMATIVE, unit_id("land"), 2026, LATER)
    assert {name: cells[ALL] for name, cells in counted.items()} == {
        "issued": 2,
        "repealed": 1,
        "in_force": 2,
    }
