"""The parts a procedure is declared with: states, periods, clocks, steps and numbers.

Matters take them from ``models.workflow``, the language as a whole. Nothing here knows Flask,
SQLAlchemy or any particular matter.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from models.part import Involve
from models.rule import SYSTEM, Check, Guard, Label, Profile, Role, among

Kind = Literal["working_days", "calendar_days", "months", "hours", "by_date"]
"""``by_date``: to the next such day of a year, 131 for 31 January, and not a day longer."""


_LEAP_YEAR = 2024


def day_of_year(amount: int, year: int) -> date:
    """The day that ``by_date`` means in a year; 29 February is 28 February where there is none.

    Raises ValueError for what is no day of any year.
    """
    month, day = divmod(amount, 100)
    date(_LEAP_YEAR, month, day)
    return date(year, month, min(day, monthrange(year, month)[1]))


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
    """The record's column that holds the day, or the moment, it starts; empty: when the state is entered.
    A period in hours runs from that moment, or from the one in which the day was entered."""
    ends_at: str = ""
    """The record's column that holds the moment a period in hours was kept; empty: when it was entered."""
    waits: bool = False
    """Begins once the day in ``starts_on`` is known, in whichever of its states that is; not before."""
    amount_from: str = ""
    """A date column that fixes the last day by hand (a date set by the body); left empty it is told the
    last day of the period."""
    amount_under: tuple[Profile, ...] = ()
    """The rules that leave the last day to the body; empty: all of them."""
    shorter_for: str = ""
    """The column with the reason for a last day set by hand before the period's own; asked for only then."""
    if_shorter: Label = ""
    """What is said then, where the usual sentence does not fit."""
    longest_extension: int = 0
    main: bool = False
    """The one clock lists and lights show; before it begins they show the one that began last."""
    by: str = ""
    """The column, or what else the record tells, by which the cases of this clock are told apart; each has a
    length of its own."""
    names: Mapping[str, Label] = field(default_factory=dict)
    """What the cases are called, such as the choices of that column."""

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
    """Columns this step fixes by itself; what is no plain value is asked of the record."""
    on: str = ""
    """The asked date column with the day the step took effect; empty: today. Never in the future."""
    reason: bool = False
    """A reason in words is required; it goes into the trail and onto the page."""
    separate_from: tuple[Transition, ...] = ()
    """Four eyes: refused to whoever took one of these steps, or in whose place it was taken."""
    separate_from_author: bool = False
    not_of: str = ""
    """The attribute with the unit whose people, and those below it, do not take this step: nobody decides
    about themselves. While it is empty nobody is kept from it."""
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
    by_handling: bool = False
    """Taken in the handling unit alone, where there is one: who asks does not answer."""
    seals: tuple[str, ...] = ()
    """The columns this approval covers: their content is hashed and must not change afterwards."""
    trusts: Transition | tuple[Transition, ...] = ()
    """The approval this step relies on, or several of which one was given; refused when what it sealed has
    changed since."""
    with_files: bool = False
    """Whoever may take it also attaches files meanwhile, though she neither registers nor corrects."""
    checklist: str = ""
    """The list whose points are ticked and signed with this step; ``models.checklist`` knows it."""
    with_noes: bool = False
    """The way back: points answered no go along with the step, and do not stop it."""
    sheet: str = ""
    """The part of a sheet this step fills: points for each line the record names (``models.line``)."""
    figures: bool = False
    """What the record computes from other records is computed with this step, and kept."""
    screens: tuple[str, ...] = ()
    """Texts this step makes public: looked through for sensitive words and numbers of persons."""
    erases: tuple[str, ...] = ()
    """Columns whose content is destroyed, with every file of the record; the trail keeps nothing of it."""
    expires: Clock | None = None
    """Taken by the program when this clock has run out (only with ``by=SYSTEM``); a step of the program
    that waits for none follows from a step of another matter."""
    anytime: bool = False
    """Taken when somebody sees fit: it is nobody's turn by it."""
    urges: bool = False
    """Whoever can go on is told that somebody waits for it."""
    danger: bool = False
    hint: Label = ""

    @property
    def sources(self) -> tuple[State, ...]:
        return self.source if isinstance(self.source, tuple) else (self.source,)

    @property
    def roles(self) -> tuple[Role, ...]:
        return self.by if isinstance(self.by, tuple) else (self.by,)

    @property
    def approvals(self) -> tuple[Transition, ...]:
        """The steps of which it trusts one."""
        return self.trusts if isinstance(self.trusts, tuple) else (self.trusts,)

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
