"""How a record page is used and read: its steps, state, periods and letters."""

from __future__ import annotations

from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.live import follow


def take(page: Page, step: str, **answers: str) -> None:
    """Press a step's button and answer what it asks: in its dialog, or on its page if it asks much."""
    button = page.locator(f".buttons a[href$='/{step}']")
    form = page.locator(f"dialog#offer-{step}")
    if form.count():
        button.click()
        scope = f"offer-{step}-"
    else:
        follow(button)
        form, scope = page.locator("main form"), ""
    for name, answer in answers.items():
        fill(page, f"#{scope}{name}", answer)
    follow(form.locator("button[type=submit]"))


def fill(page: Page, selector: str, answer: str) -> None:
    """Answer a field, whatever it is."""
    field = page.locator(selector)
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(answer)
    else:
        field.fill(answer)


def state(page: Page) -> str:
    """The state a record page shows."""
    return page.locator("h1 .tag").inner_text()


def answer_clock(page: Page) -> str:
    """What the record page says of the answer's period."""
    return page.locator(".clock", has=page.locator("a[href$='/period/answer_period']")).inner_text()


def letter_text(page: Page) -> str:
    """Download the newest letter of the record and read it, line breaks left out."""
    link = page.locator("a[href*='/letters/']").last
    with page.expect_download() as download:
        link.evaluate("link => { link.download = ''; link.click(); }")
    return "".join(sheet.extract_text() for sheet in PdfReader(download.value.path()).pages).replace("\n", "")


def day_by_day(page: Page) -> tuple[dict[str, int], list[str]]:
    """The table of "why this date": day to number, and the days on which the period stood still."""
    rows = page.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [row.className, ...[...row.cells].map(cell => cell.innerText.trim())])"
    )
    counted = {day: int(number) for _kind, day, _weekday, number, *_rest in rows if number != "—"}
    return counted, [day for kind, day, *_rest in rows if kind == "day-suspended"]
