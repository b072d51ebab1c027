"""Information requests: 依申请公开 (附件8), from the form to the signed answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import Record
from models.column import labelled, plain
from models.inquiry import inquiries
from models.request_form import TOLD, ApplicationForm, Reply
from models.request_rules import (
    NOBODY_OBJECTS,
    OTHERS_WERE_HEARD,
    corrected_day_is_sound,
    correction_day_is_ahead,
    correction_is_overdue,
    form_is_whole,
    handled_inside_the_unit,
    identity_is_proven,
    not_corrected_before,
    other_form_has_a_reason,
    outcome_is_complete,
    received_under_the_regulation,
)
from models.roles import CLERK, DISCLOSURE_HEAD, DISCLOSURE_OFFICER, SECRECY_REVIEWER
from models.shared_rules import extended_once, left_once_approved, received_day_has_come
from models.workflow import Clock, Period, Profile, Restart, Series, State, Transition, Workflow


class InformationRequestFlow(
    Workflow,
    label=_("Information request"),
    clauses=("A8.5",),
    registered_by=(CLERK, DISCLOSURE_OFFICER),
    numbering=Series("公开申"),
    opening_letter="receipt",
    opening_checks=(received_day_has_come, received_under_the_regulation, form_is_whole),
):
    registered = State(_("Registered"), initial=True, editable=True)
    checking = State(_("Formal check"), editable=True)
    correcting = State(_("Waiting for correction"), aside=True)
    secrecy = State(_("Secrecy review"))
    referred = State(_("Referred for a ruling"), aside=True)
    handling = State(_("Being handled"))
    drafted = State(_("Answer to be approved"))
    approved = State(_("Answer to be sent"))
    answered = State(_("Answered"), final=True)
    abandoned = State(_("Abandoned by the applicant"), final=True, aside=True)
    withdrawn = State(_("Withdrawn"), final=True, aside=True)
    void = State(_("Void"), final=True, aside=True, voids=True)

    _open = (registered, checking, secrecy, referred, handling, drafted, approved)

    answer_period = Clock(
        _("Answer"),
        (Period(20, warn=5),),
        clauses=("A8.10",),
        runs_in=_open,
        starts_on="received_on",
        longest_extension=20,
        main=True,
    )
    telling_period = Clock(
        _("Tell what to correct"),
        (Period(7, warn=2, profile=Profile.REGULATION_2019),),
        clauses=("A8.9.8",),
        runs_in=(registered, checking),
        starts_on="received_on",
    )
    correcting_period = Clock(
        _("Correction by the applicant"),
        (Period(15, warn=3),),
        clauses=("A8.9.8",),
        runs_in=(correcting,),
        amount_from="correct_by",
    )

    accept = Transition(
        _("Accept"),
        registered,
        checking,
        by=DISCLOSURE_OFFICER,
        clauses=("A8.5", "A8.3"),
        hint=_("Take the request up and begin the formal check."),
    )
    pass_check = Transition(
        _("Formally in order"),
        checking,
        secrecy,
        by=DISCLOSURE_OFFICER,
        clauses=("A8.8", "A8.6"),
        requires=(identity_is_proven,),
        may_ask=("check_note",),
    )
    ask_correction = Transition(
        _("Ask for a correction"),
        checking,
        correcting,
        by=DISCLOSURE_OFFICER,
        clauses=("A8.9.8",),
        requires=(not_corrected_before,),
        checks=(correction_day_is_ahead,),
        asks=("correction_items", "correct_by"),
        letter="correction",
        hint=_("Say once, and completely, what has to be changed or added."),
    )
    receive_correction = Transition(
        _("Enter the corrected request"),
        correcting,
        checking,
        by=(CLERK, DISCLOSURE_OFFICER),
        clauses=("A8.9.8",),
        checks=(corrected_day_is_sound,),
        asks=("corrected_on", "content"),
        sets={"round": 2, "extension_days": None, "extension_reason": None},
        on="corrected_on",
        restarts=Restart(answer_period, "corrected_on"),
        hint=_("The corrected request counts as a new one: the period begins again on the day it arrived."),
    )
    abandon = Transition(
        _("Treat as abandoned"),
        correcting,
        abandoned,
        by=DISCLOSURE_HEAD,
        clauses=("A8.9.8",),
        requires=(correction_is_overdue,),
        profiles=(Profile.REGULATION_2019,),
        sets={"outcome": "other_not_corrected"},
        letter="answer",
        reason=True,
        danger=True,
    )
    clear_secrecy = Transition(
        _("Secrecy review passed"),
        secrecy,
        handling,
        by=SECRECY_REVIEWER,
        clauses=("A8.8",),
        asks=("secrecy_opinion",),
        separate_from=(pass_check,),
    )
    refer = Transition(
        _("Refer for a ruling"),
        (secrecy, handling),
        referred,
        by=(SECRECY_REVIEWER, DISCLOSURE_OFFICER),
        clauses=("A8.8",),
        asks=("referred_to", "referral_question"),
        hint=_("Where the unit cannot tell whether it may be disclosed, the authority decides."),
    )
    enter_ruling = Transition(
        _("Enter the ruling"),
        referred,
        handling,
        by=SECRECY_REVIEWER,
        clauses=("A8.8",),
        asks=("ruling",),
        separate_from=(pass_check,),
    )
    forward = Transition(
        _("Forward inside the unit"),
        handling,
        None,
        by=DISCLOSURE_OFFICER,
        clauses=("A8.4",),
        checks=(handled_inside_the_unit,),
        asks=("handling_unit_id",),
        may_ask=("handling_note",),
    )
    extend = Transition(
        _("Extend the period"),
        (checking, secrecy, referred, handling, drafted),
        None,
        by=DISCLOSURE_HEAD,
        clauses=("A8.10",),
        requires=extended_once(answer_period, "A8.10"),
        asks=("extension_days", "extension_reason"),
        extends=answer_period,
        extension_from="extension_days",
        letter="extension",
        hint=_("The head's consent. The applicant is told in writing; at most twenty working days, once."),
    )
    draft = Transition(
        _("Submit the draft answer"),
        handling,
        drafted,
        by=(CLERK, DISCLOSURE_OFFICER),
        clauses=("A8.9.1", "A8.9.2", "A8.9.3", "A8.9.4", "A8.9.7", "A8.9.9", "A8.9.10", "A8.11"),
        requires=OTHERS_WERE_HEARD,
        checks=(outcome_is_complete, other_form_has_a_reason),
        asks=("outcome",),
        may_ask=TOLD,
    )
    return_draft = Transition(
        _("Return the draft"),
        drafted,
        handling,
        by=DISCLOSURE_HEAD,
        clauses=("A8.9.1",),
        reason=True,
        danger=True,
    )
    approve = Transition(
        _("Approve the answer"),
        drafted,
        approved,
        by=DISCLOSURE_HEAD,
        clauses=("A8.9.1", "A8.4"),
        requires=(*OTHERS_WERE_HEARD, *NOBODY_OBJECTS),
        separate_from=(draft,),
        seals=("content", "outcome", *TOLD),
        letter="answer",
        hint=_("Signs the answer: the letter is written, numbered and frozen."),
    )
    recall = Transition(
        _("Take the approval back"),
        approved,
        handling,
        by=DISCLOSURE_HEAD,
        clauses=("A8.9.1",),
        reason=True,
        danger=True,
    )
    answer = Transition(
        _("Record the answer as sent"),
        approved,
        answered,
        by=(CLERK, DISCLOSURE_OFFICER),
        clauses=("A8.10", "A8.11"),
        requires=(*OTHERS_WERE_HEARD, *NOBODY_OBJECTS),
        checks=(left_once_approved("answered_on", "answer"),),
        asks=("answered_on", "delivery_given"),
        may_ask=("delivery_note",),
        on="answered_on",
        trusts=approve,
    )
    withdraw = Transition(
        _("Enter the withdrawal"),
        (registered, checking, correcting, secrecy, referred, handling, drafted),
        withdrawn,
        by=(CLERK, DISCLOSURE_OFFICER),
        clauses=("A8.5",),
        asks=("withdrawn_on",),
        sets={"outcome": "other"},
        on="withdrawn_on",
        reason=True,
        danger=True,
    )
    annul = Transition(
        _("Void the registration"),
        (registered, checking),
        void,
        by=DISCLOSURE_HEAD,
        clauses=("A8.5",),
        reason=True,
        danger=True,
        hint=_("For a registration made by mistake. The number stays in the register and is never reused."),
    )


class InformationRequest(ApplicationForm, Reply, Record):
    """One request: the form, what was done with it, and the answer."""

    __tablename__ = "information_request"
    workflow = InformationRequestFlow
    slug = "information-requests"
    dated_by = "received_on"

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    check_note: Mapped[str | None] = labelled(_("Note of the formal check"), String(400))
    round: Mapped[int] = labelled(_("Round"), default=1, clause="A8.9.8")
    correction_items: Mapped[str | None] = labelled(_("What to correct"), Text, clause="A8.9.8")
    correct_by: Mapped[date | None] = labelled(_("To be corrected by"), clause="A8.9.8")
    corrected_on: Mapped[date | None] = labelled(_("Corrected request received on"), clause="A8.9.8")
    secrecy_opinion: Mapped[str | None] = labelled(_("Secrecy opinion"), Text, clause="A8.8")
    referred_to: Mapped[str | None] = labelled(_("Referred to"), String(120), clause="A8.8")
    referral_question: Mapped[str | None] = labelled(_("Question referred"), Text, clause="A8.8")
    ruling: Mapped[str | None] = labelled(_("Ruling"), Text, clause="A8.8")
    handling_note: Mapped[str | None] = labelled(_("Note to the handler"), String(400))
    extension_days: Mapped[int | None] = labelled(
        _("Extended by (working days)"), clause="A8.10", hint=_("1 to 20")
    )
    extension_reason: Mapped[str | None] = labelled(_("Reason for the extension"), Text, clause="A8.10")
    withdrawn_on: Mapped[date | None] = labelled(_("Withdrawn on"))
    track_hash: Mapped[str | None] = plain(String(64))

    third_parties: Mapped[list[Any]] = inquiries("ThirdParty")
    agencies: Mapped[list[Any]] = inquiries("AgencyConsultation")
    remedies: Mapped[list[Any]] = relationship(
        "RemedyCase",
        primaryjoin="foreign(RemedyCase.source_id) == InformationRequest.id",
        order_by="RemedyCase.id",
        viewonly=True,
    )
