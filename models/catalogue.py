"""Items of the disclosure catalogue: 公开事项 (附件7); an application that is carried out changes them, and
nothing else."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import plain
from models.item_elements import FILE, ITEM, Elements, elements_are_whole
from models.workflow import SYSTEM, State, Transition, Workflow


class DisclosureItemFlow(
    Workflow,
    label=_("Disclosure item"),
    clauses=("A7.2", "A7.1"),
    registered_by=(SYSTEM,),
    opening_checks=(elements_are_whole,),
):
    listed = State(_("In the catalogue"), initial=True, settled=True)
    removed = State(_("Removed from the catalogue"), final=True, aside=True)

    revise = Transition(_("Changed by an application"), listed, None, by=SYSTEM, clauses=("A7.7",))
    remove = Transition(
        _("Removed by an application"),
        listed,
        removed,
        by=SYSTEM,
        clauses=("A7.6",),
        sets={"flow_chart": None, "flow_steps": None, "policy_card": None, "policy_card_text": None},
        hint=_("Its flow chart and its policy card go with it."),
    )


class DisclosureItem(Elements, Record):
    """One item; its number is the item code, its title the level 2 item."""

    __tablename__ = ITEM
    workflow = DisclosureItemFlow
    slug = "disclosure-items"
    called = {"number": _("Item code"), "title": _("Level 2 item")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)

    changes: Mapped[list[Any]] = relationship(
        "ItemChange",
        primaryjoin="DisclosureItem.number == foreign(ItemChange.code)",
        order_by="ItemChange.id",
        viewonly=True,
        info=WHOLE,
    )

    @property
    def files(self) -> list[Any]:
        """Flow chart and policy card, as the applications that were carried out left them."""
        given = super().files
        for purpose in ("flow_chart", "policy_card"):
            if getattr(self, purpose) == FILE:
                brought = (change.brings(purpose) for change in reversed(self.carried_out()))
                given += next(filter(None, brought), [])
        return given

    def carried_out(self) -> list[Any]:
        """The applications that made the item what it is, in the order they were carried out."""
        applied = (change for change in self.changes if change.edition_id)
        return sorted(applied, key=lambda one: (one.edition_id, one.edition_place))


Index(
    "uq_record_item_code",
    Record.number,
    unique=True,
    sqlite_where=Record.matter == ITEM,
    postgresql_where=Record.matter == ITEM,
)
