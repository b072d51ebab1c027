"""The engine's memory: every registered record and every step becomes one trail row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from app.audit.trail import Details, Said, Trail, describe_change
from app.collaborators import Taken
from models.base import Record


class RecordJournal:
    """What the engine asks of the trail."""

    def __init__(self, trail: Trail) -> None:
        self._trail = trail

    def changes(self, record: Record) -> Mapping[str, Any]:
        """What the next flush will change, for the row to be written after it."""
        return describe_change(record)

    def record(self, *taken: Taken) -> None:
        """Write the one row of each step; a step without a transition is the registration."""
        self._trail.write_all([_told(one) for one in taken])

    def takers(self, record: Record, steps: Collection[str]) -> frozenset[int]:
        """Who took one of these steps, and in whose place."""
        return self._trail.takers(record.id, steps)

    def author(self, record: Record) -> frozenset[int]:
        """Who registered the record, and in whose place."""
        return self._trail.author(record.id)


def _told(taken: Taken) -> Said:
    step = taken.step
    details = Details(
        standing=taken.standing,
        record=taken.record,
        step=step.name if step else None,
        source=taken.source,
        target=taken.target,
        changes=taken.changes,
        reason=taken.reason,
        clauses=step.clauses if step else taken.record.workflow.clauses,
    )
    return Said("step" if step else "open", taken.actor, details)
