"""Charts: drawn from the tables beside them, each mark leading where its number does."""

from __future__ import annotations

from collections.abc import Callable

from models import InformationRequest
from tests.browser.live import Site, sideways, violations

PAGE = "/office/statistics/"
MARCH = 2
"""The place of March in the chart; the test county works on 2 March 2026."""
WHERE = """month => {
  const place = document.querySelector(".chart");
  const { x, y } = place.getBoundingClientRect();
  const [along, up] = echarts.getInstanceByDom(place).convertToPixel({ seriesIndex: 0 }, [month, 1]);
  return [x + along - 5, y + up];
}"""
"""A point half way up the bar of a month that stands for two: left of the middle, where this year's is."""


def test_a_mark_leads_where_its_number_does(site: Site, register: Callable[..., InformationRequest]) -> None:
    register()
    register()
    page = site.sign_in("clerk")
    page.goto(PAGE)
    address = page.locator("tr", has_text="3月").locator("a", has_text="2").first.get_attribute("href")
    assert address is not None
    assert violations(page) == []
    page.mouse.move(*page.evaluate(WHERE, MARCH))
    with page.expect_navigation():
        page.mouse.click(*page.evaluate(WHERE, MARCH))
    assert page.url == site.url + address
    assert page.locator("tbody tr").count() == 2


def test_without_script_the_tables_say_it_all(
    site: Site, register: Callable[..., InformationRequest]
) -> None:
    register()
    page = site.sign_in("clerk", java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto(PAGE)
    assert not page.locator(".chart").first.is_visible()
    assert page.locator("tr", has_text="3月").locator("a").all_inner_texts() == ["1"]
    assert sideways(page) == 0
