"""How a list looks to somebody: which columns, in which order, and how many rows a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import abort, flash, redirect, request
from flask_appbuilder import expose
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.access.grants import LIST
from models.base import Record
from models.column import Column
from models.extra_field import ExtraColumn
from models.saved_list import ListLayout
from views.base import signed_in
from views.lists import PAGE_SIZE
from views.record import ANYBODY

SIZES = (PAGE_SIZE, 50, 100)
"""Rows a page may have."""


class LayoutPages:
    """Mixed into a matter's view, beside its list."""

    def offered_columns(self: Any) -> list[str]:
        """The columns a list may show: the usual ones, and whatever short fact anybody may read.

        Names in the usual ones are masked for everybody; no column with more of them can be added.
        """
        short = (name for name, column in self.columns().items() if _is_short(name, column))
        return list(dict.fromkeys((*self.shown_columns(), *short)))

    def in_order(self: Any, names: Sequence[str]) -> tuple[str, ...]:
        """These columns after the first usual one, which leads to the record; of none, the usual ones."""
        wanted = [name for name in names if name in self.offered_columns()]
        return tuple(dict.fromkeys((self.list_columns[0], *wanted))) if wanted else self.shown_columns()

    def columns_url(self: Any, shown: Sequence[str], asked: dict[str, str]) -> str:
        """Where the columns of the list are chosen, beginning with those it shows."""
        present = urlencode({k: v for k, v in asked.items() if k != "columns"})
        return str(self.url("arrange", columns=",".join(shown), back=present))

    @expose("/layout", methods=["GET", "POST"])
    @signed_in
    def arrange(self: Any) -> Any:
        """Keep the columns and the rows a page of this list, for this person; or back to the usual ones."""
        self.require(LIST)
        if request.method == "GET":
            return self._chooser(self.in_order(request.args.get("columns", "").split(",")))
        ticked, size = request.form.getlist("column"), request.form.get("size", "")
        if not set(ticked) <= set(self.offered_columns()) or size not in {str(n) for n in SIZES}:
            abort(400)
        wanted = () if "usual" in request.form else self.in_order(sorted(ticked, key=_place))
        usual = wanted == self.shown_columns()
        layout = layout_of(self.session, self.actor.id, self.model)
        layout.columns, layout.page_size = [] if usual else list(wanted), int(size)
        self.session.commit()
        flash(gettext("This list now looks like that for you."), "success")
        return redirect(self._here(back()))

    def _chooser(self: Any, shown: Sequence[str]) -> str:
        columns, first, title = self.columns(), self.list_columns[0], gettext("Columns")
        rest = [n for n in self.offered_columns() if n not in shown]
        offered = [
            {
                "name": name,
                "label": columns[name].label,
                "place": place if name in shown else "",
                "fixed": name == first,
            }
            for place, name in enumerate((*shown, *rest), 1)
        ]
        shape = {"columns": offered, "sizes": SIZES, "size": self.kept().page_size}
        here = {"back": urlencode(back()), "list_url": self._here(back())}
        page: str = self.page(
            "gov/columns.html", title=title, crumbs=self.crumbs(None, title), **shape, **here
        )
        return page


def layout_of(session: Session, user_id: int | None, model: type[Record]) -> ListLayout:
    """Hers of this list, made when there is none; the caller commits."""
    key = (user_id, model.__name__)
    if found := session.get(ListLayout, key):
        return found
    made = ListLayout(user_id=user_id, matter=model.__name__, columns=[])
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        # Another window of hers made it at the same moment.
        return session.get_one(ListLayout, key)
    return made


def back() -> dict[str, str]:
    """What the list was asked for that a form was sent from; taken apart, so that it leads nowhere else."""
    return dict(parse_qsl(request.values.get("back", "")))


def _is_short(name: str, column: Column) -> bool:
    speaks = name == "state" or not column.code or column.choices is not None
    former = isinstance(column, ExtraColumn) and not column.active
    open_to_all = column.klass.listed and ANYBODY.may(column.klass)
    return open_to_all and speaks and not column.multiline and not former


def _place(name: str) -> tuple[int, int]:
    """Where she wants a column; without a place it goes to the end."""
    text = request.form.get(f"place-{name}", "")
    return (0, int(text)) if text.isascii() and text.isdecimal() and len(text) < 4 else (1, 0)
