"""Reading the yearly arrangement of days off: the State Council notice as pasted text, or CSV.

The notice is parsed completely or refused: every date in its list of festivals must be declared off
or a working day, agree with the weekday and the number of days printed beside it, and all seven
festivals must be there. A half-read notice would make wrong deadlines look certain.
"""

import csv
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate, pairwise

from app.periods.calendar import Override, OverrideKind

Span = tuple[int, int]

_FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
_WEEKDAYS = "一二三四五六日"
_CSV_COLUMNS = ["date", "kind", "source"]

_TITLE = re.compile(r"国务院办公厅关于(\d{4})年部分节假日安排的通知(国办发明电〔\d{4}〕\d+号)?")
_STATED_YEAR = re.compile(r"(\d{4})年(?:部分节假日|元旦)")
_NAMES = "|".join(_FESTIVALS)
_HEADING = re.compile(rf"((?:{_NAMES})(?:、(?:{_NAMES}))*):")
_SIGNATURE = re.compile(r"国务院办公厅(?:\d{4}年)?\d{1,2}月\d{1,2}日")


def _dated(n: int) -> str:
    """The pattern of one date, with year and month often left out and a note in brackets."""
    when = rf"(?:(?:(?P<year{n}>\d{{4}})年)?(?P<month{n}>\d{{1,2}})月)?(?P<day{n}>\d{{1,2}})日"
    return rf"{when}(?:\((?P<note{n}>[^)]*)\))?"


_TOKEN = re.compile(
    rf"(?P<advice>鼓励[^。]*)|(?P<dates>(?<!\d){_dated(1)}(?:起?[至到~—–-]+{_dated(2)})?)"
    r"|(?P<negated>不(?:放假|补休|上班))|(?P<off>放假|补休)|(?P<work>上班)|共?(?P<total>\d+)天|(?P<stop>。)"
)
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_CSV_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")


class Problem(StrEnum):
    """What is wrong with a notice; the caller words it."""

    YEAR_MISSING = "year_missing"
    YEAR_UNCLEAR = "year_unclear"
    FESTIVAL_MISSING = "festival_missing"
    NO_SUCH_DATE = "no_such_date"
    MONTH_MISSING = "month_missing"
    OUTSIDE_YEAR = "outside_year"
    RANGE_REVERSED = "range_reversed"
    WRONG_WEEKDAY = "wrong_weekday"
    WRONG_TOTAL = "wrong_total"
    NOT_UNDERSTOOD = "not_understood"
    OFF_AND_WORK = "off_and_work"
    WORK_ON_WEEKDAY = "work_on_weekday"
    CSV_HEADER = "csv_header"
    CSV_COLUMNS = "csv_columns"
    CSV_DATE = "csv_date"
    CSV_KIND = "csv_kind"
    CSV_SOURCE = "csv_source"
    CSV_REPEATED = "csv_repeated"
    CSV_EMPTY = "csv_empty"


class NoticeError(ValueError):
    """A notice that cannot be trusted: the ``problem``, the ``line`` (from 1) and the ``phrase`` at fault."""

    def __init__(self, problem: Problem, line: int, phrase: str) -> None:
        super().__init__(f"line {line}: {problem}: {phrase}")
        self.problem = problem
        self.line = line
        self.phrase = phrase


@dataclass(frozen=True)
class Notice:
    """The arrangement of one year; the last days of December before it may belong to it."""

    year: int
    days: Mapping[date, Override]

    @property
    def offs(self) -> tuple[date, ...]:
        """The days off, in order, including those on a weekend."""
        return self._of_kind("off")

    @property
    def works(self) -> tuple[date, ...]:
        """The make-up working days, in order."""
        return self._of_kind("work")

    def _of_kind(self, kind: OverrideKind) -> tuple[date, ...]:
        return tuple(sorted(day for day, override in self.days.items() if override.kind == kind))


def parse_notice(text: str, year: int | None = None) -> Notice:
    """The arrangement in the pasted text of a State Council notice (2013 style and later).

    ``year`` is needed only if the paste leaves the title and the first sentence out; it must agree with
    them otherwise. Advice to let staff rest on further days (鼓励…) declares nothing. Raises NoticeError.
    """
    paste = _Paste(text)
    year = _year_of(paste, year)
    titles = [match[0] for match in _TITLE.finditer(paste.text)]
    source = max(titles, key=len, default=f"国务院办公厅关于{year}年部分节假日安排的通知")
    days: dict[date, Override] = {}
    for section in _sections(paste):
        for kind, day, at in _declared(paste, section, year):
            problem = _misfit(days, day, kind, year)
            if problem:
                raise paste.error(problem, at)
            days[day] = Override(kind, source)
    return Notice(year, days)


def parse_csv(text: str) -> Notice:
    """The arrangement in CSV with the header ``date,kind,source``; kind is ``off`` or ``work``.

    Dates are 2027-01-01 or, as spreadsheets rewrite them, 2027/1/1. The year is that of the last day;
    earlier days may only be those of the December before. Raises NoticeError.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    rows = csv.reader(lines)
    if [cell.strip() for cell in next(rows, [])] != _CSV_COLUMNS:
        raise NoticeError(Problem.CSV_HEADER, 1, lines[0] if lines else "")
    entries = [(rows.line_num, *_csv_entry(row, rows.line_num)) for row in rows if any(row)]
    if not entries:
        raise NoticeError(Problem.CSV_EMPTY, len(lines), "")
    year = max(day.year for _, day, _ in entries)
    days: dict[date, Override] = {}
    for line, day, override in entries:
        problem = _misfit(days, day, override.kind, year)
        if problem is None and day in days:
            problem = Problem.CSV_REPEATED
        if problem:
            raise NoticeError(problem, line, lines[line - 1])
        days[day] = override
    return Notice(year, days)


def _misfit(days: Mapping[date, Override], day: date, kind: OverrideKind, year: int) -> Problem | None:
    """What keeps ``day`` from being ``kind`` in the arrangement of ``year`` read so far."""
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        return Problem.OUTSIDE_YEAR
    if day in days and days[day].kind != kind:
        return Problem.OFF_AND_WORK
    if kind == "work" and day.weekday() < 5:
        return Problem.WORK_ON_WEEKDAY
    return None


def _csv_entry(row: list[str], line: int) -> tuple[date, Override]:
    """The day and override of one row."""
    phrase = ",".join(row)
    if len(row) != len(_CSV_COLUMNS):
        raise NoticeError(Problem.CSV_COLUMNS, line, phrase)
    when, kind, source = (cell.strip() for cell in row)
    match = _CSV_DATE.fullmatch(when)
    if not match:
        raise NoticeError(Problem.CSV_DATE, line, phrase)
    try:
        day = date(*map(int, match.groups()))
    except ValueError:
        raise NoticeError(Problem.NO_SUCH_DATE, line, phrase) from None
    if not source:
        raise NoticeError(Problem.CSV_SOURCE, line, phrase)
    match kind:
        case "off" | "work":
            return day, Override(kind, source)
        case _:
            raise NoticeError(Problem.CSV_KIND, line, phrase)


class _Paste:
    """Pasted text in one width and without any space, that still knows its lines."""

    def __init__(self, text: str) -> None:
        lines = ["".join(unicodedata.normalize("NFKC", line).split()) for line in text.splitlines()]
        self.text = "".join(lines)
        self._starts = list(accumulate(map(len, lines), initial=0))[:-1]

    def error(self, problem: Problem, span: Span) -> NoticeError:
        """The refusal that shows the phrase in ``span`` and the line it begins on."""
        start, end = span
        return NoticeError(problem, max(1, bisect_right(self._starts, start)), self.text[start:end])


def _year_of(paste: _Paste, given: int | None) -> int:
    """The one year the text is about; ``given`` decides only where the text is silent."""
    stated = {int(match[1]): match.span() for match in _STATED_YEAR.finditer(paste.text)}
    years = stated.keys() | ({given} if given is not None else set())
    if not years:
        raise paste.error(Problem.YEAR_MISSING, (0, 0))
    if len(years) > 1:
        raise paste.error(Problem.YEAR_UNCLEAR, max(stated.values()))
    return years.pop()


def _sections(paste: _Paste) -> Iterable[Span]:
    """The spans behind each festival's heading, up to the next heading or the signature."""
    headings = list(_HEADING.finditer(paste.text))
    named = {name for heading in headings for name in heading[1].split("、")}
    missing = [name for name in _FESTIVALS if name not in named]
    if missing:
        raise NoticeError(Problem.FESTIVAL_MISSING, 1, "、".join(missing))
    signature = _SIGNATURE.search(paste.text, headings[-1].end())
    end = signature.start() if signature else len(paste.text)
    return pairwise([*(heading.end() for heading in headings), end])


def _declared(paste: _Paste, section: Span, year: int) -> Iterator[tuple[OverrideKind, date, Span]]:
    """The days a section declares: dates wait for their verb, and neither may stand alone."""
    waiting: list[tuple[date, Span]] = []
    off_together = 0
    declares_off = False
    for token in _TOKEN.finditer(paste.text, *section):
        match token.lastgroup:
            case "dates":
                latest = waiting[-1][0] if waiting else None
                waiting += [(day, token.span()) for day in _days(paste, token, year, latest)]
            case "off" | "work" as kind if waiting:
                yield from ((kind, day, at) for day, at in waiting)
                if kind == "off":
                    off_together += len(waiting)
                    declares_off = True
                waiting = []
            case "off" | "work" | "negated":
                raise paste.error(Problem.NOT_UNDERSTOOD, token.span())
            case "total" if int(token["total"]) != off_together:
                raise paste.error(Problem.WRONG_TOTAL, token.span())
            case "stop" if waiting:
                raise paste.error(Problem.NOT_UNDERSTOOD, waiting[0][1])
            case "stop":
                off_together = 0
    if waiting or not declares_off:
        raise paste.error(Problem.NOT_UNDERSTOOD, waiting[0][1] if waiting else section)


def _days(paste: _Paste, token: re.Match[str], year: int, latest: date | None) -> Iterator[date]:
    """The one date of a token, or every date of its range; ``latest`` lends a month left out."""
    first = _date(paste, token, 1, year, latest)
    yield first
    if token["day2"] is None:
        return
    last = _date(paste, token, 2, year, first)
    if last <= first:
        raise paste.error(Problem.RANGE_REVERSED, token.span())
    for offset in range(1, (last - first).days + 1):
        yield first + timedelta(days=offset)


def _date(paste: _Paste, token: re.Match[str], end: int, year: int, latest: date | None) -> date:
    """One end of a token, checked against the weekday in its brackets."""
    if token[f"month{end}"]:
        year, month = int(token[f"year{end}"] or year), int(token[f"month{end}"])
    elif latest:
        year, month = latest.year, latest.month
    else:
        raise paste.error(Problem.MONTH_MISSING, token.span())
    try:
        day = date(year, month, int(token[f"day{end}"]))
    except ValueError:
        raise paste.error(Problem.NO_SUCH_DATE, token.span()) from None
    weekday = _WEEKDAY.search(token[f"note{end}"] or "")
    if weekday and _WEEKDAYS[day.weekday()] != weekday[1].replace("天", "日"):
        raise paste.error(Problem.WRONG_WEEKDAY, token.span())
    return day
