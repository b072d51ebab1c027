"""The set-up as one file: what it says, what it refuses, and that it arrives whole or not at all."""

from __future__ import annotations

import json
from datetime import date

import pytest
from flask_babel import force_locale
from sqlalchemy import func, select

from app.setup.file import LARGEST, parsed, written
from app.setup.section import SetupRefused
from app.setup.sections import SECTIONS
from models import SWITCHES, DeadlineRule, Job, TrailEntry

ANSWER = "InformationRequestFlow.answer_period"
SHORTER = {
    "code": ANSWER,
    "profile": "seed-2020",
    "valid_from": "2026-03-16",
    "kind": "working_days",
    "amount": 15,
    "warn": 3,
}
WORDS = {"kind": "answer", "place": "closing", "valid_from": "2026-03-16", "text": "此复。"}
WORD = {"word": "老百姓", "kind": "inaccurate", "level": "warn", "advice": "群众", "active": True}
POINT = {
    "checklist": "publication-review",
    "code": "links",
    "text": "链接有效",
    "clause": None,
    "place": 110,
    "active": True,
}
COLUMN = {
    "code": "budget",
    "name": "财政预决算",
    "parent": "government",
    "unit": "land",
    "rhythm": "periodic",
    "interval": 20,
    "active": True,
}
HIDDEN = {"role": "clerk", "entry": "CalendarView", "place": None, "hidden": True}
LIST = {"code": "source", "label": "来源", "choices": "hotline 热线\nwindow 窗口"}
FIELD = {
    "matter": "information_request",
    "code": "x_source",
    "label": "来源渠道",
    "kind": "choice",
    "choice_list": "source",
    "klass": "internal",
    "required": False,
    "listed": True,
    "hint": None,
    "section": None,
    "position": 10,
    "active": True,
}
HALF_A_CHARACTER = b'{"format": "gongkai-setup", "version": 1, "sections": {"\\ud800": []}}'
ON = {"name": "special_needs", "on": True}


def part(session, key):
    """What a part of the set-up says now."""
    return json.loads(written(session(), SECTIONS))["sections"][key]


def columns(session):
    """The columns as shipped."""
    return part(session, "publication_columns")


def test_a_set_up_arrives_in_another_installation_as_it_left(session, file, take, other_installation):
    new_role = {"name": "archivist", "grants": ["can_list on ThirdParty"]}
    parts = {"deadline_rules": [SHORTER], "switches": [ON], "roles": [new_role], "letter_texts": [WORDS]}
    # The new word alone: the three shipped ones, not in the file, go out of use.
    parts |= {
        "checklist_points": [*part(session, "checklist_points"), POINT],
        "publication_columns": [*columns(session), COLUMN],
    }
    parts |= {"sensitive_words": [WORD]}
    parts |= {"menu_entries": [HIDDEN], "choice_lists": [LIST], "extra_fields": [FIELD]}
    assert take(file(**parts)) == len(parts) + 3
    left = written(session(), SECTIONS)
    other_installation()
    assert written(session(), SECTIONS) != left
    assert take(left.encode()) == len(parts) + 3
    assert written(session(), SECTIONS) == left


def test_taken_over_twice_it_changes_nothing(session, file, take):
    content = file(deadline_rules=[SHORTER], switches=[ON])
    assert take(content) == 2
    rows = session.scalar(select(func.count(TrailEntry.id)))
    assert take(content) == 0
    assert session.scalar(select(func.count(TrailEntry.id))) == rows


def test_words_entered_in_another_order_are_the_same_set_up(session, file, take, other_installation):
    two = [WORD, {**WORD, "word": "刁民"}]
    take(file(sensitive_words=two))
    left = written(session(), SECTIONS)
    other_installation()
    take(file(sensitive_words=two[::-1]))
    assert written(session(), SECTIONS) == left


def test_what_a_file_does_not_name_stays(session, file, take):
    before = json.loads(written(session(), SECTIONS))["sections"]
    take(file(switches=[ON]))
    after = json.loads(written(session(), SECTIONS))["sections"]
    assert after.pop("switches") == [ON]
    del before["switches"]
    assert after == before


def test_every_change_has_its_row_of_the_trail_and_one_says_why(session, file, take):
    newest = session.scalar(select(func.max(TrailEntry.id)))
    take(file(deadline_rules=[SHORTER], switches=[ON]))
    rows = session.scalars(select(TrailEntry).where(TrailEntry.id > newest)).all()
    by_table = {row.subject.split()[0]: row for row in rows}
    assert set(by_table) == {"deadline_rule", "setting", "set-up"}
    assert by_table["deadline_rule"].changes["amount"] == {"from": None, "to": 15}
    assert by_table["set-up"].reason == "与测试系统一致"
    assert by_table["set-up"].subject == "set-up file: deadline_rules 1, switches 1"


def test_it_tells_no_secret_and_nobody(session):
    """The name of the database is a setting too, and stays; units and people are each county's own."""
    told = written(session(), SECTIONS)
    for word in ("installation", "sysadmin", "罗甸县自然资源局", "0854-7611000"):
        assert word not in told


# -- what will not do -----------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"format": "gongkai-setup", "version": 1}',
        b"NaN",
        HALF_A_CHARACTER,
    ],
)
def test_what_is_no_set_up_file_is_refused(content):
    with pytest.raises(SetupRefused):
        parsed(content, SECTIONS)


def test_a_file_of_another_edition_is_refused_by_its_number():
    content = {"format": "gongkai-setup", "version": 2, "sections": {}}
    with pytest.raises(SetupRefused, match="2"):
        parsed(json.dumps(content).encode(), SECTIONS)


def test_a_file_too_large_for_the_page_is_refused(file):
    content = file(switches=[ON])
    assert parsed(content + b" " * (LARGEST - len(content)), SECTIONS)
    with pytest.raises(SetupRefused, match="400000"):
        parsed(content + b" " * (LARGEST - len(content) + 1), SECTIONS)


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ({"nosuch": []}, "nosuch"),
        ({"switches": {}}, "list of entries"),
        ({"switches": ["x"]}, "1"),
        ({"switches": [{"on": True}]}, "name"),
        ({"switches": [{**ON, "more": 1}]}, "more"),
        ({"switches": [{**ON, "on": 1}]}, "on"),
        ({"switches": [{**ON, "name": "nosuch"}]}, "special_needs"),
        ({"switches": [ON, ON]}, "2"),
        ({"deadline_rules": [{**SHORTER, "amount": "15"}]}, "amount"),
        ({"deadline_rules": [{**SHORTER, "amount": True}]}, "amount"),
        ({"deadline_rules": [{**SHORTER, "amount": 0}]}, "1231"),
        ({"deadline_rules": [{**SHORTER, "valid_from": "2026-3-16"}]}, "valid_from"),
        ({"deadline_rules": [{**SHORTER, "profile": "other"}]}, "regulation-2019"),
        ({"deadline_rules": [{**SHORTER, "code": "a\0b"}]}, "code"),
        ({"roles": [{"name": "clerk", "grants": "all"}]}, "grants"),
        ({"roles": [{"name": "clerk", "grants": [1]}]}, "grants"),
        ({"roles": [{"name": " ", "grants": []}]}, "name"),
    ],
)
def test_what_an_entry_may_not_hold_is_said_by_name(file, parts, named):
    with pytest.raises(SetupRefused, match=named):
        parsed(file(**parts), SECTIONS)


def refused(plan):
    """The entries of a plan that cannot be."""
    return [code for part in plan.parts for code, _sentence in part.objections]


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "No.such_clock"},
        {"code": "InformationRequestFlow.telling_period"},
        {"kind": "months"},
        {"warn": 16},
    ],
)
def test_a_rule_that_cannot_be_here_is_refused(session, look, take, file, changes):
    content = file(deadline_rules=[{**SHORTER, **changes}], switches=[ON])
    assert len(refused(look(content))) == 1
    with pytest.raises(SetupRefused):
        take(content)
    session.rollback()
    assert not SWITCHES[0].is_on(session())


@pytest.mark.parametrize(
    "changes", [{"kind": "nosuch"}, {"place": "remedy"}, {"text": "{record.phone}"}, {"text": "谢\U0001f600"}]
)
def test_words_that_cannot_be_in_a_letter_are_refused(look, file, changes):
    assert len(refused(look(file(letter_texts=[{**WORDS, **changes}])))) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": "nosuch"},
        {"parent": "nosuch"},
        {"parent": "budget"},
        {"interval": None},
        {"rhythm": "any_time"},
    ],
)
def test_a_column_that_cannot_be_here_is_refused(session, look, file, changes):
    parts = [*columns(session), {**COLUMN, **changes}]
    assert refused(look(file(publication_columns=parts))) == ["budget"]


def test_no_column_in_use_is_left_below_one_that_is_not(session, look, file):
    off = [{**one, "active": False} if one["code"] == "government" else one for one in columns(session)]
    assert refused(look(file(publication_columns=[*off, COLUMN]))) == ["budget"]


def test_columns_may_come_in_any_order_and_close_no_circle(session, look, take, file):
    below = {**COLUMN, "code": "accounts", "parent": "budget"}
    assert take(file(publication_columns=[below, COLUMN, *columns(session)])) == 2
    assert {one["code"]: one["parent"] for one in columns(session)}["accounts"] == "budget"
    turned = [
        {**one, "parent": "accounts"} if one["code"] == "government" else one for one in columns(session)
    ]
    assert set(refused(look(file(publication_columns=turned)))) == {"government"}


def test_what_the_file_lacks_is_taken_out_of_use_and_comes_back(session, take, file):
    whole = part(session, "sensitive_words")
    assert take(file(sensitive_words=whole[1:])) == 1
    now = part(session, "sensitive_words")
    assert now == [{**whole[0], "active": False}, *whole[1:]]
    assert take(file(sensitive_words=whole)) == 1
    assert part(session, "sensitive_words") == whole


def test_a_menu_that_the_file_lacks_stands_as_shipped_again(session, take, look, file):
    assert take(file(menu_entries=[HIDDEN])) == 1
    assert part(session, "menu_entries") == [HIDDEN]
    assert look(file(menu_entries=[HIDDEN, {**HIDDEN, "entry": "RuleView", "hidden": False}])).empty
    assert take(file(menu_entries=[])) == 1
    assert part(session, "menu_entries") == []
    assert refused(look(file(menu_entries=[{**HIDDEN, "role": "nosuch"}]))) == ["nosuch CalendarView"]


def test_what_has_begun_keeps_its_rule(session, look, take, file, register, clock):
    """A request of 2 March runs: a rule in force since then is refused, one from the day after it is not."""
    register()
    clock.turn("2026-03-04")
    assert refused(look(file(deadline_rules=[{**SHORTER, "valid_from": "2026-03-02"}])))
    assert take(file(deadline_rules=[{**SHORTER, "valid_from": "2026-03-03"}])) == 1
    newest = session.scalars(select(DeadlineRule).order_by(DeadlineRule.id.desc())).first()
    assert (newest.valid_from, newest.amount, newest.clause) == (date(2026, 3, 3), 15, "A8.10")
    assert newest.reason == "与测试系统一致"


# -- grants ---------------------------------------------------------------------------


def test_a_role_gets_exactly_what_the_file_says(session, take, file, actor):
    assert actor("auditor").may("can_list", "InformationRequest")
    take(file(roles=[{"name": "auditor", "grants": ["can_show on ThirdParty"]}]))
    session.expire_all()
    assert actor("auditor").own.grants == {("can_show", "ThirdParty")}
    assert actor("clerk").may("can_list", "InformationRequest")


@pytest.mark.parametrize(
    ("role", "grants"),
    [
        ("clerk", ["can_fly on InformationRequest"]),
        ("Not A Name", []),
        # Of the three administrations none holds what another holds (A1.8).
        ("security_administrator", ["can_setup on SetupView", "can_roles on RolesView"]),
    ],
)
def test_grants_that_cannot_be_are_refused(look, file, role, grants):
    assert refused(look(file(roles=[{"name": role, "grants": grants}]))) == [role]


def test_nobody_changes_the_grants_of_her_own_role(look, file, actor):
    content = file(roles=[{"name": "security_administrator", "grants": []}])
    assert refused(look(content, actor("secadmin"))) == ["security_administrator"]


def test_the_order_of_grants_says_nothing(session, look, file):
    roles = json.loads(written(session(), SECTIONS))["sections"]["roles"]
    turned = [{**role, "grants": [*reversed(role["grants"]), *role["grants"]]} for role in roles]
    assert look(file(roles=turned)).empty


def test_a_field_the_file_lacks_is_retired_and_a_list_stays(session, file, take):
    assert take(file(choice_lists=[LIST], extra_fields=[FIELD])) == 2
    spaced = {**LIST, "choices": " hotline  热线\n\nwindow 窗口 "}
    assert take(file(choice_lists=[spaced], extra_fields=[FIELD])) == 0
    assert take(file(choice_lists=[], extra_fields=[])) == 1
    assert part(session, "extra_fields") == [{**FIELD, "active": False}]
    assert part(session, "choice_lists") == [LIST]


@pytest.mark.parametrize(
    ("lists", "fields", "sentence"),
    [
        ([], [FIELD], "There is no choice list"),
        ([LIST], [{**FIELD, "code": "x_title"}], "a column of this code itself"),
        ([LIST], [{**FIELD, "label": "申请人"}], "a column of this name itself"),
        ([LIST], [{**FIELD, "matter": "petition"}], "no such matter"),
        ([LIST], [{**FIELD, "choice_list": None}], "from which list"),
        ([LIST], [FIELD, {**FIELD, "code": "x_other"}], "Another entry of the file"),
        ([{**LIST, "choices": "热线"}], [], "Line 1"),
        ([LIST, {**LIST, "code": "other"}], [], "Another entry of the file"),
    ],
)
def test_what_no_form_would_take_no_file_brings(app, session, file, take, lists, fields, sentence):
    with app.test_request_context(), force_locale("en"):
        with pytest.raises(SetupRefused) as refused:
            take(file(choice_lists=lists, extra_fields=fields))
        assert sentence in str(refused.value.sentences[0])
    session.rollback()
    assert part(session, "extra_fields") == part(session, "choice_lists") == []


def test_what_a_field_relies_on_stays(session, file, take, look):
    take(file(choice_lists=[LIST], extra_fields=[{**FIELD, "klass": "personal"}]))
    for change in ({"kind": "text", "choice_list": None}, {"klass": "public"}):
        plan = look(file(extra_fields=[{**FIELD, "klass": "personal", **change}]))
        assert plan.refused, change
    assert take(file(extra_fields=[{**FIELD, "klass": "sealed", "listed": False}])) == 1
    asked = select(Job.task).where(Job.task == "search_index")
    assert session.scalars(asked).all() == ["search_index"]
