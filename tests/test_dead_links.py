"""Where links in public texts lead is asked every night; dead ones are reported once (附件1 第二十条)."""

from __future__ import annotations

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import select

from app import asking
from app.asking import Answer, ask, is_outside
from app.dead_links import written_in
from app.jobs.runner import Runner
from models import Consultation, Inspection, Job, Publication, PublicLink


class Site:
    """Another site: answers a path with ``says[path]``, 200 otherwise, and keeps who asked what."""

    def __init__(self):
        self.says, self.came = {}, []
        site = self

        class Answers(BaseHTTPRequestHandler):
            def do_HEAD(self):
                site.came.append((self.command, self.path))
                says = site.says.get(self.path, 200)
                self.send_response(says.get(self.command, 200) if isinstance(says, dict) else says)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            def do_GET(self):
                self.do_HEAD()

            def log_message(self, *_told):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        self.url = f"http://{self.host}"


@pytest.fixture
def site():
    """It listens on the loopback address."""
    found = Site()
    thread = threading.Thread(target=found.server.serve_forever, daemon=True)
    thread.start()
    yield found
    found.server.shutdown()
    found.server.server_close()
    thread.join()


@pytest.fixture
def named(app, site, monkeypatch):
    """The server's setting names the other site."""
    monkeypatch.setitem(app.config, "LINK_HOSTS", [site.host])
    return site


@pytest.fixture
def shown(entered, session):
    """A consultation everybody reads, with this draft; or another matter, by its column and its state."""

    def publish(text, state="running", model=Consultation, column="draft"):
        record = entered(model)
        setattr(record, column, text)
        record.enter(state)
        session.commit()
        return record

    return publish


@pytest.fixture
def night(app, session, clock):
    """One night: what the job said of itself, and the reports there are."""

    def look(day):
        clock.turn(day, hour=1)
        session.rollback()
        runner = Runner(app)
        runner.ask_periodic()
        while runner.next():
            pass
        session.rollback()
        session.expire_all()
        (told,) = session.scalars(select(Job).where(Job.key == f"links:{day}T00:00"))
        assert told.state == "done", told.error
        reports = session.scalars(
            select(Inspection).where(Inspection.finding == "link").order_by(Inspection.id)
        )
        return told.progress_text, reports.all()

    return look


@pytest.mark.clause("A1.20")
def test_dead_links_are_reported_once(named, shown, night, take, session, made):
    named.says = {"/gone": 404, "/away": 503, "/moved": 302, "/members": 403, "/headless": {"HEAD": 404}}
    links = "".join(f'<a href="{named.url}/{one}#top">见</a>' for one in ("gone", "moved", "members"))
    text = f"<p>{links}详见{named.url}/away。另见（{named.url}/headless），</p>"
    record = shown(text, "published", Publication, "body")
    shown(f"见{named.url}/secret", "drafted")
    told, (gone,) = night("2026-03-03")
    assert told == "已查5个链接，未查0个，报告1件"
    assert (gone.source_id, gone.unit_id, gone.severity) == (record.id, record.unit_id, "slight")
    assert f"{named.url}/gone" in gone.found
    assert "/away" not in gone.found
    assert {path for _method, path in named.came} == {"/gone", "/away", "/moved", "/members", "/headless"}
    assert len(night("2026-03-04")[1]) == 1
    _told, (_gone, away) = night("2026-03-05")
    assert f"{named.url}/away" in away.found
    assert "/gone" not in away.found
    assert len(night("2026-03-06")[1]) == 2
    # Dismissed it is not reported again; put right by word alone, it is.
    take(away, "dismiss", "reviewer", "对方网站维护")
    take(gone, "order", "reviewer")
    day = made.time.today()
    take(gone, "report", "clerk", fixed_on=day, fix_note="已更换链接")
    take(gone, "confirm", "reviewer", checked_on=day)
    assert len(night("2026-03-07")[1]) == 3
    record.body = "<p>已删除链接</p>"
    session.commit()
    assert len(night("2026-03-08")[1]) == 3
    assert session.scalars(select(PublicLink)).all() == []


@pytest.mark.clause("A1.20")
def test_a_page_that_came_back_begins_anew(named, shown, night):
    shown(f"{named.url}/tired")
    for day, status in (("03", 500), ("04", 500), ("05", 200), ("06", 500), ("07", 500)):
        named.says["/tired"] = status
        assert night(f"2026-03-{day}")[1] == []
    assert len(night("2026-03-08")[1]) == 1


@pytest.mark.clause("A1.20")
def test_links_within_the_panel_are_looked_up_without_a_network(shown, night, monkeypatch):
    def refused(*_asked, **_more):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(asking.socket, "create_connection", refused)
    monkeypatch.setattr(asking.socket, "getaddrinfo", refused)
    text = '<p><a href="/">首页</a><a href="/nowhere/12">旧页</a><a href="http://localhost/none">旧页</a></p>'
    shown(text, "published", Publication, "body")
    told, (report,) = night("2026-03-03")
    assert told == "已查3个链接，未查0个，报告1件"
    assert report.found.splitlines() == [
        "http://127.0.0.1:8080/nowhere/12：对方回答没有这个页面",
        "http://localhost/none：对方回答没有这个页面",
    ]


@pytest.mark.clause("A1.20")
def test_without_a_network_nothing_is_held_against_a_link(app, shown, night, monkeypatch):
    def away(*_asked, **_more):
        raise socket.gaierror

    monkeypatch.setitem(app.config, "LINKS_OUTSIDE", True)
    monkeypatch.setattr(asking.socket, "getaddrinfo", away)
    shown("http://a.example/1 和 http://b.example/2")
    for day in ("03", "04", "05", "06"):
        told, reports = night(f"2026-03-{day}")
        assert told == "无法联网：外部网站均无回应，2个链接待查。已查0个链接，未查0个，报告0件"
        assert reports == []


def test_addresses_inside_are_never_asked(app, site, shown, night, monkeypatch):
    """Neither by their number nor by a name that leads there; a setting that names them is needed."""
    monkeypatch.setitem(app.config, "LINKS_OUTSIDE", True)
    port = site.server.server_address[1]
    monkeypatch.setattr(
        asking.socket,
        "getaddrinfo",
        lambda host, port, **_more: [
            (2, 1, 6, "", ("93.184.215.14", port)),
            (2, 1, 6, "", ("127.0.0.1" if host == "rebound.example" else host, port)),
        ],
    )
    shown(f"{site.url}/ http://rebound.example:{port}/ http://10.0.0.8/ http://169.254.169.254/latest")
    told, reports = night("2026-03-03")
    assert told == "已查0个链接，未查4个，报告0件"
    assert (reports, site.came) == ([], [])


@pytest.mark.parametrize(
    ("place", "outside"),
    [
        ("93.184.215.14", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 — asked of, not listened at
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.215.14", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("2001:0:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
    ],
)
def test_only_the_open_internet_is_outside(place, outside):
    assert is_outside(place) is outside


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/",
        "http://",
        "http://[/",
        "http://a.example:99999/",
        "javascript:alert(1)",
        "http://a..b/",
    ],
)
def test_what_is_no_address_harms_nobody(address, monkeypatch):
    monkeypatch.setattr(asking.socket, "create_connection", lambda *_asked: pytest.fail("was asked"))
    assert ask(address, ["a.example"], outside=False) is Answer.NOT_ASKED


def test_a_redirect_is_an_answer_and_followed_nowhere(site):
    site.says["/moved"] = 302
    assert ask(f"{site.url}/moved", [site.host]) is Answer.THERE
    assert site.came == [("HEAD", "/moved")]


def test_who_answers_in_drips_is_cut_off(monkeypatch):
    """A byte within every patience, for ever: the whole question has an end."""
    monkeypatch.setattr(asking, "ALTOGETHER", 0.2)
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip():
            while not over.is_set():
                caller, _from = listening.accept()
                with caller:
                    try:
                        while not over.is_set():
                            caller.sendall(b"H")
                            time.sleep(0.01)
                    except OSError:
                        pass

        host = f"127.0.0.1:{listening.getsockname()[1]}"
        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        assert ask(f"http://{host}/", [host]) is Answer.SILENT
        over.set()
        socket.create_connection(listening.getsockname()).close()
        thread.join()


def test_nobody_there_is_silence():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host = f"127.0.0.1:{listening.getsockname()[1]}"
    assert ask(f"http://{host}/", [host]) is Answer.SILENT


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("详见http://a.example/1.html查看", ["http://a.example/1.html"]),
        ("（https://a.example/x?y=1&z=2），", ["https://a.example/x?y=1&z=2"]),
        ("(see http://a.example/b).", ["http://a.example/b"]),
        ("http://a.example/b_(c)", ["http://a.example/b_(c)"]),
        ("http://a.example/附件.pdf", []),
        ("a@b.example，www.a.example", []),
    ],
)
def test_addresses_are_found_in_the_midst_of_words(text, found):
    assert list(written_in(text)) == found
