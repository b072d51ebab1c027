"""The list of a matter and its files: one query, shown in pages or written out whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO, ClassVar, cast
from urllib.parse import urlencode

from flask import Response, abort, request
from flask_appbuilder import expose
from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import Date, inspect
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, SearchField, SelectField
from wtforms.validators import Length, Optional

from app.access.actor import Actor
from app.access.grants import EXPORT
from app.audit.trail import note
from app.exports import table
from app.letters import render
from app.parts import parts
from app.timekeeper import OFFICE_TIME
from models.base import Class, Record, declared
from views import lists, words
from views import record as page
from views.base import signed_in
from views.choices import units
from views.forms import DayField, Question, _code, _key, entered, options
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


class ListingPages:
    """Mixed into a matter's view; the subclass names the columns."""

    list_columns: ClassVar[tuple[str, ...]]
    filters: ClassVar[tuple[str, ...]] = ()
    """Columns a list may be narrowed by; days become a from and a to."""

    def check_columns(self: Any) -> None:
        """Refuse to start with a filter or an order that would tell personal or sealed values apart."""
        told = sorted(n for n in {*self.filters, *self.orders()} if not lists.filterable(self.model, n))
        if told:
            raise TypeError(f"{type(self).__name__}: {told} must be neither filter nor order")

    # -- the page ---------------------------------------------------------------------

    def listing(self: Any, *, add_url: str | None, may_export: bool) -> dict[str, Any]:
        """Everything ``gov/list.html`` shows."""
        today = parts().time.today()
        form = self.filter_form(request.args)
        query = self.query(form)
        found = lists.page(self.session, query, today)
        counts = lists.tab_counts(self.session, query, today)
        asked = {k: v for k, v in request.args.items() if k not in {"after", "before"}}
        return {
            "title": self.flow.label,
            "tabs": self._tabs(query, counts, asked),
            "filters": form,
            "columns": [self._column(name, query, asked) for name in self.list_columns],
            "rows": [self._row(record, today) for record in found.rows],
            "bulk": [],
            "add_url": add_url,
            "exports": self._exports(asked) if may_export else [],
            "pager": {
                "prev_url": self._here({**asked, "before": found.prev_cursor}) if found.prev_cursor else None,
                "next_url": self._here({**asked, "after": found.next_cursor}) if found.next_cursor else None,
                "text": "",
            },
            "total_text": gettext("%(n)s in all", n=self._total(query.state, counts)),
            "empty": {
                "title": gettext("Nothing found") if asked else gettext("Nothing here yet"),
                "hint": gettext("Clear the filters to see everything.") if asked else "",
                "url": self.url("list") if asked else add_url,
            },
        }

    def _here(self: Any, asked: dict[str, Any]) -> str:
        kept = {k: v for k, v in asked.items() if v not in (None, "")}
        return f"{self.url('list')}?{urlencode(kept)}" if kept else self.url("list")

    def _tabs(
        self: Any, query: lists.Query, counts: dict[str, int], asked: dict[str, str]
    ) -> list[dict[str, Any]]:
        rest = {k: v for k, v in asked.items() if k != "state"}
        named = ["", lists.ALL, *(n for n in self.flow.states if counts.get(n) or query.state == n)]
        return [
            {
                "label": self._state_label(name),
                "url": self._here({**rest, "state": name}),
                "count": self._total(name, counts),
                "current": query.state == name,
            }
            for name in named
        ]

    def _state_label(self: Any, name: str) -> str:
        """What the tab of a state is called, with the two that are none: open, and all."""
        known = {"": gettext("Open"), lists.ALL: gettext("All")}
        return known.get(name) or str(self.flow.states[name].label)

    def _total(self: Any, state: str, counts: dict[str, int]) -> int:
        if state == lists.ALL:
            return sum(counts.values())
        if not state:
            return sum(n for name, n in counts.items() if not self.flow.states[name].closed)
        return counts.get(state, 0)

    def _column(self: Any, name: str, query: lists.Query, asked: dict[str, str]) -> dict[str, Any]:
        label = declared(self.model)[name].label
        sortable = name in self.orders()
        turned = query.order == name and not query.descending
        order = f"-{name}" if turned else name
        sorted_as = ("descending" if query.descending else "ascending") if query.order == name else None
        return {
            "name": name,
            "label": label,
            "sort_url": self._here({**asked, "order": order}) if sortable else None,
            "sorted": sorted_as,
        }

    def orders(self: Any) -> set[str]:
        """The columns the list can be ordered by."""
        columns = inspect(self.model).column_attrs
        days = {n for n in self.list_columns if isinstance(columns[n].columns[0].type, Date)}
        return (days | ({"number", "title"} & set(self.list_columns))) or {"due_on"}

    def _row(self: Any, record: Record, today: date) -> dict[str, Any]:
        reader = page.ANYBODY
        lamp = page.light(record, parts().clocks, today)
        cells = []
        for name in self.list_columns:
            text, _hidden = reader.text(record, name)
            cell: dict[str, Any] = {"text": text, "nowrap": name in {"number", "due_on", "received_on"}}
            if name == "state":
                cell["tone"] = words.tone(record.standing)
            if name == "due_on" and lamp is not None and not record.standing.closed:
                cell |= {"light": lamp["light"], "text": lamp["text"], "sub": _due_note(record, text)}
            cells.append(cell)
        over = bool(record.due_on and record.due_on < today and not record.standing.closed)
        return {"id": record.id, "url": self.url("show", pk=record.id), "cells": cells, "over": over}

    # -- what was asked for -----------------------------------------------------------

    def filter_form(self: Any, asked: MultiDict[str, str]) -> Question:
        """What the list can be narrowed to and ordered by, filled with what was asked."""
        fields: dict[str, Field] = {
            "q": SearchField(_("Number or subject"), validators=[Optional(), Length(max=100)]),
            "only": SelectField(
                _("Time"),
                choices=options(
                    ("", gettext("Any")), ("overdue", gettext("Overdue")), ("soon", gettext("Due soon"))
                ),
                coerce=_code,
            ),
            "state": HiddenField(),
            "order": HiddenField(),
        }
        columns = inspect(self.model).column_attrs
        for name in self.filters:
            column = declared(self.model)[name]
            if isinstance(columns[name].columns[0].type, Date):
                fields[f"{name}_from"] = DayField(
                    _("%(column)s from", column=column.label), validators=[Optional()]
                )
                fields[f"{name}_to"] = DayField(
                    _("%(column)s to", column=column.label), validators=[Optional()]
                )
            elif name.endswith("_id"):
                offered = [(str(u.id), u.name) for u in units(self.session)]
                fields[name] = SelectField(
                    column.label, choices=options(("", gettext("All")), *offered), coerce=_key
                )
            else:
                coded = (column.choices or {}).items()
                fields[name] = SelectField(
                    column.label, choices=options(("", gettext("All")), *coded), coerce=_code
                )
        return type("FilterForm", (Question,), fields)(asked)

    def query(self: Any, form: Question) -> lists.Query:
        """What the form asks for; 400 for anything the list does not offer."""
        if not form.validate():
            abort(400)
        order = form.order.data or "due_on"
        name = order.removeprefix("-")
        state = form.state.data or ""
        if name not in self.orders() or state not in {"", lists.ALL, *self.flow.states}:
            abort(400)
        after, before = request.args.get("after"), request.args.get("before")
        return lists.Query(
            model=self.model,
            state=state,
            words=(form.q.data or "").strip(),
            order=name,
            descending=order.startswith("-"),
            after=lists.read_cursor(self.model, name, after) if after else None,
            before=lists.read_cursor(self.model, name, before) if before and not after else None,
            equal={n: form[n].data for n in self.filters if n in form and form[n].data is not None},
            since={n: form[f"{n}_from"].data for n in self.filters if _given(form, f"{n}_from")},
            until={n: form[f"{n}_to"].data for n in self.filters if _given(form, f"{n}_to")},
            only=form.only.data or "",
        )

    # -- the files --------------------------------------------------------------------

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
        state = words.under(gettext("State"), self._state_label(query.state))
        told = words.listed([state, *entered(asked)])
        sheet = self._sheet(query, reader, told, short=form == "pdf")
        try:
            answer = _written(sheet, form)
        except table.TooManyRows as problem:
            abort(400, description=str(problem))
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
        columns = declared(self.model)
        wanted = self.list_columns if short else tuple(columns)
        names = [n for n in wanted if _exported(columns[n].klass, reader)]
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


def _exported(klass: Class, reader: Reader) -> bool:
    return klass in {Class.PUBLIC, Class.INTERNAL} or (klass is Class.PERSONAL and reader.personal)


def _given(form: Question, name: str) -> bool:
    return name in form and form[name].data is not None


def _due_note(record: Record, text: str) -> str:
    return gettext("%(day)s (provisional)", day=text) if record.provisional else text


def _written(sheet: table.Sheet, form: str) -> Response:
    """The whole file, written while the reader's scope is in force, then sent from a spool."""
    if form == "pdf":
        return Response(render.pdf(table.pdf_html(sheet, lang=str(get_locale()))), mimetype=TYPES[form])
    spool = tempfile.SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115 — closed when it has been sent
    if form == "csv":
        spool.writelines(table.csv(sheet))
    else:
        table.xlsx(sheet, cast(BinaryIO, spool))
    spool.seek(0)
    answer = Response(iter(lambda: spool.read(65536), b""), mimetype=TYPES[form])
    answer.call_on_close(spool.close)
    return answer
