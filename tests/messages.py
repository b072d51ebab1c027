"""Public messages as tests begin with them: one in the office's mailbox, and the roads it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.access.actor import Actor
from app.collaborators import Taken
from app.parts import Parts
from models import PublicMessage

Enter = Callable[..., PublicMessage]

REPLY = "经现场核实，已责令施工单位停止夜间施工。"


@pytest.fixture
def message(session: Any, made: Parts, actor: Callable[[str], Actor], unit_id: Callable[[str], int]) -> Enter:
    """Register a message in the office's mailbox, today; keywords change columns."""

    def enter(**values: Any) -> PublicMessage:
        columns = {
            "title": "反映夜间施工噪声",
            "unit_id": unit_id("office"),
            "received_on": made.time.today(),
            "channel": "portal",
            "category": "complaint",
            "content": "工地夜里十一点以后还在破路",
            "writer": "罗望舒",
            "phone": "13985400077",
            "address": "龙坪镇解放西路26号",
            **values,
        }
        row = PublicMessage(**columns)
        session.add(row)
        made.engine.open(row, actor("reviewer"))
        session.commit()
        return row

    return enter


@pytest.fixture
def assigned(message: Enter, take: Callable[..., Taken], unit_id: Callable[[str], int]) -> Enter:
    """One that the office gave to a unit, the land bureau unless another is named."""

    def give(unit: str = "land", **values: Any) -> PublicMessage:
        row = message(**values)
        take(row, "assign", "reviewer", handling_unit_id=unit_id(unit))
        return row

    return give


@pytest.fixture
def before_the_office(assigned: Enter, take: Callable[..., Taken]) -> Enter:
    """One whose reply the land bureau has drafted and approved."""

    def draft(result: str = "solved", **values: Any) -> PublicMessage:
        told = {name: values.pop(name) for name in ("planned_for", "proper_body") if name in values}
        row = assigned(**values)
        take(row, "draft", "clerk", result=result, reply=REPLY, findings="已核实", **told)
        take(row, "pass_draft", "unit_head")
        return row

    return draft


@pytest.fixture
def accuse(take: Callable[..., Taken], unit_id: Callable[[str], int]) -> Callable[..., Taken]:
    """Name a unit as accused, as the office."""

    def name(row: PublicMessage, unit: str = "land", who: str = "reviewer") -> Taken:
        return take(row, "name_accused", who, reason="来信检举该单位", accused_unit_id=unit_id(unit))

    return name
