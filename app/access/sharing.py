"""Saved filters of lists: who sees one, who may change it, and with which units she may share it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from sqlalchemy import ColumnElement, false, inspect, or_
from sqlalchemy.orm import InstanceState

from app.access.actor import SHARE, Actor, Standing
from models.saved_list import WORDS, SavedFilter


def seen(actor: Actor) -> ColumnElement[bool]:
    """Her own, and those shared with a unit she, or whom she stands in for, belongs to."""
    return or_(false(), *_seen(actor))


def _seen(actor: Actor) -> Iterator[ColumnElement[bool]]:
    if actor.id is not None:
        yield SavedFilter.user_id == actor.id
    for standing in actor.standings:
        if standing.units:
            shared = SavedFilter.unit_id.in_(sorted(standing.units))
            only = standing.only_matter
            yield shared if only is None else shared & (SavedFilter.matter == only)


def standing_for(actor: Actor, matter: str, unit_id: int) -> Standing | None:
    """Under which standing, one of that unit, she shares filters of a matter (class name) with it."""
    return next((s for s in actor.standings if unit_id in s.units and s.may(SHARE, matter)), None)


def units(actor: Actor, matter: str) -> frozenset[int]:
    """The units with which she shares filters of a matter."""
    return frozenset().union(*(s.units for s in actor.standings if s.may(SHARE, matter)))


def may_change(actor: Actor, row: SavedFilter) -> bool:
    """Whether a saved filter is hers to write as it is about to be: her own, or shared where she shares.

    Nobody shares without the grant, and a filter with words is shared with nobody: words may name people.
    """
    owners, units_before = _before(row, "user_id"), _before(row, "unit_id")
    if {row.user_id} != (owners or {row.user_id}):
        return False
    if row.user_id != actor.id and not any(standing_for(actor, row.matter, key) for key in units_before):
        return False
    if row.unit_id is None:
        return True
    shared_before = row.unit_id in units_before
    return WORDS not in row.asked and (shared_before or bool(standing_for(actor, row.matter, row.unit_id)))


def _before(row: SavedFilter, column: str) -> set[int]:
    """The key a stored row has in the database; none of a new one."""
    state = cast("InstanceState[SavedFilter]", inspect(row))
    history = state.attrs[column].load_history()
    stored = (*history.deleted, *history.unchanged) if state.has_identity else ()
    return {key for key in stored if key is not None}
