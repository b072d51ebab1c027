"""Whole tables: the list of all requests as CSV, beside its floor, and as a workbook."""

from __future__ import annotations

import contextvars
from collections.abc import Sequence
from contextlib import closing
from statistics import median
from time import perf_counter

from flask import Flask
from sqlalchemy import func, select

from app.jobs.runner import Runner
from app.parts import parts
from bench.desk import HOME, Browser, Fields, at_work
from bench.timing import grown, once
from models.job import DONE, Job

RUNS = 3
"""How often CSV is timed, in turn with its floor."""
Taken = tuple[float, float]
"""Seconds that passed, and seconds this process worked."""


def measure(app: Flask, reader: Browser, floor: Browser) -> dict[str, float]:
    """Seconds, megabytes, and ratios of this process's own work; ``reader`` sees and reads all of it."""
    address = f"{HOME}export.csv?state=all"
    whole, raw = lambda: _read(reader, address), lambda: _read(floor, "/csv")
    # The first look of a process reads what it then keeps in memory.
    begun = [_first_byte(reader, address) for _run in range(RUNS + 1)][1:]
    csv, below = zip(*((once(whole), once(raw)) for _run in range(RUNS)), strict=True)
    xlsx: list[Taken] = []
    workbook_grown = grown(lambda: xlsx.append(_workbook(app, reader)))
    return {
        "csv first byte": median(begun),
        "csv": _seconds(csv),
        "csv floor": _seconds(below),
        "csv work": _worked(csv) / _worked(below),
        "csv memory": grown(whole),
        "xlsx": _seconds(xlsx),
        "xlsx work": _worked(xlsx) / _worked(csv),
        "xlsx memory": workbook_grown,
    }


def _seconds(taken: Sequence[Taken]) -> float:
    return median(seconds for seconds, _worked in taken)


def _worked(taken: Sequence[Taken]) -> float:
    return median(worked for _seconds, worked in taken)


def _read(browser: Browser, address: str) -> int:
    # Nobody has more than two under way: one is over when it is closed.
    with closing(browser("GET", address, buffered=False)) as answer:
        return sum(map(len, answer.iter_encoded()))


def _first_byte(browser: Browser, address: str) -> float:
    began = perf_counter()
    with closing(browser("GET", address, buffered=False)) as answer:
        next(answer.iter_encoded())
        return perf_counter() - began


def _workbook(app: Flask, browser: Browser) -> Taken:
    """At once where the list is short; where it is long, as the task that is agreed to."""
    address = f"{HOME}export.xlsx?state=all"
    asking = browser("GET", address, buffered=False)
    if asking.mimetype != "text/html":
        asking.close()
        return once(lambda: _read(browser, address))
    token = Fields.of(asking.text)["csrf_token"]
    browser("POST", address, data={"csrf_token": token})
    with at_work(app) as session:
        job_id = session.scalars(select(func.max(Job.id))).one()
    taken = once(lambda: contextvars.Context().run(Runner(app).run, job_id))
    with at_work(app), parts().write() as session:
        job = session.get_one(Job, job_id)
        if job.state != DONE or job.result_key is None:
            raise RuntimeError(f"the workbook was not made: {job.error}")
        parts().files.let_go(job.result_key)
        session.delete(job)
    return taken
