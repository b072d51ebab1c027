"""The handbook: every procedure as Markdown, read off its declaration, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flask_babel import gettext as _

from models import CONSEQUENCES, MATTERS
from models.base import Record
from models.checklist import CHECKLISTS
from models.column import declared
from models.deadline import PROFILES, length, warned_in
from models.effect import Apart, Follow, Open, Suspend
from models.letter_kind import BY_NAME
from models.workflow import Clock, Label, Profile, Role, State, Transition, Workflow

NOTHING = "·"


def handbook() -> str:
    """All procedures, one chapter a matter; ends with a newline."""
    parts = ["# " + _("Handbook of procedures"), _introduction()]
    for model in MATTERS:
        parts += chapter(model)
    return "\n\n".join(parts) + "\n"


def _introduction() -> str:
    words: str = _(
        "Written by the program from the declarations it works by (`run.py handbook`). "
        "Who may take a step is where an office begins: an administrator gives steps to other roles."
    )
    return words


def chapter(model: type[Record]) -> Iterator[str]:
    """The parts of one matter's chapter."""
    flow = model.workflow
    yield f"## {flow.label}"
    yield _(
        "Source: %(clauses)s. Registered by: %(roles)s.",
        clauses=_list(flow.clauses),
        roles=_roles(flow.registered_by),
    )
    for law in flow.laws:
        yield _("%(code)s stands for: %(law)s.", code=law.code, law=law.name)
    if flow.remark:
        yield str(flow.remark)
    yield _diagram(flow)
    yield "### " + _("Steps")
    yield _steps(model)
    yield "### " + _("Periods")
    yield _clocks(flow)
    refusals = list(_refusals(flow))
    if refusals:
        yield "### " + _("What stands in the way of a step")
        yield _table((_("Step"), _("Refused with"), _("Clauses"), _("Cleared by")), refusals)
    effects = list(_effects(model))
    if effects:
        yield "### " + _("What a step sets off elsewhere")
        yield _table((_("Step"), _("Period concerned"), _("Effect"), _("Rules")), effects)


# -- the diagram ----------------------------------------------------------------------


def _diagram(flow: type[Workflow]) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {name}: {state.label}" for name, state in flow.states.items()]
    lines.append(f"    [*] --> {flow.initial.name}")
    for step in flow.transitions.values():
        target = step.target
        if target is not None:
            lines += [f"    {source.name} --> {target.name}: {step.label}" for source in step.sources]
    lines += [f"    {name} --> [*]" for name, state in flow.states.items() if state.final]
    return "\n".join([*lines, "```"])


# -- the tables -----------------------------------------------------------------------


def _steps(model: type[Record]) -> str:
    head = (_("Step"), _("From"), _("To"), _("Who"), _("Clauses"), _("Asks for"), _("Letter"), _("Sets off"))
    columns = declared(model)

    def asked(step: Transition) -> str:
        wanted = [str(columns[name].label) for name in step.asks]
        wanted += [_("%(column)s (optional)", column=columns[name].label) for name in step.may_ask]
        return _list([*wanted, *([_("Reason")] if step.reason else [])])

    rows = [
        (
            str(step.label),
            _states(step.sources),
            str(step.target.label) if step.target else NOTHING,
            _roles(step.roles),
            _list(step.clauses),
            asked(step),
            str(BY_NAME[step.letter].label) if step.letter else NOTHING,
            _list([*_marks(step), *_reviews(step)]),
        )
        for step in model.workflow.transitions.values()
    ]
    return _table(head, rows)


def _marks(step: Transition) -> Iterator[str]:
    if step.extends:
        yield _(
            "extends “%(clock)s” by at most %(length)s",
            clock=step.extends.label,
            length=_extension(step.extends),
        )
    if step.numbers:
        yield _("gives the number")
    if step.restarts:
        yield _("“%(clock)s” begins anew", clock=step.restarts.clock.label)
    if step.expires:
        yield _("when “%(clock)s” has run out", clock=step.expires.label)
    yield from _barred(step)
    if step.seals:
        yield _("binds the content it approves")
    if step.approvals:
        yield _("relies on “%(step)s”", step=_list(approval.label for approval in step.approvals))
    if step.profiles:
        yield _("only under: %(rules)s", rules=_profiles(step.profiles))


def _barred(step: Transition) -> Iterator[str]:
    if step.separate_from:
        yield _("not by whoever took: %(steps)s", steps=_list(str(s.label) for s in step.separate_from))
    if step.separate_from_author:
        yield _("not by whoever registered it")
    if step.not_of:
        yield _("not by whoever has a post in the unit it is about")


def _reviews(step: Transition) -> Iterator[str]:
    if step.checklist:
        yield _("signs “%(list)s”", list=CHECKLISTS[step.checklist])
    if step.sheet:
        yield _("gives points, line by line")
    if step.figures:
        yield _("computes the figures and keeps them")
    if step.screens:
        yield _("looks for sensitive words")


def _clocks(flow: type[Workflow]) -> str:
    head = (
        _("Period"),
        *(str(PROFILES[profile.value]) for profile in Profile),
        _("Runs in"),
        _("Longest extension"),
        _("Clauses"),
    )
    rows = [
        (
            str(clock.label),
            *(_length(clock, profile) for profile in Profile),
            _states(clock.runs_in),
            _extension(clock) if clock.longest_extension else NOTHING,
            _list(clock.clauses),
        )
        for clock in flow.clocks.values()
    ]
    return _table(head, rows)


def _length(clock: Clock, profile: Profile) -> str:
    stretches = []
    for period in clock.periods:
        if period.profile in {None, profile}:
            text = _(
                "%(length)s, warns with %(left)s left",
                length=length(period.amount, period.kind),
                left=length(period.warn, warned_in(period.kind)),
            )
            unless = " " + _("unless a day is set") if clock.may_be_set(profile.value) else ""
            named = f"{clock.names[period.case]}: " if period.case else ""
            stretches.append(named + text + unless)
    return _list(stretches)


def _extension(clock: Clock) -> str:
    return length(clock.longest_extension, clock.periods[0].kind)


def _refusals(flow: type[Workflow]) -> Iterator[Sequence[str]]:
    for step in flow.transitions.values():
        for guard in step.requires:
            refusal = guard.otherwise
            cleared = str(refusal.cleared_by.label) if refusal.cleared_by else NOTHING
            yield str(step.label), str(refusal.sentence), _list(refusal.clauses), cleared


def _effects(model: type[Record]) -> Iterator[Sequence[str]]:
    own = set(model.workflow.transitions.values())
    for consequence in CONSEQUENCES:
        if consequence.step in own:
            effect = consequence.effect
            if isinstance(effect, Follow):
                done = _("the program takes “%(step)s”", step=effect.step.label)
                yield str(consequence.step.label), NOTHING, done, NOTHING
                continue
            if isinstance(effect, Apart):
                done = _("not by whoever took: %(steps)s", steps=_list(s.label for s in effect.steps))
                yield str(consequence.step.label), NOTHING, done, NOTHING
                continue
            if isinstance(effect, Open):
                opened = model.__mapper__.relationships[consequence.to].mapper.class_
                done = _("the program registers: %(matter)s", matter=opened.workflow.label)
                yield str(consequence.step.label), NOTHING, done, NOTHING
                continue
            suspends = isinstance(effect, Suspend)
            done = _("stands still") if suspends else _("goes on, once nobody else is waited for")
            rules = _profiles(effect.profiles) if isinstance(effect, Suspend) else NOTHING
            yield str(consequence.step.label), str(effect.clock.label), done, rules


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _list(words: Iterable[Label]) -> str:
    return ", ".join(str(word) for word in words) or NOTHING


def _states(states: Iterable[State]) -> str:
    return _list(state.label for state in states)


def _roles(roles: Iterable[Role]) -> str:
    return _list(role.label for role in roles)


def _profiles(profiles: Iterable[Profile]) -> str:
    return _list(PROFILES[profile.value] for profile in profiles)
