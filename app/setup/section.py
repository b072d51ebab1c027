"""One part of the set-up file: what an entry looks like, what is kept of it here, and how it is changed.

Entries are plain values with stable codes in place of keys, so that a file means the same in every
installation. Whoever keeps something an administrator sets up adds a ``Section`` to ``app.setup.sections``.
"""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from app.access.actor import Actor
from models.workflow import Label

Entry = Mapping[str, Any]

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""What stands for a row in the file, in every installation."""


class SetupRefused(Exception):
    """A set-up file will not do; ``sentences`` say why, each with the way out."""

    def __init__(self, *sentences: Label) -> None:
        super().__init__("; ".join(map(str, sentences)))
        self.sentences = sentences


# -- what an entry may hold -----------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """What a field holds, in words, and whether a value is of that kind."""

    told: Label
    fits: Callable[[Any], bool]


def text(longest: int, *, empty: bool = False) -> Kind:
    """A text of so many characters, without those no form takes."""

    def fits(value: Any) -> bool:
        return (
            isinstance(value, str)
            and len(value) <= longest
            and (empty or bool(value.strip()))
            and not any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in value)
        )

    return Kind(_("a text of at most %(n)s characters", n=longest), fits)


def maybe(kind: Kind) -> Kind:
    """Of that kind, or null where there is none."""
    return Kind(_("%(kind)s, or null", kind=kind.told), lambda value: value is None or kind.fits(value))


def whole(first: int, last: int) -> Kind:
    """A whole number within bounds."""
    return Kind(
        _("a whole number from %(first)s to %(last)s", first=first, last=last),
        lambda value: type(value) is int and first <= value <= last,
    )


def one_of(*codes: str) -> Kind:
    """One of a few codes."""
    return Kind(_("one of: %(codes)s", codes=", ".join(codes)), lambda value: value in codes)


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


NAME = Kind(
    _("small letters, digits and underscores, beginning with a letter"),
    lambda value: isinstance(value, str) and bool(CODE.fullmatch(value)),
)
FLAG = Kind(_("true or false"), lambda value: isinstance(value, bool))
DAY = Kind(_("a day like 2026-03-05"), _is_day)
NAMES = Kind(_("a list of names"), _are_names)


# -- differences ----------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """An entry that is otherwise in the file than here; ``before`` is None for one that is new here."""

    code: str
    before: Entry | None
    after: Entry

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """The fields that differ: old and new value, None where there was none."""
        before = self.before or {}
        return {
            name: (before.get(name), value)
            for name, value in self.after.items()
            if name not in before or before[name] != value
        }


Objection = tuple[str, Label]
"""The code of an entry and the sentence that says why it will not do."""


@dataclass(frozen=True)
class Work:
    """Who carries a file out, why and when."""

    actor: Actor
    reason: str
    now: datetime
    today: date
    fonts: Path | None = None
    """The county's own, in which letters are set."""


class Section(ABC):
    """One kind of thing an administrator sets up."""

    key: ClassVar[str]
    label: ClassVar[Label]
    fields: ClassVar[Mapping[str, Kind]]
    by: ClassVar[tuple[str, ...]]
    """The fields that name an entry; together its code."""
    model: ClassVar[type[Any] | None] = None
    """Whose columns say what the fields are called."""
    page: ClassVar[str] = ""
    """The field that names an entry of the menu; screens show the label of its page."""
    switch: ClassVar[str] = ""
    """The flag that is taken away from what a file lacks; without one what is here only stays."""

    def code(self, entry: Entry) -> str:
        """What an entry is called, in every installation the same."""
        return " ".join(str(entry[name]) for name in self.by)

    def title(self, entry: Entry) -> str:
        """What an entry is called on screen."""
        return self.code(entry)

    @abstractmethod
    def read(self, session: Session) -> Sequence[Entry]:
        """What is set up here, in an order that does not change by itself."""

    @abstractmethod
    def objections(
        self, session: Session, work: Work, differences: Sequence[Difference]
    ) -> Iterator[Objection]:
        """Why entries that differ cannot be taken over."""

    @abstractmethod
    def carry_out(self, session: Session, work: Work, differences: Sequence[Difference]) -> None:
        """Take the differences over, in the caller's transaction; each leaves a row of the trail."""

    def differences(self, session: Session, wanted: Sequence[Entry]) -> list[Difference]:
        """What of a file is otherwise here, in the file's order; then what is only here and switched off."""
        here = {self.code(entry): entry for entry in self.read(session)}
        asked = {self.code(entry): entry for entry in wanted}
        found = [Difference(code, here.get(code), entry) for code, entry in asked.items()]
        if self.switch:
            found += [
                Difference(code, entry, {**entry, self.switch: False})
                for code, entry in here.items()
                if code not in asked
            ]
        return [one for one in found if one.before != one.after]
