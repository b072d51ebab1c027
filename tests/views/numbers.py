"""Numbers of a page, and how long the list is that each opens."""

from __future__ import annotations

import re
from html import unescape

from tests.conftest import Browser

FIGURE = re.compile(r'<a href="(/office/[\w-]+/\?[^"]*)">\s*(\d+)\s*</a>')


def figures(page: str) -> dict[str, int]:
    """The figures of a page by the list each opens."""
    return {unescape(url): int(number) for url, number in FIGURE.findall(page)}


def listed(browser: Browser, url: str) -> int:
    """The rows of a list."""
    return len(re.findall(r"<tr\b[^>]*>\s*<td", browser.get(url).text))
