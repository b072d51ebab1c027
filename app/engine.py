"""Offers and takes the steps a matter declares, in one transaction the caller commits.

Knows no page and no matter. What it needs from outside comes in as collaborators, so that the
same engine runs over the database and over plain objects in a property test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.access.actor import PROGRAM, REGISTER, Actor, Standing, acting
from app.collaborators import (
    Clocks,
    Herald,
    Journal,
    Press,
    Reckoner,
    Record,
    Register,
    Review,
    Shredder,
    Taken,
)
from app.sentences import Sentences
from app.timekeeper import day_of
from models.effect import Apart, Consequence, Follow, Open, Resume, Suspend
from models.workflow import Label, Refusal, Restart, State, Transition, Workflow, among


class Refused(Exception):
    """A step may not be taken now; ``refusal`` says why, by which clause and who can clear it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


class NotAllowed(Exception):
    """The actor holds no grant for this step, or no unit it concerns."""


class Stale(Exception):
    """Somebody changed the record since the actor looked at it."""


class Unacceptable(Exception):
    """What was filled in will not do: one sentence for each column."""

    def __init__(self, errors: Mapping[str, Label]) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)


@dataclass(frozen=True)
class Offer:
    """A step shown to an actor, with the refusal if it is not open now."""

    step: Transition
    refusal: Refusal | None = None

    @property
    def calls(self) -> bool:
        """Whether it is her turn to take it."""
        return self.refusal is None and self.step.calls


@dataclass(frozen=True)
class Engine:
    """``offers`` and ``perform``; ``open`` for new records, ``expire`` for periods that ran out."""

    now: Callable[[], datetime]
    today: Callable[[], date]
    clocks: Clocks
    journal: Journal
    press: Press
    shredder: Shredder
    register: Register
    review: Review
    reckoner: Reckoner
    herald: Herald
    flush: Callable[[], None]
    rules: Callable[[], str]
    """The profile new records are worked under."""
    words: Sentences
    consequences: tuple[Consequence, ...] = ()

    # -- asking -----------------------------------------------------------------------

    def offers(self, record: Record, actor: Actor) -> list[Offer]:
        """The steps from here this actor holds a grant for, refused ones with their reason."""
        flow: type[Workflow] = record.workflow
        return [
            Offer(step, self.refusal(record, step, actor))
            for step in flow.leaving(record.state)
            if not step.automatic and step.holds_under(record.rules) and self.standing(record, step, actor)
        ]

    def standing(self, record: Record, step: Transition, actor: Actor) -> Standing | None:
        """Under which standing the actor would take the step: her own, a delegation, or none."""
        if step.automatic and not actor.unrestricted:
            return None
        return actor.standing_on(step.permission, record, joint=step.by_joint, handling=step.by_handling)

    def refusal(self, record: Record, step: Transition, actor: Actor) -> Refusal | None:
        """Why the step may not be taken now, or None. Grants are not looked at here."""
        if record.workflow.states[record.state] not in step.sources:
            return Refusal(self.words.elsewhere, step.clauses)
        if not step.holds_under(record.rules):
            return Refusal(self.words.other_rules, step.clauses)
        if self._meets_itself(record, step, actor):
            return Refusal(self.words.four_eyes, step.clauses, step.roles[0])
        if step.not_of and getattr(record, step.not_of) in actor.seats:
            return Refusal(self.words.own_case, step.clauses, step.roles[0])
        if step.approvals and not any(_stands(record, approval) for approval in step.approvals):
            approval = step.approvals[0]
            return Refusal(self.words.stale_seal, approval.clauses, approval.roles[0])
        return next((g.otherwise for g in step.requires if not g(record, self.today())), None)

    def _meets_itself(self, record: Record, step: Transition, actor: Actor) -> bool:
        apart = [c for c in self.consequences if c.step is step and isinstance(c.effect, Apart)]
        if not (step.separate_from or step.separate_from_author or apart):
            return False
        before = self.journal.takers(record, {s.name for s in step.separate_from})
        if step.separate_from_author:
            before |= self.journal.author(record)
        for consequence in apart:
            names = {taken.name for taken in consequence.effect.steps}  # type: ignore[union-attr]
            for other in _far(record, consequence.to):
                before |= self.journal.takers(other, names)
        return bool(before & actor.persons(type(record).__name__))

    # -- acting -----------------------------------------------------------------------

    def open(self, record: Record, actor: Actor) -> Taken:
        """Register a new record: clocks, number, trail and letter. Raises like ``open_all``.

        The caller commits, or rolls back.
        """
        return self.open_all([(record, "")], actor)[0]

    def open_all(
        self, entered: Sequence[tuple[Record, str]], actor: Actor, *, letter: bool = True
    ) -> Sequence[Taken]:
        """Register new records together, numbered in their order; each with how it came.

        The words beside a record go into its row of the trail; ``letter``: whether they are acknowledged
        today. Raises NotAllowed, Unacceptable, and Refused when a letter cannot be written. Whether the
        actor may register is asked by the page, in whose unit by the scope.
        """
        for record, _came in entered:
            if record.workflow.automatic and not actor.unrestricted:
                raise NotAllowed("only the program registers these")
            record.opened_at, record.opened_by_id = self.now(), actor.id
            record.inherit()
            record.closed_on = self.today() if record.workflow.initial.closed else None
            self.check_opening(record)
        today = self.today()
        taken = [self._opened(record, actor, came, today) for record, came in entered]
        self.flush()
        self.register.number(today, *(one.record for one in taken))
        self.journal.record(*taken)
        for one in taken:
            if letter and one.record.workflow.opening_letter:
                self.press.write(one.record.workflow.opening_letter, one)
        self.herald.tell(*taken)
        return taken

    def _opened(self, record: Record, actor: Actor, came: str, today: date) -> Taken:
        """What is told of the registration; the record's periods begin."""
        initial: State = record.workflow.initial
        standing = actor.standing_on(REGISTER, record)
        taken = Taken(
            step=None,
            record=record,
            source=None,
            target=initial.name,
            actor=actor,
            standing=standing or actor.own,
            on=today,
            at=record.opened_at,
            reason=came,
            changes=self.journal.changes(record),
        )
        self._move_clocks(record, None, initial, today, None)
        self.clocks.refresh(record, today)
        return taken

    def check_opening(self, record: Record) -> None:
        """Check what was entered by hand; raises Unacceptable. Also before saving a correction.

        A record that has no rules yet gets those it is to be worked under.
        """
        record.rules = record.rules or self.rules()
        values = {c: getattr(record, c) for c in record.columns()}
        errors: dict[str, Label] = {}
        for check in record.workflow.opening_checks:
            errors |= check(record, values, self.today())
        if errors:
            raise Unacceptable(errors)

    def perform(
        self,
        record: Record,
        name: str,
        actor: Actor,
        answers: Mapping[str, Any] | None = None,
        *,
        version: int | None = None,
        reason: str = "",
    ) -> Taken:
        """Take one step, or raise; nothing is changed by a step that is refused.

        Raises KeyError (no such step), NotAllowed, Stale, Refused, Unacceptable. The caller commits; or
        rolls back, for that a letter cannot be written (Refused) shows only once its facts are set.
        """
        flow: type[Workflow] = record.workflow
        step = flow.transitions[name]
        standing = self.standing(record, step, actor)
        if standing is None or step.automatic:
            raise NotAllowed(step.name)
        if version is not None and version != record.version:
            raise Stale(step.name)
        if refusal := self.refusal(record, step, actor):
            raise Refused(refusal)
        given = self._accepted(record, step, answers or {}, reason, actor)
        for column, value in given.items():
            setattr(record, column, value)
        if step.sheet:
            self.review.fill(record, step, answers or {}, actor, standing, self.now())
        taken = self._take(record, step, actor, standing, given, reason.strip())
        self.review.keep(taken, answers or {})
        return taken

    def _take(
        self,
        record: Record,
        step: Transition,
        actor: Actor,
        standing: Standing,
        given: Mapping[str, Any],
        reason: str,
        on: date | None = None,
    ) -> Taken:
        source: State = record.workflow.states[record.state]
        target = step.target or source
        day: date = on or day_of(given.get(step.on) or self.today())
        for column, value in step.sets.items():
            setattr(record, column, value(record) if callable(value) else value)
        parts = step.involves.change(record, given, day) if step.involves else {}
        if step.figures:
            self.reckoner.keep(record, actor, standing, self.now(), self.today())
        if step.seals:
            record.sealed_hash = record.content_hash(step.seals)
        if step.extends:
            self.clocks.extend(record, step.extends, given[step.extension_from])
        if target is not source:
            record.enter(target.name)
            record.closed_on = day if target.closed else None
            if target.voids:
                self.register.void(record, reason)
        changes = {**self.journal.changes(record), **parts}
        if step.erases:
            self.shredder.destroy(record, step.erases)
            changes |= {name: {"sealed": True} for name in step.erases}
        taken = Taken(
            step=step,
            record=record,
            source=source.name,
            target=target.name,
            actor=actor,
            standing=standing,
            on=day,
            at=self.now(),
            reason=reason,
            changes=changes,
        )
        self._move_clocks(record, source, target, day, step.restarts)
        self._tell_others(taken)
        self.clocks.refresh(record, self.today())
        if step.numbers:
            self.register.number(day, record, series=step.numbers)
        self.journal.record(taken)
        if step.letter:
            self.press.write(step.letter, taken)
        self._lead_others(taken)
        self.herald.tell(taken)
        return taken

    def expire(self, record: Record, actor: Actor) -> Taken | None:
        """Take the step declared for a period that ran out; it takes effect on the last day.

        None when there is none, or its last day is not over yet. Raises NotAllowed for anybody but the
        program, and like ``perform`` when a letter cannot be written.
        """
        if not actor.unrestricted:
            raise NotAllowed("only the program takes steps by itself")
        for step in record.workflow.leaving(record.state):
            if step.expires is None:
                continue
            last_day = self.clocks.ran_out(record, step.expires, self.today())
            if last_day is not None and not self.refusal(record, step, actor):
                if step.on:
                    setattr(record, step.on, last_day)
                return self._take(record, step, actor, actor.own, {step.on: last_day}, "")
        return None

    # -- what was filled in -----------------------------------------------------------

    def _accepted(
        self, record: Record, step: Transition, answers: Mapping[str, Any], reason: str, actor: Actor
    ) -> dict[str, Any]:
        given = {c: _trimmed(answers.get(c)) for c in (*step.asks, *step.may_ask) if c in answers}
        errors: dict[str, Label] = {c: self.words.missing for c in step.asks if _is_empty(given.get(c))}
        if step.reason and not reason.strip():
            errors["reason"] = self.words.no_reason
        if step.involves and step.involves.bars(given, actor.own.seats):
            errors[step.involves.unit] = self.words.own_unit
        # What stands on a sheet is no column of the record, and is checked all the same.
        told = {**answers, **given} if step.sheet else given
        for check in step.checks:
            errors = {**check(record, told, self.today()), **errors}
        errors = {
            **self.review.errors(record, step, given, answers, reason),
            **self._day_errors(record, step, given),
            **self._end_errors(record, step, given),
            **self._length_errors(step, given),
            **errors,
        }
        if errors:
            raise Unacceptable(errors)
        return given

    def _day_errors(self, record: Record, step: Transition, given: Mapping[str, Any]) -> dict[str, Label]:
        given_day = given.get(step.on)
        if not given_day:
            return {}
        day = day_of(given_day)
        if given_day > (self.now() if isinstance(given_day, datetime) else self.today()):
            return {step.on: self.words.future}
        started = [self.clocks.started_on(record, c) for c in record.workflow.clocks.values()]
        if any(s is not None and day < s for s in started):
            return {step.on: self.words.too_early}
        return {}

    def _end_errors(self, record: Record, step: Transition, given: Mapping[str, Any]) -> dict[str, Label]:
        """A period begun by this step and set shorter than its rule has it needs a reason."""
        return {
            clock.shorter_for: clock.if_shorter or self.words.shorter
            for clock in record.workflow.clocks.values()
            if clock.shorter_for and step.target in clock.runs_in and _is_empty(given.get(clock.shorter_for))
            if (end := given.get(clock.amount_from))
            and end < self.clocks.usual_end(record, clock, day_of(given.get(clock.starts_on) or self.today()))
        }

    def _length_errors(self, step: Transition, given: Mapping[str, Any]) -> dict[str, Label]:
        amount: Any = given.get(step.extension_from)
        if step.extends is None or _is_empty(amount):
            return {}
        if amount < 1:
            return {step.extension_from: self.words.not_positive}
        if amount > step.extends.longest_extension:
            return {step.extension_from: self.words.too_long}
        return {}

    # -- periods ----------------------------------------------------------------------

    def _move_clocks(
        self, record: Record, source: State | None, target: State, day: date, restart: Restart | None
    ) -> None:
        for clock in record.workflow.clocks.values():
            was, runs = source in clock.runs_in, target in clock.runs_in
            begun = self.clocks.started_on(record, clock) is not None
            waits = clock.waits and not getattr(record, clock.starts_on)
            if restart and restart.clock is clock:
                if not waits:
                    self.clocks.start(record, clock, _day_in(record, restart.on, day))
            elif runs and not begun:
                if not waits:
                    self.clocks.start(record, clock, _day_in(record, clock.starts_on, day))
            elif runs and not was:
                self.clocks.resume(record, clock, day, None)
            elif begun and target.closed:
                self.clocks.meet(record, clock, day)
            elif begun and was and not runs:
                if clock.main:
                    self.clocks.suspend(record, clock, day, target.label, None)
                else:
                    self.clocks.meet(record, clock, day)

    def _lead_others(self, taken: Taken) -> None:
        """What hangs on the record follows on the same day; by the program, whoever may write it herself."""
        for consequence in self.consequences:
            effect = consequence.effect
            if consequence.step is not taken.step:
                continue
            with acting(PROGRAM):
                if isinstance(effect, Follow):
                    for other in _far(taken.record, consequence.to):
                        self._follow(other, effect, taken)
                if isinstance(effect, Open) and (begun := taken.record.beginnings(consequence.to)):
                    self.open_all([(other, "") for other in begun], PROGRAM)

    def _follow(self, other: Record, effect: Follow, taken: Taken) -> None:
        if other.workflow.states[other.state] not in effect.step.sources:
            return
        if effect.only is not None and not effect.only(other):
            return
        if effect.step.on:
            setattr(other, effect.step.on, taken.on)
        for name, value in (effect.carries(taken.record) if effect.carries else {}).items():
            setattr(other, name, value)
        self._take(other, effect.step, PROGRAM, PROGRAM.own, {}, taken.reason, taken.on)

    def _tell_others(self, taken: Taken) -> None:
        for consequence in self.consequences:
            if consequence.step is not taken.step or isinstance(consequence.effect, Follow | Open | Apart):
                continue
            other, effect = getattr(taken.record, consequence.to), consequence.effect
            if isinstance(effect, Suspend) and among(effect.profiles, other.rules):
                self.clocks.suspend(other, effect.clock, taken.on, effect.reason, taken.record)
            if isinstance(effect, Resume):
                self.clocks.resume(other, effect.clock, taken.on, taken.record)
            self.clocks.refresh(other, self.today())


def _day_in(record: Record, name: str, day: date) -> date:
    """The day a column holds; ``day`` where it holds none, or where there is no such column."""
    return day_of((getattr(record, name) if name else None) or day)


def _stands(record: Record, approval: Transition) -> bool:
    """Whether what was approved is still what the record says."""
    return bool(record.sealed_hash == record.content_hash(approval.seals))


def _is_empty(answer: Any) -> bool:
    return answer is None or answer == ""


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _far(record: Any, path: str) -> Sequence[Any]:
    """The records at the end of a path of relationships."""
    here: Sequence[Any] = (record,)
    for link in path.split("."):
        here = [other for one in here for other in _each(getattr(one, link))]
    return here


def _each(found: Any) -> Sequence[Any]:
    """The records at a relationship: one, several, or none."""
    if found is None:
        return ()
    # What follows may add to them.
    return tuple(found) if isinstance(found, list) else (found,)
