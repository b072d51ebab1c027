"""Trainings of those who publish and answer: 业务培训 (附件3 第十条、附件5 第十二条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped

from models.base import Record
from models.column import Class, labelled, plain
from models.roles import CLERK, ENTERPRISE_CLERK, LEADING_GROUP, LINE_AUTHORITY, OFFICE_REVIEWER
from models.several import Several
from models.workflow import Clock, Errors, Period, Series, State, Transition, Workflow

TRAINED = ("A3.10", "A5.12")
HOLDERS = (CLERK, ENTERPRISE_CLERK, OFFICE_REVIEWER, LEADING_GROUP, LINE_AUTHORITY)

ORGANISERS = {
    "own": _("The unit itself"),
    "authority": _("The line authority"),
    "superior": _("A superior organ"),
}
SUBJECTS = {
    "business": _("Disclosure, website and new media work"),
    "sorting": _("Sorting information"),
    "secrecy": _("What to know of secrecy"),
    "catalogue": _("Compiling the standard catalogue"),
    "requests": _("Handling requests"),
    "enquiries": _("Policy enquiries"),
    "other": _("Other subject"),
}
"""附件3 第十条, then the five of 附件5 第十二条."""


def numbers_are_counts(_training: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Hours and people are counted from one on."""
    given = {name: answers.get(name) for name in ("hours", "attendee_count")}
    none = [name for name, number in given.items() if isinstance(number, int) and number < 1]
    return dict.fromkeys(none, _("Give a number above zero"))


class TrainingFlow(
    Workflow,
    label=_("Training"),
    clauses=TRAINED,
    registered_by=HOLDERS,
    handled_by=HOLDERS,
    numbering=Series("培训"),
):
    planned = State(_("Planned (training)"), initial=True, editable=True)
    held = State(_("Held (training)"), final=True)
    cancelled = State(_("Cancelled (training)"), final=True, aside=True)

    holding_period = Clock(
        _("Hold the training"),
        (Period(30, "calendar_days", warn=5),),
        clauses=TRAINED,
        runs_in=(planned,),
        amount_from="planned_on",
        main=True,
    )

    hold = Transition(
        _("Enter as held"),
        planned,
        held,
        by=HOLDERS,
        clauses=TRAINED,
        checks=(numbers_are_counts,),
        asks=("held_on", "hours", "attendee_count"),
        may_ask=("attendees", "outcome"),
        on="held_on",
        hint=_("Attach what was handed out, and the list of who was there, before."),
    )
    cancel = Transition(
        _("Cancel the training"), planned, cancelled, by=HOLDERS, clauses=TRAINED, reason=True, danger=True
    )


class Training(Record):
    """One training a unit holds, or sends its people to; ``title`` is its topic."""

    __tablename__ = "training"
    workflow = TrainingFlow
    slug = "trainings"
    dated_by = "planned_on"
    purposes = ("training_material", "other")
    called = {"title": _("Topic of the training")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    organiser: Mapped[str] = labelled(_("Held by"), choices=ORGANISERS, clause="A3.10")
    subjects: Mapped[tuple[str, ...]] = labelled(
        _("Subjects"), Several(120), choices=SUBJECTS, clause="A5.12"
    )
    planned_on: Mapped[date] = labelled(_("Planned day"), clause="A5.12", index=True)
    place: Mapped[str | None] = labelled(_("Venue"), String(120))
    units: Mapped[str | None] = labelled(
        _("Units taking part"), Text, hint=_("One a line; empty: this unit alone")
    )
    held_on: Mapped[date | None] = labelled(_("Held on"), clause="A3.10", index=True)
    hours: Mapped[int | None] = labelled(_("Hours of training"), clause="A3.10")
    attendee_count: Mapped[int | None] = labelled(_("Number of people"), clause="A3.10")
    attendees: Mapped[str | None] = labelled(
        _("Who was there"), Text, klass=Class.PERSONAL, hint=_("Names and posts, one a line")
    )
    outcome: Mapped[str | None] = labelled(_("What came of it"), Text)
