"""What tests of pages share: sending a form the way a browser does, its token included."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.conftest import Browser

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def send(sign_in: Callable[[str], Browser]) -> Callable[..., Any]:
    """``send("clerk", "/office/…", {…})`` opens the page as her and sends the form; None only opens."""

    def go(name: str, address: str, values: Mapping[str, Any] | None) -> Any:
        browser = sign_in(name)
        page = browser.get(address)
        if values is None:
            return page
        found = TOKEN.search(page.text)
        return browser.post(address, data={**values, "csrf_token": found[1] if found else ""})

    return go
