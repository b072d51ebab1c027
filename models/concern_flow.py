"""The procedure of a concern: collected, weighed, decided as a topic, drafted, decided, published (附件3)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models import concern_rules as rules
from models.concern_form import TOLD
from models.concern_rules import CONFIRMED, DECIDED, DRAFTED, FACTS, SPREAD, WATCHED
from models.concern_terms import GRADES, PERIODS
from models.roles import CLERK, LEADING_GROUP, OFFICE_REVIEWER, SECRECY_REVIEWER, UNIT_HEAD
from models.workflow import SYSTEM, Clock, Restart, Series, State, Transition, Workflow


class ConcernFlow(
    Workflow,
    label=_("Response to a concern"),
    clauses=("A3.3", "A3.4"),
    registered_by=(CLERK, OFFICE_REVIEWER),
    numbering=Series("关切"),
    opening_checks=(rules.was_found_before_it_was_entered,),
):
    collected = State(_("Being analysed"), initial=True, editable=True)
    proposed = State(_("Topic before the leading group"))
    to_assign = State(_("Topic approved, to be assigned"))
    drafting = State(_("Response being drafted"))
    drafted = State(_("Response before the unit head"))
    reviewing = State(_("Secrecy review"))
    deciding = State(_("Response before the leading group"))
    approved = State(_("Approved, to be published"))
    responded = State(_("Responded"), public=True)
    closed = State(_("Closed"), final=True, public=True)
    declined = State(_("Not responded to"), final=True, aside=True)
    void = State(_("Void"), final=True, aside=True, voids=True)

    _before_response = (
        *(collected, proposed, to_assign, drafting),
        *(drafted, reviewing, deciding, approved),
    )
    _before_decision = (drafted, reviewing, deciding)

    first_response = Clock(
        _("First response"),
        PERIODS,
        clauses=WATCHED,
        runs_in=_before_response,
        starts_on="found_at",
        ends_at="responded_at",
        by="grade",
        names=GRADES,
    )

    regrade = Transition(
        _("Change the grade"),
        _before_response,
        None,
        by=OFFICE_REVIEWER,
        clauses=WATCHED,
        requires=(rules.nothing_responded_yet,),
        checks=(rules.grade_is_another,),
        asks=("grade",),
        restarts=Restart(first_response, "found_at"),
        reason=True,
        anytime=True,
        hint=_("The time is counted again from when it was found; the former period is kept."),
    )
    propose = Transition(
        _("Propose as a topic"),
        collected,
        proposed,
        by=(UNIT_HEAD, OFFICE_REVIEWER),
        clauses=WATCHED,
        asks=("analysis",),
        may_ask=("proposal",),
    )
    return_topic = Transition(
        _("Return the topic"),
        proposed,
        collected,
        by=LEADING_GROUP,
        clauses=DECIDED,
        reason=True,
        danger=True,
    )
    approve_topic = Transition(
        _("Approve the topic"),
        proposed,
        to_assign,
        by=LEADING_GROUP,
        clauses=DECIDED,
        may_ask=("topic_opinion",),
        separate_from=(propose,),
        separate_from_author=True,
    )
    decline = Transition(
        _("Do not respond"),
        (proposed, to_assign, drafting, deciding),
        declined,
        by=LEADING_GROUP,
        clauses=DECIDED,
        asks=("no_response_reason",),
        separate_from=(propose,),
        letter="concern_form",
        danger=True,
    )
    assign = Transition(
        _("Assign the drafting"),
        to_assign,
        drafting,
        by=OFFICE_REVIEWER,
        clauses=DRAFTED,
        asks=("handling_unit_id",),
        may_ask=("assign_note",),
    )
    hand_back = Transition(
        _("Hand back to the office"),
        drafting,
        to_assign,
        by=(CLERK, UNIT_HEAD),
        clauses=DRAFTED,
        sets={"handling_unit_id": None},
        reason=True,
        danger=True,
    )
    join = rules.JOINT.add(_("Have a unit draft along"), drafting)
    part = rules.JOINT.release(_("Release a unit that drafts along"), drafting)
    give_opinion = rules.JOINT.hear(drafting)
    draft_along = Transition(
        _("Enter the county office's part in the draft"),
        drafting,
        None,
        by=OFFICE_REVIEWER,
        clauses=DRAFTED,
        asks=("office_opinion",),
    )
    submit = Transition(
        _("Submit the response"),
        drafting,
        drafted,
        by=CLERK,
        clauses=(*DRAFTED, *FACTS),
        requires=(rules.JOINT.were_heard, rules.office_drafted_along),
        asks=("response", "facts"),
        hint=_("Who was asked to confirm an earlier text is asked again about this one."),
    )
    return_draft = Transition(
        _("Return the draft"), drafted, drafting, by=UNIT_HEAD, clauses=DRAFTED, reason=True, danger=True
    )
    pass_draft = Transition(
        _("Approve for the unit"),
        drafted,
        reviewing,
        by=UNIT_HEAD,
        clauses=DRAFTED,
        separate_from=(submit,),
    )
    ask_others = Transition(
        _("Ask a unit or agency to confirm"),
        _before_decision,
        None,
        by=(CLERK, UNIT_HEAD, OFFICE_REVIEWER),
        clauses=CONFIRMED,
        checks=(rules.somebody_is_asked,),
        asks=("asked_on",),
        may_ask=("asked_unit_id", "asked_agency", "answer_by"),
        on="asked_on",
        anytime=True,
        hint=_("It reads the response and confirms it or differs, before the leading group decides."),
    )
    return_secrecy = Transition(
        _("Return for secrecy"),
        reviewing,
        drafting,
        by=SECRECY_REVIEWER,
        clauses=CONFIRMED,
        reason=True,
        danger=True,
    )
    clear_secrecy = Transition(
        _("Secrecy review passed"),
        reviewing,
        deciding,
        by=SECRECY_REVIEWER,
        clauses=CONFIRMED,
        asks=("secrecy_opinion",),
        separate_from=(submit,),
    )
    return_response = Transition(
        _("Return the response"),
        deciding,
        drafting,
        by=LEADING_GROUP,
        clauses=DECIDED,
        reason=True,
        danger=True,
    )
    approve_response = Transition(
        _("Approve the response"),
        deciding,
        approved,
        by=LEADING_GROUP,
        clauses=(*DECIDED, *CONFIRMED),
        requires=(rules.all_concerned_confirmed,),
        may_ask=("response_opinion",),
        separate_from=(draft_along, submit, pass_draft, clear_secrecy),
        seals=TOLD,
        screens=("response",),
        letter="concern_form",
        hint=_("From here on it may be published, in exactly these words."),
    )
    recall = Transition(
        _("Take the approval back"),
        approved,
        drafting,
        by=LEADING_GROUP,
        clauses=DECIDED,
        reason=True,
        danger=True,
    )
    respond = Transition(
        _("The first response was published"), approved, responded, by=SYSTEM, clauses=(*WATCHED, *SPREAD)
    )
    respond_again = Transition(
        _("Respond further"),
        responded,
        drafting,
        by=(OFFICE_REVIEWER, LEADING_GROUP),
        clauses=WATCHED,
        reason=True,
        anytime=True,
        hint=_("For what is still coming in, or where doubts go on: another text takes the same way."),
    )
    close = Transition(
        _("Close"),
        responded,
        closed,
        by=OFFICE_REVIEWER,
        clauses=(*FACTS, "A3.8"),
        requires=(rules.nothing_is_left_to_publish, rules.policy_was_explained),
        asks=("effect",),
    )
    annul = Transition(
        _("Void the registration"),
        collected,
        void,
        by=OFFICE_REVIEWER,
        clauses=DRAFTED,
        reason=True,
        danger=True,
        hint=_("For a registration made by mistake. The number stays in the register and is never reused."),
    )
