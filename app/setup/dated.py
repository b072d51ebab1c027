"""Rows that are never changed, only followed by later ones; of two for a day the last entered counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.setup.section import Difference, Entry, Section, Work


class Dated(Section):
    """Entries with ``valid_from``, kept in a model with ``reason``, ``entered_at`` and ``entered_by_id``."""

    model: ClassVar[type[Any]]

    def read(self, session: Session) -> Sequence[Entry]:
        """What counts of each day, past days included."""
        found: dict[str, Entry] = {}
        for row in session.scalars(select(self.model).order_by(self.model.id)):
            entry = {name: getattr(row, name) for name in self.fields}
            entry["valid_from"] = row.valid_from.isoformat()
            found[self.code(entry)] = entry
        # Sorted here: databases differ in how they order texts.
        return sorted(found.values(), key=self.code)

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
