"""The numbers of records: one gap-free series a unit and year, none ever given twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from app import numbers
from app.timekeeper import Timekeeper
from models.base import Record


class RecordRegister:
    """The engine's register."""

    def __init__(self, session: Callable[[], Session], time: Timekeeper) -> None:
        self._session, self._time = session, time

    def number(self, record: Record, on: date) -> None:
        """Take the next number of the record's unit for the year of ``on``; some matters have none."""
        series = record.workflow.numbering
        if series is not None:
            record.number = numbers.take(
                self._session(), series, record.unit.word, on.year, record.id, self._time.now()
            )

    def void(self, record: Record, reason: str) -> None:
        """Mark the record's number as void; some matters have none. Raises like ``numbers.void``."""
        if record.number:
            numbers.void(self._session(), record.number, reason)
