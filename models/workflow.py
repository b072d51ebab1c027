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

from typing import ClassVar

from models.contradictions import contradictions
from models.procedure import Clock, Kind, Period, Restart, Series, State, Transition
from models.rule import SYSTEM, Check, Errors, Guard, Label, Law, Profile, Refusal, Role, among, guard

__all__ = [
    "SYSTEM",
    "Check",
    "Clock",
    "DeclarationError",
    "Errors",
    "Guard",
    "Kind",
    "Label",
    "Law",
    "Period",
    "Profile",
    "Refusal",
    "Restart",
    "Role",
    "Series",
    "State",
    "Transition",
    "Workflow",
    "among",
    "guard",
]


class DeclarationError(Exception):
    """A workflow contradicts itself; raised while its module is imported."""


class Workflow:
    """Subclass with ``label``, ``clauses`` and a body of State, Transition and Clock."""

    label: ClassVar[Label]
    clauses: ClassVar[tuple[str, ...]]
    laws: ClassVar[tuple[Law, ...]]
    """Besides the notice; empty: nothing else is cited."""
    states: ClassVar[dict[str, State]]
    transitions: ClassVar[dict[str, Transition]]
    clocks: ClassVar[dict[str, Clock]]
    initial: ClassVar[State]
    main_clock: ClassVar[Clock | None]
    numbering: ClassVar[Series | None]
    registered_by: ClassVar[tuple[Role, ...]]
    seen_by: ClassVar[tuple[Role, ...]]
    """Who sees the records of every unit from the start, besides those who see the whole county."""
    handled_by: ClassVar[tuple[Role, ...]]
    """Who works on it besides the usual roles: reads its names and contacts and takes its lists away from the
    start."""
    automatic: ClassVar[bool]
    """Its records come of steps of other matters: none is registered, imported or corrected by hand."""
    remark: ClassVar[Label]
    """What the handbook says of it besides what its parts say."""
    opening_letter: ClassVar[str]
    opening_checks: ClassVar[tuple[Check, ...]]
    """Checked when a record is registered and whenever it is corrected by hand."""

    def __init_subclass__(
        cls,
        *,
        label: Label,
        clauses: tuple[str, ...],
        law: Law | tuple[Law, ...] = (),
        registered_by: tuple[Role, ...] = (),
        seen_by: tuple[Role, ...] = (),
        handled_by: tuple[Role, ...] = (),
        numbering: Series | None = None,
        opening_letter: str = "",
        opening_checks: tuple[Check, ...] = (),
        remark: Label = "",
    ) -> None:
        cls.label, cls.clauses, cls.numbering = label, clauses, numbering
        cls.laws = law if isinstance(law, tuple) else (law,)
        cls.registered_by, cls.seen_by, cls.opening_letter = registered_by, seen_by, opening_letter
        cls.opening_checks, cls.automatic = opening_checks, registered_by == (SYSTEM,)
        cls.handled_by, cls.remark = handled_by, remark
        body = vars(cls)
        cls.states = {n: v for n, v in body.items() if isinstance(v, State)}
        cls.transitions = {n: v for n, v in body.items() if isinstance(v, Transition)}
        cls.clocks = {n: v for n, v in body.items() if isinstance(v, Clock)}
        problems = list(contradictions(cls))
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
