"""Chains the trail's rows by hash, so that a change behind the program's back is seen.

The sealer runs beside the work, not inside it: rows are inserted plainly and chained afterwards,
in a table of their own. What a link is stands in ``app.audit.verify``, which needs no database.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from app.audit.verify import START, Broken, Head, Link, canonical, examine, line, link
from models.trail import TrailEntry, TrailSeal

ENTRIES = TrailEntry.metadata.tables[TrailEntry.__tablename__]
SEALS = TrailSeal.metadata.tables[TrailSeal.__tablename__]
BATCH = 1_000
"""Rows read and chained at a time."""


def seal(session: Session, now: datetime) -> int:
    """Chain every row that has no seal yet, oldest first; how many. The caller commits.

    A transaction that committed late, with a lower id, is chained by the next call. Two sealers at
    once end in an IntegrityError for one of them, and nothing of it is kept.
    """
    start = last = head(session)
    after = _whole_until(session, start)
    while rows := session.execute(_unsealed(after)).mappings().all():
        seals = []
        for row in rows:
            last = Head(last.seq + 1, link(last.hash, canonical(dict(row))))
            seals.append({"seq": last.seq, "trail_id": row["id"], "hash": last.hash, "sealed_at": now})
        session.execute(insert(SEALS), seals)
        after = rows[-1]["id"]
    return last.seq - start.seq


def _whole_until(session: Session, start: Head) -> int:
    """A row number up to which no row can be without a seal; 0 when none can be told.

    ``start.seq`` seals belong to as many rows, numbered from 1. When the highest of these numbers is no
    higher, none below it is missing, and nothing can commit there late. So it always is on SQLite, which
    numbers rows as they commit; a transaction that took a number and was rolled back leaves a gap on
    PostgreSQL, and every row is looked at again, for such a gap may as well be one that is still open.
    """
    highest = session.execute(select(func.max(SEALS.c.trail_id))).scalar() or 0
    return highest if highest == start.seq else 0


def _unsealed(after: int) -> Select[Any]:
    # As EXISTS, which both engines answer from the index of the seals.
    sealed = select(SEALS.c.trail_id).where(SEALS.c.trail_id == ENTRIES.c.id).exists()
    return select(ENTRIES).where(~sealed, ENTRIES.c.id > after).order_by(ENTRIES.c.id).limit(BATCH)


def head(session: Session) -> Head:
    """The last link; print it where this database cannot reach it."""
    last = session.execute(select(SEALS.c.seq, SEALS.c.hash).order_by(SEALS.c.seq.desc()).limit(1)).first()
    return Head(last.seq, last.hash) if last else Head(0, START)


def verify(session: Session, *, head: Head | None = None) -> Broken | None:
    """The first row that is not as it was sealed, or None. ``head`` is one written down earlier."""
    found = examine(lambda: _links(session), head)
    return found if isinstance(found, Broken) else None


def export(session: Session, file: BinaryIO) -> int:
    """Write the chain as lines ``app/audit/verify.py`` can check; how many. Gone rows leave a gap."""
    written = 0
    for one in _links(session):
        if one.content is not None:
            file.write(line(one))
            written += 1
    return written


def _links(session: Session) -> Iterator[Link]:
    chain = (
        select(SEALS.c.seq, SEALS.c.hash, *ENTRIES.c)
        .outerjoin(ENTRIES, ENTRIES.c.id == SEALS.c.trail_id)
        .order_by(SEALS.c.seq)
        .execution_options(yield_per=BATCH)
    )
    with session.execute(chain) as rows:
        for found in rows.mappings():
            row: dict[str, Any] = dict(found)
            seq, hash_ = row.pop("seq"), row.pop("hash")
            yield Link(seq, None if row["id"] is None else canonical(row), hash_)
