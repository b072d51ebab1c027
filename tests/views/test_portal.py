"""The public side: asks nobody who she is, shows a code once, keeps it as a hash of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from models import DeadlineRule, InformationRequest, TrailEntry, Unit, WebSession
from tests.conftest import Browser, Clock
from views.portal import codes

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
TOLD = re.compile(r"<dd>([^<]+)</dd>")
SHOWN_ONCE = "编号和查询码已显示过"


@pytest.fixture
def typed(unit_id: Callable[[str], int]) -> dict[str, str]:
    """What a citizen fills in."""
    return {
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


def post(browser: Browser, address: str, values: dict[str, str]) -> Any:
    """Send a form of the portal with its token."""
    token = TOKEN.search(browser.get(address).text)
    assert token is not None
    return browser.post(address, data={**values, "csrf_token": token[1]})


@pytest.fixture
def receipt(client: Browser, typed: dict[str, str]) -> tuple[str, str]:
    """Number and code of a request sent by the visitor."""
    assert post(client, "/apply", typed).location == "/receipt"
    number, code = TOLD.findall(client.get("/receipt").text)
    return number, code


# -- asking ---------------------------------------------------------------------------


def test_an_official_who_asks_for_information_is_a_citizen(
    send: Callable[..., Any], session: Any, typed: dict[str, str]
) -> None:
    """Signed in as a clerk of the land bureau, she asks another unit; no post of hers is told to it."""
    assert send("clerk", "/apply", typed).status_code == 302
    session.rollback()
    assert session.scalars(select(InformationRequest)).one().opened_by_id is None
    opened = session.scalars(select(TrailEntry).where(TrailEntry.action == "open")).one()
    assert (opened.actor_id, opened.actor_post) == (None, "")


def test_the_form_promises_the_period_of_the_rule_in_force(
    client: Browser, session: Any, clock: Clock
) -> None:
    """Under a later rule of 15 days the portal says 15, from the day on which that begins to count."""
    assert "将在20个工作日内答复" in client.get("/apply").text
    now = session.scalars(
        select(DeadlineRule).where(
            DeadlineRule.code == "InformationRequestFlow.answer_period", DeadlineRule.profile == "seed-2020"
        )
    ).one()
    session.add(
        DeadlineRule(
            code=now.code,
            profile=now.profile,
            kind=now.kind,
            clause=now.clause,
            amount=15,
            warn=5,
            valid_from=date(2026, 4, 1),
            reason="县政府决定提速",
            entered_at=now.entered_at,
        )
    )
    session.commit()
    clock.turn("2026-03-31")
    assert "将在20个工作日内答复" in client.get("/apply").text
    clock.turn("2026-04-01")
    assert "将在15个工作日内答复" in client.get("/apply").text


def test_the_portal_is_called_as_the_county_is(app: Flask, client: Browser, session: Any) -> None:
    session.scalars(select(Unit).where(Unit.code == "office")).one().name = "某县人民政府办公室"
    session.commit()
    page = client.get("/").text
    assert "某县人民政府办公室" in page
    assert app.config["APP_NAME"] in page


def test_a_county_without_an_office_names_no_organiser(client: Browser, session: Any) -> None:
    session.scalars(select(Unit).where(Unit.code == "office")).one().active = False
    session.commit()
    page = client.get("/")
    assert page.status_code == 200
    assert "主办" not in page.text


# -- the receipt ----------------------------------------------------------------------


def test_number_and_code_are_shown_once_and_kept_nowhere(
    client: Browser, session: Any, receipt: tuple[str, str]
) -> None:
    number, code = receipt
    again = client.get("/receipt").text
    assert SHOWN_ONCE in again
    assert number not in again
    assert code not in again
    session.rollback()
    kept = b"".join(session.scalars(select(WebSession.data)).all()).decode()
    assert code not in kept
    assert number not in kept
    assert code not in session.scalars(select(InformationRequest.track_hash)).one()


def test_a_browser_that_only_asks_for_the_head_is_shown_them_still(
    client: Browser, typed: dict[str, str]
) -> None:
    post(client, "/apply", typed)
    assert client.head("/receipt").status_code == 200
    assert len(TOLD.findall(client.get("/receipt").text)) == 2


def test_whoever_sent_nothing_has_no_receipt(client: Browser) -> None:
    assert client.get("/receipt").location == "/track"


# -- following ------------------------------------------------------------------------


def test_the_code_outlives_the_key_of_the_server(
    app: Flask, client: Browser, receipt: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Restored on another machine the county has another key; every applicant still gets in."""
    monkeypatch.setitem(app.config, "SECRET_KEY", "another machine, another key")
    number, code = receipt
    answer = post(app.test_client(), "/track", {"number": number, "code": code})  # type: ignore[arg-type]
    assert answer.status_code == 200
    assert "罗甸县卫生健康局" in answer.text


def test_a_wrong_number_and_a_wrong_code_are_answered_alike(
    client: Browser, receipt: tuple[str, str]
) -> None:
    number, code = receipt
    wrong = ({"number": number, "code": code[::-1] + "0"}, {"number": number + "0", "code": code})
    pages = [post(client, "/track", asked) for asked in wrong]
    assert [page.status_code for page in pages] == [404, 404]
    plain = [
        page.text.replace(number + "0", number).replace(code[::-1] + "0", code).split("<form")[-1]
        for page in pages
    ]
    assert re.sub(TOKEN, "", plain[0]) == re.sub(TOKEN, "", plain[1])


def test_a_code_is_kept_with_a_salt_of_its_own_in_the_column_there_is() -> None:
    first, second = codes.kept("8f" * 10), codes.kept("8f" * 10)
    assert first != second
    assert len(first) == 60 <= InformationRequest.__table__.c.track_hash.type.length
    assert [codes.fits("8f" * 10, kept) for kept in (first, second)] == [True, True]
    assert not codes.fits("8e" * 10, first)


@pytest.mark.parametrize("code", ["", "-" * 43, "码"])
def test_where_nothing_is_known_no_code_fits(code: str) -> None:
    assert not codes.fits(code, None)


# -- what is too large ----------------------------------------------------------------


def test_how_large_a_file_may_be_is_what_the_check_of_files_says(
    client: Browser, typed: dict[str, str]
) -> None:
    answer = client.post("/apply", data=b"x" * (27 * 2**20), content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "不得超过25.0 MB" in answer.text
