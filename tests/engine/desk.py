"""What the engine needs from outside, kept in memory: no Flask, no database, a calendar without holidays."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from app.access.actor import Actor, Standing
from app.collaborators import Taken
from app.engine import Engine
from app.sentences import Sentences
from models.effect import Consequence
from models.figure import Members, Value
from models.figures import TALLY_OF
from models.line import Filled, Signed
from models.workflow import Clock, Label, Profile, Series, Workflow

LAND, HEALTH, REGISTRY = 1, 2, 3
"""Three units; what lies in the first is worked on in these tests."""


WORDS = Sentences(
    four_eyes="Somebody else must take this step",
    own_case="Somebody from outside the unit must take this step",
    stale_seal="The content was changed after it was approved",
    elsewhere="This step does not start from here",
    other_rules="The rules of this record do not know this step",
    too_long="The extension is longer than allowed",
    not_positive="Give a number above zero",
    missing="Fill this in",
    no_reason="Give a reason",
    future="This day has not come yet",
    too_early="This day lies before the period began",
    shorter="Say why the period is shorter",
    own_unit="Somebody outside this unit must name it",
)


@dataclass
class Stop:
    """A stretch that does not count; ``cause`` is another record, or None for the record's own state."""

    since: date
    reason: str
    cause: Any
    until: date | None = None


@dataclass
class Run:
    """One run of a clock: its events, counted in calendar days."""

    started: date
    amount: int
    fixed: date | None = None
    extension: int = 0
    met: date | None = None
    stops: list[Stop] = field(default_factory=list)

    @property
    def last_day(self) -> date:
        """The last day, open stops left aside."""
        if self.fixed is not None:
            return self.fixed
        stopped = sum((stop.until - stop.since).days for stop in self.stops if stop.until)
        return self.started + timedelta(days=self.amount + self.extension + stopped)

    @property
    def running(self) -> bool:
        """Neither kept nor standing still."""
        return self.met is None and all(stop.until for stop in self.stops)


class MemoryClocks:
    """The engine's clocks; ``runs`` are those of a record by the clock's name, the latest last."""

    def __init__(self) -> None:
        self.runs: dict[tuple[int, str], list[Run]] = {}
        self.refreshed: list[Any] = []

    def run(self, record: Any, clock: Clock) -> Run | None:
        """The latest run of a clock."""
        runs = self.runs.get((id(record), clock.name))
        return runs[-1] if runs else None

    def of(self, record: Any) -> Iterator[Run]:
        """Every run of every clock of a record."""
        for (owner, _name), runs in self.runs.items():
            if owner == id(record):
                yield from runs

    def start(self, record: Any, clock: Clock, on: date) -> None:
        amounts = [
            period.amount
            for period in clock.periods
            if period.profile in {None, Profile(record.rules)} and period.case == clock.case_of(record)
        ]
        if not amounts:
            return
        self.meet(record, clock, on)
        fixed = (getattr(record, clock.amount_from) or None) if clock.may_be_set(record.rules) else None
        run = Run(on, amounts[0], fixed)
        self.runs.setdefault((id(record), clock.name), []).append(run)
        if clock.amount_from and fixed is None:
            setattr(record, clock.amount_from, run.last_day)

    def meet(self, record: Any, clock: Clock, on: date) -> None:
        run = self.run(record, clock)
        if run is not None and run.met is None:
            run.met = on
            for stop in run.stops:
                stop.until = stop.until or on

    def extend(self, record: Any, clock: Clock, amount: int) -> None:
        run = self.run(record, clock)
        assert run is not None
        run.extension += amount

    def suspend(self, record: Any, clock: Clock, on: date, reason: Label, cause: Any) -> None:
        run = self.run(record, clock)
        if run is not None and run.met is None:
            run.stops.append(Stop(on, str(reason), cause))

    def resume(self, record: Any, clock: Clock, on: date, cause: Any) -> None:
        run = self.run(record, clock)
        for stop in run.stops if run is not None else []:
            if stop.until is None and stop.cause is cause:
                stop.until = on

    def started_on(self, record: Any, clock: Clock) -> date | None:
        run = self.run(record, clock)
        return run.started if run is not None else None

    def ran_out(self, record: Any, clock: Clock, today: date) -> date | None:
        run = self.run(record, clock)
        return run.last_day if run is not None and run.running and run.last_day < today else None

    def usual_end(self, record: Any, clock: Clock, on: date) -> date:
        amounts = [p.amount for p in clock.periods if p.profile in {None, Profile(record.rules)}]
        return on + timedelta(days=amounts[0] if amounts else 0)

    def refresh(self, record: Any, _today: date) -> None:
        self.refreshed.append(record)


class MemoryJournal:
    """The engine's memory: one ``Taken`` a row."""

    def __init__(self) -> None:
        self.rows: list[Taken] = []

    def changes(self, _record: Any) -> Mapping[str, Any]:
        return {}

    def record(self, *taken: Taken) -> None:
        self.rows += taken

    def takers(self, record: Any, steps: Collection[str]) -> frozenset[int]:
        return self._of(record, steps)

    def author(self, record: Any) -> frozenset[int]:
        return self._of(record, {None})

    def _of(self, record: Any, steps: Collection[str | None]) -> frozenset[int]:
        rows = [r for r in self.rows if r.record is record and (r.step.name if r.step else None) in steps]
        return frozenset(i for r in rows for i in (r.actor.id, r.standing.user_id) if i is not None)


class MemoryPress:
    """Counts the letters written; refuses with ``refusal`` while that is set."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, Taken]] = []
        self.refusal: Exception | None = None

    def write(self, kind: str, taken: Taken) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.letters.append((kind, taken))


class MemoryShredder:
    """What was destroyed: the record with the columns."""

    def __init__(self) -> None:
        self.destroyed: list[tuple[Any, tuple[str, ...]]] = []

    def destroy(self, record: Any, columns: Collection[str]) -> None:
        self.destroyed.append((record, tuple(columns)))


class MemoryReview:
    """What is to be said of a step's answers, and what was signed with which step."""

    def __init__(self) -> None:
        self.problems: dict[str, Label] = {}
        self.kept: list[tuple[Taken, Mapping[str, Any]]] = []

    def errors(
        self,
        _record: Any,
        _step: Any,
        _given: Mapping[str, Any],
        _answers: Mapping[str, Any],
        _reason: str,
    ) -> Mapping[str, Label]:
        return self.problems

    def keep(self, taken: Taken, answers: Mapping[str, Any]) -> None:
        self.kept.append((taken, answers))

    def fill(
        self,
        record: Any,
        step: Any,
        _answers: Mapping[str, Any],
        actor: Actor,
        standing: Standing,
        at: datetime,
    ) -> None:
        """All points of every line, no other figures, and a reason for whatever is asked."""
        lines = record.lines(step.sheet, actor.id)
        given = [Filled(line.key, getattr(line, "most", None), "查无误") for line in lines]
        record.fill(step.sheet, given, Signed(actor.id, standing.name, at))


class MemoryReckoner:
    """Finds one record of two wherever a figure is asked for, and none for the cells of a table."""

    def keep(self, record: Any, actor: Actor, standing: Standing, at: datetime, _today: date) -> None:
        values = {key: self._found(name) for key, name in record.figures_asked().items()}
        record.reckon(values, Signed(actor.id, standing.name, at))

    @staticmethod
    def _found(name: str) -> Value | Members:
        tally = TALLY_OF.get(name)
        if tally is None:
            return Value(1, 2)
        return {key: [] for key in tally.cells}


class MemoryRegister:
    """Numbers from one; ``voided`` has the reasons by number."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.voided: dict[str, str] = {}

    def number(self, on: date, *records: Any, series: Series | None = None) -> None:
        for record in records:
            if series or record.workflow.numbering:
                record.number = f"{on.year}-{next(self._numbers)}"

    def void(self, record: Any, reason: str) -> None:
        self.voided[record.number] = reason


class MemoryHerald:
    """What was told, in order."""

    def __init__(self) -> None:
        self.told: list[Taken] = []

    def tell(self, *taken: Taken) -> None:
        self.told += taken


class Desk:
    """An engine over memory, on a day that stands still until it is turned."""

    def __init__(self, consequences: tuple[Consequence, ...] = ()) -> None:
        self.day = date(2026, 3, 2)
        self.clocks, self.journal = MemoryClocks(), MemoryJournal()
        self.press, self.register = MemoryPress(), MemoryRegister()
        self.review, self.shredder = MemoryReview(), MemoryShredder()
        self.herald = MemoryHerald()
        self.engine = Engine(
            now=lambda: datetime.combine(self.day, time(9), UTC),
            today=lambda: self.day,
            clocks=self.clocks,
            journal=self.journal,
            press=self.press,
            shredder=self.shredder,
            register=self.register,
            review=self.review,
            reckoner=MemoryReckoner(),
            herald=self.herald,
            flush=lambda: None,
            rules=lambda: Profile.SEED_2020.value,
            words=WORDS,
            consequences=consequences,
        )

    def turn(self, day: str) -> date:
        """Set the day (ISO)."""
        self.day = date.fromisoformat(day)
        return self.day


class Paper:
    """A record of plain attributes, of whatever workflow it is given; those not named are empty."""

    def __init__(self, workflow: type[Workflow], **values: Any) -> None:
        self.id, self.version, self.number = id(self), 1, None
        self.workflow, self.state = workflow, workflow.initial.name
        self.rules, self.sealed_hash, self.closed_on = "", None, None
        self.unit_id, self.handling_unit_id = LAND, None
        self.opened_at, self.opened_by_id = None, None
        for name, value in values.items():
            setattr(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return None

    def enter(self, state: str) -> None:
        self.state = state

    def inherit(self) -> None: ...

    def columns(self) -> list[str]:
        return [name for name in vars(self) if name != "workflow"]

    def content_hash(self, columns: Collection[str]) -> str:
        return repr([(name, getattr(self, name)) for name in sorted(columns)])


def standing(user_id: int, *permissions: str, units: tuple[int, ...] = (LAND,), **more: Any) -> Standing:
    """A person with these permissions on papers: ``standing(1, "submit")`` may submit."""
    grants = frozenset((f"can_{name}", "Paper") for name in permissions)
    return Standing(user_id, f"person {user_id}", units=frozenset(units), grants=grants, **more)


def person(user_id: int, *permissions: str, units: tuple[int, ...] = (LAND,)) -> Actor:
    """Somebody who acts in her own right."""
    return Actor((standing(user_id, *permissions, units=units),))


def deputy(own: Standing, *principals: Standing) -> Actor:
    """Somebody who also stands in for others."""
    return Actor((own, *principals))
