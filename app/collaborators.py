"""What the engine needs of others: a record, its clocks and trail, letters, numbers, reviews, notices.

The database stands behind them in the product, plain objects in the property tests.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from app.access.actor import Actor, Standing
from models.workflow import Clock, Label, Series, Transition


class Record(Protocol):
    """What the engine needs of a record."""

    id: int
    workflow: Any
    state: str
    rules: str
    version: int
    sealed_hash: str | None
    unit_id: int
    handling_unit_id: int | None
    closed_on: date | None
    opened_at: datetime
    opened_by_id: int | None

    def enter(self, state: str) -> None: ...
    def columns(self) -> Iterable[str]: ...
    def begin(self, link: str) -> Any: ...
    def inherit(self) -> None: ...
    def content_hash(self, columns: Iterable[str]) -> str: ...


@dataclass(frozen=True)
class Taken:
    """A step that was taken: what the trail, the letters and other matters hear of it."""

    step: Transition | None
    record: Any
    source: str | None
    target: str
    actor: Actor
    standing: Standing
    on: date
    at: datetime
    reason: str
    changes: Mapping[str, Any]


class Clocks(Protocol):
    """Keeps the periods of records."""

    def start(self, record: Any, clock: Clock, on: date) -> None: ...
    def meet(self, record: Any, clock: Clock, on: date) -> None: ...
    def extend(self, record: Any, clock: Clock, amount: int) -> None: ...
    def suspend(self, record: Any, clock: Clock, on: date, reason: Label, cause: Any) -> None: ...
    def resume(self, record: Any, clock: Clock, on: date, cause: Any) -> None: ...
    def started_on(self, record: Any, clock: Clock) -> date | None: ...
    def ran_out(self, record: Any, clock: Clock, today: date) -> date | None: ...
    def usual_end(self, record: Any, clock: Clock, on: date) -> date: ...
    def refresh(self, record: Any, today: date) -> None: ...


class Journal(Protocol):
    """Remembers who took which step."""

    def changes(self, record: Any) -> Mapping[str, Any]: ...
    def record(self, *taken: Taken) -> None: ...
    def takers(self, record: Any, steps: Collection[str]) -> frozenset[int]: ...
    def author(self, record: Any) -> frozenset[int]: ...


class Shredder(Protocol):
    """Destroys what a record says and the files it has."""

    def destroy(self, record: Any, columns: Collection[str]) -> None: ...


class Press(Protocol):
    """Writes the letters steps produce."""

    def write(self, kind: str, taken: Taken) -> None: ...


class Review(Protocol):
    """Points ticked and signed with a step, sheets filled, texts looked through before they become public."""

    def errors(
        self,
        record: Any,
        step: Transition,
        given: Mapping[str, Any],
        answers: Mapping[str, Any],
        reason: str,
    ) -> Mapping[str, Label]: ...
    def keep(self, taken: Taken, answers: Mapping[str, Any]) -> None: ...
    def fill(
        self,
        record: Any,
        step: Transition,
        answers: Mapping[str, Any],
        actor: Actor,
        standing: Standing,
        at: datetime,
    ) -> None: ...


class Reckoner(Protocol):
    """Computes the figures a record asks for, and has it keep them."""

    def keep(self, record: Any, actor: Actor, standing: Standing, at: datetime, today: date) -> None: ...


class Register(Protocol):
    """Gives records their numbers, and keeps the one of a record registered by mistake."""

    def number(self, on: date, *records: Any, series: Series | None = None) -> None: ...
    def void(self, record: Any, reason: str) -> None: ...


class Herald(Protocol):
    """Has people told of what happened."""

    def tell(self, *taken: Taken) -> None: ...
