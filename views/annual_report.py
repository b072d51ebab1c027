"""Annual reports on screen: the tables with the records behind them, the checks, the files."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from app.parts import parts
from models.annual_report import AnnualReport
from models.base import Record
from views import annual_tables as tables
from views.annual_files import ReportFilePages
from views.annual_past import PastReportPages
from views.matter import MatterView
from views.record import Related


class AnnualReportView(PastReportPages, ReportFilePages, MatterView):
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
        (_("Signing and publication"), ("signed_on", "fingerprint", "opinion", "published_on", "address")),
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
