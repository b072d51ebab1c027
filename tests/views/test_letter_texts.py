"""Words in letters: tried first, kept with a reason, by the system administrator alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from sqlalchemy import func, select

from app.letters import render
from models import LetterText, TrailEntry

EDIT = "/office/letters/answer/closing/edit"
FORM = {
    "text": "特此答复，{record.number}。",
    "valid_from": "2026-03-03",
    "reason": "统一用语",
    "looked_at": "",
}


def again(page: Any) -> dict[str, str]:
    """The form as the page with the sample sends it."""
    found = re.search(r'name="looked_at"[^>]* value="([^"]*)"', page.text)
    assert found
    return {**FORM, "looked_at": unescape(found[1])}


def count(session: Any) -> int:
    session.rollback()
    return int(session.scalar(select(func.count(LetterText.id))))


def test_how_it_reads_is_shown_before_it_is_kept(send: Callable[..., Any], session: Any) -> None:
    page = send("sysadmin", EDIT, FORM)
    assert page.status_code == 200
    assert "特此答复，示例公开申〔2026〕1号。" in page.text
    assert count(session) == 0
    assert send("sysadmin", EDIT, again(page)).status_code == 302
    row = session.scalars(select(LetterText)).one()
    assert (row.text, row.valid_from.isoformat()) == ("特此答复，{record.number}。", "2026-03-03")
    told = session.scalars(select(TrailEntry).where(TrailEntry.subject.startswith("letter_text"))).one()
    assert (told.actor_name, told.changes["reason"]["to"]) == ("sysadmin", "统一用语")
    assert "2026-03-03 起改变" in send("sysadmin", "/office/letters/", None).text


def test_a_form_changed_after_the_sample_is_looked_over_again(send: Callable[..., Any], session: Any) -> None:
    page = send("sysadmin", EDIT, FORM)
    assert send("sysadmin", EDIT, {**again(page), "text": "此复。"}).status_code == 200
    assert count(session) == 0


def test_back_to_the_words_as_shipped(send: Callable[..., Any], session: Any) -> None:
    page = send("sysadmin", EDIT, {**FORM, "shipped": "y"})
    assert "<p>特此告知。</p>" in page.text
    assert send("sysadmin", EDIT, {**again(page), "shipped": "y"}).status_code == 302
    session.rollback()
    assert session.scalars(select(LetterText.text)).one() is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "见{record.phone}"),
        ("text", "见{number"),
        ("text", "字" * 301),
        ("text", "谢谢\U0001f600"),
        ("valid_from", "2026-03-01"),
        ("valid_from", ""),
        ("reason", " "),
    ],
)
def test_what_will_not_do_is_said_at_its_field(
    send: Callable[..., Any], session: Any, field: str, value: str
) -> None:
    answer = send("sysadmin", EDIT, {**FORM, field: value})
    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert count(session) == 0


def test_the_letter_is_printed_with_the_words_that_are_tried(
    send: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "pdf", lambda markup, **_fonts: markup.encode())
    page = send("sysadmin", "/office/letters/answer/preview.pdf?place=closing&text=此复。", None)
    assert page.mimetype == "application/pdf"
    assert "<p>此复。</p>" in page.text
    assert "草稿" in page.text
    shipped = send("sysadmin", "/office/letters/answer/preview.pdf", None)
    assert "<p>特此告知。</p>" in shipped.text
    for tried in ("{record.phone}", "字" * 301):
        address = f"/office/letters/answer/preview.pdf?place=closing&text={tried}"
        assert send("sysadmin", address, None).status_code == 400


@pytest.mark.parametrize("address", ["/office/letters/", EDIT, "/office/letters/answer/preview.pdf"])
def test_nobody_else_words_letters(send: Callable[..., Any], address: str) -> None:
    for name in ("clerk", "auditor", "secadmin", "leader"):
        assert send(name, address, None).status_code == 403
    assert send("sysadmin", address.replace("answer", "nosuch"), None).status_code in {200, 404}


def test_there_is_no_passage_but_the_marked_ones(send: Callable[..., Any]) -> None:
    for address in ("nosuch/closing/edit", "answer/remedy/edit", "nosuch/preview.pdf"):
        assert send("sysadmin", f"/office/letters/{address}", None).status_code == 404
