"""Many people at once: the panel as ``run.py`` serves it, in processes of its own, and clients beside it."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import make_url, select

import config
import run
from bench.desk import HOME, Browser, Desk, Fields, at_work, set_up
from models import InformationRequest

CLIENTS = 20
WORKERS = 2
ROUNDS = 3
"""How often each client goes through its pages while it is timed."""
TURNS = 3
"""How often each number of workers has its turn."""
PAUSE = 1.0
"""Seconds somebody looks at a page before asking for the next one."""
PATIENCE = 60
"""Seconds a server may take to answer at all."""


@dataclass
class Person:
    """Somebody who is signed in: looks at pages, and corrects a record nobody else corrects."""

    cookie: str
    pages: Sequence[str]
    record: str = ""
    """The address of that record; empty: only looks."""
    pause: float = 0
    """Seconds between an answer and the next request."""
    seconds: list[float] = field(default_factory=list)
    """How long each answer took."""
    faults: list[str] = field(default_factory=list)

    def round(self, port: int) -> None:
        """Each page once, then one correction; a fault ends it."""
        try:
            for page in self.pages:
                self._ask(port, "GET", page)
            if self.record:
                fields = Fields.of(self._ask(port, "GET", f"{self.record}/edit"))
                fields |= {"purpose": f"measured {time.time_ns()}", "reason": "measured"}
                self._ask(port, "POST", f"{self.record}/edit", fields)
        except (OSError, http.client.HTTPException, RuntimeError) as fault:
            self.faults.append(f"{type(fault).__name__}: {fault}")

    def _ask(self, port: int, method: str, address: str, fields: Mapping[str, str] | None = None) -> str:
        """One request on a connection of its own, as a reverse proxy asks."""
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request(method, address, urlencode(fields) if fields else None, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        self.seconds.append(time.perf_counter() - began)
        time.sleep(self.pause)
        if answer.status != (302 if fields else 200):
            raise RuntimeError(f"{method} {address} answered {answer.status}")
        return page


def throng(
    port: int, people: Sequence[Person], rounds: int = ROUNDS, pause: float = 0
) -> tuple[list[float], float]:
    """All of them at once: the seconds of each answer, and answers a second. Faults stay with the person."""
    for person in people:
        person.seconds, person.pause = [], pause
    began = time.perf_counter()
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(lambda person: [person.round(port) for _round in range(rounds)], people))
    taken = time.perf_counter() - began
    answers = [seconds for person in people for seconds in person.seconds]
    return answers, len(answers) / taken


def gathered(app: Flask, desk: Desk) -> list[Person]:
    """The clients, each with a session of its own: half correct a record of their own, half only look."""
    card = InformationRequest
    ready = select(card.id).where(
        card.state == "registered", card.unit_id == desk.unit_id, card.id != desk.open_id
    )
    with at_work(app) as session:
        records = [f"{HOME}{pk}" for pk in session.scalars(ready.order_by(card.id).limit(CLIENTS // 2))]
    pages = [
        HOME,
        f"{HOME}{desk.shown_id}",
        desk.address(state="registered", unit_id=desk.unit_id, order="due_on"),
        *records[:3],
        desk.address(state="all", q=desk.common),
        desk.address(state="all"),
    ]
    people = [
        *((desk.officer_id, record) for record in records),
        *((desk.reader_id, "") for _reader in range(CLIENTS - len(records))),
    ]
    # None is at the same page first.
    turned = ([*pages[n % len(pages) :], *pages[: n % len(pages)]] for n in range(CLIENTS))
    return [
        Person(Browser(app, who).cookie, turn, record)
        for (who, record), turn in zip(people, turned, strict=True)
    ]


@contextmanager
def serving(workers: int) -> Iterator[int]:
    """The panel on a free port of this machine; it has ended when this ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environ = {**os.environ, "GONGKAI_PORT": str(port), "GONGKAI_WORKERS": str(workers)}
    command = [sys.executable, str(Path(run.__file__))]
    server = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(server, port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not begin")


def tail(seconds: Sequence[float]) -> float:
    """Milliseconds 95 of 100 stay below."""
    return 1000 * quantiles(seconds, n=20, method="inclusive")[-1]


def main() -> None:
    """Measure the database the environment names, and print what was found as JSON."""
    settings = config.settings()
    app = run.application(settings)
    people = gathered(app, set_up(app))
    on_sqlite = make_url(settings["SQLALCHEMY_DATABASE_URI"]).get_backend_name() == "sqlite"
    counts = (1,) if on_sqlite else (1, WORKERS)
    rates: dict[int, list[float]] = {count: [] for count in counts}
    at_once: list[float] = []
    with ExitStack() as stack:
        ports = {count: stack.enter_context(serving(count)) for count in counts}
        for port in ports.values():
            throng(port, people, 1)
        most = ports[counts[-1]]
        alone, _rate = throng(most, people[:1])
        paused, _rate = throng(most, people, pause=PAUSE)
        for _turn in range(TURNS):
            for count, port in ports.items():
                answers, rate = throng(port, people)
                rates[count].append(rate)
                at_once += answers if port == most else []
    found = {
        "workers": counts[-1],
        "clients": len(people),
        "alone": 1000 * median(alone),
        "paused": tail(paused),
        "at once": tail(at_once),
        "rates": [median(rates[count]) for count in counts],
        "faults": [fault for person in people for fault in person.faults],
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
