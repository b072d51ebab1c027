"""A year of information requests, told by hand, for whatever counts them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.collaborators import Taken
from models import InformationRequest


@pytest.fixture
def answered(
    handling: Callable[..., InformationRequest], take: Callable[..., Taken], clock: Any
) -> Callable[..., InformationRequest]:
    """A request received and answered on two days (ISO); keywords change columns."""

    def go(received: str, on: str, **values: Any) -> InformationRequest:
        clock.turn(received)
        request = handling(received_on=date.fromisoformat(received), **values)
        clock.turn(on)
        take(request, "draft", "officer", outcome="granted", answer_text="见附件")
        take(request, "approve", "head")
        take(request, "answer", "officer", answered_on=date.fromisoformat(on), delivery_given="pickup")
        return request

    return go


@pytest.fixture
def land(
    answered: Callable[..., InformationRequest],
    register: Callable[..., InformationRequest],
    take: Callable[..., Taken],
    clock: Any,
    unit_id: Callable[[str], int],
) -> int:
    """The land bureau's 2026, told by hand; the bureau's id."""
    answered("2025-09-01", "2025-09-08", title="上一年收到并办结")
    answered("2025-12-30", "2026-01-15", title="上年结转")
    answered(
        "2026-03-02", "2026-03-30", title="企业的申请", applicant_kind="business", contact_person="莫守信"
    )
    clock.turn("2026-03-02")
    withdrawn = register(title="撤回的申请")
    mistaken = register(title="误登记的申请")
    corrected = register(title="补正过的申请")
    register(title="卫健局的申请", unit_id=unit_id("health"))
    clock.turn("2026-03-05")
    take(withdrawn, "withdraw", "clerk", reason="来函撤回", withdrawn_on=date(2026, 3, 5))
    take(mistaken, "annul", "head", reason="重复登记")
    take(corrected, "accept", "officer")
    take(corrected, "ask_correction", "officer", correction_items="写明年度", correct_by=date(2026, 3, 20))
    clock.turn("2026-03-10")
    take(corrected, "receive_correction", "officer", corrected_on=date(2026, 3, 10), content="2025年的方案")
    answered("2026-12-30", "2027-01-05", title="结转下年")
    return unit_id("land")
