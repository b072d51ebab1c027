"""Looking at rows an administrator keeps: the list, and one row with the ways to change it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from flask import abort, url_for
from flask_appbuilder import expose
from sqlalchemy import select

from app.access.grants import EDIT
from models.column import declared
from models.workflow import Label
from views import words
from views.administration import AdministrationPage
from views.base import Crumb, signed_in
from views.record import ANYBODY, Section


class KeptPage(AdministrationPage):
    """What looking and changing share."""

    model: ClassVar[type[Any]]
    sections: ClassVar[tuple[Section, ...]]
    heading: ClassVar[Label]
    looking: ClassVar[str]
    """The endpoint of the pages to look at."""
    changing: ClassVar[str]
    """The endpoint of the pages to change with."""
    shows: ClassVar[bool] = True
    """Whether a row has a page to look at; without one its form is opened, and the list after it."""

    def find(self, pk: int) -> Any:
        """The row, or 404."""
        return self.session.get(self.model, pk) or abort(404)

    def url(self, name: str, **values: Any) -> str:
        """The address of another page about these rows."""
        if name == "show" and not self.shows:
            name = "edit"
        endpoint = self.looking if name in {"list", "show"} else self.changing
        return url_for(f"{endpoint}.{name}", **({} if name == "list" else values))

    def way(self, *further: Crumb) -> list[Crumb]:
        """Where the reader is."""
        return self.crumbs((str(self.heading), self.url("list")), *further)

    @property
    def may_change(self) -> bool:
        """Whether this reader keeps these rows."""
        return bool(self.actor.may(EDIT, self.changing))


class LookingPage(KeptPage):
    """The list and one row; where the page knows a permission, only for who holds it."""

    default_view = "list"
    listed: ClassVar[tuple[str, ...]]
    """The columns of the list; the first one leads to the row."""
    ordered: ClassVar[tuple[str, ...]]
    """The columns its rows are ordered by."""

    @expose("/")
    @signed_in
    def list(self) -> Any:
        """All rows, those out of use included."""
        self._admit()
        columns = declared(self.model)
        names = (*self.listed, "active")
        rows = select(self.model).order_by(*(getattr(self.model, name) for name in self.ordered))
        return self.list_page(
            str(self.heading),
            [str(columns[name].label) for name in names],
            [self._line(row, names) for row in self.session.scalars(rows)],
            add_url=self.url("add") if self.may_change else None,
        )

    def _line(self, row: Any, names: Iterable[str]) -> dict[str, Any]:
        cells = [{"text": self.text(row, name)} for name in names]
        cells[-1]["tone"] = "green" if row.active else "grey"
        return {"url": self.url("show", pk=row.id), "over": False, "cells": cells}

    @expose("/<int:pk>")
    @signed_in
    def show(self, pk: int) -> Any:
        """One row."""
        self._admit()
        row, columns = self.find(pk), declared(self.model)
        return self.page(
            "gov/admin/kept.html",
            title=str(row),
            crumbs=self.way((str(row), None)),
            active=row.active,
            sections=[
                {
                    "title": title,
                    "rows": [
                        {
                            "label": columns[n].label,
                            "value": self.text(row, n),
                            "wide": False,
                            "masked": False,
                        }
                        for n in names
                    ],
                }
                for title, names in self.sections
            ],
            edit_url=self.url("edit", pk=pk) if self.may_change else None,
            switch_url=self.url("switch", pk=pk) if self.may_change else None,
        )

    def text(self, row: Any, name: str) -> str:
        """What a column says; one that points to another row says what that is called."""
        if name.endswith("_id"):
            return ANYBODY.text(row, name)[0]
        value = getattr(row, name)
        if name == "clause" and value:
            return words.clause_text(value) or value
        return words.value_text(declared(self.model)[name], value)

    def _admit(self) -> None:
        if self.base_permissions:
            self.require(EDIT)
