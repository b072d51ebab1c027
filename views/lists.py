"""Lists: allow-listed filters, sorting and keyset pages over whatever the reader may see.

Nothing here is kept between requests. An unknown filter, order or cursor is a 400, never a
guess; personal and sealed columns are not filtered by address, for addresses end up in logs.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Date, Select, and_, func, inspect, or_, select
from sqlalchemy.orm import Session, selectinload

from app.access.actor import Actor
from app.access.grants import LIST
from app.search import index
from models import MATTERS
from models.base import Record, declared
from models.deadline import RunningClock
from views.record import ANYBODY

PAGE_SIZE = 25
ALL = "all"
ONLY = ("", "open", "overdue", "soon")
"""What a list may be narrowed to by time."""


def timed(card: type[Record], only: str, today: date) -> list[ColumnElement[bool]]:
    """The condition behind a figure of my work and behind the list it leads to (one of ``ONLY``)."""
    still_open = card.closed_on.is_(None)
    conditions: dict[str, list[ColumnElement[bool]]] = {
        "": [],
        "open": [still_open],
        "overdue": [still_open, card.due_on < today],
        "soon": [still_open, card.warn_on <= today, card.due_on >= today],
    }
    return conditions[only]


def listed(actor: Actor) -> ColumnElement[bool]:
    """The matters the actor may list: a post in a unit alone shows nobody its records (checklist 14)."""
    return Record.matter.in_([m.__tablename__ for m in MATTERS if actor.may(LIST, m.__name__)])


@dataclass(frozen=True)
class Query:
    """What a reader asked a list for, checked against what the list offers."""

    model: type[Record]
    state: str = ""
    """A state, ``all``, or empty: what is still open, which is what people come for."""
    words: str = ""
    """Looked for in open columns only: this comes by the address."""
    order: str = "due_on"
    descending: bool = False
    after: tuple[Any, int] | None = None
    before: tuple[Any, int] | None = None
    equal: Mapping[str, Any] = field(default_factory=dict)
    since: Mapping[str, date] = field(default_factory=dict)
    until: Mapping[str, date] = field(default_factory=dict)
    only: str = ""
    """``overdue`` or ``soon``: the two lists everybody needs every morning."""
    columns: tuple[str, ...] = ()
    """The columns to show, in order; empty: the usual ones."""

    def conditions(self, today: date, card: type[Record] | None = None) -> list[ColumnElement[bool]]:
        """Everything asked for but the state, which the tabs count by; on ``card``, if not on the model."""
        model = card or self.model
        found = [getattr(model, name) == value for name, value in self.equal.items()]
        found += [getattr(model, name) >= value for name, value in self.since.items()]
        found += [getattr(model, name) <= value for name, value in self.until.items()]
        if self.words:
            found.append(index.matching(model, self.words))
        return found + timed(model, self.only, today)

    def narrows(self) -> set[str]:
        """The columns its conditions are on, besides those every record has."""
        return {*self.equal, *self.since, *self.until} - set(inspect(Record).column_attrs.keys())

    def select(self, today: date) -> Select[Any]:
        """Everything asked for, in order, without a page's limit."""
        rows = select(self.model).where(*self.conditions(today))
        if not self.state:
            rows = rows.where(self.model.closed_on.is_(None))
        elif self.state != ALL:
            rows = rows.where(self.model.state == self.state)
        key, tie = self._key(), self.model.id
        if self.descending:
            return rows.order_by(key.desc(), tie.desc())
        return rows.order_by(key.asc(), tie.asc())

    def _key(self) -> Any:
        column = getattr(self.model, self.order)
        return func.coalesce(column, _LAST if _is_day(self.model, self.order) else "")


_LAST = date(9999, 12, 31)


def _is_day(model: type[Record], name: str) -> bool:
    return isinstance(inspect(model).column_attrs[name].columns[0].type, Date)


@dataclass(frozen=True)
class Page:
    """One page of a list, with the cursors of its neighbours."""

    rows: Sequence[Record]
    next_cursor: str | None
    prev_cursor: str | None


def page(session: Session, query: Query, today: date, size: int = PAGE_SIZE) -> Page:
    """The page after (or before) a cursor: found by key, so the last page costs what the first does."""
    backwards = query.before is not None
    at = query.before if backwards else query.after
    rows = query.select(today)
    down = query.descending != backwards
    if backwards:
        rows = rows.order_by(None)
        key, tie = query._key(), query.model.id
        rows = rows.order_by(*((key.desc(), tie.desc()) if down else (key.asc(), tie.asc())))
    if at is not None:
        rows = rows.where(_beyond(query, at, down=down))
    # The lamp of each row needs its clocks: two statements for the page, not two a row.
    clocks = selectinload(query.model.clocks).selectinload(RunningClock.suspensions)
    found = list(session.scalars(rows.options(clocks).limit(size + 1)))
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    first, last = (found[0], found[-1]) if found else (None, None)
    has_next = more if not backwards else True
    has_prev = more if backwards else at is not None
    return Page(
        found,
        cursor(query, last) if last is not None and has_next else None,
        cursor(query, first) if first is not None and has_prev else None,
    )


def _beyond(query: Query, at: tuple[Any, int], *, down: bool) -> ColumnElement[bool]:
    key, tie = query._key(), query.model.id
    value, record_id = at
    if down:
        return or_(key < value, and_(key == value, tie < record_id))
    return or_(key > value, and_(key == value, tie > record_id))


def cursor(query: Query, record: Record) -> str:
    """Where a row stands in the order of a query, as an opaque word for the address."""
    value = getattr(record, query.order)
    if value is None:
        value = _LAST if _is_day(query.model, query.order) else ""
    text = json.dumps([value.isoformat() if isinstance(value, date) else value, record.id])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(model: type[Record], order: str, text: str) -> tuple[Any, int]:
    """A cursor back from the address; 400 for anything that is none."""
    try:
        value, record_id = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        key = date.fromisoformat(value) if _is_day(model, order) else _storable(value)
        return key, int(record_id) if 0 <= int(record_id) < 2**31 else abort(400)
    except (ValueError, TypeError, binascii.Error, OverflowError, RecursionError):
        abort(400)


def _storable(value: Any) -> str:
    """A text a database can compare with; ValueError for a NUL or half a character."""
    if "\0" in (text := str(value)):
        raise ValueError("NUL")
    return text.encode().decode()


def filterable(model: type[Record], name: str) -> bool:
    """Whether a column may be filtered or sorted by address: declared, and nobody's personal data."""
    column = declared(model).get(name)
    return column is not None and ANYBODY.may(column.klass)
