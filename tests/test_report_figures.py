"""The annual report's computed rows: counted once, in the right row, and each with its records behind it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.figures import COUNTY, Asked, table
from models import Document, InformationRequest, RemedyCase
from models.figure import ALL, Days
from models.outcome import OUTCOMES
from models.remedy_terms import KINDS, RESULTS
from models.report_figures import NORMATIVE, REMEDIES, REQUESTS, TALLIES
from models.report_format import FORMAT_2021
from models.request_terms import APPLICANT_KINDS
from models.unit import Unit

LATER = date(2027, 6, 1)
NOBODY = dict.fromkeys(APPLICANT_KINDS, 0)


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


def test_what_came_to_a_public_enterprise_is_in_no_agencys_report(
    session: Any, land: int, register: Any, unit_id: Any, clock: Any
) -> None:
    desk = {
        "address": "龙坪镇河滨路1号",
        "phone": "0854-7610000",
        "hours": "9:00—17:00",
        "body": "供水公司办公室",
    }
    water = Unit(code="water", name="供水公司", word="供水", kind="enterprise", parent_id=land, **desk)
    session.add(water)
    session.commit()
    clock.turn("2026-06-01")
    register(title="企业收到的申请", unit_id=water.id)
    for unit, count in ((land, 4), (COUNTY, 5)):
        assert table(session(), REQUESTS, unit, 2026, LATER)["new"][ALL] == count


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


# -- table 3 --------------------------------------------------------------------------

SUED = {"procedure": None, "organ": "罗甸县人民法院"}
DIRECT = {**SUED, "kind": "litigation_direct"}
AFTER = {**SUED, "kind": "litigation_after_reconsideration", "counted_by": "here"}
NO_CASE = dict.fromkeys((*KINDS, ALL), 0)

TITLES = (
    *("上一年审结", "上一年未审结", "十二月三十一日审结", "原告撤回起诉", "下一年审结", "一直未审结"),
    *("下一年收到", "同为被告的案件", "误登记", "卫健局的案件"),
)


@pytest.fixture
def case(entered: Any, session: Any, clock: Any) -> Any:
    """A case of the land bureau by the day its copy came and, if decided, that day and the result."""

    def go(received: str, decided: str = "", result: str = "upheld", **values: Any) -> RemedyCase:
        clock.turn("2027-06-01")
        told = {"kind": "reconsideration", "procedure": "ordinary", "request_told": "旧申请", **values}
        made: RemedyCase = entered(RemedyCase, received_on=date.fromisoformat(received), **told)
        if decided:
            made.decided_on, made.result = date.fromisoformat(decided), result
            session.commit()
        return made

    return go


@pytest.fixture
def cases(case: Any, take: Any, unit_id: Any) -> int:
    """The land bureau's 2026 at organs and courts, told by hand; the bureau's id."""
    case("2025-11-03", "2025-12-31", title="上一年审结")
    case("2025-12-10", "2026-02-03", "corrected", title="上一年未审结")
    case("2026-03-02", "2026-12-31", title="十二月三十一日审结")
    case("2026-05-06", "2026-07-01", "other_result", **DIRECT, title="原告撤回起诉")
    case("2026-12-30", "2027-01-10", **AFTER, title="下一年审结")
    case("2026-09-01", **DIRECT, title="一直未审结")
    case("2027-01-01", title="下一年收到")
    case("2026-04-01", "2026-08-03", **{**AFTER, "counted_by": "elsewhere"}, title="同为被告的案件")
    take(case("2026-04-02", title="误登记"), "annul", "unit_head", reason="误登记")
    case("2026-06-01", "2026-08-03", title="卫健局的案件", unit_id=unit_id("health"))
    found: int = unit_id("land")
    return found


def test_a_case_is_counted_in_each_year_it_was_pending_and_by_the_organ_that_acted_first(
    session: Any, cases: int
) -> None:
    assert table(session(), REMEDIES, cases, 2026, LATER) == {
        "upheld": NO_CASE | {"reconsideration": 1, ALL: 1},
        "corrected": NO_CASE | {"reconsideration": 1, ALL: 1},
        "other_result": NO_CASE | {"litigation_direct": 1, ALL: 1},
        "pending": NO_CASE | {"litigation_direct": 1, "litigation_after_reconsideration": 1, ALL: 2},
        "total": NO_CASE
        | {"reconsideration": 2, "litigation_direct": 2, "litigation_after_reconsideration": 1, ALL: 5},
    }
    before = table(session(), REMEDIES, cases, 2025, LATER)
    assert (before["upheld"][ALL], before["pending"][ALL], before["total"][ALL]) == (1, 1, 2)
    assert table(session(), REMEDIES, COUNTY, 2026, LATER)["upheld"]["reconsideration"] == 2


def test_a_figure_of_table_3_opens_the_list_of_exactly_its_cases(cases: int, sign_in: Any) -> None:
    def listed(row: str, part: str, reader: str = "clerk") -> set[str]:
        asked = Asked(REMEDIES.figures[row], cases, Days.of_year(2026), part)
        text = sign_in(reader).get(f"/office/remedy-cases/?figure={asked}&state=all").text
        return {title for title in TITLES if title in text}

    told = Asked(REMEDIES.figures["upheld"], cases, Days.of_year(2026), "reconsideration")
    assert str(told) == f"table3.upheld.{cases}.2026.reconsideration"
    assert listed("upheld", "reconsideration") == {"十二月三十一日审结"}
    assert listed("pending", ALL) == {"下一年审结", "一直未审结"}
    assert listed("total", "litigation_direct") == {"原告撤回起诉", "一直未审结"}
    assert listed("total", ALL, "stranger") == set()


def test_whatever_the_cases_say_the_results_add_up(session: Any, case: Any, unit_id: Any) -> None:
    chance = random.Random(3)
    for _ in range(30):
        received = date(2025, 6, 1) + timedelta(days=chance.randrange(700))
        decided = received + timedelta(days=chance.randrange(300)) if chance.random() < 0.7 else ""
        kind = chance.choice(({}, DIRECT, AFTER))
        case(received.isoformat(), str(decided), chance.choice([*RESULTS]), **kind)
    for year in (2025, 2026, 2027):
        counted = table(session(), REMEDIES, unit_id("land"), year, LATER)
        for part in (*KINDS, ALL):
            parts = {name: cells[part] for name, cells in counted.items() if name != "total"}
            assert sum(parts.values()) == counted["total"][part]
        for key, (row, part) in REMEDIES.cells.items():
            behind = Asked(REMEDIES.figures[row], unit_id("land"), Days.of_year(year), part).condition(
                session(), LATER
            )
            found = session.scalar(select(func.count()).select_from(RemedyCase).where(behind))
            assert found == counted[row][part], key


def test_every_computed_cell_of_the_form_is_filled_by_one_figure() -> None:
    filled = [key for tally in TALLIES for key in tally.cells]
    assert sorted(filled) == sorted(
        key for key, cell in FORMAT_2021.cells.items() if cell.origin != "entered"
    )
    assert REMEDIES.cells["table3.reconsideration.upheld"] == ("upheld", "reconsideration")
    assert REQUESTS.cells["table2.new.total"] == ("new", ALL)
