"""The set-up as a file in the browser: looked at first, each administration its own parts."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

import views.setup
from models import SWITCHES, TrailEntry

SETUP, ROLES = "/office/setup/", "/office/setup/roles/"
ON = {"name": "special_needs", "on": True}
AUDITOR = {"name": "auditor", "grants": ["can_show on ThirdParty"]}


def upload(**parts: Any) -> dict[str, Any]:
    """What the form with the file sends."""
    content = json.dumps({"format": "gongkai-setup", "version": 1, "sections": parts}).encode()
    return {"file": (io.BytesIO(content), "setup.json")}


def looked_at(page: Any, **changes: Any) -> dict[str, Any]:
    """What the page with the differences sends back."""
    fields = dict(re.findall(r'<input[^>]* name="(content|looked_at)"[^>]* value="([^"]*)"', page.text))
    return {
        **{name: unescape(value) for name, value in fields.items()},
        "reason": "由测试系统移入",
        **changes,
    }


def test_the_differences_are_shown_before_anything_changes(send: Callable[..., Any], session: Any) -> None:
    page = send("sysadmin", SETUP, upload(switches=[ON], roles=[AUDITOR]))
    assert page.status_code == 200
    assert "否 → 是" in page.text
    assert "由其他管理员导入：角色与权限" in page.text
    assert not SWITCHES[0].is_on(session())
    session.rollback()
    assert send("sysadmin", SETUP, looked_at(page, reason=" ")).status_code == 400
    session.rollback()
    assert send("sysadmin", SETUP, looked_at(page)).status_code == 302
    session.rollback()
    assert SWITCHES[0].is_on(session())
    rows = session.scalars(select(TrailEntry).where(TrailEntry.reason == "由测试系统移入")).all()
    assert [row.actor_name for row in rows] == ["sysadmin"]


def test_each_administration_takes_over_its_own_parts(send: Callable[..., Any], actor: Any) -> None:
    """Who keeps the program running gives no grants, and who gives grants does not run it (A1.8)."""
    page = send("secadmin", ROLES, upload(switches=[ON], roles=[AUDITOR]))
    assert "失去" in page.text
    assert send("secadmin", ROLES, looked_at(page)).status_code == 302
    assert actor("auditor").own.grants == {("can_show", "ThirdParty")}
    assert send("sysadmin", SETUP, upload(roles=[AUDITOR])).status_code == 302
    for name, address in (("sysadmin", SETUP), ("secadmin", ROLES)):
        given = json.loads(send(name, f"{address}export.json", None).text)["sections"]
        assert ("roles" in given) == (name == "secadmin")


@pytest.mark.parametrize("name", ["clerk", "auditor", "leader"])
def test_nobody_else_comes_near_it(send: Callable[..., Any], name: str) -> None:
    for address in (SETUP, f"{SETUP}export.json", ROLES, f"{ROLES}export.json"):
        assert send(name, address, None).status_code == 403
    assert send("sysadmin", ROLES, None).status_code == 403
    assert send("secadmin", SETUP, None).status_code == 403


def test_what_changed_since_it_was_looked_at_is_looked_over_again(
    send: Callable[..., Any], session: Any
) -> None:
    page = send("sysadmin", SETUP, upload(switches=[ON]))
    rules = [
        {
            "code": "InformationRequestFlow.answer_period",
            "profile": "seed-2020",
            "valid_from": "2026-04-01",
            "kind": "working_days",
            "amount": 10,
            "warn": 3,
        }
    ]
    other = upload(switches=[ON], deadline_rules=rules)["file"][0].read().decode()
    again = send("sysadmin", SETUP, looked_at(page, content=other))
    assert again.status_code == 200
    assert not SWITCHES[0].is_on(session())
    session.rollback()
    assert send("sysadmin", SETUP, looked_at(again)).status_code == 302


def test_what_somebody_else_entered_at_the_same_moment_is_looked_over_again(
    send: Callable[..., Any], session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(*_given: Any) -> int:
        raise IntegrityError("insert", {}, Exception("taken"))

    page = send("sysadmin", SETUP, upload(switches=[ON]))
    monkeypatch.setattr(views.setup, "carry_out", overtaken)
    again = send("sysadmin", SETUP, looked_at(page))
    assert again.status_code == 200
    assert "由测试系统移入" in again.text
    assert not SWITCHES[0].is_on(session())


@pytest.mark.parametrize("content", [b"", b"text", b'{"format": "gongkai-setup", "version": 9}'])
def test_what_is_no_set_up_file_is_said_on_the_form(send: Callable[..., Any], content: bytes) -> None:
    answer = send("sysadmin", SETUP, {"file": (io.BytesIO(content), "setup.json")})
    assert answer.status_code == 400
    assert 'class="alert alert-danger"' in answer.text
    assert send("sysadmin", SETUP, {"content": "x", "looked_at": "", "reason": "x"}).status_code == 400


def test_an_entry_that_cannot_be_is_shown_with_the_way_out(send: Callable[..., Any]) -> None:
    roles = [{"name": "clerk", "grants": ["can_fly on InformationRequest"]}]
    answer = send("secadmin", ROLES, upload(roles=roles))
    assert answer.status_code == 409
    assert "can_fly on InformationRequest" in answer.text
    assert 'name="reason"' not in answer.text
