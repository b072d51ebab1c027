"""Writes the trail: who did what to which record, when, in whose place, with which change.

``Trail.write`` adds its row to the session of the business change, so both are kept or neither.
``note`` is for what changes nothing else (reading, exporting, being refused, signing in) and
commits one row of its own. ``install`` records every change of an administrative row by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple, TypedDict, Unpack, cast
from uuid import UUID

from sqlalchemy import Column as TableColumn
from sqlalchemy import Table, event, insert, inspect, select
from sqlalchemy.orm import InstanceState, Session, object_session

from app.access.actor import Actor, Standing, present
from models.base import Record
from models.column import Class, Column
from models.extra_field import ExtraColumn, columns_for
from models.trail import TrailEntry, TrailValue

VALUES = TrailValue.metadata.tables[TrailValue.__tablename__]
ENTRIES = TrailEntry.metadata.tables[TrailEntry.__tablename__]
_APART = insert(VALUES).returning(VALUES.c.id, sort_by_parameter_order=True)


@dataclass(frozen=True)
class Personal:
    """Old and new value of a personal column, on the way to ``trail_value``; None: there is none."""

    old: str | None
    new: str | None


Changes = Mapping[str, Personal | Mapping[str, Any]]
"""Column: ``{"from": …, "to": …}``, ``{"sealed": true}`` or ``Personal``, kept as ``{"ref": [id, id]}``."""


class Details(TypedDict, total=False):
    """What a trail row may say besides actor and action."""

    standing: Standing | None
    """Under which standing she acted; someone else's is a delegation and is named."""
    record: Record | None
    """The record concerned; it must have been flushed."""
    subject: str
    """What the row is about, in words; the record's number and title when left out."""
    step: str | None
    source: str | None
    target: str | None
    changes: Changes | None
    reason: str
    clauses: Collection[str]
    result: str


class Said(NamedTuple):
    """What one row of the trail is to say."""

    action: str
    actor: Actor
    details: Details


# -- describing -----------------------------------------------------------------------


def describe_change(record: Any) -> dict[str, Personal | Mapping[str, Any]]:
    """What the next flush will change in the labelled columns of a row; call it before that flush.

    Values are JSON-safe (days and moments ISO 8601, decimals as text). The content of a personal or
    confined column, and of one that may be destroyed, is kept apart (``Personal``), that of a sealed column
    is not kept at all.
    """
    columns = columns_for(record)
    found: dict[str, Personal | Mapping[str, Any]] = {}
    for name, old, new in _differences(record, columns):
        match columns[name].klass:
            case Class.SEALED:
                found[name] = {"sealed": True}
            case Class.PERSONAL | Class.CONFINED:
                found[name] = Personal(_text(old), _text(new))
            case _ if columns[name].erasable:
                found[name] = Personal(_text(old), _text(new))
            case _:
                found[name] = {"from": json_safe(old), "to": json_safe(new)}
    return found


def _differences(record: Any, columns: Mapping[str, Column]) -> Iterator[tuple[str, Any, Any]]:
    state = cast("InstanceState[Any]", inspect(record))
    session = object_session(record)
    leaving = session is not None and record in session.deleted
    same = state.unmodified if state.has_identity and not leaving else frozenset()
    extra: tuple[Any, Any] | None = None
    for name, column in columns.items():
        if ("extra" if isinstance(column, ExtraColumn) else name) in same:
            continue
        if isinstance(column, ExtraColumn):
            extra = extra or _difference(state, "extra", leaving=leaving)
            old, new = ((values or {}).get(name) for values in extra)
        else:
            old, new = _difference(state, name, leaving=leaving)
        if old != new:
            yield name, old, new


def _difference(state: InstanceState[Any], name: str, *, leaving: bool) -> tuple[Any, Any]:
    """What is stored, and what will be."""
    if leaving:
        return getattr(state.obj(), name), None
    if not state.has_identity:
        return None, state.dict.get(name)
    history = state.attrs[name].history
    if not history.added:
        return None, None
    return (history.deleted[0] if history.deleted else _stored(state, name)), history.added[0]


def _stored(state: InstanceState[Any], name: str) -> Any:
    """The value in the database: an attribute assigned before it was loaded remembers no old one."""
    if state.session is None or state.identity is None:
        return None
    column = state.mapper.column_attrs[name].columns[0]
    keys = zip(cast("Table", column.table).primary_key, state.identity, strict=True)
    return state.session.scalar(select(column).where(*(key == value for key, value in keys)))


def json_safe(value: Any) -> Any:
    """A value as JSON carries it: days and moments ISO 8601, decimals as text; else TypeError."""
    match value:
        case Mapping():
            return {str(key): json_safe(item) for key, item in value.items()}
        case list() | tuple():
            return [json_safe(item) for item in value]
        case Enum():
            return value.value
        case Decimal() | UUID():
            return str(value)
        case date() | time():
            return _moment(value)
        case None | bool() | int() | float() | str():
            return value
    raise TypeError(f"{type(value).__name__} has no form in the trail")


def _moment(value: date | time) -> str:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat()


def _text(value: Any) -> str | None:
    plain = json_safe(value)
    return plain if plain is None or isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


# -- writing --------------------------------------------------------------------------


class Trail:
    """Writes into the session of the business change, and answers who took a step before."""

    def __init__(self, session_provider: Callable[[], Session], now: Callable[[], datetime]) -> None:
        self._session = session_provider
        self.now = now

    def write(self, action: str, *, actor: Actor, **details: Unpack[Details]) -> TrailEntry:
        """Add one row to the session; the caller commits it together with what it tells of.

        ``action`` is a key of ``models.trail.ACTIONS``. Raises ValueError for a record that has no
        id yet: flush it first.
        """
        return _add(self._session(), self.now(), Said(action, actor, details))[0]

    def write_all(self, told: Sequence[Said]) -> None:
        """Add a row for each to the session, as ``write`` does."""
        _add(self._session(), self.now(), *told)

    def takers(self, record_id: int, steps: Collection[str]) -> frozenset[int]:
        """The persons who took one of these steps, and those in whose place it was taken."""
        return self._persons(record_id, ENTRIES.c.action == "step", ENTRIES.c.step.in_(sorted(steps)))

    def author(self, record_id: int) -> frozenset[int]:
        """The persons who registered the record."""
        return self._persons(record_id, ENTRIES.c.action == "open")

    def _persons(self, record_id: int, *which: Any) -> frozenset[int]:
        session = self._session()
        # A row of this very transaction counts too, and a query on the table alone does not write it first.
        session.flush()
        rows = session.execute(
            select(ENTRIES.c.actor_id, ENTRIES.c.for_id).where(
                ENTRIES.c.record_id == record_id, ENTRIES.c.result == "done", *which
            )
        )
        return frozenset(person for row in rows for person in row if person is not None)


def note(
    write_transaction: Callable[[], AbstractContextManager[Session]],
    now: Callable[[], datetime],
    action: str,
    *,
    actor: Actor,
    **details: Unpack[Details],
) -> None:
    """Write one row in a short transaction of its own, for what writes nothing else.

    End the caller's own write transaction first: on SQLite there is one writer at a time.
    """
    with write_transaction() as session:
        _add(session, now(), Said(action, actor, details))


def install(session_factory: Any, trail: Trail) -> None:
    """Record every change of a model with ``trailed = True`` as an ``admin`` row of the same transaction.

    The actor is whoever is ``present``, the row goes into the session being flushed.
    ``session_factory`` is whatever SQLAlchemy takes as the target of session events.
    """

    def record_changes(session: Session, _context: Any, _instances: Any) -> None:
        for row in [*session.new, *session.dirty, *session.deleted]:
            changes = describe_change(row) if getattr(row, "trailed", False) else {}
            if changes:
                details = Details(subject=_address(row), changes=changes)
                _add(session, trail.now(), Said("admin", present(), details))

    event.listen(session_factory, "before_flush", record_changes)


def _address(row: Any) -> str:
    """Which administrative row: its table, its key once it has one, and how it calls itself."""
    key = cast("InstanceState[Any]", inspect(row)).identity or ()
    return " ".join([row.__tablename__, *map(str, key), repr(row)])


def _add(session: Session, at: datetime, *told: Said) -> list[TrailEntry]:
    if any(one.details.get("record") is not None and _id(one.details) is None for one in told):
        raise ValueError("a record needs its id before the trail can name it: flush first")
    kept = _kept(session, [one.details for one in told])
    entries = [_entry(at, *one, changes) for one, changes in zip(told, kept, strict=True)]
    session.add_all(entries)
    return entries


def _entry(at: datetime, action: str, actor: Actor, details: Details, changes: dict[str, Any]) -> TrailEntry:
    record, standing = details.get("record"), details.get("standing")
    principal = standing if standing is not None and standing.user_id != actor.id else None
    return TrailEntry(
        at=at,
        actor_id=actor.id,
        actor_name=actor.own.name,
        actor_post=actor.own.post,
        for_id=principal.user_id if principal else None,
        for_name=principal.name if principal else "",
        action=action,
        result=details.get("result", "done"),
        matter=None if record is None else record.matter,
        record_id=_id(details),
        subject=fitting(details.get("subject") or _headline(record), ENTRIES.c.subject),
        step=details.get("step"),
        source=details.get("source"),
        target=details.get("target"),
        changes=changes,
        reason=details.get("reason", ""),
        clauses=", ".join(details.get("clauses", ())),
        request_id=actor.request_id,
    )


def _id(details: Details) -> int | None:
    record = details.get("record")
    return None if record is None else record.id


def _headline(record: Record | None) -> str:
    return "" if record is None else " ".join(filter(None, (record.number, record.title)))


def fitting(text: str, column: TableColumn[Any]) -> str:
    """The text as its column holds it: one that is too long ends in "…"."""
    longest: int = column.type.length  # type: ignore[attr-defined]
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _kept(session: Session, told: Sequence[Details]) -> list[dict[str, Any]]:
    """The changes as each row keeps them: personal values stored apart, so that they can be erased."""
    apart = [
        {
            "record_id": _id(details),
            "column": column,
            "value": value,
        }
        for details in told
        for column, change in (details.get("changes") or {}).items()
        if isinstance(change, Personal)
        for value in (change.old, change.new)
        if value is not None
    ]
    ids = iter(session.connection().scalars(_APART, apart).all() if apart else ())

    def kept(change: Personal | Mapping[str, Any]) -> dict[str, Any]:
        if isinstance(change, Personal):
            return {"ref": [None if value is None else next(ids) for value in (change.old, change.new)]}
        return dict(change)

    return [
        {column: kept(change) for column, change in (details.get("changes") or {}).items()}
        for details in told
    ]
