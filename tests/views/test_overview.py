"""The overview: every figure is as long as the list it opens, and counts nothing the reader may not see."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from app.extensions import db
from bench.timing import statements
from models import InformationRequest
from tests.conftest import Browser, Clock
from tests.views.numbers import figures, listed

OVERVIEW = "/office/overview/"
SYSTEM = f"{OVERVIEW}information-requests"


@pytest.fixture
def county(clock: Clock, register: Callable[..., InformationRequest], unit_id: Callable[[str], int]) -> None:
    """On 30 March: of the land bureau one request overdue and two due that day, of the health bureau one."""
    clock.turn("2026-02-24")
    register(title="二月二十四日收到")
    clock.turn("2026-03-02")
    register(title="三月二日收到")
    register(title="三月二日再收到")
    register(title="卫生健康局收到", unit_id=unit_id("health"))
    clock.turn("2026-03-30")


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # What is open, overdue, due soon. 24 February: day 20 is 23 March; 2 March: day 20 is 30 March.
        ("clerk", {"state=": 3, "only=overdue": 1, "only=soon": 2}),
        ("stranger", {"state=": 1, "only=soon": 1}),
        ("reviewer", {"state=": 4, "only=overdue": 1, "only=soon": 3}),
    ],
)
def test_each_figure_of_a_system_is_as_long_as_its_list(
    sign_in: Callable[[str], Browser], name: str, expected: dict[str, int]
) -> None:
    browser = sign_in(name)
    found = figures(browser.get(OVERVIEW).text)
    requests = "/office/information-requests/?"
    assert {url.removeprefix(requests): n for url, n in found.items() if url.startswith(requests)} == expected
    for url, number in (found | figures(browser.get(SYSTEM).text)).items():
        assert listed(browser, url) == number, url


@pytest.mark.usefixtures("county")
def test_lateness_stands_by_unit_the_latest_first(
    sign_in: Callable[[str], Browser], unit_id: Callable[[str], int]
) -> None:
    page = sign_in("reviewer").get(SYSTEM).text
    land, health = (f"unit_id={unit_id(code)}" for code in ("land", "health"))
    assert {url.partition("?")[2]: n for url, n in figures(page).items() if "unit_id" in url} == {
        land: 3,
        f"only=overdue&{land}": 1,
        f"only=soon&{land}": 2,
        health: 1,
        f"only=soon&{health}": 1,
    }
    assert page.index(land) < page.index(health)
    # Records by state, closed ones too: all four were registered and are nowhere else.
    bar = re.search(r'href="([^"]*state=registered)">[^<]*</a>.*?class="number">\s*(\d+)', page, re.DOTALL)
    assert bar is not None
    assert bar.groups() == ("/office/information-requests/?state=registered", "4")


@pytest.mark.usefixtures("county")
def test_what_one_may_not_list_is_in_no_figure(sign_in: Callable[[str], Browser]) -> None:
    nobody = sign_in("secadmin")
    assert figures(nobody.get(OVERVIEW).text) == {}
    assert "您的岗位尚未授予任何事项的列表查看权限" in nobody.get(OVERVIEW).text
    assert nobody.get(SYSTEM).status_code == 404
    assert sign_in("clerk").get(f"{OVERVIEW}no-such-system").status_code == 404


def test_where_nothing_is_kept_yet_the_page_says_so(sign_in: Callable[[str], Browser]) -> None:
    assert "暂无记录" in sign_in("clerk").get(SYSTEM).text


@pytest.mark.usefixtures("county")
def test_one_statement_counts_every_matter(sign_in: Callable[[str], Browser]) -> None:
    browser = sign_in("reviewer")
    with statements(db.engine) as sent:
        browser.get(OVERVIEW)
    assert len([text for text in sent if "GROUP BY record.matter" in text]) == 1
    assert len([text for text in sent if "FROM record" in text]) == 1
