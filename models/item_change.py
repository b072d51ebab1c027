"""Applications to change the catalogue: 政务公开事项清单、流程图变更信息申请表 (附件7 第五至九条)."""

from __future__ import annotations

from datetime import date
from itertools import takewhile
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, object_session, relationship

from models.base import WHOLE, Record
from models.column import Class, declared, labelled, plain
from models.item_change_rules import (
    ADD,
    BELONGINGS_ARE_THERE,
    CHANGE,
    GROUNDS,
    KINDS,
    ORIGINS,
    REMOVE,
    cause_day_has_come,
    ground_fits_kind,
    item_can_be_changed_so,
    item_is_as_assumed,
    nothing_else_under_way,
    proposal_is_whole,
    proposed_by_office,
    proposed_by_unit,
    something_changes,
    unit_let_the_period_pass,
)
from models.item_elements import CARD, CHART, FILE, KEPT, SAID, Elements
from models.roles import CLERK, LEADING_GROUP, OFFICE_REVIEWER, UNIT_HEAD
from models.unit import county_office
from models.workflow import Clock, Period, Series, State, Transition, Workflow

WHY = ("kind", "ground", "ground_note", "caused_on", "code")
FORM = ("change_summary", "change_basis", "remark", "detail", "notes")
FILLED_IN = ("filled_by", "phone")
CONTENT = (*WHY, *SAID, *CHART, "flow_chart_reason", *CARD, *FORM, *FILLED_IN)
"""What the unit's head seals."""


CATALOGUE = _("Catalogue of disclosure items")
"""What an edition is called until it is published."""


class ItemChangeFlow(
    Workflow,
    label=_("Application to change the catalogue"),
    clauses=("A7.8",),
    registered_by=(CLERK, OFFICE_REVIEWER),
    numbering=Series("清单申"),
    opening_checks=(cause_day_has_come, ground_fits_kind, item_can_be_changed_so, proposal_is_whole),
):
    drafted = State(_("Being filled in"), initial=True, editable=True)
    checking = State(_("Checked by the unit"))
    sealed = State(_("With the county office"))
    applied = State(_("Carried out"), final=True)
    withdrawn = State(_("Withdrawn"), final=True, aside=True)

    applying_period = Clock(
        _("Apply to the county office"),
        (Period(3, warn=1),),
        clauses=("A7.8",),
        runs_in=(drafted, checking),
        starts_on="caused_on",
    )

    submit = Transition(
        _("Submit to the head of the unit"),
        drafted,
        checking,
        by=CLERK,
        clauses=("A7.8", "A7.5", "A7.7"),
        requires=(proposed_by_unit, nothing_else_under_way, *BELONGINGS_ARE_THERE, something_changes),
    )
    propose = Transition(
        _("Put to the unit as the office's proposal"),
        drafted,
        checking,
        by=OFFICE_REVIEWER,
        clauses=("A7.9",),
        requires=(
            proposed_by_office,
            unit_let_the_period_pass,
            nothing_else_under_way,
            *BELONGINGS_ARE_THERE,
            something_changes,
        ),
        hint=_("The unit's head gives the unit's opinion and seals it, as with an application of its own."),
    )
    hand_back = Transition(
        _("Hand back for correction"),
        checking,
        drafted,
        by=UNIT_HEAD,
        clauses=("A7.8",),
        reason=True,
        danger=True,
    )
    seal = Transition(
        _("Check, seal and send to the county office"),
        checking,
        sealed,
        by=UNIT_HEAD,
        clauses=("A7.8",),
        asks=("unit_opinion",),
        separate_from=(submit, propose),
        separate_from_author=True,
        seals=CONTENT,
        letter="item_change_form",
        hint=_("The application form is written; print it and put the unit's seal on it."),
    )
    go_on = Transition(
        _("Go on without the unit's seal"),
        checking,
        sealed,
        by=(OFFICE_REVIEWER, LEADING_GROUP),
        clauses=("A7.9",),
        requires=(proposed_by_office,),
        separate_from=(propose,),
        separate_from_author=True,
        seals=CONTENT,
        letter="item_change_form",
        reason=True,
        danger=True,
        hint=_("Only a proposal of the office: where the unit neither applies nor answers."),
    )
    send_back = Transition(
        _("Return to the unit"),
        sealed,
        drafted,
        by=(OFFICE_REVIEWER, LEADING_GROUP),
        clauses=("A7.8",),
        reason=True,
        danger=True,
    )
    apply = Transition(
        _("Change the catalogue"),
        sealed,
        applied,
        by=(OFFICE_REVIEWER, LEADING_GROUP),
        clauses=("A7.8", "A7.5", "A7.6", "A7.7", "A7.10"),
        requires=(item_is_as_assumed,),
        separate_from=(seal, go_on),
        trusts=seal,
        hint=_("The item is added, changed or removed, and comes into the edition in preparation."),
    )
    withdraw = Transition(
        _("Withdraw the application"),
        (drafted, checking, sealed),
        withdrawn,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=("A7.8",),
        reason=True,
        danger=True,
    )


def _item_to(kind: str) -> str:
    """The item of its code, for applications of one kind and for no other."""
    same = "ItemChange.code == remote(foreign(DisclosureItem.number))"
    return f"and_({same}, ItemChange.kind == '{kind}')"


class ItemChange(Elements, Record):
    """One application; for an item that is added or changed it says all of what the item is to say."""

    __tablename__ = "item_change"
    workflow = ItemChangeFlow
    purposes = ("flow_chart", "policy_card", "other")
    slug = "item-changes"
    called = {"title": _("Level 2 item")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    origin: Mapped[str] = labelled(_("Who applies"), choices=ORIGINS, clause="A7.9")
    kind: Mapped[str] = labelled(_("What is to be done"), choices=KINDS, klass=Class.PUBLIC, clause="A7.8")
    ground: Mapped[str] = labelled(_("Ground"), choices=GROUNDS, klass=Class.PUBLIC, clause="A7.5")
    ground_note: Mapped[str | None] = labelled(_("Which other ground"), String(400))
    caused_on: Mapped[date] = labelled(
        _("Day of the cause"),
        clause="A7.8",
        hint=_("The unit applies within three working days of it"),
    )
    code: Mapped[str] = labelled(
        _("Item code"),
        String(60),
        klass=Class.PUBLIC,
        index=True,
        clause="A7.8",
        hint=_("As it stands in the catalogue; for a new item one that no item has had"),
    )
    flow_chart_reason: Mapped[str | None] = labelled(
        _("Why the flow chart stays as it is"), String(400), clause="A7.7"
    )
    change_summary: Mapped[str] = labelled(_("What changes"), Text, klass=Class.PUBLIC, clause="A7.8")
    change_basis: Mapped[str] = labelled(_("Basis of the change"), Text, clause="A7.8")
    remark: Mapped[str | None] = labelled(_("Remark"), String(400))
    detail: Mapped[str | None] = labelled(_("The change in detail"), Text)
    notes: Mapped[str | None] = labelled(_("Remark at the foot of the form"), String(400))
    filled_by: Mapped[str] = labelled(_("Filled in by"), String(80), clause="A7.8")
    phone: Mapped[str] = labelled(_("Contact phone"), String(40), clause="A7.8")
    unit_opinion: Mapped[str | None] = labelled(_("Opinion of the unit"), Text, clause="A7.8")
    item_id: Mapped[int | None] = plain(ForeignKey("disclosure_item.id"))
    edition_id: Mapped[int | None] = labelled(
        _("Edition of the catalogue"), ForeignKey("catalogue_edition.id"), index=True, clause="A7.10"
    )
    edition_place: Mapped[int | None] = plain()
    """Which of the changes of its edition it is: of two that concern one item the later one counts."""

    item: Mapped[Any] = relationship("DisclosureItem", foreign_keys=item_id, info=WHOLE)
    edition: Mapped[Any] = relationship(
        "CatalogueEdition", foreign_keys=edition_id, back_populates="changes", info=WHOLE
    )
    revised: Mapped[list[Any]] = relationship(
        "DisclosureItem",
        primaryjoin=_item_to(CHANGE),
        viewonly=True,
        info=WHOLE,
    )
    removed: Mapped[list[Any]] = relationship(
        "DisclosureItem",
        primaryjoin=_item_to(REMOVE),
        viewonly=True,
        info=WHOLE,
    )

    def proposed(self) -> dict[str, Any]:
        """What the item is to say, by column; a flow chart that stays as it is is none of it."""
        chart = () if self.flow_chart == KEPT else CHART
        return {name: getattr(self, name) for name in (*SAID, *chart, *CARD)}

    def brings(self, purpose: str) -> list[Any]:
        """The files with which the item's flow chart, or its policy card, is given."""
        if getattr(self, purpose) != FILE:
            return []
        return [file for file in self.attachments if file.purpose == purpose]

    def begin(self, link: str) -> Any:
        """The item that is added, or the edition the change comes into; None where there is one already."""
        return self._new_item() if link == "item" else self._new_edition()

    def _new_item(self) -> Any:
        if self.kind != ADD:
            self.item = next(iter([*self.revised, *self.removed]), None)
            return None
        model = type(self).__mapper__.relationships["item"].mapper.class_
        self.item = model(**self.proposed(), number=self.code, unit_id=self.unit_id, rules=self.rules)
        return self.item

    def _new_edition(self) -> Any:
        model = type(self).__mapper__.relationships["edition"].mapper.class_
        session = object_session(self)
        prepared = select(model).where(model.state == model.workflow.initial.name).order_by(model.id)
        there = session.scalars(prepared).first() if session else None
        edition = there or model(title=str(CATALOGUE), unit_id=self._office(), rules=self.rules)
        self.edition_place = len(edition.changes) + 1
        self.edition = edition
        return None if there else edition

    def _office(self) -> int:
        """The county office keeps the catalogue; where no unit is one, the unit that applied."""
        office = county_office(object_session(self))
        return office.id if office else self.unit_id

    def differences(self) -> dict[str, tuple[str, str]]:
        """What the item said before and is to say, in words, by the label of the column; of a change only.

        Before is what the applications left that were carried out earlier: also once this one is.
        """
        said: dict[str, Any] = {}
        for item in self.revised:
            for change in takewhile(lambda one: one is not self, item.carried_out()):
                said |= change.proposed()
        columns = declared(type(self))
        return {
            str(columns[name].label): (columns[name].in_words(said[name]), columns[name].in_words(value))
            for name, value in (self.proposed() if said else {}).items()
            if said[name] != value
        }

    def letter_facts(self) -> dict[str, Any]:
        """The columns, and under ``differences`` the lines that tell what a change comes to."""
        told = (
            _("%(label)s: %(old)s → %(new)s", label=label, old=old or _("nothing"), new=new or _("nothing"))
            for label, (old, new) in self.differences().items()
        )
        return {**super().letter_facts(), "differences": "\n".join(map(str, told))}
