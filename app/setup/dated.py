"""Rows that are never changed, only followed by later ones; of two for a day the last entered counts."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.setup.section import Difference, Entry, Objection, Section, Work


class Dated(Section):
    """Entries with ``valid_from``, kept in a model with ``reason``, ``entered_at`` and ``entered_by_id``."""

    model: ClassVar[type[Any]]

    def read(self, session: Session) -> Sequence[Entry]:
        """What counts of each day, past days included."""
        order = [getattr(self.model, name) for name in (*self.by, "id")]
        found: dict[str, Entry] = {}
        for row in session.scalars(select(self.model).order_by(*order)):
            entry = {name: getattr(row, name) for name in self.fields}
            entry["valid_from"] = row.valid_from.isoformat()
            found[self.code(entry)] = entry
        return list(found.values())

    @abstractmethod
    def objections(
        self, session: Session, work: Work, differences: Sequence[Difference]
    ) -> Iterator[Objection]:
        """Why entries that differ cannot be taken over."""

    def told(self, _entry: Entry) -> Mapping[str, Any]:
        """Columns that follow from an entry and do not stand in the file."""
        return {}

    def carry_out(self, session: Session, work: Work, differences: Sequence[Difference]) -> None:
        """Enter each as a row of its own, in the order of their days."""
        for one in sorted(differences, key=lambda d: str(d.after["valid_from"])):
            values = {**one.after, **self.told(one.after)}
            values["valid_from"] = date.fromisoformat(one.after["valid_from"])
            session.add(
                self.model(**values, reason=work.reason, entered_at=work.now, entered_by_id=work.actor.id)
            )
