"""Units: who may look and who may change, a tree that stays one, and two people at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from models import InformationRequest, TrailEntry, Unit
from tests.conftest import Browser
from views.units_edit import UnitEditView

Enter = Callable[[str], Browser]
Find = Callable[[str], int]

FILLED = {
    "code": "water",
    "name": "罗甸县水务局",
    "word": "罗水务",
    "kind": "department",
    "parent_id": "",
    "body": "罗甸县水务局办公室",
    "address": "罗甸县斛兴街道行政中心附楼206室",
    "hours": "工作日 9:00—17:00",
    "phone": "0854-7610444",
    "fax": "",
    "email": "",
    "reconsideration_organ": "罗甸县人民政府",
    "court": "",
    "reason": "机构设置",
}


def typed(unit: Unit, **changes: Any) -> dict[str, Any]:
    """The form of a unit as somebody sends it."""
    filled = {name: getattr(unit, name, "") or "" for name in FILLED} | {"reason": FILLED["reason"]}
    return {**filled, "version": str(unit.version), **changes}


@pytest.fixture
def land(session: Any) -> Unit:
    found: Unit = session.scalars(select(Unit).where(Unit.code == "land")).one()
    return found


def unit(session: Any, code: str) -> Unit:
    session.expire_all()
    found: Unit = session.scalars(select(Unit).where(Unit.code == code)).one()
    return found


@pytest.mark.parametrize("name", ["clerk", "leader", "auditor", "secadmin", "guest"])
def test_everybody_may_look_and_nobody_else_may_change(
    sign_in: Enter, session: Any, unit_id: Find, name: str
) -> None:
    browser, pk = sign_in(name), unit_id("land")
    assert "罗甸县自然资源局" in browser.get("/office/units/").text
    assert "/edit" not in browser.get(f"/office/units/{pk}").text
    for address in ("new", f"{pk}/edit", f"{pk}/switch"):
        assert browser.get(f"/office/units/{address}").status_code == 403
        assert browser.post(f"/office/units/{address}", data=FILLED).status_code in {400, 403}
    assert not session.scalars(select(Unit).where(Unit.code == "water")).all()


def test_a_visitor_is_asked_to_sign_in(client: Browser) -> None:
    assert client.get("/office/units/").status_code == 302


def test_the_tree_shows_a_division_inside_its_unit(sign_in: Enter) -> None:
    """Nine people of tests.county have a post in the land bureau itself."""
    page = sign_in("clerk").get("/office/units/").text
    land = page[page.index("罗甸县自然资源局</a>") :]
    assert re.search(r"land · 9\D", land)
    inner = land[land.index("<ul>") : land.index("</ul>")]
    assert "罗甸县不动产登记中心</a>" in inner


@pytest.mark.clause("A8.3")
def test_a_unit_is_entered_with_its_receiving_body(send: Callable[..., Any], session: Any) -> None:
    answer = send("sysadmin", "/office/units/new", FILLED)
    assert answer.status_code == 302
    made = unit(session, "water")
    assert (made.body, made.phone, made.active) == ("罗甸县水务局办公室", "0854-7610444", True)
    row, why = session.scalars(select(TrailEntry).where(TrailEntry.action == "admin")).all()[-2:]
    assert {row.actor_name, why.actor_name} == {"sysadmin"}
    assert row.changes["code"] == {"from": None, "to": "water"}
    assert why.reason == "机构设置"
    shown = send("clerk", answer.location, None).text
    assert "罗甸县斛兴街道行政中心附楼206室" in shown


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("code", {"code": "land"}),
        ("name", {"name": "罗甸县自然资源局"}),
        ("word", {"word": ""}),
        ("parent_id", {"kind": "division", "word": ""}),
    ],
)
def test_what_will_not_do_is_said_at_its_field(
    send: Callable[..., Any], session: Any, field: str, changes: dict[str, str]
) -> None:
    answer = send("sysadmin", "/office/units/new", {**FILLED, **changes})
    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert not session.scalars(select(Unit).where(Unit.code == "water")).all()


def test_no_unit_belongs_to_itself_however_far_around(
    send: Callable[..., Any], session: Any, land: Unit, unit_id: Find
) -> None:
    for parent in (land.id, unit_id("registry")):
        answer = send("sysadmin", f"/office/units/{land.id}/edit", typed(land, parent_id=str(parent)))
        assert answer.status_code == 400
        assert 'id="parent_id-error"' in answer.text
    assert unit(session, "land").parent_id is None


def test_who_saves_an_older_version_is_shown_both(
    send: Callable[..., Any], session: Any, land: Unit, unit_id: Find
) -> None:
    mine = typed(land, hours="9:00-12:00", parent_id=str(unit_id("office")))
    assert send("sysadmin", f"/office/units/{land.id}/edit", typed(land, phone="0854-1")).status_code == 302
    answer = send("sysadmin", f"/office/units/{land.id}/edit", mine)
    assert answer.status_code == 409
    for words in ("9:00-12:00", "0854-1", "罗甸县人民政府办公室", "sysadmin"):
        assert words in answer.text
    assert unit(session, "land").hours != "9:00-12:00"
    again = send("sysadmin", f"/office/units/{land.id}/edit", {**mine, "version": str(land.version)})
    assert again.status_code == 302
    assert unit(session, "land").hours == "9:00-12:00"


def test_a_unit_with_open_records_or_divisions_stays_in_use(
    send: Callable[..., Any],
    session: Any,
    register: Callable[..., InformationRequest],
    land: Unit,
    unit_id: Find,
) -> None:
    address = f"/office/units/{land.id}/switch"
    send("sysadmin", address, {"seen": "on", "reason": "机构改革"})
    assert unit(session, "land").active
    send(
        "sysadmin", f"/office/units/{unit_id('registry')}/switch", {"seen": "on", "reason": "并入自然资源局"}
    )
    assert not unit(session, "registry").active
    register()
    send("sysadmin", address, {"seen": "on", "reason": "机构改革"})
    assert unit(session, "land").active


def test_two_who_take_a_unit_out_of_use_do_not_take_it_into_use(
    send: Callable[..., Any], session: Any, unit_id: Find
) -> None:
    address = f"/office/units/{unit_id('health')}/switch"
    for _ in range(2):
        assert send("sysadmin", address, {"seen": "on", "reason": "机构改革"}).status_code == 302
    assert not unit(session, "health").active


def test_taking_out_of_use_needs_a_reason_and_keeps_it(
    send: Callable[..., Any], session: Any, unit_id: Find
) -> None:
    address = f"/office/units/{unit_id('health')}/switch"
    assert send("sysadmin", address, {"seen": "on", "reason": " "}).status_code == 400
    assert unit(session, "health").active
    assert send("sysadmin", address, {"seen": "on", "reason": "与疾控局合并"}).status_code == 302
    assert not unit(session, "health").active
    rows = session.scalars(select(TrailEntry).where(TrailEntry.action == "admin")).all()[-2:]
    assert {"与疾控局合并"} <= {row.reason for row in rows}
    assert any(row.changes.get("active") == {"from": True, "to": False} for row in rows)


# -- at once --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "told"), [("code", "该代码已被其他单位使用"), ("name", "该名称已被其他单位使用")]
)
def test_two_who_enter_the_same_unit_at_once_make_one(
    send: Callable[..., Any], session: Any, monkeypatch: pytest.MonkeyPatch, field: str, told: str
) -> None:
    """The second one looked before the first one wrote; she is told at the field, not failed on."""
    assert send("sysadmin", "/office/units/new", FILLED).status_code == 302
    looked, known = [], UnitEditView._say_taken

    def too_early(page: UnitEditView, form: Any, pk: int) -> None:
        looked.append(pk)
        if len(looked) > 1:
            known(page, form, pk)

    monkeypatch.setattr(UnitEditView, "_say_taken", too_early)
    other = {**FILLED, "code": "other", "name": "另一个单位", field: FILLED[field]}
    answer = send("sysadmin", "/office/units/new", other)
    assert answer.status_code == 400
    assert told in answer.text
    session.rollback()
    assert len(session.scalars(select(Unit).where(getattr(Unit, field) == FILLED[field])).all()) == 1


def test_a_unit_changed_while_it_is_taken_out_of_use_is_looked_at_again(
    send: Callable[..., Any], session: Any, unit_id: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/office/units/{unit_id('health')}/switch"

    def overtaken(page: UnitEditView, unit: Unit) -> None:
        """Somebody else's change comes between."""
        table = Unit.__table__
        page.session.execute(table.update().where(table.c.id == unit.id).values(version=unit.version + 1))

    monkeypatch.setattr(UnitEditView, "_still_needed", overtaken)
    answer = send("sysadmin", address, {"seen": "on", "reason": "机构改革"})
    assert answer.status_code == 409
    assert unit(session, "health").active
