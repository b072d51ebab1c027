from datetime import date

import pytest

from app.periods.calendar import Calendar, Counted, Label, Override, Reached

STATE_COUNCIL_2026 = "国务院办公厅关于2026年部分节假日安排的通知"


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 2, 13), True),  # Friday
        (date(2026, 2, 14), True),  # make-up Saturday
        (date(2026, 2, 15), False),  # Sunday in the festival
        (date(2026, 2, 23), False),  # Monday in the festival
        (date(2026, 9, 20), True),  # make-up Sunday
        (date(2026, 9, 19), False),  # Saturday
        (date(2027, 1, 1), False),  # statutory, not announced
        (date(2027, 1, 4), True),
    ],
)
def test_a_working_day_follows_the_notice(seeded: Calendar, day: date, working: bool) -> None:
    assert seeded.is_working(day) is working


def test_counting_starts_after_the_start_day(seeded: Calendar) -> None:
    assert seeded.add(date(2026, 9, 18), 1) == Reached(date(2026, 9, 20), provisional=False)
    assert seeded.add(date(2026, 9, 20), 0) == Reached(date(2026, 9, 20), provisional=False)
    assert seeded.add(date(2026, 9, 30), 1) == Reached(date(2026, 10, 8), provisional=False)


def test_counting_backwards_is_negative(seeded: Calendar) -> None:
    assert seeded.between(date(2026, 9, 30), date(2026, 10, 12)) == Counted(4, provisional=False)
    assert seeded.between(date(2026, 10, 12), date(2026, 9, 30)) == Counted(-4, provisional=False)


def test_a_negative_count_is_refused(seeded: Calendar) -> None:
    with pytest.raises(ValueError, match="-1"):
        seeded.add(date(2026, 9, 30), -1)


def test_a_year_without_notice_is_provisional_and_never_an_error(seeded: Calendar) -> None:
    assert seeded.add(date(2026, 12, 3), 20) == Reached(date(2026, 12, 31), provisional=False)
    assert seeded.add(date(2026, 12, 4), 20) == Reached(date(2027, 1, 4), provisional=True)
    assert seeded.between(date(2026, 12, 31), date(2027, 1, 1)) == Counted(0, provisional=True)
    assert seeded.between(date(2026, 12, 31), date(2026, 12, 31)) == Counted(0, provisional=False)
    assert seeded.add(date(2044, 5, 6), 1) == Reached(date(2044, 5, 9), provisional=True)
    assert seeded.add(date(2027, 6, 1), 0) == Reached(date(2027, 6, 1), provisional=True)


def test_a_span_over_an_unannounced_year_is_provisional_though_both_ends_are_certain() -> None:
    calendar = Calendar(announced=frozenset({2026, 2028}))
    assert calendar.between(date(2026, 6, 1), date(2028, 6, 1)).provisional


def test_the_start_day_itself_makes_nothing_provisional() -> None:
    calendar = Calendar(announced=frozenset({2026}))
    assert calendar.add(date(2025, 12, 31), 1) == Reached(date(2026, 1, 1), provisional=False)
    assert calendar.between(date(2025, 12, 30), date(2026, 1, 1)).provisional


def test_a_loaded_notice_replaces_the_statutory_days_of_its_year() -> None:
    statutory = {date(2027, 5, 3): Override("off", "statutory")}
    unannounced = Calendar(certain=statutory)
    announced = Calendar({date(2027, 1, 1): Override("off", "notice")}, frozenset({2027}), statutory)
    assert not unannounced.is_working(date(2027, 5, 3))
    assert announced.is_working(date(2027, 5, 3))


def test_a_label_names_kind_source_and_certainty(seeded: Calendar) -> None:
    make_up = seeded.label(date(2026, 9, 20))
    assert make_up.kind == "work"
    assert make_up.source.startswith(STATE_COUNCIL_2026)
    assert seeded.label(date(2026, 9, 19)) == Label("weekend", "", provisional=False)
    assert seeded.label(date(2026, 9, 21)) == Label("weekday", "", provisional=False)
    assert seeded.label(date(2027, 6, 9)) == Label("off", "statutory", provisional=True)


def test_the_version_changes_with_what_changes_a_date_and_only_with_that() -> None:
    first, second = date(2026, 1, 1), date(2026, 1, 4)
    off, work = Override("off", "notice"), Override("work", "notice")
    calendar = Calendar({first: off, second: work}, frozenset({2026}))
    assert calendar.version == Calendar({second: work, first: off}, frozenset({2026})).version
    assert (
        calendar.version == Calendar({first: Override("off", "CSV"), second: work}, frozenset({2026})).version
    )
    assert calendar.version != Calendar({first: off, second: off}, frozenset({2026})).version
    assert calendar.version != Calendar({first: off}, frozenset({2026})).version
    assert calendar.version != Calendar({first: off, second: work}, frozenset({2026, 2027})).version


def test_long_spans_are_counted(seeded: Calendar) -> None:
    # The working days of 2018 to 2026 in the table of official arrangements, summed by hand.
    assert seeded.between(date(2017, 12, 31), date(2026, 12, 31)).n == 2244
    assert seeded.add(date(2017, 12, 31), 2244).day == date(2026, 12, 31)
