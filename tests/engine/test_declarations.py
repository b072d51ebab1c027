"""Every matter and every step of it: what is declared exists, is reachable, and is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.clauses import citable
from app.handbook import handbook
from models import CONSEQUENCES, MATTERS, InformationRequest
from models.base import Record
from models.column import Class, Instant, declared
from models.deadline import DeadlineRule
from models.effect import Apart, Consequence, Follow, Open
from models.letter_form import LetterKind
from models.letter_kind import BY_NAME, LETTER_KINDS
from models.outcome import OUTCOMES
from models.roles import ROLES
from models.sample.stories import STORIES
from models.sample.story import Side, Story
from models.workflow import SYSTEM, Clock, Profile, State, Transition, Workflow
from tests.records import parents

STEPS = [(m, t) for m in MATTERS for t in m.workflow.transitions.values()]
CLOCKS = [(m, c) for m in MATTERS for c in m.workflow.clocks.values()]
LETTERS = [(m, t.letter) for m, t in STEPS if t.letter]
LETTERS += [(m, m.workflow.opening_letter) for m in MATTERS if m.workflow.opening_letter]
FOLLOWING = {c.effect.step for c in CONSEQUENCES if isinstance(c.effect, Follow)}
"""Steps of the program that follow from a step of another matter."""
BY_DESK = {"old_due_on", "due_on", "provisional"}
"""Facts of a record that the desk derives from its main clock."""
GIVEN = {"number", "date", "profile", "unit"}
"""Facts of every letter."""


def named(value: Any) -> str:
    """What a parameter is called in the test's name."""
    return str(getattr(value, "__name__", None) or getattr(value, "name", None) or value)


steps = pytest.mark.parametrize(("model", "step"), STEPS, ids=named)
clocks = pytest.mark.parametrize(("model", "clock"), CLOCKS, ids=named)
matters = pytest.mark.parametrize("model", MATTERS, ids=named)


@steps
def test_the_clauses_of_a_step_and_its_guards_exist(model: type[Record], step: Transition) -> None:
    cited = {*step.clauses, *(clause for guard in step.requires for clause in guard.otherwise.clauses)}
    assert cited
    assert cited <= citable()


@steps
def test_the_roles_of_a_step_and_of_who_clears_it_exist(model: type[Record], step: Transition) -> None:
    helpers = {guard.otherwise.cleared_by for guard in step.requires} - {None}
    assert {*step.roles, *helpers} <= {*ROLES, SYSTEM}


@steps
def test_what_a_step_asks_sets_seals_or_reads_is_a_labelled_column(
    model: type[Record], step: Transition
) -> None:
    restarted = [step.restarts.on] if step.restarts else []
    told = [*step.asks, *step.may_ask, *step.sets, *step.seals, *restarted, step.on, step.extension_from]
    columns = declared(model)
    missing = {name for name in told if name and name not in columns}
    assert missing == set()
    assert all(str(columns[name].label) for name in told if name)
    assert hasattr(model, step.not_of or "unit_id")


@steps
def test_what_a_step_fixes_is_one_of_the_choices(model: type[Record], step: Transition) -> None:
    for name, value in step.sets.items():
        choices = declared(model)[name].choices
        assert choices is None or value is None or callable(value) or value in choices


@steps
def test_a_step_has_words_and_a_page(app: Flask, model: type[Record], step: Transition) -> None:
    assert str(step.label)
    routes = app.url_map.bind("localhost")
    for method in ("GET", "POST"):
        endpoint, values = routes.match(f"/office/{model.slug}/1/{step.name}", method=method)
        assert endpoint.endswith("View.step")
        assert values == {"pk": 1, "name": step.name}


@steps
def test_a_step_that_people_take_can_be_granted(app: Flask, model: type[Record], step: Transition) -> None:
    security = app.appbuilder.sm  # type: ignore[attr-defined]
    granted = security.find_permission_view_menu(step.permission, model.__name__)
    assert (granted is None) == step.automatic


@matters
def test_the_columns_a_step_seals_are_not_changed_by_hand_in_between(model: type[Record]) -> None:
    """Between an approval and what relies on it, no state is open to corrections by hand."""
    flow = model.workflow
    for step in flow.transitions.values():
        if step.approvals:
            assert not any(state.editable for state in step.sources)


def test_the_state_of_a_stored_record_is_not_assigned(session: Any, register: Any) -> None:
    request = register()
    session.commit()
    for _either in ("just committed, and not read again yet", "read"):
        with pytest.raises(AttributeError, match="by a transition"):
            request.state = "answered"
        assert request.state == "registered"


def test_what_is_sealed_is_in_no_letter_neither_as_code_nor_in_words(
    monkeypatch: pytest.MonkeyPatch, register: Any
) -> None:
    request, columns = register(), dict(declared(InformationRequest))
    assert {"channel", "channel_label"} <= set(request.letter_facts())
    columns["channel"] = replace(columns["channel"], klass=Class.SEALED)
    monkeypatch.setattr("models.base.declared", lambda _model: columns)
    assert not {"channel", "channel_label"} & set(request.letter_facts())


# -- letters ----------------------------------------------------------------------------


@pytest.mark.parametrize(("model", "name"), LETTERS, ids=named)
def test_a_letter_exists_and_its_facts_can_be_had(model: type[Record], name: str) -> None:
    for fact in _facts(BY_NAME[name]):
        first, *rest = fact.split(".")
        assert first in GIVEN | {"record"}
        if first == "record":
            assert _has(model, rest), fact


def _facts(kind: LetterKind) -> set[str]:
    by_outcome = {f"record.{column}" for outcome in OUTCOMES for column in outcome.columns}
    return {*kind.requires, *(set() if kind.fixed else by_outcome)}


def _has(model: type[Record], path: list[str]) -> bool:
    columns, name = declared(model), path[0]
    if len(path) > 1:
        # A third party's letter tells the request's facts, and its own under the matter's table name.
        return name == model.__tablename__ and (path[1] == "name" or path[1] in columns)
    if name.endswith("_label"):
        return columns[name.removesuffix("_label")].choices is not None
    above = parents(model).values()
    return name in BY_DESK or name in columns or any(name in declared(other) for other in above)


def test_every_letter_is_written_by_some_step() -> None:
    assert {name for _model, name in LETTERS} == {kind.name for kind in LETTER_KINDS}


# -- clocks -----------------------------------------------------------------------------


@clocks
def test_a_clock_has_a_rule_under_each_profile_it_claims_and_no_other(
    session: Any, model: type[Record], clock: Clock
) -> None:
    codes = {model.workflow.rule_code(clock, case) for case in clock.cases}
    rules = session.scalars(select(DeadlineRule).where(DeadlineRule.code.in_(codes)))
    stored = {(r.code, r.profile, r.kind, r.amount, r.warn, r.valid_from) for r in rules}
    claimed = {
        (
            model.workflow.rule_code(clock, period.case),
            *(profile.value, period.kind, period.amount, period.warn, period.valid_from),
        )
        for period in clock.periods
        for profile in Profile
        if period.profile in {None, profile}
    }
    assert claimed
    assert stored == claimed


@clocks
def test_the_columns_of_a_clock_are_days(model: type[Record], clock: Clock) -> None:
    for name in filter(None, (clock.starts_on, clock.amount_from)):
        assert declared(model)[name].label
        kind = model.__mapper__.columns[name].type
        assert kind.python_type is date or (isinstance(kind, Instant) and name == clock.starts_on)
    if clock.ends_at:
        assert isinstance(model.__mapper__.columns[clock.ends_at].type, Instant)
    assert {*clock.clauses} <= citable()


@clocks
def test_a_period_warns_before_it_is_over(model: type[Record], clock: Clock) -> None:
    # Months are warned of by the day.
    shortest = {"months": 28}
    assert all(0 <= p.warn < p.amount * shortest.get(p.kind, 1) for p in clock.periods)


# -- what joins matters -------------------------------------------------------------------


@pytest.mark.parametrize(
    "consequence", CONSEQUENCES, ids=lambda c: f"{c.step.name}-{type(c.effect).__name__}"
)
def test_a_consequence_leads_to_a_record_that_has_the_clock(consequence: Consequence) -> None:
    (model,) = (m for m, step in STEPS if step is consequence.step)
    effect, concerned = consequence.effect, model
    for name in consequence.to.split("."):
        link = concerned.__mapper__.relationships[name]
        concerned = link.mapper.class_
    flow = concerned.workflow
    if isinstance(effect, Open):
        assert concerned in MATTERS
    elif isinstance(effect, Apart):
        assert set(effect.steps) <= set(flow.transitions.values())
    elif isinstance(effect, Follow):
        assert effect.step in flow.transitions.values()
        assert effect.step.automatic
    else:
        assert not link.uselist
        assert effect.clock in flow.clocks.values()


def test_a_step_of_the_program_waits_for_a_period_or_follows_from_another_matter() -> None:
    assert {step for _model, step in STEPS if step.automatic and not step.expires} == FOLLOWING


def test_whatever_stops_a_period_also_lets_it_go_on() -> None:
    """From every state a stop leaves the other record in, some consequence resumes it on each way out."""
    for stop in (c for c in CONSEQUENCES if type(c.effect).__name__ == "Suspend"):
        (model,) = (m for m, step in STEPS if step is stop.step)
        assert stop.step.target is not None
        resuming = {c.step for c in CONSEQUENCES if type(c.effect).__name__ == "Resume" and c.to == stop.to}
        assert set(model.workflow.leaving(stop.step.target.name)) <= resuming


# -- the sample county and the handbook ---------------------------------------------------


def _walked(told: Story | Side) -> set[str]:
    """The states a story leads its record through, by the declaration."""
    flow = next(m for m in MATTERS if m.slug == told.matter).workflow
    here, seen = flow.initial, {flow.initial.name}
    for step in sorted(told.steps, key=lambda step: step.after):
        taken = flow.transitions[step.name]
        here = next(state for state in _led_to(flow, here) if state in taken.sources)
        seen.add(here.name)
        here = taken.target or here
        seen.add(here.name)
    return seen


def _led_to(flow: type[Workflow], here: State) -> list[State]:
    """A state, and those that steps of other matters lead to from it."""
    found = [here]
    for state in found:
        ahead = (step.target for step in flow.leaving(state.name) if step in FOLLOWING)
        found += [target for target in ahead if target and target not in found]
    return found


TOLD = {one.matter for story in STORIES for one in story.told()}
"""What the sample county has; a matter a county adds after a law of its own need not be in it."""


@pytest.mark.parametrize("model", [m for m in MATTERS if m.slug in TOLD], ids=named)
def test_the_sample_county_visits_every_state_and_takes_every_step(model: type[Record]) -> None:
    told = [one for story in STORIES for one in story.told() if one.matter == model.slug]
    # What follows from another matter's step is in nobody's story.
    following = [step for step in model.workflow.transitions.values() if step in FOLLOWING]
    ends = {step.target.name for step in following if step.target}
    assert {name for one in told for name in _walked(one)} | ends == set(model.workflow.states)
    taken = {step.name for one in told for step in one.steps}
    assert taken | {step.name for step in following} == set(model.workflow.transitions)


def test_the_handbook_tells_every_step_state_and_clock(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        text = handbook()
        for model in MATTERS:
            flow = model.workflow
            for part in (*flow.transitions.values(), *flow.states.values(), *flow.clocks.values()):
                assert str(part.label) in text
            for told in (flow.remark, *(law.name for law in flow.laws)):
                assert str(told) in text
