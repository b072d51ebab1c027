"""A plausible record of any matter, made from its declaration alone: a new matter needs no line here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, Integer
from sqlalchemy.orm import RelationshipDirection

from app.engine import Unacceptable
from models import MATTERS
from models.base import Record, declared

BY_THE_ENGINE = {"state", "rules", "opened_at"}
"""Columns no record is without, that nobody fills in."""


def parents(model: type[Record]) -> dict[str, type[Record]]:
    """The records of other matters a record of this one hangs on, by relationship."""
    links = model.__mapper__.relationships
    return {
        link.key: link.mapper.class_
        for link in links
        if link.direction is RelationshipDirection.MANYTOONE
        and link.mapper.class_ in MATTERS
        and not any(column.nullable for column in link.local_columns)
    }


def asked(model: type[Record]) -> list[str]:
    """The columns somebody has to fill in, but what points to another row."""
    columns = model.__mapper__.columns
    return [
        name
        for name in declared(model)
        if name not in BY_THE_ENGINE
        and not (columns[name].nullable or columns[name].foreign_keys or columns[name].default)
    ]


def plausible(model: type[Record], name: str, today: date) -> Any:
    """A value of a column: its first choice, today, yes, one, or words."""
    column = declared(model)[name]
    if column.choices is not None:
        return next(iter(column.offered))
    match model.__mapper__.columns[name].type:
        case Date():
            return today
        case Boolean():
            return True
        case Integer():
            return 1
    return "已填写"


def filled(model: type[Record], today: date) -> dict[str, Any]:
    """Values for whatever somebody has to fill in, but what points to another row."""
    return {name: plausible(model, name, today) for name in asked(model)}


def complete(record: Any, check: Callable[[Any], Any], today: date) -> Any:
    """Fill in what a form asks for besides, until ``check`` finds nothing against it; what that answers.

    Raises Unacceptable for what a plausible value does not cure.
    """
    tried: set[str] = set()
    while True:
        try:
            return check(record)
        except Unacceptable as wrong:
            if tried & wrong.errors.keys():
                raise
            for name in wrong.errors:
                setattr(record, name, plausible(type(record), name, today))
            tried |= wrong.errors.keys()
