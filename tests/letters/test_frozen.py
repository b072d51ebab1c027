"""What is frozen of a letter: the facts it tells and no other, its text, its file; who signed it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select, update

from app.access.actor import Actor, acting
from app.engine import Refused
from app.letters import render
from app.letters.desk import LetterAltered, first_altered
from app.parts import Parts
from models import Delegation, InformationRequest, Letter, ThirdParty
from models.column import Class
from models.letter_form import LetterKind
from models.letter_kind import BY_NAME, LETTER_KINDS
from models.workflow import Profile
from tests.letters.test_wording import CASES, about

Register = Callable[..., InformationRequest]
TO_PEOPLE = [kind for kind in LETTER_KINDS if kind.klass is Class.PERSONAL]
"""Letters of information requests; forms of the units among themselves tell nobody's affairs."""


@pytest.fixture
def receipt(session: Any, register: Register) -> Letter:
    """The letter of a registration."""
    written: Letter = session.scalars(select(Letter).where(Letter.record_id == register().id)).one()
    return written


# -- the facts ------------------------------------------------------------------------


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize(("kind", "case"), CASES)
def test_what_a_letter_tells_is_enough_to_word_it_again(
    facts: Any, kind: str, case: str, profile: Profile
) -> None:
    told = render.worded(BY_NAME[kind], facts(profile=profile.value, **about(kind, case)))
    assert render.letter(BY_NAME[kind], told.facts) == told.markup


@pytest.mark.parametrize("kind", TO_PEOPLE, ids=lambda kind: kind.name)
def test_only_what_is_told_stays(facts: Any, kind: LetterKind) -> None:
    given = facts(phone="13985400001", state="handling", third_party_note="内部")
    given["unit"]["word"] = "罗交"
    told = render.worded(kind, given).facts
    assert {"phone", "state", "third_party_note"}.isdisjoint(told["record"])
    assert "word" not in told["unit"]
    assert ("applicant" in told["record"]) == ("record.applicant" in kind.requires)


def test_an_inquiry_keeps_nothing_of_who_asked(
    session: Any,
    made: Parts,
    actor: Callable[[str], Actor],
    register: Register,
    third_party: Callable[..., ThirdParty],
) -> None:
    request = register(applicant="韦朝晖", phone="13985400001", address="龙坪镇解放中路18号")
    party = third_party(request, "甲公司", question="合同", reply_text="口头表示不同意")
    asked = {"asked_on": date(2026, 3, 2), "answer_by": date(2026, 3, 20)}
    made.engine.perform(party, "ask", actor("officer"), asked)
    session.commit()
    letter = session.scalars(select(Letter).where(Letter.record_id == party.id)).one()
    assert letter.facts["record"] == {
        "number": request.number,
        "received_on": "2026-03-02",
        "third_party": {"name": "甲公司", "question": "合同", "answer_by": "2026-03-20"},
    }


# -- the length -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The letter is too long to print; put long text into an attachment"),
        ("zh", "文书过长，无法打印，请将长文本改作附件"),
    ],
)
def test_what_cannot_be_printed_is_not_signed(register: Register, language: str, sentence: str) -> None:
    with force_locale(language), pytest.raises(Refused) as refused:
        register(content="字" * render.MAX_CHARACTERS)
    with force_locale(language):
        assert str(refused.value.refusal.sentence) == sentence


def test_what_is_signed_can_be_printed_whatever_its_number(
    session: Any, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    register()
    # One character too few for the letter with its number, enough for it without.
    longest = len(session.scalars(select(Letter.html)).one()) - 1
    monkeypatch.setattr(render, "MAX_CHARACTERS", longest)
    with pytest.raises(Refused, match="文书过长"):
        register()


# -- who signed -----------------------------------------------------------------------


def test_a_letter_signed_in_anothers_place_names_both(
    session: Any,
    made: Parts,
    user_id: Callable[[str], int],
    actor: Callable[[str], Actor],
    register: Register,
) -> None:
    request_id = register().id
    session.add(
        Delegation(
            principal_id=user_id("officer"),
            deputy_id=user_id("stranger"),
            since=date(2026, 3, 2),
            until=date(2026, 3, 15),
            reason="annual leave",
        )
    )
    session.commit()

    def take(step: str, who: str, **answers: Any) -> None:
        person = actor(who)
        session.remove()
        with acting(person), force_locale("en"):
            made.engine.perform(session.get_one(InformationRequest, request_id), step, person, answers)
            session.commit()

    take("accept", "stranger")
    take("ask_correction", "stranger", correction_items="请写明年度", correct_by=date(2026, 3, 20))
    signed = dict(session.execute(select(Letter.kind, Letter.signed_by)).all())
    assert signed == {"receipt": "clerk", "correction": "stranger（代officer）"}


# -- text and file --------------------------------------------------------------------


@pytest.fixture
def keep(session: Any, made: Parts, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], bytes]:
    """Ask for the file of a letter; laid out by a press that only wraps the text."""
    monkeypatch.setattr(render, "pdf", lambda markup, **_fonts: b"%PDF " + markup.encode())

    def ask(letter_id: int) -> bytes:
        content = made.letters.lay_out(session.get_one(Letter, letter_id).html)
        session.remove()
        with made.write() as own:
            return made.letters.keep_pdf(own, letter_id, content)

    return ask


def test_a_letter_as_it_was_issued_is_handed_out(
    session: Any, made: Parts, receipt: Letter, keep: Callable[[int], bytes]
) -> None:
    number, first = receipt.id, b"%PDF " + receipt.html.encode()
    assert [keep(number), keep(number)] == [first, first]
    assert made.letters.pdf(session.get_one(Letter, number)) == first
    assert first_altered(session()) is None


@pytest.mark.parametrize("laid_out", [False, True])
def test_a_letter_whose_text_was_changed_is_not_handed_out(
    session: Any, receipt: Letter, keep: Callable[[int], bytes], laid_out: bool
) -> None:
    number, name = receipt.id, receipt.number
    if laid_out:
        keep(number)
    session.execute(update(Letter).where(Letter.id == number).values(html=Letter.html + " "))
    session.commit()
    with pytest.raises(LetterAltered, match="公开受") as found:
        keep(number)
    with force_locale("zh"):
        assert str(found.value) == f"文书{name}与签发时不一致，不予提供。请告知系统管理员：备份中有原件"
    assert first_altered(session()) == name


@pytest.mark.parametrize("changed", [b"%PDF of somebody else", None], ids=["changed", "gone"])
def test_a_letter_whose_file_was_changed_is_not_handed_out(
    app: Flask,
    session: Any,
    made: Parts,
    receipt: Letter,
    keep: Callable[[int], bytes],
    changed: bytes | None,
) -> None:
    number = receipt.id
    keep(number)
    letter = session.get_one(Letter, number)
    folder = Path(app.config["FILES_URL"].removeprefix("file://"))
    (kept,) = folder.rglob(letter.pdf_key)
    if changed is None:
        kept.unlink()
    else:
        kept.write_bytes(changed)
    with pytest.raises(LetterAltered):
        made.letters.pdf(letter)
