"""What a story is: a record of some matter and the steps taken on it, told as data.

Days are counted in working days from the day the story begins, and that day back from the day it is
told, so that the sample county never grows old: what is due soon is due soon whenever it is played.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
class At:
    """A value that is a moment: a time of the office's clock, so many working days after the story began."""

    after: int
    clock: str


@dataclass(frozen=True)
class YearOf:
    """A value that is a year: of the day so many working days after the story began; or years ``back``."""

    after: int
    back: int = 0


@dataclass(frozen=True)
class Since:
    """The working day on or after such a day of the year, the latest with so many working days behind it."""

    month: int
    day: int
    least: int


@dataclass(frozen=True)
class Paper:
    """A file that is attached: what it is, what it is called, what it says."""

    purpose: str
    name: str
    text: str


@dataclass(frozen=True)
class InUnit:
    """A value that is a unit, by its code."""

    code: str


@dataclass(frozen=True)
class RecordOf:
    """A value that is a record of another story, by the slug of its matter and its subject."""

    matter: str
    title: str


@dataclass(frozen=True)
class Above:
    """A value that is taken over from the record above, by the name of its attribute."""

    name: str


@dataclass(frozen=True)
class InColumn:
    """A value that is a column of the portal, by its code."""

    code: str


@dataclass(frozen=True)
class Step:
    """One step: when, by which post, which transition, with which answers.

    ``who`` is a post of the story's unit, or of another one: ``XZFB.reviewer``. ``papers`` are attached
    before.
    """

    after: int
    who: str
    name: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    papers: tuple[Paper, ...] = ()
    parts: tuple[str, ...] = ()
    """Of a step that fills a sheet: the parts of their points its lines get, in their order.

    The last one holds for all that follow; an empty one leaves what stands there.
    """


@dataclass(frozen=True)
class Side:
    """A record opened on the way and joined to the one above by the relationship ``link``.

    Above is the story's own record, or the side this one is told with. Opened by the program, it is the
    last one at the relationship ``link`` of the one above that has these ``values``.
    """

    matter: str
    link: str
    after: int
    who: str
    values: Mapping[str, Any]
    steps: tuple[Step, ...]
    sides: tuple[Side, ...] = ()


@dataclass(frozen=True)
class Story:
    """One record from its registration on; ``matter`` is the slug of its matter, ``unit`` a code."""

    matter: str
    unit: str
    ago: int | Since
    """Working days before today on which it begins, or a day of the year; no step lies ahead of today."""
    who: str
    values: Mapping[str, Any]
    steps: tuple[Step, ...]
    sides: tuple[Side, ...] = ()
    rules: Profile = Profile.SEED_2020

    def told(self) -> Iterator[Story | Side]:
        """Every record it tells of: its own, those beside it, and those beside these."""
        yield self
        yield from (side for side, _above in beside(self.sides))


def beside(sides: tuple[Side, ...], above: Side | None = None) -> Iterator[tuple[Side, Side | None]]:
    """Each side with the one above it, those above first; None is the story's own record."""
    for side in sides:
        yield side, above
        yield from beside(side.sides, side)
