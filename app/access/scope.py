"""One rule for every door: which rows an actor may see, and may write.

``install`` hangs the rule on the session: every ORM SELECT gets it as a condition, every
flush is checked, and nothing guarded is written in bulk but by the program. A page that
forgets to ask still shows nothing foreign.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, cast
from weakref import WeakSet

from sqlalchemy import ColumnElement, event, exists, false, inspect, or_, select, true
from sqlalchemy.orm import (
    InstanceState,
    LoaderCriteriaOption,
    Mapper,
    ORMExecuteState,
    RelationshipProperty,
    Session,
    with_loader_criteria,
)

from app.access import sharing
from app.access.actor import SEE_COUNTY, SEE_JOBS, Actor, Standing, present
from models.base import WHOLE, Belonging, Record
from models.deadline import RunningClock, Suspension
from models.job import Job
from models.notice import Notice
from models.saved_list import SavedFilter
from models.sheet_import import SheetImport
from models.trail import TrailEntry


class OutOfScope(Exception):
    """A row outside the actor's units was to be written; nothing was."""


def matters() -> list[Mapper[Any]]:
    """The mappers of all declared matters."""
    return [m for m in Record.__mapper__.self_and_descendants if m.class_ is not Record]


def visible(actor: Actor, model: type[Any]) -> ColumnElement[bool]:
    """The condition on ``model`` (a Record class, rows that belong to one, or one of ``PERSONS``).

    Units are OR; what is kept from a seat of hers is AND, above all roles (附件9 第七条). Nobody sees
    nothing; a citizen sees records in public states; the program sees everything. A job is seen by who asked
    for it, a notice by whom it tells, a workbook sent to be registered by who sent it.
    """
    if actor.unrestricted:
        return true()
    if issubclass(model, PERSONS):
        return _of_person(actor, model)
    if issubclass(model, TrailEntry):
        return or_(model.record_id.is_(None), _kept(model.record_id, actor.own))
    if issubclass(model, Record):
        return _of_actor(actor, model)
    # EXISTS, not IN: for the three letters of one record nobody goes through all records of a unit.
    if issubclass(model, Belonging | RunningClock):
        return exists().where(_SEEN.id == model.record_id, _of_actor(actor, _SEEN))
    timed = _TIMED.record_id == _SEEN.id
    return exists().where(_TIMED.id == model.clock_id, timed, _of_actor(actor, _SEEN))


_CARD = Record.__table__.c
# Under names of their own: a statement may have both tables already.
_SEEN = Record.__table__.alias("seen_record").c
_TIMED = RunningClock.__table__.alias("seen_clock").c
BELONGING: tuple[type[Any], ...] = (Belonging, RunningClock, Suspension)
PERSONS: tuple[type[Any], ...] = (Job, SavedFilter, Notice, SheetImport)
"""Rows of one person, or of those she shares them with."""


def _of_person(actor: Actor, model: type[Any]) -> ColumnElement[bool]:
    if issubclass(model, Job):
        return _of_asker(actor)
    if issubclass(model, SavedFilter):
        return sharing.seen(actor)
    return false() if actor.id is None else _person_of(model) == actor.id


def _person_of(row: Any) -> Any:
    """Whose a notice or a workbook is; of the model, the column that says so."""
    return row.asked_by_id if hasattr(row, "asked_by_id") else row.user_id


def _of_actor(actor: Actor, card: Any) -> ColumnElement[bool]:
    """``card`` holds the columns of the record table: a Record class, or the table itself."""
    if actor.public:
        return or_(false(), *_of_public(card))
    return or_(false(), *_of_standings(actor, card)) & _kept(card.id, actor.own)


def _kept(key: Any, standing: Standing) -> ColumnElement[bool]:
    """Without the records that are kept from a standing."""
    return key.not_in(sorted(standing.barred)) if standing.barred else true()


def _of_public(card: Any) -> Iterator[ColumnElement[bool]]:
    for matter, shown in _public():
        yield (card.matter == matter) & card.state.in_(shown)


def _public() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each matter with the states in which its records are everybody's, where there are any."""
    found = (
        (str(m.polymorphic_identity), tuple(s.name for s in m.class_.workflow.states.values() if s.public))
        for m in matters()
    )
    return tuple((matter, shown) for matter, shown in found if shown)


def _of_standings(actor: Actor, card: Any) -> Iterator[ColumnElement[bool]]:
    names = {m.class_.__name__: str(m.polymorphic_identity) for m in matters()}
    for standing in actor.standings:
        whole = sorted(names[n] for n in names if standing.may(SEE_COUNTY, n))
        if whole:
            yield card.matter.in_(whole) & _kept(card.id, standing)
        if standing.units:
            own, only = _of_units(card, standing) & _kept(card.id, standing), standing.only_matter
            yield own if only is None else own & (card.matter == names.get(only, ""))


def reaching(actor: Actor, permission: str, card: Any) -> ColumnElement[bool]:
    """The records on which one and the same standing holds a permission: ``Actor.may_on`` as a condition.

    ``card`` holds the columns of the record table, as for ``visible``. It says nothing about seeing them.
    """
    if actor.unrestricted:
        return true()
    return or_(false(), *_reached(actor, permission, card)) & _kept(card.id, actor.own)


def _reached(actor: Actor, permission: str, card: Any) -> Iterator[ColumnElement[bool]]:
    names = {m.class_.__name__: str(m.polymorphic_identity) for m in matters()}
    for standing in actor.standings:
        held = [name for name in names if standing.may(permission, name)]
        whole = [names[name] for name in held if standing.may(SEE_COUNTY, name)]
        own = [names[name] for name in held if names[name] not in whole]
        if whole:
            yield card.matter.in_(whole) & _kept(card.id, standing)
        if own and standing.units:
            yield card.matter.in_(own) & _of_units(card, standing) & _kept(card.id, standing)


def _of_units(card: Any, standing: Standing) -> ColumnElement[bool]:
    units = sorted(standing.units)
    together = [card.id.in_(sorted(standing.joint))] if standing.joint else []
    return or_(card.unit_id.in_(units), card.handling_unit_id.in_(units), *together)


def _of_asker(actor: Actor) -> ColumnElement[bool]:
    if actor.own.may(SEE_JOBS, Job.__name__):
        return true()
    return false() if actor.id is None else Job.asked_by_id == actor.id


def install(session_factory: Any) -> None:
    """Apply ``visible`` to every ORM SELECT of these sessions and check every write."""
    event.listen(session_factory, "do_orm_execute", _restrict)
    event.listen(session_factory, "before_flush", _check_flush)


# -- reading --------------------------------------------------------------------------


def _restrict(state: ORMExecuteState) -> None:
    actor = present()
    if actor.unrestricted:
        return
    if state.is_insert or state.is_update or state.is_delete:
        _assert_unguarded(state)
    if not state.is_select or state.is_column_load:
        return
    statement: Any = state.statement
    if _stays_within_a_case(state):
        # Eager loads get the rules of the statement they follow, which asked nobody's leave for them.
        state.statement = _without_rules(statement)
    else:
        rights = replace(actor, request_id="", roles=frozenset())
        declarations = (tuple(matters()), tuple(_subclasses(Belonging)), actor.public and _public())
        state.statement = statement.options(*_rules(rights, *declarations))


@lru_cache(maxsize=512)
def _rules(
    actor: Actor, _matters: tuple[Mapper[Any], ...], belonging: tuple[type[Any], ...], _public: object
) -> tuple[Any, ...]:
    """The conditions for everybody with just these rights under just these declarations.

    They follow from nothing else: what changes either is another key, so none is ever stale.
    """
    # Not handed on to later loads: those are restricted by themselves, for whoever acts then.
    guarded = (*belonging, RunningClock, Suspension, *PERSONS, *([TrailEntry] if actor.own.barred else []))
    return (
        _criteria(Record, _of_actor(actor, Record)),
        *(_criteria(model, visible(actor, model)) for model in guarded),
    )


def _without_rules(statement: Any) -> Any:
    """The statement without the rules of the one it follows; a statement that has none is left alone."""
    options = statement._with_options  # no other way is told of
    kept = tuple(option for option in options if not isinstance(option, LoaderCriteriaOption))
    if len(kept) == len(options):
        return statement
    bare = statement._generate()
    bare._with_options = kept
    return bare


def _criteria(model: type[Any], condition: ColumnElement[bool]) -> Any:
    return with_loader_criteria(model, condition, include_aliases=True, propagate_to_loaders=False)


def _stays_within_a_case(state: ORMExecuteState) -> bool:
    """Rules are judged on the whole case: who has the record in hand loads what belongs to it whole."""
    path = state.loader_strategy_path if state.is_relationship_load else None
    link = path[-1] if path else None
    return isinstance(link, RelationshipProperty) and link.info == WHOLE


def _subclasses(model: type[Any]) -> list[type[Any]]:
    return [c for c in model.__subclasses__() if hasattr(c, "__mapper__")]


# -- writing --------------------------------------------------------------------------

_CACHED = frozenset({"due_on", "due_at", "warn_on", "provisional", "paused", "days_left", "counted_in"})
"""What follows from the events of a period; a step in one record moves them in the one it belongs to."""


def _assert_unguarded(state: ORMExecuteState) -> None:
    table = state.statement.entity_description["table"]  # type: ignore[attr-defined]
    if table in {
        mapper.local_table for model in (Record, *BELONGING, *PERSONS) for mapper in _mappers(model)
    }:
        raise OutOfScope(f"rows of {table} are written one by one")


def _mappers(model: Any) -> Iterator[Mapper[Any]]:
    if hasattr(model, "__mapper__"):
        yield from model.__mapper__.self_and_descendants
    else:
        yield from (found.__mapper__ for found in _subclasses(model))


def _check_flush(session: Session, _context: Any, _instances: Any) -> None:
    actor = present()
    if actor.unrestricted:
        return
    begun: WeakSet[Record] = session.info.setdefault("gongkai.begun", WeakSet())
    with session.no_autoflush:
        if actor.public:
            begun.update(row for row in session.new if isinstance(row, Record))
        for row in [*session.new, *session.dirty, *session.deleted]:
            if isinstance(row, Record) and row not in begun and not may_write(actor, row):
                raise OutOfScope(f"{row.matter} of unit {row.unit_id}")
            if isinstance(row, BELONGING) and not _only_follows(session, row):
                _check_belonging(session, actor, row, begun)
            if isinstance(row, Job) and not _may_write_job(actor, row):
                raise OutOfScope(f"job {row.id} of somebody else")
            if isinstance(row, SavedFilter) and not sharing.may_change(actor, row):
                raise OutOfScope(f"saved filter {row.id} of somebody else")
            if isinstance(row, Notice | SheetImport) and (actor.id is None or _person_of(row) != actor.id):
                raise OutOfScope(f"{row.__tablename__} {row.id} of somebody else")


def _only_follows(session: Session, row: Any) -> bool:
    """A period of which nothing but the cache moves."""
    if not isinstance(row, RunningClock) or row not in session.dirty:
        return False
    before, after = _keys(row, "record_id", "record")
    return before == after and _changed(row) <= _CACHED


def _check_belonging(session: Session, actor: Actor, row: Any, begun: WeakSet[Record]) -> None:
    """A row is taken from, and given to, records the actor may write."""
    if isinstance(row, Suspension):
        causes = {key for keys in _keys(row, "cause_id") for key in keys}
        # Who works on a third party stops and resumes the period of the request it was asked about.
        if causes and None not in causes and not _foreign(session, actor, _CARD.id.in_(causes)):
            return
        clocks = RunningClock.__table__.c
        stopped = clocks.id.in_(_known(*_keys(row, "clock_id", "clock")))
        concerned = _CARD.id.in_(select(clocks.record_id).where(stopped))
    else:
        others = _known(*_keys(row, "record_id", "record")) - {record.id for record in begun}
        if not others:
            return
        concerned = _CARD.id.in_(others)
    if foreign := _foreign(session, actor, concerned):
        raise OutOfScope(f"{row.__tablename__} of {foreign}")


def _known(before: set[int | None], after: set[int | None]) -> set[int]:
    """Without the keys of rows that are about to be written: those are looked at by themselves."""
    return {key for key in before | after if key is not None}


def _foreign(session: Session, actor: Actor, concerned: ColumnElement[bool]) -> str:
    """One of these records the actor may not write, in words; empty when there is none."""
    cards = select(_CARD.id, _CARD.matter, _CARD.unit_id, _CARD.handling_unit_id).where(concerned)
    names = {m.polymorphic_identity: m.class_.__name__ for m in matters()}
    rows = session.execute(cards)
    return next(
        (
            f"{matter} of unit {units[0]}"
            for key, matter, *units in rows
            if not _is_hers(actor, names[matter], set(units), key)
        ),
        "",
    )


def may_write(actor: Actor, record: Record) -> bool:
    """Whether the record lies in the actor's units, or she sees the whole county for this matter.

    A new one must be of a unit of hers; one that moves must have been hers and stay so. What she may
    do to it is the grants' business.
    """
    if actor.unrestricted:
        return True
    matter, state = type(record).__name__, cast("InstanceState[Any]", inspect(record))
    before, after = _keys(record, "unit_id", "unit")
    if not state.has_identity:
        return _is_hers(actor, matter, after, None)
    changed = _changed(record)
    if changed and changed <= _CACHED:
        return True
    handling, _handling_now = _keys(record, "handling_unit_id", "handling_unit")
    return _is_hers(actor, matter, before | handling, record.id) and (
        before == after or _is_hers(actor, matter, after, record.id)
    )


def _may_write_job(actor: Actor, job: Job) -> bool:
    hers = actor.id is not None and job.asked_by_id == actor.id
    return hers or actor.own.may(SEE_JOBS, Job.__name__)


def _is_hers(actor: Actor, matter: str, units: set[int | None], key: int | None) -> bool:
    """Whether a record of these units, with this key once it has one, is one of those she sees."""
    return any(
        (s.only_matter in {None, matter} and (bool(units & s.units) or key in s.joint))
        or s.may(SEE_COUNTY, matter)
        for s in actor.standings
        if not actor.is_barred(s, key)
    )


def _changed(row: Any) -> set[str]:
    """The columns that were set to something else."""
    state = cast("InstanceState[Any]", inspect(row))
    touched = {column.key for column in state.mapper.column_attrs} - state.unmodified
    return {name for name in touched if state.attrs[name].history.has_changes()}


def _keys(row: Any, column: str, link: str = "") -> tuple[set[int | None], set[int | None]]:
    """The key a row had and the one it is about to have, whether its column or its link was set."""
    state = cast("InstanceState[Any]", inspect(row))
    keys = state.attrs[column].load_history()
    before, after = {*keys.deleted, *keys.unchanged}, {*keys.added, *keys.unchanged}
    linked = state.attrs[link].history if link else None
    if linked is not None and linked.added:
        after = {other.id if other is not None else None for other in linked.added}
    return before if state.has_identity else set(), after
