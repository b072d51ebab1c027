"""Who is told after a step: whose turn it became, to whom it came back, to whom it was given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from models import Delegation, InformationRequest, Interpretation, Job
from tests.conftest import Browser, Clock
from tests.views.conftest import TOKEN

Make = Callable[..., Any]


def test_a_registration_calls_whoever_can_accept_it(register: Make, work: Make, told: Make) -> None:
    """In the land bureau these are the officer and "both"; the clerk may only withdraw, the head void it."""
    register()
    work()
    assert told() == [("waiting", "both"), ("waiting", "officer")]


def test_who_took_the_step_is_not_told_and_the_next_are(
    register: Make, take: Make, work: Make, told: Make
) -> None:
    request = register()
    work()
    told()
    take(request, "accept", "officer")
    work()
    # The formal check is open to both officers; the other one has it before her.
    assert told() == [("waiting", "both")]
    take(request, "pass_check", "officer")
    work()
    # "both" could not take the review: it became open to her as well.
    assert told() == [("waiting", "both"), ("waiting", "secrecy")]


def test_nobody_is_told_twice_of_what_was_open_before(
    handling: Make, take: Make, work: Make, told: Make
) -> None:
    request = handling()
    work()
    told()
    take(request, "extend", "head", extension_days=5, extension_reason="涉及部门较多，需要补充核查")
    work()
    assert told() == []


def test_what_comes_back_is_told_as_returned(handling: Make, take: Make, work: Make, told: Make) -> None:
    request = handling()
    take(request, "draft", "clerk", outcome="granted", answer_text="全文", form_given="paper")
    work()
    told()
    take(request, "return_draft", "head", reason="依据不全")
    work()
    people = ["both", "clerk", "clerk2", "officer"]
    assert told() == [("returned", person) for person in people]


@pytest.mark.clause("A2.6.1")
def test_who_has_it_in_hand_is_told_when_the_office_urges(
    entered: Make, take: Make, work: Make, told: Make, mails: Make
) -> None:
    interpretation = entered(Interpretation)
    work()
    told()
    mails()
    take(interpretation, "urge", "reviewer", reason="请于本周内报送解读方案")
    work()
    assert told(interpretation) == [("urged", "both"), ("urged", "clerk"), ("urged", "clerk2")]
    assert len(mails()) == 3
    # Urged again, they are told again.
    take(interpretation, "urge", "reviewer", reason="请立即报送")
    work()
    assert len(told(interpretation)) == 3


def test_who_is_given_the_handling_is_told_so(
    handling: Make, take: Make, work: Make, told: Make, unit_id: Make
) -> None:
    """The registrar's post is in the registry; those of the bureau above have it before them already."""
    request = handling()
    work()
    told()
    take(request, "forward", "officer", handling_unit_id=unit_id("registry"))
    work()
    assert told() == [("assigned", "registrar")]


def test_a_reply_of_a_third_party_tells_who_waited_for_it(
    handling: Make, third_party: Make, take: Make, work: Make, told: Make, clock: Clock
) -> None:
    """While the third party is asked the draft is not open; her consent opens it, to who did not enter it."""
    request = handling()
    party = third_party(request)
    take(party, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 20))
    work()
    told()
    clock.turn("2026-03-06")
    take(party, "agree", "clerk", replied_on=date(2026, 3, 6))
    work()
    assert told(party) == []
    assert told(request) == [("waiting", "both"), ("waiting", "clerk2"), ("waiting", "officer")]


def test_a_deputy_is_told_with_whom_she_stands_in_for(
    session: Any, register: Make, work: Make, told: Make, user_id: Make
) -> None:
    lent = Delegation(
        principal_id=user_id("officer"),
        deputy_id=user_id("unit_head"),
        since=date(2026, 3, 1),
        until=date(2026, 3, 2),
        reason="出差",
    )
    session.add(lent)
    session.commit()
    register()
    work()
    assert told() == [("waiting", "both"), ("waiting", "officer"), ("waiting", "unit_head")]


def test_a_step_costs_one_job_and_a_step_taken_back_none(
    session: Any, register: Make, take: Make, jobs: Callable[[str], list[Job]]
) -> None:
    request = register()
    assert len(jobs("tell_step")) == 1
    session.rollback()
    take(request, "accept", "officer")
    assert [job.payload["step"] for job in jobs("tell_step")] == ["", "accept"]
    made_by = [job.asked_by_id for job in jobs("tell_step")]
    assert made_by == [None, None]


def test_what_a_citizen_sends_calls_the_body_she_sent_it_to(
    client: Browser, session: Any, work: Make, told: Make, unit_id: Make
) -> None:
    """The job is the program's: whoever writes through the portal has no rights to have anybody told."""
    typed = {
        "submission_key": "once",
        "unit_id": str(unit_id("health")),
        "applicant_kind": "natural_person",
        "applicant": "罗小满",
        "phone": "13985400001",
        "title": "疫苗接种",
        "content": "疫苗接种数据",
        "form_wanted": "paper",
        "delivery_wanted": "pickup",
    }
    session.rollback()
    token = TOKEN.search(client.get("/apply").text)
    assert token is not None
    assert client.post("/apply", data={**typed, "csrf_token": token[1]}).status_code == 302
    work()
    assert told() == [("waiting", "stranger")]


def test_a_job_run_again_tells_nobody_again(
    session: Any, register: Make, work: Make, told: Make, jobs: Callable[[str], list[Job]]
) -> None:
    """A worker that died after its effects were kept, or a message delivered twice."""
    request: InformationRequest = register()
    work()
    told()
    (job,) = jobs("tell_step")
    job.wait(job.run_after)
    session.commit()
    work()
    assert told(request) == []
