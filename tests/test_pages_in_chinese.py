"""Every page somebody reaches by its links is in Chinese: no word of the program's English is left on it."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from app.access.actor import PROGRAM
from models import InformationRequest
from models.checklist import TEN_POINTS
from models.publication_column import SHIPPED as COLUMNS
from models.roles import ROLES
from tests.conftest import Browser
from tests.county import PEOPLE, UNITS

pytestmark = pytest.mark.any_engine

FOREIGN = re.compile(r"[A-Za-z]{3,}")
ADDRESS = re.compile(r"\S+@\S+|\{[a-z_.]+\}")
"""Of a person; or of a fact in a letter, which is put in its place."""
SAID_BY_ATTRIBUTE = {"title", "alt", "placeholder", "aria-label"}
UNSEEN = {"script", "style"}
NOT_FOLLOWED = ("/static/", "lang=", ".csv", ".xlsx", ".pdf", ".json", ".html")
ENOUGH = 2
"""Pages of one kind: addresses that differ only in their numbers and queries."""

FORMATS = {"CSV", "XLSX", "Excel", "PDF", "UTF", "English", "JSON", "HTML", "SHA"}
COLUMNS_OF_A_CALENDAR_FILE = {"date", "kind", "source", "off", "work"}
NAMES_OF_SETTINGS = {"GONGKAI", "RULES", "seed", "regulation", "WEBHOOK", "HOSTS"}
SOURCE_OF_THE_CALENDAR = {"chinesecalendar"}
NAMES = {PROGRAM.name, *(person.name for person in PEOPLE), *(role.name for role in ROLES)}
CODES = {unit[0] for unit in UNITS}
"""Of the county of these tests; a role's own name stands below its label."""
SHIPPED = {row[0] for row in (*TEN_POINTS, *COLUMNS)}
"""Codes of what every installation is born with: set-up files know the rows by them."""

ALLOWED = {
    word
    for text in FORMATS
    | COLUMNS_OF_A_CALENDAR_FILE
    | NAMES_OF_SETTINGS
    | SOURCE_OF_THE_CALENDAR
    | NAMES
    | CODES
    | SHIPPED
    for word in FOREIGN.findall(text)
}


class Reading(HTMLParser):
    """What somebody reads or hears on a page, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self._inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside.append(tag)
        for name, value in attrs:
            if value and (name in SAID_BY_ATTRIBUTE or _is_text_for_script(name)):
                self.texts.append(value)
            if value and name == "href" and tag == "a":
                self.links.append(value)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            continue

    def handle_data(self, data: str) -> None:
        if not UNSEEN & set(self._inside[-1:]):
            self.texts.append(data)

    def foreign(self) -> set[str]:
        """Texts with a word that is neither Chinese nor allowed."""
        return {text.strip() for text in self.texts if set(FOREIGN.findall(ADDRESS.sub("", text))) - ALLOWED}


def _is_text_for_script(attribute: str) -> bool:
    return attribute in {"data-label", "data-saved", "data-failed", "data-selected-text"}


def pages(browser: Browser, *starts: str) -> Iterator[tuple[str, Reading]]:
    """Every page within reach of the starts by links, ``ENOUGH`` of a kind."""
    ahead, seen, kinds = deque(starts), set(starts), Counter[str]()
    while ahead:
        address = ahead.popleft()
        kind = re.sub(r"\d+", "N", address.partition("?")[0])
        kinds[kind] += 1
        if kinds[kind] > ENOUGH or any(part in address for part in NOT_FOLLOWED):
            continue
        answer = browser.get(address)
        if answer.mimetype != "text/html":
            continue
        reading = Reading(answer.text)
        yield address, reading
        for link in reading.links:
            if link.startswith("/") and link not in seen:
                seen.add(link)
                ahead.append(link)


@pytest.fixture
def worked(
    session: Any, made: Any, actor: Any, register: Callable[..., InformationRequest], third_party: Any
) -> None:
    """A request that is being handled and asks a third party, and one in its formal check."""
    request = register()
    for step, who, answers in (
        ("accept", "officer", {}),
        ("pass_check", "officer", {}),
        ("clear_secrecy", "secrecy", {"secrecy_opinion": "不涉及国家秘密"}),
    ):
        made.engine.perform(request, step, actor(who), answers)
    made.engine.perform(
        third_party(request),
        "ask",
        actor("officer"),
        {"asked_on": made.time.today(), "answer_by": made.time.today().replace(day=24)},
    )
    session.commit()
    made.engine.perform(register(title="申请公开不动产登记收费依据"), "accept", actor("officer"))
    session.commit()


@pytest.mark.parametrize(
    ("name", "reached"),
    [
        ("clerk", "/office/information-requests/new"),
        ("officer", "/office/third-parties/N/agree"),
        ("head", "/office/information-requests/N/extend"),
        ("auditor", "/office/trail/N"),
        ("sysadmin", "/office/people/N/reset"),
        ("secadmin", "/office/roles/"),
    ],
)
def test_who_works_here_reads_chinese(
    worked: None, sign_in: Callable[[str], Browser], name: str, reached: str
) -> None:
    found = {address: reading.foreign() for address, reading in pages(sign_in(name), "/office/")}
    assert reached in {re.sub(r"\d+", "N", address.partition("?")[0]) for address in found}
    assert {address: words for address, words in found.items() if words} == {}


def test_a_citizen_reads_chinese(client: Browser) -> None:
    found = {address: reading.foreign() for address, reading in pages(client, "/", "/login/", "/nowhere")}
    assert {"/", "/apply", "/track", "/guide", "/login/", "/nowhere"} <= set(found)
    assert {address: words for address, words in found.items() if words} == {}


@pytest.mark.parametrize("address", ["/apply", "/track", "/login/"])
def test_what_a_form_refuses_is_said_in_chinese(
    app: Any, client: Browser, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    reading = Reading(
        client.post(address, data={"unit_id": "none", "applicant": "", "username": "x" * 500}).text
    )
    assert any("必填" in text for text in reading.texts)
    assert reading.foreign() == set()


def test_a_question_in_an_address_is_answered_in_chinese(
    worked: None, session: Any, sign_in: Callable[[str], Browser]
) -> None:
    request = session.query(InformationRequest).order_by(InformationRequest.id).first()
    address = f"/office/information-requests/{request.id}/period/answer_period?extension=many"
    reading = Reading(sign_in("officer").get(address).text)
    assert any("不是有效的整数" in text for text in reading.texts)
    assert reading.foreign() == set()


@pytest.mark.parametrize(
    "page",
    [
        "<p>Save</p>",
        '<p title="Save">存</p>',
        '<input placeholder="Number">',
        '<p data-saved="Draft saved"></p>',
    ],
)
def test_an_english_word_is_found(page: str) -> None:
    assert len(Reading(page).foreign()) == 1


def test_names_addresses_and_scripts_are_no_words() -> None:
    page = '<p>clerk, a@b.example, CSV 2 MB</p><script>const name = "x";</script><style>body {}</style>'
    assert Reading(page).foreign() == set()
