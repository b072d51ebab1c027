"""The inbox and the page of choices, as pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask_appbuilder.security.sqla.models import Role, User
from sqlalchemy import event, select

from app.access.accounts import NO_MAIL
from app.access.actor import acting
from app.access.scope import OutOfScope
from app.extensions import db
from app.notices import inbox
from bench.timing import statements
from models import InformationRequest, Membership, Notice, NoticeChoice
from tests.conftest import Browser, Clock
from tests.views.conftest import TOKEN

Make = Callable[..., Any]
INBOX, CHOICES = "/office/notices/", "/office/profile/notices/"
BADGE = re.compile(r'class="count badge">(\d+\+?)<')
TITLE = re.compile(r'<button type="submit" class="link">([^<]+)</button>')


def badge(page: Any) -> str:
    found = BADGE.search(page.text)
    return found[1] if found else ""


@pytest.fixture
def two(
    register: Callable[..., InformationRequest], work: Make
) -> tuple[InformationRequest, InformationRequest]:
    """Two requests that wait for the officer."""
    found = register(title="第一件"), register(title="第二件")
    work()
    return found


def number_of(session: Any, user_id: Make, record: InformationRequest, name: str) -> int:
    found = select(Notice.id).where(Notice.record_id == record.id, Notice.user_id == user_id(name))
    number = int(session.scalars(found).one())
    session.rollback()
    return number


def test_the_count_stands_on_every_page_and_goes_with_reading(
    two: tuple[InformationRequest, ...], sign_in: Make, press: Make, session: Any, user_id: Make
) -> None:
    browser: Browser = sign_in("officer")
    assert badge(browser.get("/office/")) == "2"
    page = browser.get(INBOX)
    assert TITLE.findall(page.text) == ["第二件", "第一件"]
    assert "现在轮到您办理，办理状态为“已登记”。" in page.text
    first = number_of(session, user_id, two[0], "officer")
    answer = press("officer", f"{INBOX}{first}/open")
    assert (answer.status_code, answer.location) == (303, f"/office/information-requests/{two[0].id}")
    assert badge(browser.get("/office/")) == "1"
    second = number_of(session, user_id, two[1], "officer")
    assert press("officer", f"{INBOX}{second}/read").status_code == 303
    assert badge(browser.get("/office/")) == ""
    assert "没有未读通知" in browser.get(INBOX).text
    assert TITLE.findall(browser.get(f"{INBOX}?show=all").text) == ["第二件", "第一件"]


@pytest.mark.usefixtures("two")
def test_all_are_marked_at_once_and_only_ones_own(sign_in: Make, press: Make) -> None:
    press("officer", f"{INBOX}read")
    assert badge(sign_in("officer").get("/office/")) == ""
    assert badge(sign_in("both").get("/office/")) == "2"


@pytest.mark.usefixtures("two")
def test_looking_changes_nothing(sign_in: Make) -> None:
    """A page that is looked at, or fetched ahead by a browser, marks nothing as read."""
    browser = sign_in("officer")
    for _n in range(2):
        assert badge(browser.get(f"{INBOX}?show=all")) == "2"


def test_they_can_be_had_by_kind(two: Any, sign_in: Make, clock: Clock, work: Make) -> None:
    """Both are of 2 March: half of the period is over on the 16th."""
    clock.turn("2026-03-16")
    work(periodic=True)
    browser = sign_in("officer")
    assert badge(browser.get(INBOX)) == "4"
    half = browser.get(f"{INBOX}?show=half_time").text
    assert len(TITLE.findall(half)) == 2
    assert "答复：2026-03-30到期。" in half
    assert TITLE.findall(browser.get(f"{INBOX}?show=overdue").text) == []
    assert browser.get(f"{INBOX}?show=nonsense").status_code == 400


def test_pages_show_every_notice_once(
    session: Any, two: Any, sign_in: Make, user_id: Make, made: Any
) -> None:
    person, now = user_id("clerk"), made.time.now()
    session.add_all(
        Notice(user_id=person, record_id=two[0].id, kind="waiting", key=f"k{n}", created_at=now)
        for n in range(120)
    )
    session.commit()
    browser, address, seen = sign_in("clerk"), f"{INBOX}?show=all", 0
    assert badge(browser.get(INBOX)) == "99+"
    for _page in range(5):
        page = browser.get(address).text
        seen += len(TITLE.findall(page))
        older = re.search(r'rel="next" href="([^"]+)"', page)
        address = older[1].replace("&amp;", "&") if older else ""
    assert (seen, address) == (120, "")


@pytest.mark.parametrize("lost", ["post", "role"])
def test_of_a_record_that_is_no_longer_hers_nothing_is_left(
    two: Any, session: Any, sign_in: Make, press: Make, user_id: Make, clock: Clock, lost: str
) -> None:
    """Her post ended, or her role was taken away: neither title nor number, and it does not count."""
    number = number_of(session, user_id, two[0], "officer")
    officer = session.get(User, user_id("officer"))
    if lost == "post":
        held = select(Membership).where(Membership.user_id == officer.id)
        session.scalars(held).one().until = clock.turn("2026-03-02")
        clock.turn("2026-03-03")
    else:
        officer.roles = [session.scalars(select(Role).where(Role.name == "system_administrator")).one()]
    session.commit()
    browser = sign_in("officer")
    page = browser.get(f"{INBOX}?show=all").text
    assert badge(browser.get(INBOX)) == ""
    assert page.count("您已无权查看该事项。") == 2
    for told in ("第一件", "第二件", "罗自然资", "已登记", "待我办理</span>"):
        assert told not in page
    assert press("officer", f"{INBOX}{number}/open").status_code == 404


def test_nobody_reads_or_marks_what_was_told_to_somebody_else(
    two: Any, session: Any, press: Make, user_id: Make, actor: Make, made: Any
) -> None:
    number = number_of(session, user_id, two[0], "officer")
    for name in ("both", "sysadmin", "auditor"):
        assert press(name, f"{INBOX}{number}/open").status_code == 404
        assert press(name, f"{INBOX}{number}/read").status_code == 404
    with acting(actor("both")):
        hers = set(session.scalars(select(Notice.user_id)))
    assert hers == {user_id("both")}
    notice = session.get(Notice, number)
    notice.read_at = made.time.now()
    with acting(actor("both")), pytest.raises(OutOfScope):
        session.flush()
    session.rollback()


def test_the_count_costs_a_page_one_statement(two: Any, session: Any, actor: Make) -> None:
    officer, said = actor("officer"), []
    with acting(officer):
        session.rollback()
        event.listen(db.engine, "before_cursor_execute", listener := lambda *told: said.append(told[2]))
        try:
            assert inbox.unread(session(), officer) == 2
        finally:
            event.remove(db.engine, "before_cursor_execute", listener)
    assert [statement.partition(" ")[0] for statement in said if statement != "BEGIN"] == ["SELECT"]


@pytest.mark.usefixtures("two")
def test_who_has_read_all_of_hers_is_not_counted(sign_in: Make, press: Make) -> None:
    def counts() -> list[str]:
        browser = sign_in("officer")
        with statements(db.engine) as said:
            assert browser.get(CHOICES).status_code == 200
        return [statement for statement in said if statement.startswith("SELECT notice.id")]

    assert len(counts()) == 1
    press("officer", f"{INBOX}read")
    assert counts() == []


# -- choices --------------------------------------------------------------------------


def choose(browser: Browser, ticked: list[str]) -> Any:
    token = TOKEN.search(browser.get(CHOICES).text)
    assert token is not None
    return browser.post(CHOICES, data={"csrf_token": token[1], "wanted": ticked}, follow_redirects=True)


def test_what_is_ticked_is_kept_and_what_cannot_be_is_not(sign_in: Make, session: Any, user_id: Make) -> None:
    browser = sign_in("clerk")
    page = browser.get(CHOICES).text
    assert re.search(r'value="overdue.inbox"[^>]*checked[^>]*disabled', page)
    assert "returned.digest" not in page
    assert "邮件发送至clerk@example.org。" in page
    page = choose(browser, ["waiting.mail", "returned.digest", "nonsense", "overdue.", "x.inbox"]).text
    assert "已保存" in page
    ticked = re.findall(r'value="([a-z_.]+)"[^>]*checked', page)
    assert ticked == ["overdue.inbox", "urged.inbox", "waiting.mail"]
    assert set(session.scalars(select(NoticeChoice.user_id))) == {user_id("clerk")}


def test_who_has_no_address_is_told_so(session: Any, sign_in: Make, user_id: Make) -> None:
    session.get(User, user_id("clerk")).email = f"clerk@{NO_MAIL}"
    session.commit()
    assert "您尚未登记电子邮箱" in sign_in("clerk").get(CHOICES).text
