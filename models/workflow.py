"""The language every matter is declared in: states, transitions, clocks, guards.

A matter's whole procedure is one class body::

    class MeetingFlow(Workflow, label=_("Open meeting"), clauses=("A10.1.1",)):
        planned = State(_("Planned"), initial=True)
        held = State(_("Held"), final=True)

        hold = Transition(_("Record as held"), planned, held, by=CLERK, clauses=("A10.2.2",))

Buttons, permissions, role grants, the fields a step asks for, the trail, the clocks,
letters, the handbook and the generic tests are all read off that class. Nothing here
knows Flask, SQLAlchemy or any particular matter; a contradiction is reported when the
module is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Literal

from models.part import Involve

Label = Any
"""A str or a lazy translation; both become the reader's words with ``str()``."""

Kind = Literal["working_days", "calendar_days", "months", "hours"]


class DeclarationError(Exception):
    """A workflow contradicts itself; raised while its module is imported."""


class Profile(StrEnum):
    """The rules a record is worked under; the setting ``GONGKAI_RULES`` chooses for new ones."""

    SEED_2020 = "seed-2020"
    REGULATION_2019 = "regulation-2019"


def among(profiles: tuple[Profile, ...], rules: str) -> bool:
    """Whether a record's rules are among these; none named means all."""
    return not profiles or Profile(rules) in profiles


# -- who ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Role:
    """Who acts. A role only seeds the first grants; an administrator regrants and that is the truth."""

    name: str
    label: Label


SYSTEM = Role("system", "gongkai")
"""Steps the program takes by itself when a period runs out; no permission, no button."""


# -- what it follows from -------------------------------------------------------------


@dataclass(frozen=True)
class Law:
    """What a matter follows that the county's notice does not regulate; article 23 is cited ``XF.23``."""

    code: str
    """Capital letters and nothing else: the clauses of the notice begin with a letter and a digit."""
    name: Label
    articles: int
    """How many it has; a declaration that cites a further one is refused."""

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every article as declarations cite it."""
        return tuple(f"{self.code}.{number}" for number in range(1, self.articles + 1))


# -- what must hold -------------------------------------------------------------------


@dataclass(frozen=True)
class Refusal:
    """Why a step may not be taken now: one sentence, the clauses it follows from, who can clear it."""

    sentence: Label
    clauses: tuple[str, ...] = ()
    cleared_by: Role | None = None


@dataclass(frozen=True)
class Guard:
    """A condition on the record, named by the sentence shown when it does not hold."""

    holds: Callable[[Any, date], bool]
    otherwise: Refusal

    def __call__(self, record: Any, today: date) -> bool:
        return self.holds(record, today)


def guard(
    sentence: Label, *, clauses: tuple[str, ...], cleared_by: Role | None = None
) -> Callable[[Callable[[Any, date], bool]], Guard]:
    """Turn a predicate on record and today into a Guard; a test can still call it as a function."""
    return lambda holds: Guard(holds, Refusal(sentence, clauses, cleared_by))


Errors = Mapping[str, Label]
"""The sentence for each column that will not do."""

Check = Callable[[Any, Mapping[str, Any], date], Errors]
"""``(record, answers, today)`` → what will not do."""


# -- the parts of a procedure ---------------------------------------------------------


class _Named:
    name: str = ""

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


@dataclass(eq=False, repr=False)
class State(_Named):
    """Where a record stands. ``editable``: its own columns may be corrected by hand meanwhile."""

    label: Label
    initial: bool = False
    final: bool = False
    settled: bool = False
    """Done with, although an exceptional step may still follow (a refusal that may be overridden)."""
    public: bool = False
    editable: bool = False
    aside: bool = False
    """Off the main road (a correction, a referral): shown on the steps bar only while it lasts."""
    voids: bool = False
    """Registered by mistake: the number stays in the register, marked void with the step's reason."""

    @property
    def closed(self) -> bool:
        """Nobody has to do anything with the record any more."""
        return self.final or self.settled


@dataclass(frozen=True)
class Period:
    """How long a clock runs under a profile: seeds one dated, editable rule."""

    amount: int
    kind: Kind = "working_days"
    warn: int = 0
    """Warn when this many units of the period, or fewer, are left."""
    profile: Profile | None = None
    """``None``: under every profile."""
    valid_from: date = date(2004, 1, 1)
    case: str = ""
    """Only for records whose column ``Clock.by`` says this."""


@dataclass(eq=False, repr=False)
class Clock(_Named):
    """A period the procedure imposes: when it starts, in which states it runs, what ends it."""

    label: Label
    periods: tuple[Period, ...]
    clauses: tuple[str, ...]
    runs_in: tuple[State, ...]
    starts_on: str = ""
    """The record's date column that holds the start day; empty: the day the state is entered."""
    amount_from: str = ""
    """A date column that fixes the last day by hand (a date set by the body); left empty it is told the
    last day of the period."""
    amount_under: tuple[Profile, ...] = ()
    """The rules that leave the last day to the body; empty: all of them."""
    shorter_for: str = ""
    """The column with the reason for a last day set by hand before the period's own; asked for only then."""
    longest_extension: int = 0
    main: bool = False
    """The one clock lists and lights show; before it begins they show the one that began last."""
    by: str = ""
    """A column that tells the cases of this clock apart; each case has a length of its own."""
    names: Mapping[str, Label] = field(default_factory=dict)
    """What the cases are called: the choices of that column."""

    def label_of(self, case: str) -> str:
        """The clock as it is called in one of its cases."""
        return f"{self.label} · {self.names[case]}" if case else str(self.label)

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases its periods are declared for; of a clock that knows none, the empty one."""
        return tuple(dict.fromkeys(period.case for period in self.periods))

    def case_of(self, record: Any) -> str:
        """Which of its cases a record is."""
        return str(getattr(record, self.by) or "") if self.by else ""

    def may_be_set(self, rules: str) -> bool:
        """Whether the body sets the last day of a record worked under these rules."""
        return bool(self.amount_from) and among(self.amount_under, rules)


@dataclass(frozen=True)
class Restart:
    """A clock begins anew on the day a column names (附件8 九(八): a corrected request counts as new).

    ``on`` is asked with the step, or the day the clock started on: then it is counted again for the case the
    record has become.
    """

    clock: Clock
    on: str


@dataclass(eq=False, repr=False)
class Transition(_Named):
    """One step: from where to where, who may, what it asks for, what it follows from, what it sets off."""

    label: Label
    source: State | tuple[State, ...]
    target: State | None
    """``None``: the state stays, something else is recorded."""
    by: Role | tuple[Role, ...]
    clauses: tuple[str, ...]
    requires: tuple[Guard, ...] = ()
    checks: tuple[Check, ...] = ()
    asks: tuple[str, ...] = ()
    """Columns that must be filled in while taking this step."""
    may_ask: tuple[str, ...] = ()
    sets: Mapping[str, Any] = field(default_factory=dict)
    """Columns this step fixes by itself."""
    on: str = ""
    """The asked date column with the day the step took effect; empty: today. Never in the future."""
    reason: bool = False
    """A reason in words is required; it goes into the trail and onto the page."""
    separate_from: tuple[Transition, ...] = ()
    """Four eyes: refused to whoever took one of these steps, or in whose place it was taken."""
    separate_from_author: bool = False
    profiles: tuple[Profile, ...] = ()
    """Offered only under these rules; empty: under all."""
    letter: str = ""
    numbers: Series | None = None
    """The series this step gives the record its number from, where registration gave it none."""
    extends: Clock | None = None
    extension_from: str = ""
    restarts: Restart | None = None
    involves: Involve | None = None
    by_joint: bool = False
    """Also taken by units that work on the record together with the handling one."""
    seals: tuple[str, ...] = ()
    """The columns this approval covers: their content is hashed and must not change afterwards."""
    trusts: Transition | None = None
    """The approval this step relies on; refused when the sealed content has changed since."""
    checklist: str = ""
    """The list whose points are ticked and signed with this step; ``models.checklist`` knows it."""
    with_noes: bool = False
    """The way back: points answered no go along with the step, and do not stop it."""
    screens: tuple[str, ...] = ()
    """Texts this step makes public: looked through for sensitive words and numbers of persons."""
    expires: Clock | None = None
    """Taken by the program when this clock has run out (only with ``by=SYSTEM``); a step of the program
    that waits for none follows from a step of another matter."""
    anytime: bool = False
    """Taken when somebody sees fit: it is nobody's turn by it."""
    danger: bool = False
    hint: Label = ""

    @property
    def sources(self) -> tuple[State, ...]:
        return self.source if isinstance(self.source, tuple) else (self.source,)

    @property
    def roles(self) -> tuple[Role, ...]:
        return self.by if isinstance(self.by, tuple) else (self.by,)

    @property
    def permission(self) -> str:
        """The name an administrator grants: ``can_<step>``."""
        return f"can_{self.name}"

    def holds_under(self, rules: str) -> bool:
        """Whether a record worked under these rules knows the step."""
        return among(self.profiles, rules)

    @property
    def automatic(self) -> bool:
        return self.roles == (SYSTEM,)

    @property
    def calls(self) -> bool:
        """Whether it is somebody's turn by it: a withdrawal, a referral, a longer period wait for nobody."""
        aside = self.target is not None and self.target.aside
        return not (self.automatic or self.anytime or self.danger or self.extends or aside)


@dataclass(frozen=True, order=True)
class Series:
    """A gap-free number series: ``{word}{suffix}〔{year}〕{n}号``, one per word and year."""

    suffix: str
    word_from: str = ""
    """The attribute of the record that says the word; empty: the document word of its unit."""


# -- the declaration ------------------------------------------------------------------


class Workflow:
    """Subclass with ``label``, ``clauses`` and a body of State, Transition and Clock."""

    label: ClassVar[Label]
    clauses: ClassVar[tuple[str, ...]]
    law: ClassVar[Law | None]
    """Besides the notice; None: nothing else is cited."""
    states: ClassVar[dict[str, State]]
    transitions: ClassVar[dict[str, Transition]]
    clocks: ClassVar[dict[str, Clock]]
    initial: ClassVar[State]
    main_clock: ClassVar[Clock | None]
    numbering: ClassVar[Series | None]
    registered_by: ClassVar[tuple[Role, ...]]
    seen_by: ClassVar[tuple[Role, ...]]
    """Who sees the records of every unit from the start, besides those who see the whole county."""
    automatic: ClassVar[bool]
    """Its records come of steps of other matters: none is registered, imported or corrected by hand."""
    opening_letter: ClassVar[str]
    opening_checks: ClassVar[tuple[Check, ...]]
    """Checked when a record is registered and whenever it is corrected by hand."""

    def __init_subclass__(
        cls,
        *,
        label: Label,
        clauses: tuple[str, ...],
        law: Law | None = None,
        registered_by: tuple[Role, ...] = (),
        seen_by: tuple[Role, ...] = (),
        numbering: Series | None = None,
        opening_letter: str = "",
        opening_checks: tuple[Check, ...] = (),
    ) -> None:
        cls.label, cls.clauses, cls.law, cls.numbering = label, clauses, law, numbering
        cls.registered_by, cls.seen_by, cls.opening_letter = registered_by, seen_by, opening_letter
        cls.opening_checks, cls.automatic = opening_checks, registered_by == (SYSTEM,)
        body = vars(cls)
        cls.states = {n: v for n, v in body.items() if isinstance(v, State)}
        cls.transitions = {n: v for n, v in body.items() if isinstance(v, Transition)}
        cls.clocks = {n: v for n, v in body.items() if isinstance(v, Clock)}
        problems = list(_contradictions(cls))
        if problems:
            raise DeclarationError(f"{cls.__name__}: " + "; ".join(problems))
        cls.initial = next(s for s in cls.states.values() if s.initial)
        cls.main_clock = next((c for c in cls.clocks.values() if c.main), None)

    @classmethod
    def gives_numbers(cls) -> bool:
        """Whether its records get numbers of their own, when they are registered or by a step."""
        return cls.numbering is not None or any(step.numbers for step in cls.transitions.values())

    @classmethod
    def leaving(cls, state: str) -> list[Transition]:
        """The steps that can start in ``state``, in the order they are declared."""
        here = cls.states[state]
        return [t for t in cls.transitions.values() if here in t.sources]

    @classmethod
    def leads_back(cls, source: str, target: str) -> bool:
        """Whether a step between these states has the record worked on again; asides lie off the road."""
        road = [name for name, state in cls.states.items() if not state.aside]
        if source not in road or target not in road or cls.states[target].closed:
            return False
        return road.index(target) < road.index(source)

    @classmethod
    def rule_code(cls, clock: Clock, case: str = "") -> str:
        """The stable name of a clock's rule rows, such as ``InformationRequestFlow.answer``, by case."""
        return ".".join(filter(None, (cls.__name__, clock.name, case)))


def _contradictions(flow: type[Workflow]) -> Iterator[str]:
    if not flow.clauses:
        yield "names no clause"
    if flow.law and not (flow.law.code.isalpha() and flow.law.code.isupper()):
        yield "follows a law whose code is not of capital letters"
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
        "step": {*step.separate_from, *([step.trusts] if step.trusts else [])} - steps,
    }
    yield from (
        f"{step.name} uses a {part} of another workflow" for part, found in strangers.items() if found
    )
    broken = {
        "can be taken by nobody": not step.roles,
        "names no clause": not step.clauses,
        "is taken by people and by the program": SYSTEM in step.roles and not step.automatic,
        "waits for a clock, which only steps of the program do": bool(step.expires) and not step.automatic,
        "trusts a step that seals nothing": bool(step.trusts and not step.trusts.seals),
        "has a checklist or screens texts, which the program does not": bool(step.checklist or step.screens)
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
    if clock.shorter_for and not clock.amount_from:
        yield f"{clock.name} asks why it is shorter, but nobody sets its last day"
    if any(bool(clock.by) != bool(case) for case in clock.cases):
        yield f"{clock.name} tells cases apart for some of its periods only"
    if set(filter(None, clock.cases)) - set(clock.names):
        yield f"{clock.name} has a case without a name"


def _reachable(flow: type[Workflow], start: State) -> set[State]:
    reached, frontier = {start}, [start]
    while frontier:
        here = frontier.pop()
        ahead = {t.target for t in flow.transitions.values() if here in t.sources and t.target}
        frontier += ahead - reached
        reached |= ahead
    return reached
