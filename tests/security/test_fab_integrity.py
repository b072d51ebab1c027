"""Integrity, files, sessions: stock Flask-AppBuilder, and the same attempt here.

C8 and C9 are about starting: ``tests/commands/test_starting.py``.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from werkzeug.security import generate_password_hash

import config
from app.access.accounts import AccountRefused, Accounts
from app.access.actor import PROGRAM
from app.access.sessions import cookie_settings
from app.parts import parts
from models import Attachment, InformationRequest

ROOT = "/office/information-requests"
PASSWORD = "Luodian-2026-mengjiang"


@pytest.fixture
def password(session, user_id):
    """Give the clerk a password."""
    user = session.get(User, user_id("clerk"))
    user.password = generate_password_hash(PASSWORD, method="pbkdf2:sha256:1")
    session.commit()
    return PASSWORD


@pytest.fixture
def no_waiting(made, monkeypatch):
    """A refused sign-in is answered at once."""
    monkeypatch.setattr(made.gate, "_wait", lambda _seconds: None)


def requests_of(session):
    session.rollback()
    return session.scalar(select(func.count(InformationRequest.id)))


def files_of(app):
    root = Path(app.config["FILES_URL"].removeprefix("file://"))
    return {f for f in root.rglob("*") if f.is_file()}


def attach(send, browser, pk, name, content):
    return send(browser, f"{ROOT}/{pk}/attachments", purpose="other", file=(io.BytesIO(content), name))


# -- C --------------------------------------------------------------------------------


def test_c1_who_saves_second_is_shown_both_versions(stock, sign_in, send, register, form, stored):
    assert stock["C1"]
    request = register()
    page, version = f"{ROOT}/{request.id}/edit", request.version
    first = form(title="甲改的题目", reason="更正", version=version)
    assert send(sign_in("clerk"), page, **first).status_code == 302
    second = send(sign_in("clerk2"), page, **form(title="乙改的题目", reason="更正", version=version))
    assert second.status_code == 409
    assert "甲改的题目" in second.text
    assert "乙改的题目" in second.text
    assert stored(request.id).title == "甲改的题目"


def test_c2_the_same_form_twice_is_one_record(stock, sign_in, send, form, session):
    assert stock["C2"]
    clerk, fields = sign_in("clerk"), form(submission_key="k" * 32)
    places = {send(clerk, f"{ROOT}/new", **fields).location for _ in range(3)}
    assert len(places) == 1
    assert requests_of(session) == 1


def test_c3_what_fails_after_the_record_is_made_leaves_no_record(
    stock, sign_in, send, form, session, monkeypatch
):
    assert stock["C3"]

    def fail(*_args):
        raise ValueError("failed")

    clerk = sign_in("clerk")
    monkeypatch.setattr("views.entering.discard", fail)
    assert send(clerk, f"{ROOT}/new", **form()).status_code == 500
    assert requests_of(session) == 0


@pytest.mark.parametrize("query", ["page=abc", "after=abc", "order=nosuch", "state=nosuch", "unit_id=abc"])
def test_c4_nonsense_in_an_address_is_no_failure(stock, sign_in, register, query):
    assert stock["C4"]
    register()
    assert sign_in("clerk").get(f"{ROOT}/?{query}").status_code in {200, 400}
    assert sign_in("clerk").get(f"{ROOT}/99999999999999999999999999").status_code == 404
    assert sign_in("clerk").get(f"{ROOT}/1/nosuch").status_code == 404


def test_c5_a_page_has_as_many_rows_as_we_say(stock, sign_in, register):
    assert stock["C5"]
    for _ in range(27):
        register()
    page = sign_in("clerk").get(f"{ROOT}/?psize=1000000&page_size=1000000&limit=1000000").text
    assert len(set(re.findall(rf"{ROOT}/(\d+)", page))) == 25


def test_c6_an_error_of_the_database_stays_in_the_log(stock, sign_in, send, form, monkeypatch, made):
    assert stock["C6"]

    def refuse(*_args, **_kwargs):
        raise OperationalError("INSERT INTO record VALUES (?)", {"title": "x"}, ValueError("SECRET-TRIGGER"))

    clerk = sign_in("clerk")
    monkeypatch.setattr(type(made.engine), "open", refuse)
    answer = send(clerk, f"{ROOT}/new", **form())
    assert answer.status_code == 500
    for word in ("INSERT", "SECRET-TRIGGER", "sqlalche", "Traceback"):
        assert word not in answer.text


def test_c7_files_follow_what_the_database_keeps(
    stock, sign_in, send, register, session, app, made, monkeypatch
):
    assert stock["C7"]
    request, clerk = register(), sign_in("clerk")
    assert attach(send, clerk, request.id, "a.txt", b"kept").status_code == 302
    before = files_of(app)

    def fail(*_args, **_kwargs):
        raise ValueError("refused")

    session.rollback()
    kept = session.scalars(select(Attachment.id)).one()
    session.rollback()
    monkeypatch.setattr(type(made.trail), "write", fail)
    assert attach(send, clerk, request.id, "b.txt", b"orphan").status_code == 500
    assert send(clerk, f"{ROOT}/{request.id}/attachments/{kept}/remove", reason="传错").status_code == 500
    session.rollback()
    assert session.scalars(select(Attachment.name)).all() == ["a.txt"]
    made.files.sweep_orphans({path.name for path in before}, datetime.max.replace(tzinfo=UTC))
    assert files_of(app) == before


def test_c10_a_moment_keeps_its_zone(stock, register, stored, made):
    assert stock["C10"]
    request = stored(register().id)
    assert request.opened_at == made.time.now()
    assert request.opened_at.utcoffset() is not None


def test_c11_no_second_account_differs_in_capitals_only(stock, session, made):
    assert stock["C11"]
    with pytest.raises(AccountRefused):
        Accounts(made.time.now).create(session, PROGRAM, username="CLERK", name="另一人")


# -- D --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["evil.html", "evil.svg", "evil.php", "evil.exe", "noending", ".htaccess"])
def test_d1_only_what_an_office_takes_in_is_kept(stock, sign_in, send, register, session, app, name):
    assert stock["D1"]
    request, before = register(), files_of(app)
    attach(send, sign_in("clerk"), request.id, name, b"<script>alert(1)</script>")
    session.rollback()
    assert session.scalars(select(Attachment.id)).all() == []
    assert files_of(app) == before


def test_d3_a_chinese_name_comes_back_as_it_went(stock, sign_in, send, register, session):
    assert stock["D3"]
    request, clerk = register(), sign_in("clerk")
    attach(send, clerk, request.id, "政府信息公开申请.txt", "全文".encode())
    session.rollback()
    kept = session.scalars(select(Attachment.id)).one()
    answer = clerk.get(f"{ROOT}/{request.id}/attachments/{kept}", buffered=True)
    assert "政府信息公开申请.txt" in unquote(answer.headers["Content-Disposition"])
    assert answer.data.decode() == "全文"


# -- E --------------------------------------------------------------------------------


def test_e1_the_cookie_is_for_this_host_and_no_script(stock, client, send, password):
    assert stock["E1"]
    cookie = send(client, "/login/", username="clerk", password=password).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Domain" not in cookie
    assert cookie_settings(https=True)["SESSION_COOKIE_SECURE"] is True


def test_e2_a_cookie_is_dead_after_signing_out(stock, app, client, send, password):
    assert stock["E2"]
    assert send(client, "/login/", username="clerk", password=password).status_code == 302
    kept = client.get_cookie("gongkai").value
    assert send(client, "/login/out").status_code == 302
    thief = app.test_client()
    thief.set_cookie("gongkai", kept)
    assert thief.get("/office/").status_code == 302


def test_e3_a_new_password_takes_the_old_one_and_ends_the_other_sessions(
    stock, app, client, send, password, no_waiting
):
    assert stock["E3"]
    elsewhere, new = app.test_client(), "Mengjiang-2026-luodian"
    for browser in (client, elsewhere):
        assert send(browser, "/login/", username="clerk", password=password).status_code == 302
    for old, wanted in (("wrong", new), (password, "a")):
        assert send(client, "/password/", old=old, password=wanted, again=wanted).status_code != 302
    assert elsewhere.get("/office/").status_code == 200
    assert send(client, "/password/", old=password, password=new, again=new).status_code == 302
    assert client.get("/office/").status_code == 200
    assert elsewhere.get("/office/").status_code == 302


def test_e4_a_foreign_host_is_answered_by_a_bare_400(stock, client):
    assert stock["E4"]
    for path in ("/login/?next=http://evil.example/x", "/", "/office/", "/nosuch"):
        answer = client.get(path, headers={"Host": "evil.example"})
        assert answer.status_code == 400
        assert "evil.example" not in answer.text
    assert client.post("/login/", headers={"Host": "evil.example"}).status_code == 400


def test_e5_five_failures_lock_whatever_door_they_came_through(
    stock, app, client, send, password, no_waiting
):
    assert stock["E5"]
    for _ in range(5):
        assert send(client, "/login/", username="clerk", password="wrong").status_code == 401
    assert send(client, "/login/", username="clerk", password=password).status_code == 401
    assert client.post("/api/v1/security/login", json={}).status_code in {400, 404}
    assert config.FIXED["RATELIMIT_ENABLED"] is True
    assert parts(app).gate is app.appbuilder.sm.gate


def test_e8_no_link_signs_out_or_changes_an_account(stock, sign_in, contents):
    assert stock["E8"]
    clerk = sign_in("clerk")
    before = contents()
    for path in ("/login/out", "/logout/", "/lang/en", "/office/profile/leave", "/?lang=en"):
        clerk.get(path)
    assert clerk.get("/office/").status_code == 200
    assert contents() == before
