"""Two people at one record: whoever saves second sees both versions and chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from models import InformationRequest
from tests.browser.live import Site, follow, sideways, violations
from tests.browser.pages import REQUESTS, SUBMIT
from tests.browser.record_page import state, take
from tests.conftest import Clock

pytestmark = pytest.mark.browser

OLD_TITLE = "申请公开蒙江河道治理工程环评批复"
OLD_PHONE, HER_PHONE = "13985400001", "13985400002"
MY_TITLE, MY_CONTENT = "申请公开蒙江河道治理工程环评报告书", "环境影响评价报告书\n及其批复"
HER_REASON, MY_REASON = "申请人来电更正电话", "标题与申请表不符"


@pytest.fixture
def request_id(register: Callable[..., InformationRequest]) -> int:
    """A request just registered."""
    return int(register(title=OLD_TITLE).id)


@pytest.fixture
def mine(site: Site, clock: Clock, request_id: int) -> Page:
    """Two clerks open the same form; one saves a phone number, an officer reads, the other sends a title."""
    hers, mine = site.sign_in("clerk"), site.sign_in("clerk2")
    for page in (hers, mine):
        page.goto(f"{REQUESTS}/{request_id}/edit")
    clock.moment += timedelta(minutes=7)
    hers.fill("#phone", HER_PHONE)
    hers.fill("#reason", HER_REASON)
    follow(hers.locator(SUBMIT).last)
    clock.moment += timedelta(minutes=2)
    site.sign_in("officer").goto(f"{REQUESTS}/{request_id}")
    clock.moment += timedelta(minutes=5)
    for name, text in {"title": MY_TITLE, "content": MY_CONTENT, "reason": MY_REASON}.items():
        mine.fill(f"#{name}", text)
    with mine.expect_navigation() as sent:
        mine.locator(SUBMIT).last.click()
    assert sent.value is not None
    assert sent.value.status == 409
    assert len(sent.value.body()) <= 60 * 1024
    return mine


def both(page: Page) -> dict[str, tuple[str, str]]:
    """The rows marked as different: field to my text and hers."""
    cells = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
    found = page.locator("tr.differs").evaluate_all(cells)
    return {field.removesuffix(" 不同"): (yours, theirs) for field, yours, theirs in found}


def history(page: Page) -> Locator:
    """What was done to the record, newest first."""
    return page.locator(".timeline li")


def test_both_versions_stand_side_by_side(mine: Page) -> None:
    said = mine.locator("main .alert").inner_text()
    assert "clerk已于2026-03-02 09:07保存了修改" in said
    assert both(mine) == {
        "联系电话": (OLD_PHONE, HER_PHONE),
        "标题": (MY_TITLE, OLD_TITLE),
        "所需政府信息": (MY_CONTENT, "蒙江河道治理工程环境影响评价批复文件全文"),
    }
    assert MY_REASON in mine.locator("main").inner_text()
    # What agrees is folded away, so that on a phone too the choice is not far below.
    same = mine.locator("details tr", has_text="申请人类型").locator("td")
    expect(same.first).to_be_hidden()
    mine.locator("main details summary").click()
    expect(same).to_have_text(["自然人", "自然人"])


@pytest.mark.parametrize("width", [1440, 320])
def test_the_choice_is_open_to_everybody(mine: Page, width: int) -> None:
    mine.set_viewport_size({"width": width, "height": 900})
    assert sideways(mine) == 0
    assert violations(mine) == []


def test_who_keeps_hers_overwrites_and_both_stay_in_the_history(mine: Page, request_id: int) -> None:
    follow(mine.locator(SUBMIT))
    assert mine.url.endswith(f"{REQUESTS}/{request_id}")
    shown = mine.locator("main").inner_text()
    for text in (MY_TITLE, MY_CONTENT, OLD_PHONE):
        assert text in shown
    assert HER_PHONE not in shown
    expect(history(mine)).to_contain_text([MY_REASON, HER_REASON, "登记"])
    expect(history(mine).nth(0)).to_contain_text("clerk2")


def test_who_takes_theirs_writes_nothing(mine: Page, request_id: int) -> None:
    follow(mine.locator("main form a.button"))
    assert mine.url.endswith(f"{REQUESTS}/{request_id}")
    shown = mine.locator("main").inner_text()
    assert HER_PHONE in shown
    for text in (MY_TITLE, MY_REASON):
        assert text not in shown
    expect(history(mine)).to_contain_text([HER_REASON, "登记"])
    mine.goto(f"{REQUESTS}/{request_id}/edit")
    assert mine.input_value("#title") == OLD_TITLE


def test_a_step_taken_twice_is_taken_once_and_what_was_typed_stays(
    site: Site, rows: Mapping[str, Any]
) -> None:
    first, second = site.sign_in("head"), site.sign_in("head2")
    for page in (first, second):
        page.goto(f"{REQUESTS}/{rows['handling']}")
    take(first, "extend", extension_days="5", extension_reason="档案较多")
    take(second, "extend", extension_days="10", extension_reason="需到县档案馆查阅\n并征求意见")
    # The period is extended once only: nothing to choose, but what was typed can be read and copied.
    expect(second.locator("main .alert")).to_contain_text("答复期限已延长过一次")
    assert second.input_value("#extension_reason") == "需到县档案馆查阅\n并征求意见"
    assert sideways(second) == 0
    assert violations(second) == []
    follow(second.locator("nav.crumbs a").last)
    assert "档案较多" in second.locator("main").inner_text()
    assert "需到县档案馆查阅" not in second.locator("main").inner_text()


def test_a_step_somebody_took_already_offers_no_choice(site: Site, request_id: int) -> None:
    first, second = site.sign_in("officer"), site.sign_in("both")
    for page in (first, second):
        page.goto(f"{REQUESTS}/{request_id}")
    take(first, "accept")
    take(second, "accept", reason="申请表已核对")
    expect(second.locator("main .alert")).to_contain_text("当前办理状态下不能办理此步骤")
    assert second.locator("main table").count() == 0
    assert second.input_value("#reason") == "申请表已核对"
    follow(second.locator("nav.crumbs a").last)
    assert state(second) == "形式审查"
    assert "申请表已核对" not in second.locator("main").inner_text()
