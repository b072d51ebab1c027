"""Lists: allow-listed filters, sorting and keyset pages over whatever the reader may see.

Nothing here is kept between requests. An unknown filter, order or cursor is a 400, never a
guess; personal and sealed columns are not filtered by address, for addresses end up in logs.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Date, Float, Select, inspect, or_, select, union_all
from sqlalchemy.orm import Session, lazyload, load_only, selectinload

from app.access.actor import Actor
from app.access.grants import LIST
from app.figures import Asked
from app.parts import parts
from app.search import index
from models import MATTERS
from models.base import MET, Record
from models.column import Column, declared
from models.deadline import RunningClock
from models.extra_field import ExtraColumn
from models.extra_values import stored
from models.points import MOST_POINTS, Points, rounded
from views.record import ANYBODY

PAGE_SIZE = 25
Cursor = tuple[Any, int]
"""What a row is ordered by, None if it has none, and its id."""
ALL = "all"
ONLY = ("", "open", "overdue", "soon")
"""What a list may be narrowed to by time."""


def timed(card: type[Record], only: str, today: date) -> list[ColumnElement[bool]]:
    """The condition behind a figure of my work and behind the list it leads to (one of ``ONLY``)."""
    still_open = card.closed_on.is_(None)
    # A period may be kept long before the record is closed: its last day is nobody's business any more.
    runs = card.counted_in.is_distinct_from(MET)
    # Said twice: the first half is where the index is entered.
    late = or_(card.due_on < today, card.due_at < parts().time.now())
    conditions: dict[str, list[ColumnElement[bool]]] = {
        "": [],
        "open": [still_open],
        "overdue": [still_open, card.due_on <= today, late, runs],
        "soon": [still_open, card.warn_on <= today, card.due_on >= today, runs],
    }
    return conditions[only]


def listed(actor: Actor) -> ColumnElement[bool]:
    """The matters the actor may list: a post in a unit alone shows nobody its records."""
    return Record.matter.in_([m.__tablename__ for m in MATTERS if actor.may(LIST, m.__name__)])


def behind(asked: Asked) -> str:
    """The address of the records a number stands for."""
    return f"/office/{asked.figure.matter.slug}/?figure={asked}&state={ALL}"


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
    after: Cursor | None = None
    before: Cursor | None = None
    equal: Mapping[str, Any] = field(default_factory=dict)
    since: Mapping[str, Any] = field(default_factory=dict)
    until: Mapping[str, Any] = field(default_factory=dict)
    only: str = ""
    """``overdue`` or ``soon``: the two lists everybody needs every morning."""
    behind: ColumnElement[bool] | None = None
    """The condition of a figure, when it is asked for the records behind a number."""
    columns: Mapping[str, Column] = field(default_factory=dict)
    """Those of the matter, where it has more than it declares."""
    shown: tuple[str, ...] = ()
    """The columns to show, in order; empty: the usual ones."""

    @property
    def card(self) -> type[Record]:
        """Whose columns are asked about: those of every record, which indexes serve, or the matter's."""
        named = {self.order, *self.equal, *self.since, *self.until}
        extra = {name for name in named if isinstance(self.columns.get(name), ExtraColumn)}
        return Record if named - extra <= _CARD and self.behind is None else self.model

    def asked(self, today: date) -> list[ColumnElement[bool]]:
        """Everything asked for but the matter, and the state, which the tabs count by."""
        model = self.card
        found: list[ColumnElement[bool]] = [self.column(n) == value for n, value in self.equal.items()]
        found += [self.column(name) >= value for name, value in self.since.items()]
        found += [self.column(name) <= value for name, value in self.until.items()]
        if self.behind is not None:
            found.append(self.behind)
        if self.words:
            found.append(index.matching(model, self.words))
        return found + timed(model, self.only, today)

    def narrowed(self, today: date) -> list[ColumnElement[bool]]:
        """Everything asked for."""
        model = self.card
        asked = [model.matter == self.model.__tablename__, *self.asked(today)]
        if not self.state:
            return [*asked, model.closed_on.is_(None)]
        if self.state != ALL:
            return [*asked, model.state == self.state]
        return asked

    def select(self, today: date) -> Select[Any]:
        """Everything asked for, in order, without a page's limit."""
        return ordered(select(self.model).where(*self.narrowed(today)), self, down=self.descending)

    def column(self, name: str, of: type[Record] | None = None) -> Any:
        """A column in SQL, an extra field's like a declared one's; of the card, if ``of`` says no other."""
        model = of or self.card
        if isinstance(column := self.columns.get(name), ExtraColumn):
            return stored(model.extra, name, column.type)
        return getattr(model, name)

    @property
    def keyless(self) -> bool:
        """Whether a row may have nothing in the column it is ordered by."""
        column = (self.columns or declared(self.model)).get(self.order)
        return column is None or column.nullable


def ordered(rows: Select[Any], query: Query, *, down: bool) -> Select[Any]:
    """In the order of a query, or the other way round; what has no value stands behind all that have."""
    key, tie = query.column(query.order), query.card.id
    if down:
        return rows.order_by(key.desc().nulls_first(), tie.desc())
    return rows.order_by(key.asc().nulls_last(), tie.asc())


_CARD = frozenset(column.key for column in inspect(Record).column_attrs)


@dataclass(frozen=True)
class Page:
    """One page of a list, with the cursors of its neighbours."""

    rows: Sequence[Record]
    next_cursor: str | None
    prev_cursor: str | None


def page(
    session: Session, query: Query, today: date, size: int = PAGE_SIZE, columns: Collection[str] = ()
) -> Page:
    """The page after (or before) a cursor: found by key, so the last page costs what the first does.

    Of what the matter adds to every record only ``columns`` are read; all of it when none are named.
    """
    backwards = query.before is not None
    at = query.before if backwards else query.after
    down = query.descending != backwards
    ids = _ids(query, today, at, size + 1, down=down)
    rows = ordered(select(query.model).where(query.model.id.in_(ids)), query, down=down).limit(size + 1)
    loaded = _loaded(query.model, tuple(columns))  # type: ignore[arg-type]
    found = list(session.scalars(rows.options(*loaded)))
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


def with_clocks(model: type[Record]) -> Any:
    """The option that brings the periods of records along, in one statement however many there are."""
    return selectinload(model.clocks).joinedload(RunningClock.suspensions)


@cache
def _loaded(model: Any, columns: tuple[str, ...]) -> tuple[Any, ...]:
    """What a row shows and no more; its lamp stands on the card."""
    if not columns:
        return ()
    card = [getattr(model, name) for name in _CARD]
    stored_here = inspect(model).column_attrs
    shown = [getattr(model, name) for name in columns if name in stored_here]
    unseen = [name for name in ("unit", "handling_unit") if f"{name}_id" not in columns]
    return (load_only(*card, *shown), *(lazyload(getattr(model, name)) for name in unseen))


def _ids(query: Query, today: date, at: Cursor | None, limit: int, *, down: bool) -> Select[Any]:
    """The ids of a page, in at most two pieces: each is a stretch of an index, read from where it begins."""
    key, tie = query.column(query.order), query.card.id
    value, after = at or (None, None)
    beyond = () if after is None else (tie < after if down else tie > after,)
    keyed: tuple[Any, ...] | None = (key.is_not(None),)
    keyless: tuple[Any, ...] | None = (key.is_(None),)
    if at is not None and value is None:
        keyless = (key.is_(None), *beyond)
        keyed = keyed if down else None
    elif at is not None:
        step = key < value if down else key > value
        # Said twice: the first half is where the index is entered, the second leaves out what was shown.
        keyed = (key <= value if down else key >= value, or_(step, *beyond))
        keyless = None if down else keyless
    if not query.keyless:
        keyless = None
    pieces = [
        ordered(select(tie).where(*query.narrowed(today), *piece), query, down=down).limit(limit)
        for piece in (keyed, keyless)
        if piece is not None
    ]
    if len(pieces) == 1:
        # It asks the same tables as what it stands in, of its own.
        return pieces[0].correlate(None)
    return select(union_all(*(select(piece.subquery()) for piece in pieces)).subquery())


def cursor(query: Query, record: Record) -> str:
    """Where a row stands in the order of a query, as an opaque word for the address."""
    value = getattr(record, query.order)
    told = (
        value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else value
    )
    text = json.dumps([told, record.id])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(kind: Any, text: str) -> Cursor:
    """A cursor back from the address, in the order of a column of this type; 400 for anything else."""
    try:
        value, record_id = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        key = None if value is None else _key_of(kind, value)
        return key, int(record_id) if 0 <= int(record_id) < 2**31 else abort(400)
    except (ValueError, TypeError, ArithmeticError, binascii.Error, RecursionError):
        abort(400)


def _key_of(kind: Any, value: Any) -> Any:
    if isinstance(kind, Float):
        return float(value)
    if isinstance(kind, Points):
        points = rounded(Decimal(str(value)))
        return points if abs(points) <= MOST_POINTS else abort(400)
    return date.fromisoformat(value) if isinstance(kind, Date) else _storable(value)


def _storable(value: Any) -> str:
    """A text a database can compare with; ValueError for a NUL or half a character."""
    if "\0" in (text := str(value)):
        raise ValueError("NUL")
    return text.encode().decode()


def filterable(columns: Mapping[str, Column], name: str) -> bool:
    """Whether a column may be filtered or sorted by address: known, one value, and nobody's personal data."""
    column = columns.get(name)
    if column is None or column.several:
        return False
    return column.klass.listed and ANYBODY.may(column.klass)
