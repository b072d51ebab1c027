"""One label, one thing: what shares its English words shares its Chinese ones, whichever matter says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from flask_appbuilder import Model
from sqlalchemy import JSON, Boolean, Date, Integer, String

from models import MATTERS
from models.base import Record
from models.column import Column, Instant, declared
from models.points import Points

SORTS = {
    "words": (String, JSON),
    "a number": (Integer, Points),
    "a day": (Date,),
    "a moment": (Instant,),
    "yes or no": (Boolean,),
}
"""Columns of different sorts do not tell the same: a place in an order is none one goes to."""


def sort_of(column: Column) -> str:
    """What a column tells: another row, words, a number, a day."""
    if column.points_to:
        return "another row"
    kind = getattr(column.type, "impl", column.type)
    found = [sort for sort, kinds in SORTS.items() if isinstance(column.type, kinds)]
    return (found or [sort for sort, kinds in SORTS.items() if isinstance(kind, kinds)])[0]


def columns() -> Iterator[tuple[str, str, str]]:
    """The label of every column kept, what it tells, and whose it is."""
    for mapper in Model.registry.mappers:
        for name, column in declared(mapper.class_).items():
            yield str(column.label), sort_of(column), f"{mapper.class_.__name__}.{name}"


def roles() -> Iterator[tuple[str, str, str]]:
    """The labels of every matter's states and steps, and of what its columns may be set to."""
    for matter in MATTERS:
        flow, name = matter.workflow, matter.__name__
        for state in flow.states.values():
            yield str(state.label), "state", f"{name}.{state.name}"
        for step in flow.transitions.values():
            yield str(step.label), "step", f"{name}.{step.name}"
        for column, about in declared(matter).items():
            for code, label in (about.choices or {}).items():
                yield str(label), "choice", f"{name}.{column}={code}"


@pytest.mark.parametrize("told", [columns, roles], ids=lambda told: told.__name__)
def test_a_label_is_not_shared_by_different_things(told):
    uses = defaultdict(lambda: defaultdict(set))
    for label, role, where in told():
        uses[label][role].add(where)
    shared = {
        label: {role: sorted(found) for role, found in by.items()}
        for label, by in uses.items()
        if len(by) > 1
    }
    assert shared == {}


def test_every_matter_is_looked_at():
    assert {where.partition(".")[0] for _label, _role, where in columns()} >= {
        one.__name__ for one in MATTERS
    }
    assert all(issubclass(one, Record) for one in MATTERS)
