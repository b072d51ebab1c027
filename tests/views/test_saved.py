"""Saved filters: a question kept under a name, shared with a unit, never an answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.access.actor import acting
from app.access.scope import OutOfScope
from models import Delegation, InformationRequest, ListLayout, SavedFilter, TrailEntry
from tests.conftest import Browser

LIST = "/office/information-requests/"
SAVED = f"{LIST}saved/"
Register = Callable[..., InformationRequest]
Send = Callable[..., Any]


@pytest.fixture
def saved(send: Send, session: Any) -> Callable[..., int]:
    """``saved("head", "state=all", name="超期")`` saves what the address asks; the key of the row."""

    def go(who: str, asked: str, **fields: Any) -> int:
        answer = send(who, f"{SAVED}new?{asked}", {"name": "我的筛选", **fields})
        assert answer.status_code == 302, answer.text
        session.rollback()
        return int(session.scalars(select(SavedFilter.id).order_by(SavedFilter.id.desc())).first())

    return go


@pytest.fixture
def row(session: Any) -> Callable[[int], Any]:
    """A saved filter as the database has it now."""

    def read(pk: int) -> Any:
        session.rollback()
        return session.get(SavedFilter, pk, populate_existing=True)

    return read


def links(page: str) -> list[str]:
    """The names above the list, in their order, without the buttons."""
    nav = "".join(re.findall(r'class="tabs saved".*?</nav>', page, re.DOTALL))
    return re.findall(r'href="[^"]*/saved/\d+"[^>]*>\s*(\S+)', nav)


def told(session: Any) -> list[tuple[str, Any]]:
    """What the trail tells of shared filters: who, and from which to which unit."""
    session.rollback()
    rows = session.scalars(select(TrailEntry).where(TrailEntry.subject.startswith("saved_filter")))
    return [(entry.actor_name, entry.changes["unit_id"]) for entry in rows]


# -- one's own ------------------------------------------------------------------------


def test_what_was_asked_is_kept_and_asked_again(
    register: Register, saved: Any, sign_in: Callable[[str], Browser], row: Any
) -> None:
    pk = saved("clerk", "state=all&order=-number&channel=post&received_on_from=2026-3-2&after=x&lang=zh")
    kept = {"state": "all", "order": "-number", "channel": "post", "received_on_from": "2026-3-2"}
    assert row(pk).asked == kept
    browser = sign_in("clerk")
    assert links(browser.get(f"{LIST}?state=all").text) == ["我的筛选"]
    opened = browser.get(f"{SAVED}{pk}")
    assert set(opened.location.removeprefix(f"{LIST}?").split("&")) == {f"{k}={v}" for k, v in kept.items()}
    page = browser.get(opened.location).text
    assert 'aria-current="true"' in page.split('class="tabs saved"')[1].split("</nav>")[0]
    assert links(sign_in("clerk2").get(LIST).text) == []
    assert sign_in("clerk2").get(f"{SAVED}{pk}").status_code == 404


def test_a_filter_that_cannot_be_is_not_kept(send: Send, session: Any) -> None:
    for asked in ("channel=nosuch", "order=applicant", "state=nosuch", "columns=id_number"):
        assert send("clerk", f"{SAVED}new?{asked}", {"name": "x"}).status_code == 400
    nothing = send("clerk", f"{SAVED}new?lang=zh", None)
    assert nothing.location == f"{LIST}?state="
    assert session.scalars(select(SavedFilter)).all() == []


def test_a_name_is_asked_for_and_given_once(saved: Any, send: Send) -> None:
    saved("clerk", "state=all", name="全部")
    empty = send("clerk", f"{SAVED}new?state=registered", {"name": "  "})
    assert empty.status_code == 400
    again = send("clerk", f"{SAVED}new?state=registered", {"name": "全部"})
    assert again.status_code == 400
    assert "已有同名的常用筛选" in again.text
    assert 'value="全部"' in again.text
    assert saved("clerk2", "state=all", name="全部")


def test_the_list_opens_with_it_until_something_is_asked(
    register: Register, saved: Any, sign_in: Callable[[str], Browser], send: Send
) -> None:
    pk = saved("clerk", "state=all", opens="y")
    browser = sign_in("clerk")
    assert browser.get(LIST).location == f"{LIST}?state=all"
    assert browser.get(f"{LIST}?state=").status_code == 200
    clear = re.search(r'class="button" href="([^"]+)"[^>]*>清空', browser.get(f"{LIST}?q=x").text)
    assert clear
    assert clear[1] == f"{LIST}?state="
    assert sign_in("clerk2").get(LIST).status_code == 200
    version = re.search(r'name="version"[^>]*value="(\d+)"', send("clerk", f"{SAVED}{pk}/edit", None).text)
    assert version
    send("clerk", f"{SAVED}{pk}/edit", {"name": "我的筛选", "version": version[1]})
    assert browser.get(LIST).status_code == 200


def test_deleting_asks_first_and_takes_the_opening_with_it(
    register: Register, saved: Any, sign_in: Callable[[str], Browser], send: Send, session: Any
) -> None:
    pk = saved("clerk", "state=all", opens="y")
    assert "仅从列表上方移除" in send("clerk", f"{SAVED}{pk}/delete", None).text
    assert session.get(SavedFilter, pk)
    session.rollback()
    assert send("clerk", f"{SAVED}{pk}/delete", {}).location == SAVED
    assert sign_in("clerk").get(LIST).status_code == 200
    session.rollback()
    assert session.scalars(select(ListLayout.opens_id)).one() is None
    assert told(session) == []


def test_what_a_list_no_longer_knows_is_said_and_the_rest_is_asked(
    saved: Any, sign_in: Callable[[str], Browser], row: Any, session: Any
) -> None:
    pk = saved("clerk", "state=all")
    row(pk).asked = {
        "state": "all",
        "channel": "telegraph",
        "round_from": "2026-01-01",
        "columns": "number,gone",
        "order": "-number",
    }
    session.commit()
    browser = sign_in("clerk")
    answer = browser.get(f"{SAVED}{pk}")
    assert set(answer.location.split("?")[1].split("&")) == {"state=all", "order=-number"}
    alert = browser.get(answer.location).text.split('class="alert')[1][:600]
    assert "“我的筛选”中的以下条件已失效，未予采用：提交方式、轮次、显示列" in alert


def test_one_that_was_changed_meanwhile_is_said_and_can_be_sent_again(
    saved: Any, send: Send, row: Any
) -> None:
    pk = saved("clerk", "state=all")
    first = {"name": "甲", "version": str(row(pk).version)}
    assert send("clerk", f"{SAVED}{pk}/edit", first).status_code == 302
    late = send("clerk", f"{SAVED}{pk}/edit", {**first, "name": "乙"})
    assert late.status_code == 400
    assert "其间已有人修改“甲”" in late.text
    assert 'value="乙"' in late.text
    assert (
        send("clerk", f"{SAVED}{pk}/edit", {"name": "乙", "version": str(row(pk).version)}).status_code == 302
    )
    assert row(pk).name == "乙"


# -- shared ---------------------------------------------------------------------------


def test_a_shared_filter_is_its_units_and_shows_only_what_its_reader_sees(
    register: Register, saved: Any, sign_in: Callable[[str], Browser], unit_id: Any, session: Any
) -> None:
    land = unit_id("land")
    register(unit_id=unit_id("health"), title="卫健局的申请", channel="post")
    register(title="自然资源局的申请", channel="post")
    pk = saved("head", "state=all&channel=post", unit_id=str(land))
    for name in ("clerk", "officer", "unit_head"):
        assert links(sign_in(name).get(LIST).text) == ["我的筛选"]
    opened = sign_in("clerk").get(sign_in("clerk").get(f"{SAVED}{pk}").location).text
    assert "自然资源局的申请" in opened
    assert "卫健局的申请" not in opened
    for name in ("stranger", "registrar", "reviewer"):
        assert links(sign_in(name).get(LIST).text) == []
        assert sign_in(name).get(f"{SAVED}{pk}").status_code == 404
    assert told(session) == [("head", {"from": None, "to": land})]


def test_nobody_shares_without_the_grant(
    saved: Any, send: Send, unit_id: Any, session: Any, sign_in: Callable[[str], Browser], row: Any
) -> None:
    """A clerk holds no grant to share; the head shares in her own unit and in no other."""
    assert 'name="unit_id"' not in sign_in("clerk").get(f"{SAVED}new?state=all").text.split("<h1>")[1]
    pk = saved("clerk", "state=all", unit_id=str(unit_id("land")))
    assert row(pk).unit_id is None
    refused = send("head", f"{SAVED}new?state=all", {"name": "x", "unit_id": str(unit_id("health"))})
    assert refused.status_code == 400
    assert told(session) == []


def test_words_are_nobody_elses(saved: Any, send: Send, unit_id: Any, row: Any) -> None:
    """Words may name people, so they are shared with nobody, whatever is sent."""
    page = send("head", f"{SAVED}new?q=罗小满", None).text
    assert "仅供本人使用" in page
    pk = saved("head", "q=罗小满", unit_id=str(unit_id("land")))
    assert row(pk).unit_id is None
    assert row(pk).asked == {"q": "罗小满"}


@pytest.mark.parametrize(("who", "changes"), [("head2", True), ("clerk", False), ("head", True)])
def test_a_shared_filter_is_changed_by_its_owner_and_by_who_shares_there(
    saved: Any, send: Send, unit_id: Any, row: Any, session: Any, who: str, changes: bool
) -> None:
    """Anybody may let the list open with it; its name is for those to change who may delete it."""
    pk = saved("head", "state=all", unit_id=str(unit_id("land")))
    sent = {"name": "改名", "unit_id": str(unit_id("land")), "opens": "y", "version": str(row(pk).version)}
    assert send(who, f"{SAVED}{pk}/edit", sent).status_code == 302
    assert row(pk).name == ("改名" if changes else "我的筛选")
    assert send(who, f"{SAVED}{pk}/delete", None).status_code == (200 if changes else 403)
    gone = []
    if changes:
        send(who, f"{SAVED}{pk}/delete", {})
        gone = [(who, {"from": unit_id("land"), "to": None})]
    assert (row(pk) is None) is changes
    assert told(session) == [("head", {"from": None, "to": unit_id("land")}), *gone]


def test_a_deputy_sees_what_is_shared_with_whom_she_stands_in_for(
    saved: Any, sign_in: Callable[[str], Browser], unit_id: Any, user_id: Any, session: Any
) -> None:
    saved("head", "state=all", unit_id=str(unit_id("land")))
    day = date(2026, 3, 2)
    principal, deputy = user_id("clerk"), user_id("stranger")
    lent = {"matter": "ThirdParty", "since": day, "until": day, "reason": "出差"}
    row = Delegation(principal_id=principal, deputy_id=deputy, **lent)
    session.add(row)
    session.commit()
    assert links(sign_in("stranger").get(LIST).text) == []
    row.matter = "InformationRequest"
    session.commit()
    assert links(sign_in("stranger").get(LIST).text) == ["我的筛选"]


@pytest.mark.parametrize(
    ("who", "change"),
    [
        ("head", {"name": "别人的"}),
        ("head", {"unit_id": "land"}),
        ("clerk", {"unit_id": "land"}),
        ("both", {"user_id": "both"}),
        ("both", {"unit_id": "land", "asked": {"q": "罗小满"}, "user_id": "both"}),
    ],
)
def test_whatever_page_forgets_to_ask_writes_nobody_elses_filter(
    saved: Any,
    unit_id: Any,
    user_id: Any,
    session: Any,
    actor: Any,
    row: Any,
    who: str,
    change: dict[str, Any],
) -> None:
    """The one rule of every door: the scope refuses it at the flush; also a clerk's sharing, and words."""
    keys = {"unit_id": unit_id, "user_id": user_id}
    found, acts = row(saved("clerk", "state=all")), actor(who)
    for name, value in change.items():
        setattr(found, name, keys[name](value) if name in keys else value)
    with acting(acts), pytest.raises(OutOfScope):
        session.flush()
    session.rollback()


def test_nobody_elses_filter_is_deleted_in_the_midst(saved: Any, session: Any, actor: Any, row: Any) -> None:
    found, acts = row(saved("clerk", "state=all")), actor("head")
    session.delete(found)
    with acting(acts), pytest.raises(OutOfScope):
        session.flush()
    session.rollback()
