"""Tabs of a list: counted no further than a cap, within the reader's scope, by one statement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Date, event

from app.access.actor import acting
from app.extensions import db
from models import InformationRequest
from models.information_request import InformationRequestFlow
from tests.conftest import Browser
from views import lists, tabs
from views.lists import Query
from views.tabs import Count

LIST = "/office/information-requests/"
Register = Callable[..., InformationRequest]


@pytest.fixture
def statements(app: Any) -> Iterator[list[tuple[str, Any]]]:
    """What is sent to the database from now on."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        sent.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


def tab_texts(page: str) -> dict[str, str]:
    """The number on each tab, by its label."""
    nav = page.split('class="tabs"')[1].split("</nav>", maxsplit=1)[0]
    found = re.findall(r"<a[^>]*>\s*(\S+)(?:\s*<span class=\"count\">([^<]*)</span>)?", nav)
    return dict(found)


def test_below_the_cap_every_number_is_exact(register: Register, sign_in: Callable[[str], Browser]) -> None:
    for _ in range(3):
        register()
    page = sign_in("clerk").get(LIST).text
    assert tab_texts(page) == {"在办": "3", "全部": "3", "已登记": "3"}
    assert "共3条" in page


def test_beyond_the_cap_a_tab_says_there_are_more(
    register: Register, sign_in: Callable[[str], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three where two are counted: more than two; with exactly two there are two."""
    monkeypatch.setattr(tabs, "CAP", 2)
    register()
    register()
    assert tab_texts(sign_in("clerk").get(LIST).text)["已登记"] == "2"
    register()
    page = sign_in("clerk").get(LIST).text
    assert tab_texts(page) == {"在办": "2以上", "全部": "2以上", "已登记": "2以上"}
    assert "共2以上条" in page


def test_what_is_more_in_a_part_is_more_in_the_whole() -> None:
    """By hand: more than 1,000 answered and 7 registered are more than 1,007, of which 7 are open."""
    counts = {"registered": Count(7), "answered": Count(1000, more=True)}
    flow = InformationRequestFlow
    assert tabs.total(flow, lists.ALL, counts) == Count(1007, more=True)
    assert tabs.total(flow, "", counts) == Count(7)
    assert tabs.total(flow, "answered", counts) == Count(1000, more=True)
    assert tabs.total(flow, "void", counts) == Count(0)


@pytest.mark.parametrize(("who", "number"), [("clerk", 1), ("stranger", 2), ("reviewer", 3), ("secadmin", 0)])
def test_nobody_counts_what_she_does_not_see(
    register: Register,
    unit_id: Callable[[str], int],
    actor: Callable[[str], Any],
    session: Any,
    made: Any,
    who: str,
    number: int,
) -> None:
    register()
    register(unit_id=unit_id("health"))
    register(unit_id=unit_id("health"))
    with acting(actor(who)):
        counts = tabs.counted(session(), Query(InformationRequest), made.time.today())
    assert counts["registered"] == Count(number)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({}, 2),
        ({"equal": {"channel": "post"}}, 1),
        ({"equal": {"channel": "post", "unit_id": -1}}, 0),
        ({"words": "PPP"}, 1),
        ({"only": "overdue"}, 0),
    ],
)
def test_what_is_counted_is_what_is_listed(
    register: Register, session: Any, made: Any, asked: dict[str, Any], number: int
) -> None:
    register(title="边阳镇PPP项目合同")
    register(channel="post")
    query, today = Query(InformationRequest, **asked), made.time.today()
    assert tabs.counted(session(), query, today)["registered"] == Count(number)
    assert len(lists.page(session(), query, today).rows) == number


def test_a_filter_is_tried_on_so_many_records_of_a_state(
    register: Register, sign_in: Callable[[str], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of three, more than the two that are looked at: those met are at least so many, none is no number."""
    monkeypatch.setattr(tabs, "LOOKED_AT", 2)
    for _ in range(3):
        register()
    browser = sign_in("clerk")
    page = browser.get(LIST, query_string={"channel": "counter"}).text
    assert tab_texts(page) == {"在办": "3以上", "全部": "3以上", "已登记": "3以上"}
    page = browser.get(LIST, query_string={"channel": "post"}).text
    assert tab_texts(page) == {"在办": "", "全部": "", "已登记": ""}
    assert "共" not in page.split('class="toolbar-total">')[1].split("</p>")[0]


def test_counting_is_one_statement_that_stops_at_the_cap(
    register: Register, session: Any, made: Any, statements: list[tuple[str, Any]]
) -> None:
    """Each state as far as the cap; where the card holds all that is asked, no other table is read."""
    register()
    statements.clear()
    tabs.counted(session(), Query(InformationRequest), made.time.today())
    counting = [(text, values) for text, values in statements if "count(" in text]
    assert len(counting) == 1
    text, values = counting[0]
    assert "record.state = states.name" in text.split("LIMIT")[0]
    given = list(values.values()) if isinstance(values, dict) else list(values)
    assert [value for value in given if isinstance(value, int) and value > tabs.CAP + 1] == []
    assert tabs.CAP + 1 in given
    assert "information_request " not in text


def test_the_last_page_costs_what_the_first_does(
    register: Register, session: Any, made: Any, statements: list[tuple[str, Any]]
) -> None:
    """One statement each."""
    for _ in range(5):
        register()
    session.rollback()
    today, costs, query = made.time.today(), [], Query(InformationRequest)
    for _turn in range(3):
        session.expunge_all()
        statements.clear()
        page = lists.page(session(), query, today, 2)
        costs.append(len([text for text, _values in statements if text.startswith("SELECT")]))
        if page.next_cursor:
            after = lists.read_cursor(Date(), page.next_cursor)
            query = Query(InformationRequest, after=after)
    assert len(page.rows) == 1
    assert costs == [1, 1, 1]
