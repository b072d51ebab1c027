"""Times two ways of doing one thing in turn, and looks at what one of them asks of database and memory."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from sqlalchemy import Engine, event

Work = Callable[[], int]
"""Does the thing once; returns the bytes of the answer."""

WARM = 8
"""Runs before the first one counts: a connection prepares a statement when it has seen it five times."""
CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
"""Only one engine's driver reports these."""


@dataclass(frozen=True)
class Times:
    """Milliseconds: the median, what 95 of 100 stay below, and the median of this process's own work.

    The last leaves out waiting, for a database server as for a machine that others keep busy.
    """

    p50: float
    p95: float
    cpu: float

    @classmethod
    def of(cls, taken: list[tuple[float, float]]) -> Times:
        """Out of at least two measurements."""
        seconds, worked = zip(*taken, strict=True)
        last = quantiles(seconds, n=20, method="inclusive")[-1]
        return cls(1000 * median(seconds), 1000 * last, 1000 * median(worked))


def in_turn(ours: Work, floor: Work, runs: int, restore: Callable[[], None]) -> tuple[Times, Times]:
    """Both, one after the other, as often as asked: whatever else the machine does, both suffer from it.

    ``restore`` undoes what they wrote, and is not counted.
    """
    times: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])
    for _run in range(WARM):
        for work in (ours, floor):
            work()
            restore()
    gc.collect()
    for _run in range(runs):
        for work, taken in zip((ours, floor), times, strict=True):
            taken.append(once(work))
            restore()
    return Times.of(times[0]), Times.of(times[1])


def once(work: Work) -> tuple[float, float]:
    """Seconds that passed, and seconds this process worked."""
    began, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - worked


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """What is sent to the database meanwhile, but for what begins and ends transactions."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(CONTROL):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def grown(work: Callable[[], Any]) -> float:
    """Megabytes by which the memory of this process grew at its peak (Linux)."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = resident("VmRSS")
    work()
    return resident("VmHWM") - before


def resident(line: str) -> float:
    """A line of this process's status, in megabytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(found.split()[1]) for found in status.splitlines() if found.startswith(line)) / 1024
