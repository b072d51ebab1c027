"""Annual reports on screen: the tables with the records behind them, the checks, the files."""

from __future__ import annotations

import io
from typing import Any

from flask import Response, abort
from flask_appbuilder import expose
from flask_babel import lazy_gettext as _

from app.access.grants import EXPORT, SHOW
from app.audit.trail import note
from app.parts import parts
from app.reports import writing
from models.annual_report import AnnualReport
from models.base import Record
from views import annual_tables as tables
from views.annual_past import PastReportPages
from views.base import signed_in
from views.matter import MatterView
from views.record import Related
from views.sheets import TYPES

FILES = {"json": "application/json", "csv": TYPES["csv"], "xlsx": TYPES["xlsx"]}
"""The kinds of files a report is written to."""


class AnnualReportView(PastReportPages, MatterView):
    """《条例》第四十九条、第五十条."""

    model = AnnualReport
    import_page = "past"
    list_columns = ("number", "title", "unit_id", "year", "scope", "edition", "state", "signed_on", "due_on")
    filters = ("year", "scope", "unit_id", "signed_on", "due_on")
    form_sections = (
        (_("Whose report, on which year"), ("unit_id", "year", "scope", "title")),
        (_("Text of the report"), ("overview", "problems", "others")),
    )
    sections = (
        (_("Whose report, on which year"), ("unit_id", "year", "scope", "edition", "amends_id", "source")),
        (_("Text of the report"), ("overview", "problems", "others")),
        (_("Signing and publication"), ("signed_on", "signed_hash", "opinion", "published_on", "address")),
    )
    related = (
        Related("amendments", AnnualReport, ("number", "edition", "state", "signed_on", "published_on"), ""),
    )

    def tables(self, record: Record) -> list[dict[str, Any]]:
        """The checks, the three tables, and what differs from the records today."""
        report: Any = record
        if not (report.compiled or report.entries):
            return []
        today = parts().time.today()
        return [
            tables.checks(report),
            *tables.units(report, self.actor),
            *tables.figures(report, self.actor),
            *tables.by_hand(report),
            *tables.differences(self.session, report, today),
        ]

    @expose("/<int:pk>/report.<string:form>")
    @signed_in
    def file(self, pk: int, form: str) -> Response:
        """The report as a file that is read back to the digit."""
        record = self.find(pk, SHOW)
        if form not in FILES:
            abort(404)
        self.require(EXPORT)
        content = _written(record.content, form)
        note(parts().write, parts().time.now, "export", actor=self.actor, record=record)
        answer = Response(content, mimetype=FILES[form])
        name = f"{record.unit.name}{record.year}.{form}"
        answer.headers.set("Content-Disposition", "attachment", filename=name)
        return answer


def _written(report: Any, form: str) -> bytes:
    if form == "json":
        return writing.as_json([report])
    if form == "csv":
        return writing.as_csv(report)
    stream = io.BytesIO()
    writing.as_xlsx(report, stream)
    return stream.getvalue()
