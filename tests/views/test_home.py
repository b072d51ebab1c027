"""My work: every figure is the length of the list it leads to, over all matters."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from models import Assessment, InformationRequest
from tests.conftest import Browser, Clock
from views import home, search

FIGURE = re.compile(r'href="/office/search/\?only=(\w+)">\s*<span>[^<]*</span>\s*<strong>(\d+)</strong>')


@pytest.fixture
def desk(clock: Clock, register: Callable[..., InformationRequest], third_party: Callable[..., Any]) -> None:
    """On 30 March: one request overdue, one due that day, one with time, and a third party named."""
    clock.turn("2026-02-24")
    register(title="二月二十四日收到")
    clock.turn("2026-03-02")
    asking = register(title="三月二日收到")
    clock.turn("2026-03-26")
    register(title="三月二十六日收到")
    third_party(asking, title="征求意见")
    clock.turn("2026-03-30")


@pytest.mark.usefixtures("desk")
def test_each_figure_leads_to_as_many_records(sign_in: Callable[[str], Browser]) -> None:
    browser = sign_in("clerk")
    figures = dict(FIGURE.findall(browser.get("/office/").text))
    # 24 February: day 1 is the 25th, 28 February is worked, day 20 is 23 March: overdue. 2 March: 30 March.
    assert figures == {"overdue": "1", "soon": "1", "open": "4"}
    for only, count in figures.items():
        page = browser.get(f"/office/search/?only={only}").text
        assert page.count('class="cards"') == 1
        assert len(re.findall(r"<tr\b[^>]*>\s*<td", page)) == int(count), only


def test_what_is_only_shown_to_all_units_is_nobodys_work_there(
    sign_in: Callable[[str], Browser], entered: Callable[..., Any], session: Any
) -> None:
    """Every clerk sees the scheme her unit is assessed by; that it is overdue is for those who run it."""
    entered(Assessment, "health", title="年度考核方案").due_on = date(2026, 2, 27)
    session.commit()
    clerk = sign_in("clerk")
    assert "年度考核方案" in clerk.get("/office/assessments/?state=all").text
    assert "年度考核方案" in clerk.get("/office/search/?q=年度考核方案").text
    for page in ("/office/", "/office/search/?only=overdue", "/office/search/?only=open"):
        assert "年度考核方案" not in clerk.get(page).text
    assert dict(FIGURE.findall(clerk.get("/office/").text)) == {"overdue": "0", "soon": "0", "open": "0"}
    auditor = sign_in("auditor")
    assert "年度考核方案" in auditor.get("/office/search/?only=overdue").text
    assert "年度考核方案" in auditor.get("/office/").text


def test_what_no_figure_is_called_is_refused(sign_in: Callable[[str], Browser]) -> None:
    assert sign_in("clerk").get("/office/search/?only=everything").status_code == 400


@pytest.mark.usefixtures("desk")
def test_a_wildcard_is_searched_for_as_itself(sign_in: Callable[[str], Browser]) -> None:
    browser = sign_in("clerk")
    assert "<mark>三月</mark>二日收到" in browser.get("/office/search/?q=三月").text
    assert "二日收到" not in browser.get("/office/search/?q=%25").text


@pytest.mark.usefixtures("desk")
def test_where_not_everything_was_looked_through_the_page_says_so(
    sign_in: Callable[[str], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three requests and an inquiry are open; with room for two, two are looked through and a plus stands."""
    monkeypatch.setattr(home, "LONGEST", 2)
    monkeypatch.setattr(search, "COUNTED", 2)
    page = sign_in("officer").get("/office/").text
    assert re.search(r"<span>待我办理</span>\s*<strong>2\+</strong>", page)
    assert "仅查看了最紧急的2件在办事项" in page
    assert '<a href="/office/information-requests/">' in page
    hits = sign_in("officer").get("/office/search/?only=open").text
    assert len(re.findall(r"<tr\b[^>]*>\s*<td", hits)) == 2
    assert "仅显示前2件。" in hits
    assert '<a href="/office/information-requests/">' in hits


@pytest.mark.usefixtures("desk")
def test_where_everything_was_looked_through_no_word_is_lost_on_it(
    sign_in: Callable[[str], Browser],
) -> None:
    page = sign_in("officer").get("/office/").text
    assert "+</strong>" not in page
    assert "仅" not in page


@pytest.mark.usefixtures("desk")
def test_the_heading_counts_what_waits_for_others_also_where_the_table_is_cut(
    sign_in: Callable[[str], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The secrecy reviewer has no step open: all four wait for others, one of them is shown."""
    monkeypatch.setattr(home, "WAITING", 1)
    part = sign_in("secrecy").get("/office/").text.split("<h2>等待他人办理")[1].split("</section>")[0]
    assert '<span class="count">4</span>' in part
    assert len(re.findall(r"<tr\b[^>]*>\s*<td", part)) == 1
    assert "仅显示前1件。" in part
