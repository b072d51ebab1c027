"""Registering and taking steps by API: forms, guards and engine of the pages."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from models import InformationRequest, ThirdParty, TrailEntry

ROOT = "/api/v1/information-requests/"
PARTIES = "/api/v1/third-parties/"
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def entry(unit_id):
    """What registering a request takes; keywords change members, ``...`` leaves one out."""

    def fill(**changes):
        members = {
            "unit_id": unit_id("land"),
            "received_on": "2026-03-02",
            "channel": "counter",
            "applicant_kind": "natural_person",
            "applicant": "罗小满",
            "phone": "13985400001",
            "title": "申请公开蒙江河道治理工程环评批复",
            "content": "蒙江河道治理工程环境影响评价批复文件全文",
            "form_wanted": "paper",
            "delivery_wanted": "pickup",
            **changes,
        }
        return {name: value for name, value in members.items() if value is not ...}

    return fill


@pytest.fixture
def count(session):
    """How many requests there are now."""

    def read():
        session.rollback()
        return session.scalar(select(func.count(InformationRequest.id)))

    return read


def now(session, pk):
    """A record as the database has it."""
    session.rollback()
    return session.get(InformationRequest, pk, populate_existing=True)


# -- registering ----------------------------------------------------------------------


@pytest.mark.clause("A8.5")
def test_a_registered_record_is_complete(program, entry, session, user_id, unit_id):
    answer = program("clerk").post(ROOT, json=entry(about_oneself=True, purpose=None))
    assert answer.status_code == 201
    pk = answer.json["id"]
    assert answer.json == {"id": pk}
    assert answer.headers["Location"] == f"{ROOT}{pk}"
    record = now(session, pk)
    assert (record.state, record.number) == ("registered", "罗自然资公开申〔2026〕1号")
    assert (record.unit_id, record.opened_by_id) == (unit_id("land"), user_id("clerk"))
    assert (record.received_on, record.about_oneself, record.purpose) == (date(2026, 3, 2), True, None)
    assert record.due_on == date(2026, 3, 30)
    opened = session.scalars(select(TrailEntry).where(TrailEntry.action == "open")).one()
    assert opened.record_id == pk


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"title": ...}, {"title"}),
        ({"title": "  "}, {"title"}),
        ({"title": None}, {"title"}),
        ({"title": 3}, {"title"}),
        ({"title": ["x"]}, {"title"}),
        ({"title": "x" * 201}, {"title"}),
        ({"title": "a\0b"}, {"title"}),
        ({"title": "\ud800"}, {"title"}),
        ({"received_on": "2026-3-2"}, {"received_on"}),
        ({"received_on": "2026-02-30"}, {"received_on"}),
        ({"received_on": 20260302}, {"received_on"}),
        ({"received_on": "2026-03-03"}, {"received_on"}),
        ({"about_oneself": "yes"}, {"about_oneself"}),
        ({"about_oneself": None}, {"about_oneself"}),
        ({"channel": "pigeon"}, {"channel"}),
        ({"unit_id": "1"}, {"unit_id"}),
        ({"unit_id": True}, {"unit_id"}),
        ({"unit_id": 10**30}, {"unit_id"}),
        ({"unit_id": 999}, {"unit_id"}),
        ({"phone": ...}, {"phone"}),
        ({"state": "answered", "number": "1", "opened_by_id": 1}, {"state", "number", "opened_by_id"}),
        ({"delivery_wanted": "email", "channel": 1}, {"channel"}),
    ],
)
def test_what_will_not_do_is_named_and_nothing_is_kept(program, entry, count, changes, names):
    """Members that are no columns of the form are refused, not passed over."""
    answer = program("clerk").post(ROOT, json=entry(**changes))
    assert answer.status_code == 400
    assert set(answer.json["errors"]) == names
    assert all(sentences for sentences in answer.json["errors"].values())
    assert count() == 0


def test_nobody_registers_for_a_foreign_unit(program, entry, count, unit_id):
    """Cross-tenant creation."""
    answer = program("stranger").post(ROOT, json=entry(unit_id=unit_id("land")))
    assert answer.status_code == 400
    assert list(answer.json["errors"]) == ["unit_id"]
    assert count() == 0


def test_the_same_key_makes_one_record(program, entry, count):
    clerk, key = program("clerk"), {"Idempotency-Key": "登记-1".encode().decode("latin-1")}
    first = clerk.post(ROOT, json=entry(), headers=key)
    again = clerk.post(ROOT, json=entry(), headers=key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert first.headers["Location"] == again.headers["Location"]
    assert count() == 1


def test_a_key_is_its_owners(program, entry, count, unit_id):
    """Somebody else's key is another one: it tells nothing and makes a record of its own."""
    key = {"Idempotency-Key": "1"}
    first = program("clerk").post(ROOT, json=entry(), headers=key)
    other = program("stranger").post(ROOT, json=entry(unit_id=unit_id("health")), headers=key)
    assert (first.status_code, other.status_code) == (201, 201)
    assert first.json != other.json
    assert count() == 2


def test_a_key_has_an_end(program, entry, count):
    answer = program("clerk").post(ROOT, json=entry(), headers={"Idempotency-Key": "x" * 201})
    assert answer.status_code == 400
    assert list(answer.json["errors"]) == ["Idempotency-Key"]
    assert count() == 0


@pytest.mark.parametrize("person", ["reviewer", "unit_head", "auditor", "guest"])
def test_who_registers_nothing_is_told_so(program, entry, count, person):
    assert program(person).post(ROOT, json=entry()).status_code == 403
    assert count() == 0


# -- what hangs on another record -----------------------------------------------------


@pytest.mark.clause("A8.9.5")
def test_a_third_party_takes_over_what_its_request_says(program, register, session):
    request = register()
    body = {"request_id": request.id, "addressee": "贵州某水利工程有限公司", "question": "是否涉及商业秘密"}
    answer = program("clerk").post(PARTIES, json=body)
    assert answer.status_code == 201
    session.rollback()
    party = session.get(ThirdParty, answer.json["id"])
    assert (party.request_id, party.unit_id, party.title) == (request.id, request.unit_id, request.title)


@pytest.mark.parametrize("person", ["stranger", "clerk"])
def test_a_request_that_is_not_seen_takes_no_third_party(program, register, session, person):
    request = register()
    pk = request.id if person == "stranger" else 999
    answer = program(person).post(PARTIES, json={"request_id": pk, "addressee": "某公司", "question": "意见"})
    assert answer.status_code == 400
    assert list(answer.json["errors"]) == ["request_id"]
    session.rollback()
    assert session.scalars(select(ThirdParty)).all() == []


def test_its_unit_is_no_member(program, register, unit_id):
    request = register()
    body = {"request_id": request.id, "addressee": "某公司", "question": "意见", "unit_id": unit_id("land")}
    answer = program("clerk").post(PARTIES, json=body)
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["unit_id"])


# -- steps ----------------------------------------------------------------------------


def test_a_step_answers_with_the_record_as_it_is_then(program, register, session):
    request = register()
    answer = program("officer").post(f"{ROOT}{request.id}/accept", json={"version": request.version})
    assert answer.status_code == 200
    found = answer.json
    stored = now(session, request.id)
    assert (found["state"], stored.state) == ("checking", "checking")
    assert found["version"] == stored.version
    assert [row["step"] for row in found["trail"]] == ["accept", None]
    assert "ask_correction" in {offer["name"] for offer in found["offers"]}
    # The answer holds a name, so the reading is told, in the same transaction.
    read = session.scalars(select(TrailEntry).where(TrailEntry.action == "read")).one()
    assert (read.record_id, read.actor_name) == (request.id, "officer")


def test_the_version_of_an_answer_is_good_for_the_next_step(program, register, session, made, actor):
    request, caller = register(), program("both")
    version = request.version
    for name, more in (
        ("accept", {}),
        ("pass_check", {"check_note": "齐全"}),
        ("extend", {"extension_days": 3, "extension_reason": "材料多"}),
    ):
        answer = caller.post(f"{ROOT}{request.id}/{name}", json={"version": version, **more})
        assert answer.status_code == 200, answer.json
        version = answer.json["version"]
    # Three working days after Monday, 30 March: Thursday, 2 April.
    assert answer.json["due_on"] == "2026-04-02"


def test_a_stale_version_is_refused(program, register, session):
    request = register()
    body = {"version": request.version - 1}
    answer = program("officer").post(f"{ROOT}{request.id}/accept", json=body, headers=ENGLISH)
    assert answer.status_code == 409
    assert answer.json["type"] == "urn:gongkai:stale"
    assert answer.json["version"] == request.version
    assert answer.json["clauses"] == []
    assert now(session, request.id).state == "registered"


def test_who_is_quicker_meanwhile_wins(program, register, session, made, monkeypatch):
    """The row's own version catches what the comparison before it cannot."""
    request, perform = register(), type(made.engine).perform
    pk, version, officer = request.id, request.version, program("officer")

    def overtaken(engine, record, *args, **kwargs):
        table = InformationRequest.__mapper__.inherits.local_table
        connection = session.connection()
        connection.execute(table.update().where(table.c.id == pk).values(version=version + 7))
        return perform(engine, record, *args, **kwargs)

    monkeypatch.setattr(type(made.engine), "perform", overtaken)
    answer = officer.post(f"{ROOT}{pk}/accept", json={"version": version})
    assert answer.status_code == 409
    assert answer.json["type"] == "urn:gongkai:stale"
    assert now(session, pk).state == "registered"


def test_what_is_not_possible_now_says_why_and_leaves_a_row(program, register, session, made, actor):
    request = register(about_oneself=True)
    made.engine.perform(request, "accept", actor("officer"), {})
    session.commit()
    answer = program("officer").post(
        f"{ROOT}{request.id}/pass_check", json={"version": request.version}, headers=ENGLISH
    )
    assert answer.status_code == 409
    assert answer.json["type"] == "urn:gongkai:refused"
    assert answer.json["clauses"] == ["A8.6"]
    assert answer.json["detail"].startswith("Identity papers are missing")
    assert now(session, request.id).state == "checking"
    refused = session.scalars(select(TrailEntry).where(TrailEntry.action == "refused")).one()
    assert (refused.record_id, refused.step, refused.result) == (request.id, "pass_check", "refused")


def test_a_step_from_another_state_is_refused(program, register):
    request = register()
    body = {"version": request.version, "secrecy_opinion": "不涉密"}
    answer = program("both").post(f"{ROOT}{request.id}/clear_secrecy", json=body)
    assert (answer.status_code, answer.json["clauses"]) == (409, ["A8.8"])


def test_four_eyes_hold_here_too(program, register, session, made, actor):
    """Whoever passed the formal check does not pass the secrecy review, by program either."""
    request = register()
    for step in ("accept", "pass_check"):
        made.engine.perform(request, step, actor("both"), {})
    session.commit()
    body = {"version": request.version, "secrecy_opinion": "不涉密"}
    path = f"{ROOT}{request.id}/clear_secrecy"
    assert program("both").post(path, json=body).status_code == 409
    assert program("secrecy").post(path, json=body).status_code == 200


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, {"version", "correction_items", "correct_by"}),
        ({"version": 1, "correction_items": "", "correct_by": "2026-03-20"}, {"correction_items"}),
        ({"correction_items": "写明名称", "correct_by": "2026-03-02"}, {"correct_by"}),
        ({"correction_items": "写明名称", "correct_by": "soon"}, {"correct_by"}),
        ({"correction_items": "写明名称", "correct_by": "2026-03-20", "state": "x"}, {"state"}),
        ({"version": "2", "correction_items": "x", "correct_by": "2026-03-20"}, {"version"}),
        ({"version": None, "correction_items": "x", "correct_by": "2026-03-20"}, {"version"}),
        ({"version": 2.5, "correction_items": "x", "correct_by": "2026-03-20"}, {"version"}),
    ],
)
def test_what_a_step_cannot_take_is_named(program, worked, session, body, names):
    request = worked()
    version = request.version
    sent = {**({"version": version} if body else {}), **body}
    if sent.get("version") == 1:
        sent["version"] = version
    answer = program("officer").post(f"{ROOT}{request.id}/ask_correction", json=sent)
    assert answer.status_code == 400
    assert set(answer.json["errors"]) == names
    assert now(session, request.id).version == version


def test_what_is_not_sent_stays_and_null_clears(program, register, session, made, actor):
    request = register()
    for step, who, answers in (
        ("accept", "officer", {}),
        ("pass_check", "officer", {}),
        ("clear_secrecy", "secrecy", {"secrecy_opinion": "不涉密"}),
    ):
        made.engine.perform(request, step, actor(who), answers)
    session.commit()
    caller = program("both")
    draft = {"outcome": "granted", "answer_text": "批复全文", "form_given": "paper", "outcome_reason": "依据"}
    path = f"{ROOT}{request.id}"
    answer = caller.post(f"{path}/draft", json={"version": request.version, **draft})
    assert answer.status_code == 200, answer.json
    version = answer.json["version"]
    version = caller.post(f"{path}/return_draft", json={"version": version, "reason": "补充"}).json["version"]
    again = {"version": version, "outcome": "granted", "answer_text": "批复全文二", "outcome_reason": None}
    found = caller.post(f"{path}/draft", json=again).json
    told = [found[name] for name in ("answer_text", "form_given", "outcome_reason")]
    assert told == ["批复全文二", "paper", None]


@pytest.mark.parametrize(
    ("person", "step", "code"),
    [
        ("clerk", "accept", 403),
        ("leader", "accept", 403),
        ("stranger", "accept", 404),
        ("sysadmin", "accept", 404),
        ("officer", "nosuch", 404),
        ("officer", "accept", 400),
    ],
)
def test_who_may_not_take_a_step_is_told_as_on_the_page(program, register, session, person, step, code):
    request = register()
    assert program(person).post(f"{ROOT}{request.id}/{step}", json={}).status_code == code
    assert now(session, request.id).state == "registered"


def test_no_program_takes_a_step_of_the_program(program, worked):
    party = worked().third_parties[0]
    answer = program("both").post(f"{PARTIES}{party.id}/fall_silent", json={"version": party.version})
    assert answer.status_code == 404


def test_a_letter_that_cannot_be_kept_leaves_nothing(program, worked, session, made, monkeypatch):
    """Whatever fails after the state has moved takes the move with it."""
    request = worked()
    pk, version = request.id, request.version

    def fail(*_args, **_kwargs):
        raise DBAPIError("INSERT", {}, ValueError("disk"))

    monkeypatch.setattr(type(made.letters), "write", fail)
    body = {"version": version, "correction_items": "写明名称", "correct_by": "2026-03-20"}
    answer = program("officer").post(f"{ROOT}{pk}/ask_correction", json=body)
    assert answer.status_code == 500
    stored = now(session, pk)
    assert (stored.state, stored.version, stored.correction_items) == ("checking", version, None)
