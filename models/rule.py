"""What a rule is said in: who acts, under which law and profile, what is refused and why.

Nothing here knows Flask, SQLAlchemy or any particular matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

Label = Any
"""A str or a lazy translation; both become the reader's words with ``str()``."""


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
