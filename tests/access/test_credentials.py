"""Passwords are their owners' business; links work once (A1.19)."""

from __future__ import annotations

import pytest
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access.accounts import AccountRefused
from app.access.actor import PROGRAM, Actor, Standing
from app.access.credentials import Credentials, LinkRefused, PasswordRefused
from app.access.passwords import SEED
from app.access.sessions import token_hash
from app.access.signin import Gate
from models.account import FormerPassword, OneTimeLink, WebSession
from models.roles import APART, CLERK, SECURITY_ADMINISTRATOR, SYSTEM_ADMINISTRATOR
from models.workflow import Role
from tests.access.county import Clock, County, Hashes

NEW = "Bridge-7788"
ADMINISTRATOR = Actor((Standing(900, "Wang"),))


@pytest.fixture
def credentials(clock: Clock, hashes: Hashes) -> Credentials:
    return Credentials(SEED, clock, check=hashes.check, digest=hashes.digest)


@pytest.fixture
def gate(county: County, clock: Clock, hashes: Hashes) -> Gate:
    return Gate(county.write, clock, check=hashes.check, wait=lambda _seconds: None)


def test_a_new_password_ends_every_other_session(
    credentials: Credentials, county: County, session: Session
) -> None:
    lin, now = county.person("lin"), county.clock()
    for token in ("here", "elsewhere"):
        row = WebSession(token_hash=token_hash(token), user_id=lin, data=b"{}", started_at=now, seen_at=now)
        session.add(row)
    session.flush()
    user = session.get_one(User, lin)
    credentials.set_password(session, user, NEW, actor=ADMINISTRATOR, keep_token="here")
    assert session.scalars(select(WebSession.token_hash)).all() == [token_hash("here")]


@pytest.mark.clause("A1.19")
def test_a_weak_password_changes_nothing(credentials: Credentials, county: County, session: Session) -> None:
    user = session.get_one(User, county.person("lin"))
    before = user.password
    with pytest.raises(PasswordRefused) as refused:
        credentials.set_password(session, user, "a", actor=ADMINISTRATOR)
    assert [p.code for p in refused.value.problems] == ["short", "simple"]
    assert user.password == before


@pytest.mark.clause("A1.19")
def test_the_last_five_passwords_are_remembered_and_no_more(
    credentials: Credentials, county: County, clock: Clock
) -> None:
    lin = county.person("lin")

    def change(password: str) -> None:
        clock.advance(days=1)
        with county.write() as session:
            credentials.set_password(session, session.get_one(User, lin), password, actor=PROGRAM)

    for number in range(1, 7):
        change(f"Bridge-000{number}")
    with pytest.raises(PasswordRefused):
        change("Bridge-0002")
    change("Bridge-0001")
    with Session(county.engine) as session:
        assert session.scalar(select(func.count()).select_from(FormerPassword)) == 5


@pytest.mark.clause("A1.19")
@pytest.mark.parametrize(("days", "due"), [(29, False), (30, True)])
def test_after_a_month_the_password_has_to_be_changed(
    credentials: Credentials, county: County, clock: Clock, days: int, due: bool
) -> None:
    lin = county.person("lin")
    clock.advance(days=days)
    with Session(county.engine) as session:
        assert credentials.must_change(session, lin) is due


def test_the_first_administrators_come_in_by_links_and_only_they(
    credentials: Credentials, county: County, gate: Gate
) -> None:
    """No default account; the links are gone once the posts are filled."""
    for role in (SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR):
        with county.write() as session:
            county._role(session, role)
    with county.write() as session:
        links = credentials.create_first_links(session)
    assert set(links) == {SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR}
    with county.write() as session:
        first = credentials.redeem_first(
            session, links[SYSTEM_ADMINISTRATOR], username="chen", name="Chen", password=NEW
        )
        assert [role.name for role in first.roles] == ["system_administrator"]
    assert gate.sign_in("chen", NEW) == 1
    with county.write() as session, pytest.raises(LinkRefused):
        credentials.purpose(session, links[SYSTEM_ADMINISTRATOR])
    with county.write() as session:
        assert set(credentials.create_first_links(session)) == {SECURITY_ADMINISTRATOR}


def test_a_first_link_is_worth_nothing_once_somebody_holds_the_post(
    credentials: Credentials, county: County
) -> None:
    with county.write() as session:
        links = credentials.create_first_links(session)
    county.person("chen", SYSTEM_ADMINISTRATOR)
    with county.write() as session, pytest.raises(LinkRefused):
        credentials.purpose(session, links[SYSTEM_ADMINISTRATOR])


def test_a_link_ends_after_a_day_and_when_a_newer_one_is_made(
    credentials: Credentials, county: County, clock: Clock
) -> None:
    with county.write() as session:
        older = credentials.create_first_links(session)[SYSTEM_ADMINISTRATOR]
    with county.write() as session:
        newer = credentials.create_first_links(session)[SYSTEM_ADMINISTRATOR]
    clock.advance(hours=23, minutes=59)
    with county.write() as session:
        assert credentials.purpose(session, newer) == "first_system"
        with pytest.raises(LinkRefused):
            credentials.purpose(session, older)
    clock.advance(minutes=1)
    with county.write() as session, pytest.raises(LinkRefused):
        credentials.purpose(session, newer)


def test_the_token_itself_is_not_in_the_database(credentials: Credentials, county: County) -> None:
    with county.write() as session:
        token = credentials.create_first_links(session)[SYSTEM_ADMINISTRATOR]
    with Session(county.engine) as session:
        assert token not in session.scalars(select(OneTimeLink.token_hash)).all()


def test_a_reset_lets_the_owner_choose_and_the_old_password_is_over(
    credentials: Credentials, county: County, gate: Gate
) -> None:
    """ASVS 6.4.6."""
    lin = county.person("lin", CLERK)
    with county.write() as session:
        token = credentials.create_reset_link(session, ADMINISTRATOR, session.get_one(User, lin))
    assert gate.sign_in("lin", "Right-1234") is None
    with county.write() as session:
        credentials.redeem_reset(session, token, NEW)
    assert gate.sign_in("lin", NEW) == lin
    with county.write() as session, pytest.raises(LinkRefused):
        credentials.redeem_reset(session, token, "Another-7788")


@pytest.mark.parametrize("role", APART)
def test_nobody_resets_an_administrator_from_the_browser(
    credentials: Credentials, county: County, session: Session, role: Role
) -> None:
    user = session.get_one(User, county.person("chen", role))
    with pytest.raises(AccountRefused):
        credentials.create_reset_link(session, ADMINISTRATOR, user)
    assert credentials.create_reset_link(session, PROGRAM, user)


def test_a_reset_link_makes_no_administrator(credentials: Credentials, county: County) -> None:
    lin = county.person("lin")
    with county.write() as session:
        token = credentials.create_reset_link(session, ADMINISTRATOR, session.get_one(User, lin))
        with pytest.raises(LinkRefused):
            credentials.redeem_first(session, token, username="eve", name="Eve", password=NEW)


def test_a_refused_password_does_not_use_up_the_link(credentials: Credentials, county: County) -> None:
    lin = county.person("lin")
    with county.write() as session:
        token = credentials.create_reset_link(session, ADMINISTRATOR, session.get_one(User, lin))
    with pytest.raises(PasswordRefused), county.write() as session:
        credentials.redeem_reset(session, token, "a")
    with county.write() as session:
        assert credentials.redeem_reset(session, token, NEW).id == lin


def test_a_reset_opens_a_locked_account(credentials: Credentials, county: County, gate: Gate) -> None:
    lin = county.person("lin")
    for _ in range(5):
        gate.sign_in("lin", "wrong")
    with county.write() as session:
        token = credentials.create_reset_link(session, ADMINISTRATOR, session.get_one(User, lin))
    with county.write() as session:
        credentials.redeem_reset(session, token, NEW)
    assert gate.sign_in("lin", NEW) == lin
