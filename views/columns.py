"""Which columns a matter's pages show: those its view names, then the county's extra fields (ADR 0015)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext
from sqlalchemy import String

from models.column import Column
from models.extra_field import ExtraColumn, columns_of, extras
from views.record import ANYBODY, Section


class ColumnPages:
    """Mixed into a matter's view; the subclass names the declared columns.

    Methods all of them: Flask-AppBuilder looks at every property while there is no database yet.
    """

    def columns(self: Any) -> Mapping[str, Column]:
        """All columns of the matter, as they are now."""
        return columns_of(self.session, self.model)

    def shown_columns(self: Any) -> tuple[str, ...]:
        """The columns of the list."""
        return (*self.list_columns, *(name for name, _column in _listed(self.columns())))

    def narrowing(self: Any) -> tuple[str, ...]:
        """The columns the list may be narrowed by."""
        listed = _listed(self.columns())
        return (*self.filters, *(name for name, column in listed if _tells_apart(column)))

    def entry_sections(self: Any) -> tuple[Section, ...]:
        """The register form, section by section."""
        return (*self.form_sections, *_headed(extras(self.columns())))

    def page_sections(self: Any) -> tuple[Section, ...]:
        """The record page, section by section: also what a field holds that nobody is asked for any more."""
        former = [n for n, c in self.columns().items() if isinstance(c, ExtraColumn) and not c.active]
        asked = _headed(extras(self.columns()))
        return (*self.sections, *asked, (gettext("No longer asked for"), tuple(former)))


def _listed(columns: Mapping[str, Column]) -> list[tuple[str, ExtraColumn]]:
    return [(n, c) for n, c in extras(columns) if c.listed and c.klass.listed]


def _tells_apart(column: ExtraColumn) -> bool:
    """Whether a filter makes sense: words are found by the search, and nobody is looked for by address."""
    return ANYBODY.may(column.klass) and (column.code or not isinstance(column.type, String))


def _headed(fields: Iterable[tuple[str, ExtraColumn]]) -> list[Section]:
    """The fields under their headings, in the order each heading first comes."""
    headed: dict[str, list[str]] = {}
    for name, column in fields:
        headed.setdefault(column.section or gettext("Further particulars"), []).append(name)
    return [(heading, tuple(names)) for heading, names in headed.items()]
