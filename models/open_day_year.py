"""Which units owe an open day in a year: 政府开放日 (附件10 三(三)), listed by the county office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Text, select
from sqlalchemy.orm import Mapped, object_session, relationship, validates

from models.base import WHOLE, Record
from models.column import Class, labelled, plain
from models.roles import CLERK, LEADING_GROUP, OFFICE_REVIEWER
from models.shared_rules import FIRST_YEAR, LAST_YEAR, year_is_one
from models.workflow import SYSTEM, Clock, Errors, Label, Period, Series, State, Transition, Workflow, guard
from models.yearly import one_a_year

ONE_A_YEAR = ("A10.3.3",)
KEEPERS = (OFFICE_REVIEWER, LEADING_GROUP)

VOLUNTARY = "voluntary"
CLOSE_TO = {
    "economy": _("Economic development"),
    "livelihood": _("People's livelihood"),
    "social": _("Social affairs"),
    VOLUNTARY: _("None of these, by its own will"),
}
"""What a unit is close to that owes one (附件10 三(三)); any other may hold one."""


def _is_listed(number: str) -> Label:
    return _("This unit is listed for that year: %(number)s", number=number)


def year_is_not_over(_listed: Any, values: Mapping[str, Any], today: date) -> Errors:
    """Nobody owes a day in a year that is gone."""
    year = values.get("year")
    return {"year": _("This year is over")} if year is not None and year < today.year else {}


@guard(
    _("No open day of this year is recorded as held; every unit so close to people owes one a year"),
    clauses=ONE_A_YEAR,
    cleared_by=CLERK,
)
def open_day_was_held(listed: Any, _today: date) -> bool:
    return any(day.state == "held" for day in listed.open_days)


class OpenDayYearFlow(
    Workflow,
    label=_("Open days of a year"),
    clauses=ONE_A_YEAR,
    registered_by=KEEPERS,
    numbering=Series("开放年"),
    opening_checks=(year_is_one, year_is_not_over, one_a_year(_is_listed)),
):
    owed = State(_("Open day not held yet"), initial=True)
    confirmed = State(_("Held and confirmed"), final=True)
    missed = State(_("Not held in the year"), final=True, aside=True)
    struck = State(_("Struck off"), final=True, aside=True)

    year_period = Clock(
        _("Hold an open day"),
        tuple(Period(365, "calendar_days", warn=90, case=case) for case in CLOSE_TO if case != VOLUNTARY),
        clauses=ONE_A_YEAR,
        runs_in=(owed,),
        amount_from="owed_until",
        by="close_to",
        names=CLOSE_TO,
        main=True,
    )

    remind = Transition(
        _("Remind the unit of its open day"),
        owed,
        None,
        by=KEEPERS,
        clauses=ONE_A_YEAR,
        asks=("reminded_on", "reminder"),
        on="reminded_on",
        anytime=True,
    )
    confirm = Transition(
        _("Confirm the open day"),
        owed,
        confirmed,
        by=KEEPERS,
        clauses=ONE_A_YEAR,
        requires=(open_day_was_held,),
        hint=_("The unit is listed for the next year by itself."),
    )
    miss = Transition(
        _("The year has passed"), owed, missed, by=SYSTEM, clauses=ONE_A_YEAR, expires=year_period
    )
    strike = Transition(
        _("Strike the unit off"),
        owed,
        struck,
        by=KEEPERS,
        clauses=ONE_A_YEAR,
        reason=True,
        danger=True,
        hint=_("It owes no open day in this year, and is not listed for the next one."),
    )


class OpenDayYear(Record):
    """One unit in one year."""

    __tablename__ = "open_day_year"
    workflow = OpenDayYearFlow
    slug = "open-day-years"
    purposes = ("other",)

    id: Mapped[int] = plain(ForeignKey("record.id"), primary_key=True)
    year: Mapped[int] = labelled(_("Year"), klass=Class.PUBLIC, index=True, clause="A10.3.3")
    close_to: Mapped[str] = labelled(
        _("What it is close to"), klass=Class.PUBLIC, choices=CLOSE_TO, clause="A10.3.3"
    )
    owed_until: Mapped[date | None] = labelled(_("Owed until"), klass=Class.PUBLIC, clause="A10.3.3")
    reminded_on: Mapped[date | None] = labelled(_("Reminded on"), clause="A10.3.3")
    reminder: Mapped[str | None] = labelled(_("Reminder of the open day"), Text, clause="A10.3.3")
    former_id: Mapped[int | None] = plain(ForeignKey("open_day_year.id"))

    open_days: Mapped[list[Any]] = relationship(
        "OpenDay",
        foreign_keys="OpenDay.open_day_year_id",
        back_populates="open_day_year",
        order_by="OpenDay.id",
        info=WHOLE,
    )
    later: Mapped[list[Any]] = relationship(
        "OpenDayYear", foreign_keys=[former_id], remote_side="OpenDayYear.former_id", info=WHOLE
    )

    @validates("year")
    def _owed_until_its_end(self, _key: str, year: int) -> int:
        if FIRST_YEAR <= year <= LAST_YEAR:
            self.owed_until = date(year, 12, 31)
        return year

    def beginnings(self, link: str) -> list[Any]:
        """The same unit in the next year, unless it is there, or owes none."""
        session, model, year = object_session(self), type(self), self.year + 1
        listed = select(model.id).where(model.unit_id == self.unit_id, model.year == year)
        if self.close_to == VOLUNTARY or (session is not None and session.scalar(listed.limit(1))):
            return []
        shared = {"title": self.title, "close_to": self.close_to, "rules": self.rules}
        begun = model(year=year, unit_id=self.unit_id, **shared)
        getattr(self, link).append(begun)
        return [begun]
