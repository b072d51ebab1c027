"""Registering by hand: what the receipt lacks is said on the form, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from models import InformationRequest, Unit
from tests.conftest import Browser


def test_a_receipt_that_cannot_be_written_is_said_on_the_form(
    sign_in: Callable[[str], Browser], session: Any, unit_id: Callable[[str], int]
) -> None:
    """The receipt names the receiving body (附件8 第三条); without its address there is none to send."""
    session.get_one(Unit, unit_id("land")).address = None
    session.commit()
    browser = sign_in("clerk")
    page = browser.get("/office/information-requests/new").text
    answer = browser.post(
        "/office/information-requests/new",
        data={
            "csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0],
            "submission_key": "once",
            "unit_id": str(unit_id("land")),
            "received_on": "2026-3-2",
            "channel": "counter",
            "applicant_kind": "natural_person",
            "applicant": "罗小满",
            "phone": "13985400001",
            "title": "环评批复",
            "content": "环评批复全文",
            "form_wanted": "paper",
            "delivery_wanted": "pickup",
        },
    )
    assert answer.status_code == 400
    assert "无法生成文书" in answer.text
    assert "环评批复全文" in answer.text
    assert session.scalar(select(func.count()).select_from(InformationRequest)) == 0
