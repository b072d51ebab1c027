"""Responses to public concerns: 回应关切 (附件3), from what people say to what is published about it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import labelled, plain
from models.concern_flow import ConcernFlow
from models.concern_form import Answered, Found, Weighed
from models.concern_paper import channels, confirmations, signatures
from models.involvement import InvolvesUnits
from models.unit import Unit


def whole_units() -> Select[Unit]:
    """The units at work that answer in their own name; a division answers by the unit it belongs to."""
    return select(Unit).where(Unit.active, Unit.kind != "division").order_by(Unit.code)


class Concern(Found, Weighed, Answered, InvolvesUnits, Record):
    """One concern: what people say, how it was weighed, who answers, what was answered and where."""

    __tablename__ = "concern"
    workflow = ConcernFlow
    slug = "concerns"
    purposes = ("other",)
    called = {"unit_id": _("Collected by"), "handling_unit_id": _("Drafting unit")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    joint_unit_id: Mapped[int | None] = labelled(
        _("Unit that drafts along"), ForeignKey("unit.id"), clause="A3.3"
    )
    asked_unit_id: Mapped[int | None] = labelled(
        _("Unit of the county to be asked"), ForeignKey("unit.id"), clause="A3.6", among=whole_units
    )
    joint_unit: Mapped[Any] = relationship("Unit", foreign_keys=[joint_unit_id])
    asked_unit: Mapped[Any] = relationship("Unit", foreign_keys=[asked_unit_id])

    confirmations: Mapped[list[Any]] = relationship(
        "ResponseConfirmation",
        foreign_keys="ResponseConfirmation.concern_id",
        back_populates="concern",
        order_by="ResponseConfirmation.id",
        info=WHOLE,
    )
    releases: Mapped[list[Any]] = relationship(
        "ResponseRelease",
        foreign_keys="ResponseRelease.concern_id",
        back_populates="concern",
        order_by="ResponseRelease.id",
        info=WHOLE,
    )

    @property
    def working_unit_id(self) -> int:
        """The drafting unit, once there is one."""
        return self.handling_unit_id or self.unit_id

    def begin(self, link: str) -> Any:
        """Who is asked gets the response to confirm, word for word; the next one is asked anew."""
        asked = super().begin(link)
        asked.unit_id, asked.response = self.working_unit_id, self.response
        asked.handling_unit_id, asked.agency = self.asked_unit_id, self.asked_agency
        asked.asked_on, asked.answer_by = self.asked_on, self.answer_by
        self.asked_unit_id = self.asked_agency = self.asked_on = self.answer_by = None
        return asked

    def letter_facts(self) -> dict[str, Any]:
        """Besides its columns: who signed, who confirmed, the channels, the hour it is due."""
        return {
            **super().letter_facts(),
            "signed": signatures(self),
            "confirmed_by": confirmations(self),
            "channels": channels(self),
            "due_at": self.due_at,
        }

    def to_confirm(self) -> dict[str, Any]:
        """What those who were asked are asked again about: the text that was submitted last."""
        return {"response": self.response, "unit_id": self.working_unit_id}
