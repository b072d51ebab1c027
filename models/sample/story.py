"""What a story is: a record of some matter and the steps taken on it, told as data.

Days are counted in working days from the day the story begins, and that day back from the day it is
told, so that the sample county never grows old: what is due soon is due soon whenever it is played.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.workflow import Profile

PROGRAM = "program"
"""Who takes a step that is declared for a period that ran out."""


@dataclass(frozen=True)
class On:
    """A value that is a day: so many working days after the story began."""

    after: int


@dataclass(frozen=True)
class InUnit:
    """A value that is a unit, by its code."""

    code: str


@dataclass(frozen=True)
class Step:
    """One step: when, by which post of the story's unit or of another, which transition, which answers."""

    after: int
    who: str
    name: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    unit: str = ""
    """The code of another unit whose post takes it."""


@dataclass(frozen=True)
class Side:
    """A record opened on the way and joined to the story's own by the relationship ``link``."""

    matter: str
    link: str
    after: int
    who: str
    values: Mapping[str, Any]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Story:
    """One record from its registration on; ``matter`` is the slug of its matter, ``unit`` a code."""

    matter: str
    unit: str
    ago: int
    """Working days before today on which it begins; no step lies further ahead."""
    who: str
    values: Mapping[str, Any]
    steps: tuple[Step, ...]
    sides: tuple[Side, ...] = ()
    rules: Profile = Profile.SEED_2020
