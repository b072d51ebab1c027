"""What ships: the official years and the statutory days of the next."""

from collections import Counter
from datetime import date, timedelta

from app.periods.calendar import Calendar, Override
from app.periods.seed import CERTAIN, OFFICIAL_YEARS, official_days, official_notices

# The working days of each year, counted by two independent packages and printed with the rules.
WORKING_DAYS = {
    2018: 250, 2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248,
}  # fmt: skip


def test_the_official_years_have_their_working_days(seeded: Calendar) -> None:
    assert frozenset(range(2004, 2027)) == OFFICIAL_YEARS
    for year, expected in WORKING_DAYS.items():
        assert seeded.between(date(year - 1, 12, 31), date(year, 12, 31)).n == expected


def test_only_days_unlike_monday_to_friday_are_seeded() -> None:
    days = dict(official_days())
    assert list(days) == sorted(days)
    for day, override in days.items():
        assert override.kind == ("off" if day.weekday() < 5 else "work")
    assert {day.year for day in days} == OFFICIAL_YEARS


def test_the_make_up_days_of_2026_are_those_of_its_notice() -> None:
    works = [day for day, override in official_days() if day.year == 2026 and override.kind == "work"]
    assert works == [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ]


def test_each_day_names_the_text_that_arranged_it() -> None:
    sources = {day: override.source for day, override in official_days()}
    assert sources[date(2026, 2, 14)].startswith("国务院办公厅关于2026年部分节假日安排的通知")
    assert sources[date(2018, 12, 31)].startswith("国务院办公厅关于2019年部分节假日安排的通知")
    assert sources[date(2019, 5, 2)].startswith("国务院办公厅关于调整2019年劳动节假期安排的通知")
    assert sources[date(2020, 1, 31)].startswith("国务院办公厅关于延长2020年春节假期的通知")
    assert "70周年纪念日" in sources[date(2015, 9, 3)]


def test_a_notice_arranges_the_end_of_the_december_before(seeded: Calendar) -> None:
    notices = {notice.year: notice for notice in official_notices()}
    assert notices.keys() == OFFICIAL_YEARS
    # 2018: 29 December, a Saturday, was worked for Monday the 31st (国办发明电〔2018〕15号).
    assert sorted(notices[2019].days)[:3] == [date(2018, 12, 29), date(2018, 12, 31), date(2019, 1, 1)]
    assert sum(len(notice.days) for notice in notices.values()) == len(seeded.overrides)


def test_the_saturday_the_package_has_wrong_is_a_working_day(seeded: Calendar) -> None:
    assert seeded.is_working(date(2005, 12, 31))
    assert "2006年" in seeded.label(date(2005, 12, 31)).source


def test_the_statutory_days_of_2027_are_certain_the_rest_of_the_year_is_not(seeded: Calendar) -> None:
    assert Counter(day.month for day in CERTAIN) == {1: 1, 2: 4, 4: 1, 5: 2, 6: 1, 9: 1, 10: 3}
    assert set(CERTAIN.values()) == {Override("off", "statutory")}
    assert {day.year for day in CERTAIN} == {2027}
    eve = date(2027, 2, 5)
    assert [seeded.is_working(eve + timedelta(days=n)) for n in (-1, 0, 3, 4)] == [True, False, False, True]
    assert seeded.is_provisional(eve)
