"""The catalogue of disclosure items once applications are carried out (附件7)."""

from __future__ import annotations

from datetime import date

import pytest
from flask_appbuilder.security.sqla.models import PermissionView, User, ViewMenu
from sqlalchemy import select

from app.engine import NotAllowed, Refused, Unacceptable
from models import CatalogueEdition, DisclosureItem, Letter
from models.item_elements import ELEMENTS
from tests.stories.catalogue import ITEM


def wrong(told):
    """The columns an Unacceptable names."""
    return sorted(told.value.errors)


# -- 第五至八条: the way of an application -------------------------------------------------


@pytest.mark.parametrize("kind", ["change", "remove"])
def test_only_what_is_in_the_catalogue_is_changed_and_by_its_own_unit(carried_out, propose, kind):
    ground = {"change": "change_elements", "remove": "remove_work"}[kind]
    with pytest.raises(Unacceptable) as told:
        propose(kind=kind, ground=ground, code="ZRZY-404")
    assert wrong(told) == ["code"]
    carried_out()
    with pytest.raises(Unacceptable) as told:
        propose(kind=kind, ground=ground, who="stranger", unit="health")
    assert wrong(told) == ["code"]


@pytest.mark.clause("A7.8")
def test_two_applications_for_one_item_do_not_run_side_by_side(carried_out, propose, take):
    carried_out()
    first = propose(kind="change", ground="change_elements", mode="on_request")
    second = propose(kind="remove", ground="remove_work")
    take(first, "submit", "clerk")
    with pytest.raises(Refused) as refused:
        take(second, "submit", "clerk2")
    assert refused.value.refusal.clauses == ("A7.8",)
    take(first, "withdraw", "clerk", reason="改为清除")
    take(second, "submit", "clerk2")
    assert second.state == "checking"


@pytest.mark.clause("A7.8")
def test_what_the_catalogue_no_longer_allows_is_not_carried_out(carried_out, propose, take):
    carried_out()
    stale = propose(kind="change", ground="change_elements", mode="on_request")
    carried_out(kind="remove", ground="remove_work")
    take(stale, "submit", "clerk")
    take(stale, "seal", "unit_head", unit_opinion="同意")
    with pytest.raises(Refused) as refused:
        take(stale, "apply", "reviewer")
    assert refused.value.refusal.clauses == ("A7.8",)


# -- 第九条: the office proposes --------------------------------------------------------------


@pytest.mark.clause("A7.9")
def test_the_office_proposes_once_the_unit_let_its_time_pass(clock, propose, take, item):
    clock.turn("2026-03-05")
    change = propose(who="reviewer", origin="office", caused_on=date(2026, 3, 4))
    with pytest.raises(Refused) as refused:
        take(change, "propose", "reviewer")
    assert refused.value.refusal.clauses == ("A7.9", "A7.8")
    # The 9th is the unit's third working day: the office waits until it is over.
    clock.turn("2026-03-09")
    with pytest.raises(Refused):
        take(change, "propose", "reviewer")
    clock.turn("2026-03-10")
    take(change, "propose", "reviewer")
    take(change, "seal", "unit_head", unit_opinion="同意")
    take(change, "apply", "reviewer")
    assert item().state == "listed"


@pytest.mark.clause("A7.9")
def test_a_unit_that_does_not_answer_holds_the_office_s_proposal_up_no_longer(
    session, clock, propose, take, user_id
):
    clock.turn("2026-03-10")
    change = propose(who="reviewer", origin="office", caused_on=date(2026, 3, 4))
    take(change, "propose", "reviewer")
    # Who proposed it does not decide it: a colleague of hers does.
    with pytest.raises(Refused):
        take(change, "go_on", "reviewer", reason="单位逾期未反馈")
    colleague = session.get(User, user_id("leader"))
    colleague.roles = session.get(User, user_id("reviewer")).roles
    session.commit()
    take(change, "go_on", "leader", reason="单位逾期未反馈")
    with pytest.raises(Refused):
        take(change, "apply", "leader")
    take(change, "apply", "reviewer")
    assert change.state == "applied"
    own = propose(code="ZRZY-002")
    take(own, "submit", "clerk")
    with pytest.raises(Refused) as refused:
        take(own, "go_on", "reviewer", reason="催办无果")
    assert refused.value.refusal.clauses == ("A7.9",)


@pytest.mark.clause("A7.9")
def test_each_applies_by_her_own_step(clock, propose, take):
    clock.turn("2026-03-10")
    change = propose(origin="office", caused_on=date(2026, 3, 4))
    with pytest.raises(Refused) as refused:
        take(change, "submit", "clerk")
    assert refused.value.refusal.clauses == ("A7.9",)
    own = propose(code="ZRZY-002", caused_on=date(2026, 3, 4))
    with pytest.raises(Refused):
        take(own, "propose", "reviewer")


# -- 第十条: editions --------------------------------------------------------------------------


@pytest.fixture
def edition(session):
    """The editions, oldest first."""
    return lambda place=0: session.scalars(select(CatalogueEdition).order_by(CatalogueEdition.id)).all()[
        place
    ]


@pytest.mark.clause("A7.10")
def test_what_is_carried_out_comes_into_a_new_edition_with_its_difference(
    session, clock, carried_out, take, edition
):
    day = clock.turn("2026-03-05")
    carried_out()
    carried_out(code="ZRZY-002", title="农村宅基地审批")
    first = edition()
    assert (first.number, first.unit.code) == ("罗府办清单版〔2026〕1号", "office")
    assert [change.code for change in first.changes] == ["ZRZY-001", "ZRZY-002"]
    told = {"published_on": day, "published_where": "政务公开—事项清单"}
    name = "罗甸县政务公开事项清单目录（2026年第1版）"
    take(first, "publish", "reviewer", title=name, effective_on=date(2026, 3, 9), **told)
    clock.turn("2026-03-12")
    carried_out(kind="change", ground="change_elements", mode="on_request")
    carried_out(code="ZRZY-002", kind="remove", ground="remove_work")
    carried_out(code="ZRZY-003", title="地质灾害防治")
    second = edition(1)
    assert [(c.code, c.kind) for c in second.changes] == [
        ("ZRZY-001", "change"),
        ("ZRZY-002", "remove"),
        ("ZRZY-003", "add"),
    ]
    assert modes(second) == {"ZRZY-001": "on_request", "ZRZY-003": "proactive"}
    # The first says what it said when it was published.
    assert modes(first) == {"ZRZY-001": "proactive", "ZRZY-002": "proactive"}


def modes(edition):
    """How each item of an edition is disclosed."""
    return {code: said["mode"] for code, said in edition.items().items()}


@pytest.mark.clause("A7.10")
def test_of_two_changes_of_one_item_in_an_edition_the_later_one_counts(propose, carried_out, take, edition):
    carried_out()
    early = propose(kind="change", ground="change_elements", mode="on_request")
    carried_out(kind="change", ground="change_elements", channels="政府网站")
    take(early, "submit", "clerk")
    take(early, "seal", "unit_head", unit_opinion="同意")
    take(early, "apply", "reviewer")
    said = edition().items()["ZRZY-001"]
    # The later one was filled in before the other was carried out, and says what it says.
    assert (said["mode"], said["channels"]) == ("on_request", ITEM["channels"])


@pytest.mark.clause("A7.10")
def test_an_edition_is_published_with_its_day_and_then_reported(session, clock, carried_out, take, edition):
    day = clock.turn("2026-03-05")
    carried_out()
    first = edition()
    with pytest.raises(Unacceptable) as told:
        take(first, "publish", "reviewer")
    assert wrong(told) == ["effective_on", "published_on", "published_where", "title"]
    name, where = "罗甸县政务公开事项清单目录（2026年第1版）", "政务公开—事项清单"
    published = {"title": name, "published_where": where, "published_on": day}
    take(first, "publish", "reviewer", effective_on=date(2026, 3, 9), **published)
    printed = session.scalars(select(Letter).where(Letter.kind == "catalogue")).one()
    words = [
        name,
        "罗府办清单版〔2026〕1号",
        "自2026年3月9日起施行",
        "ZRZY-001",
        "增加事项",
        "全社会",
        "主动公开",
    ]
    words += [ITEM[element] for element in ELEMENTS if element not in {"audience", "mode"}]
    assert [told for told in words if told not in printed.html] == []
    clock.turn("2026-03-06")
    with pytest.raises(Unacceptable) as told:
        take(first, "report", "reviewer", reported_to="州政府办公室", reported_on=date(2026, 3, 4))
    assert wrong(told) == ["reported_on"]
    take(first, "report", "reviewer", reported_to="州政府办公室", reported_on=date(2026, 3, 6))
    assert first.state == "reported"


@pytest.mark.clause("A7.10")
def test_an_edition_counts_from_a_later_day_than_the_one_before(clock, carried_out, take, edition):
    day = clock.turn("2026-03-05")
    told = {"title": "清单目录", "published_where": "政务公开", "published_on": day}
    carried_out()
    take(edition(), "publish", "reviewer", effective_on=date(2026, 3, 9), **told)
    carried_out(code="ZRZY-002")
    with pytest.raises(Unacceptable) as refused:
        take(edition(1), "publish", "reviewer", effective_on=date(2026, 3, 9), **told)
    assert wrong(refused) == ["effective_on"]
    take(edition(1), "publish", "reviewer", effective_on=date(2026, 3, 10), **told)


# -- nothing else changes an item ---------------------------------------------------------------


@pytest.mark.clause("A7.8")
@pytest.mark.parametrize("model", [DisclosureItem, CatalogueEdition])
def test_no_door_makes_or_changes_an_item_by_hand(
    session, made, actor, unit_id, carried_out, program, sign_in, model
):
    carried_out()
    pk = session.scalars(select(model.id)).one()
    with pytest.raises(NotAllowed):
        made.engine.open(model(title="手工", unit_id=unit_id("land"), **only(model)), actor("both"))
    session.rollback()
    for name in ("clerk", "unit_head", "reviewer", "both"):
        browser = sign_in(name)
        for page in ("new", "import", f"{pk}/edit"):
            assert browser.get(f"/office/{model.slug}/{page}").status_code in {403, 404}
        assert program(name).post(f"/api/v1/{model.slug}/", json={"title": "手工"}).status_code == 403
    # Nor can an administrator give anybody the right to.
    rows = session.scalars(select(PermissionView).join(ViewMenu).where(ViewMenu.name == model.__name__))
    assert {row.permission.name for row in rows} & {"can_register", "can_edit", "can_import"} == set()


def only(model):
    """What such a record is made of besides."""
    return {name: ITEM[name] for name in ITEM if name != "title" and hasattr(model, name)}
