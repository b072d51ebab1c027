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

    def number(self, on: date, *records: Record, series: Series | None = None) -> None:
        """Take the next numbers for the year of ``on``, from ``series`` or from that of each one's matter.

        Some matters have none.
        """
        lines: dict[tuple[str, Series], list[Record]] = defaultdict(list)
        for record in records:
            if (own := series or record.workflow.numbering) is not None:
                word = getattr(record, own.word_from) if own.word_from else record.unit.word
                lines[word, own].append(record)
        # In one order whoever takes them, so that no two wait for each other.
        for word, own in sorted(lines):
            line = lines[word, own]
            ids = [record.id for record in line]
            texts = numbers.take_all(self._session(), own, word, on.year, ids, self._time.now())
            for record, text in zip(line, texts, strict=True):
                record.number = text

    def void(self, record: Record, reason: str) -> None:
        """Mark the record's number as void; some matters have none. Raises like ``numbers.void``."""
        if record.number:
            numbers.void(self._session(), record.number, reason)
