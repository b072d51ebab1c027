"""Words in letters: tried first, kept with a reason, by the system administrator alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import func, select

from app.letters import render, wording
from models import LetterText, TrailEntry
from models.letter_kind import LETTER_KINDS

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


# -- facts by their names -------------------------------------------------------------

CONTACT = "/office/letters/receipt/contact/edit"
AS_SHIPPED = "联系地址：{地址（含房间号）}；联系电话：{联系电话}；办公时间：{办公时间}。"
"""As the program words it, with the three facts as the office calls them."""


def test_facts_are_read_by_their_names(send: Callable[..., Any]) -> None:
    page = unescape(send("sysadmin", CONTACT, None).text)
    # Now, as shipped, and in the field to be changed.
    assert page.count(AS_SHIPPED) == 3
    assert "unit." not in page
    assert 'data-insert="{登记编号}"' in page
    overview = send("sysadmin", "/office/letters/", None).text
    assert AS_SHIPPED in overview
    assert "{unit." not in overview


@pytest.mark.parametrize(
    "typed",
    [
        "特此答复，{登记编号}。",
        "特此答复，{ 登记编号 }。",
        "特此答复，｛登记编号｝。",
        "特此答复，{record.number}。",
    ],
)
def test_a_fact_typed_by_its_name_is_kept_by_its_path(
    send: Callable[..., Any], session: Any, typed: str
) -> None:
    page = send("sysadmin", EDIT, {**FORM, "text": typed})
    assert page.status_code == 200
    assert "特此答复，示例公开申〔2026〕1号。" in page.text
    assert send("sysadmin", EDIT, {**again(page), "text": typed}).status_code == 302
    session.rollback()
    assert session.scalars(select(LetterText.text)).one() == "特此答复，{record.number}。"


def test_a_name_that_is_no_fact_is_said_as_it_was_typed(send: Callable[..., Any], session: Any) -> None:
    answer = send("sysadmin", EDIT, {**FORM, "text": "请拨打{手机号码}。"})
    assert answer.status_code == 400
    assert "{手机号码}" in answer.text.split('id="text-error"')[1].split("</p>")[0]
    assert count(session) == 0


def test_every_name_stands_for_one_fact_in_every_language(app: Flask) -> None:
    """And goes there and back: all facts of a letter, in each language, read in the other too."""
    with app.test_request_context():
        for kind in LETTER_KINDS:
            every = "".join(f"{{{path}}}、" for path in kind.insertable)
            shipped = [place.shipped for place in kind.places]
            for language in ("zh", "en"):
                with force_locale(language):
                    names = [str(label) for label in kind.insertable.values()]
                    told = [wording.spoken(kind, text) for text in (every, *shipped)]
                assert len(set(names)) == len(names)
                assert told[0] == "".join(f"{{{name}}}、" for name in names)
                with force_locale("en" if language == "zh" else "zh"):
                    assert [wording.stored(kind, text) for text in told] == [every, *shipped]
