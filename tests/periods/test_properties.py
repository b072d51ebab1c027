"""Laws of counting, on random calendars and periods around a year end, against walking day by day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.periods.calendar import Calendar, Override
from app.periods.deadline import Events, Rule, Suspension, derive, explain, standing, what_if

ONE_DAY = timedelta(days=1)

days = st.dates(date(2026, 9, 1), date(2027, 3, 1))

calendars = st.builds(
    Calendar,
    st.dictionaries(
        days, st.builds(Override, st.sampled_from(["off", "work"]), st.just("notice")), max_size=40
    ),
    st.frozensets(st.integers(2025, 2029)),
    st.dictionaries(days, st.builds(Override, st.just("off"), st.just("statutory")), max_size=10),
)


def rules(*kinds: str) -> st.SearchStrategy[Rule]:
    return st.builds(
        Rule,
        code=st.just("answer"),
        kind=st.sampled_from(kinds),
        amount=st.integers(1, 40),
        warn=st.integers(0, 10),
        clause=st.just("A8.10"),
        valid_from=st.just(date(2020, 1, 1)),
    )


@st.composite
def suspensions(draw: st.DrawFn, open_too: bool = False) -> Suspension:
    since = draw(days)
    lengths = st.integers(0, 40).map(lambda n: since + n * ONE_DAY)
    until = draw(st.none() | lengths if open_too else lengths)
    return Suspension(since, until, "third party")


def events(*kinds: str, open_too: bool = False) -> st.SearchStrategy[Events]:
    return st.builds(
        Events,
        started=days,
        rule=rules(*kinds),
        suspensions=st.lists(suspensions(open_too=open_too), max_size=5).map(tuple),
        extension=st.integers(0, 20),
    )


def walked(period: Events, calendar: Calendar) -> date:
    """The due day found with one finger on the wall calendar."""
    excluded = {
        s.since + n * ONE_DAY
        for s in period.suspensions
        if s.until
        for n in range(1, (s.until - s.since).days + 1)
    }
    working = period.rule.kind == "working_days"
    day, left = period.started, period.rule.amount + period.extension
    while left:
        day += ONE_DAY
        left -= day not in excluded and (not working or calendar.is_working(day))
    while not calendar.is_working(day) or day in excluded:
        day += ONE_DAY
    return day


@given(calendars, days, st.integers(0, 60))
def test_adding_equals_walking_day_by_day(calendar: Calendar, start: date, n: int) -> None:
    day, left = start, n
    while left:
        day += ONE_DAY
        left -= calendar.is_working(day)
    assert calendar.add(start, n).day == day


@given(calendars, days, st.integers(0, 60))
def test_between_undoes_add(calendar: Calendar, start: date, n: int) -> None:
    assert calendar.between(start, calendar.add(start, n).day).n == n


@given(calendars, days, days, days)
def test_between_is_additive(calendar: Calendar, a: date, b: date, c: date) -> None:
    assert calendar.between(a, b).n + calendar.between(b, c).n == calendar.between(a, c).n


@given(calendars, days, st.integers(0, 60), st.integers(1, 30))
def test_more_days_or_a_later_start_never_end_earlier(
    calendar: Calendar, start: date, n: int, more: int
) -> None:
    assert calendar.add(start, n + more).day > calendar.add(start, n).day
    assert calendar.add(start + timedelta(days=more), n).day >= calendar.add(start, n).day


@given(calendars, days, days)
def test_a_span_is_provisional_if_and_only_if_one_of_its_days_is(
    calendar: Calendar, a: date, b: date
) -> None:
    first, last = min(a, b), max(a, b)
    touched = [first + ONE_DAY * n for n in range(1, (last - first).days + 1)]
    assert calendar.between(a, b).provisional == any(map(calendar.is_provisional, touched))


@pytest.mark.clause("A8.10")
@given(events("working_days", "calendar_days"), calendars)
def test_the_due_day_is_the_one_found_by_walking(period: Events, calendar: Calendar) -> None:
    assert derive(period, calendar, period.started).due == walked(period, calendar)


@given(events("working_days", "calendar_days"), calendars)
def test_suspensions_are_a_set_of_days(period: Events, calendar: Calendar) -> None:
    day_by_day = tuple(
        Suspension(s.since + n * ONE_DAY, s.since + (n + 1) * ONE_DAY, s.reason)
        for s in reversed(period.suspensions)
        if s.until
        for n in range((s.until - s.since).days)
    )
    split = replace(period, suspensions=day_by_day)
    assert derive(split, calendar, period.started).due == derive(period, calendar, period.started).due


@given(events("working_days", "calendar_days", "months"), calendars, st.integers(1, 20))
def test_an_extension_never_ends_a_period_earlier(period: Events, calendar: Calendar, more: int) -> None:
    longer = what_if(period, extension=period.extension + more)
    due = derive(period, calendar, period.started).due
    longer_due = derive(longer, calendar, period.started).due
    assert due
    assert longer_due
    assert longer_due >= due


@given(events("working_days", "calendar_days", open_too=True), calendars, days)
def test_the_explanation_adds_up_to_the_deadline(period: Events, calendar: Calendar, today: date) -> None:
    deadline = derive(period, calendar, today)
    lines = explain(period, calendar, today)
    numbers = [line.number for line in lines if line.number]
    assert [line.day for line in lines] == [period.started + n * ONE_DAY for n in range(len(lines))]
    assert numbers == list(range(1, len(numbers) + 1))
    total = period.rule.amount + period.extension
    if deadline.due:
        assert lines[-1].day == deadline.due
        assert len(numbers) == total
    else:
        assert lines[-1].day == max(today, period.started)
        assert deadline.paused
        assert deadline.days_left == total - len(numbers)


@given(events("working_days", open_too=True), calendars, days)
def test_what_is_left_is_what_the_explanation_still_counts(
    period: Events, calendar: Calendar, today: date
) -> None:
    deadline = derive(period, calendar, today)
    counted_by_today = [
        line for line in explain(period, calendar, today) if line.number and line.day <= today
    ]
    assert deadline.days_left == period.rule.amount + period.extension - len(counted_by_today)


@given(events("working_days", open_too=True), calendars, days)
def test_a_simulated_answer_gives_the_same_as_a_real_one(
    period: Events, calendar: Calendar, today: date
) -> None:
    answered_on = max([today, *(s.since for s in period.suspensions)])
    real = replace(
        period,
        suspensions=tuple(Suspension(s.since, s.until or answered_on, s.reason) for s in period.suspensions),
    )
    simulated = derive(what_if(period, answered_on=answered_on), calendar, today)
    assert simulated == derive(real, calendar, today)
    assert simulated.due == walked(real, calendar)


@given(events("working_days", "calendar_days", "months", open_too=True), calendars, st.integers(0, 80))
def test_what_is_stored_of_a_deadline_tells_each_later_day(
    period: Events, calendar: Calendar, after: int
) -> None:
    happened = [period.started, *(day for s in period.suspensions for day in (s.since, s.until) if day)]
    stored = derive(period, calendar, max(happened))
    later = max(happened) + after * ONE_DAY
    told = standing(
        stored.due,
        stored.warn_on,
        provisional=stored.provisional,
        left=stored.days_left if stored.paused else None,
        in_working_days=period.rule.kind == "working_days",
        calendar=calendar,
        today=later,
    )
    assert told == derive(period, calendar, later)


@given(events("working_days", "calendar_days", open_too=True), calendars, days, st.integers(0, 80))
def test_a_met_period_stands_still(period: Events, calendar: Calendar, today: date, after: int) -> None:
    met = replace(period, met=period.started + after * ONE_DAY)
    deadline = derive(met, calendar, today)
    assert deadline == derive(met, calendar, date(2030, 1, 1))
    assert deadline.due
    assert deadline.light == "grey"
    assert deadline.overdue_by == max(0, after - (deadline.due - period.started).days)
