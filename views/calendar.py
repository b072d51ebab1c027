"""The official calendar to look at: a year month by month, and which years are announced."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask import Response, abort, url_for
from flask_appbuilder import expose
from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.access.grants import EDIT
from app.exports import table
from app.parts import parts
from app.periods.calendar import Calendar, Label
from app.timekeeper import OFFICE_TIME
from models.deadline import CalendarYear
from views import words
from views.administration import AdministrationPage
from views.base import Crumb, signed_in

FIRST, LAST = 2000, 2100
"""Years the pages show."""

EDIT_PAGE = "CalendarEditView"
KINDS = {
    "weekday": _("Working day"),
    "weekend": _("Weekend"),
    "off": _("Day off"),
    "work": _("Make-up working day"),
}
MARKS = {"off": (_("off"), "red"), "work": (_("work"), "green")}
"""The word in a day's cell and its tone; colour is never alone."""


class CalendarPage(AdministrationPage):
    """What looking and changing share."""

    def calendar(self) -> Calendar:
        """The calendar as it stands; no property: the framework reads those before there is a database."""
        return parts().calendar.calendar()

    @property
    def may_change(self) -> bool:
        """Whether this reader keeps the calendar."""
        return bool(self.actor.may(EDIT, EDIT_PAGE))

    def way(self, here: str) -> list[Crumb]:
        """Where the reader is."""
        return self.crumbs((gettext("Calendar"), url_for("CalendarView.today")), (here, None))


class CalendarView(CalendarPage):
    """Everybody who signed in may look."""

    route_base = "/office/calendar"
    default_view = "today"
    base_permissions: tuple[str, ...] = ()
    label = _("Calendar")

    @expose("/")
    @signed_in
    def today(self) -> Any:
        """This year."""
        return self._year(parts().time.today().year)

    @expose("/<int:year>")
    @signed_in
    def year(self, year: int) -> Any:
        """One year, month by month."""
        return self._year(year)

    def _year(self, year: int) -> str:
        if not FIRST <= year <= LAST:
            abort(404)
        calendar = self.calendar()
        notices = {row.year: row for row in self.session.scalars(select(CalendarYear))}
        notice = notices.get(year)
        working = calendar.between(date(year - 1, 12, 31), date(year, 12, 31)).n
        return self.page(
            "gov/admin/calendar.html",
            title=gettext("Calendar %(year)s", year=year),
            crumbs=self.way(str(year)),
            year=year,
            notice=notice and {"source": notice.source, "loaded": words.moment_text(notice.loaded_at)},
            working=working,
            weekdays=[format_date(date(2024, 1, n), "EEEEE") for n in range(1, 8)],
            months=[self._month(calendar, year, month) for month in range(1, 13)],
            unlike=[_line(day, calendar.label(day)) for day in _unlike(calendar, year)],
            years=[
                {"year": other, "url": url_for("CalendarView.year", year=other), "current": other == year}
                for other in _years_to_offer(notices.keys() | {year})
            ],
            export_url=url_for("CalendarView.export", year=year),
            load_url=url_for(f"{EDIT_PAGE}.load") if self.may_change else None,
        )

    def _month(self, calendar: Calendar, year: int, month: int) -> dict[str, Any]:
        days = Weeks().itermonthdates(year, month)
        cells = [self._cell(calendar, day) if day.month == month else None for day in days]
        return {
            "label": format_date(date(year, month, 1), "LLLL"),
            "weeks": [cells[at : at + 7] for at in range(0, len(cells), 7)],
        }

    def _cell(self, calendar: Calendar, day: date) -> dict[str, Any]:
        label = calendar.label(day)
        mark, tone = MARKS.get(label.kind, (None, None))
        editable = self.may_change and not label.provisional
        return {
            "iso": day.isoformat(),
            "number": day.day,
            "quiet": not calendar.is_working(day),
            "mark": mark,
            "tone": tone,
            "words": words.under(format_date(day, "full"), KINDS[label.kind]),
            "url": url_for(f"{EDIT_PAGE}.day", day=day.isoformat()) if editable else None,
        }

    @expose("/<int:year>.csv")
    @signed_in
    def export(self, year: int) -> Any:
        """The days of a year that differ, in the form a year is loaded with."""
        calendar = self.calendar()
        rows = [
            (day, entry.kind, entry.source)
            for day, entry in sorted(calendar.overrides.items())
            if day.year == year
        ]
        sheet = table.Sheet(
            title=str(year),
            columns=[table.Column(name, name) for name in ("date", "kind", "source")],
            rows=rows,
            zone=OFFICE_TIME,
            about="",
        )
        answer = Response(table.csv(sheet), mimetype="text/csv; charset=utf-8")
        answer.headers.set("Content-Disposition", "attachment", filename=f"calendar-{year}.csv")
        return answer


def _unlike(calendar: Calendar, year: int) -> Iterator[date]:
    """The days of a year an official text says something of."""
    day = date(year, 1, 1)
    while day.year == year:
        if calendar.label(day).source:
            yield day
        day += timedelta(days=1)


def _line(day: date, label: Label) -> dict[str, Any]:
    return {
        "day": words.day_text(day),
        "weekday": format_date(day, "EEEE"),
        "kind": KINDS[label.kind],
        "tone": MARKS[label.kind][1],
        "source": gettext("Fixed by law") if label.source == "statutory" else label.source,
        "provisional": label.provisional,
    }


def _years_to_offer(years: set[int]) -> list[int]:
    """The announced years and the one after them, for it is asked about every autumn."""
    return [year for year in sorted(years | {max(years) + 1}, reverse=True) if FIRST <= year <= LAST]
