"""An annual report as files: on paper, for the portal, as a workbook with the records behind its figures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from flask import Response, abort, flash, redirect
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.access.grants import EXPORT, LIST, SHOW
from app.audit.trail import note
from app.exports.table import Column
from app.files.download import disposition
from app.letters import render
from app.parts import parts
from app.reports import paper, workbook, writing
from app.reports.workbook import Behind
from models.base import Record
from models.extra_field import columns_of
from models.report_figures import TALLIES
from models.report_format import title
from views import lists, sheets, words
from views.base import signed_in
from views.record import Reader

FILES = {
    "pdf": _("The report (PDF)"),
    "html": _("The report for the portal (HTML)"),
    "xlsx": _("Tables and the records behind them (Excel)"),
    "csv": _("Figures and text (CSV)"),
    "json": _("Figures and text (JSON)"),
}
TYPES = {**sheets.TYPES, "html": "text/html", "json": "application/json"}
WITH_RECORDS = ("xlsx",)
"""What is in them besides the report itself, which whoever sees it may keep."""
MOST = 5_000
"""Records of one figure that get a sheet."""


class ReportFilePages:
    """Mixed into the view of annual reports."""

    def papers(self: Any, record: Any) -> dict[str, Any]:
        """The files besides what other records have."""
        shown: dict[str, Any] = super().papers(record)  # type: ignore[misc]
        if record.compiled or record.entries:
            shown["letters"] += [
                {"label": label, "number": "", "url": self.url("file", pk=record.id, form=form), "meta": ""}
                for form, label in FILES.items()
                if form not in WITH_RECORDS or self.may(EXPORT)
            ]
        return shown

    @expose("/<int:pk>/report.<string:form>")
    @signed_in
    def file(self: Any, pk: int, form: str) -> Any:
        """The report as a file; a draft says so on every page."""
        record = self.find(pk, SHOW)
        if form not in FILES:
            abort(404)
        if form in WITH_RECORDS:
            self.require(EXPORT)
        try:
            content = self._written(record, form)
        except render.PrintingUnavailable:
            flash(words.cannot_print(), "danger")
            return redirect(self.url("show", pk=pk))
        note(parts().write, parts().time.now, "download", actor=self.actor, record=record)
        answer = Response(content, mimetype=TYPES[form])
        name = f"{record.content.unit}{title(record.year)}.{form}"
        answer.headers["Content-Disposition"] = disposition("attachment", name, form)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    def _written(self: Any, record: Any, form: str) -> bytes:
        report = record.content
        told: dict[str, Any] = {"edition": record.edition or 1, "draft": not record.stands}
        match form:
            case "pdf":
                return parts().letters.lay_out(paper.paper(report, **told))
            case "html":
                return paper.page(report, **told).encode()
            case "json":
                return writing.as_json([report])
            case "csv":
                return writing.as_csv(report)
        stream = io.BytesIO()
        with ExitStack() as held:
            workbook.as_workbook(report, stream, self._behind(record, held), **told)
        return stream.getvalue()

    def _behind(self: Any, record: Any, held: ExitStack) -> Iterator[Behind]:
        """The records each figure counts, as far as the reader sees them and their columns."""
        models = {tally.name: tally.matter for tally in TALLIES}
        for cell in record.cells:
            model = models.get(cell.key.partition(".")[0])
            if model is None or not cell.counted or not self.actor.may(LIST, model.__name__):
                continue
            yield cell.key, *self._records(model, cell.counted[:MOST], held)

    def _records(self: Any, model: type[Record], keys: tuple[int, ...], held: ExitStack) -> tuple[Any, Any]:
        shown, reader = columns_of(self.session, model), Reader.of(self.actor, model)
        names = [
            name
            for name, column in shown.items()
            if column.klass.listed and reader.may(column.klass) and not column.multiline
        ]
        query = lists.Query(model, state="all", behind=model.id.in_(keys))
        today = parts().time.today()
        rows = held.enter_context(sheets.rows(self.session, query, names, self.actor, today))
        return [Column(name, str(shown[name].label)) for name in names], rows

    def beside_form(self: Any, record: Any) -> dict[str, Any]:
        """The year's facts as sentences, to be put into the text."""
        if record is None or not (found := record.facts()):
            return {}
        into = {1: "overview", 6: "others"}
        return {
            "facts": {
                "title": gettext("Facts of the year"),
                "note": gettext("Made of the figures of the tables, with last year's beside them."),
                "rows": [{"text": fact.text, "into": into[fact.section]} for fact in found],
            }
        }
