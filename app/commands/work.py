"""``worker``: background tasks and periodic work, in a process begun anew when a task brings it down."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from typing import Any

import click
from flask import Flask

from app.commands.context import Roof, pass_roof, require_database
from app.extensions import db
from app.jobs.carrier import carrier
from app.jobs.runner import Runner

GRACE = 30
"""Seconds a job in hand may take to end or be given back when the worker stops."""
_BREATH = 2
"""Seconds between the end of a worker nobody stopped and the next one."""
_log = logging.getLogger(__name__)


@click.command()
@pass_roof
def worker(roof: Roof) -> None:
    """Do background tasks and periodic work until stopped; the one in hand is finished or given back."""
    keep_working(roof, [])


@contextmanager
def beside(roof: Roof) -> Iterator[None]:
    """Keep a worker in a process of its own meanwhile; it ends also when this process is killed."""
    here = os.getpid()
    theirs, ours = os.pipe()
    keeper = os.fork()
    if keeper == 0:
        os.close(ours)
        os._exit(_kept(roof, theirs))
    os.close(theirs)
    try:
        yield
    finally:
        # The server's own processes leave through here too.
        if os.getpid() == here:
            os.close(ours)
            with suppress(ChildProcessError):
                os.waitpid(keeper, 0)


def _kept(roof: Roof, lifeline: int) -> int:
    try:
        keep_working(roof, [lifeline])
    except click.ClickException as complaint:
        complaint.show()
        return complaint.exit_code
    return 0


def keep_working(roof: Roof, lifelines: list[int]) -> None:
    """Keep one worker alive until SIGTERM, SIGINT, or until the other end of a lifeline is closed.

    Raises ClickException when there is no database to work on.
    """
    with roof.app.app_context():
        require_database()
        db.engine.dispose()
    stop = threading.Event()
    _on_stop_signal(stop)
    processes = multiprocessing.get_context("fork")
    while not stop.is_set():
        child = processes.Process(target=_work, args=(roof.app,), name="worker")
        child.start()
        while child.is_alive() and not stop.is_set():
            if set(lifelines) & set(wait([child.sentinel, *lifelines], timeout=1)):
                stop.set()
        if not stop.is_set():
            _log.error("the worker ended with %s; another one is started", child.exitcode)
            stop.wait(_BREATH)
        _end(child)


def _on_stop_signal(stop: threading.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: stop.set())


def _end(child: Any) -> None:
    child.terminate()
    child.join(GRACE)
    child.kill()
    child.join()


def _work(app: Flask) -> None:
    runner = Runner(app)
    _on_stop_signal(runner.stop)
    above = multiprocessing.parent_process()
    if above is None:
        raise RuntimeError("a worker is started by its keeper")
    threading.Thread(target=_stop_after, args=(above, runner.stop), daemon=True).start()
    carrier(app.config["SQLALCHEMY_DATABASE_URI"]).work(runner)


def _stop_after(above: Any, stop: threading.Event) -> None:
    """A worker whose keeper was killed must not go on unseen."""
    above.join()
    stop.set()
