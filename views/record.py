"""Prepares the record page: what this reader sees of one record, part by part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.access.actor import READ_PERSONAL, READ_SEALED, Actor
from app.access.grants import LIST
from app.clocks import RecordClocks, events
from app.timekeeper import office_day
from models.base import MET, WHOLE, Record
from models.column import Class, declared
from models.deadline import RunningClock
from models.extra_field import columns_for
from models.involvement import PARTS, InvolvesUnits
from models.rich_text import clean
from models.trail import ACTIONS, TrailEntry
from models.workflow import Label, State
from views import words

Section = tuple[Label, tuple[str, ...]]


@dataclass(frozen=True)
class Related:
    """Records of another matter that hang on this one."""

    relationship: str
    model: type[Record]
    columns: tuple[str, ...]
    parent: str
    """What a new one is told of this record by in its address; empty where none is entered from here."""
    listed: bool = False
    """Whether the list of the other matter can be narrowed by that column."""
    title: Label = ""
    """What they are to this record; empty: what their matter is called."""
    afterwards: bool = False
    """Whether one is still entered when this record is at its end."""


@dataclass(frozen=True)
class Reader:
    """What somebody may read of a matter's records."""

    personal: bool
    sealed: bool

    @classmethod
    def of(cls, actor: Actor, model: type[Record]) -> Reader:
        """What an actor may read of some record of a matter: which columns a table has at all."""
        name = model.__name__
        return cls(actor.may(READ_PERSONAL, name), actor.may(READ_SEALED, name))

    @classmethod
    def before(cls, actor: Actor, record: Record) -> Reader:
        """What an actor may read of this record."""
        return cls(*(actor.standing_on(p, record) is not None for p in (READ_PERSONAL, READ_SEALED)))

    @classmethod
    def at(cls, actor: Actor, model: type[Record], units: frozenset[int]) -> Reader:
        """What an actor may read of a matter's records that are these units'."""
        held = (actor.standing_for(p, model.__name__, units) for p in (READ_PERSONAL, READ_SEALED))
        return cls(*(standing is not None for standing in held))

    def may(self, klass: Class) -> bool:
        """Whether columns and files of this class are read in clear."""
        return self.sealed if klass is Class.SEALED else self.personal or klass is not Class.PERSONAL

    def may_take_away(self, klass: Class) -> bool:
        """Whether columns of this class are told to programs: what is confined to the pages is not."""
        return klass is not Class.CONFINED and self.may(klass)

    def text(self, record: Record, name: str) -> tuple[str, bool]:
        """The text of one column, and whether it was masked."""
        column, value = columns_for(record)[name], getattr(record, name)
        if name == "state":
            return str(record.standing.label), False
        if name.endswith("_id"):
            other = getattr(record, name.removesuffix("_id"), None)
            return (str(other) if other is not None else ""), False
        return words.shown(column, value, personal=self.personal, sealed=self.sealed)


ANYBODY = Reader(personal=False, sealed=False)
"""Whoever may see the record and holds no grant to read about people."""


def sections(
    record: Record, wanted: Sequence[Section], reader: Reader, *, whole: Sequence[Section] = ()
) -> list[dict[str, Any]]:
    """The fields in their sections: those of the form ``whole``, of the others what has been filled in."""
    columns = columns_for(record)
    # Not compared by their titles: those are looked up in the language at every look.
    kept_whole = {names for _title, names in whole}
    found = []
    for title, names in wanted:
        rows = []
        for name in names:
            text, hidden = reader.text(record, name)
            empty = not text or getattr(record, name) is False
            if empty and names not in kept_whole:
                continue
            wide = columns[name].multiline or len(text) > 40
            row = {"label": columns[name].label, "value": text, "wide": wide, "masked": hidden}
            if (other := _seen(record, name)) is not None:
                row["url"] = f"/office/{other.slug}/{other.id}"
            if columns[name].rich and text and not hidden:
                # Cleaned once more: what stands in the database need not have come through the panel.
                row["rich"] = Markup(clean(getattr(record, name)))  # noqa: S704
            rows.append(row)
        if rows:
            found.append({"title": title, "rows": rows})
    return found


def _seen(record: Record, name: str) -> Record | None:
    """The record a column points to, where the reader sees it: what belongs to the case is loaded unasked."""
    link = (
        type(record).__mapper__.relationships.get(name.removesuffix("_id")) if name.endswith("_id") else None
    )
    other = getattr(record, link.key) if link is not None and link.info != WHOLE else None
    return other if isinstance(other, Record) else None


def involved(record: Record) -> list[dict[str, Any]]:
    """The further units of a record, under what they have to do with it."""
    if not isinstance(record, InvolvesUnits):
        return []
    rows = [
        {"label": label, "value": words.listed(one.unit for one in found), "wide": True, "masked": False}
        for part, label in PARTS.items()
        if (found := [one for one in record.involved if one.part == part])
    ]
    return [{"title": gettext("Further units"), "rows": rows}] if rows else []


def shows_personal(record: Record, names: Iterable[str], reader: Reader) -> bool:
    """Whether this reader is shown data about a person in clear: then reading leaves a trail row."""
    classes = {name: columns_for(record)[name].klass for name in names}
    told = (name for name, klass in classes.items() if not ANYBODY.may(klass) and reader.may(klass))
    return any(words.is_given(getattr(record, name)) for name in told)


def steps(record: Record) -> list[dict[str, Any]]:
    """The main road with the place the record has reached; side roads only while it is on one."""
    here = record.standing
    road = [s for s in record.workflow.states.values() if s is here or not (s.aside or s.closed)]
    ends = [s for s in record.workflow.states.values() if s.closed and not s.aside]
    if not here.closed and len(ends) == 1:
        road += ends
    if here.closed:
        road = [s for s in road if s is not here] + [here]
    at = road.index(here)
    return [{"label": s.label, "status": _status(i, at, here)} for i, s in enumerate(road)]


def _status(index: int, at: int, here: State) -> str:
    if index < at or (index == at and here.closed):
        return "done"
    return "now" if index == at else "next"


def light(record: Record, clocks: RecordClocks, today: date) -> dict[str, Any] | None:
    """The lamp of a record's leading period, or None when nothing runs; of the card alone, so for lists."""
    if not record.counted_in:
        return None
    if record.counted_in == MET:
        return {"light": "grey", "text": gettext("Done")}
    deadline = clocks.on_card(record, today)
    working = record.counted_in == "working_days"
    return {"light": deadline.light, "text": words.deadline_text(deadline, working=working, met=False)}


def over(record: Record, now: datetime) -> bool:
    """Whether the leading period of an open record ran out before it was kept."""
    if record.due_at is not None:
        late = record.due_at < now
    else:
        late = record.due_on is not None and record.due_on < office_day(now)
    return late and record.counted_in != MET and not record.standing.closed


def lamp(run: RunningClock, clocks: RecordClocks, today: date) -> dict[str, Any]:
    """Colour and words of one clock."""
    deadline = clocks.deadline(run, today)
    working = events(run).rule.kind == "working_days"
    text = words.deadline_text(deadline, working=working, met=run.met_on is not None)
    return {"light": deadline.light, "text": text}


def clock_cards(record: Record, clocks: RecordClocks, today: date, endpoint: str) -> list[dict[str, Any]]:
    """A card for the latest run of each declared clock."""
    found = []
    for clock in record.workflow.clocks.values():
        run = record.clock(clock)
        if run is not None:
            url = url_for(endpoint, pk=record.id, name=clock.name)
            found.append(clock_card(str(clock.label), run, clocks, today, url))
    return found


def clock_card(
    label: str, run: RunningClock, clocks: RecordClocks, today: date, why_url: str | None
) -> dict[str, Any]:
    """One period as the aside of the page shows it."""
    deadline = clocks.deadline(run, today)
    rule = events(run).rule
    shown = lamp(run, clocks, today)
    day = words.due_text(deadline.due, deadline.due_at)
    due = gettext("Due %(day)s", day=day) if deadline.due else shown["text"]
    start = words.due_text(run.started_on, run.started_at)
    total = rule.amount + run.extension
    used = max(0, min(100, round(100 * (total - deadline.days_left) / total)))
    return {
        "label": label,
        "light": shown["light"],
        "due_text": shown["text"],
        "detail": gettext("%(due)s; began on %(start)s", due=due, start=start),
        "why_url": why_url,
        "provisional": deadline.provisional and not run.met_on,
        "paused": deadline.paused,
        "percent": None if run.met_on else used,
    }


def timeline(session: Session, record: Record) -> list[dict[str, Any]]:
    """What was done to the record, newest first, with reason and clause."""
    return [_told(record, row) for row in history(session, record)]


def history(session: Session, record: Record) -> Iterable[TrailEntry]:
    """The rows of the trail that tell what was done to a record, newest first."""
    return session.scalars(select(TrailEntry).where(*done_to(record)).order_by(TrailEntry.id.desc()))


_TOLD = ("open", "step", "edit", "attach", "detach", "period")


def done_to(record: Record) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a row of the trail tells what was done to a record, not who read it."""
    return TrailEntry.record_id == record.id, TrailEntry.action.in_(_TOLD), TrailEntry.result == "done"


def deed(record: Record, row: TrailEntry) -> Label:
    """What a row tells was done: a step by its own label."""
    step = record.workflow.transitions.get(row.step or "")
    return step.label if step else ACTIONS[row.action]


def _told(record: Record, row: TrailEntry) -> dict[str, Any]:
    who = f"{words.actor_text(row.actor_name)} {row.actor_post}".strip()
    if row.for_name:
        who = gettext("%(who)s in place of %(principal)s", who=who, principal=row.for_name)
    return {
        "what": deed(record, row),
        "who": who,
        "at_text": words.moment_text(row.at),
        "at_iso": row.at.isoformat(),
        "why": row.reason,
        "clause": words.clause_text(row.clauses) if row.clauses else "",
    }


MOST_RELATED = 10
"""Records of another matter a page shows; how many there are of each state it says of all."""


def related(record: Record, part: Related, actor: Actor, add_url: str | None) -> dict[str, Any]:
    """A table of the records that hang on this one: the first of many, and how many there are by state."""
    columns = declared(part.model)
    slug = part.model.slug
    seen = [other for other in getattr(record, part.relationship) if actor.may_on(LIST, other)]
    rows = [
        {
            "url": f"/office/{slug}/{other.id}",
            "cells": [
                {
                    "text": Reader.before(actor, other).text(other, n)[0],
                    "tone": words.tone(other.standing) if n == "state" else None,
                }
                for n in part.columns
            ],
            "over": False,
        }
        for other in seen[:MOST_RELATED]
    ]
    return {
        "title": part.title or part.model.workflow.label,
        "add_url": add_url,
        "counts": _counts(record, part, seen) if len(seen) > 1 else [],
        "columns": [
            {"name": n, "label": columns[n].label, "sort_url": None, "sorted": None} for n in part.columns
        ],
        "rows": rows,
        "empty": gettext("None entered."),
    }


def _counts(record: Record, part: Related, seen: Sequence[Record]) -> list[dict[str, Any]]:
    """How many there are, all and by state, each with the list of them."""
    found = Counter(other.state for other in seen)
    states = part.model.workflow.states
    told = [("all", gettext("All"), len(seen))]
    told += [(name, str(state.label), found[name]) for name, state in states.items() if found[name]]
    address = f"/office/{part.model.slug}/?{part.parent}={record.id}&state="
    return [
        {"label": label, "count": count, "url": f"{address}{name}" if part.listed else None}
        for name, label, count in told
    ]
