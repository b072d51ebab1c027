"""Public messages: 网民留言 (附件9), from the mailbox to the reply; who is accused learns nothing of it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, relationship

from models import message_rules as rules
from models.base import Record
from models.column import labelled, plain
from models.involvement import InvolvesUnits
from models.message_form import TOLD, Noted, Told, Written
from models.message_rules import IN_CHARGE, IN_TIME, PRINCIPLES, SECRET
from models.message_terms import CATEGORIES, PERIODS
from models.part import Involve, Part
from models.roles import CLERK, COUNTY_LEADER, LEADING_GROUP, OFFICE_REVIEWER, PORTAL_LEADER, UNIT_HEAD
from models.shared_rules import received_day_has_come
from models.workflow import Clock, Restart, Series, State, Transition, Workflow


class PublicMessageFlow(
    Workflow,
    label=_("Public message"),
    clauses=("A9.4", "A9.3"),
    registered_by=(CLERK, OFFICE_REVIEWER),
    numbering=Series("留言"),
    opening_checks=(received_day_has_come, rules.accusation_stands),
):
    received = State(_("To be assigned"), initial=True, editable=True)
    handling = State(_("Being handled"))
    drafted = State(_("Reply before the unit head"))
    reviewing = State(_("Reply before the county office"))
    answered = State(_("Answered privately"), settled=True)
    published = State(_("Answered and published"), settled=True, public=True)
    void = State(_("Void"), final=True, aside=True, voids=True)

    _open = (received, handling, drafted, reviewing)
    _any = (*_open, answered, published)

    reply_period = Clock(
        _("Reply to the writer"),
        PERIODS,
        clauses=IN_TIME,
        runs_in=_open,
        starts_on="received_on",
        by="category",
        names=CATEGORIES,
        main=True,
    )

    assign = Transition(
        _("Assign"),
        _open,
        handling,
        by=OFFICE_REVIEWER,
        clauses=IN_CHARGE,
        requires=(rules.nobody_handles_it, rules.accused_are_named),
        checks=(rules.goes_to_no_accused_unit,),
        asks=("handling_unit_id",),
        may_ask=("assign_note",),
        letter="message_handover",
        hint=_("The unit in charge gets it with a handing-over sheet; never a unit it is about."),
    )
    forward = Transition(
        _("Forward inside the unit"),
        handling,
        None,
        by=(CLERK, UNIT_HEAD),
        clauses=IN_CHARGE,
        requires=(rules.somebody_handles_it,),
        checks=(rules.goes_to_no_accused_unit, rules.stays_inside_the_unit),
        asks=("handling_unit_id",),
        anytime=True,
    )
    join = rules.JOINT.add(
        _("Add a joint handling unit"),
        handling,
        requires=(rules.somebody_handles_it, rules.accused_are_named),
        checks=(rules.goes_to_no_accused_unit,),
    )
    part = rules.JOINT.release(_("Release a joint handling unit"), (handling, drafted))
    give_opinion = rules.JOINT.hear(handling)
    hand_back = Transition(
        _("Hand back to the office"),
        handling,
        received,
        by=(CLERK, UNIT_HEAD),
        clauses=IN_CHARGE,
        requires=(rules.somebody_handles_it,),
        may_ask=("proper_body",),
        sets={"handling_unit_id": None},
        reason=True,
        danger=True,
        hint=_("Not this unit's to handle: say why, and whose it is if that is known."),
    )
    recall = Transition(
        _("Take back from the unit"),
        (handling, drafted, reviewing),
        received,
        by=OFFICE_REVIEWER,
        clauses=IN_CHARGE,
        requires=(rules.somebody_handles_it,),
        sets={"handling_unit_id": None},
        reason=True,
        danger=True,
    )
    recategorize = Transition(
        _("Change the category"),
        _any,
        None,
        by=OFFICE_REVIEWER,
        clauses=IN_TIME,
        requires=(rules.not_answered_yet,),
        checks=(rules.category_is_another,),
        asks=("category",),
        restarts=Restart(reply_period, "received_on"),
        reason=True,
        anytime=True,
        hint=_("The period is counted again from the day it was received; the former one is kept."),
    )
    name_accused = Transition(
        _("Name an accused unit"),
        _any,
        None,
        by=(OFFICE_REVIEWER, LEADING_GROUP),
        clauses=SECRET,
        checks=(rules.is_not_named_yet,),
        asks=("accused_unit_id",),
        may_ask=("accused_person",),
        sets={"accusation": True},
        involves=Involve(Part.ACCUSED, "accused_unit_id"),
        reason=True,
        anytime=True,
        hint=_("Nobody of this unit, or below it, finds it any more; if it handles it, it is taken back."),
    )
    lift_accused = Transition(
        _("Lift an accused unit"),
        _any,
        None,
        by=(OFFICE_REVIEWER, LEADING_GROUP),
        clauses=SECRET,
        requires=(rules.somebody_is_accused,),
        checks=(rules.is_named,),
        asks=("accused_unit_id",),
        involves=Involve(Part.ACCUSED, "accused_unit_id", ends=True),
        reason=True,
        anytime=True,
        danger=True,
    )
    draft = Transition(
        _("Submit the draft reply"),
        handling,
        drafted,
        by=CLERK,
        clauses=PRINCIPLES,
        requires=(rules.somebody_handles_it, rules.JOINT.were_heard),
        checks=(rules.result_is_complete,),
        asks=("result", "reply"),
        may_ask=("findings", "planned_for", "proper_body"),
    )
    return_draft = Transition(
        _("Return the draft"),
        drafted,
        handling,
        by=UNIT_HEAD,
        clauses=PRINCIPLES,
        reason=True,
        danger=True,
    )
    pass_draft = Transition(
        _("Approve for the unit"),
        drafted,
        reviewing,
        by=UNIT_HEAD,
        clauses=("A9.4", "A1.10.4"),
        requires=(rules.somebody_handles_it,),
        separate_from=(draft,),
        seals=TOLD,
    )
    return_reply = Transition(
        _("Return to the handling unit"),
        reviewing,
        handling,
        by=OFFICE_REVIEWER,
        clauses=("A9.3", "A1.10.4"),
        reason=True,
        danger=True,
    )
    publish = Transition(
        _("Answer and publish"),
        reviewing,
        published,
        by=OFFICE_REVIEWER,
        clauses=("A1.10.4", "A9.7"),
        requires=(rules.somebody_handles_it, rules.is_no_accusation, rules.secrecy_is_not_wanted),
        separate_from=(draft, pass_draft),
        trusts=pass_draft,
        asks=("answered_on", "public_question"),
        on="answered_on",
        screens=("public_question", "reply"),
        letter="message_reply",
        hint=_("Everybody reads what is published: leave out names, phones and addresses."),
    )
    answer = Transition(
        _("Answer privately"),
        reviewing,
        answered,
        by=OFFICE_REVIEWER,
        clauses=("A1.10.4", "A9.6", "A9.7"),
        requires=(rules.somebody_handles_it,),
        separate_from=(draft, pass_draft),
        trusts=pass_draft,
        asks=("answered_on",),
        on="answered_on",
        letter="message_reply",
    )
    take_down = Transition(
        _("Take down from the portal"),
        published,
        answered,
        by=OFFICE_REVIEWER,
        clauses=SECRET,
        reason=True,
        danger=True,
    )
    note = Transition(
        _("Add an internal note"),
        _any,
        None,
        by=(CLERK, UNIT_HEAD, OFFICE_REVIEWER),
        clauses=SECRET,
        asks=("internal_note",),
        by_joint=True,
        anytime=True,
    )
    instruct = Transition(
        _("Enter a leader's instruction"),
        _any,
        None,
        by=(OFFICE_REVIEWER, PORTAL_LEADER, COUNTY_LEADER),
        clauses=SECRET,
        asks=("instruction",),
        anytime=True,
    )
    annul = Transition(
        _("Void the registration"),
        received,
        void,
        by=OFFICE_REVIEWER,
        clauses=IN_CHARGE,
        reason=True,
        danger=True,
        hint=_("For a registration made by mistake. The number stays in the register and is never reused."),
    )


class PublicMessage(Written, Noted, Told, InvolvesUnits, Record):
    """One message: who wrote what, who handles it, what was answered; sealed off from whom it is about."""

    __tablename__ = "public_message"
    workflow = PublicMessageFlow
    slug = "public-messages"
    dated_by = "received_on"

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    joint_unit_id: Mapped[int | None] = labelled(
        _("Joint handling unit"), ForeignKey("unit.id"), clause="A9.4"
    )
    accused_unit_id: Mapped[int | None] = labelled(_("Accused unit"), ForeignKey("unit.id"), clause="A9.7")
    joint_unit: Mapped[Any] = relationship("Unit", foreign_keys=[joint_unit_id])
    accused_unit: Mapped[Any] = relationship("Unit", foreign_keys=[accused_unit_id])
