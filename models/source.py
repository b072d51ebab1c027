"""The record another one comes of, whatever its matter: named by its number, within what one may see."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, declared_attr, object_session, relationship

from models.base import Record
from models.column import labelled
from models.workflow import Errors


def any_record() -> Select[Any]:
    """Whatever its matter."""
    return select(Record).order_by(Record.id.desc())


class ComesOf:
    """Mix into a Record that may follow from another one; who does not see that one sees nothing of it."""

    @declared_attr
    def source_id(cls) -> Mapped[int | None]:
        return labelled(
            _("Comes of"),
            ForeignKey("record.id"),
            index=True,
            hint=_("The number of the record it follows from, if there is one"),
        )

    @declared_attr
    def source(cls) -> Mapped[Any]:
        return relationship(
            "Record",
            foreign_keys=f"{cls.__name__}.source_id",  # type: ignore[attr-defined]
            remote_side="Record.id",
        )


def source_is_seen(record: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """What it comes of is another record, and one that who enters it may see."""
    session, key = object_session(record), values.get("source_id")
    if session is None or key is None:
        return {}
    with session.no_autoflush:
        seen = session.scalars(select(Record.id).where(Record.id == key)).first()
    if seen is None or key == record.id:
        return {"source_id": _("You see no other record of this number; leave it empty, or correct it")}
    return {}
