"""How facts read on screen: days, lights, units, clauses, masked values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

from flask_babel import get_locale, gettext, ngettext
from flask_babel import lazy_gettext as _

from app.access.actor import CITIZEN, PROGRAM
from app.clauses import laws
from app.periods.deadline import Deadline
from app.timekeeper import minute_text
from models.citation import numeral
from models.column import Class, Column
from models.workflow import Label, State

NAMELESS: dict[str, Label] = {CITIZEN.name: _("Applicant"), PROGRAM.name: _("The program")}
"""Who acts without an account, as it is read: the trail keeps a name of one word for each."""


def actor_text(name: str) -> str:
    """Who did something: a person by her name."""
    return str(NAMELESS.get(name, name))


def day_text(day: date | None) -> str:
    """ISO, as the county's registers write days."""
    return day.isoformat() if day else ""


def moment_text(moment: datetime) -> str:
    """Minute in office time."""
    return minute_text(moment)


def value_text(column: Column, value: Any) -> str:
    """A column's value in the reader's words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if column.choices is not None:
        return listed(column.named(value)) if column.several else str(column.choices.get(value, value))
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return day_text(value)
    return str(column.words(value))


def is_given(value: Any) -> bool:
    """Whether a column holds anything: zero is something, a tick box left empty is not."""
    return value is not None and value is not False and value != ""


def masked(value: Any) -> str:
    """A name or number nobody without the grant reads: its first character, and that there is more."""
    text = str(value or "")
    return f"{text[0]}＊＊" if text else ""


def shown(column: Column, value: Any, *, personal: bool, sealed: bool) -> tuple[str, bool]:
    """The text of a value for this reader, and whether it was masked."""
    hidden = (column.klass is Class.PERSONAL and not personal) or (
        column.klass is Class.SEALED and not sealed
    )
    if hidden and is_given(value):
        # The first character of a day, an amount or a code would tell too much of it.
        return masked(value if isinstance(value, str) and not column.code else "＊"), True
    return value_text(column, value), False


def tone(state: State) -> str:
    """The colour a state's tag has."""
    if state.closed:
        return "grey" if state.aside else "green"
    return "amber" if state.aside else "blue"


def listed(words: Iterable[Label]) -> str:
    """Several words in a row, parted as the reader's language parts them."""
    return gettext(", ").join(str(word) for word in words)


def under(heading: Label, text: Label) -> str:
    """Something with what it belongs to before it: ``Information request: Answer``."""
    return gettext("%(heading)s: %(text)s", heading=heading, text=text)


def clause_text(clauses: tuple[str, ...] | str) -> str:
    """``A8.9.5`` as a clerk cites it: annex 8, article 9 item 5; items of one article together.

    An article of another law a matter follows is cited with that law's name.
    """
    ids = re.findall(r"[A-Z][\w.]*", clauses) if isinstance(clauses, str) else clauses
    parts = (clause.split(".") if _is_clause(clause) else [clause] for clause in ids)
    groups = groupby(parts, lambda part: (part[:2], len(part)))
    return listed(_cited(article, [part[2] for part in group if part[2:]]) for (article, _), group in groups)


_OF_THE_NOTICE = re.compile(r"A\d+\.\d+(\.\d+)?")


def _is_clause(text: str) -> bool:
    return bool(_OF_THE_NOTICE.fullmatch(text)) or any(text in law.clauses for law in laws().values())


def _cited(article: list[str], items: list[str]) -> str:
    if len(article) < 2:
        return listed(article)
    if law := laws().get(article[0]):
        return gettext("%(law)s, article %(article)s", law=law.name, article=_ordinal(article[1]))
    place = {"annex": article[0].removeprefix("A"), "article": _ordinal(article[1])}
    if items:
        item = listed(map(_ordinal, items))
        return gettext("Annex %(annex)s, article %(article)s item %(item)s", **place, item=item)
    return gettext("Annex %(annex)s, article %(article)s", **place)


def _ordinal(number: str) -> str:
    """The number of an article or item: in Chinese as the notice prints it, 十九 for 19."""
    return numeral(int(number)) if str(get_locale()).startswith("zh") else number


def deadline_text(deadline: Deadline, *, working: bool, met: bool) -> str:
    """What a light says."""
    if met:
        return gettext("Done")
    if deadline.due_at is not None:
        return _hours_text(deadline)
    if deadline.overdue_by:
        return ngettext("Overdue by %(num)s day", "Overdue by %(num)s days", deadline.overdue_by)
    if deadline.paused:
        return gettext("Stopped, %(left)s left", left=_length(deadline.days_left, working=working))
    if deadline.days_left == 0:
        return gettext("Due today")
    return gettext("%(left)s left", left=_length(deadline.days_left, working=working))


def _hours_text(deadline: Deadline) -> str:
    if deadline.overdue_by:
        return ngettext("Overdue by %(num)s hour", "Overdue by %(num)s hours", deadline.overdue_by)
    if deadline.days_left == 0:
        return gettext("Less than an hour left")
    hours = ngettext("%(num)s hour", "%(num)s hours", deadline.days_left)
    return gettext("%(left)s left", left=hours)


def due_text(due: date | None, due_at: datetime | None) -> str:
    """When a period ends: the day, or of a period in hours the minute."""
    return moment_text(due_at) if due_at is not None else day_text(due)


def _length(days: int, *, working: bool) -> str:
    if working:
        return ngettext("%(num)s working day", "%(num)s working days", days)
    return ngettext("%(num)s day", "%(num)s days", days)


def size_text(size: int) -> str:
    """Bytes as people say them."""
    if size >= 1_048_576:
        return f"{size / 1_048_576:.1f} MB"
    return f"{max(1, round(size / 1024))} KB"


def cannot_print() -> str:
    """What is said where a PDF was asked for on a machine without Pango."""
    return gettext("This machine cannot print PDFs: the administrator installs the library Pango.")
