"""Whoever reads about people leaves a row of the trail, whichever page showed it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models import InformationRequest, TrailEntry
from tests.conftest import Browser
from views import record as page
from views.record import Reader

ROOT = "/office/information-requests"
Register = Callable[..., InformationRequest]


def readers(session: Any) -> list[tuple[str, int | None]]:
    """Who read about people, and in which record."""
    session.rollback()
    rows = session.scalars(select(TrailEntry).where(TrailEntry.action == "read").order_by(TrailEntry.id))
    return [(row.actor_name, row.record_id) for row in rows]


def test_the_form_that_corrects_shows_people_and_tells_it(
    sign_in: Callable[[str], Browser], session: Any, register: Register
) -> None:
    request = register()
    shown = sign_in("clerk").get(f"{ROOT}/{request.id}/edit")
    assert "罗小满" in shown.text
    assert readers(session) == [("clerk", request.id)]


def test_both_versions_show_people_and_tell_it(
    send: Callable[..., Any], session: Any, register: Register
) -> None:
    """A version nobody ever had must not be the way to read without a trace."""
    request = register()
    shown = send("clerk", f"{ROOT}/{request.id}/edit", {"version": "0", "applicant": "别人"})
    assert shown.status_code == 409
    assert "罗小满" in shown.text
    assert readers(session) == [("clerk", request.id)] * 2  # the form, and the page of both versions


def test_a_letter_looked_at_before_it_is_signed_tells_it(
    sign_in: Callable[[str], Browser], session: Any, register: Register
) -> None:
    request = register(correction_items="写明文号", correct_by=date(2026, 3, 16))
    shown = sign_in("head").get(f"{ROOT}/{request.id}/preview/correction.pdf")
    assert shown.mimetype == "application/pdf"
    assert readers(session) == [("head", request.id)]


@pytest.mark.parametrize(
    ("reader", "filled", "told"),
    [
        (Reader(personal=True, sealed=False), {"applicant": "罗小满"}, True),
        (Reader(personal=False, sealed=True), {"id_number": "52272819900307123X"}, True),
        (Reader(personal=True, sealed=False), {"id_number": "52272819900307123X"}, False),
        (Reader(personal=False, sealed=True), {"applicant": "罗小满"}, False),
        (Reader(personal=True, sealed=True), {"title": "环评批复"}, False),
    ],
)
def test_what_was_read_is_what_stood_there_in_clear(
    reader: Reader, filled: dict[str, str], told: bool
) -> None:
    request = InformationRequest(**filled)
    assert page.shows_personal(request, ("title", "applicant", "id_number"), reader) is told
