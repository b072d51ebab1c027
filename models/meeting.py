"""Open meetings: 会议开放 (附件10), from the plan of the year to what the public was told afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from models import meeting_rules as rules
from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.meeting_duty_kinds import KINDS as DUTIES
from models.meeting_rules import AFTER, DURING
from models.opening import FIELDS, KINDS, OPENED, OPENING, Opening
from models.roles import CLERK, COUNTY_LEADER, UNIT_HEAD
from models.source import any_record
from models.workflow import Clock, Period, Restart, Series, State, Transition, Workflow
from models.yearly import entered_while_drawn_up


class OpenMeetingFlow(
    Workflow,
    label=_("Open meeting"),
    clauses=("A10.1.1", "A10.1.2", "A10.3.1"),
    registered_by=(CLERK,),
    numbering=Series("会开"),
    opening_checks=(
        entered_while_drawn_up(
            "plan",
            _(
                "This plan was handed in; take it back for a supplement before you enter another meeting "
                "(annex 10, part 3 item 1)"
            ),
        ),
    ),
):
    planned = State(_("Meeting planned"), initial=True, editable=True)
    proposed = State(_("Scheme to be approved"))
    called = State(_("Meeting called"))
    held = State(_("Held, result not public yet"))
    published = State(_("Result public"), public=True)
    closed = State(_("Meeting closed"), final=True, public=True)
    cancelled = State(_("Cancelled"), final=True, aside=True)

    meeting_day = Clock(
        _("Hold the meeting"),
        (Period(30, "calendar_days", warn=3),),
        clauses=("A10.3.1",),
        runs_in=(called,),
        starts_on="called_on",
        amount_from="meets_on",
    )
    result_period = Clock(
        _("Publish the result"), (Period(20, warn=5),), clauses=AFTER, runs_in=(held,), starts_on="held_on"
    )

    propose = Transition(
        _("Hand in the scheme of the meeting"),
        planned,
        proposed,
        by=CLERK,
        clauses=OPENED,
        requires=(rules.plan_is_adopted,),
        asks=OPENING,
        hint=_("Form of opening, categories invited and the rules for them are approved with the scheme."),
    )
    return_scheme = Transition(
        _("Return the scheme"),
        (proposed, called),
        planned,
        by=(UNIT_HEAD, COUNTY_LEADER),
        clauses=OPENED,
        reason=True,
        danger=True,
    )
    call = Transition(
        _("Approve the scheme and call the meeting"),
        proposed,
        called,
        by=(UNIT_HEAD, COUNTY_LEADER),
        clauses=OPENED,
        requires=(rules.plan_is_adopted,),
        checks=(rules.meets_after_it_is_called,),
        asks=("called_on", "meets_on", "place"),
        on="called_on",
        restarts=Restart(meeting_day, on="called_on"),
        separate_from=(propose,),
    )
    move = Transition(
        _("Move to another day"),
        called,
        None,
        by=CLERK,
        clauses=OPENED,
        checks=(rules.meets_after_it_is_called,),
        asks=("meets_on", "place"),
        restarts=Restart(meeting_day, on="called_on"),
        reason=True,
        anytime=True,
        hint=_("Tell everybody who is invited."),
    )
    hold = Transition(
        _("Record as held"),
        called,
        held,
        by=CLERK,
        clauses=DURING,
        requires=(rules.somebody_was_invited, rules.drafters_have_explained),
        asks=("held_on",),
        may_ask=("chaired_by",),
        on="held_on",
        hint=_("What is to be done after the meeting is listed by itself, each with its last day."),
    )
    publish = Transition(
        _("Enter the published result"),
        held,
        published,
        by=CLERK,
        clauses=AFTER,
        requires=(rules.items_are_considered, rules.attendance_is_entered),
        asks=("result", "published_on", "published_at"),
        may_ask=("published_with_id",),
        on="published_on",
        screens=("result",),
    )
    close = Transition(
        _("Close the meeting"),
        published,
        closed,
        by=CLERK,
        clauses=AFTER,
        requires=(rules.duties_are_settled,),
    )
    cancel = Transition(
        _("Cancel the meeting"),
        (planned, proposed, called),
        cancelled,
        by=UNIT_HEAD,
        clauses=("A10.3.1",),
        reason=True,
        danger=True,
        hint=_("What stands on its agenda waits for another meeting; its invitations end."),
    )


class OpenMeeting(Opening, Record):
    """One meeting of one unit's opening plan; ``title`` is what it is called."""

    __tablename__ = "open_meeting"
    workflow = OpenMeetingFlow
    slug = "open-meetings"
    dated_by = "held_on"
    purposes = ("other",)
    called = {"title": _("Name of the meeting")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    plan_id: Mapped[int] = labelled(
        _("In the plan"), ForeignKey("opening_plan.id"), index=True, clause="A10.3.1"
    )
    kind: Mapped[str] = labelled(
        _("Kind of meeting"), klass=Class.PUBLIC, choices=KINDS, clause="A10.1.1", index=True
    )
    field: Mapped[str] = labelled(
        _("Field of the meeting"),
        klass=Class.PUBLIC,
        choices=FIELDS,
        clause="A10.1.2",
        hint=_("The one it is mainly about"),
    )
    planned_on: Mapped[date | None] = labelled(_("Planned about"), klass=Class.PUBLIC, clause="A10.3.1")
    subject: Mapped[str | None] = labelled(_("What it deals with"), Text, klass=Class.PUBLIC)
    called_on: Mapped[date | None] = labelled(_("Notice given on"))
    meets_on: Mapped[date | None] = labelled(_("Meets on"), klass=Class.PUBLIC)
    place: Mapped[str | None] = labelled(_("Venue"), String(200), klass=Class.PUBLIC)
    held_on: Mapped[date | None] = labelled(_("Meeting held on"), klass=Class.PUBLIC, clause="A10.3.1")
    chaired_by: Mapped[str | None] = labelled(_("Chaired by"), String(60))
    result: Mapped[str | None] = labelled(_("Result"), Text, klass=Class.PUBLIC, clause="A10.2.3")
    published_on: Mapped[date | None] = labelled(
        _("Result published on"), klass=Class.PUBLIC, clause="A10.2.3"
    )
    published_at: Mapped[str | None] = labelled(
        _("Published where"), String(300), klass=Class.PUBLIC, clause="A10.2.3", hint=_("Column or address")
    )
    published_with_id: Mapped[int | None] = labelled(
        _("Published with the record"),
        ForeignKey("record.id"),
        index=True,
        clause="A10.2.3",
        hint=_("The publication it was put on the portal with"),
        among=any_record,
    )

    plan: Mapped[Any] = relationship(
        "OpeningPlan", foreign_keys="OpenMeeting.plan_id", back_populates="meetings", info=WHOLE
    )
    published_with: Mapped[Any] = relationship(
        "Record", foreign_keys="OpenMeeting.published_with_id", remote_side="Record.id"
    )
    items: Mapped[list[Any]] = relationship(
        "AgendaItem",
        foreign_keys="AgendaItem.meeting_id",
        back_populates="meeting",
        order_by="AgendaItem.id",
        info=WHOLE,
    )
    invitations: Mapped[list[Any]] = relationship(
        "Invitation",
        foreign_keys="Invitation.meeting_id",
        back_populates="meeting",
        order_by="Invitation.id",
        info=WHOLE,
    )
    duties: Mapped[list[Any]] = relationship(
        "MeetingDuty",
        foreign_keys="MeetingDuty.meeting_id",
        back_populates="meeting",
        order_by="MeetingDuty.id",
        info=WHOLE,
    )

    def where_published(self) -> dict[str, Any]:
        """What its first duty takes over once the result is public."""
        return {"done_where": self.published_at, "done_with_id": self.published_with_id}

    def beginnings(self, link: str) -> list[Any]:
        """One duty of each kind: what is to be done after every meeting."""
        model = type(self).__mapper__.relationships[link].mapper.class_
        shared = {"title": self.title, "unit_id": self.unit_id, "rules": self.rules}
        begun = [model(kind=kind, arisen_on=self.held_on, **shared) for kind in DUTIES]
        getattr(self, link).extend(begun)
        return begun
