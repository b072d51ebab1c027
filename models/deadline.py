"""Periods as data: dated rules, the official calendar, each change with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_appbuilder import Model
from flask_babel import lazy_gettext as _
from flask_babel import ngettext
from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, Session, relationship

from models.base import WHOLE, Record
from models.column import Class, Instant, labelled, plain
from models.procedure import day_of_year
from models.workflow import Label, Profile

PERIOD_KINDS = {
    "working_days": _("Working days"),
    "calendar_days": _("Calendar days"),
    "months": _("Months"),
    "hours": _("Hours"),
    "by_date": _("A day of the year"),
}
PROFILES = {
    Profile.SEED_2020.value: _("The county's notice of 2020"),
    Profile.REGULATION_2019.value: _("The Regulation of 2019"),
}
LONGEST = 400
"""Units a period may have."""
LAST_DAY = 1231
"""31 December, as ``by_date`` has it: the month, and two digits of the day."""
DAY_KINDS = {"off": _("Day off"), "work": _("Make-up working day")}


def problem(amount: int, warn: int, kind: str) -> tuple[str, Label] | None:
    """The column that no rule can have so, and why; None where it can."""
    if kind == "by_date":
        try:
            day_of_year(amount, 1)
        except ValueError:
            return "amount", _("Give the month and two digits of the day: 131 is 31 January")
        return None if 0 <= warn <= LONGEST else ("warn", _("Warn 400 days before at most"))
    if not 1 <= amount <= LONGEST:
        return "amount", _("Give a length from 1 to 400")
    return None if 0 <= warn <= amount else ("warn", _("The warning cannot begin before the period"))


def length(amount: int, kind: str) -> str:
    """An amount of a kind of ``PERIOD_KINDS`` in the reader's words: 20 working days."""
    match kind:
        case "by_date":
            month, day = divmod(amount, 100)
            return str(_("by %(month)s-%(day)s", month=month, day=day))
        case "working_days":
            return str(ngettext("%(num)s working day", "%(num)s working days", amount))
        case "calendar_days":
            return str(ngettext("%(num)s day", "%(num)s days", amount))
        case "months":
            return str(ngettext("%(num)s month", "%(num)s months", amount))
    return str(ngettext("%(num)s hour", "%(num)s hours", amount))


def warned_in(kind: str) -> str:
    """The kind its warning is counted in: months and days of the year are warned of by the day."""
    return "calendar_days" if kind in {"months", "by_date"} else kind


class DeadlineRule(Model):
    """How long a declared clock runs from a day on; never changed, only followed by a later one."""

    __tablename__ = "deadline_rule"
    __table_args__ = (Index(None, "code", "profile", "valid_from"),)
    trailed = True

    id: Mapped[int] = plain(primary_key=True)
    code: Mapped[str] = labelled(_("Clock"), String(80), klass=Class.PUBLIC)
    profile: Mapped[str] = labelled(_("Rules"), klass=Class.PUBLIC, choices=PROFILES)
    kind: Mapped[str] = labelled(_("Counted in"), klass=Class.PUBLIC, choices=PERIOD_KINDS)
    amount: Mapped[int] = labelled(_("Length"), klass=Class.PUBLIC)
    warn: Mapped[int] = labelled(_("Warn when left"), klass=Class.PUBLIC, default=0)
    clause: Mapped[str] = labelled(_("Clause"), String(40), klass=Class.PUBLIC)
    valid_from: Mapped[date] = labelled(_("In force from"), klass=Class.PUBLIC)
    reason: Mapped[str] = labelled(_("Reason"), String(200))
    entered_at: Mapped[datetime] = labelled(_("Entered at"), Instant)
    entered_by_id: Mapped[int | None] = plain(ForeignKey("ab_user.id"))

    def __repr__(self) -> str:
        return f"{self.code} {self.amount} {self.kind}"


class RunningClock(Model):
    """One clock of one record: events only; the due date is a cache the derivation can prove."""

    __tablename__ = "running_clock"

    id: Mapped[int] = plain(primary_key=True)
    record_id: Mapped[int] = plain(ForeignKey("record.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = labelled(_("Clock"), String(40))
    rule_id: Mapped[int] = plain(ForeignKey("deadline_rule.id"))
    started_on: Mapped[date] = labelled(_("Started on"))
    started_at: Mapped[datetime | None] = plain(Instant)
    """Of a period in hours: when it began, and when it was met."""
    met_at: Mapped[datetime | None] = plain(Instant)
    fixed_on: Mapped[date | None] = labelled(_("Date set by the body"))
    extension: Mapped[int] = labelled(_("Extended by"), default=0)
    due_before: Mapped[date | None] = labelled(_("Due before the extension"))
    met_on: Mapped[date | None] = labelled(_("Met on"))
    due_on: Mapped[date | None] = labelled(_("Due on"))
    warn_on: Mapped[date | None] = labelled(_("Warn on"))
    provisional: Mapped[bool] = labelled(_("Provisional"), default=False)
    paused: Mapped[bool] = labelled(_("Paused"), default=False)
    days_left: Mapped[int | None] = plain()
    """While it stands still: no day that passes changes it."""

    rule: Mapped[DeadlineRule] = relationship(lazy="joined", innerjoin=True)
    record: Mapped[Record] = relationship(back_populates="clocks")
    suspensions: Mapped[list[Suspension]] = relationship(
        back_populates="clock", cascade="all, delete-orphan", order_by="Suspension.id", info=WHOLE
    )


class Suspension(Model):
    """A stretch that does not count (附件8 第十条): since the day asked, until the day answered."""

    __tablename__ = "suspension"

    id: Mapped[int] = plain(primary_key=True)
    clock_id: Mapped[int] = plain(ForeignKey("running_clock.id", ondelete="CASCADE"), index=True)
    cause_id: Mapped[int | None] = plain(ForeignKey("record.id"), index=True)
    reason: Mapped[str] = labelled(_("Reason"), String(200))
    since: Mapped[date] = labelled(_("Since"))
    until: Mapped[date | None] = labelled(_("Until"))

    clock: Mapped[RunningClock] = relationship(back_populates="suspensions")


class CalendarYear(Model):
    """A year whose official notice has been loaded; a year without one is provisional."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = labelled(_("Year"), klass=Class.PUBLIC, primary_key=True, autoincrement=False)
    source: Mapped[str] = labelled(_("Notice"), String(200), klass=Class.PUBLIC)
    text: Mapped[str | None] = labelled(_("Text of the notice"), Text, klass=Class.PUBLIC)
    loaded_at: Mapped[datetime] = labelled(_("Loaded at"), Instant)
    loaded_by_id: Mapped[int | None] = plain(ForeignKey("ab_user.id"))


class CalendarDay(Model):
    """A day that differs from Monday to Friday: off, or worked in exchange (调休)."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = labelled(_("Day"), klass=Class.PUBLIC, primary_key=True)
    kind: Mapped[str] = labelled(_("Kind"), klass=Class.PUBLIC, choices=DAY_KINDS)
    source: Mapped[str] = labelled(_("Source"), String(200), klass=Class.PUBLIC)

    def __repr__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.kind}"


class Setting(Model):
    """A setting an administrator changes in the browser; the environment gives the first value."""

    __tablename__ = "setting"
    trailed = True

    name: Mapped[str] = labelled(_("Setting"), String(60), primary_key=True)
    value: Mapped[str] = labelled(_("Value"), String(400))
    version: Mapped[int] = plain()

    __mapper_args__: dict[str, Any] = {"version_id_col": version}


@dataclass(frozen=True)
class Switch:
    """Something the county may use or leave, off until a system administrator switches it on."""

    name: str
    """Of the setting that holds ``on``."""
    label: Label
    hint: Label
    clause: str

    def is_on(self, session: Session | None) -> bool:
        """Whether it is on; off where nobody can be asked."""
        setting = session.get(Setting, self.name) if session else None
        return setting is not None and setting.value == "on"

    def turn(self, session: Session, *, on: bool) -> None:
        """Switch it; the caller commits, and tells the reason."""
        value, setting = "on" if on else "off", session.get(Setting, self.name)
        if setting is None:
            session.add(Setting(name=self.name, value=value))
        else:
            setting.value = value
