"""What a column that points to another row may be set to, within what the actor may choose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.access.actor import REGISTER, Actor
from app.access.grants import EDIT
from app.parts import parts
from app.units import UNITS, Named
from models.base import Record
from models.column import declared
from models.part import Involve
from models.unit import Unit
from models.workflow import Transition
from views.forms import Choices, key_of


def choices_for(
    session: Session,
    actor: Actor,
    model: type[Record],
    names: Iterable[str],
    record: Record | None = None,
    step: Transition | None = None,
) -> dict[str, Choices]:
    """A supplier of choices for each column among the names that points to another row."""
    found: dict[str, Choices] = {}
    for name in names:
        if name == "unit_id":
            found[name] = lambda: _own_units(session, actor, model, record)
        if name == "handling_unit_id" and record is not None:
            found[name] = lambda: _handling(session, record)
        if (among := among_which(model, name)) is not None:
            found[name] = partial(_among, session, among, getattr(record, name, None))
        if step is not None and step.involves is not None and name == step.involves.unit:
            found[name] = partial(_involved, session, record, step.involves)
    return found


def among_which(model: type[Record], name: str) -> Callable[[], Select[Any]] | None:
    """The rows a column may be set to: as it declares, or the records of a matter that are not at their end.

    None for a column that points to no such row, and for units, of which a page offers some.
    """
    column = declared(model).get(name)
    if column is not None and column.among is not None:
        return column.among
    link = model.__mapper__.relationships.get(name.removesuffix("_id")) if name.endswith("_id") else None
    other = link.mapper.class_ if link is not None else Unit
    if not issubclass(other, Record) or other is Record:
        return None
    return lambda: select(other).where(other.closed_on.is_(None)).order_by(other.id.desc())


def _among(
    session: Session, rows: Callable[[], Select[Any]], present: int | None
) -> Sequence[tuple[str, str]]:
    """The rows a column may be set to that the reader sees, the latest of many; and the one it has now."""
    (described,) = rows().column_descriptions
    model = described["entity"]
    offered = list(session.scalars(rows().limit(LATEST)))
    if present and all(one.id != present for one in offered):
        offered += session.scalars(select(model).where(model.id == present))
    return [(str(one.id), called(one)) for one in offered]


def called(row: Any) -> str:
    """A row as lists to choose from call it: a record by number and title."""
    return f"{row.number or row.id} {row.title}" if isinstance(row, Record) else str(row)


def _handling(session: Session, record: Any) -> Sequence[tuple[str, str]]:
    """The unit's own divisions; of a matter that goes to any unit, all of them, then that one's divisions."""
    if not record.goes_across:
        return _below(session, record.unit_id)
    if record.handling_unit is None:
        return [(str(u.id), u.name) for u in units(session) if not record.is_kept_from(u.id)]
    return _below(session, record.lead_unit.id)


def _involved(session: Session, record: Any, involve: Involve) -> Sequence[tuple[str, str]]:
    """Who gets a part; to end one, who has it."""
    if involve.ends:
        has_it = select(Unit).where(Unit.id.in_(record.units_with(involve.part)))
        return [(str(unit.id), unit.name) for unit in session.scalars(has_it)]
    return [(str(u.id), u.name) for u in units(session)]


def _own_units(
    session: Session, actor: Actor, model: type[Record], record: Record | None
) -> Sequence[tuple[str, str]]:
    """The units one and the same standing of hers registers, or corrects, for; and the one it has now."""
    permission, present = (REGISTER, None) if record is None else (EDIT, record.unit_id)
    return [
        (str(u.id), u.name)
        for u in units(session)
        if u.id == present or actor.standing_for(permission, model.__name__, frozenset({u.id}))
    ]


def _below(session: Session, unit_id: int) -> Sequence[tuple[str, str]]:
    rows = (
        select(Unit)
        .where(Unit.active, (Unit.id == unit_id) | (Unit.parent_id == unit_id))
        .order_by(Unit.code)
    )
    return [(str(u.id), u.name) for u in session.scalars(rows)]


LATEST = 200
"""Records a list may be narrowed to."""


def filed_under(
    session: Session, model: type[Record], name: str, asked: str = ""
) -> Sequence[tuple[str, str]]:
    """What a list may be narrowed to by a column that points elsewhere: units, or the latest records.

    ``asked`` is the key that was asked for: an older record that a page leads from is one of them.
    """
    link = model.__mapper__.relationships[name.removesuffix("_id")].mapper.class_
    if issubclass(link, Unit):
        return [(str(unit.id), unit.name) for unit in units(session)]
    wanted = key_of(asked) or 0
    wanted = wanted if wanted < 2**31 else 0
    if (among := declared(model)[name].among) is not None:
        return _among(session, among, wanted)
    records = select(link.id, link.number, link.title)
    rows = list(session.execute(records.order_by(link.id.desc()).limit(LATEST)))
    if wanted and wanted not in {row.id for row in rows}:
        rows += session.execute(records.where(link.id == wanted))
    return [(str(row.id), f"{row.number or row.id} {row.title}") for row in rows]


def units(session: Session) -> Sequence[Named]:
    """All active units that register; divisions register nothing."""
    found: Sequence[Named] = parts().remembered.content(UNITS, session)
    return found
