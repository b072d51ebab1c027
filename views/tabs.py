"""The tabs of a list: each state with how many records stand there, counted no further than a cap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from flask_babel import gettext
from sqlalchemy import CTE, Select, and_, case, func, literal, literal_column, select, union_all
from sqlalchemy.orm import Session

from app.search import index
from models.base import Record
from models.workflow import Workflow
from views.lists import ALL, Query

CAP = 1_000
"""Records of one state that are counted; where there are more, the tab says so."""
LOOKED_AT = 2_000
"""Records of one state that a filter is tried on, and of all states that words may bring."""


@dataclass(frozen=True)
class Count:
    """How many there are; ``more``: or more than that, for nobody counted on."""

    number: int = 0
    more: bool = False

    def __add__(self, other: Count) -> Count:
        return Count(self.number + other.number, self.more or other.more)

    def __str__(self) -> str:
        """Empty where none was met among those that were looked at, and not all were."""
        if not self.more:
            return str(self.number)
        return gettext("%(n)s+", n=self.number) if self.number else ""


Counts = Mapping[str, Count]
"""By the name of a state."""


def counted(session: Session, query: Query, today: date) -> Counts:
    """How many records of each state match, by one statement that looks at so many and no more.

    Whatever is asked is asked of so many records of each state; what words find, their index brings of all
    states at once. On the card alone where it has all that is asked about: its index holds the answer.
    """
    query = replace(query, order="due_on")
    card = query.card
    found = [index.matching(card, query.words)] if query.words else []
    asked = replace(query, words="").asked(today)
    limit = LOOKED_AT if asked or found else CAP
    ones = (
        select(card.state, (case((and_(*asked), 1)) if asked else literal_column("1")).label("hit"))
        .select_from(card)
        .where(card.matter == query.model.__tablename__, *found)
        .limit(limit + 1)
    )
    states = query.model.workflow.states
    if found:
        part = ones.subquery()
        rows = session.execute(
            select(part.c.state, func.count(part.c.hit), func.count()).group_by(part.c.state)
        )
    else:
        rows = session.execute(_of_each(ones, card, tuple(states), filtered=bool(asked)))
    hits: dict[str, int] = {}
    seen: dict[str, int] = {}
    for name, hit, *looked_at in rows:
        hits[name], seen[name] = hit, looked_at[0] if looked_at else hit
    if found:
        seen = dict.fromkeys(states, sum(seen.values()))
    return {
        name: Count(min(hits.get(name, 0), CAP), hits.get(name, 0) > CAP or seen.get(name, 0) > limit)
        for name in states
    }


def _of_each(
    ones: Select[Any], card: type[Record], states: tuple[str, ...], *, filtered: bool
) -> Select[Any]:
    """Of each state how many were met and how many were looked at, unless nothing is asked of them."""
    named = _table(states)
    part = ones.where(card.state == named.c.name).correlate(named).subquery()
    counted = (part.c.hit, part.c.state) if filtered else (part.c.hit,)
    return select(named.c.name, *(select(func.count(c)).select_from(part).scalar_subquery() for c in counted))


@cache
def _table(names: tuple[str, ...]) -> CTE:
    # Not VALUES: SQLAlchemy would compile the statement anew each time.
    return union_all(*(select(literal(name).label("name")) for name in names)).cte("states")


def total(flow: type[Workflow], state: str, counts: Counts) -> Count:
    """How many stand in a state, in any that is open (no state), or in all."""
    wanted = {name for name in counts if state in {ALL, name} or (not state and not flow.states[name].closed)}
    return sum((counts[name] for name in wanted), start=Count())


def total_text(flow: type[Workflow], state: str, counts: Counts) -> str:
    """The number on a tab as the list says it; empty where none was met yet."""
    told = str(total(flow, state, counts))
    return gettext("%(n)s in all", n=told) if told else ""


def first(flow: type[Workflow]) -> str:
    """The tab a list opens with: what is open; where nothing ever is, what stands where it began."""
    return "" if any(not state.closed for state in flow.states.values()) else flow.initial.name


def label(flow: type[Workflow], name: str) -> str:
    """What the tab of a state is called, with the two that are none: open, and all."""
    known = {"": gettext("Open"), ALL: gettext("All")}
    return known.get(name) or str(flow.states[name].label)


def tabs(
    flow: type[Workflow], current: str, counts: Counts | None, url: Callable[[str], str]
) -> list[dict[str, Any]]:
    """Open, all, and the states in which something stands; without counts where nothing was counted."""
    ever_open = ("",) if first(flow) == "" else ()
    filled = {name for name, count in (counts or {}).items() if count != Count()}
    return [
        {
            "label": label(flow, name),
            "url": url(name),
            "count": "" if counts is None else str(total(flow, name, counts)),
            "current": name == current,
        }
        for name in (*ever_open, ALL, *(n for n in flow.states if n in filled or n == current))
    ]
