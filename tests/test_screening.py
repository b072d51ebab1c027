"""Texts looked through before they become public: what is found, where, and what stops a step (A1.20)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app import screening
from app.access.actor import Actor
from app.engine import Unacceptable
from app.parts import Parts
from models import InformationRequest, SensitiveWord
from models.information_request import InformationRequestFlow

NAUGHTY = SensitiveWord(word="老百姓", kind="inaccurate", level="warn", advice="群众")
SECRET = SensitiveWord(word="秘密★", kind="secrecy", level="refuse", advice=None)


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        # The example of GB 11643-1999.
        ("11010519491231002X", True),
        ("11010519491231002x", True),
        ("440524188001010014", True),
        ("110105194912310021", False),
        ("440524188001010015", False),
    ],
)
def test_the_check_digit_of_an_identity_number(number: str, *, valid: bool) -> None:
    assert screening.is_identity_number(number) is valid


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        # 4·2=8, thirteen times 1 of which seven are doubled, and the check digit 1: 8 + 6·1 + 7·2 + 2 = 30.
        ("4111111111111111", True),
        ("4111111111111112", False),
        # 6·2=12→3, the rest zeros, then 7: 3 + 7 = 10.
        ("6000000000000007", True),
        ("6000000000000006", False),
    ],
)
def test_the_check_digit_of_a_bank_card(number: str, *, valid: bool) -> None:
    assert screening.is_card_number(number) is valid


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("联系人：张三，电话13985400001。", [(10, "13985400001")]),
        ("电话0854-7611000", []),
        ("编号2139854000012", []),
        ("身份证11010519491231002X，电话13985400001", [(4, "11010519491231002X"), (25, "13985400001")]),
        ("身份证110105194912310021", []),
        ("卡号4111111111111111", [(3, "4111111111111111")]),
        ("卡号4111111111111112", []),
        ("请老百姓放心，老百姓满意", [(2, "老百姓"), (8, "老百姓")]),
        ("标注秘密★1年", [(3, "秘密★")]),
    ],
)
def test_what_is_found_and_where(text: str, found: list[tuple[int, str]]) -> None:
    """Characters are counted from 1, by hand."""
    assert [(one.at, one.text) for one in screening.found_in(text, [NAUGHTY, SECRET])] == found


# -- at a step ------------------------------------------------------------------------


@pytest.fixture
def draft(
    monkeypatch: pytest.MonkeyPatch,
    session: Any,
    made: Parts,
    actor: Callable[[str], Actor],
    register: Callable[..., InformationRequest],
) -> Callable[..., None]:
    """Submit an answer whose text would become public with this step; the request stands where it starts."""
    monkeypatch.setattr(InformationRequestFlow.draft, "screens", ("answer_text",))
    request = register()
    made.engine.perform(request, "accept", actor("officer"), {})
    made.engine.perform(request, "pass_check", actor("officer"), {})
    made.engine.perform(request, "clear_secrecy", actor("secrecy"), {"secrecy_opinion": "不涉密"})
    session.add(SensitiveWord(word="老百姓", kind="inaccurate", level="warn", advice="群众", active=True))
    session.commit()

    def submit(text: str, reason: str = "", **answers: Any) -> None:
        given = {"outcome": "granted", "answer_text": text, "form_given": "paper", **answers}
        made.engine.perform(request, "draft", actor("officer"), given, reason=reason)

    return submit


def test_a_clean_text_passes(draft: Any) -> None:
    draft("随文提供资料3页。")


def test_a_warning_names_place_and_way_out_and_is_overridden_with_a_reason(draft: Any) -> None:
    with pytest.raises(Unacceptable) as warned:
        draft("请老百姓放心", reason="引用原文")
    sentence = str(warned.value.errors["answer_text"])
    assert "老百姓" in sentence
    assert "2" in sentence
    assert "群众" in sentence
    with pytest.raises(Unacceptable) as hushed:
        draft("请老百姓放心", findings_stay=True, reason=" ")
    assert set(hushed.value.errors) == {"reason"}
    draft("请老百姓放心", findings_stay=True, reason="引用原文")


def test_a_secrecy_mark_is_not_overridden(draft: Any) -> None:
    """Shipped: 秘密★, 机密★ and 绝密★ do not go out, whatever is said."""
    with pytest.raises(Unacceptable) as refused:
        draft("内部资料 机密★", findings_stay=True, reason="领导同意")
    assert set(refused.value.errors) == {"answer_text"}


def test_a_word_taken_out_of_use_is_not_looked_for(session: Any, draft: Any) -> None:
    for word in session.query(SensitiveWord):
        word.active = False
    session.commit()
    draft("请老百姓放心")


def test_what_a_citizen_writes_is_taken_as_it_is(register: Callable[..., InformationRequest]) -> None:
    assert register(content="标注秘密★的文件，我的电话13985400001").number


def test_the_page_of_the_step_asks_and_keeps_what_was_typed(
    draft: Any, session: Any, sign_in: Callable[[str], Any]
) -> None:
    request = session.query(InformationRequest).one()
    path, version = f"/office/information-requests/{request.id}/draft", str(request.version)
    session.rollback()
    browser = sign_in("officer")
    token = browser.get(path).text.split('name="csrf_token" value="')[1].split('"')[0]
    sent = {
        "csrf_token": token,
        "version": version,
        "outcome": "granted",
        "form_given": "paper",
        "answer_text": "联系电话13985400001",
    }
    answer = browser.post(path, data=sent)
    assert answer.status_code == 400
    assert 'id="answer_text-error"' in answer.text
    assert "联系电话13985400001" in answer.text
    passed = browser.post(path, data={**sent, "findings_stay": "y", "reason": "单位公开电话"})
    assert passed.status_code == 302
