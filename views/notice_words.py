"""What is wrong with a notice, in the reader's words; where in the text, and what stands there."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.periods.notice import NoticeError, Problem
from models.workflow import Label

SENTENCES: dict[Problem, Label] = {
    Problem.YEAR_MISSING: _(
        "The text does not say which year it arranges: paste its title too, or give the year"
    ),
    Problem.YEAR_UNCLEAR: _("The text speaks of more than one year, or of another one than given"),
    Problem.FESTIVAL_MISSING: _("A festival is missing: paste the whole notice"),
    Problem.NO_SUCH_DATE: _("There is no such date"),
    Problem.MONTH_MISSING: _("This date has no month"),
    Problem.OUTSIDE_YEAR: _("This day is neither in the year nor in the December before it"),
    Problem.RANGE_REVERSED: _("This range ends before it begins"),
    Problem.WRONG_WEEKDAY: _("This date falls on another weekday than the text says"),
    Problem.WRONG_TOTAL: _("The number of days does not agree with the dates before it"),
    Problem.NOT_UNDERSTOOD: _(
        "This is not understood: every date must be declared a day off or a working day"
    ),
    Problem.OFF_AND_WORK: _("This day is declared both a day off and a working day"),
    Problem.WORK_ON_WEEKDAY: _("A make-up working day falls on a weekend; this day does not"),
    Problem.CSV_HEADER: _("The first line must be: date,kind,source"),
    Problem.CSV_COLUMNS: _("A line has three values: date, kind, source"),
    Problem.CSV_DATE: _("Write the date like 2027-01-01"),
    Problem.CSV_KIND: _("The kind is off or work"),
    Problem.CSV_SOURCE: _("Name the source: the title of the notice"),
    Problem.CSV_REPEATED: _("This day stands twice"),
    Problem.CSV_EMPTY: _("There is no day in it"),
}


def sentence(error: NoticeError) -> str:
    """One refusal: the line, what is wrong, and the words at fault."""
    said = SENTENCES[error.problem]
    if not error.phrase:
        return gettext("Line %(line)s: %(problem)s", line=error.line, problem=said)
    return gettext(
        "Line %(line)s: %(problem)s (“%(phrase)s”)", line=error.line, problem=said, phrase=error.phrase[:80]
    )
