"""Gap-free official numbers, such as 罗府办信〔2026〕12号.

One statement raises the counter on both engines. A rolled-back transaction gives its number
back; a voided number stays in the register with its reason and is never given again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.audit.trail import fitting
from models.attachment import Counter, TakenNumber
from models.workflow import Series

_TAKEN = TakenNumber.metadata.tables[TakenNumber.__tablename__]


def take(session: Session, series: Series, word: str, year: int, record_id: int, now: datetime) -> str:
    """The next number of a unit's series in a year, entered in the register; see ``take_all``."""
    return take_all(session, series, word, year, [record_id], now)[0]


def take_all(
    session: Session, series: Series, word: str, year: int, record_ids: Sequence[int], now: datetime
) -> list[str]:
    """The next numbers of a unit's series in a year, one a record and entered; the caller commits.

    Take them last in the transaction: everybody else who wants a number of this series waits for
    the commit. ``word`` is the unit's document word, ``year`` the year in Asia/Shanghai.
    """
    # What is pending is written before the counter is held, not while others wait for it.
    session.flush()
    scope = f"{word}{series.suffix}〔{year}〕"
    first = _raise(session, scope, len(record_ids)) - len(record_ids) + 1
    taken = [
        TakenNumber(scope=scope, value=value, text=f"{scope}{value}号", record_id=record_id, taken_at=now)
        for value, record_id in enumerate(record_ids, first)
    ]
    session.add_all(taken)
    return [one.text for one in taken]


def _raise(session: Session, scope: str, by: int) -> int:
    counters = Counter.metadata.tables[Counter.__tablename__]
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    first = dialect.insert(counters).values(scope=scope, value=by)
    raised = first.on_conflict_do_update(
        index_elements=[counters.c.scope], set_={"value": counters.c.value + by}
    ).returning(counters.c.value)
    return int(session.execute(raised).scalar_one())


def void(session: Session, number_text: str, reason: str) -> TakenNumber:
    """Mark a number as void in the register, with the reason; the caller commits.

    The register keeps as much of the reason as its column holds, the trail all of it. Raises LookupError
    for a number never taken, ValueError without a reason or when it is void already.
    """
    taken = session.scalars(select(TakenNumber).where(TakenNumber.text == number_text)).one_or_none()
    if taken is None:
        raise LookupError(number_text)
    if taken.void_reason:
        raise ValueError(f"{number_text} is void already")
    if not reason.strip():
        raise ValueError("a number is voided for a reason")
    taken.void_reason = fitting(reason.strip(), _TAKEN.c.void_reason)
    return taken
