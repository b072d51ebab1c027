"""Wording a letter with the mouse: a fact is put where the text cursor stands."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.live import Site, violations

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]

CONTACT = "/office/letters/receipt/contact/edit"


def test_a_fact_goes_where_the_cursor_is(site: Site) -> None:
    page = site.sign_in("sysadmin")
    page.goto(CONTACT)
    page.fill("#text", "电话，。")
    page.locator("#text").evaluate("field => field.setSelectionRange(3, 3)")
    page.get_by_role("button", name="插入{联系电话}").click()
    expect(page.locator("#text")).to_have_value("电话，{联系电话}。")
    page.keyboard.type("转1")
    expect(page.locator("#text")).to_have_value("电话，{联系电话}转1。")
    assert violations(page) == []
    assert site.watch.faults == []


def test_without_script_there_is_the_list_and_no_button(site: Site) -> None:
    page = site.sign_in("sysadmin", java_script_enabled=False)
    page.goto(CONTACT)
    expect(page.locator("code", has_text="{联系电话}")).to_be_visible()
    expect(page.locator("[data-insert]").first).to_be_hidden()
