"""What every page owes its reader: room, access, the keyboard, work without script, little weight."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.access.sessions import for_programs
from models import MATTERS
from tests.browser.live import Site, follow, sideways, violations
from tests.browser.pages import NOBODY, PAGES, REQUESTS, SUBMIT, Shown

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]

WIDTHS = (1440, 390, 320)
WITHOUT_A_PAGE = {"static", "frame.style", "frame.healthz", "frame.readyz"}
FILES = {
    "export",
    "file",
    "items_file",
    "attachment",
    "letter",
    "preview",
    "result",
    "import_template",
    "import_returned",
}
"""What is downloaded instead of looked at, by the last part of its endpoint."""

ALL_SEEN_BY = sorted({shown.who for shown in PAGES})


def look(page: Page, shown: Shown, rows: Mapping[str, object], width: int) -> None:
    """Go to a page at a width, fill in what is to be filled in and press what is to be pressed."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(shown.path.format(**rows))
    for name, text in shown.filled.items():
        page.locator(f"#{name}").evaluate("(field, text) => { field.value = text }", text)
    if shown.press == SUBMIT:
        follow(page.locator(SUBMIT).last)
    elif shown.press:
        page.click(shown.press)


def open_as(site: Site, who: str) -> Page:
    """A browser of that person, or of a visitor."""
    return site.visitor() if who == NOBODY else site.sign_in(who)


@pytest.mark.parametrize("who", ALL_SEEN_BY, ids=lambda who: who or "visitor")
def test_nobody_scrolls_sideways_and_nobody_is_kept_out(
    site: Site, rows: Mapping[str, object], who: str
) -> None:
    page, found = open_as(site, who), []
    for shown in PAGES:
        if shown.who != who:
            continue
        for width in WIDTHS:
            look(page, shown, rows, width)
            if wider := sideways(page):
                found.append(f"{shown.name} at {width}: {wider} pixels too wide")
            if width != 390:
                found += [f"{shown.name} at {width}: {violation}" for violation in violations(page)]
    assert found == []


OF_A_MATTER = {f"{model.__name__}View" for model in MATTERS}


def kind(endpoint: str) -> str:
    """What page it is; all matters have the same ones."""
    view, _dot, page = endpoint.partition(".")
    return f"matter.{page}" if view in OF_A_MATTER else endpoint


def test_every_kind_of_page_is_looked_at(app: Flask, rows: Mapping[str, object]) -> None:
    routes = app.url_map.bind("127.0.0.1")
    looked_at = {
        kind(routes.match(s.path.format(**rows).split("?")[0])[0]) for s in PAGES if s.name != "not-found"
    }
    pages = {
        kind(rule.endpoint)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.endpoint.split(".")[-1] not in FILES
        and not for_programs(rule.rule)
    }
    # Seen in the tests of the receipt: it exists for the browser alone that sent the request.
    assert pages - WITHOUT_A_PAGE - looked_at == {"portal.receipt"}


# -- the keyboard ---------------------------------------------------------------------


def test_the_first_tab_leads_past_the_menu(site: Site) -> None:
    page = site.sign_in("clerk")
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_menu_of_a_phone_opens_by_key(site: Site) -> None:
    page = site.sign_in("clerk", viewport={"width": 390, "height": 844})
    button, menu = page.locator("[data-menu-button]"), page.locator("#side-menu")
    expect(menu).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    expect(menu).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_a_dialog_closes_by_escape_and_gives_the_focus_back(site: Site, rows: Mapping[str, Any]) -> None:
    page = site.sign_in("head")
    page.goto(f"{REQUESTS}/{rows['handling']}")
    opener, dialog = page.locator("[data-dialog=offer-extend]"), page.locator("#offer-extend")
    opener.focus()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    expect(dialog.locator("#offer-extend-extension_days")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_step_not_possible_now_says_so_and_opens_to_say_why(site: Site, rows: Mapping[str, Any]) -> None:
    page = site.sign_in("officer")
    page.goto(f"{REQUESTS}/{rows['asking']}")
    refused = page.locator("summary", has_text="提交答复")
    assert refused.get_attribute("aria-disabled") is None
    assert "暂不能办理" in refused.inner_text()
    refused.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details[open] p", has_text="第三方")).to_be_visible()


@pytest.mark.parametrize("path", ["/apply", REQUESTS + "/new?fresh=1", "/password/"])
def test_what_is_wrong_with_a_form_gets_the_focus_and_leads_to_the_fields(site: Site, path: str) -> None:
    page = site.sign_in("clerk")
    page.goto(path)
    assert not page.title().startswith("错误")
    follow(page.locator(SUBMIT).last)
    assert page.title().startswith("错误")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    summary.locator("a").first.click()
    focused = page.evaluate("document.activeElement.getAttribute('aria-invalid')")
    assert focused == "true"


def test_a_browser_may_fill_in_what_it_knows_of_its_owner(site: Site) -> None:
    """WCAG 2.1, 1.3.5: on the public form; the clerk's form is about somebody else."""
    page = site.sign_in("clerk")
    known = "fields => fields.map(field => [field.id, field.autocomplete])"
    page.goto("/apply")
    assert page.locator("main .field [autocomplete]").evaluate_all(known) == [
        ["applicant", "name"],
        ["phone", "tel"],
        ["email", "email"],
        ["address", "street-address"],
    ]
    page.goto(REQUESTS + "/new?fresh=1")
    assert page.locator("main [autocomplete]").count() == 0


def test_size_and_contrast_stay_as_chosen(site: Site) -> None:
    page = site.visitor()
    page.goto("/")
    page.click("[data-size-button=xl]")
    page.click("[data-contrast-button]")
    page.goto("/apply")
    root = page.locator("html")
    expect(root).to_have_attribute("data-size", "xl")
    expect(root).to_have_attribute("data-contrast", "high")
    expect(page.locator("[data-size-button=xl]")).to_have_attribute("aria-pressed", "true")
    for width in (1440, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert sideways(page) == 0
    assert violations(page) == []


# -- without script -------------------------------------------------------------------


def test_a_list_is_filtered_without_script(site: Site, rows: Mapping[str, Any]) -> None:
    page = site.sign_in("clerk", java_script_enabled=False)
    page.goto(REQUESTS + "/")
    assert page.locator("tbody tr").count() == 3
    page.fill("main .filters [name=q]", "申请甲")
    follow(page.locator("main .filters button[type=submit]"))
    assert page.locator("tbody tr").count() == 1


def test_a_step_is_taken_on_its_own_page_without_script(site: Site, rows: Mapping[str, Any]) -> None:
    page = site.sign_in("head", java_script_enabled=False)
    page.goto(f"{REQUESTS}/{rows['handling']}")
    follow(page.locator("[data-dialog=offer-extend]"))
    page.fill("#extension_days", "5")
    page.fill("#extension_reason", "档案较多")
    follow(page.locator(SUBMIT).last)
    # Registered on Monday 2 March: day 20 is the 30th; five days more, past Tomb-Sweeping (4-6 April), are
    # 31 March, 1, 2, 3 and 7 April.
    assert "2026-04-07" in page.locator("aside").inner_text()


def test_a_request_is_registered_without_script(site: Site) -> None:
    page = site.sign_in("clerk", java_script_enabled=False)
    page.goto(REQUESTS + "/new")
    for name, answer in {"applicant": "罗小满", "phone": "13985400001", "content": "批复全文"}.items():
        page.fill(f"#{name}", answer)
    page.fill("#title", "申请公开批复")
    page.fill("#received_on", "2026-03-02")
    for name, choice in {
        "channel": "counter",
        "applicant_kind": "natural_person",
        "form_wanted": "paper",
        "delivery_wanted": "pickup",
    }.items():
        page.select_option(f"#{name}", choice)
    follow(page.locator(SUBMIT).last)
    assert "罗自然资公开申〔2026〕1号" in page.locator(".page-head").inner_text()


# -- weight ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", [REQUESTS + "/", REQUESTS + "/{handling}", "/apply"])
def test_a_page_is_light(
    site: Site, rows: Mapping[str, object], register: Callable[..., Any], path: str
) -> None:
    for n in range(25):
        register(title=f"申请公开第{n}号道路改造工程的预算、决算和审计结论")
    page = site.sign_in("officer")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto(path.format(**rows))
    page.wait_for_timeout(300)
    assert answer is not None
    assert len(answer.body()) <= 60 * 1024
    assert len([url for url in asked if not url.startswith("data:")]) <= 5
