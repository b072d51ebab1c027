"""In which order somebody sees menu and tiles, and what is left out: a convenience, never a protection."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.remembered import Remembered, Shelf, versions
from models.menu_entry import MenuEntry

Item = TypeVar("Item")

FURTHER = 10
"""From one entry to the next as shipped: the first stands at 10."""


@dataclass(frozen=True)
class Arrangement:
    """What is hidden, and what stands at another place than as shipped, by name."""

    hidden: frozenset[str]
    places: Mapping[str, int]

    def of(self, items: Iterable[Item], name: Callable[[Item], str]) -> list[Item]:
        """The items that show, in their order."""
        placed = [
            (self.places.get(name(item), shipped * FURTHER), shipped, item)
            for shipped, item in enumerate(items, 1)
            if name(item) not in self.hidden
        ]
        return [item for _place, _shipped, item in sorted(placed, key=lambda one: one[:2])]


AS_SHIPPED = Arrangement(frozenset(), {})


class Arranged(NamedTuple):
    """One entry as it stands for one role."""

    role: str
    entry: str
    place: int | None
    hidden: bool


def _read(session: Session) -> tuple[Arranged, ...]:
    rows = select(MenuEntry.role, MenuEntry.entry, MenuEntry.place, MenuEntry.hidden)
    return tuple(Arranged(*row) for row in session.execute(rows))


MENU = Shelf(stamp=versions(MenuEntry), read=_read)


def arranged_for(remembered: Remembered, session: Session, actor: Actor) -> Arrangement:
    """For all roles somebody has: hidden is what each of them hides, of several places the first counts.

    Who stands in for somebody else sees every entry, for it may be the other's work that leads there.
    """
    if not actor.roles or len(actor.standings) > 1:
        return AS_SHIPPED
    everybodys: Sequence[Arranged] = remembered.content(MENU, session)
    return combined([row for row in everybodys if row.role in actor.roles], actor.roles)


def combined(rows: Collection[Arranged], roles: Collection[str]) -> Arrangement:
    """One arrangement of those of several roles."""
    hiding: dict[str, set[str]] = {}
    places: dict[str, int] = {}
    for row in rows:
        if row.hidden:
            hiding.setdefault(row.entry, set()).add(row.role)
        if row.place is not None:
            places[row.entry] = min(row.place, places.get(row.entry, row.place))
    return Arrangement(frozenset(entry for entry, by in hiding.items() if by >= set(roles)), places)
