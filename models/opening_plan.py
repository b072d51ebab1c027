"""The yearly opening plan of a unit: 会议开放计划 (附件10 三(一)), what was planned against what was held."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.roles import CLERK, UNIT_HEAD
from models.shared_rules import year_is_one
from models.workflow import Label, Series, State, Transition, Workflow, guard
from models.yearly import one_a_year

PLANNED = ("A10.3.1",)


def _supplement_it(number: str) -> Label:
    return _(
        "This unit has an opening plan for that year: %(number)s. Supplement it (annex 10, part 3 item 1)",
        number=number,
    )


@guard(_("There is no meeting in the plan yet; enter one below (annex 10, part 3 item 1)"), clauses=PLANNED)
def plan_is_not_empty(plan: Any, _today: date) -> bool:
    return bool(plan.meetings)


@guard(_("The year is not over yet; planned and held are compared at its end"), clauses=PLANNED)
def year_is_over(plan: Any, today: date) -> bool:
    return bool(today.year > plan.year)


@guard(
    _("Some meetings of the plan are not closed yet: hold and close them, or cancel them with a reason"),
    clauses=PLANNED,
    cleared_by=CLERK,
)
def meetings_are_closed(plan: Any, _today: date) -> bool:
    return all(meeting.standing.closed for meeting in plan.meetings)


class OpeningPlanFlow(
    Workflow,
    label=_("Opening plan"),
    clauses=PLANNED,
    registered_by=(CLERK,),
    numbering=Series("会开计划"),
    opening_checks=(
        year_is_one,
        one_a_year(_supplement_it),
    ),
):
    drafting = State(_("Being drawn up"), initial=True, editable=True)
    submitted = State(_("Plan before the unit head"))
    adopted = State(_("Plan adopted"), settled=True)

    submit = Transition(
        _("Submit the plan"), drafting, submitted, by=CLERK, clauses=PLANNED, requires=(plan_is_not_empty,)
    )
    return_plan = Transition(
        _("Return the plan"), submitted, drafting, by=UNIT_HEAD, clauses=PLANNED, reason=True, danger=True
    )
    adopt = Transition(
        _("Adopt the plan"),
        submitted,
        adopted,
        by=UNIT_HEAD,
        clauses=PLANNED,
        asks=("adopted_on",),
        on="adopted_on",
        separate_from=(submit,),
    )
    supplement = Transition(
        _("Take back for a supplement"),
        adopted,
        drafting,
        by=CLERK,
        clauses=PLANNED,
        reason=True,
        anytime=True,
        hint=_("Until it is adopted again no meeting of it is handed in for approval."),
    )
    look_back = Transition(
        _("Compare planned and held"),
        adopted,
        None,
        by=CLERK,
        clauses=PLANNED,
        requires=(year_is_over, meetings_are_closed),
        asks=("review",),
        hint=_("How many meetings were planned, held and cancelled stands on the page of the plan."),
    )


class OpeningPlan(Record):
    """The meetings one unit means to open in one year."""

    __tablename__ = "opening_plan"
    workflow = OpeningPlanFlow
    slug = "opening-plans"
    purposes = ("other",)

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    year: Mapped[int] = labelled(_("Year"), klass=Class.PUBLIC, index=True, clause="A10.3.1")
    focus: Mapped[str | None] = labelled(
        _("What it concentrates on"),
        Text,
        klass=Class.PUBLIC,
        clause="A10.3.1",
        hint=_("Duties of the unit, and the work of the year that touches people's interests"),
    )
    adopted_on: Mapped[date | None] = labelled(_("Adopted on"), klass=Class.PUBLIC, clause="A10.3.1")
    review: Mapped[str | None] = labelled(
        _("How the year went"),
        Text,
        clause="A10.3.1",
        hint=_("What was held as planned, what was not, and why"),
    )

    meetings: Mapped[list[Any]] = relationship(
        "OpenMeeting",
        foreign_keys="OpenMeeting.plan_id",
        back_populates="plan",
        order_by="OpenMeeting.id",
        info=WHOLE,
    )
