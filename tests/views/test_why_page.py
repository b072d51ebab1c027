"""The page that explains a decision: who asks, what is answered, and what is not said of the record."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from app.access.actor import Actor
from app.parts import Parts
from models import InformationRequest, ThirdParty
from tests.conftest import Browser

WHY = "/office/why/"
AUDITOR_ASKS = "/office/trail/why"
Register = Callable[..., InformationRequest]


@pytest.fixture
def ask(sign_in: Callable[[str], Browser]) -> Callable[..., str]:
    """The answer to the auditor: everything behind the heading of the question."""

    def go(**asked: str) -> str:
        page = unescape(sign_in("auditor").get(AUDITOR_ASKS, query_string=asked).text)
        return page[page.index('class="alert') :]

    return go


def counted(answer: str) -> tuple[int, int]:
    """How many conditions are met, and how many are not."""
    return answer.count("reason-yes"), answer.count("reason-no")


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("secadmin", (200, 403)),
        ("auditor", (403, 200)),
        ("sysadmin", (403, 403)),
        ("head", (403, 403)),
        ("leader", (403, 403)),
        ("guest", (403, 403)),
    ],
)
def test_who_gives_grants_and_who_audits_them_may_ask_each_by_a_grant_of_her_own(
    sign_in: Callable[[str], Browser], name: str, answers: tuple[int, int]
) -> None:
    """No grant belongs to two administrations."""
    browser = sign_in(name)
    assert (browser.get(WHY).status_code, browser.get(AUDITOR_ASKS).status_code) == answers


def test_a_step_of_a_record_is_explained_line_by_line(ask: Callable[..., str], register: Register) -> None:
    """Account, grant, unit and state: four lines. The stranger has the grant, but not the unit."""
    request = register()
    step = {"number": request.number, "step": "InformationRequest.accept"}
    officer = ask(person="officer", **step)
    assert "alert-success" in officer
    assert counted(officer) == (4, 0)
    stranger = ask(person="stranger", **step)
    assert "alert-danger" in stranger
    assert counted(stranger) == (3, 1)
    clerk = ask(person="clerk", **step)
    assert "alert-danger" in clerk


@pytest.mark.clause("A1.8")
def test_every_step_from_here_is_answered_as_the_engine_answers(
    ask: Callable[..., str],
    register: Register,
    made: Parts,
    actor: Callable[[str], Actor],
) -> None:
    request = register()
    for name in ("clerk", "officer", "head", "stranger", "guest"):
        possible = sum(o.refusal is None for o in made.engine.offers(request, actor(name)))
        answer = ask(person=name, number=request.number, step="")
        assert counted(answer)[0] == possible, name
        assert ("alert-success" in answer) == bool(possible), name


def test_nothing_of_the_record_is_said_but_number_and_state(
    sign_in: Callable[[str], Browser], register: Register
) -> None:
    request = register()
    page = unescape(
        sign_in("secadmin").get(WHY, query_string={"person": "officer", "number": request.number}).text
    )
    assert request.number in page
    assert str(request.standing.label) in page
    for secret in (request.title, request.applicant, request.phone, request.content):
        assert secret not in page


def test_a_record_without_number_is_named_by_its_address(
    ask: Callable[..., str], session: Any, made: Parts, actor: Callable[[str], Actor], register: Register
) -> None:
    request = register()
    party = ThirdParty(
        title="征求意见",
        unit_id=request.unit_id,
        request_id=request.id,
        addressee="罗甸县某建材公司",
        contact="罗甸县龙坪镇",
        question="是否同意公开环评批复",
    )
    session.add(party)
    made.engine.open(party, actor("officer"))
    session.commit()
    address = f"http://localhost/office/third-parties/{party.id}"
    assert "alert-success" in ask(person="officer", number=address, step="ThirdParty.ask")
    wrong = ask(person="officer", number=address, step="InformationRequest.accept")
    assert "alert-danger" in wrong
    assert counted(wrong) == (0, 0)
    elsewhere = address.replace("third-parties", "information-requests")
    assert counted(ask(person="officer", number=elsewhere, step="")) == (0, 0)


@pytest.mark.parametrize("asked", [{"number": "no such number"}, {"number": ""}, {"number": "x/99999"}])
def test_a_question_without_a_record_is_answered_in_words(
    ask: Callable[..., str], asked: dict[str, str]
) -> None:
    answer = ask(person="officer", step="", **asked)
    assert "alert-danger" in answer
    assert counted(answer) == (0, 0)


def test_somebody_unknown_may_nothing(ask: Callable[..., str], register: Register) -> None:
    answer = ask(person="nobody-knows", number=register().number, step="InformationRequest.accept")
    assert counted(answer) == (0, 1)


def test_who_else_may_take_the_step_is_named(
    ask: Callable[..., str], register: Register, send: Callable[..., Any]
) -> None:
    """The clerk cannot accept; the page says whom she may ask. Once it is done, nobody can any more."""
    request = register()
    step = {"number": request.number, "step": "InformationRequest.accept"}
    answer = ask(person="clerk", **step)
    able = answer[answer.index("目前可以办理这一步骤的人员") :]
    assert "<li>officer：罗甸县自然资源局" in able
    assert "stranger" not in able
    page = f"/office/information-requests/{request.id}"
    send("officer", f"{page}/accept", {"version": request.version})
    assert "目前无人可以办理" in ask(person="clerk", **step)
    assert "目前" not in ask(person="clerk", number=request.number)
