"""Random walks over every declared matter: whatever people try, the promises of the engine hold."""

from __future__ import annotations

import copy
import os
from collections import defaultdict
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from typing import Any, ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Boolean

from app.access.actor import NOBODY, PROGRAM, Actor, Standing
from app.collaborators import Taken
from app.engine import NotAllowed, Refused, Unacceptable
from models import CONSEQUENCES, MATTERS, Unit
from models.base import Record
from models.column import declared
from models.effect import Follow
from models.workflow import Profile, State, Transition, Workflow
from tests.engine.answers import answers, on_day, value
from tests.engine.desk import HEALTH, LAND, Desk
from tests.records import complete, hanging_on, led, parents

# The desk of these walks keeps plain objects.
pytestmark = pytest.mark.any_engine

WALKED = int(os.environ.get("GONGKAI_WALKS", "25"))
"""Walks a matter; with ``THOROUGH`` (``make fuzz``) every state of its main road must have been met."""
THOROUGH = 500

# A failure is shown as it was found: making a walk shorter takes minutes.
WALKS = settings(
    phases=[Phase.generate],
    max_examples=WALKED,
    stateful_step_count=24,
    deadline=None,
    derandomize=True,
    database=None,
    print_blob=False,
)


def everything(user_id: int, unit: int = LAND) -> Actor:
    """Somebody with every grant in every matter."""
    grants = {(t.permission, m.__name__) for m in MATTERS for t in m.workflow.transitions.values()}
    return Actor((Standing(user_id, f"person {user_id}", units=frozenset({unit}), grants=frozenset(grants)),))


PEOPLE = (everything(1), everything(2), everything(3), everything(4, HEALTH), NOBODY)
SHIFTED = st.sampled_from([1, 1, 1, 9, 16])
TRIES = 30
"""Answers drawn for one step before a walk begins elsewhere."""
FOLLOWING = {c.effect.step for c in CONSEQUENCES if isinstance(c.effect, Follow)}
A_YEAR = timedelta(days=366)
A_SEASON = timedelta(days=90)
"""Longer than any period whose end the program waits for."""


def road(flow: type[Workflow], goal: State) -> list[Transition]:
    """A shortest way of steps from the beginning to a state."""
    roads: dict[State, list[Transition]] = {flow.initial: []}
    for here in (frontier := [flow.initial]):
        for step in flow.leaving(here.name):
            if step.target is not None and step.target not in roads:
                roads[step.target] = [*roads[here], step]
                frontier.append(step.target)
    return roads[goal]


def _leads_nowhere(step: Transition) -> bool:
    return step.target is None or (step.target.aside and step.target.final)


class Walk(RuleBasedStateMachine):
    """One record, and those it hangs on; ``visited`` collects the states of all walks."""

    visited: ClassVar[dict[type[Record], set[str]]] = defaultdict(set)
    model: ClassVar[type[Record]]

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(CONSEQUENCES)
        self.records: list[Any] = []
        self.taken: list[Taken] = []
        self.led: list[Any] = []
        """Those whose way is being cleared."""

    @initialize(data=st.data(), rules=st.sampled_from(list(Profile)))
    def register(self, data: st.DataObject, rules: Profile) -> None:
        """What cannot be left empty is filled in; the form's own checks are not what is walked here.

        Each walk begins somewhere on the main road: left to chance, hardly one would get far.
        """
        self.record = self._opened(self.model, data, rules)
        for record in data.draw(st.sampled_from([[self.record], [*self.records]])):
            states = [state for state in record.workflow.states.values() if not state.aside]
            # What a record hangs on begins as it is, or near its end.
            states = states if record is self.record else states[-3:]
            for step in road(record.workflow, data.draw(st.sampled_from(states), label="begins in")):
                self._insist(record, step, data)

    def _insist(self, record: Any, step: Transition, data: st.DataObject) -> None:
        """Whoever may takes the step, with answers until some will do; what a guard bars is gone round.

        What cannot be gone round waits for another record.
        """
        if step.automatic:
            self.desk.day += A_SEASON
            self._expire(data)
            self._bring_about(record, step, data)
        self._go(record, step, data)
        stuck = step in record.workflow.leaving(record.state) and not self._able(record, step)
        beside = any(one.target is None for one in record.workflow.leaving(record.state))
        if stuck and not step.automatic and (parents(type(record)) or hanging_on(type(record)) or beside):
            self._clear_the_way(record, step, data)
            self._go(record, step, data)
            if record.state in {state.name for state in step.sources} and not self._able(record, step):
                # Some steps wait for nothing but the end of the year.
                self.desk.day += A_YEAR
                self._go(record, step, data)

    def _bring_about(self, record: Any, step: Transition, data: st.DataObject) -> None:
        """Have the step happen in another record that this one follows."""
        for cause in CONSEQUENCES:
            for other in hanging_on(type(record)):
                follows = isinstance(cause.effect, Follow) and cause.effect.step is step
                if follows and cause.step in other.workflow.transitions.values():
                    below = self._opened(other, data, Profile(record.rules), record)
                    for ahead in (*road(other.workflow, cause.step.sources[0]), cause.step):
                        self._insist(below, ahead, data)

    def _go(self, record: Any, step: Transition, data: st.DataObject) -> None:
        for _once_more in range(TRIES):
            if record.state == (step.target and step.target.name):
                return
            open_ = [(s, i) for i in range(3) for s in self._open_to(record, i)]
            ahead = [(s, i) for s, i in open_ if s is step or not s.danger]
            if not ahead:
                return
            # What leaves the record where it is, or off the road for good, leads nowhere.
            taken, person = min(ahead, key=lambda able: (able[0] is not step, _leads_nowhere(able[0])))
            self._try(record, taken.name, person, data)

    def _able(self, record: Any, step: Transition) -> list[int]:
        return [i for i in range(3) if step in self._open_to(record, i)]

    def _clear_the_way(self, record: Any, step: Transition, data: st.DataObject) -> None:
        """Have happen what a guard may wait for; two that wait for each other are gone round once."""
        if any(record is one for one in self.led):
            return
        self.led.append(record)
        try:
            self._lead_others(record, step, data)
        finally:
            self.led.pop()

    def _lead_others(self, record: Any, step: Transition, data: st.DataObject) -> None:
        """What a guard may wait for lies above the record, below it, and beside its road."""
        for link in parents(type(record)):
            # The plainest answers will not always do.
            with suppress(Unacceptable):
                led(getattr(record, link), self._take, self.desk.day)
        refusal = self.desk.engine.refusal(record, step, PEOPLE[0])
        for other in hanging_on(type(record)):
            if refusal and {*refusal.clauses} & {*other.workflow.clauses}:
                there = [one for one in self.records if isinstance(one, other)]
                # Not every refusal of these clauses waits for another record, nor can one be opened always.
                with suppress(Unacceptable):
                    opened = there or [self._opened(other, data, Profile(record.rules), record)]
                    for below in opened:
                        self._accompany(record, step, below, data)
        for beside in record.workflow.leaving(record.state):
            if beside.target is None and (able := self._able(record, beside)):
                self._try(record, beside.name, able[0], data)
        for link in parents(type(record)):
            self._accompany(record, step, getattr(record, link), data)

    def _accompany(self, record: Any, step: Transition, below: Any, data: st.DataObject) -> None:
        """Lead what hangs on a record, or it hangs on, along its main road until the step can be taken."""
        *_before, goal = (state for state in below.workflow.states.values() if not state.aside)
        for ahead in road(below.workflow, goal):
            if not self._able(record, step):
                self._insist(below, ahead, data)

    def _take(self, record: Any, step: Transition, given: dict[str, Any]) -> None:
        able = self._able(record, step)
        who = PEOPLE[able[0] if able else 0]
        self.desk.engine.perform(record, step.name, who, given, reason="because")
        self._tell()

    def _opened(
        self, model: type[Record], data: st.DataObject, rules: Profile, above: Record | None = None
    ) -> Any:
        made = {
            link: above if isinstance(above, other) else self._opened(other, data, rules)
            for link, other in parents(model).items()
        }
        columns = model.__mapper__.columns
        asked = [
            n
            for n in declared(model)
            if not columns[n].nullable
            and not columns[n].foreign_keys
            and (columns[n].default is None or isinstance(columns[n].type, Boolean))
        ]
        drawn = {n: data.draw(value(model, n, units=(LAND,)), label=n) for n in asked}
        values = on_day(drawn, self.desk.day)
        values |= {"state": model.workflow.initial.name, "rules": rules.value, "unit_id": LAND}
        values["opened_at"] = self.desk.engine.now()
        values["unit"] = Unit(id=LAND, name="land", word="land")
        # A tick box has a default as well, and what it says sends a record down another road.
        fixed = [c for c in columns if c.default is not None and c.default.is_scalar and c.key not in drawn]
        values |= {c.key: c.default.arg for c in fixed}
        record = model(**values, **made)
        record.id, record.version = len(self.records) + 1, 1
        day = self.desk.day
        complete(record, self.desk.engine.check_opening, day, lambda one: led(one, self._take, day))
        self.taken.append(self.desk.engine.open(record, PROGRAM if model.workflow.automatic else PEOPLE[0]))
        self.records.append(record)
        return record

    # One rule: of several, Hypothesis leaves some out of each walk, and hardly one would get far.
    @rule(data=st.data(), act=st.sampled_from(("step",) * 6 + ("intrude", "wait", "expire")))
    def act(self, data: st.DataObject, act: str) -> None:
        """Somebody takes a step, tries one that is not hers, or days pass."""
        getattr(self, f"_{act}")(data)

    def _wait(self, data: st.DataObject) -> None:
        self.desk.day += timedelta(days=data.draw(SHIFTED, label="days"))

    def _step(self, data: st.DataObject) -> None:
        """A step that is offered; whether the answers will do is another question."""
        who = data.draw(st.sampled_from(range(3)), label="who")
        record = data.draw(st.sampled_from(self.records), label="record")
        offers = self._open_to(record, who)
        if offers:
            self._try(record, data.draw(st.sampled_from([s.name for s in offers]), label="step"), who, data)

    def _intrude(self, data: st.DataObject) -> None:
        """A step that is not offered."""
        who = data.draw(st.sampled_from(range(len(PEOPLE))), label="who")
        record = data.draw(st.sampled_from(self.records), label="record")
        open_to_her = self._open_to(record, who)
        rest = [s.name for s in record.workflow.transitions.values() if s not in open_to_her]
        if not rest:
            return
        taken = len(self.taken)
        self._try(record, data.draw(st.sampled_from(rest), label="step"), who, data)
        assert len(self.taken) == taken

    def _open_to(self, record: Any, who: int) -> list[Transition]:
        return [o.step for o in self.desk.engine.offers(record, PEOPLE[who]) if o.refusal is None]

    def _try(self, record: Any, name: str, person: int, data: st.DataObject) -> None:
        step, who = record.workflow.transitions[name], PEOPLE[person]
        drawn = data.draw(answers(type(record), step, (LAND, HEALTH)), label="answers")
        given = on_day(drawn, self.desk.day)
        before = self._everything()
        try:
            taken = self.desk.engine.perform(record, step.name, who, given, reason="because")
        except (NotAllowed, Refused, Unacceptable):
            assert self._everything() == before
        else:
            first, *following = self._tell()
            assert all(row.actor is PROGRAM and not (row.step and row.step.expires) for row in following)
            assert first is taken
            assert taken.step is step

    def _tell(self) -> list[Taken]:
        """What was just done, and what followed; records the program opened are walked like the others."""
        rows = self.desk.journal.rows[len(self.taken) :]
        self.taken += rows
        for row in rows:
            if all(row.record is not one for one in self.records):
                row.record.id, row.record.version = len(self.records) + 1, 1
                self.records.append(row.record)
        return rows

    def _expire(self, _data: st.DataObject) -> None:
        """The program looks whether a period has run out."""
        for record in [*self.records]:
            before = self._everything()
            taken = self.desk.engine.expire(record, PROGRAM)
            if taken is None:
                assert self._everything() == before
            else:
                self._tell()
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
            for former, row in pairwise(rows):
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
    # A walk that gets nowhere proves nothing: all together they leave the beginning, and enough of them have
    # been everywhere on the main road, but where only a step of another matter leads.
    flow = model.workflow
    entered = {step.target for step in flow.transitions.values() if not step.automatic or step.expires}
    road = {state.name for state in {flow.initial, *entered} if state and not state.aside}
    met = walk.visited[model] & road
    assert met == road if WALKED >= THOROUGH else len(met) >= min(len(road), 2)
