"""The worker of one machine: looks for the next job, again and again. For SQLite, with its one writer."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.jobs.runner import Runner

PAUSE = 1.0
"""Seconds between two looks when there is nothing to do."""
_log = logging.getLogger(__name__)


def wake(_session: Session, _job_ids: Sequence[int], _at: datetime) -> None:
    """Nothing to tell: the worker looks by itself."""


def work(runner: Runner) -> None:
    """Do jobs and periodic work until ``runner.stop`` is set; trouble with the database is outlived."""
    while not runner.stop.is_set():
        try:
            runner.ask_periodic()
            busy = runner.next()
        except (SQLAlchemyError, TimeoutError):
            _log.exception("the worker could not use the database")
            busy = False
        if not busy:
            runner.stop.wait(PAUSE)
