"""By which channels somebody is told of what: the defaults of the kinds, and what she chose instead."""

from __future__ import annotations

from collections.abc import Collection
from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.notice import CHANNELS, KINDS, Kind, NoticeChoice

Wanted = frozenset[tuple[str, str]]
"""Pairs of kind and channel."""


def defaults() -> Wanted:
    """What comes to somebody who chose nothing."""
    return frozenset((kind.name, channel) for kind in KINDS.values() for channel in kind.on)


def free(kind: Kind, channel: str) -> bool:
    """Whether somebody has the choice."""
    return channel not in kind.never and channel not in kind.always


def wanted(session: Session, people: Collection[int]) -> dict[int, Wanted]:
    """What each of these people (their keys) is told of, and how."""
    found = {person: set(defaults()) for person in people}
    for row in session.scalars(select(NoticeChoice).where(NoticeChoice.user_id.in_(people))):
        pair, kind = (row.kind, row.channel), KINDS.get(row.kind)
        if kind is None or not free(kind, row.channel):
            continue
        (found[row.user_id].add if row.wanted else found[row.user_id].discard)(pair)
    return {person: frozenset(pairs) for person, pairs in found.items()}


def choose(session: Session, person: int, chosen: Collection[tuple[str, str]]) -> None:
    """Keep what differs from the defaults and may be chosen, and nothing else. The caller commits."""
    rows = {
        (row.kind, row.channel): row
        for row in session.scalars(select(NoticeChoice).where(NoticeChoice.user_id == person))
    }
    by_itself = defaults()
    for kind, channel in product(KINDS.values(), CHANNELS):
        pair = (kind.name, channel)
        kept, wants = rows.get(pair), pair in chosen
        if not free(kind, channel) or wants == (pair in by_itself):
            if kept is not None:
                session.delete(kept)
        elif kept is None:
            session.add(NoticeChoice(user_id=person, kind=kind.name, channel=channel, wanted=wants))
