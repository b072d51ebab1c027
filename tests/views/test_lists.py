"""What a list is searched for is found on both engines alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models import InformationRequest
from tests.conftest import Browser


@pytest.mark.parametrize("page", ["/office/information-requests/", "/office/search/"])
@pytest.mark.parametrize(
    ("words", "found"), [("ppp", True), ("Ppp项目", True), ("pp项目", True), ("bot", False)]
)
def test_capital_and_small_letters_are_one(
    register: Callable[..., InformationRequest],
    sign_in: Callable[[str], Browser],
    page: str,
    words: str,
    found: bool,
) -> None:
    """PostgreSQL tells them apart in LIKE, SQLite does not."""
    register(title="边阳镇PPP项目合同")
    told = sign_in("clerk").get(page, query_string={"q": words}).text
    assert ("边阳镇PPP项目合同" in told.replace("<mark>", "").replace("</mark>", "")) is found


LIST = "/office/information-requests/"


def test_a_filter_that_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(
    register: Callable[..., InformationRequest], sign_in: Callable[[str], Browser]
) -> None:
    register(title="环评批复")
    browser = sign_in("clerk")
    page = browser.get(LIST, query_string={"received_on_from": "2026-02-30", "q": "环评"})
    assert page.status_code == 400
    assert "没有这一天" in page.text.split('id="filter-received_on_from-error"')[1][:300]
    assert 'value="环评"' in page.text
    assert "环评批复" not in page.text
    assert "/export.csv" not in page.text
    assert browser.get(f"{LIST}export.csv?received_on_from=2026-02-30").status_code == 400


def test_a_unit_that_is_not_on_offer_is_said_at_its_field(sign_in: Callable[[str], Browser]) -> None:
    page = sign_in("clerk").get(LIST, query_string={"unit_id": "999"})
    assert page.status_code == 400
    assert 'id="filter-unit_id-error"' in page.text


def test_a_filter_of_the_trail_that_cannot_be_is_said_at_its_field(
    sign_in: Callable[[str], Browser],
) -> None:
    auditor = sign_in("auditor")
    page = auditor.get("/office/trail/", query_string={"since": "2026-02-30"})
    assert page.status_code == 400
    assert 'id="filter-since-error"' in page.text
    assert auditor.get("/office/trail/export.csv?since=2026-02-30").status_code == 400
