"""Marks: what each indicator got on a unit's sheet, from whom, each kept for ever (附件6 第九条(三))."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, event
from sqlalchemy.orm import Mapped, relationship

from models.base import Belonging, Record
from models.column import Instant, labelled, plain
from models.points import Points

CLAIM, CHECK, PANEL, FIGURE, RULING = "claim", "check", "panel", "figure", "ruling"
PARTS = {
    CLAIM: _("Claimed by the unit"),
    CHECK: _("Checked by the office"),
    PANEL: _("Panel"),
    FIGURE: _("Computed"),
    RULING: _("Ruled on an objection"),
}
LOCKED = "final"
"""The state of a score in which nothing on its sheet changes any more (附件6 第九条(四))."""


class Locked(Exception):
    """Something of a final score was to be changed; nothing was."""


class Mark(Belonging, Model):
    """Points for one indicator of one unit: never changed, only followed by later ones."""

    __tablename__ = "mark"

    id: Mapped[int] = plain(primary_key=True)
    indicator_id: Mapped[int] = labelled(_("Indicator"), ForeignKey("indicator.id"), index=True)
    part: Mapped[str] = labelled(_("Where it comes from"), choices=PARTS)
    points: Mapped[Decimal] = labelled(_("Points"), Points)
    remark: Mapped[str | None] = labelled(_("Remark"), String(400))
    counted: Mapped[int | None] = labelled(_("Counted"), clause="A6.5")
    """Of a computed one: so many records, of so many."""
    whole: Mapped[int | None] = labelled(_("Of"), clause="A6.5")
    by_id: Mapped[int | None] = plain(ForeignKey("ab_user.id"))
    by: Mapped[str] = labelled(_("By"), String(130))
    at: Mapped[datetime] = labelled(_("At"), Instant)

    record: Mapped[Record] = relationship(foreign_keys="Mark.record_id")
    indicator: Mapped[Any] = relationship("Indicator", foreign_keys=[indicator_id])

    def __repr__(self) -> str:
        return f"{self.indicator_id} {self.part} {self.points}"


@event.listens_for(Mark, "before_insert")
@event.listens_for(Mark, "before_update")
@event.listens_for(Mark, "before_delete")
def _stays(_mapper: Any, _connection: Any, mark: Mark) -> None:
    """Whatever the door: the marks of a final score stay as they are."""
    if mark.record.state == LOCKED:
        raise Locked(f"the score {mark.record} is final")
