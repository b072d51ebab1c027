"""Small tables a process keeps in memory, and reads again as soon as they were changed, by whomever.

Once in each session of the database, and again after each of its commits, one statement asks for the stamps
of all of them; what a stamp no longer fits is read anew. Who may do what is not kept here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

Stamp = tuple[Any, ...]


@dataclass(frozen=True)
class Kept:
    """What was read, and the stamp the table had then."""

    stamp: Stamp
    content: Any


@dataclass(frozen=True, eq=False)
class Shelf:
    """One of the tables: ``stamp`` are figures every change of it moves, ``read`` is how it is read."""

    stamp: tuple[ColumnElement[Any], ...]
    read: Callable[[Session], Any]


def versions(model: type[Any]) -> tuple[ColumnElement[Any], ...]:
    """The stamp of a table whose rows have a new version after each change, and are never deleted."""
    figures = (func.count(), func.sum(model.version))
    return tuple(select(figure).select_from(model).scalar_subquery() for figure in figures)


class Remembered:
    """The tables of one process."""

    def __init__(self, *shelves: Shelf) -> None:
        self._shelves = shelves
        self._asking = select(*self.stamps)
        self._kept: dict[Shelf, Kept] = {}

    def content(self, shelf: Shelf, session: Session) -> Any:
        """What the table says now; as it was at the first look since this session began or last committed."""
        stamp = self._stamps(session)[shelf]
        kept = self._kept.get(shelf)
        if kept is None or kept.stamp != stamp:
            kept = self._kept[shelf] = Kept(stamp, shelf.read(session))
        return kept.content

    @property
    def stamps(self) -> tuple[ColumnElement[Any], ...]:
        """The stamps of all tables as columns, for a statement that is on its way anyhow."""
        return tuple(column for shelf in self._shelves for column in shelf.stamp)

    def note(self, session: Session, found: Sequence[Any]) -> None:
        """What such a statement found holds for this session: it needs no look of its own."""
        values = iter(found)
        session.info[self] = {
            shelf: tuple(next(values) for _column in shelf.stamp) for shelf in self._shelves
        }

    def look_again(self, session: Session) -> None:
        """One of the tables may have been changed: in this session, or since it committed."""
        session.info.pop(self, None)

    def _stamps(self, session: Session) -> dict[Shelf, Stamp]:
        if self not in session.info:
            self.note(session, session.connection().execute(self._asking).one())
        stamps: dict[Shelf, Stamp] = session.info[self]
        return stamps
