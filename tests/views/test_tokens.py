"""Tokens in the panel: one's own with the password, everybody's for the security administrator."""

from __future__ import annotations

import re

import pytest
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select
from werkzeug.security import generate_password_hash

from models import ApiToken, InformationRequest, TrailEntry, WebSession

ROOT = "/office/tokens"
RIGHT = "Lantern-7788"


@pytest.fixture
def clerk(session, made, monkeypatch):
    """The clerk, with a password; a wrong one is answered at once, time is tested elsewhere."""
    monkeypatch.setattr(made.gate, "_wait", lambda _seconds: None)
    user = session.scalars(select(User).where(User.username == "clerk")).one()
    user.password = generate_password_hash(RIGHT, method="pbkdf2:sha256:1")
    session.commit()
    return user


@pytest.fixture
def rows(session):
    """All tokens as the database has them."""

    def read():
        session.rollback()
        rows = select(ApiToken).order_by(ApiToken.id).execution_options(populate_existing=True)
        return session.scalars(rows).all()

    return read


def filled(**changes):
    """The form of a new token."""
    return {"label": "OA 系统", "days": "90", "scope": "write", "password": RIGHT, **changes}


def test_a_token_is_shown_once_and_opens(clerk, send, client, rows, session, clock, made):
    answer = send("clerk", f"{ROOT}/new", filled(matters=[InformationRequest.__name__]))
    assert answer.status_code == 200
    (secret,) = re.findall(r"gk_[\w-]{43}", answer.text)
    found = client.get("/api/v1/information-requests/", headers={"Authorization": f"Bearer {secret}"})
    assert found.status_code == 200
    (token,) = rows()
    assert (token.label, token.scope, token.matters) == ("OA 系统", "write", ["InformationRequest"])
    assert (token.expires_at - token.created_at).days == 90
    row = session.scalars(select(TrailEntry).where(TrailEntry.action == "admin")).all()[-1]
    assert (row.subject, row.actor_id) == ("clerk (clerk)", clerk.id)
    assert secret not in str(row.changes)
    # Neither in the session of the browser, which is a row too.
    assert not [kept for kept in session.scalars(select(WebSession)) if secret.encode() in kept.data]


@pytest.mark.parametrize(
    "changes",
    [
        {"password": "wrong"},
        {"password": ""},
        {"days": "0"},
        {"days": "366"},
        {"days": "x"},
        {"label": " "},
        {"label": "x" * 81},
        {"scope": "admin"},
        {"matters": ["Nosuch"]},
    ],
)
def test_a_token_that_may_not_be_is_not_made(clerk, send, rows, changes):
    answer = send("clerk", f"{ROOT}/new", filled(**changes))
    assert answer.status_code == 400
    assert "gk_" not in answer.text
    assert 'class="error-summary' in answer.text or "alert" in answer.text
    assert rows() == []


def test_wrong_passwords_count_at_the_gate(clerk, send, rows):
    """A browser left open is no place to try passwords."""
    for _ in range(5):
        send("clerk", f"{ROOT}/new", filled(password="wrong"))
    assert "gk_" not in send("clerk", f"{ROOT}/new", filled()).text
    assert rows() == []


def test_one_sees_and_revokes_ones_own(program, send, sign_in, rows):
    caller, other = program("clerk"), program("officer")
    mine, theirs = (token.id for token in rows())
    page = sign_in("clerk").get(f"{ROOT}/").text
    assert f"{ROOT}/{mine}/revoke" in page
    assert f"{ROOT}/{theirs}/revoke" not in page
    assert sign_in("clerk").get(f"{ROOT}/{theirs}/revoke").status_code == 404
    assert send("clerk", f"{ROOT}/{mine}/revoke", {}).location == f"{ROOT}/"
    assert [token.revoked_at is None for token in rows()] == [False, True]
    assert caller.get("/api/v1/third-parties/").status_code == 401
    assert other.get("/api/v1/third-parties/").status_code == 200


def test_the_security_administrator_sees_and_revokes_everybodys(program, send, sign_in, rows, session):
    caller = program("clerk")
    (token,) = rows()
    assert f"{ROOT}/{token.id}/revoke" in sign_in("secadmin").get(f"{ROOT}/all").text
    assert send("secadmin", f"{ROOT}/{token.id}/revoke", {}).location == f"{ROOT}/all"
    assert caller.get("/api/v1/third-parties/").status_code == 401
    session.rollback()
    row = session.scalars(select(TrailEntry).where(TrailEntry.action == "admin")).all()[-1]
    assert (row.actor_name, row.subject, row.changes["token"]["to"]) == ("secadmin", "clerk (clerk)", None)


@pytest.mark.parametrize("person", ["clerk", "sysadmin", "auditor"])
def test_nobody_else_sees_everybodys(sign_in, person):
    assert sign_in(person).get(f"{ROOT}/all").status_code == 403


def test_looking_at_the_question_revokes_nothing(program, sign_in, rows):
    program("clerk")
    assert sign_in("clerk").get(f"{ROOT}/{rows()[0].id}/revoke").status_code == 200
    assert rows()[0].revoked_at is None


def test_signing_out_everywhere_ends_tokens(program, send):
    """One handle for whoever fears that somebody else is in."""
    caller = program("clerk")
    assert send("clerk", "/office/profile/leave", {}).status_code == 302
    assert caller.get("/api/v1/third-parties/").status_code == 401


def test_the_state_of_each_token_is_told(program, sign_in, made, session, clock, actor):
    for days in (1, 2, 3):
        program("clerk", days=days)
    session.rollback()
    made_by = session.scalars(select(ApiToken).order_by(ApiToken.id)).all()
    made_by[2].revoked_at = made.time.now()
    session.commit()
    clock.turn("2026-03-03")
    page = sign_in("clerk").get(f"{ROOT}/?lang=en").text
    assert [page.count(word) for word in ("over</span>", "in force</span>", "revoked</span>")] == [1, 1, 1]
