"""Open days: 政府开放日主题活动 (附件10 三(三))."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, relationship

from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.roles import CLERK, UNIT_HEAD
from models.workflow import Errors, Series, State, Transition, Workflow

ONE_A_YEAR = ("A10.3.3",)


def counts_for_its_year(day: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """It counts for the year it is listed under, and had visitors (附件10 三(三))."""
    errors: Errors = {}
    held, visitors = answers.get("held_on"), answers.get("visitors")
    if held and held.year != day.open_day_year.year:
        errors = {
            "held_on": _(
                "This day lies in another year; enter the open day under that year (annex 10, part 3 item 3)"
            )
        }
    if isinstance(visitors, int) and visitors < 1:
        errors = {**errors, "visitors": _("Give a number above zero")}
    return errors


class OpenDayFlow(
    Workflow, label=_("Open day"), clauses=ONE_A_YEAR, registered_by=(CLERK,), numbering=Series("开放日")
):
    planned = State(_("Open day planned"), initial=True, editable=True)
    announced = State(_("Open day announced"), public=True)
    held = State(_("Open day held"), final=True, public=True)
    cancelled = State(_("Cancelled"), final=True, aside=True)

    announce = Transition(
        _("Announce the open day"),
        planned,
        announced,
        by=UNIT_HEAD,
        clauses=ONE_A_YEAR,
        asks=("announced_on", "announced_at"),
        on="announced_on",
        screens=("programme",),
        hint=_("Programme, day and place become public."),
    )
    hold = Transition(
        _("Record the open day as held"),
        announced,
        held,
        by=CLERK,
        clauses=ONE_A_YEAR,
        checks=(counts_for_its_year,),
        asks=("held_on", "visitors", "account"),
        on="held_on",
    )
    cancel = Transition(
        _("Cancel the open day"),
        (planned, announced),
        cancelled,
        by=UNIT_HEAD,
        clauses=ONE_A_YEAR,
        reason=True,
        danger=True,
    )


class OpenDay(Record):
    """One open day of one unit; ``title`` is its theme."""

    __tablename__ = "open_day"
    workflow = OpenDayFlow
    slug = "open-days"
    dated_by = "planned_on"
    purposes = ("other",)
    called = {"title": _("Theme")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    open_day_year_id: Mapped[int] = labelled(
        _("Counts for"), ForeignKey("open_day_year.id"), index=True, clause="A10.3.3"
    )
    planned_on: Mapped[date] = labelled(_("Planned day"), klass=Class.PUBLIC, clause="A10.3.3")
    place: Mapped[str] = labelled(_("Venue"), String(200), klass=Class.PUBLIC)
    programme: Mapped[str] = labelled(_("Programme"), Text, klass=Class.PUBLIC, clause="A10.3.3")
    audience: Mapped[str | None] = labelled(_("Who is invited"), String(200), klass=Class.PUBLIC)
    announced_on: Mapped[date | None] = labelled(_("Announced on"), klass=Class.PUBLIC)
    announced_at: Mapped[str | None] = labelled(
        _("Where it was announced"), String(300), klass=Class.PUBLIC, hint=_("Column or address")
    )
    held_on: Mapped[date | None] = labelled(_("Open day held on"), klass=Class.PUBLIC, clause="A10.3.3")
    visitors: Mapped[int | None] = labelled(_("Visitors"), klass=Class.PUBLIC, clause="A10.3.3")
    account: Mapped[str | None] = labelled(
        _("Account of the day"), Text, klass=Class.PUBLIC, hint=_("What was shown, asked and answered")
    )

    open_day_year: Mapped[Any] = relationship(
        "OpenDayYear", foreign_keys=[open_day_year_id], back_populates="open_days", info=WHOLE
    )
