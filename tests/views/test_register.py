"""Registering by hand: what the receipt lacks is said on the form, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from flask_appbuilder.security.sqla.models import Role, User
from sqlalchemy import func, select

from models import Draft, InformationRequest, Unit
from models.unit import Delegation, Membership
from tests.conftest import Browser
from views import drafts


def test_a_receipt_that_cannot_be_written_is_said_on_the_form(
    sign_in: Callable[[str], Browser], session: Any, unit_id: Callable[[str], int]
) -> None:
    """The receipt names the receiving body (附件8 第三条); without its address there is none to send."""
    session.get_one(Unit, unit_id("land")).address = None
    session.commit()
    browser = sign_in("clerk")
    page = browser.get("/office/information-requests/new").text
    answer = browser.post(
        "/office/information-requests/new",
        data={
            "csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0],
            "submission_key": "once",
            "unit_id": str(unit_id("land")),
            "received_on": "2026-3-2",
            "channel": "counter",
            "applicant_kind": "natural_person",
            "applicant": "罗小满",
            "phone": "13985400001",
            "title": "环评批复",
            "content": "环评批复全文",
            "form_wanted": "paper",
            "delivery_wanted": "pickup",
        },
    )
    assert answer.status_code == 400
    assert "无法生成文书" in answer.text
    assert "环评批复全文" in answer.text
    assert session.scalar(select(func.count()).select_from(InformationRequest)) == 0


NEW = "/office/information-requests/new"


def typed(unit: int, **changes: Any) -> dict[str, str]:
    """The register form of an information request, filled in."""
    return {
        "submission_key": "once",
        "unit_id": str(unit),
        "received_on": "2026-3-2",
        "channel": "counter",
        "applicant_kind": "natural_person",
        "applicant": "罗小满",
        "phone": "13985400001",
        "title": "环评批复",
        "content": "环评批复全文",
        "form_wanted": "paper",
        "delivery_wanted": "pickup",
        **changes,
    }


def keep(browser: Browser, address: str, values: dict[str, str]) -> Any:
    """Keep what is typed into the form of this address, as its script does."""
    page = browser.get(address).text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    draft = page.split('data-draft-url="')[1].split('"')[0]
    return browser.post(draft, data={**values, "csrf_token": token})


def key_of(page: Any) -> str:
    return str(page.text.split('name="submission_key"')[1].split('value="')[1].split('"')[0])


def test_a_draft_is_another_form_than_the_one_already_sent(
    sign_in: Callable[[str], Browser], session: Any, unit_id: Callable[[str], int]
) -> None:
    """Two windows, one draft: what is sent from the second is registered too, not taken for the first."""
    browser, values = sign_in("clerk"), typed(unit_id("land"))
    first = browser.get(NEW)
    assert keep(browser, NEW, {**values, "submission_key": key_of(first)}).status_code == 204
    second = browser.get(NEW)
    assert "环评批复全文" in second.text
    assert key_of(second) != key_of(first)


def test_what_was_typed_about_one_request_is_not_shown_for_another(
    sign_in: Callable[[str], Browser], register: Callable[..., InformationRequest]
) -> None:
    one, other = register(), register(title="另一件")
    browser = sign_in("clerk")
    address = "/office/third-parties/new?request_id="
    keep(browser, f"{address}{one.id}", {"addressee": "贵州某水利工程有限公司"})
    assert "贵州某水利工程有限公司" in browser.get(f"{address}{one.id}").text
    assert "贵州某水利工程有限公司" not in browser.get(f"{address}{other.id}").text


def test_a_correction_half_typed_is_there_again_until_it_is_sent(
    send: Callable[..., Any],
    sign_in: Callable[[str], Browser],
    session: Any,
    register: Callable[..., InformationRequest],
) -> None:
    request = register()
    address, browser = f"/office/information-requests/{request.id}/edit", sign_in("clerk")
    values = typed(request.unit_id, content="改写了一半", version=str(request.version), reason="更正")
    keep(browser, address, values)
    assert "改写了一半" in browser.get(address).text
    assert send("clerk", address, values).status_code == 302
    assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_a_correction_half_typed_does_not_hide_what_somebody_changed_since(
    send: Callable[..., Any],
    sign_in: Callable[[str], Browser],
    register: Callable[..., InformationRequest],
) -> None:
    request = register()
    address, browser = f"/office/information-requests/{request.id}/edit", sign_in("clerk")
    values = typed(request.unit_id, version=str(request.version), reason="更正")
    keep(browser, address, {**values, "content": "改写了一半"})
    assert send("clerk2", address, {**values, "content": "别人改好的"}).status_code == 302
    assert "别人改好的" in browser.get(address).text


def test_whoever_wants_to_begin_anew_is_led_there(
    sign_in: Callable[[str], Browser], register: Callable[..., InformationRequest]
) -> None:
    request = register()
    address, browser = f"/office/third-parties/new?request_id={request.id}", sign_in("clerk")
    assert "重新填写" not in browser.get(address).text
    keep(browser, address, {"addressee": "贵州某水利工程有限公司"})
    back = browser.get(address).text
    fresh = unescape(back.split("重新填写")[0].rsplit('href="', 1)[1].split('"')[0])
    assert fresh == f"{address}&fresh=1"
    anew = browser.get(fresh)
    assert anew.status_code == 200
    assert "贵州某水利工程有限公司" not in anew.text
    assert "重新填写" not in anew.text


@pytest.mark.parametrize("odd", ["pk=9", "endpoint=x", "_scheme=x", "_external=1", "_method=x"])
def test_no_word_in_the_address_keeps_a_draft_from_being_shown(
    sign_in: Callable[[str], Browser], register: Callable[..., InformationRequest], odd: str
) -> None:
    request = register()
    address, browser = f"/office/information-requests/{request.id}/edit", sign_in("clerk")
    keep(browser, address, {"content": "改写了一半", "version": str(request.version)})
    assert "改写了一半" in browser.get(f"{address}?{odd}").text


def test_two_windows_that_keep_their_first_draft_at_once_make_one(
    sign_in: Callable[[str], Browser], session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one looked before the first one wrote: on PostgreSQL nothing else holds it back."""
    browser = sign_in("clerk")
    assert keep(browser, NEW, {"content": "先写的"}).status_code == 204
    looked, known = [], drafts._draft

    def too_early(*asked: Any) -> Draft | None:
        looked.append(asked)
        return None if len(looked) == 2 else known(*asked)

    monkeypatch.setattr(drafts, "_draft", too_early)
    assert keep(browser, NEW, {"content": "后写的"}).status_code == 204
    session.rollback()
    assert session.scalars(select(Draft)).one().values["content"] == "后写的"


@pytest.mark.parametrize(("where", "registered"), [("land", 1), ("health", 0)])
def test_nobody_registers_where_she_only_stands_in_for_somebody_who_may_not(
    send: Callable[..., Any],
    session: Any,
    user_id: Callable[[str], int],
    unit_id: Callable[[str], int],
    where: str,
    registered: int,
) -> None:
    """The clerk registers for the land bureau; the secrecy reviewer she stands in for, nowhere."""
    lent = User(username="lender", last_name="lender", first_name="", email="lender@example.org", active=True)
    lent.roles = [session.scalars(select(Role).where(Role.name == "secrecy_reviewer")).one()]
    session.add(lent)
    session.flush()
    day = date(2026, 3, 2)
    session.add(Membership(user_id=lent.id, unit_id=unit_id("health"), post="", since=day))
    session.add(
        Delegation(principal_id=lent.id, deputy_id=user_id("clerk"), since=day, until=day, reason="出差")
    )
    session.commit()
    send("clerk", NEW, typed(unit_id(where)))
    session.rollback()
    assert session.scalar(select(func.count()).select_from(InformationRequest)) == registered
