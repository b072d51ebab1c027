"""A county's own words at the marked passages: data and no template, frozen with the letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.letters import render, wording
from app.letters.desk import template_version
from app.letters.sample import FACTS
from models import InformationRequest, Letter, LetterText
from models.letter_form import INSERTABLE, LetterKind
from models.letter_kind import BY_NAME, LETTER_KINDS
from models.remedy import RECONSIDER_OR_SUE
from models.request_letters import ANSWER
from tests.conftest import Clock


@pytest.fixture
def say(session: Any, made: Any) -> Callable[..., None]:
    """``say("receipt", "opening", "您好！", "2026-03-02")`` words a passage from a day on."""

    def enter(kind: str, place: str, text: str | None, day: str) -> None:
        session.add(
            LetterText(
                kind=kind,
                place=place,
                text=text,
                valid_from=date.fromisoformat(day),
                reason="示例",
                entered_at=made.time.now(),
            )
        )
        session.commit()

    return enter


def receipt(session: Any, request: InformationRequest) -> Letter:
    found: Letter = session.scalars(select(Letter).where(Letter.record_id == request.id)).one()
    return found


def test_own_words_are_in_the_letter_from_their_day_on(
    session: Any, say: Any, register: Callable[..., InformationRequest], clock: Clock
) -> None:
    say("receipt", "opening", "您好！您的申请{record.number}已于{record.received_on}收到。", "2026-03-03")
    before = receipt(session, register())
    clock.turn("2026-03-03")
    request = register()
    after = receipt(session, request)
    assert "您好" not in before.html
    assert f"<p>您好！您的申请{request.number}已于2026年3月3日收到。</p>" in after.html
    assert before.template_version != after.template_version


def test_what_was_written_stays_when_the_words_change(
    session: Any, say: Any, register: Callable[..., InformationRequest]
) -> None:
    letter = receipt(session, register())
    frozen = (letter.html, letter.html_sha256, letter.template_version)
    say("receipt", "contact", "请到政务大厅咨询。", "2026-03-02")
    session.expire_all()
    assert (letter.html, letter.html_sha256, letter.template_version) == frozen
    assert "请到政务大厅咨询。" in receipt(session, register()).html


def test_the_shipped_words_come_back(session: Any, say: Any) -> None:
    say("answer", "closing", "此复。", "2026-03-02")
    assert wording.in_force(session(), ANSWER, date(2026, 3, 2)) == {"closing": "此复。"}
    say("answer", "closing", None, "2026-03-02")
    assert wording.in_force(session(), ANSWER, date(2026, 3, 2)) == {}
    assert "特此告知。" in render.letter(ANSWER, FACTS, {})


def test_what_is_typed_is_only_text() -> None:
    """Whatever stands in the table: no template runs in it, and only the letter's own facts are looked up."""
    said = render.letter(ANSWER, FACTS, {"closing": "{{ 7*7 }}<b>{unit.name}</b>{% raw %}"})
    asked = render.letter(BY_NAME["third_party_inquiry"], FACTS, {"opening": "{record.applicant}"})
    assert "<p>{record.applicant}</p>" in asked
    assert "{{ 7*7 }}&lt;b&gt;示例县自然资源局&lt;/b&gt;{% raw %}" in said


@pytest.mark.parametrize("kind", LETTER_KINDS, ids=lambda kind: kind.name)
def test_the_version_tells_the_words(kind: LetterKind) -> None:
    shipped = template_version(kind, {})
    assert template_version(kind, {place.name: place.shipped for place in kind.places}) == shipped
    versions = {template_version(kind, {place.name: "别的话"}) for place in kind.places}
    assert len(versions | {shipped}) == len(kind.places) + 1


@pytest.mark.parametrize("kind", [kind for kind in LETTER_KINDS if kind.places], ids=lambda kind: kind.name)
def test_the_law_stays_whatever_is_typed(kind: LetterKind) -> None:
    """No passage touches title, ground or remedy: emptied of all passages a letter still has them."""
    said = render.letter(kind, FACTS, {place.name: "" for place in kind.places})
    assert kind.reply(FACTS["record"]).title in said
    remedy = kind.remedy(FACTS)
    if remedy is RECONSIDER_OR_SUE:
        assert "可以自" in said
    assert kind.basis(FACTS)[0].act.name in said


# -- what will not do -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "place", "text", "will_do"),
    [
        ("answer", "closing", "特此答复。", True),
        ("answer", "closing", "", True),
        ("answer", "contact", " ", False),
        ("answer", "closing", "字" * 300, True),
        ("answer", "closing", "字" * 301, False),
        ("answer", "closing", "一\n二", False),
        ("answer", "closing", "见{number}", True),
        ("answer", "closing", "见{record.outcome}", False),
        ("answer", "closing", "见{record.applicant.__class__}", False),
        ("answer", "closing", "见{}", False),
        ("answer", "closing", "见{number", False),
        ("answer", "closing", "见{{number}}", False),
        ("receipt", "contact", "{unit.hours}", True),
        ("answer", "contact", "{unit.hours}", False),
        # The third party never learns who asks (条例第三十二条).
        ("third_party_inquiry", "opening", "{record.third_party.name}", True),
        ("third_party_inquiry", "opening", "{record.applicant}", False),
        ("answer", "closing", "谢谢\U0001f600", False),
    ],
)
def test_which_words_will_do(kind: str, place: str, text: str, *, will_do: bool) -> None:
    letter = BY_NAME[kind]
    passage = letter.place(place)
    assert passage is not None
    assert (not list(wording.objections(letter, passage, text, None))) == will_do


@pytest.mark.parametrize("kind", LETTER_KINDS, ids=lambda kind: kind.name)
def test_the_shipped_words_will_do_and_every_letter_has_a_sample(kind: LetterKind) -> None:
    for place in kind.places:
        assert list(wording.objections(kind, place, place.shipped, None)) == []
        named = place.shipped + "".join(f"{{{path}}}" for path in kind.insertable)
        assert "None" not in render.letter(kind, FACTS, {place.name: named})
    assert set(kind.insertable) == set(INSERTABLE) & set(kind.requires)
