"""Further units that have to do with a record: those that work on it together, those it is kept from.

Which step gives a unit its part is declared (``Transition.involves``); what follows from a part is the access
rule's business.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, object_session, relationship

from models.base import WHOLE, Belonging, Record
from models.column import labelled, plain
from models.part import Part
from models.unit import Unit

PARTS = {Part.JOINT.value: _("Joint handling units"), Part.ACCUSED.value: _("Accused units")}


class InvolvedUnit(Belonging, Model):
    """One unit with a part in one record, since a day."""

    __tablename__ = "involved_unit"
    __table_args__ = (UniqueConstraint("record_id", "unit_id", "part"), Index(None, "unit_id", "part"))

    id: Mapped[int] = plain(primary_key=True)
    unit_id: Mapped[int] = labelled(_("Unit"), ForeignKey("unit.id"))
    part: Mapped[str] = labelled(_("Part"), choices=PARTS)
    since: Mapped[date] = labelled(_("Since"))

    record: Mapped[Record] = relationship()
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)


class InvolvesUnits:
    """Mix into a Record that goes to any unit of the county, and may have further ones besides."""

    goes_across = True
    handling_unit_id: Any
    handling_unit: Any

    @declared_attr
    def involved(cls) -> Mapped[list[InvolvedUnit]]:
        return relationship(
            back_populates="record", cascade="all, delete-orphan", order_by="InvolvedUnit.id", info=WHOLE
        )

    def units_with(self, part: Part) -> list[int]:
        """The keys of the units that have this part now, in the order they got it."""
        return [one.unit_id for one in self.involved if one.part == part]

    @property
    def joint_units(self) -> list[Unit]:
        """The units that work on it together with the handling one."""
        return [one.unit for one in self.involved if one.part == Part.JOINT]

    @property
    def is_kept_back(self) -> bool:
        """Whether it is kept from some unit."""
        return bool(self.units_with(Part.ACCUSED))

    @property
    def lead_unit(self) -> Unit | None:
        """The unit that answers for it: the handling one, or the one whose division handles it."""
        # By its key: on the way through a step the relationship still tells who handled it before.
        session = object_session(self)
        unit = session.get(Unit, self.handling_unit_id or 0) if session else None
        return next((one for one in (unit, *unit.above()) if one.kind != "division"), unit) if unit else None

    def letter_facts(self) -> dict[str, Any]:
        """Besides the columns: the units that handle it, by name."""
        lead, together = self.lead_unit, "、".join(unit.name for unit in self.joint_units)
        units = {"handled_by": lead.name if lead else None, "handled_with": together or None}
        return {**super().letter_facts(), **units}  # type: ignore[misc]

    def is_kept_from(self, unit_id: int) -> bool:
        """Whether a unit, or one above it, is accused."""
        accused = set(self.units_with(Part.ACCUSED))
        session = object_session(self) if accused else None
        unit = session.get(Unit, unit_id) if session else None
        return bool(accused & {unit_id, *(one.id for one in (unit.above() if unit else ()))})

    def involve(self, part: Part, unit_id: int, since: date) -> None:
        """Give a unit a part; who is accused works on it no longer, nor does what is below it."""
        handling: int | None = self.handling_unit_id
        if unit_id not in self.units_with(part):
            self.involved.append(InvolvedUnit(unit_id=unit_id, part=part.value, since=since))
        for unit in [one for one in self.units_with(Part.JOINT) if self.is_kept_from(one)]:
            self.release(Part.JOINT, unit)
        if handling is not None and self.is_kept_from(handling):
            self.handling_unit_id = self.handling_unit = None

    def release(self, part: Part, unit_id: int) -> None:
        """Take a unit's part away again."""
        for one in [one for one in self.involved if (one.part, one.unit_id) == (part, unit_id)]:
            self.involved.remove(one)
