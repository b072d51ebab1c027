"""What if: a day that cannot be is said at its field, and no page fails on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.access.actor import Actor
from app.parts import Parts
from models import InformationRequest
from tests.conftest import Browser


@pytest.fixture
def stopped(
    session: Any, made: Parts, actor: Callable[[str], Actor], register: Callable[..., InformationRequest]
) -> str:
    """The address of a period that stands still since 2 March 2026: the applicant is to correct."""
    request = register()
    made.engine.perform(request, "accept", actor("officer"), {})
    asked = {"correction_items": "写明文号", "correct_by": date(2026, 3, 16)}
    made.engine.perform(request, "ask_correction", actor("officer"), asked)
    session.commit()
    return f"/office/information-requests/{request.id}/period/answer_period"


@pytest.mark.parametrize(
    ("field", "day"),
    [
        ("answered_on", "2026-03-01"),
        ("answered_on", "9999-12-31"),
        ("today", "9999-12-31"),
        ("today", "0001-01-01"),
    ],
)
def test_a_day_that_cannot_be_is_said_at_its_field(
    sign_in: Callable[[str], Browser], stopped: str, field: str, day: str
) -> None:
    page = sign_in("clerk").get(stopped, query_string={field: day})
    assert page.status_code == 200
    assert f'id="{field}-error"' in page.text


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("1899-12-31", "年份须在1900至2199之间"),
        ("2200-01-01", "年份须在1900至2199之间"),
        ("0000-01-01", "年份须在1900至2199之间"),
        ("2026-02-29", "没有这一天"),
    ],
)
def test_why_a_day_cannot_be_is_said(
    sign_in: Callable[[str], Browser], stopped: str, day: str, told: str
) -> None:
    error = sign_in("clerk").get(stopped, query_string={"today": day}).text.split('id="today-error"')[1][:300]
    assert told in error


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
def test_the_first_and_the_last_day_can_be(sign_in: Callable[[str], Browser], stopped: str, day: str) -> None:
    assert 'id="today-error"' not in sign_in("clerk").get(stopped, query_string={"today": day}).text


def test_a_reply_on_a_day_that_can_be_moves_the_date(sign_in: Callable[[str], Browser], stopped: str) -> None:
    """Stopped on 2 March, counted again after 9 March: 10 to 13, 16 to 20, 23 to 27, 30 March to 3 April
    are days 1 to 19; 4 to 6 April are off; 7 April is day 20."""
    page = sign_in("clerk").get(stopped, query_string={"answered_on": "2026-03-09"})
    assert "2026-04-07" in page.text
