"""``token``: a way in for a program, printed once."""

from __future__ import annotations

import pytest
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select

from models import ApiToken

ROOT = "/api/v1/information-requests/"


def test_a_printed_token_opens_and_is_nothing_else(command, client, session):
    result = command("token", "clerk")
    assert result.exit_code == 0
    secret = result.output.removesuffix("\n")
    assert secret.startswith("gk_")
    assert "\n" not in secret
    assert client.get(ROOT, headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    session.rollback()
    token = session.scalars(select(ApiToken)).one()
    assert (token.label, token.scope, token.matters) == ("run.py token", "write", [])
    assert (token.expires_at - token.created_at).days == 90


def test_its_reach_is_what_was_asked_for(command, session):
    result = command(
        *("token", "Clerk", "--label", "OA", "--days", "365", "--read-only"),
        *("--matter", "third-parties", "--matter", "information-requests"),
    )
    assert result.exit_code == 0
    token = session.scalars(select(ApiToken)).one()
    assert (token.label, token.scope) == ("OA", "read")
    assert token.matters == ["InformationRequest", "ThirdParty"]
    assert (token.expires_at - token.created_at).days == 365


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["nosuch"], "There is no active account 'nosuch'"),
        (["clerk", "--days", "366"], "365"),
        (["clerk", "--days", "0"], "365"),
        (["clerk", "--label", " "], "what the token is for"),
        (["clerk", "--matter", "nosuch"], "nosuch"),
    ],
)
def test_what_cannot_be_is_said(command, session, arguments, complaint):
    result = command("token", *arguments)
    assert result.exit_code != 0
    assert complaint in result.output
    assert "gk_" not in result.output
    assert session.scalars(select(ApiToken)).all() == []


def test_an_account_that_is_switched_off_gets_none(command, session, user_id):
    session.get_one(User, user_id("clerk")).active = False
    session.commit()
    result = command("token", "clerk")
    assert result.exit_code == 1
    assert "no active account" in result.output
