"""Deadlines against dates worked out by hand on the official calendar of 2026."""

from datetime import date, timedelta

import pytest

from app.periods.calendar import Calendar, Override
from app.periods.deadline import Deadline, Events, Rule, Suspension, derive, what_if
from models.deadline import problem
from models.workflow import Kind

MONDAY = date(2026, 3, 2)


def rule(amount: int = 20, kind: Kind = "working_days", warn: int = 5) -> Rule:
    return Rule("answer", kind, amount, warn, "A8.10", date(2019, 5, 15))


def third_party(since: date, until: date | None = None) -> Suspension:
    return Suspension(since, until, "third party")


@pytest.mark.clause("A8.10")
def test_twenty_working_days_from_the_day_after_receipt(seeded: Calendar) -> None:
    # 3–6 March are days 1–4, then 9–13 to day 9, 16–20 to 14, 23–27 to 19, Monday the 30th is day 20.
    assert derive(Events(MONDAY, rule()), seeded, MONDAY) == Deadline(
        due=date(2026, 3, 30),
        warn_on=date(2026, 3, 23),
        provisional=False,
        paused=False,
        days_left=20,
        overdue_by=0,
        light="green",
    )


@pytest.mark.clause("A8.10")
def test_an_extension_adds_working_days_and_moves_the_warning(seeded: Calendar) -> None:
    # Day 24 is 3 April, 4–6 April are off, 7–10 reach day 28, 13–17 day 33, 20–24 day 38, the 28th day 40.
    extended = derive(Events(MONDAY, rule(), extension=20), seeded, MONDAY)
    assert extended.due == date(2026, 4, 28)
    assert extended.warn_on == date(2026, 4, 21)
    assert extended.days_left == 40


@pytest.mark.clause("A8.10")
def test_a_suspension_over_a_make_up_sunday_leaves_that_sunday_out(seeded: Calendar) -> None:
    received = date(2026, 9, 10)
    # 11 September is day 1, 14–18 days 2–6, Sunday the 20th day 7, 21–24 days 8–11, 28–30 days 12–14,
    # after the holiday 8–9 October 15–16, Saturday the 10th 17, 12–14 October 18–20.
    assert derive(Events(received, rule()), seeded, received).due == date(2026, 10, 14)
    # Out on the 18th, back on the 22nd: the 20th, 21st and 22nd do not count.
    asked = Events(received, rule(), (third_party(date(2026, 9, 18), date(2026, 9, 22)),))
    assert derive(asked, seeded, received).due == date(2026, 10, 19)


@pytest.mark.clause("A8.10")
def test_parallel_suspensions_leave_out_their_union_not_their_sum(seeded: Calendar) -> None:
    asked = (
        third_party(date(2026, 3, 10), date(2026, 3, 16)),
        third_party(date(2026, 3, 6), date(2026, 3, 12)),
    )
    # Out are 9–13 and 16 March: six working days after 30 March is 8 April; the sum of 4 and 4 gave the 10th.
    assert derive(Events(MONDAY, rule(), asked), seeded, MONDAY).due == date(2026, 4, 8)


@pytest.mark.clause("A8.10")
def test_an_open_suspension_stops_the_clock(seeded: Calendar) -> None:
    paused = Events(MONDAY, rule(), (third_party(date(2026, 3, 6)),))
    expected = Deadline(
        due=None, warn_on=None, provisional=False, paused=True, days_left=16, overdue_by=0, light="grey"
    )
    assert derive(paused, seeded, date(2026, 3, 6)) == expected
    assert derive(paused, seeded, date(2026, 4, 20)) == expected


@pytest.mark.clause("A8.10")
def test_the_answer_day_is_left_out_and_the_clock_runs_on(seeded: Calendar) -> None:
    asked = Events(MONDAY, rule(), (third_party(date(2026, 3, 6), date(2026, 3, 12)),))
    # 9–12 March are out, so the 13th is day 5 and 30 March + 4 working days is Friday 3 April.
    sent = derive(asked, seeded, date(2026, 3, 6))
    assert (sent.paused, sent.light) == (True, "grey")
    waiting = derive(asked, seeded, date(2026, 3, 11))
    assert (waiting.due, waiting.paused, waiting.days_left) == (date(2026, 4, 3), True, 16)
    answered = derive(asked, seeded, date(2026, 3, 12))
    assert (answered.paused, answered.days_left, answered.light) == (False, 16, "green")
    assert derive(asked, seeded, date(2026, 3, 13)).days_left == 15


def test_what_is_sent_on_the_last_day_stops_nothing(seeded: Calendar) -> None:
    sent = Events(MONDAY, rule(), (third_party(date(2026, 3, 30)),))
    last_day = derive(sent, seeded, date(2026, 3, 30))
    assert (last_day.due, last_day.paused, last_day.days_left, last_day.light) == (
        date(2026, 3, 30),
        False,
        0,
        "amber",
    )
    after = derive(sent, seeded, date(2026, 3, 31))
    assert (after.paused, after.overdue_by, after.light) == (False, 1, "red")


def test_what_lies_before_the_start_is_clipped(seeded: Calendar) -> None:
    earlier = third_party(date(2026, 2, 24), date(2026, 2, 27))
    overlapping = third_party(date(2026, 2, 26), date(2026, 3, 4))
    assert derive(Events(MONDAY, rule(), (earlier,)), seeded, MONDAY).due == date(2026, 3, 30)
    # Only 3 and 4 March are left out.
    assert derive(Events(MONDAY, rule(), (overlapping,)), seeded, MONDAY).due == date(2026, 4, 1)


def test_what_lies_after_the_answer_is_clipped(seeded: Calendar) -> None:
    met = date(2026, 3, 20)
    open_one = Events(MONDAY, rule(), (third_party(date(2026, 3, 18)),), met=met)
    # Of the open suspension only 19 and 20 March are left: twelve days ran, eight were left.
    assert derive(open_one, seeded, date(2026, 6, 1)) == Deadline(
        due=date(2026, 4, 1),
        warn_on=date(2026, 3, 25),
        provisional=False,
        paused=False,
        days_left=8,
        overdue_by=0,
        light="grey",
    )
    later = Events(MONDAY, rule(), (third_party(date(2026, 3, 25)),), met=met)
    assert derive(later, seeded, date(2026, 6, 1)).due == date(2026, 3, 30)


@pytest.mark.parametrize(
    ("today", "light", "days_left", "overdue_by"),
    [
        (date(2026, 3, 1), "green", 20, 0),
        (date(2026, 3, 22), "green", 6, 0),
        (date(2026, 3, 23), "amber", 5, 0),
        (date(2026, 3, 30), "amber", 0, 0),
        (date(2026, 3, 31), "red", 0, 1),
        (date(2026, 4, 4), "red", 0, 5),
    ],
)
def test_the_light_over_the_days(
    seeded: Calendar, today: date, light: str, days_left: int, overdue_by: int
) -> None:
    deadline = derive(Events(MONDAY, rule()), seeded, today)
    assert (deadline.light, deadline.days_left, deadline.overdue_by) == (light, days_left, overdue_by)


def test_met_too_late_keeps_how_late(seeded: Calendar) -> None:
    # Day 20 after Sunday 8 March is Friday 3 April; the answer went out on the Saturday.
    late = Events(date(2026, 3, 8), rule(), met=date(2026, 4, 4))
    deadline = derive(late, seeded, date(2026, 7, 1))
    assert deadline.due == date(2026, 4, 3)
    assert (deadline.light, deadline.overdue_by) == ("grey", 1)


def test_a_warning_longer_than_the_period_begins_at_the_start(seeded: Calendar) -> None:
    deadline = derive(Events(MONDAY, rule(3, warn=5)), seeded, MONDAY)
    assert (deadline.warn_on, deadline.light) == (MONDAY, "amber")


@pytest.mark.clause("A8.10")
def test_a_request_of_december_is_provisional_until_the_notice_is_loaded(seeded: Calendar) -> None:
    received = date(2026, 12, 10)
    # 11 December is day 1, 14–18 to 6, 21–25 to 11, 28–31 to 15, 1 January is off, 4–8 January to day 20.
    before = derive(Events(received, rule()), seeded, received)
    assert (before.due, before.provisional) == (date(2027, 1, 8), True)
    assert before.warn_on == date(2026, 12, 31)
    # As if the notice for 2027 took Monday 4 January off and made up for it on Saturday 9 January.
    loaded = Calendar(
        {
            **seeded.overrides,
            date(2027, 1, 1): Override("off", "notice for 2027"),
            date(2027, 1, 4): Override("off", "notice for 2027"),
            date(2027, 1, 9): Override("work", "notice for 2027"),
        },
        seeded.announced | {2027},
        seeded.certain,
    )
    after = derive(Events(received, rule()), loaded, received)
    assert (after.due, after.provisional) == (date(2027, 1, 9), False)


@pytest.mark.clause("A8.10")
def test_an_extended_request_of_november_already_needs_the_next_notice(seeded: Calendar) -> None:
    received = date(2026, 11, 20)
    # Day 20 is 18 December, day 29 is 31 December, 1 January is off, day 39 is 15 January, day 40 the 18th.
    plain = derive(Events(received, rule()), seeded, received)
    extended = derive(Events(received, rule(), extension=20), seeded, received)
    assert (plain.due, plain.provisional) == (date(2026, 12, 18), False)
    assert (extended.due, extended.provisional) == (date(2027, 1, 18), True)


def test_a_paused_period_is_provisional_if_it_had_run_into_such_a_year_before(seeded: Calendar) -> None:
    # 11 and 14 December are days 1 and 2, and nothing counts after them, however long nobody answers.
    in_time = Events(date(2026, 12, 10), rule(), (third_party(date(2026, 12, 14)),))
    on_new_years_eve, after = (derive(in_time, seeded, day) for day in (date(2026, 12, 31), date(2027, 1, 4)))
    assert (on_new_years_eve.provisional, after.provisional) == (False, False)
    # Whether Monday 4 January is a working day, only the notice for 2027 will say.
    too_late = Events(date(2026, 12, 10), rule(), (third_party(date(2027, 1, 4)),))
    assert derive(too_late, seeded, date(2027, 1, 4)).provisional


@pytest.mark.parametrize(
    ("started", "months", "due"),
    [
        (date(2026, 3, 31), 1, date(2026, 4, 30)),  # no 31 April
        (date(2026, 1, 31), 1, date(2026, 2, 28)),  # a make-up Saturday
        (date(2024, 1, 31), 1, date(2024, 2, 29)),  # leap year
        (date(2025, 2, 28), 12, date(2026, 2, 28)),
        (date(2026, 4, 2), 1, date(2026, 5, 6)),  # 2 May lies in the holiday
        (date(2025, 11, 30), 3, date(2026, 2, 28)),  # over the year end
    ],
)
def test_a_month_ends_on_the_same_day_number_or_the_last(
    seeded: Calendar, started: date, months: int, due: date
) -> None:
    assert derive(Events(started, rule(months, "months")), seeded, started).due == due


@pytest.mark.parametrize(
    ("started", "amount", "due"),
    [
        (date(2025, 12, 31), 131, date(2026, 1, 31)),  # a Saturday: the report is due on it, not on Monday
        (date(2025, 12, 31), 220, date(2026, 2, 20)),  # in the Spring Festival
        (date(2023, 12, 31), 331, date(2024, 3, 31)),  # a leap year, and a Sunday
        (date(2026, 1, 31), 131, date(2027, 1, 31)),  # from that day on it is the next year's
        (date(2026, 3, 2), 1231, date(2026, 12, 31)),
        (date(2026, 12, 31), 229, date(2027, 2, 28)),  # no 29 February
    ],
)
def test_a_day_of_the_year_is_due_on_that_day(
    seeded: Calendar, started: date, amount: int, due: date
) -> None:
    period = Events(started, rule(amount, "by_date", warn=10))
    deadline = derive(period, seeded, started)
    assert (deadline.due, deadline.provisional) == (due, False)
    assert deadline.days_left == (due - started).days
    assert deadline.warn_on == due - timedelta(days=10)


@pytest.mark.parametrize("amount", [31, 132, 231, 1301, 100])
def test_what_is_no_day_of_the_year_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        rule(amount, "by_date")
    field, sentence = problem(amount, 0, "by_date")
    assert (field, "131" in str(sentence)) == ("amount", True)


@pytest.mark.parametrize(
    ("amount", "warn", "kind", "holds"),
    [(131, 400, "by_date", True), (131, 401, "by_date", False), (20, 21, "working_days", False)],
)
def test_a_length_a_rule_cannot_have_is_told(amount: int, warn: int, kind: str, holds: bool) -> None:
    assert (problem(amount, warn, kind) is None) is holds


def test_the_warning_of_a_month_is_in_calendar_days(seeded: Calendar) -> None:
    deadline = derive(Events(date(2026, 3, 31), rule(1, "months", warn=7)), seeded, date(2026, 4, 20))
    assert (deadline.warn_on, deadline.days_left) == (date(2026, 4, 23), 10)


def test_calendar_days_roll_over_a_holiday(seeded: Calendar) -> None:
    # Day 30 after 1 September is 1 October; the holiday lasts to the 7th.
    started = date(2026, 9, 1)
    deadline = derive(Events(started, rule(30, "calendar_days")), seeded, date(2026, 10, 1))
    assert deadline.due == date(2026, 10, 8)
    assert (deadline.warn_on, deadline.days_left) == (date(2026, 9, 26), 7)


def test_calendar_days_leave_suspended_calendar_days_out(seeded: Calendar) -> None:
    asked = (third_party(date(2026, 6, 10), date(2026, 6, 15)),)
    # 30 days after 1 June is 1 July, five days more is Monday 6 July.
    started = date(2026, 6, 1)
    assert derive(Events(started, rule(30, "calendar_days"), asked), seeded, started).due == date(2026, 7, 6)


def test_a_period_does_not_end_on_a_day_its_clock_is_stopped(seeded: Calendar) -> None:
    started, last = date(2026, 9, 1), date(2026, 10, 1)
    thirty = rule(30, "calendar_days")
    closed = Events(started, thirty, (third_party(last, date(2026, 10, 9)),))
    # The last day is off, 8 and 9 October are suspended, the 10th is a make-up Saturday.
    assert derive(closed, seeded, started).due == date(2026, 10, 10)
    still_open = Events(started, thirty, (third_party(last),))
    deadline = derive(still_open, seeded, last)
    assert (deadline.due, deadline.paused, deadline.days_left) == (None, True, 0)
    too_late = Events(started, thirty, (third_party(date(2026, 10, 8)),))
    assert derive(too_late, seeded, last).due == date(2026, 10, 8)


def test_calendar_days_are_provisional_only_where_they_end(seeded: Calendar) -> None:
    started = date(2026, 12, 1)
    ends_certain = derive(Events(started, rule(30, "calendar_days")), seeded, started)
    # Day 31 is New Year's Day, then a weekend; Monday 4 January may yet be taken off.
    ends_open = derive(Events(started, rule(31, "calendar_days")), seeded, started)
    assert (ends_certain.due, ends_certain.provisional) == (date(2026, 12, 31), False)
    assert (ends_open.due, ends_open.provisional) == (date(2027, 1, 4), True)


@pytest.mark.parametrize("announced", [2022, 2023])
def test_rolling_over_a_year_end_needs_both_notices(announced: int) -> None:
    started = date(2022, 12, 1)
    # 31 December 2022 is a Saturday; Monday is 2 January.
    period = Events(started, rule(30, "calendar_days"))
    rolled = derive(period, Calendar(announced=frozenset({announced})), started)
    assert (rolled.due, rolled.provisional) == (date(2023, 1, 2), True)
    both = Calendar(announced=frozenset({2022, 2023}))
    assert not derive(period, both, started).provisional


def test_what_if_the_third_party_answers_or_the_period_is_extended(seeded: Calendar) -> None:
    closed = third_party(date(2026, 3, 3), date(2026, 3, 4))
    paused = Events(MONDAY, rule(), (closed, third_party(date(2026, 3, 6))))
    answered = what_if(paused, answered_on=date(2026, 3, 12))
    assert answered.suspensions == (closed, third_party(date(2026, 3, 6), date(2026, 3, 12)))
    assert derive(answered, seeded, MONDAY).due == date(2026, 4, 7)
    assert what_if(paused) == paused
    extended = what_if(answered, extension=1)
    assert derive(extended, seeded, MONDAY).due == date(2026, 4, 8)
    assert what_if(extended, extension=0) == answered


def test_a_rule_in_hours_has_no_due_day(seeded: Calendar) -> None:
    with pytest.raises(ValueError, match="hours"):
        derive(Events(MONDAY, rule(24, "hours")), seeded, MONDAY)


@pytest.mark.parametrize(
    ("impossible", "named"),
    [
        (lambda: rule(0), "amount 0"),
        (lambda: rule(warn=-1), "warn -1"),
        (lambda: Rule("answer", "weeks", 1, 0, "A8.10", MONDAY), "weeks"),  # type: ignore[arg-type]
        (lambda: third_party(date(2026, 3, 6), date(2026, 3, 5)), "2026-03-05"),
        (lambda: Events(MONDAY, rule(), extension=-1), "extension of -1"),
        (lambda: Events(MONDAY, rule(), met=date(2026, 3, 1)), "2026-03-01"),
        (
            lambda: what_if(Events(MONDAY, rule(), (third_party(date(2026, 3, 6)),)), answered_on=MONDAY),
            "2026-03-02",
        ),
    ],
)
def test_impossible_events_are_refused(impossible: object, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        impossible()  # type: ignore[operator]
