"""Why this date? The counted days of a period one by one, and what if something happened."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, request
from flask_appbuilder import expose
from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from app.access.grants import SHOW
from app.clocks import events
from app.parts import parts
from app.periods.deadline import Line, derive, explain, what_if
from app.timekeeper import office_day
from models.deadline import PERIOD_KINDS, RunningClock
from views import record as page
from views import words
from views.base import signed_in
from views.forms import DayField, Question

LONGEST_TABLE = 400
"""Days the page lists at the most."""


class WhatIfForm(Question):
    """What might happen to a period; nothing of it is saved."""

    answered_on = DayField(_("A pending reply arrives on"), validators=[Optional()])
    extension = IntegerField(
        _("Extended by (days)"), validators=[Optional(), NumberRange(min=0, max=400, message=_("0 to 400"))]
    )
    today = DayField(_("Seen on the day"), validators=[Optional()])


class PeriodPages:
    """Mixed into a matter's view."""

    @expose("/<int:pk>/period/<string:name>")
    @signed_in
    def why(self: Any, pk: int, name: str) -> Any:
        """One clock of one record, day by day."""
        record = self.find(pk, SHOW)
        clock = self.flow.clocks.get(name)
        run = record.clock(clock) if clock is not None else None
        if clock is None or run is None:
            abort(404)
        today, label = parts().time.today(), str(clock.label)
        form = WhatIfForm(request.args)
        in_hours = run.started_at is not None
        asked = not in_hours and bool(request.args) and form.validate() and _sound(form, run)
        return self.page(
            "gov/clock.html",
            crumbs=self.crumbs(record, gettext("Why this date?")),
            title=gettext("Why this date? %(clock)s", clock=label),
            clock=page.clock_card(label, run, parts().clocks, today, None),
            rule=_rule(run),
            days=_moments(run, today) if in_hours else _days(run, today),
            form=None if in_hours else form,
            simulated=_simulated(label, run, form, today) if asked else None,
        )


def _rule(run: RunningClock) -> dict[str, Any]:
    rule = run.rule
    length = gettext("%(n)s, counted in: %(kind)s", n=rule.amount, kind=PERIOD_KINDS[rule.kind])
    if run.fixed_on is not None:
        length = gettext("Until the day set: %(day)s", day=words.day_text(run.fixed_on))
    if run.extension:
        length = gettext("%(rule)s, extended by %(n)s", rule=length, n=run.extension)
    version = gettext("In force from %(day)s", day=words.day_text(rule.valid_from))
    return {"text": length, "clause": words.clause_text(rule.clause), "version": version}


def _days(run: RunningClock, today: date) -> list[dict[str, Any]]:
    calendar = parts().calendar.calendar()
    due = derive(events(run), calendar, today).due
    lines = explain(events(run), calendar, today)
    return [_day(line, due=line.day == due) for line in lines[:LONGEST_TABLE]]


def _moments(run: RunningClock, today: date) -> list[dict[str, Any]]:
    """Where a period in hours begins and ends; nothing stops it in between."""
    ends, length = parts().clocks.deadline(run, today).due_at, run.rule.amount + run.extension
    going_on = gettext("Every hour counts, by night and on days off too")
    told = ((run.started_at, "start", 0, going_on), (ends, "due", length, ""))
    return [
        {
            "date_text": words.moment_text(moment),
            "weekday": format_date(office_day(moment), "EEEE"),
            "kind": kind,
            "number": number,
            "reason": reason,
            "source": "",
        }
        for moment, kind, number, reason in told
        if moment is not None
    ]


def _day(line: Line, *, due: bool) -> dict[str, Any]:
    kinds = {
        "start": "start",
        "counted": "counted",
        "make_up": "counted",
        "suspended": "suspended",
        "rolled": "due",
    }
    reasons = {
        "start": gettext("The start day is not counted"),
        "counted": "",
        "make_up": gettext("Make-up working day"),
        "weekend": gettext("Weekend"),
        "off": gettext("Day off"),
        "suspended": gettext("The period stands still"),
        "rolled": gettext("Moved on: the last day is no working day"),
    }
    return {
        "date_text": words.day_text(line.day),
        "weekday": format_date(line.day, "EEEE"),
        "kind": "due" if due else kinds.get(line.why, "excluded"),
        "number": line.number,
        "reason": reasons[line.why],
        "source": gettext("; ").join(line.notes)
        + (gettext(" (provisional: this year is not announced)") if line.provisional else ""),
    }


def _sound(form: WhatIfForm, run: RunningClock) -> bool:
    """No reply comes before it was asked for: before what stops the period now."""
    replied = form.answered_on.data
    if replied is not None and any(s.until is None and replied < s.since for s in run.suspensions):
        form.answered_on.errors = [gettext("This day lies before the day of asking")]
    return not form.errors


def _simulated(label: str, run: RunningClock, form: WhatIfForm, today: date) -> dict[str, Any]:
    changed = what_if(events(run), answered_on=form.answered_on.data, extension=form.extension.data)
    seen = max(form.today.data or today, run.started_on)
    deadline = derive(changed, parts().calendar.calendar(), seen)
    text = words.deadline_text(deadline, working=changed.rule.kind == "working_days", met=False)
    due = gettext("Due %(day)s", day=words.day_text(deadline.due)) if deadline.due else gettext("Stopped")
    return {
        "label": gettext("What if: %(clock)s", clock=label),
        "light": deadline.light,
        "due_text": due,
        "detail": text,
        "why_url": None,
        "provisional": deadline.provisional,
        "paused": deadline.paused,
        "percent": None,
    }
