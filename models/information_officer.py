"""Information officers: who answers for the information of a unit (附件1 第六条、第七条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, object_session, relationship

from models.base import WHOLE, Record
from models.column import labelled, plain
from models.roles import CLERK, LEADING_GROUP, OFFICE_REVIEWER, UNIT_HEAD
from models.workflow import SYSTEM, Errors, State, Transition, Workflow

NAMED = ("A1.6", "A1.7")
SERVING = "serving"


def serving() -> Select[Any]:
    """Who serves now, by unit."""
    officers = select(InformationOfficer).where(InformationOfficer.state == SERVING)
    return officers.order_by(InformationOfficer.unit_id, InformationOfficer.id)


def replaces_one_of_the_unit(officer: Any, values: Mapping[str, Any], _today: date) -> Errors:
    """Who is replaced serves in the same unit."""
    key, session = values.get("replaces_id"), object_session(officer)
    if key is None or session is None:
        return {}
    with session.no_autoflush:
        hers = serving().where(InformationOfficer.id == key, InformationOfficer.unit_id == officer.unit_id)
        if session.scalar(hers) is not None:
            return {}
    return {"replaces_id": _("Choose an information officer who serves in this unit (annex 1, article 7)")}


def ends_after_it_began(officer: Any, answers: Mapping[str, Any], _today: date) -> Errors:
    """Nobody stops before she started."""
    day = answers.get("ended_on")
    return {"ended_on": _("This day lies before she began")} if day and day < officer.since else {}


class InformationOfficerFlow(
    Workflow,
    label=_("Information officer"),
    clauses=NAMED,
    registered_by=(CLERK, UNIT_HEAD, OFFICE_REVIEWER),
    opening_checks=(replaces_one_of_the_unit,),
):
    reported = State(_("Reported to the county office"), initial=True, editable=True)
    serving = State(_("Serving"), settled=True)
    ended = State(_("No longer serving"), final=True)
    dropped = State(_("Entered by mistake"), final=True, aside=True)

    file = Transition(
        _("File the report"),
        reported,
        serving,
        by=(OFFICE_REVIEWER, LEADING_GROUP),
        clauses=("A1.7",),
        asks=("filed_on",),
        on="filed_on",
        hint=_("Who is replaced stops serving with the day of the filing."),
    )
    end = Transition(
        _("Enter the end of the service"),
        serving,
        ended,
        by=(CLERK, UNIT_HEAD, OFFICE_REVIEWER),
        clauses=("A1.7",),
        checks=(ends_after_it_began,),
        asks=("ended_on",),
        on="ended_on",
        reason=True,
        danger=True,
        hint=_("Without a serving officer the unit submits nothing for publication."),
    )
    replace = Transition(
        _("Replaced by somebody else"), serving, ended, by=SYSTEM, clauses=("A1.7",), on="ended_on"
    )
    drop = Transition(
        _("Strike out"),
        reported,
        dropped,
        by=(CLERK, UNIT_HEAD),
        clauses=("A1.7",),
        reason=True,
        danger=True,
    )


class InformationOfficer(Record):
    """One person who serves a unit, from a day on; a change is a new one who replaces the former."""

    __tablename__ = "information_officer"
    workflow = InformationOfficerFlow
    slug = "information-officers"
    purposes = ("other",)
    called = {"title": _("Name of the officer")}

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    duty: Mapped[str] = labelled(
        _("Duty"), String(120), clause="A1.7", hint=_("Post, and what the person answers for")
    )
    phone: Mapped[str] = labelled(_("Office phone"), String(40), clause="A1.7")
    since: Mapped[date] = labelled(_("Serves from"), clause="A1.7")
    filed_on: Mapped[date | None] = labelled(_("Filed on"), clause="A1.7")
    ended_on: Mapped[date | None] = labelled(_("Served until"), clause="A1.7")
    replaces_id: Mapped[int | None] = labelled(
        _("Takes over from"),
        ForeignKey("information_officer.id"),
        clause="A1.7",
        index=True,
        among=serving,
        hint=_("Who served until now, if there was somebody"),
    )

    replaces: Mapped[Any] = relationship(
        "InformationOfficer", foreign_keys=[replaces_id], remote_side="InformationOfficer.id", info=WHOLE
    )
    former: Mapped[list[Any]] = relationship(
        "InformationOfficer",
        primaryjoin="InformationOfficer.replaces_id == remote(foreign(InformationOfficer.id))",
        viewonly=True,
        uselist=True,
        info=WHOLE,
    )
    """Who is replaced, as those who follow are reached."""

    def serves_on(self, day: date) -> bool:
        """Whether she serves that day: filed with the office, begun, and not ended."""
        return self.state == SERVING and self.since <= day

    def __repr__(self) -> str:
        return self.title
