"""Menus and tiles by role: order and hiding, the union of several roles, and no protection at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask_appbuilder.security.sqla.models import Role
from sqlalchemy import select

from app.arrangement import AS_SHIPPED, Arranged, Arrangement, combined
from models import Delegation, MenuEntry, TrailEntry


def rows(*entries: tuple[str, str, int | None, bool]) -> list[Arranged]:
    return [Arranged(*entry) for entry in entries]


@pytest.mark.parametrize(
    ("entries", "roles", "shown"),
    [
        # As shipped a, b, c stand at 10, 20 and 30.
        ((), "x", "abc"),
        ((("x", "a", 25, False),), "x", "bac"),
        ((("x", "a", None, True),), "x", "bc"),
        # Hidden for one role of two: the other one shows it.
        ((("x", "a", None, True),), "xy", "abc"),
        ((("x", "a", None, True), ("y", "a", None, True)), "xy", "bc"),
        ((("x", "a", 25, False), ("y", "a", 5, False)), "xy", "abc"),
        ((("x", "c", 10, False),), "x", "acb"),
        ((("x", "nosuch", 1, True),), "x", "abc"),
    ],
)
def test_what_shows_in_which_order(entries: Any, roles: str, shown: str) -> None:
    assert "".join(combined(rows(*entries), set(roles)).of("abc", str)) == shown


def test_as_shipped_changes_nothing() -> None:
    assert Arrangement(frozenset(), {}) == AS_SHIPPED
    assert AS_SHIPPED.of("cab", str) == ["c", "a", "b"]


# -- on the pages ---------------------------------------------------------------------


def page_of(session: Any, role: str) -> str:
    pk = session.scalars(select(Role.id).where(Role.name == role)).one()
    session.rollback()
    return f"/office/menu/{pk}"


def filled(page: Any, **changes: str | None) -> dict[str, str]:
    """The form as it stands, with some fields changed; None unticks or empties one."""
    fields = {}
    for tag in re.findall(r"<input[^>]*>", page.text):
        found = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
        name = found.get("name", "")
        if name.startswith("place_") or (name.startswith("hidden_") and " checked" in tag):
            fields[name] = unescape(found.get("value", ""))
    return {k: v for k, v in {**fields, "reason": "精简菜单", **changes}.items() if v is not None}


def test_an_entry_is_hidden_and_still_opens(send: Callable[..., Any], session: Any) -> None:
    address = page_of(session, "clerk")
    page = send("sysadmin", address, None)
    assert "隐藏不等于保护" in page.text
    before = send("clerk", "/office/", None).text
    assert 'href="/office/calendar/"' in before
    assert send("sysadmin", address, filled(page, hidden_CalendarView="y")).status_code == 302
    assert 'href="/office/calendar/"' not in send("clerk", "/office/", None).text
    assert 'href="/office/calendar/"' in send("head", "/office/", None).text
    assert send("clerk", "/office/calendar/", None).status_code == 200
    # Of two roles one shows it.
    assert 'href="/office/calendar/"' in send("both", "/office/", None).text
    told = session.scalars(select(TrailEntry).where(TrailEntry.reason == "精简菜单")).one()
    assert (told.actor_name, told.subject) == ("sysadmin", "menu clerk")
    session.rollback()
    assert send("sysadmin", address, filled(send("sysadmin", address, None), hidden_CalendarView=None))
    assert 'href="/office/calendar/"' in send("clerk", "/office/", None).text
    session.rollback()
    assert all(row.as_shipped for row in session.scalars(select(MenuEntry)))


def test_tiles_are_ordered_and_hidden(send: Callable[..., Any], session: Any) -> None:
    address = page_of(session, "clerk")
    changes = {"place_tile_open": "1", "hidden_tile_soon": "y"}
    assert send("sysadmin", address, filled(send("sysadmin", address, None), **changes)).status_code == 302
    page = send("clerk", "/office/", None).text
    tiles = re.findall(r'<a class="kpi[^"]*"[^>]*>\s*<span>([^<]*)</span>', page)
    assert tiles == ["在办总数", "超期", "待我办理"]


def test_who_stands_in_for_somebody_sees_every_entry(
    send: Callable[..., Any], session: Any, user_id: Callable[[str], int], made: Any
) -> None:
    session.add(MenuEntry(role="clerk", entry="CalendarView", place=None, hidden=True))
    today = made.time.today()
    ids = {"principal_id": user_id("head"), "deputy_id": user_id("clerk")}
    session.add(Delegation(**ids, since=today, until=today, reason="出差"))
    session.commit()
    assert 'href="/office/calendar/"' in send("clerk", "/office/", None).text
    assert 'href="/office/calendar/"' not in send("clerk2", "/office/", None).text


def test_nothing_changed_leaves_no_row(send: Callable[..., Any], session: Any) -> None:
    address = page_of(session, "clerk")
    assert send("sysadmin", address, filled(send("sysadmin", address, None))).status_code == 302
    assert session.scalars(select(TrailEntry).where(TrailEntry.reason == "精简菜单")).all() == []


@pytest.mark.parametrize(
    "changes", [{"reason": " "}, {"place_tile_open": "-1"}, {"place_tile_open": "10001"}]
)
def test_what_will_not_do_is_said(send: Callable[..., Any], session: Any, changes: dict[str, str]) -> None:
    address = page_of(session, "clerk")
    answer = send("sysadmin", address, filled(send("sysadmin", address, None), **changes))
    assert answer.status_code == 400
    assert 'class="alert alert-danger"' in answer.text
    assert all(row.as_shipped for row in session.scalars(select(MenuEntry)))


@pytest.mark.parametrize("name", ["clerk", "auditor", "secadmin"])
def test_nobody_else_arranges_menus(send: Callable[..., Any], session: Any, name: str) -> None:
    assert send(name, "/office/menu/", None).status_code == 403
    assert send(name, page_of(session, "clerk"), None).status_code == 403
