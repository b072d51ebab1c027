"""``worker`` and the worker beside the server: begun again when it dies, gone with whoever keeps it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import config
from app.commands.serve import embeds_worker
from models import Job
from tests.commands.conftest import finish, start
from tests.waiting import PATIENCE, lives, wait_for

Begin = Callable[..., subprocess.Popen[str]]


def below(number: int) -> list[int]:
    """The processes a process has begun, and theirs; nearest first."""
    try:
        children = Path(f"/proc/{number}/task/{number}/children").read_text("ascii").split()
    except FileNotFoundError:
        return []
    return [*map(int, children), *(deeper for child in children for deeper in below(int(child)))]


@pytest.fixture
def installed(nothing: Engine, environment: dict[str, str]) -> Callable[[], set[str]]:
    """An installed database; gives the tasks done in it so far."""
    code, told = finish(environment, "init")
    assert code == 0, told

    def done() -> set[str]:
        with Session(nothing) as session:
            return set(session.scalars(select(Job.task).where(Job.state == "done")))

    return done


@pytest.fixture
def begin(environment: dict[str, str]) -> Iterator[Begin]:
    """``begin("worker")``: a command that does not end by itself; none outlives the test."""
    begun: list[subprocess.Popen[str]] = []

    def enter(*arguments: str, **settings: str) -> subprocess.Popen[str]:
        begun.append(start({**environment, **settings}, *arguments))
        return begun[-1]

    yield enter
    for process in begun:
        left = [process.pid, *below(process.pid)] if process.poll() is None else []
        for number in left:
            os.kill(number, signal.SIGKILL)
        process.communicate()


def test_a_worker_without_a_database_says_so(environment: dict[str, str]) -> None:
    complaint = "Error: The database has not been created: run `run.py init` first.\n"
    assert finish(environment, "worker") == (1, complaint)


def test_a_worker_does_periodic_work_is_begun_again_when_killed_and_goes_when_told(
    begin: Begin, installed: Callable[[], set[str]]
) -> None:
    keeper = begin("worker")
    wait_for(lambda: installed() >= {"sweep", "seal", "purge", "notices"})
    (first,) = below(keeper.pid)
    os.kill(first, signal.SIGKILL)
    (second,) = wait_for(lambda: [number for number in below(keeper.pid) if number != first])
    keeper.send_signal(signal.SIGTERM)
    assert keeper.wait(PATIENCE) == 0
    assert not lives(second)


def test_a_worker_whose_keeper_was_killed_goes(begin: Begin, installed: Callable[[], set[str]]) -> None:
    keeper = begin("worker")
    wait_for(installed)
    (worker,) = below(keeper.pid)
    keeper.kill()
    wait_for(lambda: not lives(worker))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_server_s_worker_comes_and_goes_with_it(
    begin: Begin, installed: Callable[[], set[str]], how: signal.Signals
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    server = begin(GONGKAI_WORKER="embedded", GONGKAI_PORT=port)
    wait_for(lambda: installed() >= {"sweep", "seal", "purge", "notices"})
    # The web process, the keeper and its worker.
    family = wait_for(lambda: found if len(found := below(server.pid)) == 3 else [])
    server.send_signal(how)
    server.wait(PATIENCE)
    wait_for(lambda: not any(lives(number) for number in family))


@pytest.mark.parametrize(
    ("said", "url", "expected"),
    [
        ("", "sqlite:///x.db", True),
        ("none", "sqlite:///x.db", False),
        ("embedded", "sqlite:///x.db", True),
        ("", "postgresql+psycopg:///x", False),
        ("none", "postgresql+psycopg:///x", False),
        ("embedded", "postgresql+psycopg:///x", True),
    ],
)
def test_where_the_worker_is_unless_somebody_says_otherwise(said: str, url: str, expected: bool) -> None:
    settings = config.settings({"GONGKAI_WORKER": said, "GONGKAI_DATABASE_URL": url})
    assert embeds_worker(settings) is expected


def test_a_place_for_the_worker_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="GONGKAI_WORKER='elsewhere'"):
        config.settings({"GONGKAI_WORKER": "elsewhere"})
