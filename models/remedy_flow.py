"""How a case about an information request is answered and what becomes of it (条例第五十一条).

The request itself is not opened again: the annual report counts it once, in the year it was first answered
(table 2); the case is counted in table 3.
"""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models import remedy_rules as rules
from models.laws import LITIGATION_LAW, RECONSIDERATION_LAW, REGULATION
from models.remedy_terms import (
    ANSWERED,
    CORRECTED,
    DECIDED,
    GROUND,
    ORDINARY,
    OTHER,
    PLEADED,
    REDONE,
    SET_ASIDE,
    TO_ANSWER,
    WAYS,
    WITHDRAWN,
)
from models.roles import CLERK, UNIT_HEAD
from models.shared_rules import left_once_approved, received_day_has_come
from models.workflow import Clock, Guard, Label, Period, Restart, Series, State, Transition, Workflow

REPLY, DEFENCE = "reconsideration_reply", "litigation_defence"
"""The written answers, by the kind of letter."""


def _approved(
    label: Label, source: State, target: State, draft: Transition, letter: str, only: Guard
) -> Transition:
    """The head signs the written answer of one kind of case; both cover the same."""
    return Transition(
        label,
        source,
        target,
        by=UNIT_HEAD,
        clauses=ANSWERED,
        requires=(only,),
        separate_from=(draft,),
        seals=("disputed", *PLEADED),
        letter=letter,
        hint=_("Signs the answer: the paper is written, numbered and frozen."),
    )


class RemedyCaseFlow(
    Workflow,
    label=_("Reconsideration or lawsuit"),
    clauses=GROUND,
    law=(REGULATION, RECONSIDERATION_LAW, LITIGATION_LAW),
    registered_by=(CLERK,),
    numbering=Series("复议诉讼"),
    opening_checks=(
        received_day_has_come,
        rules.request_is_named,
        rules.procedure_is_told,
        rules.earlier_case_fits,
    ),
    remark=_(
        "The information request is not opened again, whatever the result: the annual report counts it once, "
        "in the year of its first answer (table 2). The case is counted in table 3, in each year in which it "
        "was pending; of two defendants the one that acted first counts it."
    ),
):
    received = State(_("Copy received"), initial=True, editable=True)
    drafted = State(_("Answer with the unit head"))
    approved = State(_("Answer to be handed in"))
    answered = State(_("Answer handed in"))
    pending = State(_("Pending again"), aside=True)
    redoing = State(_("New answer owed"), aside=True)
    redone = State(_("Answered anew"), final=True)
    concluded = State(_("Case concluded"), settled=True)
    withdrawn = State(_("Case withdrawn"), final=True, aside=True)
    void = State(_("Void"), final=True, aside=True, voids=True)

    _undecided = (received, drafted, approved, answered, pending)

    answer_period = Clock(
        _("Hand in the answer"),
        TO_ANSWER,
        clauses=ANSWERED,
        runs_in=(received, drafted, approved),
        starts_on="received_on",
        by="way",
        names=WAYS,
    )
    redo_period = Clock(
        _("Answer the request anew"),
        (Period(20, warn=5),),
        clauses=(*REDONE, "A8.10"),
        runs_in=(redoing,),
        starts_on="decided_on",
        amount_from="redo_by",
    )

    change_procedure = Transition(
        _("Changed to the ordinary procedure"),
        (received, drafted, approved),
        None,
        by=CLERK,
        clauses=("FY.55",),
        requires=(rules.runs_in_summary_procedure,),
        sets={"procedure": ORDINARY},
        restarts=Restart(answer_period, "received_on"),
        anytime=True,
        hint=_("Once the reconsideration organ says so: ten working days count, from the day of receipt."),
    )
    draft = Transition(
        _("Submit the draft of the answer"),
        received,
        drafted,
        by=CLERK,
        clauses=ANSWERED,
        asks=("representative", "grounds", "legal_basis", "plea"),
        may_ask=("evidence", "defended_by"),
        with_files=True,
    )
    return_draft = Transition(
        _("Return the draft"), drafted, received, by=UNIT_HEAD, clauses=ANSWERED, reason=True, danger=True
    )
    approve_reply = _approved(
        _("Approve the written reply"), drafted, approved, draft, REPLY, rules.is_a_reconsideration
    )
    approve_defence = _approved(
        _("Approve the defence"), drafted, approved, draft, DEFENCE, rules.is_a_lawsuit
    )
    recall = Transition(
        _("Take the approval back"),
        approved,
        received,
        by=UNIT_HEAD,
        clauses=ANSWERED,
        reason=True,
        danger=True,
    )
    hand_in = Transition(
        _("Enter as handed in"),
        approved,
        answered,
        by=CLERK,
        clauses=ANSWERED,
        checks=(left_once_approved("answered_on", REPLY, DEFENCE),),
        asks=("answered_on",),
        on="answered_on",
        trusts=(approve_reply, approve_defence),
        with_files=True,
        hint=_("With the evidence and the provisions the answer rests on; attach them."),
    )
    conclude = Transition(
        _("Enter the result"),
        _undecided,
        concluded,
        by=CLERK,
        clauses=DECIDED,
        checks=(rules.correction_is_told,),
        asks=("result", "decided_on", "decision_number"),
        may_ask=("corrected_what",),
        on="decided_on",
        with_files=True,
        anytime=True,
        hint=_("Of a lawsuit the judgment that took effect: while an appeal runs, the case is pending."),
    )
    order_redo = Transition(
        _("Enter the result: a new answer is ordered"),
        _undecided,
        redoing,
        by=CLERK,
        clauses=(*REDONE, "A8.10"),
        checks=(rules.redone_by_a_day_ahead,),
        asks=("decided_on", "decision_number", "corrected_what"),
        may_ask=("redo_by",),
        sets={"result": CORRECTED},
        on="decided_on",
        restarts=Restart(redo_period, "decided_on"),
        with_files=True,
        anytime=True,
        hint=_("Counts as corrected. Where the decision sets no day, 20 working days count."),
    )
    redo = Transition(
        _("Enter the new answer"),
        redoing,
        redone,
        by=CLERK,
        clauses=(*REDONE, "A8.10"),
        asks=("redone_on", "redone_with"),
        on="redone_on",
        with_files=True,
        hint=_("The request is not counted again: table 2 has it in the year of its first answer."),
    )
    withdraw = Transition(
        _("Enter that the case was withdrawn"),
        _undecided,
        withdrawn,
        by=CLERK,
        clauses=WITHDRAWN,
        asks=("decided_on",),
        may_ask=("decision_number",),
        sets={"result": OTHER},
        on="decided_on",
        danger=True,
        hint=_("Allowed by the organ or court; counts as another result on that day."),
    )
    reopen = Transition(
        _("The result no longer stands"),
        (concluded, redoing),
        pending,
        by=UNIT_HEAD,
        clauses=SET_ASIDE,
        sets=dict.fromkeys(("result", "decided_on", "decision_number", "corrected_what", "redo_by")),
        reason=True,
        danger=True,
        hint=_("Set aside by a higher court, or entered wrongly. The trail keeps what was entered."),
    )
    annul = Transition(
        _("Void the registration"),
        (received, drafted),
        void,
        by=UNIT_HEAD,
        clauses=GROUND,
        reason=True,
        danger=True,
        hint=_("For a registration made by mistake. The number stays in the register and is never reused."),
    )
