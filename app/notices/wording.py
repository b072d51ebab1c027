"""What a notice says: put together from its kind and its record when it is read."""

from __future__ import annotations

from app.timekeeper import minute_text
from models.base import Record
from models.notice import KINDS


def sentence(kind: str, record: Record, clock: str) -> str:
    """What is so with the record now, in the reader's language; ``clock`` names the period it is about."""
    declared = record.workflow.clocks.get(clock)
    run = record.clock(declared) if declared else None
    due = run.due_on if run is not None else record.due_on
    text = due.isoformat() if due else "—"
    if record.due_at is not None and (run is None or run.started_at is not None):
        text = minute_text(record.due_at)
    return str(KINDS[kind].sentence) % {
        "clock": declared.label if declared else "",
        "due": text,
        "state": record.standing.label,
    }
