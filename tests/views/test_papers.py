"""Files and letters of a record: what is offered opens, and a wrong file is taken off again."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import select, update

from app.letters import render
from app.parts import Parts
from models import Attachment, Draft, InformationRequest, Letter, TrailEntry
from tests.conftest import Browser

ROOT = "/office/information-requests"
FONTS = Path("/usr/share/fonts/county")
PDF = re.compile(r'href="([^"]+\.pdf)"')
Enter = Callable[[str], Browser]
Register = Callable[..., InformationRequest]


@pytest.fixture
def attach(sign_in: Enter, session: Any) -> Callable[..., Attachment]:
    """Attach a file to a record as the clerk, for a purpose."""

    def go(request: InformationRequest, purpose: str = "other") -> Attachment:
        browser, page = sign_in("clerk"), f"{ROOT}/{request.id}"
        token = browser.get(page).text.split('name="csrf_token" value="')[1].split('"')[0]
        file = (io.BytesIO("寄错的材料".encode()), "材料.txt")
        browser.post(f"{page}/attachments", data={"file": file, "purpose": purpose, "csrf_token": token})
        session.rollback()
        found: Attachment = session.scalars(select(Attachment)).one()
        return found

    return go


# -- letters --------------------------------------------------------------------------


@pytest.fixture
def drafted(session: Any, register: Register) -> InformationRequest:
    """A request whose answer waits to be signed: it has its receipt, and a letter to look at before."""
    request = register()
    request.enter("drafted")
    session.commit()
    return request


@pytest.mark.parametrize(("name", "offered"), [("officer", 2), ("head", 2), ("leader", 0)])
def test_only_letters_that_open_are_offered(
    sign_in: Enter,
    session: Any,
    drafted: InformationRequest,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    offered: int,
) -> None:
    """The county's leader sees the record and no names: of letters she reads the number."""
    monkeypatch.setattr(render, "pdf", lambda _markup, **_fonts: b"%PDF")
    browser = sign_in(name)
    page = browser.get(f"{ROOT}/{drafted.id}").text
    found = PDF.findall(page)
    assert len(found) == offered
    assert {browser.get(address).status_code for address in found} <= {200, 302}
    assert str(session.scalars(select(Letter.number)).one()) in page


@pytest.fixture
def county_fonts(made: Parts, monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """The county has fonts of its own; which ones each text was laid out with."""
    used: list[Path | None] = []

    def lay_out(_markup: str, *, fonts_dir: Path | None = None) -> bytes:
        used.append(fonts_dir)
        return b"%PDF"

    monkeypatch.setattr(made.letters, "fonts", FONTS)
    monkeypatch.setattr(render, "pdf", lay_out)
    return used


def test_what_is_printed_has_the_fonts_of_the_county(
    sign_in: Enter, session: Any, register: Register, county_fonts: list[Path | None]
) -> None:
    request = register(correction_items="写明文号", correct_by=date(2026, 3, 16))
    letter = session.scalars(select(Letter.id)).one()
    browser = sign_in("head")
    for address in (
        f"{request.id}/letters/{letter}.pdf",
        f"{request.id}/preview/correction.pdf",
        "export.pdf",
    ):
        assert browser.get(f"{ROOT}/{address}", buffered=True).status_code == 200, address
    assert county_fonts == [FONTS] * 3


def test_nobody_waits_while_a_letter_is_laid_out(
    sign_in: Enter,
    session: Any,
    made: Parts,
    register: Register,
    user_id: Callable[[str], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody else writes in the meantime; the lock of SQLite would keep her out until it gave up."""
    request, letter = register(), session.scalars(select(Letter.id)).one()
    number, reader = request.id, user_id("head")
    session.remove()
    waited: list[bool] = []

    def write_beside() -> None:
        with made.write() as beside:
            beside.add(Draft(user_id=reader, form="beside", values={}, saved_at=made.time.now()))

    def lay_out(_markup: str, **_fonts: Any) -> bytes:
        somebody_else = Thread(target=write_beside)
        somebody_else.start()
        somebody_else.join(timeout=2)
        waited.append(somebody_else.is_alive())
        return b"%PDF"

    monkeypatch.setattr(render, "pdf", lay_out)
    assert sign_in("head").get(f"{ROOT}/{number}/letters/{letter}.pdf").data == b"%PDF"
    assert waited == [False]


def test_a_letter_that_was_altered_is_not_shown_and_the_page_says_why(
    sign_in: Enter, session: Any, register: Register
) -> None:
    request, letter = register(), session.scalars(select(Letter)).one()
    session.execute(update(Letter).where(Letter.id == letter.id).values(html=Letter.html + " "))
    session.commit()
    browser = sign_in("head")
    answer = browser.get(f"{ROOT}/{request.id}/letters/{letter.id}.pdf")
    assert answer.location == f"{ROOT}/{request.id}"
    assert "与签发时不一致" in browser.get(answer.location).text


# -- files ----------------------------------------------------------------------------


def test_a_file_that_does_not_open_is_no_link(
    sign_in: Enter, register: Register, attach: Callable[..., Attachment]
) -> None:
    request = register()
    file = attach(request)
    address = f'href="{ROOT}/{request.id}/attachments/{file.id}"'
    assert address in sign_in("clerk").get(f"{ROOT}/{request.id}").text
    page = sign_in("leader").get(f"{ROOT}/{request.id}").text
    assert "无权查看的文件" in page
    assert address not in page


def test_a_wrong_file_is_taken_off_with_a_reason(
    send: Callable[..., Any],
    sign_in: Enter,
    session: Any,
    register: Register,
    attach: Callable[..., Attachment],
) -> None:
    request = register()
    address = f"{ROOT}/{request.id}/attachments/{attach(request).id}/remove"
    assert f'href="{address}"' in sign_in("clerk").get(f"{ROOT}/{request.id}").text
    unexplained = send("clerk", address, {"reason": " "})
    assert unexplained.status_code == 400
    session.rollback()
    assert session.scalars(select(Attachment)).one().name == "材料.txt"
    assert send("clerk", address, {"reason": "传错了文件"}).status_code == 302
    session.rollback()
    assert session.scalars(select(Attachment)).all() == []
    told = session.scalars(select(TrailEntry).where(TrailEntry.action == "detach")).one()
    assert (told.actor_name, told.reason) == ("clerk", "其他材料：传错了文件")


def test_a_file_of_what_was_decided_on_stays(
    sign_in: Enter, session: Any, register: Register, attach: Callable[..., Attachment]
) -> None:
    request = register()
    address = f"{ROOT}/{request.id}/attachments/{attach(request).id}/remove"
    request.enter("secrecy")
    session.commit()
    browser = sign_in("clerk")
    assert address not in browser.get(f"{ROOT}/{request.id}").text
    assert browser.get(address).status_code == 404
