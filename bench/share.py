"""What audit and periods take of a transition: the same step with them and without, in turn."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Flask

from app.collaborators import Taken
from app.parts import KEY, parts
from bench.timing import Work, in_turn
from models.workflow import Clock, Label


class NoClocks:
    """The engine's clocks; no period ever begins."""

    def start(self, record: Any, clock: Clock, on: date) -> None: ...
    def meet(self, record: Any, clock: Clock, on: date) -> None: ...
    def extend(self, record: Any, clock: Clock, amount: int) -> None: ...
    def suspend(self, record: Any, clock: Clock, on: date, reason: Label, cause: Any) -> None: ...
    def resume(self, record: Any, clock: Clock, on: date, cause: Any) -> None: ...
    def started_on(self, record: Any, clock: Clock) -> date | None: ...
    def ran_out(self, record: Any, clock: Clock, today: date) -> date | None: ...
    def refresh(self, record: Any, today: date) -> None: ...


class NoJournal:
    """The engine's journal; nothing is told, and nobody took any step."""

    def changes(self, _record: Any) -> Mapping[str, Any]:
        return {}

    def record(self, *taken: Taken) -> None: ...

    def takers(self, _record: Any, _steps: Collection[str]) -> frozenset[int]:
        return frozenset()

    def author(self, _record: Any) -> frozenset[int]:
        return frozenset()


def without(app: Flask, step: Work) -> Work:
    """The step as it would be without both."""
    whole = parts(app)
    bare = replace(whole, engine=replace(whole.engine, clocks=NoClocks(), journal=NoJournal()))

    def taken() -> int:
        app.extensions[KEY] = bare
        try:
            return step()
        finally:
            app.extensions[KEY] = whole

    return taken


def share(app: Flask, step: Work, runs: int, restore: Callable[[], None]) -> float:
    """How much of this process's work on a step both are, between nought and one."""
    whole, bare = in_turn(step, without(app, step), runs, restore)
    return 1 - bare.cpu / whole.cpu
