"""A list in the browser: rows are ticked and taken together, columns chosen, with script and without."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.live import Site, follow, sideways
from tests.browser.pages import REQUESTS

pytestmark = pytest.mark.browser

TICKS = "tbody input[name=row]"


def test_the_whole_page_is_ticked_and_unticked_where_it_is(site: Site, rows: Mapping[str, Any]) -> None:
    page = site.sign_in("officer")
    page.goto(REQUESTS + "/")
    address, ticks = page.url, page.locator(TICKS)
    assert ticks.count() == 3
    page.locator("[data-tick-all]").press("Enter")
    assert page.locator(f"{TICKS}:checked").count() == 3
    page.locator("[data-tick-all]").click()
    assert page.locator(f"{TICKS}:checked").count() == 0
    assert page.url == address


def test_records_are_taken_together_without_script(site: Site, rows: Mapping[str, Any]) -> None:
    """Of the three open ones the first alone is still to be accepted."""
    page = site.sign_in("officer", java_script_enabled=False)
    page.goto(REQUESTS + "/")
    follow(page.locator("[data-tick-all]"))
    page.select_option("#bulk-step", "accept")
    follow(page.locator("#bulk button"))
    assert "已选3件 · 其中可以办理1件" in page.locator("main").inner_text()
    follow(page.locator("main form button[type=submit]"))
    expect(page.locator("main p[role=status]")).to_have_text("共3件，已办理1件。")
    page.reload()
    expect(page.locator("main p[role=status]")).to_have_text("共3件，已办理1件。")
    follow(page.locator("main a.primary"))
    assert page.locator(TICKS).count() == 3


def test_columns_are_chosen_without_script_on_a_phone(site: Site, rows: Mapping[str, Any]) -> None:
    page = site.sign_in("officer", java_script_enabled=False, viewport={"width": 320, "height": 800})
    page.goto(REQUESTS + "/")
    follow(page.locator(".toolbar a", has_text="显示列"))
    assert sideways(page) == 0
    page.locator(".chooser input[value=channel]").check()
    page.locator(".chooser input[value=title]").uncheck()
    follow(page.locator(".chooser button.primary"))
    assert page.locator("tbody td[data-label=提交方式]").count() == 3
    assert page.locator("tbody td[data-label=标题]").count() == 0
    assert sideways(page) == 0
