"""The numbers of records: one gap-free series a unit and year, none ever given twice."""

from __future__ import annotations

from collections import defaultdict
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

    def number(self, on: date, *records: Record) -> None:
        """Take the next numbers of the records' units for the year of ``on``; some matters have none."""
        lines: dict[tuple[str, Series], list[Record]] = defaultdict(list)
        for record in records:
            if (series := record.workflow.numbering) is not None:
                lines[record.unit.word, series].append(record)
        # In one order whoever takes them, so that no two wait for each other.
        for word, series in sorted(lines):
            line = lines[word, series]
            ids = [record.id for record in line]
            texts = numbers.take_all(self._session(), series, word, on.year, ids, self._time.now())
            for record, text in zip(line, texts, strict=True):
                record.number = text

    def void(self, record: Record, reason: str) -> None:
        """Mark the record's number as void; some matters have none. Raises like ``numbers.void``."""
        if record.number:
            numbers.void(self._session(), record.number, reason)
