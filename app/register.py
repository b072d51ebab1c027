"""The numbers of records: one gap-free series a unit and year, none ever given twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from app import numbers
from app.timekeeper import Timekeeper
from models.base import Record
from models.workflow import Series


class RecordRegister:
    """The engine's register."""

    def __init__(self, session: Callable[[], Session], time: Timekeeper) -> None:
        self._session, self._time = session, time

    def number(self, record: Record, series: Series, on: date) -> None:
        """Take the next number of the series' word for the year of ``on``."""
        word = getattr(record, series.word_from) if series.word_from else record.unit.word
        record.number = numbers.take(self._session(), series, word, on.year, record.id, self._time.now())

    def void(self, record: Record, reason: str) -> None:
        """Mark the record's number as void; some matters have none. Raises like ``numbers.void``."""
        if record.number:
            numbers.void(self._session(), record.number, reason)
