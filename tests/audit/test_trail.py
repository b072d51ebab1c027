"""The trail: what a change is described as, whose it is, and that it cannot be rewritten."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from app import storage
from app.access.actor import Actor, Standing, acting
from app.audit.trail import Personal, Trail, describe_change, install, note
from models import InformationRequest, TrailEntry, TrailValue, Unit

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
"""12:00 in Shanghai."""
CLERK = Standing(7, "罗小雨", post="龙坪镇 办事员")
HEAD = Standing(8, "岑立本", post="龙坪镇 镇长")


def clerk(*others: Standing) -> Actor:
    return Actor(standings=(CLERK, *others), request_id="r-1")


@pytest.fixture
def trail(bare_session: Session) -> Trail:
    return Trail(lambda: bare_session, lambda: NOON)


def entries(session: Session) -> list[TrailEntry]:
    return list(session.scalars(select(TrailEntry).order_by(TrailEntry.id)))


# -- describing -----------------------------------------------------------------------


def test_a_change_is_told_by_old_and_new_value(request_record: InformationRequest) -> None:
    request_record.title = "征地补偿安置方案（更正）"
    request_record.received_on = date(2026, 11, 19)
    assert describe_change(request_record) == {
        "title": {"from": "征地补偿安置方案", "to": "征地补偿安置方案（更正）"},
        "received_on": {"from": "2026-11-20", "to": "2026-11-19"},
    }


def test_an_old_value_never_loaded_is_looked_up(
    bare_session: Session, request_record: InformationRequest
) -> None:
    bare_session.expire(request_record)
    request_record.purpose = "核对补偿标准"
    request_record.content = "补偿标准"
    bare_session.expire(request_record.unit)
    request_record.unit.phone = "0854-7612345"
    assert describe_change(request_record) == {
        "purpose": {"from": None, "to": "核对补偿标准"},
        "content": {"from": "龙坪镇2025年征地补偿安置方案全文", "to": "补偿标准"},
    }
    assert describe_change(request_record.unit) == {"phone": {"from": None, "to": "0854-7612345"}}


def test_nothing_changed_is_nothing_told(request_record: InformationRequest) -> None:
    assert describe_change(request_record) == {}
    request_record.title = "征地补偿安置方案"
    assert describe_change(request_record) == {}


def test_a_new_row_tells_what_is_filled_in() -> None:
    unit = Unit(code="520329", name="罗甸县边阳镇人民政府", word="边府", kind="township", parent_id=1)
    assert describe_change(unit) == {
        "code": {"from": None, "to": "520329"},
        "name": {"from": None, "to": "罗甸县边阳镇人民政府"},
        "word": {"from": None, "to": "边府"},
        "kind": {"from": None, "to": "township"},
        "parent_id": {"from": None, "to": 1},
    }


def test_moments_are_told_in_utc(request_record: InformationRequest) -> None:
    request_record.opened_at = NOON.replace(hour=3, microsecond=250_000)
    assert describe_change(request_record) == {
        "opened_at": {"from": "2026-11-20T04:00:00Z", "to": "2026-11-20T03:00:00.250000Z"}
    }


def test_a_personal_value_is_kept_apart_and_a_sealed_one_not_at_all(
    bare_session: Session, trail: Trail, request_record: InformationRequest
) -> None:
    request_record.phone = "13885400002"
    request_record.email = "qinghe@example.invalid"
    request_record.id_number = "522728199003071248"
    changes = describe_change(request_record)
    assert changes == {
        "phone": Personal("13885400001", "13885400002"),
        "email": Personal(None, "qinghe@example.invalid"),
        "id_number": {"sealed": True},
    }
    written = trail.write("edit", actor=clerk(), record=request_record, changes=changes)
    bare_session.commit()
    values = {v.id: v for v in bare_session.scalars(select(TrailValue))}
    old, new = written.changes["phone"]["ref"]
    nothing, mail = written.changes["email"]["ref"]
    assert (values[old].value, values[new].value) == ("13885400001", "13885400002")
    assert nothing is None
    assert values[mail].value == "qinghe@example.invalid"
    assert {(v.record_id, v.column) for v in values.values()} == {
        (request_record.id, "phone"),
        (request_record.id, "email"),
    }
    assert written.changes["id_number"] == {"sealed": True}
    kept = json.dumps(written.changes) + "".join(v.value or "" for v in values.values())
    assert "52272819900307123X" not in kept
    assert "522728199003071248" not in kept
    assert "1388540" not in json.dumps(written.changes)


# -- writing --------------------------------------------------------------------------


def test_the_row_says_who_what_and_why(
    bare_session: Session, trail: Trail, request_record: InformationRequest
) -> None:
    trail.write(
        "step",
        actor=clerk(),
        standing=CLERK,
        record=request_record,
        step="accept",
        source="checking",
        target="secrecy",
        reason="材料齐全",
        clauses=("A8.8", "A8.9.8"),
    )
    bare_session.commit()
    (row,) = entries(bare_session)
    assert (row.at, row.action, row.result) == (NOON, "step", "done")
    assert (row.actor_id, row.actor_name, row.actor_post) == (7, "罗小雨", "龙坪镇 办事员")
    assert (row.for_id, row.for_name) == (None, "")
    assert (row.matter, row.record_id) == ("information_request", request_record.id)
    assert row.subject == "征地补偿安置方案"
    assert (row.step, row.source, row.target) == ("accept", "checking", "secrecy")
    assert (row.reason, row.clauses, row.request_id) == ("材料齐全", "A8.8, A8.9.8", "r-1")


def test_a_deputy_is_named_together_with_whom_she_stands_for(
    bare_session: Session, trail: Trail, request_record: InformationRequest
) -> None:
    trail.write("step", actor=clerk(HEAD), standing=HEAD, record=request_record, step="approve")
    bare_session.commit()
    (row,) = entries(bare_session)
    assert (row.actor_id, row.actor_name) == (7, "罗小雨")
    assert (row.for_id, row.for_name) == (8, "岑立本")


def test_the_row_goes_with_the_change_it_tells_of(
    bare_session: Session, trail: Trail, request_record: InformationRequest
) -> None:
    request_record.phone = "13885400002"
    trail.write("edit", actor=clerk(), record=request_record, changes=describe_change(request_record))
    bare_session.flush()
    bare_session.rollback()
    assert entries(bare_session) == []
    assert list(bare_session.scalars(select(TrailValue))) == []
    assert request_record.phone == "13885400001"


def test_the_subject_is_cut_to_its_column(bare_session: Session, trail: Trail) -> None:
    trail.write("export", actor=clerk(), subject="依" * 201)
    bare_session.commit()
    assert entries(bare_session)[0].subject == "依" * 199 + "…"


def test_a_record_without_an_id_cannot_be_named(trail: Trail) -> None:
    with pytest.raises(ValueError, match="flush first"):
        trail.write("open", actor=clerk(), record=InformationRequest(title="尚未登记"))


def test_takers_are_who_took_the_step_and_for_whom(
    bare_session: Session, trail: Trail, request_record: InformationRequest
) -> None:
    record_id = request_record.id
    trail.write("open", actor=Actor(standings=(Standing(3, "来访登记"),)), record=request_record)
    trail.write("step", actor=clerk(HEAD), standing=HEAD, record=request_record, step="draft")
    trail.write("step", actor=clerk(), standing=CLERK, record=request_record, step="forward")
    refused = Actor(standings=(Standing(9, "另一人"),))
    trail.write("step", actor=refused, record=request_record, step="draft", result="refused")
    trail.write(
        "period", actor=Actor(standings=(Standing(10, "又一人"),)), record=request_record, step="draft"
    )
    bare_session.commit()
    assert trail.takers(record_id, {"draft"}) == {7, 8}
    assert trail.takers(record_id, {"forward", "approve"}) == {7}
    assert trail.takers(record_id, {"approve"}) == set()
    assert trail.takers(record_id + 1, {"draft"}) == set()
    assert trail.author(record_id) == {3}
    assert trail.author(record_id + 1) == set()


def test_a_note_commits_by_itself(bare_database: Engine) -> None:
    note(storage.write_transaction(lambda: bare_database), lambda: NOON, "login", actor=clerk(), subject="u7")
    with Session(bare_database) as session:
        assert [(e.action, e.actor_id, e.subject) for e in entries(session)] == [("login", 7, "u7")]


# -- administrative rows --------------------------------------------------------------


@pytest.fixture
def administration(
    bare_database: Engine, trail: Trail, monkeypatch: pytest.MonkeyPatch
) -> sessionmaker[Session]:
    monkeypatch.setattr(Unit, "trailed", True, raising=False)
    factory = sessionmaker(bare_database)
    install(factory, trail)
    return factory


def new_unit() -> Unit:
    return Unit(code="520330", name="罗甸县沫阳镇人民政府", word="沫府", kind="township", active=True)


def test_changes_of_administrative_rows_are_recorded_by_themselves(
    administration: sessionmaker[Session],
) -> None:
    with acting(clerk()), administration() as session:
        unit = new_unit()
        session.add(unit)
        session.commit()
        unit.hours = "9:00-17:00"
        session.commit()
        session.delete(unit)
        session.commit()
        created, changed, deleted = entries(session)
        assert {row.action for row in (created, changed, deleted)} == {"admin"}
        assert {row.actor_name for row in (created, changed, deleted)} == {"罗小雨"}
        assert created.changes["code"] == {"from": None, "to": "520330"}
        assert changed.subject == "unit 1 罗甸县沫阳镇人民政府"
        assert changed.changes == {"hours": {"from": None, "to": "9:00-17:00"}}
        assert deleted.changes["hours"] == {"from": "9:00-17:00", "to": None}


def test_an_administrative_change_and_its_row_are_undone_together(
    administration: sessionmaker[Session],
) -> None:
    with administration() as session:
        session.add(new_unit())
        session.flush()
        assert len(entries(session)) == 1
        session.rollback()
        assert entries(session) == []


def test_other_rows_are_left_to_whoever_changes_them(
    bare_session: Session, administration: sessionmaker[Session], request_record: InformationRequest
) -> None:
    record_id = request_record.id
    bare_session.rollback()
    with administration() as session:
        record = session.get_one(InformationRequest, record_id)
        record.purpose = "核对补偿标准"
        session.commit()
        assert entries(session) == []


# -- append only ----------------------------------------------------------------------

REWRITINGS = [
    "UPDATE trail SET reason = 'x'",
    "DELETE FROM trail",
    "UPDATE trail_seal SET hash = 'x'",
    "DELETE FROM trail_seal",
]
TRUNCATIONS = ["TRUNCATE trail CASCADE", "TRUNCATE trail_seal"]


@pytest.mark.parametrize("statement", REWRITINGS + TRUNCATIONS)
def test_the_database_refuses_to_rewrite_the_trail(
    bare_session: Session, trail: Trail, statement: str
) -> None:
    # SQLite has no TRUNCATE: a DELETE without a condition is the same, and is refused above.
    known = bare_session.get_bind().dialect.name == "postgresql" or statement not in TRUNCATIONS
    trail.write("login", actor=clerk())
    bare_session.flush()
    bare_session.execute(
        text("INSERT INTO trail_seal (seq, trail_id, hash, sealed_at) VALUES (1, 1, 'h', :at)"),
        {"at": NOON.isoformat()},
    )
    bare_session.commit()
    with pytest.raises(DBAPIError, match="append-only" if known else "syntax error"):
        bare_session.execute(text(statement))
    bare_session.rollback()
    assert [row.reason for row in entries(bare_session)] == [""]
    assert bare_session.scalar(text("SELECT hash FROM trail_seal")) == "h"
