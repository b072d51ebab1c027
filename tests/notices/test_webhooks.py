"""Other programs that are told: signed, with nothing about people, again and again until they answer."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.address import may_go_to
from app.notices import delivery
from app.notices.webhooks import secret_of, signature
from models import InformationRequest, TrailEntry, Webhook
from tests.conftest import Browser, Clock
from tests.views.conftest import TOKEN

Make = Callable[..., Any]
HOOKS = "/office/webhooks/"


class Receiver:
    """Another program: answers with ``says`` and keeps what came."""

    def __init__(self) -> None:
        self.says, self.headers, self.came = 200, {}, []
        receiver = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.came.append((self.path, dict(self.headers), body))
                self.send_response(receiver.says)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_told: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.host = f"127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def receiver(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """It listens on the loopback address, and the server's setting names it."""
    found = Receiver()
    thread = threading.Thread(target=found.server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setitem(app.config, "WEBHOOK_HOSTS", [found.host])
    yield found
    found.server.shutdown()
    found.server.server_close()
    thread.join()


def send(browser: Browser, address: str, values: dict[str, Any]) -> Any:
    token = TOKEN.search(browser.get(address).text)
    assert token is not None
    return browser.post(address, data={**values, "csrf_token": token[1]})


@pytest.fixture
def hook(receiver: Receiver, sign_in: Make, session: Any) -> Callable[..., tuple[int, str]]:
    """Entered by the administrator in the browser: its key, and the secret as the page shows it."""

    def enter(*kinds: str) -> tuple[int, str]:
        session.rollback()
        values = {"label": "县OA", "address": f"http://{receiver.host}/in?from=gongkai", "kinds": list(kinds)}
        page = send(sign_in("sysadmin"), f"{HOOKS}new", values)
        assert page.status_code == 200
        secret = re.search(r"gkw_[\w-]+", page.text)
        assert secret is not None
        number = session.scalars(select(Webhook.id).order_by(Webhook.id.desc())).first()
        session.rollback()
        return number, secret[0]

    return enter


def test_what_is_sent_is_signed_and_holds_nothing_about_people(
    hook: Make,
    receiver: Receiver,
    register: Callable[..., InformationRequest],
    clock: Clock,
    work: Make,
    jobs: Make,
) -> None:
    _number, secret = hook("overdue")
    clock.turn("2026-02-24")
    request = register(title="关于罗小满的低保材料")
    work()
    assert receiver.came == []
    clock.turn("2026-03-24")
    work(periodic=True)
    ((path, headers, body),) = receiver.came
    (job,) = jobs("webhook")
    assert (path, headers["Idempotency-Key"]) == ("/in?from=gongkai", str(job.id))
    assert json.loads(body) == {
        "id": job.id,
        "kind": "overdue",
        "matter": "information-requests",
        "number": "罗自然资公开申〔2026〕1号",
        "state": "registered",
        "clock": "answer_period",
        "due": "2026-03-23",
        "version": request.version,
        "address": f"http://127.0.0.1:8080/office/information-requests/{request.id}",
    }
    found = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", headers["X-Gongkai-Signature"])
    assert found is not None
    # Nine o'clock in the office on 24 March 2026.
    assert int(found[1]) == 1774314000
    expected = hmac.new(secret.encode(), found[1].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert found[2] == expected


def test_the_signature_is_worked_out_as_documented() -> None:
    """HMAC-SHA256("gkw_x", "1774314000.{}"), by openssl."""
    assert signature("gkw_x", 1774314000, b"{}") == (
        "t=1774314000,v1=ba8f9838af992f9c279b1ace101745670c307f5915afd7a09fd65bafb63e7469"
    )


def test_answering_500_for_a_day_loses_nothing_and_repeats_nothing_afterwards(
    hook: Make, receiver: Receiver, register: Make, clock: Clock, work: Make, jobs: Make
) -> None:
    hook("waiting")
    receiver.says = 500
    register()
    work()
    for _n in range(24 * 6):
        clock.moment += timedelta(minutes=10)
        work()
    (job,) = jobs("webhook")
    assert (job.state, job.error) == ("waiting", "对方系统返回500。")
    # 30 s, 1, 2, 4, 8, 16 and 32 minutes, each seen at the next look; then once an hour.
    assert 24 <= len(receiver.came) <= 32
    receiver.says = 200
    clock.moment += timedelta(hours=1)
    work()
    (job,) = jobs("webhook")
    assert job.state == "done"
    # Every try said the same under the same key, and was signed anew.
    assert len({(body, headers["Idempotency-Key"]) for _path, headers, body in receiver.came}) == 1
    assert len({headers["X-Gongkai-Signature"] for _path, headers, _body in receiver.came}) == len(
        receiver.came
    )
    clock.moment += timedelta(days=1)
    count = len(receiver.came)
    work()
    assert len(receiver.came) == count


def test_an_older_message_that_comes_later_says_so(
    hook: Make,
    receiver: Receiver,
    register: Make,
    take: Make,
    clock: Clock,
    work: Make,
) -> None:
    """The first one meets a program that is not ready; the one of the next step does not wait for it."""
    hook("waiting")
    receiver.says = 503
    request = register()
    work()
    receiver.says = 200
    take(request, "accept", "officer")
    take(request, "pass_check", "officer")
    work()
    clock.moment += timedelta(minutes=1)
    work()
    first, *later, again = [json.loads(body) for _path, _headers, body in receiver.came]
    assert again == first
    assert [one["state"] for one in later] == ["secrecy"]
    assert first["state"] == "registered"
    assert first["number"] == later[0]["number"]
    assert (first["version"], first["id"]) < (later[0]["version"], later[0]["id"])
    assert first["version"] < later[0]["version"]


def test_after_more_than_a_day_it_is_a_dead_letter_that_can_be_tried_again(
    hook: Make, receiver: Receiver, register: Make, clock: Clock, work: Make, jobs: Make, sign_in: Make
) -> None:
    hook("waiting")
    receiver.says = 503
    begun = clock.moment
    register()
    while not jobs("webhook") or jobs("webhook")[0].state != "failed":
        clock.moment += timedelta(minutes=30)
        work()
        assert clock.moment - begun < timedelta(days=3)
    assert clock.moment - begun > timedelta(days=1)
    assert len(receiver.came) == delivery.ATTEMPTS
    receiver.says = 204
    (dead,) = jobs("webhook")
    browser = sign_in("sysadmin")
    token = TOKEN.search(browser.get("/office/jobs/").text)
    assert token is not None
    browser.post(f"/office/jobs/{dead.id}/retry", data={"csrf_token": token[1]})
    work()
    assert jobs("webhook")[0].state == "done"


def test_nobody_is_sent_elsewhere(
    hook: Make, receiver: Receiver, register: Make, work: Make, jobs: Make
) -> None:
    """A redirect could lead inside: it is an answer that is not 2xx, and tried again."""
    hook("waiting")
    receiver.says, receiver.headers = 302, {"Location": f"http://{receiver.host}/elsewhere"}
    register()
    work()
    assert [path for path, _headers, _body in receiver.came] == ["/in?from=gongkai"]
    assert jobs("webhook")[0].error == "对方系统返回302。"


def test_a_host_that_left_the_setting_is_sent_nothing(
    app: Flask,
    hook: Make,
    receiver: Receiver,
    register: Make,
    work: Make,
    jobs: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hook("waiting")
    register()
    monkeypatch.setitem(app.config, "WEBHOOK_HOSTS", [])
    work()
    assert receiver.came == []
    assert jobs("webhook")[0].state == "failed"


def test_a_program_that_is_away_is_told_of_as_such(
    hook: Make, receiver: Receiver, sign_in: Make, register: Make, work: Make, jobs: Make
) -> None:
    number, _secret = hook("waiting")
    receiver.server.server_close()
    register()
    work()
    assert (jobs("webhook")[0].state, jobs("webhook")[0].error) == ("waiting", "无法连接对方系统。")
    assert "无法连接" in sign_in("sysadmin").get(f"{HOOKS}{number}").text


def test_the_test_button_tries_the_way_also_while_it_is_off(
    hook: Make, receiver: Receiver, sign_in: Make, work: Make, jobs: Make, session: Any
) -> None:
    number, _secret = hook("overdue")
    browser = sign_in("sysadmin")
    off = {"label": "县OA", "address": f"http://{receiver.host}?a=b", "kinds": ["overdue"], "version": "1"}
    assert send(browser, f"{HOOKS}{number}/edit", off).status_code == 302
    token = TOKEN.search(browser.get(f"{HOOKS}{number}").text)
    assert token is not None
    browser.post(f"{HOOKS}{number}/test", data={"csrf_token": token[1]})
    work()
    ((path, _headers, body),) = receiver.came
    assert path == "/?a=b"
    assert (json.loads(body)["kind"], json.loads(body)["number"]) == ("test", None)
    assert "对方返回200" in browser.get(f"{HOOKS}{number}").text


def test_one_that_is_off_is_told_nothing(
    hook: Make, receiver: Receiver, register: Make, work: Make, session: Any, jobs: Make
) -> None:
    number, _secret = hook("waiting")
    register()
    session.get(Webhook, number).active = False
    session.commit()
    work()
    assert receiver.came == []
    assert jobs("webhook") == []


# -- who decides ----------------------------------------------------------------------


def test_the_secret_is_shown_once_and_kept_nowhere(
    app: Flask, hook: Make, sign_in: Make, session: Any, receiver: Receiver
) -> None:
    number, secret = hook("overdue")
    browser = sign_in("sysadmin")
    for page in ("", f"{number}", f"{number}/edit", f"{number}/secret"):
        assert secret not in browser.get(f"{HOOKS}{page}").text
    row = session.get(Webhook, number)
    made = hmac.digest(app.config["SECRET_KEY"].encode(), b"webhook " + row.seed.encode(), "sha256")
    assert secret == "gkw_" + base64.urlsafe_b64encode(made).decode().rstrip("=")
    assert secret_of(row, "another key") != secret
    told = " ".join(str((r.subject, r.changes)) for r in session.scalars(select(TrailEntry)))
    assert secret not in told
    assert row.seed not in told
    session.rollback()
    page = send(browser, f"{HOOKS}{number}/secret", {})
    other = re.search(r"gkw_[\w-]+", page.text)
    assert other is not None
    assert other[0] != secret


def test_every_change_stands_in_the_trail(
    hook: Make, receiver: Receiver, sign_in: Make, session: Any
) -> None:
    number, _secret = hook("overdue")
    browser = sign_in("sysadmin")
    changed = {"label": "县OA", "address": f"http://{receiver.host}/new", "kinds": ["overdue", "waiting"]}
    answer = send(browser, f"{HOOKS}{number}/edit", {**changed, "active": "y", "version": "1"})
    assert answer.status_code == 302
    # The same version again: somebody else had changed it, and nothing is lost of what was typed.
    late = send(browser, f"{HOOKS}{number}/edit", {**changed, "label": "迟到", "version": "1"})
    assert late.status_code == 400
    assert "其间已有他人修改" in late.text
    assert 'value="迟到"' in late.text
    send(browser, f"{HOOKS}{number}/secret", {})
    rows = session.scalars(
        select(TrailEntry).where(TrailEntry.subject.startswith("webhook")).order_by(TrailEntry.id)
    )
    told = [(row.actor_name, sorted(row.changes)) for row in rows]
    assert told == [
        ("sysadmin", ["active", "address", "kinds", "label"]),
        ("sysadmin", ["address", "kinds"]),
        ("sysadmin", ["secret"]),
    ]


@pytest.mark.parametrize("name", ["clerk", "head", "auditor", "secadmin"])
def test_nobody_else_opens_these_pages(name: str, sign_in: Make) -> None:
    assert sign_in(name).get(HOOKS).status_code == 403


def test_without_hosts_the_page_says_that_they_are_off(sign_in: Make) -> None:
    assert "消息推送未开通" in sign_in("sysadmin").get(HOOKS).text


def test_an_address_out_of_bounds_is_refused_with_the_way_out(
    hook: Make, receiver: Receiver, sign_in: Make
) -> None:
    values = {"label": "x", "address": "http://169.254.169.254/latest", "kinds": ["overdue"]}
    answer = send(sign_in("sysadmin"), f"{HOOKS}new", values)
    assert answer.status_code == 400
    assert "GONGKAI_WEBHOOK_HOSTS" in answer.text
    assert "169.254.169.254" in answer.text


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://oa.example/in", True),
        ("http://oa.example/in?a=b", True),
        ("https://OA.example:443/in", True),
        ("http://10.0.0.8:9000/", True),
        ("http://[::1]:9000/", True),
        ("https://oa.example:8443/in", False),
        ("http://10.0.0.8/", False),
        ("http://oa.example.evil.example/", False),
        ("http://oa.example@evil.example/", False),
        ("http://evil.example#oa.example", False),
        ("http://oa.example/#part", False),
        ("ftp://oa.example/", False),
        ("file:///etc/passwd", False),
        ("gopher://oa.example/", False),
        ("//oa.example/", False),
        ("http://oa.example /", False),
        ("http://oa.example/\r\nX: y", False),
        ("http://oa.example:99999/", False),
        ("http://[/", False),
        ("http://中文.example/", False),
        ("", False),
    ],
)
def test_only_plain_web_addresses_on_named_hosts(address: str, good: bool) -> None:
    assert may_go_to(address, ["oa.example", "10.0.0.8:9000", "[::1]:9000"]) is good


def test_nothing_is_sent_anywhere_unless_a_host_is_named() -> None:
    assert not may_go_to("https://oa.example/", [])
