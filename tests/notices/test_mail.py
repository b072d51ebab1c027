"""Mails: one recipient, an id that stays, nothing about people, and what happens when nobody takes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select

from app.access.accounts import NO_MAIL
from app.notices import mail
from app.notices.choices import choose, wanted
from app.notices.post import NotSent, post
from models import InformationRequest, Job, Membership
from tests.conftest import Clock
from tests.notices.smtp import Server

Make = Callable[..., Any]
Mails = Callable[[], list[EmailMessage]]


@pytest.fixture
def overdue(
    clock: Clock, register: Callable[..., InformationRequest], work: Make, mails: Mails
) -> InformationRequest:
    """Of 24 February; on 24 March it is a day late, and its notices have gone out."""
    clock.turn("2026-02-24")
    found = register(title="关于罗小满的低保材料", applicant="罗小满")
    work()
    mails()
    clock.turn("2026-03-24")
    work(periodic=True)
    return found


def to(mail: EmailMessage) -> str:
    return str(mail["To"])


def recipients(found: list[EmailMessage]) -> list[str]:
    """To whom mails about a record went."""
    return sorted(map(to, about_the_record(found)))


def about_the_record(found: list[EmailMessage]) -> list[EmailMessage]:
    return [one for one in found if not one["Subject"].startswith("待办汇总")]


def test_a_mail_says_number_state_and_day_and_nothing_about_people(
    overdue: InformationRequest, mails: Mails
) -> None:
    found = about_the_record(mails())
    assert recipients(found) == ["both@example.org", "officer@example.org"]
    for one in found:
        text = one.get_content()
        assert one["Subject"] == "超期 罗自然资公开申〔2026〕1号"
        assert "罗自然资公开申〔2026〕1号 · 已登记" in text
        assert "2026-03-23" in text
        assert f"http://127.0.0.1:8080/office/information-requests/{overdue.id}" in text
        assert one["Auto-Submitted"] == "auto-generated"
        whole = one.as_string() + text
        for personal in ("罗小满", "低保", "13985400001", "clerk"):
            assert personal not in whole


def test_time_is_mailed_when_the_office_opens(clock: Clock, register: Make, work: Make, mails: Mails) -> None:
    """The period is over at midnight; the mail of it is of half past eight."""
    clock.turn("2026-02-24")
    register()
    work()
    clock.turn("2026-03-24", 0)
    work(periodic=True)
    assert mails() == []
    clock.moment = datetime(2026, 3, 24, 0, 29, tzinfo=UTC)
    work()
    assert mails() == []
    clock.moment = datetime(2026, 3, 24, 0, 30, tzinfo=UTC)
    work()
    assert recipients(mails()) == ["both@example.org", "officer@example.org"]


def test_what_was_read_in_the_panel_meanwhile_is_not_mailed(
    clock: Clock, register: Make, work: Make, mails: Mails, press: Make
) -> None:
    clock.turn("2026-02-24")
    register()
    work()
    clock.turn("2026-03-24", 0)
    work(periodic=True)
    press("officer", "/office/notices/read")
    clock.turn("2026-03-24", 9)
    work()
    assert recipients(mails()) == ["both@example.org"]


def test_who_lost_sight_of_the_record_gets_no_mail(
    clock: Clock, session: Any, register: Make, work: Make, mails: Mails, user_id: Make
) -> None:
    clock.turn("2026-02-24")
    register()
    work()
    clock.turn("2026-03-24", 0)
    work(periodic=True)
    post_held = select(Membership).where(Membership.user_id == user_id("officer"))
    session.scalars(post_held).one().until = clock.turn("2026-03-23")
    session.commit()
    clock.turn("2026-03-24", 9)
    work()
    assert recipients(mails()) == ["both@example.org"]


def test_without_an_address_nothing_is_mailed_and_the_inbox_has_it(
    clock: Clock, session: Any, register: Make, work: Make, mails: Mails, told: Make, user_id: Make
) -> None:
    session.get(User, user_id("officer")).email = f"officer@{NO_MAIL}"
    session.commit()
    clock.turn("2026-02-24")
    register()
    work()
    told()
    clock.turn("2026-03-24")
    work(periodic=True)
    assert told() == [("overdue", "both"), ("overdue", "officer")]
    assert {to(one) for one in mails()} == {"both@example.org"}


def test_mail_alone_stands_in_no_inbox(
    session: Any, register: Make, work: Make, mails: Mails, sign_in: Make, user_id: Make
) -> None:
    person = user_id("officer")
    choose(
        session(),
        person,
        wanted(session(), [person])[person] - {("waiting", "inbox")} | {("waiting", "mail")},
    )
    session.commit()
    register()
    work()
    (one,) = mails()
    assert (to(one), one["Subject"]) == ("officer@example.org", "待我办理 罗自然资公开申〔2026〕1号")
    assert "没有未读通知" in sign_in("officer").get("/office/notices/").text


def test_an_address_that_is_none_stops_nobody_else(
    clock: Clock,
    session: Any,
    register: Make,
    work: Make,
    mails: Mails,
    user_id: Make,
    jobs: Callable[[str], list[Job]],
) -> None:
    """An address with a second one behind it, or a header, would go to somebody else."""
    session.get(User, user_id("both")).email = "both@example.org\nBcc: all@example.org"
    session.commit()
    clock.turn("2026-02-24")
    register()
    work()
    clock.turn("2026-03-24")
    work(periodic=True)
    assert recipients(mails()) == ["officer@example.org"]
    (dead,) = [job for job in jobs("mail") if job.state == "failed"]
    assert "example" not in dead.error


@pytest.mark.parametrize(
    "hostile",
    [
        "1号\r\nBcc: all@example.org",
        "1号\nContent-Type: text/html\n\n<b>",
        "1号\u2028Bcc: all@example.org",
        "1号\u202e\x00\x1b[2J",
        "号" * 500 + "\r\n X: y",
    ],
)
def test_no_text_becomes_a_header_or_a_second_line(app: Flask, hostile: str) -> None:
    now = datetime(2026, 3, 24, 1, 0, tzinfo=UTC)
    made = mail.written(7, now, "gongkai@localhost", hostile, "a@example.org", hostile, [hostile, "end"])
    header, _blank, _body = made.as_bytes().partition(b"\r\n\r\n")
    names = [line.split(b":")[0] for line in header.split(b"\r\n") if line[:1] not in b" \t"]
    assert sorted(names) == sorted(
        [
            *(b"Message-ID", b"Date", b"From", b"To", b"Subject", b"Auto-Submitted"),
            *(b"Content-Type", b"Content-Transfer-Encoding", b"MIME-Version"),
        ]
    )
    assert made.get_content().count("\n") == 2
    assert [str(address) for address in made["To"].addresses] == ["a@example.org"]


# -- a mail server --------------------------------------------------------------------


def a_mail(job_id: int = 7) -> EmailMessage:
    now = datetime(2026, 3, 24, 1, 0, tzinfo=UTC)
    return mail.written(job_id, now, "gongkai@localhost", "平台", "a@example.org", "标题", ["正文"])


@pytest.mark.usefixtures("app")
def test_a_server_gets_it_for_one_recipient() -> None:
    with Server() as server:
        post(f"{server.url}?starttls=no")(a_mail(), "a@example.org")
    (taken,) = server.taken
    assert (taken.sender, taken.recipients) == ("gongkai@localhost", ["a@example.org"])
    assert b"Message-ID: <job-7@127.0.0.1>" in taken.data


@pytest.mark.usefixtures("app")
def test_nothing_goes_over_an_open_line_unless_that_is_set() -> None:
    with Server() as server, pytest.raises(NotSent) as refused:
        post(server.url)(a_mail(), "a@example.org")
    assert refused.value.again
    assert server.taken == []


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(("code", "again"), [(450, True), (550, False)])
def test_a_refused_recipient_is_tried_again_where_that_helps(code: int, again: bool) -> None:
    with Server(refuses=code) as server, pytest.raises(NotSent) as refused:
        post(f"{server.url}?starttls=no")(a_mail(), "a@example.org")
    assert refused.value.again is again
    assert str(code) in str(refused.value.sentence)
    assert "example" not in str(refused.value.sentence)


def test_a_server_that_is_away_for_a_day_loses_nothing_and_gets_it_once(
    app: Flask,
    clock: Clock,
    register: Make,
    work: Make,
    jobs: Callable[[str], list[Job]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The day passes in steps of ten minutes, the server comes back after 24 hours."""
    clock.turn("2026-02-24")
    register()
    work()
    with Server() as server:
        url = f"{server.url}?starttls=no"
    monkeypatch.setitem(app.config, "MAIL_URL", url)
    clock.turn("2026-03-24")
    work(periodic=True)
    for _n in range(24 * 6):
        clock.moment += timedelta(minutes=10)
        work()
    late = jobs("mail")
    assert [job.state for job in late] == ["waiting", "waiting"]
    with Server() as server:
        monkeypatch.setitem(app.config, "MAIL_URL", f"{server.url}?starttls=no")
        clock.moment += timedelta(hours=1)
        work()
        work()
    sent = [one.recipients for one in server.taken if any(b"job-%d@" % job.id in one.data for job in late)]
    assert sorted(sent) == [["both@example.org"], ["officer@example.org"]]
    assert {job.state for job in jobs("mail")} == {"done"}
