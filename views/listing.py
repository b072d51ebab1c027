"""The list of a matter: what was asked for, and one page of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from flask import abort, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import Date, Float
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, SearchField, ValidationError
from wtforms.validators import AnyOf, Length, Optional

from app.figures import COUNTY, Asked
from app.parts import parts
from models.base import Record
from models.column import Column, Instant, declared
from models.points import Points
from models.unit import Unit
from views import lists, tabs, words
from views import record as page
from views.cells import Cell, Row
from views.choices import filed_under
from views.forms import ChoiceField, DayField, NumberField, Question, code_of, key_of, options
from views.record import ANYBODY
from views.saved import Kept

NOT_ASKED = {"after", "before", "ticked"}
"""Arguments of a list that say where one is in it, not what it was asked for."""
UNKNOWN = _("This list has no such thing")


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

    def listing(self: Any, kept: Kept, *, add_url: str | None, may_export: bool) -> dict[str, Any]:
        """Everything ``gov/list.html`` shows; with a filter that cannot be, its error and no rows."""
        today = parts().time.today()
        form = self.filter_form(request.args)
        if form.validate():
            query = self.query(form)
            columns = self.in_order(query.shown or kept.columns)
            found = lists.page(self.session, query, today, kept.page_size, columns)
            counts = tabs.counted(self.session, query, today)
        else:
            query, found, counts = lists.Query(self.model), lists.Page([], None, None), None
            columns = self.in_order(kept.columns)
        asked = {k: v for k, v in request.args.items() if k not in NOT_ASKED}
        # On one line, however narrow the table.
        unbroken = {n for n in columns if n == "number" or isinstance(self.columns()[n].type, Date | Instant)}
        return {
            "title": self.flow.label,
            "tabs": tabs.tabs(
                self.flow, query.state, counts, lambda name: self._here({**asked, "state": name})
            ),
            "saved": self.saved_bar(kept, form, columns),
            "filters": form,
            "clear_url": self._here({}),
            "columns": [self._column(name, query, asked) for name in columns],
            "columns_url": self.columns_url(columns, asked),
            "bulk": self.bulk_bar(query.state, asked) if found.rows else None,
            "rows": [self._row(record, columns, today, unbroken) for record in found.rows],
            "add_url": add_url,
            "exports": self._exports(self._with_columns(asked, columns))
            if may_export and not form.errors
            else [],
            "pager": {
                "prev_url": self._here({**asked, "before": found.prev_cursor}) if found.prev_cursor else None,
                "next_url": self._here({**asked, "after": found.next_cursor}) if found.next_cursor else None,
                "text": "",
            },
            "total_text": tabs.total_text(self.flow, query.state, counts) if counts is not None else "",
            "empty": self._nothing(form, add_url, asked=any(asked.values())),
        }

    def _nothing(self: Any, form: Question, add_url: str | None, *, asked: bool) -> dict[str, Any]:
        if form.errors:
            title = gettext("Nothing was looked for")
        else:
            title = gettext("Nothing found") if asked else gettext("Nothing here yet")
        begin = gettext("Register: %(matter)s", matter=self.flow.label) if add_url else ""
        return {
            "title": title,
            "hint": gettext("Clear the filters to see everything.") if asked else begin,
            "url": self._here({}) if asked else add_url,
        }

    def _here(self: Any, asked: Mapping[str, Any]) -> str:
        """The list, asked this; asked nothing, its open records: the bare address opens as she likes it."""
        kept = {k: v for k, v in asked.items() if v not in (None, "")}
        return f"{self.home()}?{urlencode(kept or {'state': ''})}"

    def _with_columns(self: Any, asked: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
        """A file shows the columns of the page it was asked for on."""
        usual = tuple(columns) == self.shown_columns()
        return {**asked, "columns": "" if usual else ",".join(columns)}

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

    def _row(
        self: Any, record: Record, columns: Sequence[str], today: date, unbroken: Collection[str]
    ) -> Row:
        cells = [self._cell(record, name, today, unbroken) for name in columns]
        over = page.over(record, parts().time.now())
        return Row(record.id, str(record), f"{self.home()}{record.id}", cells, over)

    def _cell(self: Any, record: Record, name: str, today: date, unbroken: Collection[str]) -> Cell:
        text, _hidden = ANYBODY.text(record, name)
        if name == "state":
            return Cell(text, tone=words.tone(record.standing))
        if name == "due_on" and not record.standing.closed:
            lamp = page.light(record, parts().clocks, today)
            if lamp is not None:
                note = _due_note(record)
                return Cell(lamp["text"], light=lamp["light"], sub=note, nowrap=True)
        return Cell(text, nowrap=name in unbroken)

    # -- what was asked for -----------------------------------------------------------

    def filter_form(self: Any, asked: MultiDict[str, str]) -> Question:
        """What the list can be narrowed to and ordered by, filled with what was asked."""
        fields: dict[str, Field] = {
            "q": SearchField(
                _("Words"),
                description=_("Names are found by the box at the top of the page"),
                validators=[Optional(), Length(max=100)],
            ),
            "only": ChoiceField(
                _("Time"),
                choices=options(
                    ("", gettext("Any")), ("overdue", gettext("Overdue")), ("soon", gettext("Due soon"))
                ),
                coerce=code_of,
            ),
            "state": HiddenField(
                _("State"), validators=[AnyOf([None, "", lists.ALL, *self.flow.states], UNKNOWN)]
            ),
            "order": HiddenField(
                _("Order"), validators=[AnyOf([None, "", *_both_ways(self.orders())], UNKNOWN)]
            ),
            "columns": HiddenField(_("Columns"), validators=[_all_among(self.offered_columns())]),
        }
        if word := asked.get("figure", ""):
            fields["figure"] = ChoiceField(
                _("Figure"),
                choices=options(("", gettext("All")), *self._figure(word)),
                coerce=code_of,
            )
        for name in self.narrowing():
            column = self.columns()[name]
            if isinstance(column.type, Date | Float):
                kind = DayField if isinstance(column.type, Date) else NumberField
                fields[f"{name}_from"] = kind(
                    _("%(column)s from", column=column.label), validators=[Optional()]
                )
                fields[f"{name}_to"] = kind(_("%(column)s to", column=column.label), validators=[Optional()])
            elif name.endswith("_id"):
                offered = filed_under(self.session, self.model, name, asked.get(name, ""))
                fields[name] = ChoiceField(
                    column.label, choices=options(("", gettext("All")), *offered), coerce=key_of
                )
            else:
                coded = (column.choices or {}).items()
                fields[name] = ChoiceField(
                    column.label, choices=options(("", gettext("All")), *coded), coerce=code_of
                )
        return type("FilterForm", (Question,), fields)(asked)

    def _figure(self: Any, word: str) -> list[tuple[str, str]]:
        """The figure a word of the address stands for, in words; none where it is not about this matter."""
        asked = Asked.of(word)
        if asked is None or asked.figure.matter is not self.model:
            return []
        unit = gettext("All units") if asked.unit == COUNTY else self.session.get(Unit, asked.unit)
        if unit is None:
            return []
        told = (asked.figure.label, unit, asked.days, asked.figure.parts[asked.part].label)
        return [(word, " · ".join(map(str, told)))]

    def query(self: Any, form: Question) -> lists.Query:
        """What the form asks for; 400 for anything the list does not offer."""
        if not form.validate():
            abort(400)
        order = form.order.data or "due_on"
        name = order.removeprefix("-")
        after, before = request.args.get("after"), request.args.get("before")
        kind, narrowing = self.columns()[name].type, self.narrowing()
        figure = Asked.of(form.figure.data or "") if "figure" in form else None
        return lists.Query(
            model=self.model,
            state=form.state.data or tabs.first(self.flow),
            words=(form.q.data or "").strip(),
            order=name,
            descending=order.startswith("-"),
            after=lists.read_cursor(kind, after) if after else None,
            before=lists.read_cursor(kind, before) if before and not after else None,
            equal={n: form[n].data for n in narrowing if n in form and form[n].data is not None},
            since={n: form[f"{n}_from"].data for n in narrowing if _given(form, f"{n}_from")},
            until={n: form[f"{n}_to"].data for n in narrowing if _given(form, f"{n}_to")},
            only=form.only.data or "",
            behind=figure.condition(self.session, parts().time.today()) if figure else None,
            columns=self.columns(),
            shown=tuple(filter(None, (form.columns.data or "").split(","))),
        )


def _orders(columns: Mapping[str, Column], names: Iterable[str]) -> set[str]:
    """Those of the columns a list can be ordered by: days and numbers, number and subject; as it begins."""
    found = {
        n for n in names if n in {"number", "title"} or isinstance(columns[n].type, Date | Float | Points)
    }
    return found | {"due_on"}


def _all_among(allowed: Iterable[str]) -> Callable[[Question, Field], None]:
    """A rule: what is asked for, parted by commas, is on this list."""
    known = frozenset(("", *allowed))

    def check(_form: Question, field: Field) -> None:
        if not known.issuperset((field.data or "").split(",")):
            raise ValidationError(UNKNOWN)

    return check


def _both_ways(orders: Iterable[str]) -> set[str]:
    return {way + name for name in orders for way in ("", "-")}


def _given(form: Question, name: str) -> bool:
    return name in form and form[name].data is not None


def _due_note(record: Record) -> str:
    text = words.due_text(record.due_on, record.due_at)
    return gettext("%(day)s (provisional)", day=text) if record.provisional else text
