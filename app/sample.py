"""Plays the sample county into an empty database: every step goes through the engine, as people take it.

Knows no matter: a story names matter, posts and steps, and the declarations do the rest. The day it is
played is the day its stories count back from.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from decimal import Decimal
from io import BytesIO
from itertools import chain, groupby, repeat
from operator import itemgetter
from typing import Any

from flask_appbuilder.security.sqla.models import User
from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import marking, storage
from app.access.accounts import Accounts
from app.access.actor import PROGRAM, Actor, acting
from app.access.credentials import Credentials
from app.access.loading import load_actor
from app.access.scope import OutOfScope
from app.engine import NotAllowed, Refused, Unacceptable
from app.files.attaching import attach
from app.parts import Parts
from app.periods.calendar import Calendar
from app.timekeeper import OFFICE_TIME
from models import MATTERS
from models.account import Account
from models.base import Record
from models.line import FigureLine, Line, PointsLine, ReasonLine
from models.points import rounded
from models.publication_column import PublicationColumn
from models.sample.people import Person
from models.sample.story import PROGRAM as BY_ITSELF
from models.sample.story import (
    Above,
    At,
    InColumn,
    InUnit,
    On,
    RecordOf,
    Side,
    Since,
    Step,
    Story,
    YearOf,
    beside,
)
from models.unit import Unit

POSTS_SINCE = date(2020, 1, 1)
"""Everybody has been in office since before any story begins."""

MORNING = timedelta(hours=12)
"""Whatever happens in a story happens before noon: until then the last day told is yesterday."""

MATTER_OF = {model.slug: model for model in MATTERS}


class Stuck(Exception):
    """A step of a story was refused: the story, or the declaration, is wrong."""


class NotEmpty(Exception):
    """The database already has units: a sample county is played into an empty one only."""


@dataclass(frozen=True)
class Event:
    """One thing that happens in a story: the registration (no step), or a step, of it or of a side."""

    at: datetime
    story: Story
    base: date
    side: Side | None
    above: Side | None
    step: Step | None

    def __str__(self) -> str:
        told = self.side or self.story
        return f"{self.at:%Y-%m-%d} {told.values['title']}, {self.step.name if self.step else 'registration'}"


@dataclass
class County:
    """The rows the stories refer to."""

    units: dict[str, int] = field(default_factory=dict)
    posts: dict[tuple[str, str], int] = field(default_factory=dict)
    """User by unit code and post."""
    passwords: dict[str, str] = field(default_factory=dict)


# -- units and people -----------------------------------------------------------------


def found(session: Session, units: tuple[dict[str, Any], ...]) -> dict[str, int]:
    """Enter the units, those above first; their ids by code. Raises NotEmpty."""
    if session.scalar(select(func.count()).select_from(Unit)):
        raise NotEmpty
    ids: dict[str, int] = {}
    for values in units:
        columns = {key: value for key, value in values.items() if key != "parent"}
        unit = Unit(**columns, parent_id=ids[values["parent"]] if "parent" in values else None)
        session.add(unit)
        session.flush()
        ids[unit.code] = unit.id
    return ids


def assign_columns(
    session: Session, columns: Mapping[str, tuple[str, str, int | None]], units: Mapping[str, int]
) -> None:
    """Say of columns of the portal who keeps them, how they are renewed and in how many working days."""
    for column in session.scalars(select(PublicationColumn).where(PublicationColumn.code.in_(columns))):
        keeper, column.rhythm, column.interval = columns[column.code]
        column.unit_id = units[keeper]


def settle(
    session: Session,
    people: tuple[Person, ...],
    units: Mapping[str, int],
    credentials: Credentials,
    now: datetime,
) -> County:
    """Give everybody an account, roles, posts and a random password that need not be changed at once."""
    county, accounts = County(dict(units)), Accounts(lambda: now)
    reason = gettext("Sample county")
    for person in people:
        user = accounts.create(session, PROGRAM, username=person.username, name=person.name)
        accounts.assign(session, PROGRAM, user, [role.name for role in person.roles], reason=reason)
        for code, post, title in person.posts:
            unit = session.get_one(Unit, units[code])
            accounts.add_post(session, PROGRAM, user, unit=unit, post=title, since=POSTS_SINCE, until=None)
            county.posts[code, post] = user.id
        county.passwords[person.username] = _set_password(session, user, credentials)
        session.get_one(Account, user.id).must_change = False
    return county


def _set_password(session: Session, user: User, credentials: Credentials) -> str:
    password = f"{secrets.token_urlsafe(12)}-Aa1"
    credentials.set_password(session, user, password, actor=PROGRAM)
    return password


# -- stories --------------------------------------------------------------------------


class Player:
    """Takes every step of every story, in the order of time."""

    def __init__(self, session: Session, made: Parts, county: County) -> None:
        self._session, self._made, self._county = session, made, county
        self._actors: dict[int, Actor] = {}
        self._records: dict[tuple[int, int], int] = {}

    def agenda(self, stories: tuple[Story, ...], today: date) -> list[Event]:
        """All that happens in these stories up to ``today``, in the order of time."""
        return sorted(events(stories, self._made.calendar.calendar(), today), key=lambda event: event.at)

    def play(self, agenda: Iterable[Event]) -> int:
        """Let it all happen; how many records there are then.

        Raises Stuck when a step is refused, from what the engine said.
        """
        real = self._made.time.clock
        try:
            for event in agenda:
                self._made.time.clock = _stopped(event.at)
                try:
                    self._happen(event)
                except (Refused, NotAllowed, Unacceptable, LookupError, OutOfScope) as error:
                    raise Stuck(f"{event}: {error}") from error
        finally:
            self._made.time.clock = real
        return len(self._records)

    def _happen(self, event: Event) -> None:
        with storage.writing(), acting(self._actor(event)) as actor:
            if event.step is None:
                self._open(event, actor)
            else:
                self._take(event, event.step, actor)
            self._session.commit()

    def _open(self, event: Event, actor: Actor) -> None:
        told = event.side or event.story
        values = self._values(event, told.values)
        if event.side is not None:
            above_id = self._records[id(event.story), id(event.above) if event.above else 0]
            above = self._session.get_one(Record, above_id)
            taken = {name: value.name for name, value in values.items() if isinstance(value, Above)}
            values |= {name: getattr(above, attribute) for name, attribute in taken.items()}
            if event.side.who == BY_ITSELF:
                begun = getattr(above, event.side.link)
                those = begun if isinstance(begun, list) else [begun]
                meant = [one for one in those if all(getattr(one, n) == v for n, v in values.items())]
                self._records[id(event.story), id(event.side)] = meant[-1].id
                return
            values[event.side.link] = above
        unit_id = values.pop("unit_id", self._county.units[event.story.unit])
        record = MATTER_OF[told.matter](**values, rules=event.story.rules.value, unit_id=unit_id)
        self._session.add(record)
        self._made.engine.open(record, actor)
        self._session.flush()
        self._records[id(event.story), id(event.side) if event.side else 0] = record.id

    def _take(self, event: Event, step: Step, actor: Actor) -> None:
        key = (id(event.story), id(event.side) if event.side else 0)
        record = self._session.get_one(Record, self._records[key])
        if step.who == BY_ITSELF:
            taken = self._made.engine.expire(record, actor)
            if taken is None or taken.step is None or taken.step.name != step.name:
                raise LookupError("the program does not take this step by itself")
            return
        for paper in step.papers:
            content = BytesIO(paper.text.encode())
            attach(self._made, self._session, record, paper.name, content, paper.purpose, actor)
            self._session.flush()
            self._session.expire(record, ["attachments"])
        answers = {**self._values(event, step.answers), **_marks(record, step, actor)}
        taken = self._made.engine.perform(record, step.name, actor, answers, reason=step.reason)
        if taken.step is not None and taken.step.involves:
            # Other people see the record now than did before.
            self._actors.clear()

    def _values(self, event: Event, told: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._value(event, value) for name, value in told.items()}

    def _value(self, event: Event, value: Any) -> Any:
        match value:
            case On() | At() | YearOf():
                return _in_time(value, self._made.calendar.calendar().add(event.base, value.after).day)
            case InUnit(code):
                return self._county.units[code]
            case RecordOf(matter, title):
                model = MATTER_OF[matter]
                return self._session.scalars(select(model.id).where(model.title == title)).one()
            case InColumn(code):
                columns = select(PublicationColumn.id).where(PublicationColumn.code == code)
                return self._session.scalars(columns).one()
        return value

    def _actor(self, event: Event) -> Actor:
        who = event.step.who if event.step else (event.side or event.story).who
        if who == BY_ITSELF:
            return PROGRAM
        elsewhere, _dot, post = who.rpartition(".")
        user_id = self._county.posts[elsewhere or event.story.unit, post]
        if user_id not in self._actors:
            self._actors[user_id] = load_actor(self._session, user_id, self._made.time.now())
        return self._actors[user_id]


def _in_time(value: On | At | YearOf, day: date) -> Any:
    """What a value says that counts from the day its story began, now that this is known to be ``day``."""
    if isinstance(value, At):
        return datetime.combine(day, clock_time.fromisoformat(value.clock), OFFICE_TIME)
    return day.year - value.back if isinstance(value, YearOf) else day


def _marks(record: Any, step: Step, actor: Actor) -> dict[str, Any]:
    """What a step fills in: parts of what each line is worth, figures, reasons; the last for all that follow.

    An empty part leaves points as they are, and a figure blank.
    """
    if not step.parts:
        return {}
    lines = marking.asked(record, record.workflow.transitions[step.name], actor.id)
    each = chain(step.parts, repeat(step.parts[-1]))
    return dict(map(_filled, lines, each))


def _filled(line: Line, part: str) -> tuple[str, Any]:
    match line:
        case ReasonLine():
            return line.remark_name, part
        case FigureLine():
            return line.value_name, Decimal(part) if part else None
        case PointsLine():
            return line.value_name, rounded(line.most * Decimal(part)) if part else line.value
    raise TypeError(type(line))


def events(stories: tuple[Story, ...], calendar: Calendar, today: date) -> Iterator[Event]:
    """Everything that happens in these stories, story by story; moments follow each other within one."""
    for index, story in enumerate(stories):
        base = _begins(calendar, today, story.ago)
        passed = calendar.between(base, today).n
        told: list[tuple[int, Side | None, Side | None, Step | None]] = [
            (0, None, None, None),
            *((step.after, None, None, step) for step in story.steps),
        ]
        for one, above in beside(story.sides):
            told += [(one.after, one, above, None), *((step.after, one, above, step) for step in one.steps)]
        # Sorting is stable: on one day the request's own steps come before those beside it.
        for after, day in groupby(sorted(told, key=itemgetter(0)), key=itemgetter(0)):
            if after > passed:
                raise ValueError(f"{story.values['title']}: a step lies ahead")
            same_day = list(day)
            for order, (_after, side, above, step) in enumerate(same_day):
                at = _moment(calendar.add(base, after).day, index, order, len(same_day))
                yield Event(at, story, base, side, above, step)


def _moment(day: date, index: int, order: int, of: int) -> datetime:
    """In the morning's office hours, each story at its own minute, however much of it happens that day."""
    opening = datetime.combine(day, clock_time(9, 5), OFFICE_TIME)
    begins = opening + timedelta(minutes=index % 60, seconds=index % 59)
    return begins + order * min(timedelta(minutes=4), timedelta(minutes=100) / of)


def _begins(calendar: Calendar, today: date, ago: int | Since) -> date:
    """The day a story begins."""
    if isinstance(ago, int):
        return _working_days_back(calendar, today, ago)
    latest = _working_days_back(calendar, today, ago.least)
    days = (date(latest.year - back, ago.month, ago.day) for back in (0, 1))
    worked = (calendar.add(day - timedelta(days=1), 1).day for day in days)
    return next(day for day in worked if day <= latest)


def _working_days_back(calendar: Calendar, today: date, count: int) -> date:
    day = today
    while not calendar.is_working(day) or calendar.between(day, today).n < count:
        day -= timedelta(days=1)
    return day


def _stopped(at: datetime) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: at
