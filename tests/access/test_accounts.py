"""One person, one account; separation of duties (A1.19)."""

from __future__ import annotations

from datetime import date

import pytest
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import Engine, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.access.accounts import AccountRefused, Accounts
from app.access.actor import PROGRAM, Actor, Standing
from models.account import WebSession
from models.roles import APART, AUDITOR, CLERK, SECURITY_ADMINISTRATOR, SYSTEM_ADMINISTRATOR
from models.unit import Membership, Unit
from models.workflow import Role
from tests.access.county import Clock, County, allow, share

MONDAY = date(2026, 3, 2)


def actor(user_id: int) -> Actor:
    return Actor((Standing(user_id, "Lin"),))


@pytest.fixture
def accounts(clock: Clock) -> Accounts:
    return Accounts(clock)


@pytest.mark.clause("A1.19")
def test_alice_in_capitals_is_alice(accounts: Accounts, county: County, session: Session) -> None:
    county.person("alice")
    with pytest.raises(AccountRefused) as refused:
        accounts.create(session, PROGRAM, username="ALICE", name="Alice Two")
    assert refused.value.field == "username"


@pytest.mark.clause("A1.19")
def test_the_database_refuses_alice_in_capitals_too(county: County, engine: Engine) -> None:
    """Also to whoever goes round our page."""
    county.person("alice")
    row = {"username": "ALICE", "first_name": "", "last_name": "A", "email": "a@b.test"}
    with engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(insert(User).values(**row))


@pytest.mark.parametrize("username", ["a", "1lin", "lin wang", "林", "lin\x00", "x" * 65, ""])
def test_a_user_name_is_plain(accounts: Accounts, session: Session, username: str) -> None:
    with pytest.raises(AccountRefused, match="dots, hyphens or underscores"):
        accounts.create(session, PROGRAM, username=username, name="Lin")


@pytest.mark.parametrize("username", ["lw", "lin.wang", "lin-wang", "lin_wang", "l1", "x" * 64])
def test_a_user_name_may_be_all_that_the_refusal_offers(
    accounts: Accounts, session: Session, username: str
) -> None:
    assert accounts.create(session, PROGRAM, username=username, name="Lin").username == username


def test_a_new_account_can_do_nothing_yet(accounts: Accounts, session: Session) -> None:
    user = accounts.create(session, PROGRAM, username="lin", name=" Lin ")
    assert (user.last_name, user.password, user.roles) == ("Lin", None, [])
    assert user.email == "lin@local.invalid"


def test_two_people_do_not_share_an_address(accounts: Accounts, county: County, session: Session) -> None:
    county.person("wang")
    with pytest.raises(AccountRefused) as refused:
        accounts.create(session, PROGRAM, username="lin", name="Lin", email="Wang@county.test")
    assert refused.value.field == "email"


@pytest.mark.parametrize("pair", [(one, other) for one in APART for other in APART if one.name < other.name])
def test_nobody_holds_two_administrations(
    accounts: Accounts, county: County, session: Session, pair: tuple[Role, Role]
) -> None:
    for role in pair:
        county.person(f"holder-{role.name.replace('_', '-')}", role)
    lin = session.get_one(User, county.person("lin"))
    with pytest.raises(AccountRefused):
        accounts.assign(session, PROGRAM, lin, [role.name for role in pair], reason="")
    assert lin.roles == []


@pytest.mark.parametrize("own_first", [True, False])
def test_nobody_is_given_two_administrations_by_roles_of_the_offices_own(
    accounts: Accounts, county: County, session: Session, own_first: bool
) -> None:
    """What a role is called says nothing, what it grants does."""
    keeper, reader = Role("keeper", "Keeper"), Role("reader", "Reader")
    county.person("sysadmin", SYSTEM_ADMINISTRATOR, keeper)
    county.person("auditor", AUDITOR, reader)
    allow(county, "system_administrator", "can_people", "UsersView")
    allow(county, "auditor", "can_list", "TrailView")
    share(county, "system_administrator", "keeper")
    share(county, "auditor", "reader")
    lin = session.get_one(User, county.person("lin"))
    with pytest.raises(AccountRefused, match="must be two persons"):
        accounts.assign(session, PROGRAM, lin, ["keeper", "reader" if own_first else "auditor"], reason="")
    assert lin.roles == []


def test_work_on_matters_belongs_to_no_administration(
    accounts: Accounts, county: County, session: Session
) -> None:
    """The auditor reads requests as clerks do: whoever keeps the program may be a clerk as well."""
    county.person("sysadmin", SYSTEM_ADMINISTRATOR)
    county.person("auditor", AUDITOR)
    county.person("clerk", CLERK)
    allow(county, "auditor", "can_list", "InformationRequest")
    share(county, "auditor", "clerk")
    lin = session.get_one(User, county.person("lin"))
    accounts.assign(session, PROGRAM, lin, ["system_administrator", "clerk"], reason="small office")
    assert {role.name for role in lin.roles} == {"system_administrator", "clerk"}


def test_nobody_gives_roles_to_herself(accounts: Accounts, county: County, session: Session) -> None:
    county.person("clerk", CLERK)
    lin = county.person("lin", SECURITY_ADMINISTRATOR)
    with pytest.raises(AccountRefused):
        accounts.assign(session, actor(lin), session.get_one(User, lin), ["clerk"], reason="")


@pytest.mark.parametrize("role", [SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR])
def test_the_last_one_of_an_administration_stays(
    accounts: Accounts, county: County, session: Session, role: Role
) -> None:
    """Somebody switched off does not count."""
    last_id = county.person("last", role)
    county.person("gone", role, active=False)
    last = session.get_one(User, last_id)
    with pytest.raises(AccountRefused):
        accounts.assign(session, PROGRAM, last, [], reason="")
    with pytest.raises(AccountRefused):
        accounts.switch(session, PROGRAM, last, active=False, reason="")
    session.rollback()
    county.person("second", role)
    accounts.switch(session, PROGRAM, session.get_one(User, last_id), active=False, reason="moved")
    assert not session.get_one(User, last_id).active


def test_the_last_auditor_may_go(accounts: Accounts, county: County, session: Session) -> None:
    lin = session.get_one(User, county.person("lin", AUDITOR))
    accounts.assign(session, PROGRAM, lin, [], reason="moved")
    assert lin.roles == []


@pytest.mark.parametrize("change", ["switch", "assign"])
def test_sessions_end_with_the_account_and_with_a_change_of_roles(
    accounts: Accounts, county: County, session: Session, change: str
) -> None:
    county.person("clerk", CLERK)
    lin = session.get_one(User, county.person("lin"))
    session.add(
        WebSession(
            token_hash="x", user_id=lin.id, data=b"{}", started_at=county.clock(), seen_at=county.clock()
        )
    )
    session.flush()
    if change == "switch":
        accounts.switch(session, PROGRAM, lin, active=False, reason="left")
    else:
        accounts.assign(session, PROGRAM, lin, ["clerk"], reason="new post")
    assert session.scalar(select(func.count()).select_from(WebSession)) == 0


def test_nobody_switches_herself_off(accounts: Accounts, county: County, session: Session) -> None:
    lin = county.person("lin")
    with pytest.raises(AccountRefused):
        accounts.switch(session, actor(lin), session.get_one(User, lin), active=False, reason="")


def test_a_post_has_its_days_in_order_does_not_overlap_and_is_not_taken_by_oneself(
    accounts: Accounts, county: County, session: Session
) -> None:
    unit = Unit(code="u", name="Transport", word="t", kind="department")
    session.add(unit)
    lin = User(username="lin", last_name="Lin", first_name="", email="l@x.test")
    session.add(lin)
    session.flush()

    def add(who: Actor, since: date, until: date | None) -> Membership:
        return accounts.add_post(session, who, lin, unit=unit, post="clerk", since=since, until=until)

    with pytest.raises(AccountRefused):
        add(PROGRAM, MONDAY, date(2026, 3, 1))
    with pytest.raises(AccountRefused):
        add(actor(lin.id), MONDAY, None)
    first = add(PROGRAM, MONDAY, None)
    session.flush()
    with pytest.raises(AccountRefused):
        add(PROGRAM, date(2026, 4, 1), None)
    accounts.end_post(session, PROGRAM, first, date(2026, 3, 31))
    session.flush()
    assert add(PROGRAM, date(2026, 4, 1), None).since == date(2026, 4, 1)


def test_who_did_it_to_whom_and_why_is_in_the_trail(accounts: Accounts, county: County) -> None:
    county.person("clerk", CLERK)
    lin = county.person("lin")
    with county.write() as session:
        accounts.assign(session, actor(77), session.get_one(User, lin), ["clerk"], reason="Order 12")
    row = county.trail("admin")[-1]
    assert (row.actor_id, row.subject, row.reason) == (77, "Lin (lin)", "Order 12")
    assert row.changes == {"roles": {"from": [], "to": ["clerk"]}}
