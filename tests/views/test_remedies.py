"""Reconsiderations and lawsuits on the pages of the request they are about."""

from __future__ import annotations

from datetime import date

import pytest

from models import RemedyCase


@pytest.fixture
def request_id(session, register, take):
    """A request that was withdrawn: at its end, as those are whose handling is contested."""
    request = register(title="征地补偿方案", applicant="韦照野")
    take(request, "withdraw", "clerk", reason="来函撤回", withdrawn_on=date(2026, 3, 2))
    key = request.id
    session.rollback()
    return key


@pytest.mark.clause("ZF.51")
def test_a_case_is_begun_from_a_request_at_its_end_and_listed_there(session, entered, request_id, sign_in):
    clerk, page = sign_in("clerk"), f"/office/information-requests/{request_id}"
    begin = f"/office/remedy-cases/new?source_id={request_id}"
    assert begin in clerk.get(page).text
    form = clerk.get(begin).text
    assert 'value="罗自然资公开申〔2026〕1号"' in form
    assert 'value="征地补偿方案"' in form
    # Names are read where they are shown, and nowhere else.
    assert "韦照野" not in form
    case = entered(RemedyCase, title="不服答复案", source_id=request_id, request_told=None)
    case_id = case.id
    session.rollback()
    listed = clerk.get(page).text
    assert f"/office/remedy-cases/{case_id}" in listed
    assert page in clerk.get(f"/office/remedy-cases/{case_id}").text
    # Who registers none is offered none; another unit sees neither.
    assert begin not in sign_in("head").get(page).text
    assert sign_in("stranger").get(f"/office/remedy-cases/{case_id}").status_code == 404


def test_of_the_two_papers_the_one_of_its_kind_is_previewed(session, entered, take, sign_in):
    case = entered(RemedyCase, request_told="旧申请", procedure="ordinary")
    told = {
        "representative": "岑默川（局长）",
        "grounds": "事实",
        "legal_basis": "依据",
        "plea": "请求维持。",
    }
    take(case, "draft", "clerk", **told)
    page = f"/office/remedy-cases/{case.id}"
    session.rollback()
    text = sign_in("unit_head").get(page).text
    assert f"{page}/preview/reconsideration_reply.pdf" in text
    assert f"{page}/preview/litigation_defence.pdf" not in text


def test_from_a_request_she_does_not_see_a_case_takes_over_nothing(request_id, sign_in):
    form = sign_in("stranger").get(f"/office/remedy-cases/new?source_id={request_id}").text
    assert "征地补偿方案" not in form
    assert "罗自然资公开申" not in form


@pytest.mark.parametrize("key", ["0", "abc", "9" * 30])
def test_a_key_that_is_none_begins_an_empty_form(sign_in, key):
    assert sign_in("clerk").get(f"/office/remedy-cases/new?source_id={key}").status_code == 200
