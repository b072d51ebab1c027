"""Mail over TLS: a server whose certificate is good for its name gets it, any other gets nothing."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import trustme
from flask import Flask

from app.notices import mail
from app.notices.post import NotSent, post
from models import Job
from tests.conftest import Clock
from tests.notices.smtp import Server

Make = Callable[..., Any]
HERE = "127.0.0.1"


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """The one this machine trusts."""
    made = trustme.CA()
    trusted = tmp_path / "trusted.pem"
    made.cert_pem.write_to_path(trusted)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    return made


def showing(issuer: trustme.CA, *names: str, **details: Any) -> ssl.SSLContext:
    """What a server shows whose certificate says these names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issuer.issue_cert(*names, **details).configure_cert(context)
    return context


def a_mail() -> EmailMessage:
    now = datetime(2026, 3, 24, 1, 0, tzinfo=UTC)
    return mail.written(7, now, "gongkai@localhost", "平台", "a@example.org", "标题", ["正文"])


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("at_once", [False, True], ids=["starttls", "smtps"])
def test_a_right_certificate_is_taken_and_the_password_goes_under_it(
    authority: trustme.CA, at_once: bool
) -> None:
    with Server(tls=showing(authority, HERE), at_once=at_once) as server:
        post(server.url.replace("://", "://panel:p%40ss@"))(a_mail(), "a@example.org")
    (taken,) = server.taken
    assert (taken.encrypted, taken.recipients) == (True, ["a@example.org"])
    assert taken.login == "\0panel\0p@ss"


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("at_once", [False, True], ids=["starttls", "smtps"])
@pytest.mark.parametrize("fault", ["unknown issuer", "other name", "over"])
def test_a_wrong_certificate_gets_neither_password_nor_mail(
    authority: trustme.CA, at_once: bool, fault: str
) -> None:
    match fault:
        case "unknown issuer":
            shown = showing(trustme.CA(), HERE)
        case "other name":
            shown = showing(authority, "mail.example")
        case _:
            shown = showing(authority, HERE, not_after=datetime(2020, 1, 1, tzinfo=UTC))
    with Server(tls=shown, at_once=at_once) as server, pytest.raises(NotSent) as refused:
        post(server.url.replace("://", "://panel:p%40ss@"))(a_mail(), "a@example.org")
    assert refused.value.again
    assert server.taken == []
    assert set(server.said) <= {"EHLO", "STARTTLS"}


def test_a_mail_waits_until_the_certificate_is_right_and_goes_once(
    app: Flask,
    authority: trustme.CA,
    clock: Clock,
    register: Make,
    work: Make,
    jobs: Callable[[str], list[Job]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock.turn("2026-02-24")
    register()
    work()
    clock.turn("2026-03-24")
    with Server(tls=showing(authority, "mail.example")) as wrong:
        monkeypatch.setitem(app.config, "MAIL_URL", wrong.url)
        work(periodic=True)
    waiting = jobs("mail")
    assert [(job.state, job.attempts) for job in waiting] == [("waiting", 1), ("waiting", 1)]
    assert {job.error for job in waiting} == {"无法连接邮件服务器，或服务器不支持所设置的连接方式。"}
    with Server(tls=showing(authority, HERE)) as right:
        monkeypatch.setitem(app.config, "MAIL_URL", right.url)
        clock.turn("2026-03-25")
        work()
    assert wrong.taken == []
    sent = [one for one in right.taken if any(b"job-%d@" % job.id in one.data for job in waiting)]
    assert sorted(one.recipients[0] for one in sent) == ["both@example.org", "officer@example.org"]
    assert all(one.encrypted for one in right.taken)
    assert {job.state for job in jobs("mail")} == {"done"}
