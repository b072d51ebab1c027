"""The tabs of a list: each state with how many records stand there, counted no further than a cap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext
from sqlalchemy import Select, and_, case, func, literal_column, select, union_all
from sqlalchemy.orm import Session

from app.search import index
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
    hit = case((and_(*asked), 1)) if asked else literal_column("1")
    ones: Select[Any] = (
        select(card.state, hit.label("hit"))
        .select_from(card)
        .where(card.matter == query.model.__tablename__, *found)
        .limit(limit + 1)
    )
    states = query.model.workflow.states
    parts = [ones.subquery()] if found else [ones.where(card.state == name).subquery() for name in states]
    each = [
        select(part.c.state, func.count(part.c.hit), func.count()).group_by(part.c.state) for part in parts
    ]
    rows = session.execute(union_all(*each)).all()
    seen = {name: number for name, _hits, number in rows}
    if found:
        seen = dict.fromkeys(states, sum(seen.values()))
    hits = {name: number for name, number, _seen in rows}
    return {
        name: Count(min(hits.get(name, 0), CAP), hits.get(name, 0) > CAP or seen.get(name, 0) > limit)
        for name in states
    }


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
