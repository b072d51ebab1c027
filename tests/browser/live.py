"""The panel on a port of this machine, and people in front of it whose browsers tell on every fault."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Request,
    Response,
)
from werkzeug.serving import ThreadedWSGIServer

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
"""The Chromium of this system; empty where there is none, and then there are no browser tests."""

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]

PASSWORD = "Gong-Kai-2026"

_STATUS_NOTE = "Failed to load resource: the server responded with a status of"


class Server(ThreadedWSGIServer):
    """Closing it waits for the requests under way."""

    daemon_threads = False


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The application on a free port of 127.0.0.1; every request has ended when this ends."""
    server = Server("127.0.0.1", 0, app)
    runner = threading.Thread(target=server.serve_forever, name="panel")
    runner.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        runner.join()
        server.server_close()


class Watch:
    """What must never happen in a page: ``faults`` names each time it did."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.faults: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.on("page", self._page)
        context.on("request", self._request)
        context.on("response", self._response)

    def _page(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._tell(page, f"script error: {error}"))
        page.on("dialog", self._dialog)

    def _tell(self, page: Page | None, fault: str) -> None:
        self.faults.append(f"{page.url if page else '?'}: {fault}")

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium reports what the Content-Security-Policy refused here too. Answers with an error status are
        # judged in _response, where it is known whether the page itself or a part of it was asked for.
        if message.type in {"error", "warning"} and not message.text.startswith(_STATUS_NOTE):
            self._tell(message.page, f"console: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        if dialog.type != "beforeunload":
            self._tell(dialog.page, f"dialog: {dialog.message}")
        dialog.accept()

    def _request(self, request: Request) -> None:
        found = urlsplit(request.url)
        if found.scheme in {"http", "https", "ws", "wss"} and found.netloc != self.host:
            self.faults.append(f"asked a foreign host: {request.url}")

    def _response(self, response: Response) -> None:
        of_the_page = response.request.is_navigation_request()
        if response.status >= 500 or (response.status >= 400 and not of_the_page):
            self.faults.append(f"status {response.status}: {response.url}")


class Site:
    """The served panel, and browsers to open in front of it."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.watch = Watch(urlsplit(url).netloc)
        self._contexts: list[BrowserContext] = []

    def visitor(self, **options: Any) -> Page:
        """A new browser of somebody without an account; options as of Playwright's new_context."""
        context = self.browser.new_context(
            **{"base_url": self.url, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", **options}
        )
        context.set_default_timeout(15_000)
        self._contexts.append(context)
        self.watch.over(context)
        return context.new_page()

    def sign_in(self, name: str, password: str = PASSWORD, **options: Any) -> Page:
        """A new browser in which that person has signed in through the log-in page."""
        page = self.visitor(**options)
        enter(page, name, password)
        return page

    def close(self) -> None:
        """Close every browser that was opened here."""
        for context in self._contexts:
            context.close()


def enter(page: Page, name: str, password: str) -> None:
    """Sign in and arrive on the desk."""
    page.goto("/login/")
    page.fill("#username", name)
    page.fill("#password", password)
    follow(page.locator("main form button[type=submit]"))
    page.wait_for_url("**/office/")


def follow(link: Locator) -> None:
    """Click what leads to another page, and be there."""
    with link.page.expect_navigation():
        link.click()


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window; 0 when nobody has to scroll sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def violations(page: Page) -> list[str]:
    """What axe-core holds against the page under WCAG 2.1 A and AA: rule and element."""
    page.evaluate(AXE)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", WCAG
    )
    return [f"{v['id']}: {n['target']} {n['html'][:120]}" for v in found["violations"] for n in v["nodes"]]
