"""Periods are data: a later rule is entered, no old one changes, and a record keeps the rule of its day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from sqlalchemy import func, select

from models import DeadlineRule, InformationRequest, TrailEntry
from models.profiles import DIFFERENCES
from models.request_form import SPECIAL_NEEDS
from tests.conftest import Clock

CODE = "InformationRequestFlow.answer_period"
ENTER = f"/office/rules/{CODE}/seed-2020/new"
FORM = {"amount": "15", "warn": "3", "valid_from": "2026-03-16", "reason": "县政府决定提速", "looked_at": ""}
LOOKED_AT = {**FORM, "looked_at": "15 3 2026-03-16"}

BEGUN = date(2026, 3, 30)
"""20 working days after Monday, 2 March 2026: 3 to 6, 9 to 13, 16 to 20, 23 to 27 and 30 March."""

SHORTER = "2026-04-07"
"""15 after Monday, 16 March: 17 to 20, 23 to 27, 30 March to 3 April make 14; 4 to 6 April are off; 7."""

AS_BEFORE = "2026-04-14"
"""20 after the same day: 8, 9, 10, 13 and 14 April more."""


def rules(session: Any) -> list[tuple[int, date, str]]:
    rows = select(DeadlineRule).where(DeadlineRule.code == CODE).order_by(DeadlineRule.id)
    return [(rule.amount, rule.valid_from, rule.profile) for rule in session.scalars(rows)]


def test_everybody_reads_the_periods_of_both_sets(send: Callable[..., Any]) -> None:
    page = send("guest", "/office/rules/", None).text
    row = page[page.index(CODE) :]
    assert len(re.findall(r">20\D", row[: row.index("</tr>")])) == 2
    telling = page[page.index("InformationRequestFlow.telling_period") :]
    telling = telling[: telling.index("</tr>")]
    assert "—" in telling
    assert re.search(r">7\D", telling)
    assert ENTER not in send("guest", f"/office/rules/{CODE}", None).text
    assert ENTER in send("sysadmin", f"/office/rules/{CODE}", None).text


@pytest.mark.clause("A8.10")
def test_what_a_later_rule_changes_is_shown_and_nothing_is_saved(
    send: Callable[..., Any], session: Any, register: Callable[..., InformationRequest]
) -> None:
    register()
    before = rules(session)
    page = send("sysadmin", ENTER, FORM)
    assert page.status_code == 200
    assert SHORTER in page.text
    assert AS_BEFORE in page.text
    assert 'value="15 3 2026-03-16"' in page.text
    assert rules(session) == before


@pytest.mark.clause("A8.10")
def test_a_later_rule_is_compared_with_the_one_it_replaces(send: Callable[..., Any], session: Any) -> None:
    """On 20 April the 15 days entered for 16 March are in force, not the 20 of today.

    15 after Monday, 20 April: 21 to 24, 27 to 30 April; 1 to 5 May are off; 6 to 8 May, Saturday 9 May
    is worked, 11 to 13 May make 15. 10 end on 7 May: 6 and 7 are the ninth and tenth.
    """
    assert send("sysadmin", ENTER, LOOKED_AT).status_code == 302
    page = send("sysadmin", ENTER, {**FORM, "amount": "10", "valid_from": "2026-04-20"})
    effects = page.text[page.text.index("2026-05-07") - 400 :][:800]
    assert "2026-05-13" in effects
    assert "2026-05-20" not in effects


@pytest.mark.clause("A8.10")
def test_a_record_keeps_the_rule_of_its_day(
    send: Callable[..., Any], session: Any, register: Callable[..., InformationRequest], clock: Clock
) -> None:
    early, before = register(), rules(session)
    assert send("sysadmin", ENTER, LOOKED_AT).status_code == 302
    session.expire_all()
    assert rules(session) == [*before, (15, date(2026, 3, 16), "seed-2020")]
    clock.turn("2026-03-16")
    late = register()
    assert late.due_on.isoformat() == SHORTER
    assert early.due_on == BEGUN
    row = session.scalars(select(TrailEntry).where(TrailEntry.subject.startswith("deadline_rule"))).one()
    assert row.actor_name == "sysadmin"
    assert row.changes["reason"] == {"from": None, "to": "县政府决定提速"}


def test_a_form_changed_after_the_preview_is_looked_over_again(
    send: Callable[..., Any], session: Any
) -> None:
    before = rules(session)
    assert send("sysadmin", ENTER, {**LOOKED_AT, "amount": "10"}).status_code == 200
    assert rules(session) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("valid_from", "2026-03-01"),
        ("valid_from", ""),
        ("amount", "0"),
        ("amount", "401"),
        ("warn", "16"),
        ("warn", "-1"),
        ("reason", "  "),
    ],
)
def test_what_will_not_do_is_said_at_its_field(
    send: Callable[..., Any], session: Any, field: str, value: str
) -> None:
    before = rules(session)
    answer = send("sysadmin", ENTER, {**LOOKED_AT, field: value})
    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert rules(session) == before


@pytest.mark.parametrize("name", ["clerk", "auditor", "secadmin", "leader"])
def test_only_the_system_administrator_enters_rules(
    send: Callable[..., Any], session: Any, name: str
) -> None:
    count = session.scalar(select(func.count(DeadlineRule.id)))
    assert send(name, ENTER, None).status_code == 403
    assert send(name, ENTER, LOOKED_AT).status_code in {400, 403}
    assert session.scalar(select(func.count(DeadlineRule.id))) == count


@pytest.mark.parametrize(
    "address",
    ["No.such_clock", "No.such_clock/seed-2020/new", "InformationRequestFlow.telling_period/seed-2020/new"],
)
def test_there_is_no_rule_for_what_is_not_declared(send: Callable[..., Any], address: str) -> None:
    assert send("sysadmin", f"/office/rules/{address}", None).status_code == 404


@pytest.mark.clause("A8.9.5")
@pytest.mark.clause("A8.9.6")
def test_the_two_sets_stand_side_by_side(send: Callable[..., Any]) -> None:
    page = unescape(send("clerk", "/office/rules/profiles", None).text)
    for one in DIFFERENCES:
        assert str(one.seed) in page
        assert str(one.regulation) in page
    chosen = page[page.index("seed-2020)") : page.index("regulation-2019)")]
    assert "tag-green" in chosen
    assert "tag-green" not in page[page.index("regulation-2019)") :]


def test_each_difference_says_two_things_of_a_known_clause() -> None:
    assert all(str(one.seed) != str(one.regulation) for one in DIFFERENCES)
    subjects = [str(one.subject) for one in DIFFERENCES]
    assert len(set(subjects)) == len(subjects)


def test_what_the_county_may_leave_is_switched_with_a_reason(send: Callable[..., Any], session: Any) -> None:
    """The refusal for lack of special needs (附件8 九(九)) is off until the system administrator uses it."""
    page = "/office/rules/switch/special_needs"
    assert send("clerk", page, None).status_code == 403
    assert "不在使用" in send("clerk", "/office/rules/", None).text
    assert send("sysadmin", page, {"seen": "off", "reason": ""}).status_code == 400
    assert not SPECIAL_NEEDS.is_on(session())
    assert send("sysadmin", page, {"seen": "off", "reason": "按通知执行"}).status_code == 302
    session.rollback()
    assert SPECIAL_NEEDS.is_on(session())
    rows = session.scalars(select(TrailEntry).where(TrailEntry.subject.startswith("setting "))).all()
    assert "按通知执行" in {row.reason for row in rows}
    # Sent twice from the same page it is switched once.
    assert send("sysadmin", page, {"seen": "off", "reason": "再按一次"}).status_code == 302
    session.rollback()
    assert SPECIAL_NEEDS.is_on(session())
    assert send("sysadmin", page, {"seen": "on", "reason": "条例已取消"}).status_code == 302
    session.rollback()
    assert not SPECIAL_NEEDS.is_on(session())
