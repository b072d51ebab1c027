"""Points ticked and signed with a step: proven on a step that is told to, as publications will be (A1.11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from app.access.actor import Actor
from app.engine import Unacceptable
from app.handbook import handbook
from app.parts import Parts
from models import ChecklistPoint, ChecklistResult
from models.checklist import PUBLICATION_REVIEW, TEN_POINTS
from models.information_request import InformationRequestFlow
from models.workflow import SYSTEM, Clock, DeclarationError, Period, Role, State, Transition, Workflow

CODES = [code for code, _words in TEN_POINTS]
ALL_WELL = {f"point_{code}": "yes" for code in CODES}
ONE_NO = {**ALL_WELL, "point_figures": "no", "remark_figures": "第二段数据与年鉴不一致"}


@pytest.fixture(autouse=True)
def demanded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Accepting is a review, voiding is the way back."""
    monkeypatch.setattr(InformationRequestFlow.accept, "checklist", PUBLICATION_REVIEW)
    monkeypatch.setattr(InformationRequestFlow.annul, "checklist", PUBLICATION_REVIEW)
    monkeypatch.setattr(InformationRequestFlow.annul, "with_noes", True)


@pytest.fixture
def take(made: Parts, session: Any, actor: Callable[[str], Actor]) -> Callable[..., None]:
    """Take a step of a request with these answers."""

    def go(request: Any, name: str, who: str, answers: dict[str, str], reason: str = "") -> None:
        made.engine.perform(request, name, actor(who), answers, reason=reason)
        session.commit()

    return go


def results(session: Any) -> list[ChecklistResult]:
    return list(session.scalars(select(ChecklistResult).order_by(ChecklistResult.id)))


@pytest.mark.clause("A1.11")
def test_all_ten_points_are_answered_and_signed(session: Any, register: Any, take: Any) -> None:
    request = register()
    take(request, "accept", "officer", {**ALL_WELL, "point_region": "not_applicable"})
    (kept,) = results(session)
    assert (kept.record_id, kept.step, kept.checklist) == (request.id, "accept", PUBLICATION_REVIEW)
    assert kept.signed_by == "officer"
    assert [one["code"] for one in kept.answers] == CODES
    assert kept.answers[0] == {"code": "secrecy", "text": "不涉及国家秘密", "answer": "yes", "remark": ""}
    assert kept.answers[4]["answer"] == "not_applicable"


@pytest.mark.parametrize("missing", CODES)
def test_no_point_may_be_left_out(session: Any, register: Any, take: Any, missing: str) -> None:
    answers = {name: said for name, said in ALL_WELL.items() if name != f"point_{missing}"}
    with pytest.raises(Unacceptable) as problem:
        take(register(), "accept", "officer", answers)
    assert set(problem.value.errors) == {f"point_{missing}"}
    assert results(session) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"point_law": "maybe"}, "point_law"),
        ({"point_law": "no"}, "remark_law"),
        ({"point_law": "no", "remark_law": " "}, "remark_law"),
        ({"point_law": "no", "remark_law": "与上位法不一致"}, "point_law"),
    ],
)
@pytest.mark.clause("A1.11")
def test_a_no_stops_the_step(register: Any, take: Any, changes: dict[str, str], field: str) -> None:
    request = register()
    with pytest.raises(Unacceptable) as problem:
        take(request, "accept", "officer", {**ALL_WELL, **changes})
    assert set(problem.value.errors) == {field}
    assert request.state == "registered"


@pytest.mark.clause("A1.11")
def test_the_noes_go_back_with_their_remarks(session: Any, register: Any, take: Any) -> None:
    take(register(), "annul", "head", ONE_NO, reason="数据有误")
    (kept,) = results(session)
    told = {one["code"]: (one["answer"], one["remark"]) for one in kept.answers}
    assert told["figures"] == ("no", "第二段数据与年鉴不一致")
    assert told["law"] == ("yes", "")


def test_what_was_signed_keeps_the_words_of_its_day(session: Any, register: Any, take: Any) -> None:
    take(register(), "accept", "officer", ALL_WELL)
    point = session.scalars(select(ChecklistPoint).where(ChecklistPoint.code == "figures")).one()
    point.active = False
    session.commit()
    nine = {name: said for name, said in ALL_WELL.items() if name != "point_figures"}
    take(register(), "accept", "officer", nine)
    before, after = results(session)
    assert (len(before.answers), len(after.answers)) == (10, 9)
    assert before.edition != after.edition


def test_the_page_asks_keeps_what_was_ticked_and_shows_what_was_signed(
    session: Any, register: Any, sign_in: Callable[[str], Any]
) -> None:
    request = register()
    record, version = f"/office/information-requests/{request.id}", str(request.version)
    session.rollback()
    browser = sign_in("officer")
    page = browser.get(f"{record}/accept").text
    assert "符合保护知识产权的有关规定" in page
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    sent = {"csrf_token": token, "version": version}
    answer = browser.post(f"{record}/accept", data={**sent, **ONE_NO})
    assert answer.status_code == 400
    assert 'id="point_figures-error"' in answer.text
    assert "第二段数据与年鉴不一致" in answer.text
    assert browser.post(f"{record}/accept", data={**sent, **ALL_WELL}).status_code == 302
    shown = browser.get(record).text
    assert "信息发布审核：受理" in shown
    assert "officer 于 2026-03-02 09:00 签署" in shown


def test_the_api_asks_the_same(session: Any, register: Any, program: Callable[..., Any]) -> None:
    request = register()
    path, version = f"/api/v1/information-requests/{request.id}/accept", request.version
    caller = program("officer")
    refused = caller.post(path, json={"version": version, **ONE_NO})
    assert refused.status_code == 400
    assert "point_figures" in refused.get_data(as_text=True)
    assert caller.post(path, json={"version": version, "point_law": "maybe"}).status_code == 400
    assert caller.post(path, json={"version": version, **ALL_WELL}).status_code == 200
    session.rollback()
    assert len(results(session)) == 1


def test_a_list_there_is_none_of_asks_nothing_and_lets_nobody_pass(
    monkeypatch: pytest.MonkeyPatch, register: Any, take: Any
) -> None:
    monkeypatch.setattr(InformationRequestFlow.accept, "checklist", "nosuch")
    with pytest.raises(KeyError):
        take(register(), "accept", "officer", ALL_WELL)


def test_the_handbook_tells_of_it(monkeypatch: pytest.MonkeyPatch, app: Any) -> None:
    monkeypatch.setattr(InformationRequestFlow.accept, "screens", ("title",))
    with force_locale("en"):
        told = handbook()
    assert told.count("signs “Review of a publication”, looks for sensitive words") == 1


# -- the language ---------------------------------------------------------------------

CLERK = Role("clerk", "Clerk")


@pytest.mark.parametrize("says", [{"checklist": PUBLICATION_REVIEW}, {"screens": ("title",)}])
def test_the_program_ticks_nothing_by_itself(says: dict[str, Any]) -> None:
    with pytest.raises(DeclarationError, match="which the program does not"):

        class Automatic(Workflow, label="x", clauses=("A1.11",)):
            begun = State("begun", initial=True)
            over = State("over", final=True)
            period = Clock("p", (Period(1),), clauses=("A1.11",), runs_in=(begun,))
            end = Transition("end", begun, over, by=SYSTEM, clauses=("A1.11",), expires=period, **says)


def test_noes_are_passed_over_only_where_there_are_points() -> None:
    with pytest.raises(DeclarationError, match="noes of no checklist"):

        class Lenient(Workflow, label="x", clauses=("A1.11",)):
            begun = State("begun", initial=True)
            over = State("over", final=True)
            end = Transition("end", begun, over, by=CLERK, clauses=("A1.11",), with_noes=True)
