"""Readers who leave: a stream broken off on a real connection, an order whose owner is switched off."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select
from werkzeug.serving import ThreadedWSGIServer

from app.exports.turns import AT_A_TIME, TURNS
from app.extensions import db
from app.jobs.runner import Runner
from app.parts import Parts
from models import InformationRequest, Job, TrailEntry
from models.job import FAILED
from tests.conftest import Browser
from tests.views.conftest import TOKEN
from tests.waiting import wait_for
from views import exporting

EXPORT = "/office/information-requests/export"
AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER: closing tells the other side at once, whatever it still has to send."""
LITTLE = 4096
"""Bytes the system holds for either side, so that who does not read makes the server wait."""


@pytest.fixture
def long_list(register: Callable[..., InformationRequest]) -> list[InformationRequest]:
    """A megabyte, far more than the system holds between the two."""
    return [register(title=f"第{n}件", content="征地补偿" * 4_500) for n in range(20)]


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    """The panel on a real port; what it still has to answer has ended when this ends."""
    server = ThreadedWSGIServer("127.0.0.1", 0, app)
    server.daemon_threads = False
    server.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LITTLE)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield server.port
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def told_of_exports(session: Any) -> Callable[[], list[tuple[str, str]]]:
    def read() -> list[tuple[str, str]]:
        session.rollback()
        rows = select(TrailEntry.actor_name, TrailEntry.subject).where(TrailEntry.action == "export")
        found = [(name, subject) for name, subject in session.execute(rows.order_by(TrailEntry.id))]
        session.rollback()
        return found

    return read


def has_both_turns(who: int) -> bool:
    """Whether nothing of hers is under way in this process."""
    taken = [turn for turn in (TURNS.take(who), TURNS.take(who)) if turn]
    for give_back in taken:
        give_back()
    return len(taken) == AT_A_TIME


def begun(port: int, browser: Browser) -> socket.socket:
    """A connection on which the clerk's CSV has begun to arrive."""
    cookie = browser.get_cookie("gongkai")
    assert cookie
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, LITTLE)
    reader.connect(("127.0.0.1", port))
    lines = (f"GET {EXPORT}.csv HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Cookie: gongkai={cookie.value}")
    reader.sendall("".join(f"{line}\r\n" for line in (*lines, "")).encode())
    seen = b""
    while "第".encode() not in seen:
        piece = reader.recv(1024)
        assert piece, seen
        seen += piece
    assert seen.startswith(b"HTTP/1.1 200")
    return reader


def test_a_reader_who_breaks_off_leaves_nothing_open(
    app: Flask,
    long_list: Any,
    port: int,
    sign_in: Callable[[str], Browser],
    session: Any,
    told_of_exports: Callable[[], list[tuple[str, str]]],
    user_id: Callable[[str], int],
    register: Callable[..., InformationRequest],
) -> None:
    """The transaction ends, its connection is back, the turn is given back, and the trail tells of it."""
    session.rollback()
    with app.app_context():
        pool = db.engine.pool
    assert pool.checkedout() == 0
    reader = begun(port, sign_in("clerk"))
    assert pool.checkedout() == 1
    assert told_of_exports() == [("clerk", "information-requests.csv")]
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    reader.close()
    wait_for(lambda: pool.checkedout() == 0)
    wait_for(lambda: has_both_turns(user_id("clerk")))
    assert told_of_exports() == [("clerk", "information-requests.csv")]
    assert register(title="后来的一件").id


def test_what_is_left_lying_holds_no_writer_up(
    long_list: Any,
    port: int,
    sign_in: Callable[[str], Browser],
    register: Callable[..., InformationRequest],
) -> None:
    """A reader who stops reading without leaving: others go on registering meanwhile."""
    with begun(port, sign_in("clerk")):
        assert register(title="后来的一件").id


def test_what_a_switched_off_account_ordered_is_not_made(
    app: Flask,
    long_list: Any,
    sign_in: Callable[[str], Browser],
    session: Any,
    made: Parts,
    user_id: Callable[[str], int],
    told_of_exports: Callable[[], list[tuple[str, str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exporting, "LATE", {"xlsx": 3})
    browser, clerk = sign_in("clerk"), user_id("clerk")
    token = TOKEN.search(browser.get(f"{EXPORT}.xlsx").text)
    assert token
    assert browser.post(f"{EXPORT}.xlsx", data={"csrf_token": token[1]}).status_code == 302
    session.rollback()
    with made.write() as own:
        own.get_one(User, clerk).active = False
    runner = Runner(app)
    while runner.next():
        continue
    session.rollback()
    (job,) = session.scalars(select(Job).where(Job.task == exporting.TASK))
    assert (job.state, job.result_key, job.attempts) == (FAILED, None, 1)
    assert job.error == "提交本任务的账号已停用。请用在用的账号重新提交。"
    assert told_of_exports() == []
