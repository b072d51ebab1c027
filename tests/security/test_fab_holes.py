"""Rights: what stock Flask-AppBuilder lets happen, and what the same attempt does here."""

from __future__ import annotations

import io
import json
import re

import pytest
from flask_appbuilder.security.sqla.models import PermissionView
from sqlalchemy import func, select

from app.access.actor import acting
from app.access.grants import LIST
from app.access.scope import OutOfScope
from app.extensions import db
from models import InformationRequest, Unit

ROOT = "/office/information-requests"
API = "/api/v1/information-requests/"


def vetoed(answer):
    """The edit was refused on its own page."""
    return answer.status_code == 400


def count(session):
    session.rollback()
    return session.scalar(select(func.count(InformationRequest.id)))


# -- A: the worst five ----------------------------------------------------------------


def test_a1_no_answer_carries_a_password_hash(stock, sign_in, register, program):
    """Pages and the API: of the people in a record their names are told, and nothing else of theirs."""
    assert stock["A1"]
    request = register()
    pages = ("/office/", ROOT + "/", f"{ROOT}/{request.id}", f"{ROOT}/export.csv", "/office/people/")
    for person in ("both", "sysadmin", "auditor"):
        for page in pages:
            assert "scrypt:" not in sign_in(person).get(page, buffered=True).text
        for path in (API, f"{API}{request.id}", "/api/v1/openapi.json"):
            text = program(person).get(path).text
            assert not re.search(r"scrypt:|pbkdf2:|@example\.org|_hash|created_by|opened_by", text), path


def test_a2_a_step_on_a_foreign_record_is_not_found(stock, sign_in, send, register, stored):
    assert stock["A2"]
    request = register()
    answer = send(sign_in("stranger"), f"{ROOT}/{request.id}/accept", version=request.version)
    assert answer.status_code == 404
    assert stored(request.id).state == "registered"


def test_a3_nothing_a_request_asked_for_stays_on_the_view(stock, sign_in, register, app):
    """The race needs an object shared by requests that a request changes: there is none."""
    assert stock["A3"]
    register()
    views = app.appbuilder.baseviews
    before = [repr(sorted(vars(view).items(), key=str)) for view in views]
    browser = sign_in("clerk")
    for page in (f"{ROOT}/?q=蒙江&order=-due_on", f"{ROOT}/?state=registered", "/office/search/?q=1"):
        assert browser.get(page).status_code == 200
    assert [repr(sorted(vars(view).items(), key=str)) for view in views] == before


def test_a4_a_link_changes_nothing_and_a_form_needs_its_token(stock, sign_in, register, stored):
    assert stock["A4"]
    request, officer = register(), sign_in("officer")
    officer.get(f"{ROOT}/{request.id}/accept", query_string={"version": request.version})
    assert stored(request.id).state == "registered"
    answer = officer.post(f"{ROOT}/{request.id}/accept", data={"version": request.version})
    assert answer.status_code == 400
    assert stored(request.id).state == "registered"


def test_a5_a_refused_edit_is_not_saved_by_whoever_commits_afterwards(
    stock, sign_in, send, register, form, stored, app, monkeypatch
):
    assert stock["A5"]

    def audit(answer):
        db.session.commit()
        return answer

    writers = app.after_request_funcs.setdefault(None, [])
    monkeypatch.setitem(app.after_request_funcs, None, [audit, *writers])
    request = register()
    fields = form(channel="oral", title="REJECTME", reason="更正", version=request.version)
    assert vetoed(send(sign_in("clerk"), f"{ROOT}/{request.id}/edit", **fields))
    assert stored(request.id).title == "申请公开蒙江河道治理工程环评批复"


# -- B: rights and columns ------------------------------------------------------------


def test_b1_a_record_is_registered_for_own_units_only(stock, sign_in, send, form, unit_id, session):
    assert stock["B1"]
    stranger = sign_in("stranger")
    assert "罗甸县自然资源局" not in stranger.get(f"{ROOT}/new").text
    assert send(stranger, f"{ROOT}/new", **form(unit_id=unit_id("land"))).status_code in {400, 404}
    assert count(session) == 0


def test_b2_an_address_fills_in_no_column(stock, sign_in, send, register, form, unit_id, stored):
    assert stock["B2"]
    request, health = register(), unit_id("health")
    page = f"{ROOT}/{request.id}/edit?_flt_0_unit_id={health}&unit_id={health}&_flt_0_unit={health}"
    answer = send(sign_in("clerk"), page, **form(reason="更正", version=request.version))
    assert answer.status_code == 302
    assert stored(request.id).unit_id == unit_id("land")
    moved = form(reason="更正", version=stored(request.id).version, unit_id=health)
    assert vetoed(send(sign_in("clerk"), f"{ROOT}/{request.id}/edit", **moved))
    assert stored(request.id).unit_id == unit_id("land")


def test_b3_a_program_registers_for_its_own_unit_and_sees_no_other(
    stock, sign_in, program, register, form, unit_id, session
):
    assert stock["B3"]
    entry = {**form(), "unit_id": unit_id("land")}
    assert sign_in("stranger").post(API, json=entry).status_code == 401
    stranger = program("stranger")
    assert stranger.post(API, json=entry).status_code == 400
    told = [stranger.post(API, json={}).json, stranger.get("/api/v1/openapi.json").json]
    assert "罗甸县自然资源局" not in json.dumps(told, ensure_ascii=False)
    for path in ("/api/v1/informationrequest/", "/api/v1/security/login", f"{API}_info"):
        assert stranger.get(path).status_code == 404
        assert stranger.post(path, json={"title": "by api"}).status_code in {404, 405}
    assert count(session) == 0


@pytest.mark.parametrize("column", ["id_number", "_flt_0_id_number", "phone", "applicant", "track_hash"])
def test_b4_no_list_tells_what_a_hidden_column_begins_with(stock, sign_in, register, column):
    assert stock["B4"]
    register(title="PLANTED", id_number="522728199003071234")
    clerk = sign_in("clerk")
    found = [
        "PLANTED" in clerk.get(f"{ROOT}/", query_string={column: digits}).text for digits in ("522", "777")
    ]
    assert found[0] == found[1]
    assert "PLANTED" not in clerk.get(f"{ROOT}/?q=522728").text


@pytest.mark.parametrize(
    "column", ["id_number", "applicant", "opened_by_id", "unit.name", "created_by.password"]
)
def test_b5_lists_are_ordered_by_offered_columns_only(stock, sign_in, register, column):
    assert stock["B5"]
    register()
    assert sign_in("clerk").get(f"{ROOT}/?order={column}").status_code == 400
    assert sign_in("clerk").get(f"{ROOT}/?order=-{column}").status_code == 400


def test_b6_a_related_table_needs_the_grant_of_its_own_matter(stock, sign_in, register, third_party, session):
    assert stock["B6"]
    request = register()
    third_party(request, addressee="ADDRESSEE-PLANTED")
    page = f"{ROOT}/{request.id}"
    assert "ADDRESSEE-PLANTED" in sign_in("clerk").get(page).text
    for row in session.scalars(select(PermissionView)):
        if (row.permission.name, row.view_menu.name) == (LIST, "ThirdParty"):
            row.role.clear()
    session.commit()
    assert sign_in("clerk").get(page).status_code == 200
    assert "ADDRESSEE-PLANTED" not in sign_in("clerk").get(page).text


def test_b7_a_file_is_reached_through_its_record_only(stock, sign_in, send, register, app, session):
    assert stock["B7"]
    theirs, own = register(), register()
    clerk = sign_in("clerk")
    file = (io.BytesIO("批复".encode()), "批复.txt")
    assert send(clerk, f"{ROOT}/{theirs.id}/attachments", purpose="other", file=file).status_code == 302
    session.rollback()
    kept = theirs.attachments[0]
    assert clerk.get(f"{ROOT}/{theirs.id}/attachments/{kept.id}").data.decode() == "批复"
    assert clerk.get(f"{ROOT}/{own.id}/attachments/{kept.id}").status_code == 404
    assert sign_in("stranger").get(f"{ROOT}/{theirs.id}/attachments/{kept.id}").status_code == 404
    for path in (f"/static/{kept.key}", f"{ROOT}/download/{kept.key}", f"/static/../{kept.key}"):
        assert clerk.get(path).status_code == 404
    assert not [rule for rule in app.url_map.iter_rules() if "download" in rule.rule]


@pytest.mark.clause("A1.8")
def test_b8_author_and_moment_are_no_fields(stock, sign_in, send, form, session, user_id, made):
    assert stock["B8"]
    forged = {"opened_by_id": user_id("head"), "created_by": user_id("head"), "opened_at": "2001-01-01"}
    assert send(sign_in("clerk"), f"{ROOT}/new", **form(**forged)).status_code == 302
    session.rollback()
    row = session.scalars(select(InformationRequest)).one()
    assert row.opened_by_id == user_id("clerk")
    assert row.opened_at == made.time.now()


def test_b9_a_page_that_forgets_to_ask_shows_and_writes_nothing_foreign(
    stock, register, actor, session, unit_id
):
    assert stock["B9"]
    request = register()
    pk, theirs = request.id, session.get(Unit, unit_id("land"))
    session.expunge_all()
    with acting(actor("stranger")):
        assert session.scalars(select(InformationRequest)).all() == []
        assert session.get(InformationRequest, pk) is None
        session.add(InformationRequest(title="planted", unit_id=theirs.id))
        with pytest.raises(OutOfScope):
            session.flush()
        session.rollback()
