"""The list of a matter: what was asked for, and one page of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from flask import abort, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import Date, Float
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, SearchField, SelectField
from wtforms.validators import Length, Optional

from app.parts import parts
from models.base import Column, Record, declared
from views import lists, words
from views import record as page
from views.choices import units
from views.forms import DayField, NumberField, Question, code_of, key_of, options
from views.record import ANYBODY


class ListingPages:
    """Mixed into a matter's view; the subclass names the columns."""

    list_columns: ClassVar[tuple[str, ...]]
    filters: ClassVar[tuple[str, ...]] = ()
    """Columns a list may be narrowed by; days become a from and a to."""

    def check_columns(self: Any) -> None:
        """Refuse to start with a filter or an order that would tell personal or sealed values apart."""
        columns = declared(self.model)
        orders = _orders(columns, self.list_columns)
        told = sorted(n for n in {*self.filters, *orders} if not lists.filterable(columns, n))
        if told:
            raise TypeError(f"{type(self).__name__}: {told} must be neither filter nor order")

    # -- the page ---------------------------------------------------------------------

    def listing(self: Any, *, add_url: str | None, may_export: bool) -> dict[str, Any]:
        """Everything ``gov/list.html`` shows; with a filter that cannot be, its error and no rows."""
        today = parts().time.today()
        form = self.filter_form(request.args)
        if form.validate():
            query = self.query(form)
            found = lists.page(self.session, query, today, columns=self.list_columns)
            counts = lists.tab_counts(self.session, query, today)
        else:
            query, found, counts = lists.Query(self.model), lists.Page([], None, None), None
        asked = {k: v for k, v in request.args.items() if k not in {"after", "before"}}
        return {
            "title": self.flow.label,
            "tabs": self._tabs(query, counts, asked),
            "filters": form,
            "columns": [self._column(name, query, asked) for name in self.shown_columns()],
            "rows": [self._row(record, today) for record in found.rows],
            "add_url": add_url,
            "exports": self._exports(asked) if may_export and not form.errors else [],
            "pager": {
                "prev_url": self._here({**asked, "before": found.prev_cursor}) if found.prev_cursor else None,
                "next_url": self._here({**asked, "after": found.next_cursor}) if found.next_cursor else None,
                "text": "",
            },
            "total_text": gettext("%(n)s in all", n=self._total(query.state, counts))
            if counts is not None
            else "",
            "empty": self._nothing(form, add_url, asked=bool(asked)),
        }

    def _nothing(self: Any, form: Question, add_url: str | None, *, asked: bool) -> dict[str, Any]:
        if form.errors:
            title = gettext("Nothing was looked for")
        else:
            title = gettext("Nothing found") if asked else gettext("Nothing here yet")
        return {
            "title": title,
            "hint": gettext("Clear the filters to see everything.") if asked else "",
            "url": self.url("list") if asked else add_url,
        }

    def _here(self: Any, asked: dict[str, Any]) -> str:
        kept = {k: v for k, v in asked.items() if v not in (None, "")}
        return f"{self.url('list')}?{urlencode(kept)}" if kept else self.url("list")

    def _tabs(
        self: Any, query: lists.Query, counts: dict[str, int] | None, asked: dict[str, str]
    ) -> list[dict[str, Any]]:
        rest = {k: v for k, v in asked.items() if k != "state"}
        filled = counts or {}
        named = ["", lists.ALL, *(n for n in self.flow.states if filled.get(n) or query.state == n)]
        return [
            {
                "label": self._state_label(name),
                "url": self._here({**rest, "state": name}),
                "count": "" if counts is None else self._total(name, counts),
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
        label = str(self.columns()[name].label)
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
        columns = self.columns()
        return _orders(columns, [n for n in self.shown_columns() if lists.filterable(columns, n)])

    def _row(self: Any, record: Record, today: date) -> dict[str, Any]:
        lamp = page.light(record, parts().clocks, today)
        cells = []
        for name in self.shown_columns():
            text, _hidden = ANYBODY.text(record, name)
            cell: dict[str, Any] = {"text": text, "nowrap": name in {"number", "due_on", "received_on"}}
            if name == "state":
                cell["tone"] = words.tone(record.standing)
            if name == "due_on" and lamp is not None and not record.standing.closed:
                cell |= {"light": lamp["light"], "text": lamp["text"], "sub": _due_note(record, text)}
            cells.append(cell)
        over = bool(record.due_on and record.due_on < today and not record.standing.closed)
        return {"url": self.url("show", pk=record.id), "cells": cells, "over": over}

    # -- what was asked for -----------------------------------------------------------

    def filter_form(self: Any, asked: MultiDict[str, str]) -> Question:
        """What the list can be narrowed to and ordered by, filled with what was asked."""
        fields: dict[str, Field] = {
            "q": SearchField(
                _("Words"),
                description=_("Names are found by the box at the top of the page"),
                validators=[Optional(), Length(max=100)],
            ),
            "only": SelectField(
                _("Time"),
                choices=options(
                    ("", gettext("Any")), ("overdue", gettext("Overdue")), ("soon", gettext("Due soon"))
                ),
                coerce=code_of,
            ),
            "state": HiddenField(),
            "order": HiddenField(),
        }
        for name in self.narrowing():
            column = self.columns()[name]
            if isinstance(column.type, Date | Float):
                kind = DayField if isinstance(column.type, Date) else NumberField
                fields[f"{name}_from"] = kind(
                    _("%(column)s from", column=column.label), validators=[Optional()]
                )
                fields[f"{name}_to"] = kind(_("%(column)s to", column=column.label), validators=[Optional()])
            elif name.endswith("_id"):
                offered = [(str(u.id), u.name) for u in units(self.session)]
                fields[name] = SelectField(
                    column.label, choices=options(("", gettext("All")), *offered), coerce=key_of
                )
            else:
                coded = (column.choices or {}).items()
                fields[name] = SelectField(
                    column.label, choices=options(("", gettext("All")), *coded), coerce=code_of
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
        kind, narrowing = self.columns()[name].type, self.narrowing()
        return lists.Query(
            model=self.model,
            state=state,
            words=(form.q.data or "").strip(),
            order=name,
            descending=order.startswith("-"),
            after=lists.read_cursor(kind, after) if after else None,
            before=lists.read_cursor(kind, before) if before and not after else None,
            equal={n: form[n].data for n in narrowing if n in form and form[n].data is not None},
            since={n: form[f"{n}_from"].data for n in narrowing if _given(form, f"{n}_from")},
            until={n: form[f"{n}_to"].data for n in narrowing if _given(form, f"{n}_to")},
            only=form.only.data or "",
            columns=self.columns(),
        )


def _orders(columns: Mapping[str, Column], names: Iterable[str]) -> set[str]:
    """Those of the columns a list can be ordered by: days and numbers, number and subject."""
    found = {n for n in names if n in {"number", "title"} or isinstance(columns[n].type, Date | Float)}
    return found or {"due_on"}


def _given(form: Question, name: str) -> bool:
    return name in form and form[name].data is not None


def _due_note(record: Record, text: str) -> str:
    return gettext("%(day)s (provisional)", day=text) if record.provisional else text
