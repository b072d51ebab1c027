"""Turning the pages of a list: each record once, in order, forwards and back, also those without a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Date

from app.access.actor import Actor, acting
from models import InformationRequest
from views import lists

DAYS = [None, date(2026, 5, 4), date(2026, 4, 1), None, date(2026, 5, 4), date(2026, 3, 30), None]
"""Of the records in the order they are registered in: their places are 0 to 6."""
ASCENDING = [5, 2, 1, 4, 0, 3, 6]
DESCENDING = [6, 3, 0, 4, 1, 2, 5]


@pytest.fixture
def keys(session: Any, register: Callable[..., InformationRequest]) -> list[int]:
    """The keys of such records."""
    rows = [register() for _day in DAYS]
    for row, day in zip(rows, DAYS, strict=True):
        row.due_on = day
    session.commit()
    return [row.id for row in rows]


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7])
@pytest.mark.parametrize(("descending", "places"), [(False, ASCENDING), (True, DESCENDING)])
def test_every_record_is_met_once_forwards_and_back(
    session: Any,
    keys: list[int],
    actor: Callable[[str], Actor],
    size: int,
    descending: bool,
    places: list[int],
) -> None:
    order = [keys[place] for place in places]
    today = date(2026, 3, 2)

    def page(**at: Any) -> lists.Page:
        asked = {name: lists.read_cursor(Date(), text) for name, text in at.items()}
        query = lists.Query(InformationRequest, state=lists.ALL, descending=descending, **asked)
        return lists.page(session, query, today, size)

    with acting(actor("clerk")):
        pages = [page()]
        while pages[-1].next_cursor:
            pages.append(page(after=pages[-1].next_cursor))
        assert [row.id for one in pages for row in one.rows] == order
        assert pages[0].prev_cursor is None
        back = [pages[-1]]
        while back[-1].prev_cursor:
            back.append(page(before=back[-1].prev_cursor))
    assert [row.id for one in reversed(back) for row in one.rows] == order


def test_a_page_reads_no_more_of_a_matter_than_it_shows(
    session: Any, register: Callable[..., InformationRequest], actor: Callable[[str], Actor]
) -> None:
    register(content="全文")
    session.expunge_all()
    query = lists.Query(InformationRequest, state=lists.ALL)
    with acting(actor("clerk")):
        (row,) = lists.page(session, query, date(2026, 3, 2), columns=("number", "applicant")).rows
    assert {"number", "applicant", "due_on"} <= row.__dict__.keys()
    assert "content" not in row.__dict__
