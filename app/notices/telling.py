"""Who is told of what: after a step, and when a period reaches its next stage (ADR 0012).

A step leaves one job in its transaction, a stage one job of its own: whom to tell is found out outside both.
Whoever took the step is never told of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from flask_appbuilder.security.sqla.models import User
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from app import storage
from app.access.accounts import shown_email
from app.access.actor import PROGRAM
from app.access.loading import holding
from app.access.turn import called
from app.clocks import events
from app.collaborators import Taken
from app.jobs.port import Jobs, task
from app.jobs.running import Running
from app.notices.choices import wanted
from app.notices.delivery import announce
from app.parts import Parts
from app.periods import hours
from app.periods.stages import Stage, stage
from app.timekeeper import OFFICE_TIME, office_day
from models.base import Record
from models.deadline import RunningClock
from models.effect import Resume, Suspend
from models.notice import ASSIGNED, IN_TIME, INBOX, MAIL, RETURNED, URGED, WAITING, Notice, Told
from models.unit import Membership

MORNING = time(8, 30)
"""When the office begins, in its own time: what time brings about is mailed then, and so is the summary."""
_CHUNK = 500
"""Running periods looked at between two looks at the database."""


class Herald:
    """What the engine tells of: one job a step, in its transaction."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def tell(self, *taken: Taken) -> None:
        """Have it found out later whom these steps concern."""
        self._jobs.ask("tell_step", [_payload(one) for one in taken])


def _payload(taken: Taken) -> dict[str, Any]:
    record = taken.record
    return {
        "record": record.id,
        "step": taken.step.name if taken.step else "",
        "source": taken.source or "",
        "target": taken.target,
        "by": taken.actor.id,
        "assigned": record.handling_unit_id is not None and "handling_unit_id" in taken.changes,
    }


# -- after a step ---------------------------------------------------------------------


@task("tell_step", label=_("Notices of a step"))
def tell_step(
    job: Running, *, record: int, step: str, source: str, target: str, by: int | None, assigned: bool
) -> None:
    """Tell who can go on: that it is urged, came back, was given to them, or that it is their turn.

    Of a record that has moved on meanwhile the next job tells; of other matters' records the step leads to,
    only whose turn it has become.
    """
    session, now = job.session, job.parts.time.now()
    row = session.get(Record, record)
    if row is None:
        return
    turns = {
        one.id: called(session, job.parts.engine, one, now) for one in (row, *_led(job.parts, row, step))
    }
    here = row.state == target
    returned = here and row.workflow.leads_back(source, target)
    unit = row.handling_unit_id if here and assigned else None
    given = _posted(session, unit, turns[record], now) if unit is not None else set()
    taken = row.workflow.transitions.get(step)
    urged = turns[record].keys() - {by} if taken is not None and taken.urges else set()
    with job.effects() as session:
        tell(session, job.parts, URGED, record, urged, key=str(job.id))
        for record_id, turn in turns.items():
            news = _news(session, record_id, turn) - {by}
            if record_id == record and returned:
                tell(session, job.parts, RETURNED, record_id, turn.keys() - {by}, key=str(job.id))
                continue
            new_in_hand = given - {by} if record_id == record else set()
            tell(session, job.parts, ASSIGNED, record_id, new_in_hand, key=str(job.id))
            tell(session, job.parts, WAITING, record_id, news - new_in_hand, key=str(job.id))


def _led(made: Parts, record: Record, step: str) -> list[Record]:
    """The records of other matters on which the step had an effect; those that followed have their own."""
    taken = record.workflow.transitions.get(step)
    links = (
        getattr(record, consequence.to)
        for consequence in made.engine.consequences
        if consequence.step is taken and isinstance(consequence.effect, Suspend | Resume)
    )
    return [other for link in links for other in (link if isinstance(link, list) else [link])]


def _news(session: Session, record_id: int, turn: dict[int, list[str]]) -> set[int]:
    """Those who can take a step they could not take when it was last looked at; remembers who can now."""
    told = _memory(session, record_id)
    before, told.open_to = told.open_to, {str(person): steps for person, steps in turn.items()}
    return {person for person, steps in turn.items() if set(steps) - set(before.get(str(person), ()))}


def _memory(session: Session, record_id: int) -> Told:
    """What was told of a record, held until the transaction ends."""
    told = session.get(Told, record_id, with_for_update=True)
    if told is None:
        told = Told(record_id=record_id, open_to={}, stages={})
        session.add(told)
    return told


def _posted(session: Session, unit_id: int, people: Collection[int], now: datetime) -> set[int]:
    """Those of these people who have a post in the unit itself."""
    posts = select(Membership.user_id).where(
        Membership.unit_id == unit_id, Membership.user_id.in_(people), *holding(office_day(now))
    )
    return set(session.scalars(posts))


# -- as time goes by ------------------------------------------------------------------


@task("notices", label=_("Periods that reach their next stage"), every=timedelta(hours=1))
def look_at_periods(job: Running) -> None:
    """Ask for one job a period that has reached another stage.

    On days nobody works, nothing is told but of periods in hours, which go on.
    """
    made = job.parts
    working, last = made.calendar.calendar().is_working(made.time.today()), 0
    while runs := _running(job.session, last, RunningClock.started_at.is_not(None) | working):
        last = runs[-1][0].id
        found = list(_reached(made, runs))
        job.session.rollback()
        with storage.writing():
            for clock, mark in found:
                told = {"clock": clock, "mark": mark}
                made.jobs.enqueue("tell_stage", told, key=f"tell:{clock}:{mark}", actor=PROGRAM)
            job.session.commit()


def _running(
    session: Session, after: int, among: ColumnElement[bool]
) -> list[tuple[RunningClock, dict[str, Any] | None]]:
    found = (
        select(RunningClock, Told.stages)
        .join(Record, Record.id == RunningClock.record_id)
        .outerjoin(Told, Told.record_id == RunningClock.record_id)
        .where(RunningClock.met_on.is_(None), Record.closed_on.is_(None), RunningClock.id > after, among)
        .options(selectinload(RunningClock.suspensions))
        .order_by(RunningClock.id)
        .limit(_CHUNK)
    )
    return [(run, stages) for run, stages in session.execute(found)]


def _reached(
    made: Parts, runs: list[tuple[RunningClock, dict[str, Any] | None]]
) -> Iterator[tuple[int, str]]:
    """The periods that are at a stage which was not told yet, each with the mark of that stage."""
    for run, stages in runs:
        reached = _stage(made, run)
        if reached is not None and (stages or {}).get(str(run.id)) != _mark(reached):
            yield run.id, _mark(reached)


def _stage(made: Parts, run: RunningClock) -> Stage | None:
    if run.started_at is not None:
        return hours.stage(events(run), made.time.now())
    return stage(events(run), made.calendar.calendar(), made.time.today())


def _mark(reached: Stage) -> str:
    return f"{reached.kind}:{reached.since}"


@task("tell_stage", label=_("Notices of a period"))
def tell_stage(job: Running, *, clock: int, mark: str) -> None:
    """Tell whose turn it is, once a stage of a period; one that has gone by meanwhile is told no more."""
    session, made = job.session, job.parts
    run = session.get(RunningClock, clock)
    reached = _stage(made, run) if run is not None else None
    if run is None or reached is None or _mark(reached) != mark:
        return
    record_id, name, pressing = run.record_id, run.name, run.started_at is not None
    turn = called(session, made.engine, run.record, made.time.now())
    with job.effects() as session:
        told = _memory(session, record_id)
        if told.stages.get(str(clock)) != mark:
            told.stages = {**told.stages, str(clock): mark}
            key = f"{clock}:{reached.since}"
            tell(session, made, reached.kind, record_id, turn, key=key, clock=name, pressing=pressing)


# -- telling --------------------------------------------------------------------------


def tell(
    session: Session,
    made: Parts,
    kind: str,
    record_id: int,
    people: Collection[int],
    *,
    key: str,
    clock: str = "",
    pressing: bool = False,
) -> None:
    """Write one notice a person, by the channels she wants, and have the other programs told.

    What time brings about is told to programs also when nobody can do anything about it; mail about it waits
    for the office to open, unless it is ``pressing``.
    """
    if people or kind in IN_TIME:
        announce(session, made.jobs, kind, session.get_one(Record, record_id), clock)
    if not people:
        return
    whole = f"{kind}:{record_id}:{key}"
    before = set(
        session.scalars(select(Notice.user_id).where(Notice.key == whole, Notice.user_id.in_(people)))
    )
    chosen = wanted(session, people)
    users = {user.id: user for user in session.scalars(select(User).where(User.id.in_(people)))}
    for person in sorted(set(people) - before):
        by_mail = (kind, MAIL) in chosen[person] and bool(shown_email(users[person]))
        in_inbox = (kind, INBOX) in chosen[person]
        if not (by_mail or in_inbox):
            continue
        notice = Notice(
            user_id=person,
            record_id=record_id,
            kind=kind,
            clock=clock,
            key=whole,
            shown=in_inbox,
            created_at=made.time.now(),
        )
        session.add(notice)
        session.flush()
        if by_mail:
            after = opening(made.time.now()) if kind in IN_TIME and not pressing else None
            made.jobs.enqueue("mail", {"notice": notice.id}, run_after=after, actor=PROGRAM)


def opening(now: datetime) -> datetime:
    """This moment, or this day's opening of the office while it is still closed."""
    local = now.astimezone(OFFICE_TIME)
    return max(now, datetime.combine(local.date(), MORNING, OFFICE_TIME))
