"""Real workers for the tests: builds the program once, then begins one worker a line it is sent.

``python -m tests.jobs.nursery LEASE`` (seconds) with the settings of the environment; answers each line
with the number of the new process. The workers know the tasks below besides the program's own.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from datetime import timedelta
from typing import Any

import config
import views
from app.factory import create_app
from app.jobs.carrier import carrier
from app.jobs.port import Task
from app.jobs.runner import Runner
from app.parts import parts
from models import TrailValue


def mark(job: Any, *, number: int) -> None:
    """Takes a moment, then leaves a row that anybody may leave twice."""
    time.sleep(0.02)
    with job.effects() as session:
        session.add(TrailValue(column="mark", value=str(number)))


def die(_job: Any) -> None:
    """Takes the whole process with it."""
    os._exit(1)


def hang(_job: Any) -> None:
    """Never comes back."""
    while True:
        time.sleep(1)


def crawl(job: Any) -> None:
    """Works on and on, but listens."""
    for n in range(100_000):
        job.progress(n % 100, 100)
        time.sleep(0.01)


TASKS = (
    Task("mark", "mark", mark, attempts=20, backoff=timedelta(milliseconds=100)),
    Task("die", "die", die, attempts=2),
    Task("hang", "hang", hang, attempts=1, limit=timedelta(seconds=1)),
    Task("crawl", "crawl", crawl),
)


def main(lease: timedelta) -> None:
    """Serve lines until there are no more."""
    app = create_app(views.register, config.settings())
    parts(app).jobs.know(*TASKS)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _line in sys.stdin:
        born = os.fork()
        if born == 0:
            runner = Runner(app, lease)
            signal.signal(signal.SIGTERM, lambda *_signal, stop=runner.stop: stop.set())
            carrier(app.config["SQLALCHEMY_DATABASE_URI"]).work(runner)
            os._exit(0)
        print(born, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(timedelta(seconds=float(sys.argv[1])))
