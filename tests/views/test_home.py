"""My work: every figure is the length of the list it leads to, over all matters."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from app.parts import Parts
from models import InformationRequest, ThirdParty
from tests.conftest import Browser, Clock

FIGURE = re.compile(r'href="/office/search/\?only=(\w+)">\s*<span>[^<]*</span>\s*<strong>(\d+)</strong>')


@pytest.fixture
def desk(
    session: Any, made: Parts, clock: Clock, actor: Any, register: Callable[..., InformationRequest]
) -> None:
    """On 30 March: one request overdue, one due that day, one with time, and a third party named."""
    clock.turn("2026-02-24")
    register(title="二月二十四日收到")
    clock.turn("2026-03-02")
    asking = register(title="三月二日收到")
    clock.turn("2026-03-26")
    register(title="三月二十六日收到")
    party = ThirdParty(
        title="征求意见",
        unit_id=asking.unit_id,
        rules=asking.rules,
        request_id=asking.id,
        addressee="某公司",
        question="是否同意公开",
    )
    session.add(party)
    made.engine.open(party, actor("clerk"))
    session.commit()
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


def test_what_no_figure_is_called_is_refused(sign_in: Callable[[str], Browser]) -> None:
    assert sign_in("clerk").get("/office/search/?only=everything").status_code == 400


@pytest.mark.usefixtures("desk")
def test_a_wildcard_is_searched_for_as_itself(sign_in: Callable[[str], Browser]) -> None:
    browser = sign_in("clerk")
    assert "<mark>三月</mark>二日收到" in browser.get("/office/search/?q=三月").text
    assert "二日收到" not in browser.get("/office/search/?q=%25").text
