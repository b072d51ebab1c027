"""Random walks over every declared matter: whatever people try, the promises of the engine hold."""

from __future__ import annotations

import copy
from collections import defaultdict
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import RelationshipDirection

from app.access.actor import NOBODY, PROGRAM, Actor, Standing
from app.engine import NotAllowed, Refused, Taken, Unacceptable
from models import CONSEQUENCES, MATTERS
from models.base import Record, declared
from models.workflow import Profile, Transition
from tests.engine.answers import answers, value
from tests.engine.desk import HEALTH, LAND, Desk

WALKS = settings(
    max_examples=500, stateful_step_count=20, deadline=None, derandomize=True, database=None, print_blob=False
)


def everything(user_id: int, unit: int = LAND) -> Actor:
    """Somebody with every grant in every matter."""
    grants = {(t.permission, m.__name__) for m in MATTERS for t in m.workflow.transitions.values()}
    return Actor((Standing(user_id, f"person {user_id}", units=frozenset({unit}), grants=frozenset(grants)),))


PEOPLE = (everything(1), everything(2), everything(3), everything(4, HEALTH), NOBODY, PROGRAM)
SHIFTED = st.sampled_from([1, 1, 2, 3, 8, 16])


def parents(model: type[Record]) -> dict[str, type[Record]]:
    """The records of other matters a record of this one hangs on, by relationship."""
    links = model.__mapper__.relationships
    return {
        link.key: link.mapper.class_
        for link in links
        if link.direction is RelationshipDirection.MANYTOONE and link.mapper.class_ in MATTERS
    }


class Walk(RuleBasedStateMachine):
    """One record, and those it hangs on; ``visited`` collects the states of all walks."""

    visited: ClassVar[dict[type[Record], set[str]]] = defaultdict(set)
    model: ClassVar[type[Record]]

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(CONSEQUENCES)
        self.records: list[Any] = []
        self.taken: list[Taken] = []

    @initialize(data=st.data(), rules=st.sampled_from(list(Profile)))
    def register(self, data: st.DataObject, rules: Profile) -> None:
        """What cannot be left empty is filled in; the form's own checks are not what is walked here."""
        self.record = self._opened(self.model, data, rules)

    def _opened(self, model: type[Record], data: st.DataObject, rules: Profile) -> Any:
        made = {link: self._opened(other, data, rules) for link, other in parents(model).items()}
        columns = model.__mapper__.columns
        asked = [n for n in declared(model) if not columns[n].nullable and not columns[n].foreign_keys]
        values = {n: data.draw(value(model, n, self.desk.day, units=(LAND,)), label=n) for n in asked}
        values |= {"state": model.workflow.initial.name, "rules": rules.value, "unit_id": LAND}
        values |= {c.key: c.default.arg for c in columns if c.default is not None and c.default.is_scalar}
        record = model(**values, **made)
        record.id, record.version = len(self.records) + 1, 1
        self._complete(record)
        self.taken.append(self.desk.engine.open(record, PEOPLE[0]))
        self.records.append(record)
        return record

    def _complete(self, record: Any) -> None:
        """Fill in what the form asks for besides, until it has nothing against it."""
        if record.workflow.opening_checks:
            for name in declared(type(record)):
                if getattr(record, name) is None and record.__mapper__.columns[name].type.python_type is str:
                    setattr(record, name, "filled in" if not declared(type(record))[name].choices else None)
            record.received_on = self.desk.day
            record.outcome = None

    @rule(days=SHIFTED)
    def wait(self, days: int) -> None:
        """Days pass."""
        self.desk.day += timedelta(days=days)

    @rule(data=st.data())
    def step(self, data: st.DataObject) -> None:
        """Somebody tries a step that leads on from here."""
        record = data.draw(st.sampled_from(self.records), label="record")
        steps = record.workflow.leaving(record.state)
        if steps:
            self._try(record, data.draw(st.sampled_from(steps), label="step"), data, PEOPLE[:3])

    @rule(data=st.data())
    def intrude(self, data: st.DataObject) -> None:
        """Anybody tries any step at all."""
        record = data.draw(st.sampled_from(self.records), label="record")
        step = data.draw(st.sampled_from(list(record.workflow.transitions.values())), label="step")
        self._try(record, step, data, PEOPLE)

    def _try(self, record: Any, step: Transition, data: st.DataObject, people: tuple[Actor, ...]) -> None:
        who = data.draw(st.sampled_from(people), label="who")
        given = data.draw(
            answers(type(record), step.asks, step.may_ask, self.desk.day, (LAND, HEALTH)), label="answers"
        )
        before = self._everything()
        try:
            taken = self.desk.engine.perform(record, step.name, who, given, reason="because")
        except (NotAllowed, Refused, Unacceptable):
            assert self._everything() == before
        else:
            self.taken.append(taken)
            assert taken.step is step
            assert who.id is not None or who is PROGRAM

    @rule()
    def expire(self) -> None:
        """The program looks whether a period has run out."""
        for record in self.records:
            before = self._everything()
            taken = self.desk.engine.expire(record, PROGRAM)
            if taken is None:
                assert self._everything() == before
            else:
                self.taken.append(taken)
                assert taken.on < self.desk.day

    def _everything(self) -> Any:
        columns = [{n: getattr(r, n) for n in r.columns()} for r in self.records]
        runs = [copy.copy(run) for r in self.records for run in self.desk.clocks.of(r)]
        return columns, [(vars(run), [vars(stop).copy() for stop in run.stops]) for run in runs]

    # -- what always holds ----------------------------------------------------------------

    @invariant()
    def every_state_is_declared_and_was_led_to_by_its_steps(self) -> None:
        for record in self.records:
            rows = [taken for taken in self.taken if taken.record is record]
            assert rows[-1].target == record.state
            for former, row in zip(rows, rows[1:], strict=False):
                step = row.step
                assert step is not None
                assert former.target == row.source
                assert row.source in {s.name for s in step.sources}
                assert row.target == (step.target.name if step.target else row.source)
            self.visited[type(record)].add(record.state)

    @invariant()
    def every_step_has_one_row_and_what_was_refused_has_none(self) -> None:
        assert [id(row) for row in self.desk.journal.rows] == [id(taken) for taken in self.taken]

    @invariant()
    def a_record_has_a_closing_day_if_and_only_if_it_is_closed(self) -> None:
        for record in self.records:
            assert (record.closed_on is not None) == record.standing.closed

    @precondition(lambda self: any(r.standing.final for r in self.records))
    @invariant()
    def no_clock_runs_in_a_final_state(self) -> None:
        for record in self.records:
            if record.standing.final:
                assert all(run.met and all(s.until for s in run.stops) for run in self.desk.clocks.of(record))

    @invariant()
    def nobody_took_two_steps_that_are_kept_apart(self) -> None:
        for row in self.taken:
            for apart in row.step.separate_from if row.step else ():
                earlier = self.taken[: self.taken.index(row)]
                assert row.actor.id not in {
                    r.actor.id for r in earlier if r.step is apart and r.record is row.record
                }


@pytest.mark.parametrize("model", MATTERS, ids=lambda model: model.__name__)
def test_whatever_is_tried_the_promises_hold(model: type[Record]) -> None:
    walk = type(f"{model.__name__}Walk", (Walk,), {"model": model, "visited": defaultdict(set)})
    run_state_machine_as_test(walk, settings=WALKS)
    assert walk.visited[model] == set(model.workflow.states)
