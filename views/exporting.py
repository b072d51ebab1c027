"""The files of a list: exactly what its filters ask for, written out whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any, BinaryIO, cast
from urllib.parse import urlencode

from flask import Response, abort, flash, redirect, request
from flask_appbuilder import expose
from flask_babel import get_locale, gettext

from app.access.actor import Actor
from app.access.grants import EXPORT
from app.audit.trail import note
from app.exports import table
from app.letters import render
from app.parts import parts
from app.timekeeper import OFFICE_TIME
from models.base import Class
from views import lists, tabs, words
from views.base import signed_in
from views.forms import entered
from views.record import Reader

FORMATS = {"csv": "CSV", "xlsx": "Excel", "pdf": "PDF"}
TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
SPOOL = 4 * 2**20
"""Bytes of a file kept in memory; beyond it the rest goes to disk."""
AT_A_TIME = 500
"""Rows read from the database at a time."""


class ExportPages:
    """Mixed into a matter's view, beside its list."""

    def _exports(self: Any, asked: dict[str, str]) -> list[dict[str, str]]:
        tail = f"?{urlencode(asked)}" if asked else ""
        return [
            {"label": label, "url": self.url("export", form=form) + tail} for form, label in FORMATS.items()
        ]

    @expose("/export.<string:form>")
    @signed_in
    def export(self: Any, form: str) -> Any:
        """Exactly what is filtered, as a file; personal columns only for who may read them."""
        self.require(EXPORT)
        if form not in FORMATS:
            abort(404)
        asked = self.filter_form(request.args)
        query = self.query(asked)
        reader = Reader.of(self.actor, self.model)
        state = words.under(gettext("State"), tabs.label(self.flow, query.state))
        told = words.listed([state, *entered(asked)])
        sheet = self._sheet(query, reader, told, short=form == "pdf")
        try:
            answer = _written(sheet, form)
        except render.PrintingUnavailable:
            flash(words.cannot_print(), "danger")
            return redirect(self._here(request.args))
        except table.TooManyRows as problem:
            flash(words.under(FORMATS[form], str(problem)), "warning")
            return redirect(self._here(request.args))
        note(
            parts().write,
            parts().time.now,
            "export",
            actor=self.actor,
            subject=f"{self.model.slug}.{form}",
            reason=request.query_string.decode(),
        )
        name = f"{self.model.slug}-{parts().time.today():%Y%m%d}.{form}"
        answer.headers.set("Content-Disposition", "attachment", filename=name)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    def _all(self: Any, query: lists.Query, today: date) -> Any:
        return self.session.scalars(query.select(today).execution_options(yield_per=AT_A_TIME))

    def _sheet(self: Any, query: lists.Query, reader: Reader, told: str, *, short: bool) -> table.Sheet:
        columns = self.columns()
        wanted = self.in_order(query.shown) if short else tuple(columns)
        names = [n for n in wanted if columns[n].klass is not Class.SEALED and reader.may(columns[n].klass)]
        today, now = parts().time.today(), parts().time.now()
        return table.Sheet(
            title=str(self.flow.label),
            columns=[table.Column(n, str(columns[n].label)) for n in names],
            rows=_rows(self._all(query, today), names, self.actor),
            zone=OFFICE_TIME,
            about=gettext("About"),
            notes=[
                gettext("Exported by %(who)s", who=self.actor.name),
                gettext("At %(when)s", when=words.moment_text(now)),
                gettext("Filter: %(filter)s", filter=told),
            ],
        )


def _rows(records: Any, names: list[str], actor: Actor) -> Iterator[list[table.Cell]]:
    for record in records:
        reader = Reader.before(actor, record)
        yield [reader.text(record, name)[0] for name in names]


def _written(sheet: table.Sheet, form: str) -> Response:
    """The whole file, written while the reader's scope is in force, then sent from a spool."""
    if form == "pdf":
        return Response(_printed(sheet), mimetype=TYPES[form])
    spool = tempfile.SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115 — closed when it has been sent
    if form == "csv":
        spool.writelines(table.csv(sheet))
    else:
        table.xlsx(sheet, cast(BinaryIO, spool))
    spool.seek(0)
    answer = Response(iter(lambda: spool.read(65536), b""), mimetype=TYPES[form])
    answer.call_on_close(spool.close)
    return answer


def _printed(sheet: table.Sheet) -> bytes:
    """The table as PDF. Raises TooManyRows, with the rows there is room for, also for long ones."""
    rows = list(islice(sheet.rows, table.LONGEST_PDF + 1))
    markup = table.pdf_html(replace(sheet, rows=rows), lang=str(get_locale()))
    if render.is_too_long(markup):
        raise table.TooManyRows(len(rows) * render.MAX_CHARACTERS // len(markup))
    return parts().letters.lay_out(markup)
