"""A letter is Chinese whatever its writer reads; a refused one says in her words what it lacks.

What it says of a record is compared with the record later on, fact by fact.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from app.access.actor import Actor
from app.engine import Refused
from app.letters.desk import changed_since
from app.parts import Parts
from models import InformationRequest, Letter, ThirdParty, Unit


def test_a_letter_is_chinese_although_its_writer_reads_english(
    session: Any, register: Callable[..., InformationRequest]
) -> None:
    with force_locale("en"):
        request = register(channel="counter")
    written = session.scalars(select(Letter).where(Letter.record_id == request.id)).one()
    assert "当面提交" in written.html
    assert "In person" not in written.html


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The letter cannot be written, it lacks: Address and room, Office hours"),
        ("zh", "无法生成文书，尚缺：地址（含房间号）、办公时间"),
    ],
)
def test_what_a_letter_lacks_is_called_as_on_the_screens(
    session: Any, register: Callable[..., InformationRequest], language: str, sentence: str
) -> None:
    unit = session.scalars(select(Unit).where(Unit.code == "land")).one()
    unit.address = unit.hours = None
    session.commit()
    with force_locale(language), pytest.raises(Refused) as refused:
        register()
    with force_locale(language):
        assert str(refused.value.refusal.sentence) == sentence


def test_a_reply_does_not_change_what_the_inquiry_said(
    session: Any, made: Parts, actor: Callable[[str], Actor], register: Callable[..., InformationRequest]
) -> None:
    request = register()
    party = ThirdParty(
        title="t",
        unit_id=request.unit_id,
        rules=request.rules,
        request=request,
        addressee="甲公司",
        question="合同",
    )
    session.add(party)
    made.engine.open(party, actor("clerk"))
    asked = {"asked_on": date(2026, 3, 2), "answer_by": date(2026, 3, 20)}
    made.engine.perform(party, "ask", actor("officer"), asked)
    session.commit()
    inquiry = session.scalars(select(Letter).where(Letter.record_id == party.id)).one()
    assert not changed_since(inquiry, party)
    refused = {"replied_on": date(2026, 3, 2), "reply_text": "涉及商业秘密"}
    made.engine.perform(party, "refuse", actor("clerk"), refused)
    session.commit()
    assert not changed_since(inquiry, party)
    party.question = "合同及结算单"
    assert changed_since(inquiry, party)
