"""The calendar's pages: a notice is looked over before it counts, and no due date moves silently."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from app.periods.notice import Problem
from models import CalendarDay, CalendarYear, InformationRequest, TrailEntry
from tests.conftest import Browser, Clock
from views.notice_words import SENTENCES

LOAD = "/office/calendar/load"

NOTICE_2027 = """国务院办公厅关于2027年部分节假日安排的通知

一、元旦：2026年12月31日（周四）至2027年1月3日（周日）放假调休，共4天。1月9日（周六）上班。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月14日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。

国务院办公厅
2026年11月10日
"""
"""Invented: the real one is not out when these tests take place."""

PROVISIONAL = date(2027, 1, 8)
"""20 working days after 10 December 2026, a Thursday, while only 1 January is certain to be off:
11; 14 to 18; 21 to 25; 28 to 31 December are the days 1 to 15; 4 to 8 January the days 16 to 20."""

FINAL = date(2027, 1, 9)
"""Under NOTICE_2027: 31 December is off, so 30 December is day 14, 4 to 8 January are the days 15 to 19,
and Saturday 9 January, worked in exchange, is day 20."""

ONE_MORE_OFF = date(2027, 1, 11)
"""With Monday 14 December off: 31 December is day 14, 4 to 8 January the days 15 to 19, Monday the 20th."""


class Keeper:
    """The system administrator at the calendar: sends a form, and again with what the preview hides in it."""

    def __init__(self, browser: Browser, send: Callable[..., Any]) -> None:
        self.browser, self.send = browser, send

    def preview(self, address: str, values: dict[str, str]) -> Any:
        return self.send("sysadmin", address, values)

    def save(self, address: str, preview: Any, reason: str) -> Any:
        form = preview.text[preview.text.rindex("data-warn-unsaved") :]
        hidden = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", form)
        sent = {_attribute(field, "name"): _attribute(field, "value") for field in hidden}
        assert sent["looked_at"]
        return self.send("sysadmin", address, {**sent, "reason": reason})


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


@pytest.fixture
def keeper(sign_in: Callable[[str], Browser], send: Callable[..., Any]) -> Keeper:
    return Keeper(sign_in("sysadmin"), send)


@pytest.fixture
def waiting(clock: Clock, register: Callable[..., InformationRequest]) -> InformationRequest:
    """A request of 10 December 2026, due under rules that cross the year."""
    clock.turn("2026-12-10")
    return register()


def due(session: Any, request: InformationRequest) -> tuple[date | None, bool]:
    session.expire_all()
    return request.due_on, request.provisional


def notice(text: str = NOTICE_2027) -> dict[str, str]:
    return {"kind": "notice", "text": text, "year": ""}


# -- looking --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["clerk", "sysadmin", "guest"])
def test_a_year_marks_days_off_and_days_worked_in_exchange(send: Callable[..., Any], name: str) -> None:
    page = send(name, "/office/calendar/2026", None).text
    cells = dict(re.findall(r'datetime="(2026-\d\d-\d\d)".*?</time>(.*?)</td>', page, re.DOTALL))
    assert len(cells) == 365
    assert "tag-red" in cells["2026-10-01"]
    assert "tag-green" in cells["2026-10-10"]
    assert "tag" not in cells["2026-10-12"]
    assert "国务院办公厅关于2026年部分节假日安排的通知" in page


def test_a_year_without_notice_says_so(send: Callable[..., Any]) -> None:
    page = send("clerk", "/office/calendar/2027", None).text
    assert "alert-warning" in page
    assert "2027" in page[page.index("alert-warning") :][:300]


def test_only_who_keeps_the_calendar_may_change_it(send: Callable[..., Any]) -> None:
    for name in ("clerk", "auditor", "secadmin", "leader"):
        assert send(name, LOAD, None).status_code == 403
        assert send(name, "/office/calendar/days/2026-12-14", None).status_code == 403
        assert LOAD not in send(name, "/office/calendar/2026", None).text


# -- loading --------------------------------------------------------------------------


@pytest.mark.clause("A8.10")
def test_a_notice_makes_a_provisional_date_final(
    keeper: Keeper, session: Any, waiting: InformationRequest
) -> None:
    assert due(session, waiting) == (PROVISIONAL, True)
    preview = keeper.preview(LOAD, notice())
    assert preview.status_code == 200
    for words in (waiting.number, "2027-01-08", "2027-01-09", "2026-12-31"):
        assert words in preview.text
    assert waiting.title not in preview.text
    assert due(session, waiting) == (PROVISIONAL, True)
    assert session.get(CalendarYear, 2027) is None

    answer = keeper.save(LOAD, preview, "国务院通知已发布")
    assert answer.status_code == 302
    assert due(session, waiting) == (FINAL, False)
    entered = session.get(CalendarYear, 2027)
    assert entered.source == "国务院办公厅关于2027年部分节假日安排的通知"
    assert "清明节" in entered.text
    # The notice's own December day is entered, and nothing of 2026 is lost by it.
    assert session.get(CalendarDay, date(2026, 12, 31)).kind == "off"
    assert session.get(CalendarDay, date(2026, 10, 1)).kind == "off"
    assert "alert-warning" not in keeper.send("clerk", "/office/calendar/2027", None).text


def test_a_load_and_each_date_it_moves_stand_in_the_trail(
    keeper: Keeper, session: Any, waiting: InformationRequest
) -> None:
    keeper.save(LOAD, keeper.preview(LOAD, notice()), "国务院通知已发布")
    load = session.scalars(select(TrailEntry).where(TrailEntry.subject.startswith("calendar 2027"))).one()
    assert (load.action, load.actor_name, load.reason) == ("admin", "sysadmin", "国务院通知已发布")
    assert "2026-12-31 off" in load.changes["days"]["to"]
    assert "2026-12-31 weekday" in load.changes["days"]["from"]
    moved = session.scalars(select(TrailEntry).where(TrailEntry.action == "period")).one()
    assert (moved.record_id, moved.actor_name) == (waiting.id, "sysadmin")
    assert moved.changes == {
        "due_on": {"from": "2027-01-08", "to": "2027-01-09"},
        "provisional": {"from": True, "to": False},
    }


def test_nothing_is_saved_without_a_reason(keeper: Keeper, session: Any, waiting: InformationRequest) -> None:
    answer = keeper.save(LOAD, keeper.preview(LOAD, notice()), "  ")
    assert answer.status_code == 400
    assert session.get(CalendarYear, 2027) is None


def test_a_preview_of_another_calendar_is_shown_again(
    keeper: Keeper, session: Any, waiting: InformationRequest, clock: Clock
) -> None:
    old = keeper.preview(LOAD, notice())
    address = "/office/calendar/days/2026-12-14"
    extra = {"kind": "off", "source": "县政府关于调休的通知"}
    clock.turn("2026-12-10", 10)
    assert keeper.save(address, keeper.preview(address, extra), "停电检修").status_code == 302
    again = keeper.save(LOAD, old, "国务院通知已发布")
    assert again.status_code == 200
    assert "looked_at" in again.text
    assert session.get(CalendarYear, 2027) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-12-14,off,x", SENTENCES[Problem.CSV_HEADER]),
        ("date,kind,source\n2026-12-14,holiday,x", SENTENCES[Problem.CSV_KIND]),
        ("date,kind,source\n2026-12-14,work,x", SENTENCES[Problem.WORK_ON_WEEKDAY]),
        ("date,kind,source\n2026-12-14,off," + "x" * 201, SENTENCES[Problem.CSV_SOURCE]),
        ("date,kind,source\n2027-01-04,off,x", "2027"),
    ],
)
def test_a_text_that_cannot_be_trusted_is_refused_with_its_line(
    keeper: Keeper, session: Any, text: str, words: Any
) -> None:
    answer = keeper.preview(LOAD, {"kind": "amendment", "text": text, "year": ""})
    assert answer.status_code == 400
    assert str(words) in answer.text
    assert session.get(CalendarDay, date(2026, 12, 14)) is None


def test_a_weekday_that_does_not_agree_is_refused(keeper: Keeper) -> None:
    answer = keeper.preview(LOAD, notice(NOTICE_2027.replace("1月9日（周六）", "1月9日（周五）")))
    assert answer.status_code == 400
    assert str(SENTENCES[Problem.WRONG_WEEKDAY]) in answer.text


def test_an_amendment_is_merged_and_announces_nothing(
    keeper: Keeper, session: Any, waiting: InformationRequest
) -> None:
    text = "date,kind,source\n2026-12-14,off,省政府关于冬至放假的通知\n"
    values = {"kind": "amendment", "text": text, "year": ""}
    assert keeper.save(LOAD, keeper.preview(LOAD, values), "省政府通知").status_code == 302
    assert due(session, waiting) == (ONE_MORE_OFF, True)
    assert session.get(CalendarDay, date(2026, 10, 1)).kind == "off"
    assert session.get(CalendarYear, 2027) is None


def test_an_exported_year_loads_without_changing_anything(keeper: Keeper, session: Any) -> None:
    exported = keeper.send("clerk", "/office/calendar/2026.csv", None).get_data(as_text=True)
    before = {d.day: d.kind for d in session.scalars(select(CalendarDay))}
    preview = keeper.preview(LOAD, {"kind": "csv", "text": exported, "year": ""})
    assert keeper.save(LOAD, preview, "核对").status_code == 302
    session.expire_all()
    assert {d.day: d.kind for d in session.scalars(select(CalendarDay))} == before


def test_a_year_loaded_anew_loses_the_days_it_no_longer_names(keeper: Keeper, session: Any) -> None:
    """2026 again, without its National Day: 1 to 7 October and the two make-up days leave the calendar."""
    exported = keeper.send("clerk", "/office/calendar/2026.csv", None).get_data(as_text=True)
    gone = ("2026-10-", "2026-09-20")
    kept = "\n".join(line for line in exported.splitlines() if not line.startswith(gone))
    keeper.save(LOAD, keeper.preview(LOAD, {"kind": "csv", "text": kept, "year": ""}), "更正")
    session.expire_all()
    assert session.get(CalendarDay, date(2026, 10, 1)) is None
    assert session.get(CalendarDay, date(2026, 9, 20)) is None
    assert session.get(CalendarDay, date(2026, 5, 1)).kind == "off"


def test_loading_a_year_keeps_the_december_days_of_the_next_notice(
    keeper: Keeper, session: Any, waiting: InformationRequest, clock: Clock
) -> None:
    keeper.save(LOAD, keeper.preview(LOAD, notice()), "国务院通知已发布")
    clock.turn("2026-12-11")
    exported = keeper.send("clerk", "/office/calendar/2026.csv", None).get_data(as_text=True)
    kept = "\n".join(line for line in exported.splitlines() if not line.startswith("2026-12-31"))
    keeper.save(LOAD, keeper.preview(LOAD, {"kind": "csv", "text": kept, "year": ""}), "核对")
    session.expire_all()
    assert session.get(CalendarDay, date(2026, 12, 31)).kind == "off"


# -- one day --------------------------------------------------------------------------


def test_a_day_is_set_and_set_back(
    keeper: Keeper, session: Any, waiting: InformationRequest, clock: Clock
) -> None:
    address = "/office/calendar/days/2026-12-14"
    off = {"kind": "off", "source": "县政府关于调休的通知"}
    preview = keeper.preview(address, off)
    assert "2027-01-11" in preview.text
    keeper.save(address, preview, "停电检修")
    assert due(session, waiting) == (ONE_MORE_OFF, True)
    clock.turn("2026-12-10", 11)
    keeper.save(address, keeper.preview(address, {**off, "kind": "plain"}), "检修取消")
    assert due(session, waiting) == (PROVISIONAL, True)
    assert session.get(CalendarDay, date(2026, 12, 14)) is None


@pytest.mark.parametrize(
    ("day", "kind"),
    [("2026-12-14", "work"), ("2027-01-04", "off")],
    ids=["a weekday is no make-up day", "2027 is not announced"],
)
def test_a_day_that_cannot_be_set_is_refused(keeper: Keeper, session: Any, day: str, kind: str) -> None:
    answer = keeper.preview(f"/office/calendar/days/{day}", {"kind": kind, "source": "x"})
    assert answer.status_code == 400
    assert 'id="kind-error"' in answer.text
    assert session.get(CalendarDay, date.fromisoformat(day)) is None


@pytest.mark.parametrize("address", ["1999", "2101", "days/tomorrow", "days/2026-02-30"])
def test_there_are_no_other_years_and_days(keeper: Keeper, address: str) -> None:
    assert keeper.browser.get(f"/office/calendar/{address}").status_code == 404


def test_every_problem_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Problem)
