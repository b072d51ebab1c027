"""What a unit draws up once a year: one for each year, entered into only while it is drawn up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import object_session

from models.shared_rules import above
from models.workflow import Check, Errors, Label


def one_a_year(otherwise: Callable[[str], Label]) -> Check:
    """A unit has one a year; ``otherwise`` makes the sentence from the number of the one there is."""

    def is_the_only_one(listed: Any, values: Mapping[str, Any], _today: date) -> Errors:
        session, model = object_session(listed), type(listed)
        if session is None:
            return {}
        same = select(model.number).where(
            model.year == values.get("year"),
            model.unit_id == values.get("unit_id"),
            model.state.not_in([name for name, state in model.workflow.states.items() if state.aside]),
        )
        with session.no_autoflush:
            other = session.scalars(same.where(model.id != listed.id) if listed.id else same).first()
        return {} if other is None else {"year": otherwise(other)}

    return is_the_only_one


def entered_while_drawn_up(link: str, otherwise: Label) -> Check:
    """What stands in a yearly list is entered before the list is handed in; later it supplements it."""

    def list_takes_entries(entry: Any, _values: Mapping[str, Any], _today: date) -> Errors:
        listed = above(entry, link)
        if entry.number or (listed is not None and listed.state == listed.workflow.initial.name):
            return {}
        return {f"{link}_id": otherwise}

    return list_takes_entries
