"""A plausible record of any matter, made from its declaration alone: a new matter needs no line here."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Date, Integer
from sqlalchemy.orm import RelationshipDirection

from app.engine import Refused, Unacceptable
from app.timekeeper import OFFICE_TIME
from models import MATTERS
from models.base import Record
from models.column import Instant, declared
from models.points import Points
from models.proposal import Proposal
from models.workflow import Transition

BY_THE_ENGINE = {"state", "rules", "opened_at"}
"""Columns no record is without, that nobody fills in."""


def parents(model: type[Record]) -> dict[str, type[Record]]:
    """The records of other matters a record of this one hangs on, by relationship.

    What may hang on records of several matters hangs on one of the first of them.
    """
    links = model.__mapper__.relationships
    found = {
        link.key: link.mapper.class_
        for link in links
        if link.direction is RelationshipDirection.MANYTOONE
        and issubclass(link.mapper.class_, Record)
        and not any(column.nullable for column in link.local_columns)
    }
    return {name: other if other in MATTERS else _proposal() for name, other in found.items()}


def _proposal() -> type[Record]:
    return next(model for model in MATTERS if issubclass(model, Proposal))


def hanging_on(model: type[Record]) -> list[type[Record]]:
    """The matters whose records hang on one of this matter."""
    return [other for other in MATTERS if model in parents(other).values()]


def asked(model: type[Record]) -> list[str]:
    """The columns somebody has to fill in, but what points to another row."""
    columns = model.__mapper__.columns
    return [
        name
        for name in declared(model)
        if name not in BY_THE_ENGINE
        and not (columns[name].nullable or columns[name].foreign_keys or columns[name].default)
    ]


def plausible(model: type[Record], name: str, today: date) -> Any:
    """A value of a column: its first choice, today, yes, one, or words."""
    column = declared(model).get(name)
    if column is not None and column.choices is not None:
        first = next(iter(column.offered))
        return (first,) if column.several else first
    # A line of a sheet is no column.
    match column.type if column is not None else Points():
        case Date() | Instant() as kind:
            return datetime.combine(today, time(8), OFFICE_TIME) if isinstance(kind, Instant) else today
        case Boolean():
            return True
        case Integer():
            return 1
        case Points():
            return Decimal(1)
    return "已填写"


def filled(model: type[Record], today: date) -> dict[str, Any]:
    """Values for whatever somebody has to fill in, but what points to another row."""
    return {name: plausible(model, name, today) for name in asked(model)}


Lead = Callable[[Any], bool]
"""Takes a record one step on; whether it could."""


def complete(
    record: Any,
    check: Callable[[Any], Any],
    today: date,
    lead: Lead = lambda _record: False,
    given: Collection[str] = (),
) -> Any:
    """Fill in what a form asks for besides, until ``check`` finds nothing against it; what that answers.

    What it hangs on is led on until it takes a record; what is ``given`` stays as it is. Raises
    Unacceptable for what nothing cures.
    """
    tried: set[tuple[str, Any]] = set()
    while True:
        try:
            return check(record)
        except Unacceptable as wrong:
            for name in wrong.errors:
                above = name.removesuffix("_id")
                if above in parents(type(record)) and lead(getattr(record, above)):
                    continue
                if name in given or above in parents(type(record)) or (name, getattr(record, name)) in tried:
                    raise
                tried.add((name, getattr(record, name)))
                setattr(record, name, _cured(record, name, today))


def _cured(record: Any, name: str, today: date) -> Any:
    """A plausible value; for a number a year, the next one where that is taken."""
    present = getattr(record, name)
    return max(present + 1, today.year) if type(present) is int else plausible(type(record), name, today)


def next_step(record: Any) -> Transition | None:
    """The step that leads on along the main road, if people take it."""
    flow = record.workflow
    ahead = (
        step
        for step in flow.leaving(record.state)
        if step.target and not (step.target.aside or step.automatic or step.danger)
        if not flow.leads_back(record.state, step.target.name)
    )
    return next(ahead, None)


def led(record: Any, take: Callable[[Any, Transition, dict[str, Any]], Any], today: date) -> bool:
    """Take the next step on the main road, after what stands in its way: beside the road, or above it.

    Whether it is any further then; where the next step is the program's, that depends on what it hangs on.
    """
    step = next_step(record)
    if step is not None and _taken(record, step, take, today):
        return True
    for beside in filter(_lies_beside, record.workflow.leaving(record.state)):
        with suppress(Unacceptable):
            done = _taken(record, beside, take, today)
            if done and step is not None and _taken(record, step, take, today):
                return True
    while any(led(getattr(record, name), take, today) for name in parents(type(record))):
        if step is None or _taken(record, step, take, today):
            return True
    return False


def _lies_beside(step: Transition) -> bool:
    return step.target is None and not (step.automatic or step.danger or step.extends or step.involves)


def _taken(record: Any, step: Transition, take: Callable[..., Any], today: date) -> bool:
    """Whether the step could be taken, with plausible answers; Unacceptable for what none of them cures."""
    answers = {name: plausible(type(record), name, today) for name in step.asks}
    while True:
        try:
            take(record, step, answers)
        except Refused:
            return False
        except Unacceptable as wrong:
            if wrong.errors.keys() <= answers.keys():
                raise
            answers |= {name: plausible(type(record), name, today) for name in wrong.errors}
        else:
            return True
