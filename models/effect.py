"""What a step of one matter does to records of another; ``models.consequences`` lists them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models.workflow import Clock, Label, Profile, Transition


@dataclass(frozen=True)
class Suspend:
    """The clock of a related record stands still from the day of this step."""

    clock: Clock
    reason: Label
    profiles: tuple[Profile, ...] = ()


@dataclass(frozen=True)
class Resume:
    """The suspension this record caused ends with this step."""

    clock: Clock


@dataclass(frozen=True)
class Follow:
    """The program takes this step of the related record, or of each of several, where it can start."""

    step: Transition
    carries: Callable[[Any], Mapping[str, Any]] | None = None
    """What the related record takes over: its columns, as this one says them."""
    only: Callable[[Any], bool] | None = None
    """Which of the related records it is about; None: all of them."""


@dataclass(frozen=True)
class Open:
    """The program registers what this record's ``beginnings`` are at the far end of the relationship."""


@dataclass(frozen=True)
class Apart:
    """Four eyes across records: refused to whoever took one of these steps of a related record."""

    steps: tuple[Transition, ...]


@dataclass(frozen=True)
class Consequence:
    """What a step of one matter does to a record of another; ``models.consequences`` lists them."""

    step: Transition
    to: str
    """The relationship that leads from the record to the one concerned, or to those that follow or are
    opened. What follows, or is kept apart, may lie several away: ``score.assessment``."""
    effect: Suspend | Resume | Follow | Open | Apart
