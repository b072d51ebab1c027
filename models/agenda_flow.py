"""The road of an agenda item: heard, approved with its topic form, considered (附件10 二、三(二))."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models import agenda_plan as plan_rules
from models import agenda_rules as rules
from models.agenda_plan import WITH_PLAN
from models.agenda_rules import AFTER, BEFORE, DURING
from models.opening import OPENED, OPENING
from models.proposal import nobody_is_being_heard
from models.roles import CLERK, COUNTY_LEADER, OFFICE_REVIEWER, SECRECY_REVIEWER, UNIT_HEAD
from models.workflow import SYSTEM, Series, State, Transition, Workflow

_PLANNED = ("document_id", "planless_reason")
_FORM = ("draft", "reasons", "basis", *OPENING, "revision", "unheard_reason", *_PLANNED)
"""What the topic form says, and its approval covers."""

_OFF_THE_AGENDA: dict[str, None] = {"meeting_id": None, "handling_unit_id": None}

_HEARD = (rules.public_was_heard, nobody_is_being_heard, rules.hearing_was_held)
_READY = (*_HEARD, plan_rules.plan_goes_with_it)
"""What nobody approves it without."""


class AgendaItemFlow(
    Workflow,
    label=_("Agenda item"),
    clauses=("A10.2.1", "A10.1.2", "A10.3.2"),
    registered_by=(CLERK,),
    numbering=Series("议题"),
    opening_checks=(plan_rules.document_is_its_own,),
):
    drafted = State(_("Being drafted"), initial=True, editable=True)
    reviewing = State(_("Secrecy review"))
    preparing = State(_("Opinions gathered"))
    submitted = State(_("Topic form before the unit head"))
    endorsed = State(_("Topic form before the county"))
    approved = State(_("Item approved"))
    scheduled = State(_("On the agenda"))
    considered = State(_("Item considered"), final=True, public=True)
    kept = State(_("Considered in closed session"), final=True, aside=True)
    withdrawn = State(_("Given up"), final=True, aside=True)

    _open = (drafted, reviewing, preparing, submitted, endorsed, approved)

    submit = Transition(
        _("Submit for secrecy review"),
        drafted,
        reviewing,
        by=CLERK,
        clauses=BEFORE,
        asks=("draft", "reasons", "basis"),
        hint=_("Draft, reasons and basis are fixed from here on: what is cleared is what is published."),
    )
    clear_secrecy = Transition(
        _("Secrecy review passed"),
        reviewing,
        preparing,
        by=SECRECY_REVIEWER,
        clauses=BEFORE,
        asks=("secrecy_opinion",),
        sets={"withheld_for": None},
        separate_from=(submit,),
    )
    keep_secret = Transition(
        _("Secret by law"),
        reviewing,
        preparing,
        by=SECRECY_REVIEWER,
        clauses=BEFORE,
        asks=("withheld_for", "secrecy_opinion"),
        separate_from=(submit,),
        danger=True,
        hint=_("Nobody outside is heard on it and nobody outside attends; say by which law."),
    )
    return_draft = Transition(
        _("Return the proposal"), reviewing, drafted, by=SECRECY_REVIEWER, clauses=BEFORE, reason=True
    )
    record_hearing = Transition(
        _("Record the hearing"),
        preparing,
        None,
        by=CLERK,
        clauses=BEFORE,
        requires=(rules.is_not_secret, rules.hearing_record_is_attached),
        asks=("hearing_on", "hearing_result"),
        on="hearing_on",
    )
    hand_in = Transition(
        _("Hand in the topic form"),
        preparing,
        submitted,
        by=CLERK,
        clauses=(*OPENED, *BEFORE, *WITH_PLAN),
        requires=(rules.is_not_secret, *_HEARD),
        checks=(rules.topic_form_is_whole, plan_rules.document_is_its_own, plan_rules.plan_is_carried),
        asks=OPENING,
        may_ask=("revision", "unheard_reason", *_PLANNED),
        seals=_FORM,
        hint=_("Form of opening, categories invited and the rules for them are approved with it."),
    )
    hand_in_secret = Transition(
        _("Hand in the topic form of a secret item"),
        preparing,
        submitted,
        by=CLERK,
        clauses=(*OPENED, *BEFORE, *WITH_PLAN),
        requires=(rules.is_secret, plan_rules.plan_goes_with_it),
        seals=_FORM,
        hint=_("It is not opened: nobody outside attends while it is considered."),
    )
    send_back = Transition(
        _("Return the topic form"),
        (submitted, endorsed),
        preparing,
        by=(UNIT_HEAD, OFFICE_REVIEWER, COUNTY_LEADER),
        clauses=OPENED,
        reason=True,
        danger=True,
    )
    endorse = Transition(
        _("Endorse for the county"),
        submitted,
        endorsed,
        by=UNIT_HEAD,
        clauses=(*OPENED, *BEFORE, *WITH_PLAN),
        requires=(rules.is_for_the_county, *_READY),
        asks=("unit_opinion",),
        separate_from=(hand_in, hand_in_secret),
        trusts=hand_in,
    )
    approve = Transition(
        _("Approve for a meeting of the unit"),
        submitted,
        approved,
        by=UNIT_HEAD,
        clauses=(*OPENED, *BEFORE),
        requires=(rules.is_for_a_department, *_HEARD),
        asks=("unit_opinion",),
        separate_from=(hand_in, hand_in_secret),
        trusts=hand_in,
        letter="topic_form",
    )
    approve_for_county = Transition(
        _("Approve for a meeting of the county"),
        endorsed,
        approved,
        by=(OFFICE_REVIEWER, COUNTY_LEADER),
        clauses=(*OPENED, *BEFORE, *WITH_PLAN),
        requires=_READY,
        asks=("county_opinion",),
        separate_from=(hand_in, hand_in_secret, endorse),
        trusts=hand_in,
        letter="topic_form",
    )
    schedule = Transition(
        _("Put on the agenda"),
        approved,
        scheduled,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=(*OPENED, *WITH_PLAN),
        requires=(plan_rules.plan_goes_with_it,),
        checks=(rules.meeting_takes_it,),
        asks=("meeting_id",),
        sets={"handling_unit_id": rules.unit_of_the_meeting},
        hint=_("The unit that holds the meeting sees it from here on, and enters the outcome."),
    )
    explain = Transition(
        _("Enter the explanation for the meeting"),
        scheduled,
        None,
        by=CLERK,
        clauses=DURING,
        asks=("explanation",),
    )
    defer = Transition(
        _("Take off the agenda"),
        scheduled,
        approved,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=OPENED,
        sets=_OFF_THE_AGENDA,
        reason=True,
        anytime=True,
        danger=True,
    )
    release = Transition(
        _("The meeting was cancelled"),
        scheduled,
        approved,
        by=SYSTEM,
        clauses=OPENED,
        sets=_OFF_THE_AGENDA,
    )
    conclude = Transition(
        _("Enter the outcome"),
        scheduled,
        considered,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=AFTER,
        requires=(rules.meeting_was_held, rules.is_not_secret),
        checks=(plan_rules.document_is_its_own,),
        asks=("outcome", "outcome_note"),
        may_ask=("document_id",),
        hint=_("What was decided becomes public."),
    )
    conclude_closed = Transition(
        _("Enter the outcome of the closed session"),
        scheduled,
        kept,
        by=(CLERK, OFFICE_REVIEWER),
        clauses=AFTER,
        requires=(rules.meeting_was_held, rules.is_secret),
        asks=("outcome",),
    )
    withdraw = Transition(
        _("Give the item up"), _open, withdrawn, by=UNIT_HEAD, clauses=BEFORE, reason=True, danger=True
    )
