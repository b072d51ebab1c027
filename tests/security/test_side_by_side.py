"""Two windows, eight clicks: nothing typed is lost, nothing is made twice."""

from __future__ import annotations

import re
import threading
from typing import Any

from sqlalchemy import func, select

from app.access.actor import PROGRAM, acting
from models import InformationRequest
from tests.security.conftest import token_of

ROOT = "/office/information-requests"


def test_a_stale_version_gets_both_versions_and_keeps_what_was_typed(
    browser: Any, register: Any, session: Any
) -> None:
    """For a step and for the correction."""
    request = register()
    pk, version = request.id, request.version
    session.rollback()
    for name, fields in (
        ("withdraw", {"withdrawn_on": "2026-03-02", "reason": "TYPED-REASON"}),
        ("edit", {"title": "TYPED-TITLE", "reason": "TYPED-REASON"}),
    ):
        sent = {**fields, "version": version + 41, "csrf_token": browser.token}
        answer = browser.post(f"{ROOT}/{pk}/{name}", data=sent)
        assert answer.status_code == 409
        assert "TYPED-REASON" in answer.text
        assert f'name="version" value="{version}"' in re.sub(r"\s+", " ", answer.text)


def test_the_same_form_eight_times_at_once_is_one_record(
    app: Any, sign_in: Any, form: Any, session: Any
) -> None:
    """On both engines."""
    browsers = [sign_in("clerk") for _ in range(8)]
    tokens = [token_of(browser) for browser in browsers]
    fields, answers = form(submission_key="once"), []
    session.rollback()
    start = threading.Barrier(8)

    def press(browser: Any, token: str) -> None:
        start.wait()
        answers.append(browser.post(f"{ROOT}/new", data={**fields, "csrf_token": token}))

    threads = [threading.Thread(target=press, args=pair) for pair in zip(browsers, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with acting(PROGRAM):
        assert session.scalar(select(func.count(InformationRequest.id))) == 1
        assert session.scalar(select(InformationRequest.number)) == "罗自然资公开申〔2026〕1号"
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.location for answer in answers}) == 1
