"""The working parts of one application, put together by ``app.factory`` and found from any page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app

from app.access.credentials import Credentials
from app.access.signin import Gate
from app.audit.trail import Trail
from app.clocks import RecordClocks
from app.engine import Engine
from app.files.store import Store
from app.jobs.port import Jobs
from app.letters.desk import LetterDesk
from app.official_days import CalendarBook
from app.remembered import Remembered
from app.storage import WriteTransaction
from app.timekeeper import Timekeeper

KEY = "gongkai"


@dataclass(frozen=True)
class Parts:
    """One of each."""

    time: Timekeeper
    engine: Engine
    trail: Trail
    clocks: RecordClocks
    calendar: CalendarBook
    files: Store
    letters: LetterDesk
    gate: Gate
    credentials: Credentials
    write: WriteTransaction
    jobs: Jobs
    remembered: Remembered


def parts(app: Flask | None = None) -> Parts:
    """The parts of the given, or the current, application."""
    found: Parts = (app or current_app).extensions[KEY]
    return found
