"""Reading the State Council notices as they were published, and refusing what cannot be trusted."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from app.periods.calendar import Calendar
from app.periods.notice import Notice, NoticeError, Problem, parse_csv, parse_notice

NOTICES = Path(__file__).parent / "notices"


def text_of(year: int) -> str:
    return (NOTICES / f"{year}.txt").read_text(encoding="utf-8")


def span(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def spans(year: int, *months_and_days: tuple[int, int, int, int]) -> tuple[date, ...]:
    return tuple(day for m, d, n, e in months_and_days for day in span(date(year, m, d), date(year, n, e)))


def days(year: int, *months_and_days: tuple[int, int]) -> tuple[date, ...]:
    return tuple(date(year, month, day) for month, day in months_and_days)


ARRANGEMENTS = {
    2024: (
        spans(
            2024,
            *[(1, 1, 1, 1), (2, 10, 2, 17), (4, 4, 4, 6), (5, 1, 5, 5), (6, 10, 6, 10), (9, 15, 9, 17)],
            (10, 1, 10, 7),
        ),
        days(2024, (2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12)),
    ),
    2025: (
        spans(
            2025,
            *[(1, 1, 1, 1), (1, 28, 2, 4), (4, 4, 4, 6), (5, 1, 5, 5), (5, 31, 6, 2), (10, 1, 10, 8)],
        ),
        days(2025, (1, 26), (2, 8), (4, 27), (9, 28), (10, 11)),
    ),
    2026: (
        spans(
            2026,
            *[(1, 1, 1, 3), (2, 15, 2, 23), (4, 4, 4, 6), (5, 1, 5, 5), (6, 19, 6, 21), (9, 25, 9, 27)],
            (10, 1, 10, 7),
        ),
        days(2026, (1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)),
    ),
}


@pytest.mark.parametrize("year", ARRANGEMENTS)
def test_the_real_notices_give_the_official_arrangement(year: int) -> None:
    notice = parse_notice(text_of(year))
    assert (notice.year, notice.offs, notice.works) == (year, *ARRANGEMENTS[year])


@pytest.mark.parametrize("year", [2018, 2019, 2023, 2024, 2025, 2026])
def test_a_real_notice_agrees_with_chinesecalendar_day_by_day(year: int) -> None:
    notice = parse_notice(text_of(year))
    calendar = Calendar(notice.days, frozenset({year}))
    first = min(notice.days)
    # Only a later text gave 2019 its long Labour Day.
    amended = set(span(date(2019, 4, 28), date(2019, 5, 5)))
    for day in set(span(first, date(year, 12, 28))) - amended:
        assert calendar.is_working(day) == chinese_calendar.is_workday(day), day


def test_the_first_days_off_may_lie_in_the_year_before() -> None:
    notice = parse_notice(text_of(2019))
    assert notice.offs[:3] == (date(2018, 12, 30), date(2018, 12, 31), date(2019, 1, 1))
    assert notice.works[0] == date(2018, 12, 29)


def test_advice_to_rest_on_the_eve_is_no_day_off() -> None:
    assert "除夕（2月9日）休息" in text_of(2024)
    assert date(2024, 2, 9) not in parse_notice(text_of(2024)).days


def test_the_source_is_the_title_with_its_number() -> None:
    page = "国务院办公厅关于2025年部分节假日安排的通知\n来源：新华网\n\n" + text_of(2025)
    for text in (page, text_of(2025)):
        assert {o.source for o in parse_notice(text).days.values()} == {
            "国务院办公厅关于2025年部分节假日安排的通知国办发明电〔2024〕12号"
        }
    assert {o.source for o in parse_notice(text_of(2026)).days.values()} == {
        "国务院办公厅关于2026年部分节假日安排的通知"
    }


def bare(year: int) -> str:
    """The list of festivals alone, as people paste it from a message."""
    lines = text_of(year).splitlines()
    return "\n".join(line.split("、", 1)[1] for line in lines if line[1:2] == "、" and "节" in line[:9])


def test_the_bare_list_needs_the_year_from_the_caller() -> None:
    new_year = "元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。\n"
    assert parse_notice(new_year + bare(2026), 2026).days == parse_notice(text_of(2026)).days
    with pytest.raises(NoticeError) as caught:
        parse_notice(new_year + bare(2026))
    assert caught.value.problem is Problem.YEAR_MISSING


@pytest.mark.parametrize(
    "reshape",
    [
        lambda text: text.replace("\n", ""),
        lambda text: text.replace("至", "\n至 "),
        lambda text: text.replace("（", "(").replace("）", ")").replace("：", ": ").replace("，", ","),
        lambda text: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        lambda text: text.replace("至", "—"),
        lambda text: text.replace("至", "起至"),
        lambda text: text.replace("周", "星期"),
        lambda text: text.replace("周日", "星期天"),
        lambda text: text.replace("\n", "\r\n\r\n\u3000\u3000"),
        lambda text: "新华社北京11月4日电  " + text + "[ 责编：某某 ]\n相关阅读 12月13日，人们",
    ],
)
def test_the_shape_of_the_paste_does_not_matter(reshape: object) -> None:
    pasted = reshape(text_of(2026))  # type: ignore[operator]
    assert parse_notice(pasted) == parse_notice(text_of(2026))


@pytest.mark.parametrize(
    "declared",
    [
        "4月4日（周六）放假，4月6日（周一）补休。",
        "4月4日（周六）放假，4月6日（周一）补休，共2天。",
        "4月4日（周六）放假1天。4月6日（周一）补休1天。",
        "4月4日（周六）、6日（周一）放假，共2天。",
    ],
)
def test_a_day_given_in_lieu_is_off(declared: str) -> None:
    tomb_sweeping = f"三、清明节：{declared}"
    text = text_of(2026).replace("三、清明节：4月4日（周六）至6日（周一）放假，共3天。", tomb_sweeping)
    assert {date(2026, 4, 4), date(2026, 4, 6)} <= set(parse_notice(text).offs)


@pytest.mark.parametrize(
    ("printed", "pasted", "problem", "phrase"),
    [
        ("1月4日（周日）上班", "1月4日（周六）上班", Problem.WRONG_WEEKDAY, "1月4日(周六)"),
        ("至3日（周六）", "至3日（周五）", Problem.WRONG_WEEKDAY, "1月1日(周四)至3日(周五)"),
        ("共9天", "共8天", Problem.WRONG_TOTAL, "共8天"),
        ("5月9日（周六）", "5月8日", Problem.WORK_ON_WEEKDAY, "5月8日"),
        ("5月9日（周六）", "5月2日（周六）", Problem.OFF_AND_WORK, "5月2日(周六)"),
        ("5月9日（周六）", "9日（周六）", Problem.MONTH_MISSING, "9日(周六)"),
        ("5月9日（周六）", "5月32日", Problem.NO_SUCH_DATE, "5月32日"),
        ("5月9日（周六）", "2025年5月10日", Problem.OUTSIDE_YEAR, "2025年5月10日"),
        ("至21日（周日）", "至18日", Problem.RANGE_REVERSED, "6月19日(周五)至18日"),
        ("至3日（周六）", "至1日", Problem.RANGE_REVERSED, "1月1日(周四)至1日"),
        ("5月9日（周六）上班", "5月109日上班", Problem.NOT_UNDERSTOOD, "上班"),
        ("5月9日（周六）", "115月9日（周六）", Problem.MONTH_MISSING, "9日(周六)"),
        ("5月9日（周六）上班", "5月9日（周六）不上班", Problem.NOT_UNDERSTOOD, "不上班"),
        ("5月9日（周六）上班", "5月9日（周六）另行通知", Problem.NOT_UNDERSTOOD, "5月9日(周六)"),
        ("四、劳动节：", "四、劳动节", Problem.FESTIVAL_MISSING, "劳动节"),
        ("现将2026年", "现将2027年", Problem.YEAR_UNCLEAR, "2027年元旦"),
    ],
)
def test_what_does_not_add_up_is_refused(printed: str, pasted: str, problem: Problem, phrase: str) -> None:
    lines = text_of(2026).splitlines()
    at = next(n for n, line in enumerate(lines, 1) if printed in line)
    text = text_of(2026).replace(printed, pasted, 1)
    with pytest.raises(NoticeError) as caught:
        parse_notice(text)
    expected_line = 1 if problem is Problem.FESTIVAL_MISSING else at
    assert (caught.value.problem, caught.value.line, caught.value.phrase) == (problem, expected_line, phrase)


def test_a_notice_cut_off_before_its_end_is_refused() -> None:
    whole = text_of(2026)
    with pytest.raises(NoticeError, match="国庆节"):
        parse_notice(whole[: whole.index("七、国庆节")])
    with pytest.raises(NoticeError) as caught:
        parse_notice(whole[: whole.index("放假调休，共7天")])
    assert (caught.value.problem, caught.value.line) == (Problem.NOT_UNDERSTOOD, 13)
    with pytest.raises(NoticeError) as caught:
        parse_notice(whole[: whole.rindex("上班")])
    assert (caught.value.problem, caught.value.phrase) == (Problem.NOT_UNDERSTOOD, "9月20日(周日)")
    with pytest.raises(NoticeError) as caught:
        parse_notice("")
    assert (caught.value.problem, caught.value.line) == (Problem.YEAR_MISSING, 1)


def test_a_festival_without_a_day_off_is_refused() -> None:
    text = text_of(2026).replace("6月19日（周五）至21日（周日）放假，共3天。", "另行通知。")
    with pytest.raises(NoticeError) as caught:
        parse_notice(text)
    assert caught.value.problem is Problem.NOT_UNDERSTOOD
    assert "另行通知" in caught.value.phrase


def test_the_year_asked_for_must_be_the_year_of_the_text() -> None:
    with pytest.raises(NoticeError) as caught:
        parse_notice(text_of(2026), 2027)
    assert caught.value.problem is Problem.YEAR_UNCLEAR
    assert parse_notice(text_of(2026), 2026).year == 2026


CSV = 'date,kind,source\n2026-12-27,work,notice\n2027-01-01,off,notice\n2027/1/4,off,"notice, amended"\n'


def test_csv_gives_days_and_their_sources() -> None:
    notice = parse_csv("\ufeff" + CSV)
    assert isinstance(notice, Notice)
    assert notice.year == 2027
    assert notice.works == (date(2026, 12, 27),)
    assert notice.offs == (date(2027, 1, 1), date(2027, 1, 4))
    assert notice.days[date(2027, 1, 4)].source == "notice, amended"
    assert parse_csv(CSV.replace("\n", "\r\n") + "\r\n\r\n") == notice


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("2027-02-30,off,notice", Problem.NO_SUCH_DATE),
        ("5 February,off,notice", Problem.CSV_DATE),
        ("2027-02-05,holiday,notice", Problem.CSV_KIND),
        ("2027-02-05,off, ", Problem.CSV_SOURCE),
        ("2027-02-05,off", Problem.CSV_COLUMNS),
        ("2027-01-01,off,notice", Problem.CSV_REPEATED),
        ("2027-01-01,work,notice", Problem.OFF_AND_WORK),
        ("2027-02-05,work,notice", Problem.WORK_ON_WEEKDAY),
        ("2026-11-30,off,notice", Problem.OUTSIDE_YEAR),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(row: str, problem: Problem) -> None:
    with pytest.raises(NoticeError) as caught:
        parse_csv(CSV + row + "\n")
    assert (caught.value.problem, caught.value.line, caught.value.phrase) == (problem, 5, row)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.CSV_HEADER),
        ("2027-01-01,off,notice\n", Problem.CSV_HEADER),
        ("date,kind,source\n", Problem.CSV_EMPTY),
    ],
)
def test_csv_without_header_or_rows_is_refused(text: str, problem: Problem) -> None:
    with pytest.raises(NoticeError) as caught:
        parse_csv(text)
    assert (caught.value.problem, caught.value.line) == (problem, 1)
