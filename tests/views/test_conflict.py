"""Two people at once: who was faster is named, and only what really differs is said to."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from app.access.actor import Actor
from app.parts import Parts
from models import InformationRequest, TrailEntry
from tests.conftest import Browser

ROOT = "/office/information-requests"
Register = Callable[..., InformationRequest]

TYPED = {
    "version": "0",
    "received_on": "2026-03-02",
    "channel": "counter",
    "applicant_kind": "natural_person",
    "applicant": "罗小满",
    "phone": "13985400001",
    "title": "另一个标题",
    "content": "蒙江河道治理工程环境影响评价批复文件全文",
    "form_wanted": "paper",
    "delivery_wanted": "pickup",
    "reason": "更正",
}


def differing(page: str) -> list[str]:
    """What stands in the rows marked as different, mine and theirs."""
    marked = re.findall(r'<tr class="differs">(.*?)</tr>', page, re.DOTALL)
    return [" | ".join(re.findall(r'class="cell[^"]*">([^<]*)<', row)) for row in marked]


def test_only_what_differs_is_marked(
    send: Callable[..., Any], register: Register, unit_id: Callable[[str], int]
) -> None:
    """The tick boxes are left empty in both versions, so they say No twice."""
    request = register()
    values = {**TYPED, "unit_id": str(unit_id("land"))}
    page = unescape(send("clerk", f"{ROOT}/{request.id}/edit", values).text)
    assert differing(page) == ["另一个标题 | 申请公开蒙江河道治理工程环评批复"]


def test_whoever_only_read_it_did_not_save_it(
    send: Callable[..., Any],
    sign_in: Callable[[str], Browser],
    session: Any,
    made: Parts,
    actor: Callable[[str], Actor],
    register: Register,
) -> None:
    request = register()
    made.engine.perform(request, "accept", actor("officer"), {})
    session.commit()
    sign_in("clerk2").get(f"{ROOT}/{request.id}")
    page = send("clerk", f"{ROOT}/{request.id}/edit", TYPED)
    assert page.status_code == 409
    alert = page.text.split('class="alert alert-warning"')[1][:600]
    assert "officer" in alert
    assert "clerk2" not in alert


@pytest.mark.parametrize("key", ["9" * 12, "9" * 20, "9" * 5000])
def test_a_key_no_table_holds_is_nobodys(send: Callable[..., Any], register: Register, key: str) -> None:
    page = send("clerk", f"{ROOT}/{register().id}/edit", {**TYPED, "unit_id": key})
    assert page.status_code == 409


def test_a_text_of_several_lines_that_nobody_changed_does_not_differ(
    send: Callable[..., Any], register: Register, unit_id: Callable[[str], int]
) -> None:
    """A browser sends each end of a line as two characters."""
    request = register(content="第一行\n第二行")
    values = {**TYPED, "unit_id": str(unit_id("land")), "content": "第一行\r\n第二行"}
    page = unescape(send("clerk", f"{ROOT}/{request.id}/edit", values).text)
    assert differing(page) == ["另一个标题 | 申请公开蒙江河道治理工程环评批复"]


def test_a_step_already_taken_is_refused_and_offers_no_choice_of_versions(
    send: Callable[..., Any],
    session: Any,
    made: Parts,
    actor: Callable[[str], Actor],
    register: Register,
) -> None:
    request = register()
    seen, pk = str(request.version), request.id
    made.engine.perform(request, "accept", actor("officer"), {})
    session.commit()
    page = send("officer", f"{ROOT}/{pk}/accept", {"version": seen, "reason": "马上办"})
    assert page.status_code == 409
    assert "当前办理状态下不能办理此步骤" in page.text
    assert "两个版本" not in page.text
    session.rollback()
    told = session.scalars(select(TrailEntry).where(TrailEntry.result == "refused")).one()
    assert (told.step, told.actor_name) == ("accept", "officer")


def test_what_was_typed_into_a_form_that_came_too_late_is_still_there(
    sign_in: Callable[[str], Browser],
    session: Any,
    register: Register,
    unit_id: Callable[[str], int],
) -> None:
    """In the secrecy review the form of the request is closed."""
    request = register()
    request.enter("secrecy")
    session.commit()
    values = {**TYPED, "unit_id": str(unit_id("land")), "reason": "更正了标题"}
    browser = sign_in("clerk")
    assert browser.get(f"{ROOT}/{request.id}/edit").location == f"{ROOT}/{request.id}"
    token = browser.get(f"{ROOT}/{request.id}").text.split('name="csrf_token" value="')[1].split('"')[0]
    late = browser.post(f"{ROOT}/{request.id}/edit", data={**values, "csrf_token": token})
    assert late.status_code == 409
    assert "另一个标题" in late.text
    assert "更正了标题" in late.text
    session.rollback()
    assert request.title == "申请公开蒙江河道治理工程环评批复"
