"""How facts read on screen: days, lights, units, clauses, masked values."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from flask_babel import format_datetime, gettext, ngettext

from app.periods.deadline import Deadline
from models.base import Class, Column
from models.workflow import State


def day_text(day: date | None) -> str:
    """ISO, as the county's registers write days."""
    return day.isoformat() if day else ""


def moment_text(moment: datetime) -> str:
    """Minute in office time."""
    return str(format_datetime(moment, "yyyy-MM-dd HH:mm"))


def value_text(column: Column, value: Any) -> str:
    """A column's value in the reader's words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if column.choices is not None:
        return str(column.choices.get(value, value))
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return day_text(value)
    return str(value)


def masked(value: Any) -> str:
    """A name or number nobody without the grant reads: its first character, and that there is more."""
    text = str(value or "")
    return f"{text[0]}＊＊" if text else ""


def shown(column: Column, value: Any, *, personal: bool, sealed: bool) -> tuple[str, bool]:
    """The text of a value for this reader, and whether it was masked."""
    hidden = (column.klass is Class.PERSONAL and not personal) or (
        column.klass is Class.SEALED and not sealed
    )
    if hidden and value:
        return masked(value), True
    return value_text(column, value), False


def tone(state: State) -> str:
    """The colour a state's tag has."""
    if state.final:
        return "grey" if state.aside else "green"
    return "amber" if state.aside or state.settled else "blue"


def clause_text(clauses: tuple[str, ...] | str) -> str:
    """``A8.9.5`` as a clerk cites it: annex 8, article 9 item 5."""
    ids = re.findall(r"[A-Z][\w.]*", clauses) if isinstance(clauses, str) else clauses
    return gettext(", ").join(_clause(clause) for clause in ids)


def _clause(clause: str) -> str:
    found = re.match(r"^A(\d+)\.(\d+)(?:\.(\d+))?$", clause)
    if not found:
        return clause
    annex, article, item = found.groups()
    if item:
        return gettext(
            "Annex %(annex)s, article %(article)s item %(item)s", annex=annex, article=article, item=item
        )
    return gettext("Annex %(annex)s, article %(article)s", annex=annex, article=article)


def deadline_text(deadline: Deadline, *, working: bool, met: bool) -> str:
    """What a light says."""
    if met:
        return gettext("Done")
    if deadline.overdue_by:
        return ngettext("Overdue by %(num)s day", "Overdue by %(num)s days", deadline.overdue_by)
    if deadline.paused:
        return gettext("Stopped, %(left)s left", left=_length(deadline.days_left, working=working))
    if deadline.days_left == 0:
        return gettext("Due today")
    return gettext("%(left)s left", left=_length(deadline.days_left, working=working))


def _length(days: int, *, working: bool) -> str:
    if working:
        return ngettext("%(num)s working day", "%(num)s working days", days)
    return ngettext("%(num)s day", "%(num)s days", days)


def size_text(size: int) -> str:
    """Bytes as people say them."""
    if size >= 1_048_576:
        return f"{size / 1_048_576:.1f} MB"
    return f"{max(1, round(size / 1024))} KB"
