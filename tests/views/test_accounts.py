"""Coming in and going out, through the whole application (A1.19)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_appbuilder.security.sqla.models import Role, User
from sqlalchemy import select
from werkzeug.security import generate_password_hash

from app.access.actor import Actor
from app.access.delegations import Delegations
from app.parts import Parts
from models.account import Account, WebSession
from models.trail import TrailEntry
from models.unit import Delegation, Membership

RIGHT, NEW = "Lantern-7788", "Bridge-7788"
COOKIE = "gongkai"

Enter = Callable[[str], FlaskClient]


@pytest.fixture(scope="module")
def digest() -> str:
    return generate_password_hash(RIGHT)


@pytest.fixture
def lin(session: Any, made: Parts, digest: str, monkeypatch: pytest.MonkeyPatch) -> User:
    """The clerk, with a password set today; refusals answer at once, time is tested elsewhere."""
    monkeypatch.setattr(made.gate, "_wait", lambda _seconds: None)
    user = session.scalars(select(User).where(User.username == "clerk")).one()
    user.password = digest
    session.get(Account, user.id).password_set_at = made.time.now()
    session.commit()
    return user


@pytest.fixture(autouse=True)
def fresh(app: Flask, session: Any, made: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's password is due, and forms need no token but where a test asks for one."""
    for account in session.scalars(select(Account)):
        account.password_set_at = made.time.now()
    session.commit()
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)


def enter(client: FlaskClient, name: str = "clerk", password: str = RIGHT, **query: str) -> Any:
    return client.post("/login/", data={"username": name, "password": password}, query_string=query)


def trail(session: Any, action: str) -> list[TrailEntry]:
    session.rollback()
    return list(session.scalars(select(TrailEntry).where(TrailEntry.action == action)))


# -- in -------------------------------------------------------------------------------


def test_the_right_password_opens_the_office(client: FlaskClient, lin: User, session: Any) -> None:
    answer = enter(client)
    assert (answer.status_code, answer.location) == (302, "/office/")
    assert client.get("/office/").status_code == 200
    assert [row.actor_id for row in trail(session, "login")] == [lin.id]


def test_every_refusal_reads_the_same(client: FlaskClient, lin: User, session: Any) -> None:
    session.scalars(select(User).where(User.username == "guest")).one().active = False
    session.commit()
    answers = [enter(client, name, "wrong") for name in ("clerk", "nobody", "guest")]
    for _ in range(5):
        enter(client, password="wrong")
    answers.append(enter(client))
    assert {answer.status_code for answer in answers} == {401}
    # What differs from answer to answer anyway: the name given back, tokens, the nonce.
    bodies = {re.sub(r'(nonce|value|content)="[^"]*"', "", answer.text) for answer in answers}
    assert len(bodies) == 1


def test_a_deactivated_account_is_out_at_its_next_click(sign_in: Enter, session: Any) -> None:
    browser = sign_in("clerk")
    assert browser.get("/office/").status_code == 200
    session.scalars(select(User).where(User.username == "clerk")).one().active = False
    session.commit()
    assert browser.get("/office/").status_code == 302


def test_signing_in_gives_a_new_token(client: FlaskClient, lin: User) -> None:
    client.get("/login/")
    with client.session_transaction() as kept:
        kept["planted"] = "yes"
    before = client.get_cookie(COOKIE)
    enter(client)
    after = client.get_cookie(COOKIE)
    assert before is not None
    assert after is not None
    assert before.value != after.value
    with client.session_transaction() as kept:
        assert "planted" not in kept


@pytest.mark.parametrize(
    "target",
    [
        "http://evil.test/x",
        "//evil.test",
        "///evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "/\t/evil.test",
        "/ /evil.test",
        "javascript:alert(1)",
        "https:evil.test",
        "/a\\b",
        "/\r\nLocation: x",
        "evil.test",
        "",
    ],
)
def test_nobody_is_sent_to_another_site(client: FlaskClient, lin: User, target: str) -> None:
    assert enter(client, next=target).location == "/office/"


def test_one_comes_back_to_the_page_one_asked_for(client: FlaskClient, lin: User) -> None:
    assert client.get("/office/profile/").location == "/login/?next=/office/profile/"
    assert enter(client, next="/office/profile/").location == "/office/profile/"


def test_a_foreign_host_is_not_answered(client: FlaskClient) -> None:
    assert client.get("/login/", base_url="http://evil.test").status_code == 400


# -- out ------------------------------------------------------------------------------


def test_the_cookie_is_dead_after_signing_out(client: FlaskClient, lin: User, session: Any) -> None:
    enter(client)
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    client.post("/login/out")
    client.set_cookie(COOKIE, cookie.value)
    assert client.get("/office/").status_code == 302
    assert [row.actor_id for row in trail(session, "logout")] == [lin.id]


def test_signing_out_takes_a_post(sign_in: Enter) -> None:
    browser = sign_in("clerk")
    assert browser.get("/login/out").status_code == 405
    assert browser.get("/office/").status_code == 200


@pytest.mark.parametrize("path", ["/login/", "/login/out", "/password/", "/office/people/new"])
def test_nothing_is_changed_without_a_token(
    app: Flask, sign_in: Enter, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert sign_in("sysadmin").post(path, data={"name": "x"}).status_code == 400


def test_the_pages_of_the_framework_do_not_exist(client: FlaskClient) -> None:
    """No second door to passwords."""
    for path in (
        "/api/v1/security/login",
        "/api/v1/security/refresh",
        "/resetmypassword/form",
        "/resetpassword/form",
        "/users/list/",
        "/users/userinfo/",
        "/roles/list/",
        "/logout/",
        "/register/form",
    ):
        assert client.get(path).status_code == 404, path
        assert client.post(path, json={}).status_code in {404, 405}, path


# -- the password ---------------------------------------------------------------------


def change(client: FlaskClient, old: str, new: str = NEW, again: str = "") -> Any:
    return client.post("/password/", data={"old": old, "password": new, "again": again or new})


@pytest.mark.clause("A1.19")
def test_a_new_password_takes_the_old_one_and_ends_other_sessions(
    app: Flask, client: FlaskClient, lin: User
) -> None:
    other = app.test_client()
    enter(client)
    enter(other)
    assert change(client, "wrong").status_code == 400
    assert other.get("/office/").status_code == 200
    assert change(client, RIGHT).location == "/office/"
    assert client.get("/office/").status_code == 200
    assert other.get("/office/").status_code == 302
    assert enter(other, password=RIGHT).status_code == 401
    assert enter(other, password=NEW).status_code == 302


@pytest.mark.clause("A1.19")
def test_a_weak_password_is_refused_with_the_rule(client: FlaskClient, lin: User) -> None:
    """Where stock Flask-AppBuilder accepts "a"."""
    enter(client)
    answer = change(client, RIGHT, "a")
    assert answer.status_code == 400
    assert answer.text.count("aria-invalid") >= 1
    assert enter(client).status_code == 302


@pytest.mark.clause("A1.19")
def test_when_it_is_due_nothing_else_can_be_done(client: FlaskClient, lin: User, session: Any) -> None:
    enter(client)
    session.get(Account, lin.id).must_change = True
    session.commit()
    assert client.get("/office/").location == "/password/"
    assert client.get("/office/profile/").location == "/password/"
    dressed = client.get("/password/").text.split('rel="stylesheet" href="')[1].split('"')[0]
    assert client.get(dressed).mimetype == "text/css"
    assert change(client, RIGHT).status_code == 302
    assert client.get("/office/").status_code == 200


# -- people ---------------------------------------------------------------------------


def test_an_account_is_made_its_owner_chooses_the_password_and_comes_in(
    sign_in: Enter, client: FlaskClient, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No administrator ever knows a password."""
    browser = sign_in("sysadmin")
    made = browser.post("/office/people/new", data={"username": "Lin.Xiu", "name": "林秀兰", "email": ""})
    assert made.status_code == 302
    page = browser.get(made.location).text
    path = page.split("/first/")[1].split("<")[0].split()[0]
    form = {"password": NEW, "again": NEW}
    assert client.get(f"/first/{path}").status_code == 200
    assert client.post(f"/first/{path}", data=form).location == "/login/"
    assert client.post(f"/first/{path}", data=form).status_code == 404
    assert enter(client, "lin.xiu", NEW).location == "/office/"


def test_an_unknown_link_is_not_there(client: FlaskClient) -> None:
    assert client.get("/first/nonsense").status_code == 404


@pytest.mark.parametrize("name", ["secadmin", "auditor"])
def test_the_password_of_another_administration_is_not_reset_here(
    sign_in: Enter, user_id: Callable[[str], int], session: Any, name: str
) -> None:
    answer = sign_in("sysadmin").post(f"/office/people/{user_id(name)}/reset")
    assert answer.status_code == 400
    assert session.get(Account, user_id(name)).must_change is False


@pytest.mark.parametrize(
    ("name", "path", "code"),
    [
        ("clerk", "/office/people/", 403),
        ("secadmin", "/office/people/", 403),
        ("auditor", "/office/people/", 403),
        ("sysadmin", "/office/people/", 200),
        ("clerk", "/office/roles/", 403),
        ("sysadmin", "/office/roles/", 403),
        ("sysadmin", "/office/holders/", 403),
        ("sysadmin", "/office/why/", 403),
        ("secadmin", "/office/roles/", 200),
        ("secadmin", "/office/holders/", 200),
        ("secadmin", "/office/holders/people", 200),
        ("secadmin", "/office/why/", 200),
        ("clerk", "/office/delegations/", 200),
        ("clerk", "/office/delegations/new", 200),
        ("clerk", "/office/profile/", 200),
        ("clerk", "/office/profile/leave", 200),
        ("clerk", "/password/", 200),
    ],
)
def test_each_administration_has_its_own_pages(sign_in: Enter, name: str, path: str, code: int) -> None:
    assert sign_in(name).get(path).status_code == code


def test_somebody_switched_off_is_signed_out_and_the_trail_says_why(
    sign_in: Enter, user_id: Callable[[str], int], session: Any
) -> None:
    clerk = user_id("clerk")
    browser = sign_in("clerk")
    sign_in("sysadmin").post(f"/office/people/{clerk}/switch", data={"seen": "on", "reason": "调离"})
    assert browser.get("/office/").status_code == 302
    session.rollback()
    assert session.scalars(select(WebSession).where(WebSession.user_id == clerk)).all() == []
    assert "调离" in [row.reason for row in trail(session, "admin")]


def test_two_who_switch_somebody_off_at_once_do_not_switch_her_on(
    sign_in: Enter, user_id: Callable[[str], int], session: Any
) -> None:
    """Nor does one administrator who presses the button twice."""
    address = f"/office/people/{user_id('clerk')}/switch"
    browser = sign_in("sysadmin")
    seen = browser.get(address).text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    for _ in range(2):
        answer = browser.post(address, data={"seen": seen, "reason": "账号被盗"})
        assert answer.location == f"/office/people/{user_id('clerk')}"
    session.rollback()
    assert session.get(User, user_id("clerk")).active is False


def test_a_post_is_given_and_ended(
    sign_in: Enter, user_id: Callable[[str], int], unit_id: Callable[[str], int], session: Any
) -> None:
    guest, browser = user_id("guest"), sign_in("sysadmin")
    data = {"unit": unit_id("health"), "post": "科员", "since": "2026-03-02", "until": ""}
    assert browser.post(f"/office/posts/people/{guest}/new", data=data).status_code == 302
    session.rollback()
    row = session.scalars(
        select(Membership).where(Membership.user_id == guest, Membership.post == "科员")
    ).one()
    assert browser.post(f"/office/posts/{row.id}/end", data={"until": "2026-03-31"}).status_code == 302
    session.rollback()
    assert row.until is not None
    assert row.until.isoformat() == "2026-03-31"


# -- roles ----------------------------------------------------------------------------


def test_nobody_assigns_roles_to_herself(sign_in: Enter, user_id: Callable[[str], int], session: Any) -> None:
    own = user_id("secadmin")
    data = {"roles": ["security_administrator", "clerk"], "reason": "x"}
    assert sign_in("secadmin").post(f"/office/holders/people/{own}", data=data).status_code == 400
    session.rollback()
    assert [role.name for role in session.get(User, own).roles] == ["security_administrator"]


def test_a_grant_is_taken_away_with_a_reason_and_counts_at_the_next_click(
    sign_in: Enter, session: Any
) -> None:
    """ASVS 8.3.2, A1.8."""
    browser, other = sign_in("secadmin"), sign_in("sysadmin")
    page = browser.get("/office/roles/").text
    action = page.split('action="')[1:]
    address = next(a.split('"')[0] for a in action if "version=" in a.split('"')[0]).replace("&amp;", "&")
    role = session.scalars(select(Role).where(Role.name == "system_administrator")).one()
    gone = next(
        p for p in role.permissions if (p.permission.name, p.view_menu.name) == ("can_people", "UsersView")
    )
    cell = f"{role.id}:{gone.id}"
    everything = [
        f"{r.id}:{p.id}"
        for r in session.scalars(select(Role))
        for p in r.permissions
        if f"{r.id}:{p.id}" != cell
    ]
    assert other.get("/office/people/").status_code == 200
    session.rollback()
    looked_over = browser.post(address, data={"grant": everything}).text
    hidden = {
        name: looked_over.split(f'name="{name}"')[1].split('value="')[1].split('"')[0]
        for name in ("version", "changes")
    }
    assert browser.post(address, data={**hidden, "reason": ""}).status_code == 400
    assert other.get("/office/people/").status_code == 200
    assert browser.post(address, data={**hidden, "reason": "统一登记"}).status_code == 302
    assert other.get("/office/people/").status_code == 403
    again = browser.post(address, data={**hidden, "reason": "统一登记"})
    assert again.status_code == 302
    assert other.get("/office/people/").status_code == 403


def test_why_may_she_is_answered(sign_in: Enter) -> None:
    asked = {"person": "clerk", "step": "InformationRequest.accept", "number": ""}
    assert "reason-" in sign_in("secadmin").get("/office/why/", query_string=asked).text


# -- delegations ----------------------------------------------------------------------


def test_a_delegation_is_made_seen_by_both_and_ended_by_the_deputy(
    sign_in: Enter, session: Any, made: Parts
) -> None:
    data = {
        "deputy": "officer",
        "since": made.time.today().isoformat(),
        "until": made.time.today().isoformat(),
        "matter": "InformationRequest",
        "reason": "年休假",
    }
    assert sign_in("head").post("/office/delegations/new", data=data).status_code == 302
    row = session.scalars(select(Delegation)).one()
    assert "年休假" in sign_in("officer").get("/office/delegations/").text
    assert sign_in("clerk").post(f"/office/delegations/{row.id}/revoke").status_code == 404
    assert sign_in("officer").post(f"/office/delegations/{row.id}/revoke").status_code == 302
    session.rollback()
    assert row.revoked_at is not None


def test_two_who_end_a_delegation_at_once_are_told_so(
    sign_in: Enter, session: Any, made: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever page has no two versions to show: the slower one is told, and the program did not fail."""
    today = made.time.today().isoformat()
    data = {"deputy": "officer", "since": today, "until": today, "matter": "", "reason": "年休假"}
    sign_in("head").post("/office/delegations/new", data=data)
    pk = session.scalars(select(Delegation.id)).one()
    session.rollback()
    end = Delegations.revoke

    def overtaken(self: Delegations, database: Any, actor: Actor, row: Delegation) -> None:
        table = Delegation.__table__
        database.execute(table.update().where(table.c.id == row.id).values(version=row.version + 1))
        end(self, database, actor, row)

    monkeypatch.setattr(Delegations, "revoke", overtaken)
    answer = sign_in("officer").post(f"/office/delegations/{pk}/revoke")
    assert answer.status_code == 409
    assert "其他人同时作了修改" in answer.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"deputy": "head"},
        {"deputy": "nobody"},
        {"until": "2020-01-01"},
        {"since": "2026-03-03"},
        {"until": "2027-03-03"},
        {"matter": "UsersView"},
        {"reason": ""},
    ],
)
def test_a_delegation_that_makes_no_sense_is_refused(
    sign_in: Enter, session: Any, wrong: dict[str, str]
) -> None:
    data = {
        "deputy": "officer",
        "since": "2026-03-02",
        "until": "2026-03-02",
        "matter": "",
        "reason": "leave",
        **wrong,
    }
    assert sign_in("head").post("/office/delegations/new", data=data).status_code == 400
    assert session.scalars(select(Delegation)).all() == []
