"""Takes the pictures of ``docs/screens``: every kind of page, wide and on a phone, in the sample county.

    python -m tests.browser.screens BASE_URL ACCOUNTS_FILE FOLDER

BASE_URL is a running sample county, ACCOUNTS_FILE what ``make run`` wrote beside it. For each width one
request is sent through the public form, for the pictures of its receipt and its progress, and then
corrected by two people at once; nothing else is changed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.live import ARGUMENTS, CHROMIUM, Watch, enter, follow
from tests.browser.pages import NOBODY, REQUESTS, SUBMIT
from tests.browser.record_page import fill

HEIGHTS = {1440: 1500, 390: 2200}
"""Width of the window to the height a picture has at the most, in pixels."""

WINDOW = 900
"""The height of the window, in pixels."""

COLOURS = 256
"""Flat areas and text need no more."""

OPENED = "tbody td a"
UNIT = "main a[href*='/office/units/']:not([href$='new'])"
DRAFT = ".buttons a[href$='/draft']"
THE_REQUEST = "nav.crumbs a[href*='information-requests/']:not([href$='requests/'])"


@dataclass(frozen=True)
class Shot:
    """One picture: whose screen, which address, and what is clicked on the way (links lead on)."""

    name: str
    who: str
    path: str
    clicks: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """The file's name without width: page and role."""
        return f"{self.name}-{self.who.split('.')[-1].replace('_', '-') or 'visitor'}"


SHOTS = (
    Shot("portal", NOBODY, "/"),
    Shot("portal-guide", NOBODY, "/guide"),
    Shot("portal-apply", NOBODY, "/apply"),
    Shot("portal-apply-errors", NOBODY, "/apply", (SUBMIT,)),
    Shot("portal-track", NOBODY, "/track"),
    Shot("portal-track-errors", NOBODY, "/track", (SUBMIT,)),
    Shot("login", NOBODY, "/login/"),
    Shot("login-errors", NOBODY, "/login/", (SUBMIT,)),
    Shot("not-found", NOBODY, "/nowhere"),
    Shot("home", "zjj.head", "/office/"),
    Shot("list", "zjj.clerk", REQUESTS + "/"),
    Shot("list", "office_reviewer", REQUESTS + "/"),
    Shot("list-empty", "zjj.clerk", REQUESTS + "/?q=无此事项"),
    Shot("search", "zjj.clerk", "/office/search/?q=资金"),
    Shot("search-nothing", "zjj.clerk", "/office/search/?q=无此事项"),
    Shot("register", "zjj.clerk", REQUESTS + "/new?fresh=1"),
    Shot("register-errors", "zjj.clerk", REQUESTS + "/new?fresh=1", (SUBMIT,)),
    Shot("record-answered", "zjj.officer", REQUESTS + "/?state=answered", (OPENED,)),
    Shot("record-asking", "zjj.officer", "/office/third-parties/?state=asked", (OPENED, THE_REQUEST)),
    Shot("record-dialog", "zjj.head", REQUESTS + "/?state=handling", (OPENED, "[data-dialog=offer-extend]")),
    Shot("step-errors", "zjj.officer", REQUESTS + "/?state=handling", (OPENED, DRAFT, SUBMIT)),
    Shot("step", "zjj.officer", REQUESTS + "/?state=handling", (OPENED, DRAFT)),
    Shot(
        "why-this-date",
        "zjj.officer",
        "/office/third-parties/?state=asked",
        (OPENED, THE_REQUEST, "a[href$='/period/answer_period']"),
    ),
    Shot("third-party", "zjj.officer", "/office/third-parties/?state=asked", (OPENED,)),
    Shot("third-parties", "zjj.officer", "/office/third-parties/"),
    Shot(
        "third-party-new",
        "zjj.officer",
        REQUESTS + "/?state=handling",
        (OPENED, "a[href*='/third-parties/new']"),
    ),
    Shot(
        "third-party-why",
        "zjj.officer",
        "/office/third-parties/?state=asked",
        (OPENED, "a[href$='/period/reply_period']"),
    ),
    Shot("agencies", "zjj.officer", "/office/agency-consultations/?state=all"),
    Shot(
        "agency-new",
        "zjj.officer",
        REQUESTS + "/?state=handling",
        (OPENED, "a[href*='/agency-consultations/new']"),
    ),
    Shot("delegations", "zjj.head", "/office/delegations/"),
    Shot("delegation-new", "zjj.head", "/office/delegations/new"),
    Shot("import", "zjj.clerk", REQUESTS + "/import"),
    Shot("notices", "zjj.officer", "/office/notices/"),
    Shot("notice-choices", "zjj.clerk", "/office/profile/notices/"),
    Shot("password", "zjj.clerk", "/password/"),
    Shot("leave", "zjj.clerk", "/office/profile/leave"),
    Shot("profile", "zjj.clerk", "/office/profile/"),
    Shot("tokens", "zjj.clerk", "/office/tokens/"),
    Shot("token-new", "zjj.clerk", "/office/tokens/new"),
    Shot("jobs", "system_administrator", "/office/jobs/"),
    Shot("people", "system_administrator", "/office/people/"),
    Shot("person", "system_administrator", "/office/people/", (OPENED,)),
    Shot("person-edit", "system_administrator", "/office/people/", (OPENED, "a[href$='/edit']")),
    Shot("person-reset", "system_administrator", "/office/people/", (OPENED, "a[href$='/reset']")),
    Shot("person-switch", "system_administrator", "/office/people/", (OPENED, "a[href$='/switch']")),
    Shot("post-new", "system_administrator", "/office/people/", (OPENED, "a[href$='/new']")),
    Shot("person-new", "system_administrator", "/office/people/new"),
    Shot("units", "system_administrator", "/office/units/"),
    Shot("unit", "system_administrator", "/office/units/", (UNIT,)),
    Shot("unit-edit", "system_administrator", "/office/units/", (UNIT, "a[href$='/edit']")),
    Shot("unit-switch", "system_administrator", "/office/units/", (UNIT, "a[href$='/switch']")),
    Shot("unit-new", "system_administrator", "/office/units/new"),
    Shot("calendar", "system_administrator", "/office/calendar/2026"),
    Shot("calendar-load", "system_administrator", "/office/calendar/load"),
    Shot("calendar-day", "system_administrator", "/office/calendar/days/2026-02-14"),
    Shot("rules", "system_administrator", "/office/rules/"),
    Shot("rule", "system_administrator", "/office/rules/", (OPENED,)),
    Shot("rule-new", "system_administrator", "/office/rules/", (OPENED, "a[href$='/new']")),
    Shot("switch", "system_administrator", "/office/rules/switch/special_needs"),
    Shot("letters", "system_administrator", "/office/letters/"),
    Shot("checklists", "system_administrator", "/office/checklists/"),
    Shot("words", "system_administrator", "/office/words/"),
    Shot("columns", "system_administrator", "/office/columns/"),
    Shot("menu", "system_administrator", "/office/menu/"),
    Shot("menu-clerk", "system_administrator", "/office/menu/", (OPENED,)),
    Shot("fields", "system_administrator", "/office/fields/"),
    Shot("field-new", "system_administrator", "/office/fields/information-requests/new"),
    Shot("choice-list-new", "system_administrator", "/office/choice-lists/new"),
    Shot("setup", "system_administrator", "/office/setup/"),
    Shot("webhooks", "system_administrator", "/office/webhooks/"),
    Shot("rules-side-by-side", "system_administrator", "/office/rules/profiles"),
    Shot("meetings", "office_reviewer", "/office/open-meetings/?state=all"),
    Shot("meeting", "office_reviewer", "/office/open-meetings/?state=published", (OPENED,)),
    Shot("agenda-item", "zjj.clerk", "/office/agenda-items/?state=considered", (OPENED,)),
    Shot("agenda-item-new", "zjj.clerk", "/office/agenda-items/new?fresh=1"),
    Shot("open-day-years", "office_reviewer", "/office/open-day-years/"),
    Shot("interpretations", "office_reviewer", "/office/interpretations/?state=all"),
    Shot("interpretation", "office_reviewer", "/office/interpretations/?state=published", (OPENED,)),
    Shot("interpreters", "office_reviewer", "/office/interpreters/?state=all"),
    Shot("documents", "office_reviewer", "/office/documents/?state=all"),
    Shot("document-new", "clerk", "/office/documents/new?fresh=1"),
    Shot("document", "office_reviewer", "/office/documents/?state=all", (OPENED,)),
    Shot("document-references", "office_reviewer", "/office/document-references/?state=all"),
    Shot("paper-deliveries", "office_reviewer", "/office/paper-deliveries/?state=all"),
    Shot("portal-enterprises", NOBODY, "/enterprises"),
    Shot("portal-enterprise", NOBODY, "/enterprise/GSGS"),
    Shot("enterprises", "line_authority", "/office/enterprises/?state=all"),
    Shot("enterprise", "line_authority", "/office/enterprises/?state=listed", (OPENED,)),
    Shot("completeness", "office_reviewer", "/office/completeness/"),
    Shot("service-item", "enterprise_clerk", "/office/service-items/?state=disclosed", (OPENED,)),
    Shot("enterprise-catalogue", "line_authority", "/office/enterprise-catalogues/?state=ordered", (OPENED,)),
    Shot("enterprise-complaints", "line_authority", "/office/enterprise-complaints/?state=all"),
    Shot("items", "zrj.clerk", "/office/disclosure-items/"),
    Shot("item", "zrj.clerk", "/office/disclosure-items/", (OPENED,)),
    Shot("inspections", "office_reviewer", "/office/inspections/?state=all"),
    Shot("inspection", "office_reviewer", "/office/inspections/?state=confirmed", (OPENED,)),
    Shot("inspection-new", "office_reviewer", "/office/inspections/new?fresh=1"),
    Shot("breaches", "leading_group", "/office/breaches/?state=all"),
    Shot("breach", "leading_group", "/office/breaches/?state=corrected", (OPENED,)),
    Shot("use-requests", "office_reviewer", "/office/use-requests/?state=all"),
    Shot("training", "office_reviewer", "/office/trainings/?state=held", (OPENED,)),
    Shot("item-changes", "office_reviewer", "/office/item-changes/?state=all"),
    Shot("item-change", "office_reviewer", "/office/item-changes/?state=all", (OPENED,)),
    Shot("item-change-new", "zrj.clerk", "/office/item-changes/new?fresh=1"),
    Shot("editions", "office_reviewer", "/office/catalogue-editions/?state=all"),
    Shot("edition", "office_reviewer", "/office/catalogue-editions/?state=all", (OPENED,)),
    Shot("portal-catalogue", NOBODY, "/catalogue"),
    Shot("concerns", "office_reviewer", "/office/concerns/?state=all"),
    Shot("concern", "office_reviewer", "/office/concerns/?state=all", (OPENED,)),
    Shot("concern-new", "office_reviewer", "/office/concerns/new?fresh=1"),
    Shot("messages", "office_reviewer", "/office/public-messages/?state=all"),
    Shot("message", "office_reviewer", "/office/public-messages/?state=all", (OPENED,)),
    Shot("message-new", "office_reviewer", "/office/public-messages/new?fresh=1"),
    Shot("messages", "zjj.clerk", "/office/public-messages/?state=all"),
    Shot("overview", "office_reviewer", "/office/overview/"),
    Shot("system", "office_reviewer", "/office/overview/public-messages"),
    Shot("statistics", "leading_group", "/office/statistics/"),
    Shot("publications", "zrj.head", "/office/publications/?state=all"),
    Shot("publication", "zrj.head", "/office/publications/?state=published", (OPENED,)),
    Shot("officers", "office_reviewer", "/office/information-officers/?state=all"),
    Shot("interpretation", "myz.head", "/office/interpretations/?state=all", (OPENED,)),
    Shot("concern", "leading_group", "/office/concerns/?state=all", (OPENED,)),
    Shot("assessment", "leading_group", "/office/assessments/?state=all", (OPENED,)),
    Shot("scores", "leading_group", "/office/scores/?state=all"),
    Shot("score", "leading_group", "/office/scores/?state=all", (OPENED,)),
    Shot("annual-reports", "office_reviewer", "/office/annual-reports/?state=all"),
    Shot("annual-report", "zrj.clerk", "/office/annual-reports/?state=all", (OPENED,)),
    Shot("decisions", "byz.head", "/office/major-decisions/?state=all"),
    Shot("decision", "byz.head", "/office/major-decisions/?state=all", (OPENED,)),
    Shot("consultation", "byz.head", "/office/consultations/?state=all", (OPENED,)),
    Shot("holders", "security_administrator", "/office/holders/people"),
    Shot("holder", "security_administrator", "/office/holders/people", (OPENED,)),
    Shot("holders-by-role", "security_administrator", "/office/holders/"),
    Shot("role-new", "security_administrator", "/office/holders/new"),
    Shot("tokens-everybody", "security_administrator", "/office/tokens/all"),
    Shot("roles", "security_administrator", "/office/roles/"),
    Shot("why-may-she", "security_administrator", "/office/why/"),
    Shot("trail", "auditor", "/office/trail/"),
    Shot("trail-row", "auditor", "/office/trail/", (OPENED,)),
    Shot("trail-why", "auditor", "/office/trail/why"),
    Shot("trail-chain", "auditor", "/office/trail/chain?verify=1"),
)

ASKED = {
    "unit_id": "罗甸县住房和城乡建设局",
    "applicant_kind": "natural_person",
    "applicant": "罗小满",
    "phone": "13985400001",
    "title": "申请公开罗甸县2026年老旧小区改造资金安排",
    "content": "罗甸县2026年老旧小区改造资金安排文件及分配表",
    "form_wanted": "electronic",
    "delivery_wanted": "online",
}


SAVED_FIRST = {"phone": "13985400002", "reason": "申请人来电更正电话"}
SENT_SECOND = {
    "title": "申请公开罗甸县2026年城镇老旧小区改造资金安排",
    "content": "一、罗甸县2026年城镇老旧小区改造资金安排文件\n二、资金分配表",
    "reason": "标题和内容与申请表不一致",
}
"""What the officer and the clerk of the unit correct at the same time."""


def accounts(file: Path) -> dict[str, str]:
    """User name to password."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return {name: password for name, password, *_who in (line.split() for line in lines if line.strip())}


@contextmanager
def window(browser: Browser, url: str, width: int, watch: Watch) -> Iterator[Page]:
    """A window of that width."""
    size: ViewportSize = {"width": width, "height": WINDOW}
    context = browser.new_context(base_url=url, viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai")
    watch.over(context)
    yield context.new_page()
    context.close()


def go(page: Page, shot: Shot) -> None:
    """Get to where the picture is taken."""
    page.goto(shot.path)
    for selector in shot.clicks:
        target = page.locator(selector).last if selector == SUBMIT else page.locator(selector).first
        if selector.startswith("[data-dialog"):
            target.click()
        else:
            follow(target)


def take(page: Page, file: Path, width: int) -> None:
    """Save the page as a small PNG."""
    page.evaluate("scrollTo(0, 0)")
    # A dialog lies over the window; anything else is shown as if the window were as high as the page.
    if not page.locator("dialog[open]").count():
        height = int(page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": width, "height": min(HEIGHTS[width], height)})
    picture = page.screenshot()
    page.set_viewport_size({"width": width, "height": WINDOW})
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def ask(page: Page, folder: Path, width: int) -> str:
    """Send a request and follow it: receipt and progress. Returns its number."""
    page.goto("/apply")
    for name, answer in ASKED.items():
        fill(page, f"#{name}", answer)
    follow(page.locator(SUBMIT))
    take(page, folder / f"portal-receipt-visitor-{width}.png", width)
    number, code = (told.inner_text() for told in page.locator(".receipt dd").all())
    page.goto("/track")
    page.fill("#number", number)
    page.fill("#code", code)
    follow(page.locator(SUBMIT))
    take(page, folder / f"portal-progress-visitor-{width}.png", width)
    return number


def collide(first: Page, second: Page, number: str, folder: Path, width: int) -> None:
    """Two people correct the same request at once: the form, and what the second one sees."""
    for page in (first, second):
        page.goto(f"/office/search/?q={number}")
        follow(page.locator(OPENED).first)
        follow(page.locator(".buttons a[href$='/edit']"))
    take(second, folder / f"edit-clerk-{width}.png", width)
    for page, answers in ((first, SAVED_FIRST), (second, SENT_SECOND)):
        for name, answer in answers.items():
            fill(page, f"#{name}", answer)
        follow(page.locator(SUBMIT).last)
    take(second, folder / f"conflict-clerk-{width}.png", width)


def main(url: str, accounts_file: str, out: str) -> None:
    """Take all pictures; exit 1 and say so where a page showed a fault on the way."""
    folder, passwords = Path(out), accounts(Path(accounts_file))
    folder.mkdir(parents=True, exist_ok=True)
    watch = Watch(urlsplit(url).netloc)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        for width in HEIGHTS:
            for who in dict.fromkeys(shot.who for shot in SHOTS):
                with window(browser, url, width, watch) as page:
                    if who != NOBODY:
                        enter(page, who, passwords[who])
                    for shot in SHOTS:
                        if shot.who == who:
                            go(page, shot)
                            take(page, folder / f"{shot.stem}-{width}.png", width)
            with window(browser, url, width, watch) as page:
                number = ask(page, folder, width)
            with window(browser, url, width, watch) as first, window(browser, url, width, watch) as second:
                enter(first, "zjj.officer", passwords["zjj.officer"])
                enter(second, "zjj.clerk", passwords["zjj.clerk"])
                collide(first, second, number, folder, width)
        browser.close()
    if watch.faults:
        sys.exit("\n".join(watch.faults))


if __name__ == "__main__":
    main(*sys.argv[1:])
