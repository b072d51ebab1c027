"""The box in the header in a browser: words and names, on a phone, without a fault."""

from __future__ import annotations

from collections.abc import Callable

from models import InformationRequest
from tests.browser.live import Site, sideways, violations

PHONE = {"viewport": {"width": 390, "height": 844}}


def test_a_name_typed_into_the_box_is_found_and_stands_in_no_address(
    site: Site, register: Callable[..., InformationRequest]
) -> None:
    register()
    page = site.sign_in("clerk", **PHONE)
    page.fill("#site-search", "小满 蒙江")
    with page.expect_navigation():
        page.press("#site-search", "Enter")
    assert page.locator("mark").all_inner_texts() == ["蒙江", "小满"]
    assert page.input_value("#site-search") == "小满 蒙江"
    assert page.url == f"{site.url}/office/search/"
    assert sideways(page) == 0
    assert violations(page) == []
