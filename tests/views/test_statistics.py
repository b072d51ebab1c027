"""Statistics: each number is as long as its list, and counts nothing its reader may not see."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.access.actor import Actor, acting
from app.extensions import db
from app.figures import Asked, answering, below, counts
from bench.timing import statements
from models import MATTERS, STATISTICS, Concern, InformationRequest, OpeningPlan, Unit
from models.base import MET
from models.column import Class, Instant, declared
from models.figure import ALL, Days
from models.statistics import LATE, LATENESS
from tests.conftest import Browser, Clock
from tests.views.numbers import figures, listed

PAGE = "/office/statistics/"
TODAY = "2026-04-30"


@pytest.fixture
def county(
    clock: Clock,
    answered: Callable[..., InformationRequest],
    register: Callable[..., InformationRequest],
    take: Callable[..., Any],
    unit_id: Callable[[str], int],
) -> None:
    """On Thursday 30 April 2026, twenty working days after 2 March having ended on Monday 30 March.

    The land bureau: one of 2025 in time; of 2 March one in time, one late, one not answered, one withdrawn,
    one entered by mistake; its division has one of 1 April, due today (Qingming is off on the 6th), itself
    one of 29 April, due on 29 May (1 to 5 May are off, Saturday the 9th is worked). The health bureau: one
    not answered.
    """
    answered("2025-09-01", "2025-09-08", title="上一年的申请")
    answered("2026-03-02", "2026-03-30", title="按期的申请")
    answered("2026-03-02", "2026-04-01", title="超期的申请")
    day = clock.turn("2026-03-02")
    register(title="未答复的申请")
    register(title="卫生健康局的申请", unit_id=unit_id("health"))
    take(register(title="登记错误"), "annul", "head", reason="重复登记")
    take(register(title="撤回的申请"), "withdraw", "clerk", reason="来函撤回", withdrawn_on=day)
    clock.turn("2026-04-01")
    register(title="登记中心办理的申请", handling_unit_id=unit_id("registry"))
    clock.turn("2026-04-29")
    register(title="四月底的申请")
    clock.turn(TODAY)


def rows(page: str, title: str) -> dict[str, list[str]]:
    """A table of the page: the cells of each row by its heading."""
    section = next(s for s in page.split("<section")[1:] if f"<h2>{title}</h2>" in s)
    found = {}
    for row in re.findall(r"<tr\b.*?</tr>", section.partition("<tbody>")[2], re.DOTALL):
        head, *cells = (
            re.sub(r"<[^>]+>", "", c).strip() for c in re.findall(r"<t[hd]\b.*?</t[hd]>", row, re.DOTALL)
        )
        found[head] = cells
    return found


@pytest.mark.usefixtures("county")
def test_a_year_stands_beside_the_one_before_in_every_table(sign_in: Callable[[str], Browser]) -> None:
    page = sign_in("reviewer").get(PAGE).text
    months = {name: cells for name, cells in rows(page, "按月份分").items() if cells != ["0", "0"]}
    assert months == {"3月": ["5", "0"], "4月": ["2", "0"], "9月": ["0", "1"], "合计": ["7", "1"]}
    assert rows(page, "按办理状态分") == {
        "已登记": ["4", "0"],
        "已答复": ["2", "1"],
        "已撤回": ["1", "0"],
        "合计": ["7", "1"],
    }
    assert rows(page, "按办理时限分") == {
        "按期办结": ["1", "1"],
        "超期办结": ["1", "0"],
        "在办（已超期）": ["2", "0"],
        "在办（未到期）": ["2", "0"],
        "无办理期限": ["1", "0"],
        "合计": ["7", "1"],
    }
    # The division answers through its bureau.
    assert rows(page, "按承办单位分") == {
        "罗甸县自然资源局": ["6", "1"],
        "罗甸县卫生健康局": ["1", "0"],
        "合计": ["7", "1"],
    }
    outcomes = rows(sign_in("reviewer").get(f"{PAGE}?by=outcome").text, "按答复类型分")
    # Withdrawn is an outcome of its own, as the annual report counts it.
    assert outcomes == {"予以公开": ["2", "1"], "其他": ["1", "0"], "未填写": ["4", "0"], "合计": ["7", "1"]}


@pytest.mark.usefixtures("county")
def test_the_league_names_places_and_who_has_few(sign_in: Callable[[str], Browser]) -> None:
    """Due in 2026 and over: of the bureau one of three was kept; today's and that of 29 May are not over."""
    assert rows(sign_in("leader").get(PAGE).text, "各单位按期办结排名") == {
        "罗甸县自然资源局（件数少）": ["3", "1", "2", "33.3%", "1"],
        "罗甸县卫生健康局（件数少）": ["1", "0", "1", "0.0%", "2"],
    }
    system = sign_in("leader").get("/office/overview/information-requests").text
    assert f"{PAGE}?matter=information-requests" in system
    # Who sees one unit compares none.
    assert "各单位按期办结排名" not in sign_in("unit_head").get(PAGE).text


@pytest.mark.usefixtures("county")
def test_what_is_coming_stands_by_day_and_unit_with_who_can_go_on(sign_in: Callable[[str], Browser]) -> None:
    page = sign_in("reviewer").get(PAGE).text
    days = rows(page, "未来30天到期事项（按日）")
    # A registered request goes on by the disclosure officer: two people of the bureau hold that role.
    assert {day: cells for day, cells in days.items() if cells[0] != "0"} == {
        "2026-04-30 周四": ["1", "2", "0.5"],
        "2026-05-29 周五": ["1", "2", "0.5"],
    }
    # 30 April, 6 to 9 May with the Saturday in exchange, and three whole weeks.
    assert len(days) == 1 + 4 + 15
    assert "2026-05-09 周六" in days
    assert "2026-05-05 周二" not in days
    assert rows(page, "未来30天到期事项（按单位）") == {
        "罗甸县自然资源局": ["2", "2", "1.0", "2026-04-30 周四：1"]
    }


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize(
    ("name", "asked", "march"),
    [("reviewer", "", 5), ("clerk", "", 4), ("stranger", "", 1), ("reviewer", "?unit={health}&year=2026", 1)],
)
def test_each_number_is_as_long_as_its_list(
    sign_in: Callable[[str], Browser], unit_id: Callable[[str], int], name: str, asked: str, march: int
) -> None:
    browser = sign_in(name)
    page = browser.get(PAGE + asked.format(health=unit_id("health"))).text
    assert rows(page, "按月份分")["3月"][0] == str(march)
    found = figures(page)
    assert march in found.values()
    for url, number in found.items():
        assert listed(browser, url) == number, url


@pytest.mark.usefixtures("county")
def test_each_table_is_one_grouped_query(sign_in: Callable[[str], Browser]) -> None:
    """Months, states, units, lateness, league; the two tables of the forecast are one."""
    browser = sign_in("reviewer")
    with statements(db.engine) as sent:
        page = browser.get(PAGE).text
    assert page.count("<section") == 7
    assert len([text for text in sent if "GROUP BY" in text]) == 6
    assert len([text for text in sent if "FROM record" in text]) == 6


@pytest.mark.usefixtures("county")
def test_a_table_is_taken_away_as_shown_or_without_its_small_numbers(
    sign_in: Callable[[str], Browser],
) -> None:
    def taken(asked: str, name: str = "reviewer") -> dict[str, list[str]]:
        text = sign_in(name).get(f"{PAGE}export.csv?{asked}").text.lstrip("\ufeff")
        return {head: cells for head, *cells in csv.reader(text.splitlines())}

    assert taken("table=months")["3月"] == ["5", "0"]
    assert taken("table=league")["罗甸县卫生健康局（件数少）"] == ["1", "0", "1", "0.0%", "2"]
    published = {
        month: cells for month, cells in taken("table=months&for=publication").items() if cells != ["0", "0"]
    }
    # Two of April are few, and 7 less 5 would tell them; one of 2025, and so is its sum.
    assert published == {
        "月份": ["2026", "2025"],
        "3月": ["不公布", "0"],
        "4月": ["<5", "0"],
        "9月": ["0", "<5"],
        "合计": ["7", "<5"],
    }
    # In time, late, and their sum: nothing here is as many as five.
    assert taken("table=league&for=publication")["罗甸县自然资源局（件数少）"] == ["<5", "<5", "<5"]
    for asked, code in (("table=nosuch", 404), ("table=days&for=publication", 404), ("", 404)):
        assert sign_in("reviewer").get(f"{PAGE}export.csv?{asked}").status_code == code
    assert sign_in("secrecy").get(f"{PAGE}export.csv?table=months").status_code == 403
    assert "export.csv" not in sign_in("secrecy").get(PAGE).text


def test_what_is_not_offered_is_refused_and_who_lists_nothing_sees_nothing(
    sign_in: Callable[[str], Browser], unit_id: Callable[[str], int]
) -> None:
    clerk = sign_in("clerk")
    for asked in ("matter=nosuch", "year=1999", "unit=x", f"unit={unit_id('health')}"):
        assert clerk.get(f"{PAGE}?{asked}").status_code == 400, asked
    # Left over from another matter.
    assert clerk.get(f"{PAGE}?matter=publications&by=applicant_kind").status_code == 200
    assert "暂无记录" in clerk.get(PAGE).text
    assert sign_in("secadmin").get(PAGE).status_code == 403
    assert "/office/statistics/" in clerk.get("/office/").text
    assert "/office/statistics/" not in sign_in("secadmin").get("/office/").text


def test_every_matter_has_a_day_and_words_for_addresses() -> None:
    for model in MATTERS:
        column = declared(model)[model.dated_by]
        assert isinstance(column.type, Instant) or column.type.python_type is date
        assert column.klass in {Class.PUBLIC, Class.INTERNAL}
        for figure in STATISTICS[model].figures:
            for part in figure.parts:
                asked = Asked(figure, 7, Days(date(2026, 3, 5), date(2026, 4, 3)), part)
                assert Asked.of(str(asked)) == asked


@pytest.mark.parametrize(
    ("word", "days"),
    [
        ("2026", Days(date(2026, 1, 1), date(2026, 12, 31))),
        ("2024-02", Days(date(2024, 2, 1), date(2024, 2, 29))),
        ("2026-03-05", Days(date(2026, 3, 5), date(2026, 3, 5))),
        ("2026-03-05--2026-04-03", Days(date(2026, 3, 5), date(2026, 4, 3))),
    ],
)
def test_days_are_words_of_addresses(word: str, days: Days) -> None:
    assert Days.of(word) == days
    assert str(days) == word


@pytest.mark.parametrize(
    "word", ["", "26", "2026-13", "2026-02-30", "0000", "9999", "2026--2027", "２０２６"]
)
def test_other_words_are_no_days(word: str) -> None:
    assert Days.of(word) is None


def test_every_matter_can_be_counted_in_every_way(
    session: Any, actor: Callable[[str], Actor], entered: Callable[..., Any], clock: Clock
) -> None:
    today = clock.turn("2026-03-02")
    entered(InformationRequest)
    year, total = (Days.of_year(2026),), {}
    with acting(actor("reviewer")):
        for model, statistics in STATISTICS.items():
            groups = [one.parts for one in statistics.breakdowns.values()]
            groups += [LATENESS] if statistics.clock else []
            for figure in statistics.figures:
                total[model] = counts(session(), figure, 0, year, (ALL,), today).total()
            whole = counts(session(), statistics.dated, 0, year, (ALL,), today, by_unit=True).total()
            for parts in groups:
                assert counts(session(), statistics.dated, 0, year, parts, today).total() == whole
    assert total.keys() == set(MATTERS)


def test_a_day_begins_at_midnight_of_the_office(
    session: Any, clock: Clock, entered: Callable[..., Any], actor: Callable[[str], Actor]
) -> None:
    """One in the morning of 1 January in Shanghai is still the old year in UTC."""
    clock.turn("2026-01-01", hour=1)
    entered(OpeningPlan)
    with acting(actor("reviewer")):
        found = counts(
            session(),
            STATISTICS[OpeningPlan].dated,
            0,
            (Days.of_year(2025), Days.of_year(2026)),
            (ALL,),
            date(2026, 1, 1),
        )
    assert dict(found) == {(0, Days.of_year(2026), ALL): 1}


def test_a_period_in_hours_may_be_over_on_its_last_day(
    session: Any, clock: Clock, entered: Callable[..., Any], actor: Callable[[str], Actor]
) -> None:
    today = clock.turn("2026-03-02")
    concern = entered(Concern)
    (run,) = concern.clocks
    run.due_on = run.met_on = concern.due_on = today
    run.met_at = clock()
    concern.counted_in, concern.due_at = MET, clock() - timedelta(minutes=1)
    session.commit()
    with acting(actor("reviewer")):
        year = (Days.of_year(2026),)
        found = counts(session(), STATISTICS[Concern].dated, 0, year, LATENESS, today)
    assert dict(found) == {(0, *year, LATE): 1}


def test_a_unit_answers_with_its_divisions_seen_from_above_and_from_below(session: Any) -> None:
    land, health = (
        session.scalars(select(Unit).where(Unit.code == code)).one() for code in ("land", "health")
    )
    desk = Unit(code="desk", name="服务窗口", word="", kind="division", parent=land)
    enterprise = Unit(code="water", name="供水公司", word="供水", kind="enterprise", parent=land)
    session.add_all(
        [desk, enterprise, Unit(code="d2", name="窗口二组", word="", kind="division", parent=desk)]
    )
    health.parent = enterprise
    former = Unit(code="former", name="原国土局", word="国土", kind="department", active=False)
    former.merged_into, former.merged_on = land, date(2026, 7, 1)
    session.add(former)
    session.flush()
    for year, through in answering(session(), 2025, 2026).items():
        assert through[former.id] == (land.id if year == 2026 else former.id)
        for unit in set(through.values()):
            with_it = {one for one, by in through.items() if by == unit}
            assert set(below(session(), unit, year, own=True)) == with_it
