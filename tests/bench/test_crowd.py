"""Clients that count what went wrong, and what is said of their waiting."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bench.crowd import Person, tail, throng
from bench.tables import one

FORM = '<form><input name="version" value="3"><textarea name="purpose"></textarea></form>'


class Office(BaseHTTPRequestHandler):
    """Shows pages, takes corrections, and fails at what is called broken."""

    taken: list[str]

    def do_GET(self) -> None:
        self._answer(500 if "broken" in self.path else 200, FORM)

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.taken.append(f"{self.headers['Cookie']} {self.path} {sent}")
        self._answer(302, "")

    def _answer(self, status: int, page: str) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_about: Any) -> None:
        """Silent."""


@pytest.fixture
def office() -> Iterator[tuple[int, list[str]]]:
    taken: list[str] = []
    handler = type("Handler", (Office,), {"taken": taken})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield server.server_port, taken
        server.shutdown()
        serving.join()


def test_each_client_looks_and_corrects_its_own_record(office: tuple[int, list[str]]) -> None:
    port, taken = office
    people = [Person(f"who={n}", ["/a", "/b"], f"/{n}") for n in range(3)]
    answers, rate = throng(port, [*people, Person("who=reader", ["/a", "/b"])], rounds=2)
    # Two pages, the form and its answer for each of three who correct, two pages for who reads; twice.
    assert len(answers) == 2 * (3 * 4 + 2)
    assert rate > 0
    assert sorted(line.split("version=3")[0] for line in taken) == [
        f"who={n} /{n}/edit " for n in (0, 0, 1, 1, 2, 2)
    ]
    assert not any(person.faults for person in people)


def test_an_answer_that_failed_is_counted_and_told(office: tuple[int, list[str]]) -> None:
    port, taken = office
    unlucky, lucky = Person("", ["/broken", "/a"], "/1"), Person("", ["/a"])
    throng(port, [unlucky, lucky], rounds=1)
    assert unlucky.faults == ["RuntimeError: GET /broken answered 500"]
    assert (lucky.faults, taken) == ([], [])


def test_five_of_a_hundred_may_take_longer() -> None:
    assert tail([0.01] * 95 + [9.0] * 5) < 9_000
    assert tail([n / 1000 for n in range(101)]) == pytest.approx(95)


@pytest.mark.parametrize(
    ("figures", "verdicts"),
    [
        ({}, ["0 | none: met", "6.0 × (60 ms) | ≤ 10: met", "10.0 × (100 ms) | ≤ 10: met"]),
        ({"paused": 101.0}, ["10.1 × (101 ms) | ≤ 10: missed"]),
        ({"at once": 250.0}, ["25.0 × (250 ms) | ≤ 10: missed"]),
        ({"faults": ["OSError: gone", "OSError: again"]}, ["2 | none: missed", "\nOSError: gone"]),
        ({"rates": [20.0, 34.0], "workers": 2}, ["1.70 (34 a second) | ≥ 1.7 where two cores are free: met"]),
        (
            {"rates": [20.0, 33.0], "workers": 2},
            ["1.65 (33 a second) | ≥ 1.7 where two cores are free: missed"],
        ),
    ],
)
def test_a_crowd_is_judged(figures: dict[str, Any], verdicts: list[str]) -> None:
    crowd = {"workers": 1, "clients": 20, "alone": 10.0, "paused": 60.0, "at once": 100.0}
    told = one(
        "a database",
        {
            "asked": {},
            "operations": [],
            "tables": {},
            "crowd": {**crowd, "rates": [20.0], "faults": [], **figures},
        },
    )
    for verdict in verdicts:
        assert verdict in told


def test_one_worker_is_compared_with_nothing() -> None:
    crowd = {"workers": 1, "clients": 20, "alone": 10.0, "paused": 60.0, "at once": 100.0}
    found = {"asked": {}, "operations": [], "tables": {}, "crowd": {**crowd, "rates": [20.0], "faults": []}}
    assert "throughput" not in one("a database", found)
