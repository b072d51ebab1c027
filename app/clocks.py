"""Keeps the periods of records: writes events, derives due dates, keeps the cache lists sort by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import force_locale
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language import OFFICE_LANGUAGE
from app.periods.calendar import Calendar
from app.periods.deadline import Deadline, Events, Line, Rule, derive, explain, standing
from app.periods.deadline import Suspension as Stretch
from app.remembered import Remembered, Shelf
from models.base import MET, Record
from models.deadline import DeadlineRule, RunningClock, Suspension
from models.workflow import Clock, Label


def _read(session: Session) -> Mapping[tuple[str, str], Sequence[tuple[date, int]]]:
    """Of each clock under each profile the days rules are in force from, the latest first."""
    found: dict[tuple[str, str], list[tuple[date, int]]] = defaultdict(list)
    rules = select(DeadlineRule.code, DeadlineRule.profile, DeadlineRule.valid_from, DeadlineRule.id)
    for code, profile, valid_from, rule_id in session.execute(rules):
        found[code, profile].append((valid_from, rule_id))
    return {key: sorted(days, reverse=True) for key, days in found.items()}


# A rule is never changed and never deleted.
RULES = Shelf(stamp=(select(func.max(DeadlineRule.id)).scalar_subquery(),), read=_read)


class RecordClocks:
    """The engine's clocks over the database."""

    def __init__(
        self,
        session: Callable[[], Session],
        calendar: Callable[[], Calendar],
        remembered: Remembered | None = None,
    ) -> None:
        self._session, self._calendar = session, calendar
        self._remembered = remembered or Remembered(RULES)

    # -- events -----------------------------------------------------------------------

    def start(self, record: Record, clock: Clock, on: date) -> None:
        """Begin (or begin anew) under the rule in force that day; a profile without one has no clock.

        A run that is begun anew is over; who is still being asked then stops the new one too. A last day
        nobody set by hand is told to the record.
        """
        rule = self.rule(record, clock, on)
        if rule is None:
            return
        fixed = (getattr(record, clock.amount_from) or None) if clock.may_be_set(record.rules) else None
        former = record.clock(clock)
        waiting = [s for s in former.suspensions if s.until is None and s.cause_id] if former else []
        run = RunningClock(
            name=clock.name,
            rule=rule,
            started_on=on,
            fixed_on=fixed,
            extension=0,
            suspensions=[
                Suspension(since=max(s.since, on), reason=s.reason, cause_id=s.cause_id) for s in waiting
            ],
        )
        self.meet(record, clock, on)
        record.clocks.append(run)
        if clock.amount_from and fixed is None:
            setattr(record, clock.amount_from, self.deadline(run, on).due)

    def rule(self, record: Record, clock: Clock, on: date) -> DeadlineRule | None:
        """The rule a clock of this record starts under on a day; a record keeps the rule of its day."""
        session, code = self._session(), record.workflow.rule_code(clock, clock.case_of(record))
        rules = self._remembered.content(RULES, session).get((code, record.rules), ())
        in_force = next((rule_id for valid_from, rule_id in rules if valid_from <= on), None)
        return None if in_force is None else session.get_one(DeadlineRule, in_force)

    def correct_start(self, record: Record, clock: Clock, on: date | None) -> None:
        """The start day or the case was entered wrongly: a clock in its first run counts by the right one.

        Under the rule of the right day, too; a day before the first rule leaves the one it has. The same
        day and case again change nothing, whatever rules were entered since.
        """
        runs = [run for run in record.clocks if run.name == clock.name]
        if on is None or len(runs) != 1 or runs[0].met_on is not None:
            return
        code = record.workflow.rule_code(clock, clock.case_of(record))
        if runs[0].started_on != on or runs[0].rule.code != code:
            runs[0].rule = self.rule(record, clock, on) or runs[0].rule
            runs[0].started_on = on

    def correct_end(self, record: Record, clock: Clock) -> None:
        """The last day set by hand was entered wrongly: a clock that runs counts to the right one."""
        run = record.clock(clock) if clock.may_be_set(record.rules) else None
        day: date | None = getattr(record, clock.amount_from) if run is not None else None
        if run is not None and run.met_on is None and day not in {None, run.due_on}:
            run.fixed_on = day

    def meet(self, record: Record, clock: Clock, on: date) -> None:
        """The period is kept, or over, on that day; open suspensions end with it."""
        run = record.clock(clock)
        if run is None or run.met_on:
            return
        run.met_on = max(on, run.started_on)
        for stretch in run.suspensions:
            if stretch.until is None:
                stretch.until = max(on, stretch.since)

    def extend(self, record: Record, clock: Clock, amount: int) -> None:
        """Lengthen the running period, in the unit of its rule."""
        run = record.clock(clock)
        if run is not None:
            run.due_before = run.due_on
            run.extension += amount

    def suspend(self, record: Record, clock: Clock, on: date, reason: Label, cause: Any) -> None:
        """Stop counting from that day on, because of ``cause`` (another record) or the record's own state."""
        run = record.clock(clock)
        if run is not None and not run.met_on:
            cause_id = cause.id if cause is not None else None
            with force_locale(OFFICE_LANGUAGE):
                words = str(reason)
            run.suspensions.append(Suspension(since=on, reason=words, cause_id=cause_id))

    def resume(self, record: Record, clock: Clock, on: date, cause: Any) -> None:
        """Count again after that day; a suspension of another cause stays open.

        What another record caused ends with its reply also when that is entered after the silence was.
        """
        run = record.clock(clock)
        cause_id = cause.id if cause is not None else None
        for stretch in run.suspensions if run is not None else []:
            replied_before = stretch.until is not None and cause is not None and on < stretch.until
            if stretch.cause_id == cause_id and (stretch.until is None or replied_before):
                stretch.until = max(on, stretch.since)

    # -- derived ----------------------------------------------------------------------

    def started_on(self, record: Record, clock: Clock) -> date | None:
        """The day the latest run began, or None when it never did."""
        run = record.clock(clock)
        return run.started_on if run is not None else None

    def ran_out(self, record: Record, clock: Clock, today: date) -> date | None:
        """The last day of the period when it is over and was not kept."""
        run = record.clock(clock)
        if run is None or run.met_on:
            return None
        due = self.deadline(run, today).due
        return due if due is not None and due < today else None

    def usual_end(self, record: Record, clock: Clock, on: date) -> date:
        """The last day of a clock that begins on a day and nobody sets by hand; that day without a rule.

        Calendar days are counted as they are: whoever gives all of them gives no less, though a last day off
        is moved on.
        """
        rule = self.rule(record, clock, on)
        if rule is None:
            return on
        if rule.kind == "calendar_days":
            return on + timedelta(days=rule.amount)
        run = RunningClock(name=clock.name, rule=rule, started_on=on, extension=0, suspensions=[])
        return self.deadline(run, on).due or on

    def deadline(self, run: RunningClock, today: date) -> Deadline:
        """The deadline of one run as it stands on a day."""
        return derive(events(run), self._calendar(), today)

    def on_card(self, record: Record, today: date) -> Deadline:
        """The deadline of a leading period that is not met, from what the record keeps of it."""
        return standing(
            record.due_on,
            record.warn_on,
            provisional=record.provisional,
            left=record.days_left,
            in_working_days=record.counted_in == "working_days",
            calendar=self._calendar(),
            today=today,
        )

    def why(self, run: RunningClock, today: date) -> tuple[Line, ...]:
        """The counted days, one by one."""
        return explain(events(run), self._calendar(), today)

    def refresh(self, record: Record, today: date) -> None:
        """Write the derived dates of the latest runs into their cache, the leading one's onto the record."""
        for clock in record.workflow.clocks.values():
            run = record.clock(clock)
            if run is None:
                continue
            deadline = self.deadline(run, today)
            run.due_on, run.warn_on = deadline.due, deadline.warn_on
            run.provisional, run.paused = deadline.provisional, deadline.paused
            run.days_left = deadline.days_left if deadline.paused else None
            if run is record.leading_run():
                record.due_on, record.warn_on = run.due_on, run.warn_on
                record.provisional, record.paused = run.provisional, run.paused
                record.days_left, record.counted_in = run.days_left, _counted_in(run)
        if record.counted_in is None:
            record.counted_in = ""


def _counted_in(run: RunningClock) -> str:
    if run.met_on is not None:
        return MET
    return "working_days" if events(run).rule.kind == "working_days" else "days"


def events(run: RunningClock) -> Events:
    """What happened to one run, as the derivation wants it."""
    rule = run.rule
    if run.fixed_on is not None:
        length = max(1, (run.fixed_on - run.started_on).days)
        period = Rule(rule.code, "calendar_days", length, rule.warn, rule.clause, rule.valid_from)
    else:
        period = Rule(rule.code, rule.kind, rule.amount, rule.warn, rule.clause, rule.valid_from)  # type: ignore[arg-type]
    return Events(
        started=run.started_on,
        rule=period,
        suspensions=tuple(Stretch(s.since, s.until, s.reason) for s in run.suspensions),
        extension=run.extension,
        met=run.met_on,
    )
