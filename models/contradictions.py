"""What a workflow may not say: every contradiction in a declaration, told when it is imported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models.procedure import Clock, State, Transition
from models.rule import SYSTEM, Law


def contradictions(flow: type[Any]) -> Iterator[str]:
    """One sentence for each thing in which the workflow contradicts itself or cannot be worked."""
    if not flow.clauses:
        yield "names no clause"
    yield from _law_problems(flow.laws)
    starts = [s for s in flow.states.values() if s.initial]
    if len(starts) != 1:
        yield f"needs exactly one initial state, has {len(starts)}"
        return
    if len([c for c in flow.clocks.values() if c.main]) > 1:
        yield "has more than one main clock"
    states, clocks = set(flow.states.values()), set(flow.clocks.values())
    for step in flow.transitions.values():
        steps = set(flow.transitions.values())
        yield from _step_problems(step, states, clocks, steps, flow_numbers=flow.numbering is not None)
    for clock in flow.clocks.values():
        yield from _clock_problems(clock, states)
    reached = _reachable(flow, starts[0])
    left = {s for t in flow.transitions.values() for s in t.sources}
    for state in flow.states.values():
        if state not in reached:
            yield f"{state.name} cannot be reached"
        if not state.final and state not in left:
            yield f"{state.name} is a dead end but not final"


def _law_problems(laws: tuple[Law, ...]) -> Iterator[str]:
    codes = [law.code for law in laws]
    if not all(code.isalpha() and code.isupper() for code in codes):
        yield "follows a law whose code is not of capital letters"
    if len({*codes}) < len(codes):
        yield "follows two laws of one code"


def _step_problems(
    step: Transition,
    states: set[State],
    clocks: set[Clock],
    steps: set[Transition],
    *,
    flow_numbers: bool,
) -> Iterator[str]:
    restarted = step.restarts.clock if step.restarts else None
    strangers = {
        "state": {*step.sources, step.target or step.sources[0]} - states,
        "clock": {c for c in (step.extends, step.expires, restarted) if c} - clocks,
        "step": {*step.separate_from, *step.approvals} - steps,
    }
    yield from (
        f"{step.name} uses a {part} of another workflow" for part, found in strangers.items() if found
    )
    broken = {
        "can be taken by nobody": not step.roles,
        "names no clause": not step.clauses,
        "is taken by people and by the program": SYSTEM in step.roles and not step.automatic,
        "waits for a clock, which only steps of the program do": bool(step.expires) and not step.automatic,
        "trusts a step that seals nothing": not all(approval.seals for approval in step.approvals),
        "has a checklist, a sheet or screens texts, which the program does not": bool(
            step.checklist or step.sheet or step.screens
        )
        and step.automatic,
        "passes over noes of no checklist": step.with_noes and not step.checklist,
        "numbers what is numbered when it is registered": bool(step.numbers and flow_numbers),
        "voids a number without a reason": bool(step.target and step.target.voids) and not step.reason,
        "extends a clock but asks for no length": bool(step.extends) and step.extension_from not in step.asks,
        "extends a clock that may not be extended": bool(step.extends and not step.extends.longest_extension),
        "restarts a clock on a day it does not ask for": bool(
            step.restarts and step.restarts.on not in (*step.asks, step.restarts.clock.starts_on)
        ),
        "involves a unit it does not ask for": bool(step.involves and step.involves.unit not in step.asks),
        "urges, and leads on or is the program's": step.urges and (step.automatic or step.target is not None),
        "takes effect on a day it does not ask for": bool(step.on)
        and not step.automatic
        and step.on not in (*step.asks, *step.may_ask),
    }
    yield from (f"{step.name} {problem}" for problem, holds in broken.items() if holds)
    yield from (f"{step.name} leaves the final state {s.name}" for s in step.sources if s.final)
    # What is done with has met its clocks: none of them would run again.
    if any(s.settled for s in step.sources):
        again = sorted(c.name for c in clocks if step.target in c.runs_in and c is not restarted)
        yield from (f"{step.name} leaves a settled state for one in which {name} runs" for name in again)
    # Otherwise the program would take it again and again.
    if step.expires in clocks and (step.target or step.sources[0]) in step.expires.runs_in:
        yield f"{step.name} does not end the clock it waits for"


def _clock_problems(clock: Clock, states: set[State]) -> Iterator[str]:
    if not clock.periods:
        yield f"{clock.name} has no period"
    if not clock.clauses:
        yield f"{clock.name} names no clause"
    if set(clock.runs_in) - states:
        yield f"{clock.name} runs in a state of another workflow"
    if any(s.final for s in clock.runs_in):
        yield f"{clock.name} runs in a final state"
    if clock.main and any(period.kind == "hours" for period in clock.periods):
        yield f"{clock.name} stands still in some states, and hours do not"
    if clock.waits and not clock.starts_on:
        yield f"{clock.name} waits for a day no column holds"
    if clock.shorter_for and not clock.amount_from:
        yield f"{clock.name} asks why it is shorter, but nobody sets its last day"
    if any(bool(clock.by) != bool(case) for case in clock.cases):
        yield f"{clock.name} tells cases apart for some of its periods only"
    if set(filter(None, clock.cases)) - set(clock.names):
        yield f"{clock.name} has a case without a name"


def _reachable(flow: type[Any], start: State) -> set[State]:
    reached, frontier = {start}, [start]
    while frontier:
        here = frontier.pop()
        ahead = {t.target for t in flow.transitions.values() if here in t.sources and t.target}
        frontier += ahead - reached
        reached |= ahead
    return reached
