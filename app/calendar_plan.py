"""What entering days does to the official calendar: planned, looked at, and only then carried out.

A notice arranges a whole year and announces it; the last days of the December before may belong to
it. An amendment (one festival moved) and a single day change a year that is announced already, and
never announce another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app import recompute
from app.access.actor import PROGRAM, Actor, acting
from app.audit.trail import Trail
from app.periods.calendar import Calendar, Label, Override
from app.periods.notice import Notice
from app.periods.seed import official_notices
from models.deadline import CalendarDay, CalendarYear

CLAUSES = ("A8.10",)
SATURDAY = 5


class NotAnnounced(ValueError):
    """Days of a year were to be changed whose notice is not loaded; ``year`` says which."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year} is not announced")
        self.year = year


class NotAWeekend(ValueError):
    """A day from Monday to Friday was to be a make-up working day."""


@dataclass(frozen=True)
class Difference:
    """One day that will be something else."""

    day: date
    before: Label
    after: Label


@dataclass(frozen=True)
class Plan:
    """Days to enter and to take out; ``announces`` when the arrangement of the year is complete."""

    year: int
    source: str
    text: str | None
    announces: bool
    entered: Mapping[date, Override]
    removed: frozenset[date] = frozenset()

    def applied_to(self, calendar: Calendar) -> Calendar:
        """The calendar as it will be."""
        kept = {day: entry for day, entry in calendar.overrides.items() if day not in self.removed}
        announced = calendar.announced | ({self.year} if self.announces else set())
        return Calendar(kept | dict(self.entered), announced, calendar.certain)

    def differences(self, calendar: Calendar) -> list[Difference]:
        """The days whose kind changes, in order."""
        after = self.applied_to(calendar)
        statutory = {day for day in calendar.certain if self.announces and day.year == self.year}
        touched = sorted(self.removed | self.entered.keys() | statutory)
        found = (Difference(day, calendar.label(day), after.label(day)) for day in touched)
        return [one for one in found if one.before.kind != one.after.kind]


def whole_year(calendar: Calendar, notice: Notice, text: str | None) -> Plan:
    """The arrangement replaces what was known of its year; ``text`` is the notice's own, if it is at hand."""
    following = f"{notice.year + 1}年"

    def belongs_to_the_next(day: date) -> bool:
        # Days around New Year are arranged by the notice of the year that begins, and say so.
        return day.month == 12 and following in calendar.overrides[day].source

    removed = {
        day
        for day in calendar.overrides
        if day.year == notice.year and day not in notice.days and not belongs_to_the_next(day)
    }
    return Plan(notice.year, _source(notice), text, True, notice.days, frozenset(removed))


def amendment(calendar: Calendar, notice: Notice) -> Plan:
    """The days are merged into a year announced before; raises NotAnnounced."""
    _assert_announced(calendar, notice.year)
    return Plan(notice.year, _source(notice), None, False, notice.days)


def single_day(calendar: Calendar, day: date, override: Override | None) -> Plan:
    """One day becomes off, a make-up day, or (None) what its weekday says.

    Raises NotAnnounced, and NotAWeekend for a make-up day from Monday to Friday.
    """
    _assert_announced(calendar, day.year)
    if override is None:
        known = frozenset({day} & calendar.overrides.keys())
        return Plan(day.year, "", None, False, {}, known)
    if override.kind == "work" and day.weekday() < SATURDAY:
        raise NotAWeekend(day.isoformat())
    return Plan(day.year, override.source, None, False, {day: override})


def _assert_announced(calendar: Calendar, year: int) -> None:
    if year not in calendar.announced:
        raise NotAnnounced(year)


def _source(notice: Notice) -> str:
    """The title of the text behind the last day: the days before it may be of the December before."""
    return notice.days[max(notice.days)].source


# -- carrying it out ------------------------------------------------------------------


def carry_out(
    session: Session, plan: Plan, calendar: Calendar, *, today: date, trail: Trail, actor: Actor, reason: str
) -> list[recompute.Moved]:
    """Enter the days and recompute every open record in the same transaction; the caller commits.

    ``calendar`` is the one the plan was made for. One row of the trail tells of the days, one more of
    each record whose date moved.
    """
    differences = plan.differences(calendar)
    _enter(session, plan, trail, actor)
    trail.write(
        "admin",
        actor=actor,
        subject=" ".join(filter(None, (f"calendar {plan.year}", plan.source))),
        changes={
            "days": {
                "from": [f"{one.day} {one.before.kind}" for one in differences],
                "to": [f"{one.day} {one.after.kind}" for one in differences],
            }
        },
        reason=reason,
        clauses=CLAUSES,
    )
    session.flush()
    # Whoever keeps the calendar need not see the records it moves (separation of duties).
    with acting(PROGRAM):
        moved = recompute.apply(
            session,
            plan.applied_to(calendar),
            today,
            trail=trail,
            actor=actor,
            reason=": ".join(filter(None, (plan.source, reason))),
        )
        session.flush()
    return moved


def carry_out_shipped(
    session: Session, calendar: Calendar, *, today: date, trail: Trail, actor: Actor, reason: str
) -> list[recompute.Moved]:
    """Enter the official years this program ships with and ``calendar`` lacks; the caller commits.

    Each is a notice of its year like one that was pasted; a year the county has loaded stays as it is.
    """
    moved: list[recompute.Moved] = []
    for notice in official_notices():
        if notice.year not in calendar.announced:
            plan = whole_year(calendar, notice, None)
            moved += carry_out(session, plan, calendar, today=today, trail=trail, actor=actor, reason=reason)
            calendar = plan.applied_to(calendar)
    return moved


def _enter(session: Session, plan: Plan, trail: Trail, actor: Actor) -> None:
    for day in sorted(plan.removed):
        session.delete(session.get_one(CalendarDay, day))
    for day, override in sorted(plan.entered.items()):
        session.merge(CalendarDay(day=day, kind=override.kind, source=override.source))
    year = session.get(CalendarYear, plan.year)
    if year is None:
        year = CalendarYear(year=plan.year)
        session.add(year)
    if plan.announces:
        year.source, year.text = plan.source, plan.text
    # Every process reads the calendar again when a year was entered anew.
    year.loaded_at, year.loaded_by_id = trail.now(), actor.id
