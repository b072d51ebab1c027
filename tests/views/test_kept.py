"""Rows an administrator keeps: words, points of checklists, columns of the portal."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from models import ChecklistPoint, PublicationColumn, SensitiveWord, TrailEntry
from models.checklist import TEN_POINTS
from models.publication_column import SHIPPED

WHY = "县政府办公室要求"
WORD = {"word": "老百姓", "kind": "inaccurate", "level": "warn", "advice": "群众"}
POINT = {
    "checklist": "publication-review",
    "code": "links",
    "text": "链接有效",
    "clause": "A1.20",
    "place": "110",
}
COLUMN = {
    "code": "budget",
    "name": "财政预决算",
    "parent_id": "",
    "unit_id": "",
    "rhythm": "periodic",
    "interval": "20",
}
KEPT = [
    ("words", SensitiveWord, WORD),
    ("checklists", ChecklistPoint, POINT),
    ("columns", PublicationColumn, COLUMN),
]


def newest(session: Any, model: type[Any]) -> Any:
    session.expire_all()
    return session.scalars(select(model).order_by(model.id.desc())).first()


@pytest.mark.parametrize(("slug", "model", "form"), KEPT)
def test_a_row_is_entered_corrected_and_taken_out_of_use(
    send: Callable[..., Any], session: Any, slug: str, model: type[Any], form: dict[str, str]
) -> None:
    added = send("sysadmin", f"/office/{slug}/new", {**form, "reason": WHY})
    assert added.status_code == 302
    row = newest(session, model)
    assert {name: str(getattr(row, name) or "") for name in form} == form
    assert row.active
    page = send("sysadmin", f"/office/{slug}/", None).text
    assert str(row) in page
    last = next(name for name in form if name in {"advice", "text", "name"})
    edited = {**form, last: "改过的文字", "version": str(row.version), "reason": "更正"}
    session.rollback()
    assert send("sysadmin", f"/office/{slug}/{row.id}/edit", edited).status_code == 302
    assert getattr(newest(session, model), last) == "改过的文字"
    session.rollback()
    # Somebody looked at it before it was corrected: nothing is overwritten.
    assert send("sysadmin", f"/office/{slug}/{row.id}/edit", {**edited, last: "旧页面"}).status_code == 409
    assert (
        send("sysadmin", f"/office/{slug}/{row.id}/switch", {"seen": "on", "reason": " "}).status_code == 400
    )
    answer = send("sysadmin", f"/office/{slug}/{row.id}/switch", {"seen": "on", "reason": "不再需要"})
    assert answer.status_code == 302
    row = newest(session, model)
    assert (row.active, getattr(row, last)) == (False, "改过的文字")
    told = session.scalars(select(TrailEntry).where(TrailEntry.subject.startswith(model.__tablename__))).all()
    assert {entry.actor_name for entry in told} == {"sysadmin"}
    assert {entry.reason for entry in told} == {"", WHY, "更正", "不再需要"}


@pytest.mark.parametrize(("slug", "model", "form"), KEPT)
def test_nothing_is_entered_or_corrected_without_a_reason(
    send: Callable[..., Any], session: Any, slug: str, model: type[Any], form: dict[str, str]
) -> None:
    before = len(session.scalars(select(model)).all())
    session.rollback()
    answer = send("sysadmin", f"/office/{slug}/new", {**form, "reason": " "})
    assert answer.status_code == 400
    assert 'id="reason-error"' in answer.text
    assert form[next(iter(form))] in answer.text
    assert len(session.scalars(select(model)).all()) == before
    assert send("sysadmin", f"/office/{slug}/new", {**form, "reason": WHY}).status_code == 302
    row = newest(session, model)
    last, address = next(reversed(form)), f"/office/{slug}/{row.id}/edit"
    edited = {**form, last: "30" if form[last].isdecimal() else "别的", "version": str(row.version)}
    session.rollback()
    assert send("sysadmin", address, edited).status_code == 400
    assert str(getattr(newest(session, model), last)) == form[last]


def test_the_reason_is_asked_last(send: Callable[..., Any], extra_field: Callable[..., Any]) -> None:
    """Who changes something says what first, and why before the button."""
    field = extra_field("x_terminal", "受理终端").id
    for address in (
        *("words/new", "words/1/edit", "checklists/new", "columns/1/edit", "units/new", "units/1/edit"),
        *("fields/information-requests/new", f"fields/{field}/edit", "choice-lists/new"),
        "rules/InformationRequestFlow.answer_period/seed-2020/new",
        *("letters/receipt/contact/edit", "menu/1"),
    ):
        page = send("sysadmin", f"/office/{address}", None)
        assert page.status_code == 200, address
        form = page.text[page.text.index("<main") :]
        asked = re.findall(r'<(?:input|select|textarea)\b[^>]*\bname="(\w+)"', form)
        shown = [name for name in asked if name not in {"csrf_token", "version", "looked_at"}]
        assert shown[-1] == "reason", address
        assert len(shown) > 1, address


@pytest.mark.parametrize(("slug", "model", "form"), KEPT)
def test_nobody_else_changes_them(
    send: Callable[..., Any], session: Any, slug: str, model: type[Any], form: dict[str, str]
) -> None:
    before = len(session.scalars(select(model)).all())
    for name in ("clerk", "auditor", "secadmin"):
        assert send(name, f"/office/{slug}/new", form).status_code in {400, 403}
        assert send(name, f"/office/{slug}/1/edit", None).status_code == 403
        assert send(name, f"/office/{slug}/1/switch", None).status_code == 403
    assert len(session.scalars(select(model)).all()) == before


def test_who_keeps_what_is_for_everybody_and_the_words_are_not(send: Callable[..., Any]) -> None:
    assert "调查研究" in send("clerk", "/office/columns/", None).text
    assert "/new" not in send("clerk", "/office/columns/", None).text
    for address in ("words/", "words/1", "checklists/", "checklists/1"):
        assert send("clerk", f"/office/{address}", None).status_code == 403


@pytest.mark.parametrize(
    ("slug", "form", "field"),
    [
        ("words", {**WORD, "word": "秘密★"}, "word"),
        ("words", {**WORD, "word": " "}, "word"),
        ("words", {**WORD, "level": ""}, "level"),
        ("checklists", {**POINT, "code": "secrecy"}, "code"),
        ("checklists", {**POINT, "code": "A b"}, "code"),
        ("checklists", {**POINT, "text": ""}, "text"),
        ("checklists", {**POINT, "place": "-1"}, "place"),
        ("checklists", {**POINT, "place": "99999999999999999999"}, "place"),
        ("columns", {**COLUMN, "code": "documents"}, "code"),
        ("columns", {**COLUMN, "code": "1x"}, "code"),
        ("columns", {**COLUMN, "interval": ""}, "interval"),
        ("columns", {**COLUMN, "interval": "0"}, "interval"),
        ("columns", {**COLUMN, "interval": "401"}, "interval"),
        ("columns", {**COLUMN, "rhythm": "any_time"}, "interval"),
    ],
)
def test_what_will_not_do_is_said_at_its_field(
    send: Callable[..., Any], slug: str, form: dict[str, str], field: str
) -> None:
    answer = send("sysadmin", f"/office/{slug}/new", {**form, "reason": WHY})
    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert 'id="reason-error"' not in answer.text


def test_a_code_stays_what_set_up_files_know_it_by(send: Callable[..., Any], session: Any) -> None:
    column = session.scalars(select(PublicationColumn).where(PublicationColumn.code == "documents")).one()
    form = {**COLUMN, "name": column.name, "version": str(column.version), "code": "papers", "reason": WHY}
    pk = column.id
    session.rollback()
    answer = send("sysadmin", f"/office/columns/{pk}/edit", form)
    assert answer.status_code == 400
    assert 'id="code-error"' in answer.text


def test_no_column_belongs_to_itself_or_goes_before_what_is_below_it(
    send: Callable[..., Any], session: Any
) -> None:
    above = session.scalars(select(PublicationColumn).where(PublicationColumn.code == "government")).one()
    below = session.scalars(select(PublicationColumn).where(PublicationColumn.code == "documents")).one()
    ids = (above.id, below.id)
    form = {**COLUMN, "code": "government", "name": above.name, "version": str(above.version), "reason": WHY}
    session.rollback()
    for parent in ids:
        answer = send("sysadmin", f"/office/columns/{ids[0]}/edit", {**form, "parent_id": str(parent)})
        assert answer.status_code == 400
    answer = send("sysadmin", f"/office/columns/{ids[0]}/switch", {"seen": "on", "reason": "改版"})
    assert answer.status_code == 409
    assert "请先停用下级栏目" in answer.text


@pytest.mark.clause("A1.11")
def test_an_installation_is_born_with_what_annex_1_names(session: Any) -> None:
    points = session.scalars(select(ChecklistPoint).order_by(ChecklistPoint.place)).all()
    assert [point.code for point in points] == [code for code, _words in TEN_POINTS]
    assert len(points) == 10
    columns = session.scalars(select(PublicationColumn).order_by(PublicationColumn.id)).all()
    assert [(c.code, c.parent.code if c.parent else None) for c in columns] == [
        (code, above) for code, _name, above in SHIPPED
    ]
    assert {word.word for word in session.scalars(select(SensitiveWord))} == {"秘密★", "机密★", "绝密★"}
