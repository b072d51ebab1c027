"""Who somebody is: units with everything below, posts by date, delegations of one link."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from app.access.actor import NOBODY, Actor
from app.access.loading import load_actor
from models.roles import CLERK, UNIT_HEAD
from models.unit import Delegation, Membership, Unit
from tests.access.county import County, allow

MONDAY = date(2026, 3, 2)
REQUEST = "InformationRequest"


@pytest.fixture
def units(county: County) -> dict[str, int]:
    """County office > department > division > desk, and a township beside them."""
    made: dict[str, int] = {}
    with county.write() as session:
        for name, parent in (
            ("office", None),
            ("department", "office"),
            ("division", "department"),
            ("desk", "division"),
            ("township", None),
        ):
            unit = Unit(code=name, name=name, word=name, kind="department")
            unit.parent_id = made[parent] if parent else None
            session.add(unit)
            session.flush()
            made[name] = unit.id
    return made


def post(county: County, user: int, unit: int, since: date, until: date | None = None) -> None:
    with county.write() as session:
        session.add(Membership(user_id=user, unit_id=unit, post="clerk", since=since, until=until))


def lend(county: County, principal: int, deputy: int, matter: str | None = None, **days: date) -> None:
    with county.write() as session:
        session.add(
            Delegation(
                principal_id=principal,
                deputy_id=deputy,
                matter=matter,
                since=days.get("since", MONDAY),
                until=days.get("until", MONDAY),
                reason="leave",
            )
        )


def at(county: County, user: int, moment: datetime = datetime(2026, 3, 2, 1, tzinfo=UTC)) -> Actor:
    with Session(county.engine) as session:
        return load_actor(session, user, moment, "r1")


def test_a_post_in_a_unit_reaches_everything_below_it_and_nothing_above(
    county: County, units: dict[str, int]
) -> None:
    lin = county.person("lin")
    post(county, lin, units["department"], MONDAY)
    assert at(county, lin).own.units == {units["department"], units["division"], units["desk"]}


def test_a_circle_of_units_ends(county: County, units: dict[str, int]) -> None:
    lin = county.person("lin")
    post(county, lin, units["division"], MONDAY)
    with county.write() as session:
        session.get_one(Unit, units["department"]).parent_id = units["desk"]
    assert at(county, lin).own.units == {units["department"], units["division"], units["desk"]}


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        (datetime(2026, 3, 1, 15, 59, tzinfo=UTC), False),  # Sunday 23:59 in Shanghai
        (datetime(2026, 3, 1, 16, 0, tzinfo=UTC), True),  # Monday 00:00
        (datetime(2026, 3, 6, 15, 59, tzinfo=UTC), True),  # Friday 23:59
        (datetime(2026, 3, 6, 16, 0, tzinfo=UTC), False),  # Saturday 00:00
    ],
)
def test_a_post_counts_by_the_day_in_shanghai(
    county: County, units: dict[str, int], moment: datetime, inside: bool
) -> None:
    lin = county.person("lin")
    post(county, lin, units["desk"], MONDAY, date(2026, 3, 6))
    assert bool(at(county, lin, moment).own.units) is inside


def test_name_post_roles_and_grants_are_hers(county: County, units: dict[str, int]) -> None:
    lin = county.person("lin", CLERK)
    post(county, lin, units["desk"], MONDAY)
    allow(county, "clerk", "can_accept", REQUEST)
    actor = at(county, lin)
    assert (actor.id, actor.name, actor.own.post, actor.request_id) == (lin, "Lin", "desk clerk", "r1")
    assert actor.roles == {"clerk"}
    assert actor.may("can_accept", REQUEST)
    assert not actor.may("can_accept", "ThirdParty")


def test_a_role_without_a_grant_is_still_a_role(county: County) -> None:
    assert at(county, county.person("lin", CLERK)).roles == {"clerk"}


def test_whoever_is_switched_off_is_nobody(county: County) -> None:
    assert at(county, county.person("gone", active=False)) == NOBODY
    assert at(county, 4711) == NOBODY


def test_a_deputy_has_the_units_and_grants_of_the_principal_and_keeps_her_own(
    county: County, units: dict[str, int]
) -> None:
    head, lin = county.person("head", UNIT_HEAD), county.person("lin", CLERK)
    post(county, head, units["township"], MONDAY)
    post(county, lin, units["desk"], MONDAY)
    allow(county, "unit_head", "can_sign", REQUEST)
    lend(county, head, lin)
    actor = at(county, lin)
    assert [s.user_id for s in actor.standings] == [lin, head]
    assert actor.own.units == {units["desk"]}
    assert actor.roles == {"clerk"}
    standing = actor.standing_for("can_sign", REQUEST, frozenset({units["township"]}))
    assert standing is not None
    assert actor.persons(REQUEST) == {lin, head}
    assert actor.standing_for("can_sign", REQUEST, frozenset({units["desk"]})) is None


def test_a_delegation_for_one_matter_is_for_that_matter(county: County) -> None:
    head, lin = county.person("head", UNIT_HEAD), county.person("lin")
    allow(county, "unit_head", "can_sign", REQUEST)
    allow(county, "unit_head", "can_send", "ThirdParty")
    lend(county, head, lin, matter=REQUEST)
    assert at(county, lin).may("can_sign", REQUEST)
    assert not at(county, lin).may("can_send", "ThirdParty")


def test_a_deputy_does_not_pass_on_what_was_lent_to_her(county: County) -> None:
    head, lin, wang = county.person("head", UNIT_HEAD), county.person("lin"), county.person("wang")
    allow(county, "unit_head", "can_sign", REQUEST)
    lend(county, head, lin)
    lend(county, lin, wang)
    assert at(county, lin).may("can_sign", REQUEST)
    assert not at(county, wang).may("can_sign", REQUEST)


def test_administration_is_not_lent(county: County) -> None:
    """Otherwise one delegation would put two administrations into one hand."""
    head, lin = county.person("head", UNIT_HEAD), county.person("lin")
    allow(county, "unit_head", "can_edit", "UsersView")
    lend(county, head, lin)
    assert not at(county, lin).may("can_edit", "UsersView")


@pytest.mark.parametrize(
    ("since", "until"), [(date(2026, 3, 3), date(2026, 3, 9)), (date(2026, 2, 2), date(2026, 3, 1))]
)
def test_a_delegation_counts_on_its_days_only(county: County, since: date, until: date) -> None:
    head, lin = county.person("head"), county.person("lin")
    lend(county, head, lin, since=since, until=until)
    assert len(at(county, lin).standings) == 1


def test_a_revoked_delegation_and_one_of_somebody_switched_off_are_over(county: County) -> None:
    head, gone, lin = county.person("head"), county.person("gone", active=False), county.person("lin")
    lend(county, head, lin)
    lend(county, gone, lin)
    assert [s.user_id for s in at(county, lin).standings] == [lin, head]
    with county.write() as session:
        for row in session.query(Delegation):
            row.revoked_at = county.clock()
    assert [s.user_id for s in at(county, lin).standings] == [lin]


def test_one_statement_is_enough(county: County, units: dict[str, int], engine: Engine) -> None:
    head, lin = county.person("head", UNIT_HEAD), county.person("lin", CLERK)
    post(county, head, units["office"], MONDAY)
    lend(county, head, lin)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _cur, statement, *_rest: asked.append(statement))
    at(county, lin)
    assert len([s for s in asked if s.startswith(("SELECT", "WITH"))]) == 1


def test_the_name_is_written_as_the_office_writes_it(county: County) -> None:
    lin = county.person("lin")
    with county.write() as session:
        user = session.get_one(User, lin)
        user.last_name, user.first_name = "林", "秀兰"
    assert at(county, lin).name == "林秀兰"
