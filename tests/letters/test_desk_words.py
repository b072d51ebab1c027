"""A letter is Chinese whatever its writer reads; a refused one says in her words what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from app.engine import Refused
from models import InformationRequest, Letter, Unit


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
