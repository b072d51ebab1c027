"""Lists and records by API: the same rows, columns and offers as the pages."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from models import MATTERS, TrailEntry
from models.column import declared

ROOT = "/api/v1/information-requests/"


def told(session, action):
    """The rows of the trail with this action."""
    session.rollback()
    return session.scalars(select(TrailEntry).where(TrailEntry.action == action)).all()


# -- lists ----------------------------------------------------------------------------


def test_a_list_is_walked_by_its_cursor(program, register, session):
    made = {register(title=f"申请{n}").id for n in range(5)}
    caller, seen, after = program("clerk"), [], None
    while True:
        query = {"page_size": 2, **({"after": after} if after else {})}
        answer = caller.get(ROOT, query_string=query).json
        seen.append([row["id"] for row in answer["result"]])
        after = answer["next"]
        if after is None:
            break
    assert [len(page) for page in seen] == [2, 2, 1]
    assert {pk for page in seen for pk in page} == made


def test_a_cursor_of_the_longest_subject_is_one_of_ours(program, register):
    for sign in "甲乙":
        register(title="𠮷" * 199 + sign)
    caller = program("clerk")
    first = caller.get(ROOT, query_string={"order": "title", "page_size": 1}).json
    query = {"order": "title", "page_size": 1, "after": first["next"]}
    second = caller.get(ROOT, query_string=query).json
    assert len({row["id"] for page in (first, second) for row in page["result"]}) == 2


def test_a_list_holds_its_columns_as_codes_and_days(program, register):
    register()
    (row,) = program("clerk").get(ROOT).json["result"]
    assert row == {
        "id": row["id"],
        "version": row["version"],
        "number": "罗自然资公开申〔2026〕1号",
        "title": "申请公开蒙江河道治理工程环评批复",
        "applicant": "罗小满",
        "unit_id": row["unit_id"],
        "state": "registered",
        "received_on": "2026-03-02",
        # The twentieth working day after Monday, 2 March: Monday, 30 March.
        "due_on": "2026-03-30",
    }


def test_a_list_has_what_is_closed_too_unless_asked(program, register, made, actor, session):
    request = register()
    made.engine.perform(
        request, "withdraw", actor("clerk"), {"withdrawn_on": date(2026, 3, 2)}, reason="申请人撤回"
    )
    register()
    session.commit()
    caller = program("clerk")
    found = {
        state: len(caller.get(ROOT, query_string={"state": state}).json["result"])
        for state in ("all", "open", "withdrawn", "registered", "void")
    }
    assert found == {"all": 2, "open": 1, "withdrawn": 1, "registered": 1, "void": 0}
    assert len(caller.get(ROOT).json["result"]) == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "河道"}, ["河道"]),
        ({"channel": "post"}, ["土地"]),
        ({"received_on_from": "2026-03-02"}, ["河道"]),
        ({"received_on_to": "2026-03-01"}, ["土地"]),
        ({"only": "overdue"}, []),
        ({"order": "title"}, ["土地", "河道"]),
        ({"order": "-title"}, ["河道", "土地"]),
    ],
)
def test_the_filters_are_those_of_the_page(program, register, query, found):
    register(title="河道", content="河道管理范围的批复")
    register(
        title="土地",
        content="土地征收的批复",
        channel="post",
        received_on=date(2026, 3, 1),
        address="罗甸县龙坪镇",
    )
    assert [row["title"] for row in program("clerk").get(ROOT, query_string=query).json["result"]] == found


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("id_number=522728", "id_number"),
        ("applicant=x", "applicant"),
        ("before=x", "before"),
        ("_flt_0_unit_id=1", "_flt_0_unit_id"),
        ("order=applicant", "order"),
        ("order=unit.name", "order"),
        ("state=nosuch", "state"),
        ("page_size=0", "page_size"),
        ("page_size=101", "page_size"),
        ("page_size=x", "page_size"),
        ("page_size=%D9%A3", "page_size"),
        ("unit_id=999", "unit_id"),
        ("outcome=nosuch", "outcome"),
        ("received_on_from=2026-3-2", "received_on_from"),
        ("received_on_from=2026-02-30", "received_on_from"),
        ("after=nosuch", "after"),
        ("state=all&state=open", "state"),
        ("q=" + "x" * 101, "q"),
    ],
)
def test_what_a_list_does_not_offer_is_refused_by_name(program, register, query, name):
    register()
    answer = program("clerk").get(f"{ROOT}?{query}")
    assert answer.status_code == 400
    assert list(answer.json["errors"]) == [name]


def test_the_slash_at_the_end_is_no_matter(program, register):
    register()
    assert len(program("clerk").get(ROOT.rstrip("/")).json["result"]) == 1


def test_a_foreign_record_is_in_no_list(program, register):
    register()
    assert program("stranger").get(ROOT).json == {"result": [], "next": None}


# -- one record -----------------------------------------------------------------------


@pytest.mark.clause("A8.10")
def test_a_record_tells_its_periods_its_offers_and_its_history(program, worked):
    request = worked()
    found = program("officer").get(f"{ROOT}{request.id}", headers={"Accept-Language": "en"}).json
    assert (found["state"], found["rules"], found["version"]) == ("checking", "seed-2020", request.version)
    assert found["opened_at"] == "2026-03-02T01:00:00Z"
    assert found["deadlines"] == [
        {
            "name": "answer_period",
            "label": "Answer",
            "started": "2026-03-02",
            "due": "2026-03-30",
            "due_at": None,
            "provisional": False,
            "paused": False,
            "met": None,
            "days_left": 20,
            "overdue_by": 0,
            "extension": 0,
            "rule": {"code": "InformationRequestFlow.answer_period", "kind": "working_days", "amount": 20},
            "clause": "A8.10",
        }
    ]
    offers = {offer["name"]: offer for offer in found["offers"]}
    assert offers["ask_correction"] == {
        "name": "ask_correction",
        "label": "Ask for a correction",
        "asks": ["correction_items", "correct_by"],
        "may_ask": [],
        "refusal": None,
        "clauses": ["A8.9.8"],
    }
    assert [(row["action"], row["step"], row["who"]) for row in found["trail"]] == [
        ("step", "accept", "officer"),
        ("open", None, "clerk"),
    ]
    assert found["trail"][0]["label"] == "Accept"


def test_a_refused_offer_says_why_and_by_which_clause(program, register, made, actor, session):
    request = register(about_oneself=True)
    made.engine.perform(request, "accept", actor("officer"), {})
    session.commit()
    found = program("officer").get(f"{ROOT}{request.id}", headers={"Accept-Language": "en"}).json
    (offer,) = [offer for offer in found["offers"] if offer["name"] == "pass_check"]
    assert offer["refusal"] == (
        "Identity papers are missing: add them as files, or tick that they were seen. Who can help: Clerk"
    )
    assert offer["clauses"] == ["A8.6"]


@pytest.mark.parametrize("pk", ["999", "2147483648", "99999999999999999999", "0", "-1", "x"])
def test_a_record_that_is_not_there_or_not_seen_reads_the_same(program, register, pk):
    request = register()
    stranger = program("stranger")
    foreign, none = stranger.get(f"{ROOT}{request.id}"), stranger.get(f"{ROOT}{pk}")
    assert (foreign.status_code, none.status_code) == (404, 404)
    assert foreign.json == none.json


def test_a_record_of_one_matter_is_none_of_another(program, register):
    request = register()
    assert program("both").get(f"/api/v1/third-parties/{request.id}").status_code == 404


# -- columns --------------------------------------------------------------------------

SECRETS = {"applicant": "PLANTED-A", "id_number": "PLANTED-B", "agent_id_number": "PLANTED-C", "agent": "D"}


@pytest.mark.parametrize(
    ("person", "in_record", "in_list"),
    [
        ("officer", {"applicant", "id_number", "agent_id_number", "agent"}, {"applicant"}),
        ("clerk", {"applicant", "agent"}, {"applicant"}),
        # She reads names, record by record; without the grant to export she has no list of them.
        ("secrecy", {"applicant", "agent"}, set()),
        ("leader", set(), set()),
    ],
)
def test_a_column_that_may_not_be_read_is_left_out(program, register, person, in_record, in_list):
    request = register(**SECRETS)
    caller = program(person)
    record, (row,) = caller.get(f"{ROOT}{request.id}").json, caller.get(ROOT).json["result"]
    assert {name for name in SECRETS if name in record} == in_record
    assert {name for name in SECRETS if name in row} == in_list


@pytest.mark.parametrize(("person", "rows"), [("officer", 1), ("leader", 0)])
def test_reading_about_people_is_told_once_each_time(program, register, session, person, rows):
    request = register()
    caller = program(person)
    caller.get(f"{ROOT}{request.id}")
    caller.get(ROOT, query_string={"state": "open"})
    read, exported = told(session, "read"), told(session, "export")
    assert [(row.record_id, row.actor_name) for row in read] == [(request.id, person)] * rows
    assert [(row.subject, row.reason) for row in exported] == [
        ("information-requests.json", "state=open")
    ] * rows


def test_no_answer_has_a_member_that_is_not_declared(program, worked):
    """Keys, hashes and authors are in no answer."""
    request = worked()
    party = request.third_parties[0].id
    own = {"id", "version", "deadlines", "offers", "trail"}
    for model, pk in zip(MATTERS, (request.id, party), strict=False):
        record = program("both").get(f"/api/v1/{model.slug}/{pk}").json
        assert set(record) <= set(declared(model)) | own
        assert not {"opened_by_id", "submission_key", "sealed_hash", "track_hash", "matter"} & set(record)
