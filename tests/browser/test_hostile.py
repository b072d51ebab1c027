"""Texts that want to be scripts stay texts on every page; nobody puts a page of ours into a frame (32-34)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import FilePayload, Page

from models import InformationRequest, ThirdParty
from tests.browser.live import Site, follow
from tests.browser.pages import REQUESTS, SUBMIT
from tests.browser.payloads import PAYLOADS
from tests.browser.rows import Desk

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]


def plain(text: str) -> str:
    """A text with its white space as a page shows it."""
    return " ".join(text.split())


def shown(page: Page) -> str:
    """What a reader of the page's content reads."""
    return plain(page.locator("main").inner_text())


def leafed_through(page: Page, address: str) -> set[str]:
    """The payloads read on all pages of a list."""
    page.goto(address)
    words = shown(page)
    while page.locator("a[rel=next]").count():
        follow(page.locator("a[rel=next]"))
        words += shown(page)
    return {text for text in PAYLOADS if plain(text) in words}


@pytest.fixture
def planted(session: Any, desk: Desk, register: Callable[..., InformationRequest]) -> list[int]:
    """A request for each payload: subject, content, applicant, contact, file name, third party, reason."""
    ids = []
    for text in PAYLOADS:
        request = register(applicant="罗小满", content="批复全文")
        # The receipt is written; what no font can print is refused there, and is nothing to test here.
        # A name has 80 characters, and PostgreSQL holds to it.
        request.title, request.content, request.applicant = text, text, text[:80]
        request.purpose, request.help_needed, request.address = text, text, text
        desk.attach(request, text)
        desk.take(request, "accept", "officer")
        party = desk.inquiry(ThirdParty, request, text, contact=text)
        desk.take(party, "drop", "officer", reason=text)
        ids.append(request.id)
    return ids


def test_there_are_sixty_different_payloads() -> None:
    assert len(set(PAYLOADS)) == 60


def test_no_stored_text_becomes_a_script(site: Site, planted: list[int]) -> None:
    officer = site.sign_in("officer")
    for text, number in zip(PAYLOADS, planted, strict=True):
        officer.goto(f"{REQUESTS}/{number}")
        assert shown(officer).count(plain(text)) >= 8, text
    for address in ("/office/", f"{REQUESTS}/", "/office/third-parties/?state=all"):
        assert leafed_through(officer, address) == set(PAYLOADS)
    clerk = site.sign_in("clerk")
    for text, number in zip(PAYLOADS, planted, strict=True):
        clerk.goto(f"{REQUESTS}/{number}/edit")
        assert plain(clerk.input_value("#content")) == plain(text)


def test_the_trail_tells_hostile_reasons_as_they_are(site: Site, planted: list[int]) -> None:
    assert leafed_through(site.sign_in("auditor"), "/office/trail/") == set(PAYLOADS)


def test_no_address_becomes_a_script(site: Site) -> None:
    visitor, clerk = site.visitor(), site.sign_in("clerk")
    for text in PAYLOADS:
        visitor.goto(f"/guide?q={quote(text)}")
        assert plain(text) in shown(visitor)
        clerk.goto(f"{REQUESTS}/?q={quote(text)}")
        assert plain(clerk.input_value("main .filters [name=q]")) == plain(text)
        clerk.goto(f"/office/search/?q={quote(text)}")
        assert plain(text)[:60] in plain(clerk.input_value("#site-search")) + shown(clerk)


def test_what_was_typed_comes_back_as_text(site: Site) -> None:
    visitor = site.visitor()
    for text in PAYLOADS[::4]:
        visitor.goto("/apply")
        for name in ("applicant", "title", "content", "address", "purpose"):
            visitor.fill(f"#{name}", text)
        follow(visitor.locator(SUBMIT))
        assert visitor.input_value("#content") == text
        assert visitor.input_value("#applicant") == text
        visitor.goto("/track")
        visitor.fill("#number", text)
        visitor.fill("#code", text)
        follow(visitor.locator(SUBMIT))


def test_a_refused_file_is_named_as_text(site: Site, register: Callable[..., InformationRequest]) -> None:
    request, page = register(), site.sign_in("clerk")
    for text in ("<img src=x onerror=alert(8)>.exe", '"><svg onload=alert(12)>.pdf'):
        page.goto(f"{REQUESTS}/{request.id}")
        planted: FilePayload = {
            "name": text,
            "mimeType": "application/pdf",
            "buffer": b"MZ nothing of the kind",
        }
        page.set_input_files("#upload-file", planted)
        follow(page.locator("#attachments form button[type=submit]"))
        assert page.locator(".alert-danger").count() == 1


@pytest.mark.parametrize("path", ["/", "/apply", "/login/", "/office/"])
def test_no_page_lets_itself_be_framed(site: Site, path: str) -> None:
    page = site.sign_in("clerk")
    page.route(
        "**/framing",
        lambda route: route.fulfill(content_type="text/html", body=f"<iframe src='{path}'></iframe>"),
    )
    page.goto("/framing")
    page.wait_for_timeout(500)
    framed = page.frames[1]
    assert framed.url.startswith("chrome-error:")
    told, site.watch.faults = site.watch.faults, []
    assert any("frame" in fault for fault in told)
