"""Who gets in by token, how far, and what every refusal looks like."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import TooManyRequests

from app.access import bearer
from app.access.accounts import Accounts
from app.access.tokens import Tokens
from app.parts import KEY
from models import Account, ApiToken, Delegation, TrailEntry

ROOT = "/api/v1/information-requests/"


@pytest.fixture
def kept(session):
    """The one token there is, as the database has it now."""

    def read():
        session.rollback()
        return session.scalars(select(ApiToken).execution_options(populate_existing=True)).one()

    return read


def owner(session, user_id, name="clerk"):
    """The person a token belongs to."""
    return session.get(User, user_id(name))


# -- in -------------------------------------------------------------------------------


def test_a_token_opens_the_api_as_its_owner(program, register):
    request = register()
    answer = program("clerk").get(f"{ROOT}{request.id}")
    assert answer.status_code == 200
    assert answer.json["title"] == "申请公开蒙江河道治理工程环评批复"


def test_only_the_hash_of_a_token_is_kept(program, kept):
    secret = program("clerk").environ_base["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
    assert secret.startswith("gk_")
    assert len(secret) >= 43
    assert secret not in {str(value) for value in vars(kept()).values()}


@pytest.mark.parametrize(
    "shown", [None, "", "Bearer", "Bearer ", "Bearer gk_nosuch", "Basic Y2xlcms6eA==", "gk_x", "Bearer \xff"]
)
def test_without_a_token_that_opens_there_is_nothing(client, shown):
    headers = {} if shown is None else {"Authorization": shown}
    answer = client.get(ROOT, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_who_is_not_let_in_waits_for_no_writer(client, made):
    """On SQLite the second writer of a thread would fail: there is none before somebody was let in."""
    with made.write() as session:
        session.connection()
        assert client.post(ROOT, json={}).status_code == 401


def test_a_cookie_alone_opens_nothing_and_none_is_set(sign_in, register):
    """Neither reading nor writing."""
    browser, request = sign_in("officer"), register()
    for answer in (
        browser.get(ROOT),
        browser.get(f"{ROOT}?lang=en"),
        browser.post(f"{ROOT}{request.id}/accept", json={"version": request.version}),
        browser.post("/api/v1/nosuch"),
    ):
        assert answer.status_code in {401, 404}
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_token_sets_no_cookie_and_opens_no_page(program, session):
    caller = program("clerk")
    assert "Set-Cookie" not in caller.get(f"{ROOT}").headers
    assert caller.get("/office/").status_code == 302


# -- and out --------------------------------------------------------------------------


def test_a_token_of_a_deactivated_user_is_dead_and_stays_so(program, session, made, user_id, actor):
    """Bad input."""
    caller, accounts = program("clerk"), Accounts(made.time.now)
    assert caller.get(ROOT).status_code == 200
    session.rollback()
    clerk = owner(session, user_id)
    accounts.switch(session(), actor("sysadmin"), clerk, active=False, reason="调离")
    session.commit()
    assert caller.get(ROOT).status_code == 401
    session.rollback()
    accounts.switch(session(), actor("sysadmin"), clerk, active=True, reason="返岗")
    session.commit()
    assert caller.get(ROOT).status_code == 401


def test_a_user_switched_off_by_any_hand_opens_nothing(program, session, user_id):
    caller = program("clerk")
    owner(session, user_id).active = False
    session.commit()
    assert caller.get(ROOT).status_code == 401


def test_a_token_opens_until_its_last_moment(program, clock):
    caller = program("clerk", days=1)
    clock.turn("2026-03-03", hour=8)
    assert caller.get(ROOT).status_code == 200
    clock.turn("2026-03-03", hour=9)
    assert caller.get(ROOT).status_code == 401


def test_a_revoked_token_is_dead(program, session, made, kept, actor):
    caller = program("clerk")
    Tokens(made.time.now).revoke(session(), actor("clerk"), kept())
    session.commit()
    assert caller.get(ROOT).status_code == 401


def test_a_reset_password_ends_tokens_and_a_changed_one_does_not(program, session, made, user_id, actor):
    caller = program("clerk")
    clerk = owner(session, user_id)
    made.credentials.set_password(session(), clerk, "Lantern-7788", actor=actor("clerk"))
    session.commit()
    assert caller.get(ROOT).status_code == 200
    session.rollback()
    made.credentials.create_reset_link(session(), actor("sysadmin"), clerk)
    session.get(Account, clerk.id).must_change = False
    session.commit()
    assert caller.get(ROOT).status_code == 401


def test_a_password_that_is_due_comes_first(program, session, user_id):
    """A1.19: whoever must change it does nothing else first, by token neither."""
    caller = program("clerk")
    session.get(Account, user_id("clerk")).must_change = True
    session.commit()
    answer = caller.get(ROOT, headers={"Accept-Language": "en"})
    assert answer.status_code == 403
    assert "due for a change" in answer.json["detail"]


# -- how far --------------------------------------------------------------------------


def test_rights_are_those_of_this_moment(program, session, user_id):
    caller = program("clerk")
    assert caller.get(ROOT).status_code == 200
    owner(session, user_id).roles = []
    session.commit()
    assert caller.get(ROOT).status_code == 403


def test_a_token_for_reading_takes_no_step_and_registers_nothing(program, register):
    request = register()
    reader = program("both", scope="read")
    found = reader.get(f"{ROOT}{request.id}")
    assert found.json["applicant"] == "罗小满"
    assert found.json["offers"] == []
    assert reader.post(f"{ROOT}{request.id}/accept", json={"version": request.version}).status_code == 403
    assert reader.post(ROOT, json={}).status_code == 403


def test_a_token_for_one_matter_opens_no_other(program):
    caller = program("both", matters=["ThirdParty"])
    assert caller.get("/api/v1/third-parties/").status_code == 200
    assert caller.get(ROOT).status_code == 403
    assert caller.post(ROOT, json={}).status_code == 403


def test_a_token_limits_what_is_lent_too(program, session, user_id, register):
    lent = Delegation(
        principal_id=user_id("officer"),
        deputy_id=user_id("guest"),
        since=date(2026, 3, 1),
        until=date(2026, 3, 31),
        reason="出差",
    )
    session.add(lent)
    session.commit()
    request = register()
    steps = f"{ROOT}{request.id}/accept"
    assert program("guest", scope="read").post(steps, json={"version": request.version}).status_code == 403
    session.rollback()
    assert program("guest").post(steps, json={"version": request.version}).status_code == 200


# -- what is left behind --------------------------------------------------------------


def test_use_is_noted_once_a_day(program, kept, clock, session, made, monkeypatch):
    caller, noted = program("clerk"), []
    note_use = bearer._note_use
    monkeypatch.setattr(
        bearer, "_note_use", lambda *asked: noted.append(made.time.today()) or note_use(*asked)
    )
    for day, hour in (("2026-03-02", 9), ("2026-03-02", 17), ("2026-03-04", 9)):
        clock.turn(day, hour)
        assert caller.get(ROOT).status_code == 200
    assert noted == [date(2026, 3, 2), date(2026, 3, 4)]
    assert kept().last_used_on == date(2026, 3, 4)


def test_use_that_cannot_be_noted_stops_nobody(app, program, register, kept, made, monkeypatch):
    request, caller = register(), program("officer")

    def fail():
        raise OperationalError("UPDATE", {}, ValueError("disk"))

    monkeypatch.setitem(app.extensions, KEY, replace(made, write=fail))
    assert caller.post(f"{ROOT}{request.id}/accept", json={"version": request.version}).status_code == 200
    assert kept().last_used_on is None


def test_the_trail_names_the_owner_and_the_token(program, register, session, user_id, kept):
    request = register()
    answer = program("officer").post(f"{ROOT}{request.id}/accept", json={"version": request.version})
    assert answer.status_code == 200
    token = kept().id
    row = session.scalars(select(TrailEntry).where(TrailEntry.step == "accept")).one()
    assert row.actor_id == user_id("officer")
    assert row.request_id.startswith(f"token{token}-")


# -- refusals -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "about", "code"),
    [
        ("GET", "/api/v1/nosuch", {}, 404),
        ("GET", f"{ROOT}999", {}, 404),
        ("GET", f"{ROOT}x", {}, 404),
        ("DELETE", ROOT, {}, 405),
        ("POST", ROOT, {"data": "a=b"}, 415),
        ("POST", ROOT, {"data": "x" * 2**20 + "x", "content_type": "application/json"}, 413),
        ("POST", ROOT, {"data": "[" * 100_000, "content_type": "application/json"}, 400),
        ("POST", ROOT, {"data": '{"a": ' + "1" * 5000 + "}", "content_type": "application/json"}, 400),
        ("POST", ROOT, {"data": b"\xff{}", "content_type": "application/json"}, 400),
        ("POST", ROOT, {"json": []}, 400),
        ("GET", f"{ROOT}?q=%00", {}, 400),
    ],
)
def test_every_refusal_is_a_problem_object_in_the_language_asked_for(program, method, path, about, code):
    caller = program("clerk")
    for tag, chinese in (("en", False), ("zh-CN", True), ("fr", True)):
        answer = caller.open(path, method=method, headers={"Accept-Language": tag}, **about)
        assert answer.status_code == code
        assert answer.mimetype == "application/problem+json"
        assert answer.json["status"] == code
        assert answer.json["title"].isascii() != chinese


def test_a_wrong_method_is_told_the_right_ones(program):
    assert program("clerk").delete(ROOT).headers["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_a_failure_is_told_by_number_only(program, monkeypatch, session):
    caller = program("clerk")

    def fail(*_args, **_kwargs):
        raise OperationalError("SELECT", {}, ValueError("PLANTED-STACK"))

    monkeypatch.setattr("views.lists.page", fail)
    answer = caller.get(ROOT)
    assert answer.status_code == 500
    assert len(answer.json["incident"]) == 8
    assert "PLANTED" not in answer.text
    assert "SELECT" not in answer.text


def test_too_many_calls_wait_a_minute(app):
    """Limits are off in tests, so the rule and its refusal are looked at by themselves."""
    limits = app.appbuilder.sm.limiter.limit_manager.blueprint_limits(app, "api")
    assert [str(limit.limit) for limit in limits] == ["600 per 1 minute"]
    with app.test_request_context(ROOT):
        answer = app.make_response(app.handle_user_exception(TooManyRequests()))
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
    assert answer.mimetype == "application/problem+json"


def test_a_foreign_host_is_not_answered(program):
    assert program("clerk").get(ROOT, base_url="http://evil.test").status_code == 400


def test_no_other_site_is_told_anything(client):
    """No CORS: a browser on another site gets no permission to read."""
    answer = client.options(ROOT, headers={"Origin": "http://evil.example"})
    assert not [name for name, _value in answer.headers if name.startswith("Access-Control")]
