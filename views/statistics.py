"""Statistics: a matter by month, state, unit and lateness, a year beside the one before, and what is coming.

Everything is counted as its reader sees it; each number opens the list of just these records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, current_app, request, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.access.actor import SEE_COUNTY
from app.access.grants import EXPORT, LIST, READS
from app.audit.trail import Details, note
from app.figures import COUNTY
from app.parts import parts
from models import MATTERS, STATISTICS
from models.base import Record
from models.statistics import STATE, Statistics
from views import choices, lists, sheets, statistics_files
from views.base import OfficePage, signed_in
from views.forecast import Forecast
from views.forms import ChoiceField, Question, options
from views.statistics_tables import Line, Number, Table, Tables, Told

YEARS = 6
"""Years that are offered, this one included."""
PUBLIC = "publication"
"""What an export is for, when its small numbers are not to be told."""


class StatisticsView(OfficePage):
    """Counts what the reader may list and nothing else: other people's records are in no number."""

    route_base = "/office/statistics"
    default_view = "index"
    base_permissions = [LIST]
    granted_to = READS
    permission_labels = {LIST: _("See counts and charts")}
    label = _("Counts and charts")

    @expose("/")
    @signed_in
    def index(self) -> Any:
        """All tables of a matter, each drawn as well."""
        self.require(LIST)
        asked = self._asked()
        if asked is None:
            return self.page("gov/statistics.html", title=self.label, filters=None, tables=[])
        return self.page(
            "gov/statistics.html",
            title=self.label,
            filters=asked.form,
            matter=asked.statistics.matter.workflow.label,
            tables=[self._shown(name, count(), asked) for name, count in self._tables(asked).items()],
        )

    @expose("/export.csv")
    @signed_in
    def export(self) -> Any:
        """One of the tables as its reader sees it; ``for=publication``: its small numbers are not told."""
        self.require(LIST)
        asked = self._asked()
        if asked is None or not self.actor.may(EXPORT, asked.statistics.matter.__name__):
            abort(403)
        wanted, public = request.args.get("table", ""), request.args.get("for") == PUBLIC
        count = self._tables(asked).get(wanted) or abort(404)
        found = count()
        if public and found.parts is None:
            abort(404)
        if public:
            sheet = statistics_files.published(found, current_app.config["SMALL_CELLS"])
        else:
            sheet = statistics_files.as_shown(found)
        year = asked.form.year.data
        name = "-".join((asked.statistics.matter.slug, wanted, year, *([PUBLIC] if public else [])))
        answer = sheets.sent(sheet, "csv", name)
        about: Details = {"subject": f"{name}.csv", "reason": request.query_string.decode()}
        note(parts().write, parts().time.now, "export", actor=self.actor, **about)
        return answer

    # -- what was asked for -----------------------------------------------------------

    def _asked(self) -> _Asked | None:
        """What the address asks for; None where there is no matter to ask about, 400 for one not offered."""
        matters = {model.slug: model for model in MATTERS if self.actor.may(LIST, model.__name__)}
        if not matters:
            return None
        asked = request.args.copy()
        model = matters.get(asked.get("matter") or next(iter(matters))) or abort(400)
        offered, today = STATISTICS[model].breakdowns, parts().time.today()
        if asked.get("by") not in offered:
            # Left over from another matter.
            asked.poplist("by")
        usual = {"matter": model.slug, "year": today.year, "unit": COUNTY, "by": STATE}
        form = StatisticsForm(asked, data=usual)
        form.matter.choices = options(*((slug, one.workflow.label) for slug, one in matters.items()))
        form.year.choices = options(*((str(today.year - ago),) * 2 for ago in range(YEARS)))
        form.unit.choices = options((str(COUNTY), gettext("All units")), *self._units(model))
        form.by.choices = options(*((name, one.label) for name, one in offered.items()))
        if not form.validate():
            abort(400)
        return _Asked(form, STATISTICS[model])

    def _units(self, model: type[Record]) -> Iterator[tuple[str, str]]:
        """The units she sees records of: all, or those of her posts and of whom she stands in for."""
        hers = frozenset[int]().union(*(standing.units for standing in self.actor.standings))
        whole = self.actor.may(SEE_COUNTY, model.__name__)
        return (
            (str(unit.id), unit.name) for unit in choices.units(self.session()) if whole or unit.id in hers
        )

    def _tables(self, asked: _Asked) -> dict[str, Callable[[], Table]]:
        """The tables of the page by their names in addresses, each to be counted when it is wanted."""
        statistics, today, unit = asked.statistics, parts().time.today(), int(asked.form.unit.data)
        tables = Tables(self.session(), statistics, unit, int(asked.form.year.data), today)
        found: dict[str, Callable[[], Table]] = {
            "months": tables.months,
            "parts": partial(tables.parts, statistics.breakdowns[asked.form.by.data]),
            "units": tables.units,
        }
        if statistics.due is None:
            return found
        coming = Forecast(self.session(), statistics, unit, today, parts().calendar.calendar())
        whole = self.actor.may(SEE_COUNTY, statistics.matter.__name__)
        return {
            **found,
            "lateness": tables.lateness,
            **({"league": partial(tables.league, statistics.due)} if whole else {}),
            "days": coming.days,
            "loads": coming.units,
        }

    # -- what is shown ----------------------------------------------------------------

    def _shown(self, name: str, one: Table, asked: _Asked) -> dict[str, Any]:
        """A table as ``gov/statistics.html`` takes it."""
        exports = []
        if self.actor.may(EXPORT, asked.statistics.matter.__name__):
            exports.append((sheets.FORMATS["csv"], asked.export(name)))
            if one.parts is not None:
                exports.append((gettext("CSV for publication"), asked.export(name, **{"for": PUBLIC})))
        return {
            "title": one.title,
            "heads": one.heads,
            "rows": [_row(one, line) for line in one.lines],
            "drawn": " ".join(map(str, one.drawn)),
            "stacked": one.stacked,
            "note": one.note,
            "exports": exports,
        }


class StatisticsForm(Question):
    """What can be chosen; ``by`` is a column of the matter."""

    matter = ChoiceField(_("Matter"), coerce=str)
    year = ChoiceField(_("Year"), coerce=str)
    unit = ChoiceField(_("Unit"), coerce=str)
    by = ChoiceField(_("Broken down by"), coerce=str)


@dataclass(frozen=True)
class _Asked:
    """What somebody wants to see."""

    form: StatisticsForm
    statistics: Statistics

    def export(self, name: str, **more: str) -> str:
        """The address of a table as a file."""
        chosen = {field.name: field.data for field in self.form if field.data}
        return url_for("StatisticsView.export", table=name, **{**chosen, **more})


def _row(one: Table, line: Line) -> dict[str, Any]:
    figures = [
        {"label": head, "value": str(cell), "url": _address(cell)}
        for head, cell in zip(one.heads[1:], line.cells, strict=True)
    ]
    return {"label": line.label, "url": None, "over": False, "total": line.total, "figures": figures}


def _address(cell: Told) -> str | None:
    return lists.behind(cell.asked) if isinstance(cell, Number) and cell.asked else None
