"""Invitations to a meeting: representatives who attend as observers (附件10 一(三)、二(二))."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.opening import OPEN_TO, OPENED
from models.roles import CLERK
from models.workflow import SYSTEM, Series, State, Transition, Workflow, guard

ATTENDED = ("A10.2.2",)


@guard(
    _("The meeting is not called yet: its scheme has to be approved first (annex 10, part 3 item 2)"),
    clauses=OPENED,
)
def meeting_is_called(invitation: Any, _today: date) -> bool:
    return invitation.meeting.state in {"called", "held"}


@guard(
    _(
        "The approved scheme of the meeting does not invite this category; correct the category, or have the "
        "scheme returned (annex 10, part 3 item 2)"
    ),
    clauses=OPENED,
    cleared_by=CLERK,
)
def category_was_approved(invitation: Any, _today: date) -> bool:
    return invitation.category in (invitation.meeting.invites or ())


@guard(_("The meeting is not recorded as held yet"), clauses=ATTENDED, cleared_by=CLERK)
def meeting_was_held(invitation: Any, _today: date) -> bool:
    return invitation.meeting.held_on is not None


class InvitationFlow(
    Workflow,
    label=_("Invitation"),
    clauses=ATTENDED,
    registered_by=(CLERK,),
    numbering=Series("列席"),
):
    listed = State(_("To be invited"), initial=True, editable=True)
    invited = State(_("Invitation sent"))
    accepted = State(_("Invitation accepted"))
    attended = State(_("Attended"), final=True)
    absent = State(_("Did not attend"), final=True, aside=True)
    declined = State(_("Invitation declined"), final=True, aside=True)
    dropped = State(_("Invitation ended"), final=True, aside=True)

    invite = Transition(
        _("Enter the invitation"),
        listed,
        invited,
        by=CLERK,
        clauses=(*ATTENDED, *OPENED),
        requires=(meeting_is_called, category_was_approved),
        asks=("invited_on",),
        on="invited_on",
    )
    accept = Transition(_("Accept the invitation"), invited, accepted, by=CLERK, clauses=ATTENDED)
    decline = Transition(
        _("Decline the invitation"),
        (invited, accepted),
        declined,
        by=CLERK,
        clauses=ATTENDED,
        may_ask=("remark",),
    )
    attend = Transition(
        _("Enter the attendance"),
        (invited, accepted),
        attended,
        by=CLERK,
        clauses=ATTENDED,
        requires=(meeting_was_held,),
        may_ask=("said",),
    )
    miss = Transition(
        _("Enter the absence"),
        (invited, accepted),
        absent,
        by=CLERK,
        clauses=ATTENDED,
        requires=(meeting_was_held,),
        may_ask=("remark",),
    )
    drop = Transition(
        _("End the invitation"),
        (listed, invited, accepted),
        dropped,
        by=CLERK,
        clauses=ATTENDED,
        reason=True,
        danger=True,
    )
    lapse = Transition(
        _("The meeting was cancelled"), (listed, invited, accepted), dropped, by=SYSTEM, clauses=ATTENDED
    )


class Invitation(Record):
    """One representative of one category, invited to one meeting; ``title`` is the name of the meeting."""

    __tablename__ = "invitation"
    workflow = InvitationFlow
    slug = "invitations"
    purposes = ("other",)
    called = {"title": _("Name of the meeting")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    meeting_id: Mapped[int] = labelled(_("To the meeting"), ForeignKey("open_meeting.id"), index=True)
    category: Mapped[str] = labelled(_("Category of representative"), choices=OPEN_TO, clause="A10.1.3")
    representative: Mapped[str] = labelled(
        _("Name of the representative"), String(80), klass=Class.PERSONAL, clause="A10.1.3"
    )
    organisation: Mapped[str | None] = labelled(
        _("Organisation or place of living"), String(120), klass=Class.PERSONAL
    )
    contact: Mapped[str | None] = labelled(_("Contact"), String(200), klass=Class.PERSONAL)
    chosen_how: Mapped[str | None] = labelled(
        _("How she was chosen"), String(200), clause="A10.3.2", hint=_("Application, recommendation or draw")
    )
    invited_on: Mapped[date | None] = labelled(_("Invited on"), clause="A10.2.2")
    said: Mapped[str | None] = labelled(
        _("What the representative said"), Text, clause="A10.2.3", hint=_("Further opinions are followed up")
    )
    remark: Mapped[str | None] = labelled(_("Remark"), String(200))

    meeting: Mapped[Any] = relationship(
        "OpenMeeting", foreign_keys="Invitation.meeting_id", back_populates="invitations", info=WHOLE
    )
