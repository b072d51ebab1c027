"""The yearly list of a unit's major decisions: 重大行政决策事项目录 (附件11 第五条)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.roles import CLERK, OFFICE_REVIEWER, UNIT_HEAD
from models.shared_rules import year_is_one
from models.workflow import Label, Series, State, Transition, Workflow, guard
from models.yearly import one_a_year


def _supplement_it(number: str) -> Label:
    return _(
        "This unit has a list for that year: %(number)s. Supplement it (annex 11, article 5)", number=number
    )


@guard(_("There is no decision in the list yet; enter one below"), clauses=("A11.5",))
def list_is_not_empty(listed: Any, _today: date) -> bool:
    return bool(listed.decisions)


class DecisionListFlow(
    Workflow,
    label=_("List of major decisions"),
    clauses=("A11.5",),
    registered_by=(CLERK,),
    numbering=Series("决目"),
    opening_checks=(year_is_one, one_a_year(_supplement_it)),
):
    drafting = State(_("Being drawn up"), initial=True, editable=True)
    submitted = State(_("To be signed"))
    reported = State(_("Reported to the county"))
    noted = State(_("Noted by the county"), settled=True)

    submit = Transition(
        _("Submit the list"),
        drafting,
        submitted,
        by=CLERK,
        clauses=("A11.5",),
        requires=(list_is_not_empty,),
    )
    return_list = Transition(
        _("Return the list"), submitted, drafting, by=UNIT_HEAD, clauses=("A11.5",), reason=True, danger=True
    )
    report = Transition(
        _("Sign and report"),
        submitted,
        reported,
        by=UNIT_HEAD,
        clauses=("A11.5",),
        requires=(list_is_not_empty,),
        asks=("reported_on",),
        on="reported_on",
        separate_from=(submit,),
        letter="decision_list",
        hint=_("The list is printed with its number and goes to the county government."),
    )
    note = Transition(
        _("Take note"),
        reported,
        noted,
        by=OFFICE_REVIEWER,
        clauses=("A11.5",),
        may_ask=("county_note",),
    )
    supplement = Transition(
        _("Take back for a supplement"),
        (reported, noted),
        drafting,
        by=CLERK,
        clauses=("A11.5",),
        reason=True,
        hint=_("Until it is reported again no decision in it goes to its secrecy review."),
    )


class DecisionList(Record):
    """The decisions one unit means to take in one year."""

    __tablename__ = "decision_list"
    workflow = DecisionListFlow
    slug = "decision-lists"
    purposes = ("other",)

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    year: Mapped[int] = labelled(_("Year"), klass=Class.PUBLIC, index=True, clause="A11.5")
    remark: Mapped[str | None] = labelled(_("How it was drawn up"), Text)
    reported_on: Mapped[date | None] = labelled(
        _("Reported on"), klass=Class.PUBLIC, clause="A11.5", hint=_("To the county government")
    )
    county_note: Mapped[str | None] = labelled(_("Note of the county office"), Text, clause="A11.5")

    decisions: Mapped[list[Any]] = relationship(
        "MajorDecision",
        foreign_keys="MajorDecision.decision_list_id",
        back_populates="decision_list",
        order_by="MajorDecision.id",
        info=WHOLE,
    )

    def letter_facts(self) -> dict[str, Any]:
        """Besides its columns ``decisions``: number, title, category, drafting division, planned day."""
        facts = super().letter_facts()
        told = ("number", "title", "category_label", "drafted_by", "planned_on")
        listed = (decision for decision in self.decisions if decision.state != "withdrawn")
        entries = [decision.letter_facts() for decision in listed]
        return {**facts, "decisions": [{name: entry.get(name) for name in told} for entry in entries]}
