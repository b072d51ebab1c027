"""The official calendar changed: a notice loaded, a festival amended, one day set; looked over first."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder import expose
from flask_babel import format_date, gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice, SelectField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from app import calendar_plan as planning
from app import recompute
from app.access.actor import PROGRAM, acting
from app.access.grants import EDIT
from app.calendar_plan import NotAnnounced, NotAWeekend, Plan
from app.parts import parts
from app.periods.calendar import Calendar, Override
from app.periods.notice import Notice, NoticeError, Problem, parse_csv, parse_notice
from models.column import declared
from models.deadline import CalendarDay
from models.roles import SYSTEM_ADMINISTRATOR
from views import notice_words, words
from views.base import signed_in
from views.calendar import FIRST, KINDS, LAST, CalendarPage
from views.forms import CleanText
from views.reasoned import Reasoned

LONGEST_NOTICE = 20_000
"""Characters that are read."""
LONGEST_LIST = 500
"""Moved periods a page names; all of them are counted, and stand in the trail afterwards."""

LOOKED_AT = "looked_at"
"""The field that says which calendar the preview was made for; without it nothing is saved."""

LONGEST_SOURCE = declared(CalendarDay)["source"].length or 0

NOTICE, WHOLE_CSV, AMENDING_CSV = "notice", "csv", "amendment"


class LoadForm(FlaskForm):
    """A notice as text, or days as CSV."""

    kind = SelectField(
        _("What is it?"),
        choices=[
            SelectChoice(NOTICE, _("The text of the State Council's notice")),
            SelectChoice(WHOLE_CSV, _("CSV: all the days of a year")),
            SelectChoice(AMENDING_CSV, _("CSV: some days of an announced year that were changed")),
        ],
    )
    text = TextAreaField(
        _("Text"),
        [DataRequired(_("Fill this in")), Length(max=LONGEST_NOTICE), CleanText()],
        description=_("CSV begins with the line: date,kind,source. The kind is off or work."),
    )
    year = IntegerField(
        _("Year"),
        [Optional(), NumberRange(FIRST, LAST, _("A year from 2000 to 2100"))],
        description=_("Only for a text without its title"),
    )


class DayForm(FlaskForm):
    """What one day is."""

    kind = SelectField(
        _("Kind"),
        choices=[
            SelectChoice("off", _("Day off")),
            SelectChoice("work", _("Make-up working day")),
            SelectChoice("plain", _("What its weekday says")),
        ],
    )
    source = StringField(
        _("Source"), [DataRequired(_("Fill this in")), Length(max=LONGEST_SOURCE), CleanText()]
    )


class ConfirmForm(Reasoned):
    """The preview was looked at."""

    looked_at = HiddenField()


class CalendarEditView(CalendarPage):
    """The system administrator keeps the calendar."""

    route_base = "/office/calendar"
    default_view = "load"
    base_permissions = (EDIT,)
    granted_to = (SYSTEM_ADMINISTRATOR,)
    permission_labels = {EDIT: _("Load notices and set days")}
    label = _("Calendar")

    @expose("/load", methods=["GET", "POST"])
    @signed_in
    def load(self) -> Any:
        """Paste a notice, see what it changes, then save it."""
        self.require(EDIT)
        form, title = LoadForm(), gettext("Load a notice")
        if form.is_submitted() and form.validate():
            try:
                return self._preview_or_save(_planned(form, self.calendar()), form, title)
            except NoticeError as error:
                form.text.errors = [notice_words.sentence(error)]
            except NotAnnounced as error:
                form.text.errors = [_not_announced(error)]
        return self._form(title, form, ["kind", "text", "year"])

    @expose("/days/<string:day>", methods=["GET", "POST"])
    @signed_in
    def day(self, day: str) -> Any:
        """Set one day, see what it changes, then save it."""
        self.require(EDIT)
        when, form = _day(day), DayForm()
        title = gettext("Set %(day)s", day=f"{words.day_text(when)} {format_date(when, 'EEEE')}")
        now = self.calendar().label(when)
        if not form.is_submitted():
            form.kind.data = now.kind if now.kind in {"off", "work"} else "plain"
            form.source.data = now.source
        elif form.validate():
            entry = None if form.kind.data == "plain" else Override(form.kind.data, form.source.data)
            try:
                return self._preview_or_save(planning.single_day(self.calendar(), when, entry), form, title)
            except NotAWeekend:
                form.kind.errors = [gettext("A make-up working day falls on a weekend; this day does not")]
            except NotAnnounced as error:
                form.kind.errors = [_not_announced(error)]
        return self._form(title, form, ["kind", "source"])

    def _form(self, title: str, form: FlaskForm, fields: list[str]) -> Any:
        crumbs, submit = self.way(title), gettext("See what changes")
        back = url_for("CalendarView.today")
        return self.form_page(title, form, [(title, fields)], back, crumbs=crumbs, submit=submit)

    # -- looked over, then saved ------------------------------------------------------

    def _preview_or_save(self, plan: Plan, form: FlaskForm, title: str) -> Any:
        calendar = self.calendar()
        confirm = ConfirmForm()
        # The page was made for a calendar; somebody may have changed it since.
        current = confirm.looked_at.data == calendar.version
        if LOOKED_AT in request.form and current and confirm.validate():
            return self._save(plan, calendar, confirm.reason.data)
        if LOOKED_AT not in request.form:
            confirm = ConfirmForm(formdata=None)
        elif not current:
            flash(gettext("The calendar was changed meanwhile: look again at what this changes."), "warning")
        confirm.looked_at.data = calendar.version
        return self._preview(plan, calendar, form, confirm, title)

    def _save(self, plan: Plan, calendar: Calendar, reason: str) -> Any:
        moved = planning.carry_out(
            self.session,
            plan,
            calendar,
            today=parts().time.today(),
            trail=parts().trail,
            actor=self.actor,
            reason=reason,
        )
        self.session.commit()
        parts().calendar.forget()
        flash(
            ngettext(
                "Saved; %(num)s period of open records was recomputed.",
                "Saved; %(num)s periods of open records were recomputed.",
                len(moved),
            ),
            "success",
        )
        return redirect(url_for("CalendarView.year", year=plan.year))

    def _preview(
        self, plan: Plan, calendar: Calendar, form: FlaskForm, confirm: ConfirmForm, title: str
    ) -> Any:
        # Numbers and dates, nothing of the content: whoever keeps the calendar need not see the records.
        with acting(PROGRAM):
            moved = recompute.changes(self.session, plan.applied_to(calendar), parts().time.today())
            rows = [_moved(one) for one in moved[:LONGEST_LIST]]
        html = self.page(
            "gov/admin/calendar_plan.html",
            title=title,
            crumbs=self.way(title),
            year=plan.year,
            source=plan.source,
            announces=plan.announces and plan.year not in calendar.announced,
            days=[
                {
                    "day": words.day_text(one.day),
                    "weekday": format_date(one.day, "EEEE"),
                    "before": KINDS[one.before.kind],
                    "after": KINDS[one.after.kind],
                }
                for one in plan.differences(calendar)
            ],
            moved=rows,
            count=len(moved),
            form=confirm,
            fields=[(field.short_name, field.data) for field in form if field.type != "CSRFTokenField"],
            cancel_url=url_for("CalendarView.today"),
        )
        return html, (400 if confirm.errors else 200)


def _planned(form: LoadForm, calendar: Calendar) -> Plan:
    text = form.text.data
    if form.kind.data == NOTICE:
        return planning.whole_year(calendar, parse_notice(text, form.year.data), text)
    notice = parse_csv(text)
    _check_sources(notice)
    if form.kind.data == WHOLE_CSV:
        return planning.whole_year(calendar, notice, text)
    return planning.amendment(calendar, notice)


def _check_sources(notice: Notice) -> None:
    """What is longer than the column would be refused by the database, without a word where."""
    for line, entry in enumerate(notice.days.values(), 2):
        if len(entry.source) > LONGEST_SOURCE:
            raise NoticeError(Problem.CSV_SOURCE, line, entry.source)


def _not_announced(error: NotAnnounced) -> str:
    return gettext("%(year)s is not announced: load its notice first", year=error.year)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)


def _moved(moved: recompute.Moved) -> dict[str, Any]:
    record = moved.record
    return {
        "number": str(record),
        "unit": record.unit.name,
        "clock": moved.clock.label,
        "old": _due(moved.old),
        "new": _due(moved.new),
        "moves": moved.old.due != moved.new.due,
    }


def _due(dates: recompute.Dates) -> str:
    if dates.due is None:
        return gettext("Stopped")
    day = words.day_text(dates.due)
    return gettext("%(day)s (provisional)", day=day) if dates.provisional else day
