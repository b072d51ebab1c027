"""Major decisions: 重大行政决策预公开 (附件11), from the unit's list to what was decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.decision_steps import (
    BEFORE_DISCUSSION,
    DISCUSSION,
    EXPERT,
    LEGALITY,
    NOTHING_DONE,
    RISK,
    PrescribedSteps,
)
from models.proposal import (
    HEARD,
    WITHHELD_FOR,
    Proposal,
    nobody_is_being_heard,
    public_was_heard,
    public_was_not_heard,
)
from models.publishable import Publishable
from models.roles import CLERK, COUNTY_LEADER, SECRECY_REVIEWER, UNIT_HEAD
from models.workflow import Series, State, Transition, Workflow, guard
from models.yearly import entered_while_drawn_up

CATEGORIES = {
    "normative": _("Important normative documents"),
    "macro": _("Major measures of macro control, reform and opening up"),
    "livelihood": _("Major policies touching the vital interests of the people"),
    "planning": _("Overall plans, important regional and special plans"),
    "budget": _("Drafts of budgets and final accounts, use of large sums"),
    "investment": _("Major government investment, disposal of state assets"),
    "charges": _("Important administrative charges and government-set prices"),
    "emergency": _("Contingency plans for major public emergencies"),
    "boundaries": _("Changes of administrative divisions"),
    "benefit": _("Major practical matters for the people"),
    "other": _("Other major matters the government has to decide"),
}
"""The eleven of annex 11 article 4, in its order."""

_LAST_STEPS = (public_was_heard, nobody_is_being_heard, *(step.settled for step in BEFORE_DISCUSSION))


@guard(
    _("The list this decision stands in has not been reported to the county yet"),
    clauses=("A11.5",),
    cleared_by=UNIT_HEAD,
)
def list_is_reported(decision: Any, _today: date) -> bool:
    return decision.decision_list.state in {"reported", "noted"}


class MajorDecisionFlow(
    Workflow,
    label=_("Major decision"),
    clauses=("A11.1", "A11.4", "A11.5"),
    registered_by=(CLERK,),
    numbering=Series("决策"),
    opening_checks=(
        entered_while_drawn_up(
            "decision_list",
            _(
                "This list was handed in; take it back for a supplement before you enter another decision "
                "(annex 11, article 5)"
            ),
        ),
    ),
):
    planned = State(_("Entered in the list"), initial=True, editable=True)
    reviewing = State(_("Secrecy review"))
    preparing = State(_("Being prepared"))
    decided = State(_("Decided"), final=True, public=True)
    withheld = State(_("Not pre-disclosed"), final=True, aside=True)
    withdrawn = State(_("Given up"), final=True, aside=True)

    submit = Transition(
        _("Submit for secrecy review"),
        planned,
        reviewing,
        by=CLERK,
        clauses=("A11.7", "A11.5"),
        requires=(list_is_reported,),
        asks=("draft", "reasons", "basis"),
        hint=_("Draft, reasons and basis are fixed from here on: what is cleared is what is published."),
    )
    clear_secrecy = Transition(
        _("Secrecy review passed"),
        reviewing,
        preparing,
        by=SECRECY_REVIEWER,
        clauses=("A11.7",),
        asks=("secrecy_opinion",),
        separate_from=(submit,),
    )
    return_draft = Transition(
        _("Return the proposal"), reviewing, planned, by=SECRECY_REVIEWER, clauses=("A11.7",), reason=True
    )
    withhold = Transition(
        _("Not to be pre-disclosed"),
        reviewing,
        withheld,
        by=SECRECY_REVIEWER,
        clauses=("A11.7",),
        asks=("withheld_for", "secrecy_opinion"),
        separate_from=(submit,),
        danger=True,
        hint=_("The decision leaves this procedure; it is taken by the rules for what is secret."),
    )
    record_expert = EXPERT.record(_("Record the expert opinion"), preparing)
    waive_expert = EXPERT.waive(_("Waive the expert opinion"), preparing)
    record_risk = RISK.record(_("Record the risk assessment"), preparing)
    waive_risk = RISK.waive(_("Waive the risk assessment"), preparing)
    record_legality = LEGALITY.record(_("Record the legality review"), preparing)
    waive_legality = LEGALITY.waive(_("Waive the legality review"), preparing)
    record_discussion = DISCUSSION.record(_("Record the collective discussion"), preparing, after=_LAST_STEPS)
    waive_discussion = DISCUSSION.waive(_("Waive the collective discussion"), preparing, after=_LAST_STEPS)
    decide = Transition(
        _("Decide"),
        preparing,
        decided,
        by=(UNIT_HEAD, COUNTY_LEADER),
        clauses=(*HEARD, "A10.3.1"),
        requires=(*_LAST_STEPS, DISCUSSION.settled),
        asks=("decided_on", "revision", "result"),
        may_ask=("document",),
        on="decided_on",
        separate_from=(submit,),
    )
    take_back = Transition(
        _("Take back to the draft"),
        preparing,
        planned,
        by=CLERK,
        clauses=("A11.7",),
        requires=(nobody_is_being_heard, public_was_not_heard),
        sets=NOTHING_DONE,
        reason=True,
        danger=True,
        hint=_("For another draft: it is reviewed again, and the prescribed steps are taken anew."),
    )
    withdraw = Transition(
        _("Give the decision up"),
        (planned, reviewing, preparing),
        withdrawn,
        by=UNIT_HEAD,
        clauses=("A11.1",),
        reason=True,
        danger=True,
    )


class MajorDecision(Publishable, Proposal, PrescribedSteps, Record):
    """One decision of one unit's yearly list."""

    __tablename__ = "major_decision"
    workflow = MajorDecisionFlow
    slug = "major-decisions"
    purposes = ("expert_opinion", "risk_assessment", "legality_opinion", "discussion_minutes", "other")
    consulted_in = "preparing"
    published_in = ("decided",)
    ready_on = "decided_on"

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    decision_list_id: Mapped[int] = labelled(
        _("In the list"), ForeignKey("decision_list.id"), index=True, clause="A11.5"
    )
    category: Mapped[str] = labelled(
        _("Category of decision"), klass=Class.PUBLIC, choices=CATEGORIES, clause="A11.4", index=True
    )
    drafted_by: Mapped[str | None] = labelled(
        _("Drafting division"), String(120), klass=Class.PUBLIC, hint=_("Who prepares it, and who helps")
    )
    planned_on: Mapped[date | None] = labelled(_("To be decided about"), klass=Class.PUBLIC)
    withheld_for: Mapped[str | None] = labelled(
        _("What stands against it"), choices=WITHHELD_FOR, clause="A11.7"
    )
    secrecy_opinion: Mapped[str | None] = labelled(_("Secrecy opinion"), Text, clause="A11.7")
    revision: Mapped[str | None] = labelled(
        _("What was revised after hearing the public"), Text, klass=Class.PUBLIC, clause="A11.1"
    )
    decided_on: Mapped[date | None] = labelled(_("Decided on"), klass=Class.PUBLIC, clause="A11.1")
    result: Mapped[str | None] = labelled(_("What was decided"), Text, klass=Class.PUBLIC, clause="A11.1")
    document: Mapped[str | None] = labelled(
        _("Document it was issued with"), String(120), klass=Class.PUBLIC, hint=_("Title and number")
    )

    decision_list: Mapped[Any] = relationship(
        "DecisionList", foreign_keys="MajorDecision.decision_list_id", back_populates="decisions", info=WHOLE
    )

    @property
    def published_text(self) -> str:
        """What was decided, and what was revised after hearing the public."""
        return "\n".join(filter(None, (self.result, self.revision)))
