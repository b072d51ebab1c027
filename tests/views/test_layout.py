"""How a list looks to somebody: columns anybody may read, their order, rows a page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest

from models import InformationRequest
from models.column import Class, declared
from tests.conftest import Browser
from views.information_request import InformationRequestView
from views.inquiry import AgencyConsultationView, ThirdPartyView

LIST = "/office/information-requests/"
Register = Callable[..., InformationRequest]
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
USUAL = ["编号", "标题", "申请人", "单位", "办理状态", "收到日期", "到期日"]


def heads(page: str) -> list[str]:
    """The heads of the table, without the one over the ticks."""
    head = page.split("<thead>")[1].split("</thead>", maxsplit=1)[0]
    cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<th.*?</th>", head, re.DOTALL)]
    return [cell for cell in cells if cell != "选择"]


@pytest.fixture
def arrange(sign_in: Callable[[str], Browser]) -> Callable[..., Any]:
    """``arrange(browser, ["number", "state"], size=50)`` sends the form of the columns."""

    def go(browser: Browser, columns: list[str], **fields: Any) -> Any:
        token = TOKEN.search(browser.get(LIST).text)
        assert token
        sent = {"csrf_token": token[1], "column": columns, "size": "25", **fields}
        return browser.post(f"{LIST}layout", data=sent)

    return go


def test_the_page_of_the_columns_begins_with_those_the_list_shows(
    register: Register, sign_in: Callable[[str], Browser]
) -> None:
    register()
    browser = sign_in("clerk")
    link = re.search(
        r'href="([^"]+/layout[^"]+)"', browser.get(f"{LIST}?columns=number,channel&state=all").text
    )
    assert link
    page = browser.get(html.unescape(link[1])).text
    ticked = re.findall(r'name="column" value="(\w+)" checked', page)
    assert ticked == ["number", "channel"]
    assert re.findall(r'name="place-channel" min="1" value="(\d*)"', page) == ["2"]
    assert 'name="back" value="state=all"' in page
    assert f'href="{LIST}?state=all"' in page
    assert not set(re.findall(r'name="column" value="(\w+)"', page)) & {"id_number", "content", "version"}


@pytest.mark.parametrize("view", [InformationRequestView, ThirdPartyView, AgencyConsultationView])
def test_no_column_about_people_can_be_added(app: Any, view: type) -> None:
    found = next(v for v in app.appbuilder.baseviews if type(v) is view)
    columns = declared(found.model)
    added = set(found.offered_columns()) - set(found.list_columns)
    assert added
    assert {columns[name].klass for name in added} <= {Class.PUBLIC, Class.INTERNAL}
    assert not [name for name in added if columns[name].multiline]


def test_columns_stay_as_chosen_and_in_their_order(
    register: Register, sign_in: Callable[[str], Browser], arrange: Any
) -> None:
    register(channel="post")
    browser = sign_in("clerk")
    assert heads(browser.get(LIST).text) == USUAL
    places = {"place-channel": "2", "place-state": "3", "place-due_on": ""}
    answer = arrange(browser, ["due_on", "state", "channel"], **places, back="state=all")
    assert answer.location == f"{LIST}?state=all"
    page = sign_in("clerk").get(LIST).text
    assert heads(page) == ["编号", "提交方式", "办理状态", "到期日"]
    assert "邮寄" in page.split("<tbody>")[1]
    assert heads(sign_in("clerk2").get(LIST).text) == USUAL


def test_the_first_column_always_leads_to_the_record(
    register: Register, sign_in: Callable[[str], Browser], arrange: Any
) -> None:
    pk = register().id
    browser = sign_in("clerk")
    arrange(browser, ["state"])
    page = browser.get(LIST).text
    assert heads(page) == ["编号", "办理状态"]
    assert f'href="{LIST}{pk}"' in page.split("<tbody>")[1]


def test_back_to_the_usual_columns(
    register: Register, sign_in: Callable[[str], Browser], arrange: Any
) -> None:
    register()
    browser = sign_in("clerk")
    arrange(browser, ["state"])
    arrange(browser, ["state"], usual="1")
    assert heads(browser.get(LIST).text) == USUAL


def test_rows_a_page_are_chosen_from_a_list_and_kept(
    register: Register, sign_in: Callable[[str], Browser], arrange: Any
) -> None:
    for _ in range(26):
        register()
    browser = sign_in("clerk")
    assert browser.get(LIST).text.split("<tbody>")[1].count("<tr") == 25
    assert arrange(browser, [], size="50").status_code == 302
    assert browser.get(LIST).text.split("<tbody>")[1].count("<tr") == 26
    assert arrange(browser, [], size="1000").status_code == 400


@pytest.mark.parametrize("column", ["applicant", "id_number", "content", "nosuch", "version", "sealed_hash"])
def test_columns_that_are_not_offered_are_refused(
    sign_in: Callable[[str], Browser], arrange: Any, column: str
) -> None:
    """The name of the applicant is one of the usual columns, masked; it can be kept, never added to."""
    browser = sign_in("clerk")
    allowed = column == "applicant"
    assert arrange(browser, [column]).status_code == (302 if allowed else 400)
    page = browser.get(LIST, query_string={"columns": f"number,{column}"})
    assert page.status_code == (200 if allowed else 400)


def test_an_address_may_name_the_columns(register: Register, sign_in: Callable[[str], Browser]) -> None:
    register()
    browser = sign_in("clerk")
    asked = {"columns": "number,channel,,channel"}
    assert heads(browser.get(LIST, query_string=asked).text) == ["编号", "提交方式"]


def test_a_filter_is_saved_with_the_columns_it_is_seen_in(
    register: Register, sign_in: Callable[[str], Browser], arrange: Any
) -> None:
    register()
    browser = sign_in("clerk")
    saving = re.compile(r'href="([^"]*/saved/new[^"]*)"')
    assert not saving.search(browser.get(LIST).text)
    arrange(browser, ["channel"])
    found = saving.search(browser.get(f"{LIST}?state=all").text)
    assert found
    assert found[1].replace("&amp;", "&") == f"{LIST}saved/new?state=all&columns=number,channel"


def test_the_short_file_has_the_columns_of_the_page_and_the_long_ones_all(
    register: Register, sign_in: Callable[[str], Browser], arrange: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    register()
    printed: list[str] = []
    monkeypatch.setattr("app.letters.render.pdf", lambda markup, *_a, **_k: printed.append(markup) or b"%PDF")
    browser = sign_in("clerk")
    arrange(browser, ["channel"])
    links = re.findall(r'href="([^"]+/export\.(?:csv|pdf)[^"]*)"', browser.get(LIST).text)
    csv, pdf = (link.replace("&amp;", "&") for link in links)
    assert browser.get(pdf, buffered=True).status_code == 200
    assert re.findall(r"<th[^>]*>([^<]+)</th>", printed[0]) == ["编号", "提交方式"]
    assert "所需政府信息" in browser.get(csv, buffered=True).text
