"""The pages of any matter, read off its declaration: list and record here, the rest mixed in.

A subclass names columns and nothing else. All rows come through the session, so scope applies;
a record outside it is a 404, like one that does not exist.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from typing import Any, ClassVar

from flask import abort, request, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from sqlalchemy import select

from app.access.actor import REGISTER
from app.access.grants import EDIT, EXPORT, IMPORT, LIST, SHOW, shared
from app.audit.trail import note
from app.parts import parts
from models.base import Record
from models.workflow import Workflow
from views import checking, words
from views import record as page
from views.base import Crumb, OfficePage, signed_in, unlinked
from views.bulk import BulkPages
from views.columns import ColumnPages
from views.entering import EntryPages
from views.exporting import ExportPages
from views.gaps import Gap
from views.imports.pages import ImportPages
from views.layout import LayoutPages
from views.listing import ListingPages
from views.lists import with_clocks
from views.papers import PaperPages
from views.periods import PeriodPages
from views.record import Reader, Related, Section
from views.saved import SavedFilterPages
from views.steps import StepPages


class MatterView(
    ColumnPages,
    ListingPages,
    SavedFilterPages,
    LayoutPages,
    BulkPages,
    ExportPages,
    EntryPages,
    ImportPages,
    StepPages,
    PaperPages,
    PeriodPages,
    OfficePage,
):
    """Subclasses name ``model`` and the columns of list, form and record page."""

    model: ClassVar[type[Record]]
    sections: ClassVar[tuple[Section, ...]]
    """The record page, section by section; the register form shows those in ``form_sections``."""
    form_sections: ClassVar[tuple[Section, ...]]
    related: ClassVar[tuple[Related, ...]] = ()
    parent: ClassVar[str] = ""
    """The column that points to the record this one hangs on; given by the address at registration."""
    gaps: ClassVar[tuple[Gap, ...]] = ()
    """What may be missing where no record is late; told on the page of the system."""
    import_page: ClassVar[str] = "import_sheet"
    """Where records come in from files."""
    default_view = "list"

    def __init__(self) -> None:
        steps = [t.permission for t in self.flow.transitions.values() if not t.automatic]
        self.base_permissions = [*shared(self.flow), *steps]
        self.class_permission_name = self.model.__name__
        self.route_base = f"/office/{self.model.slug}"
        self.check_columns()
        super().__init__()

    @property
    def flow(self) -> type[Workflow]:
        """The procedure of the matter."""
        return self.model.workflow

    def find(self, pk: int, permission: str = "") -> Any:
        """The record, or 404 when it does not exist for this reader; 403 without the permission on it."""
        rows = select(self.model).where(self.model.id == pk).options(with_clocks(self.model))
        found = self.session.scalars(rows).first()
        if found is None:
            abort(404)
        if permission and not self.actor.may_on(permission, found):
            abort(403)
        return found

    def home(self) -> str:
        """The address of the list; with a key behind it, of a record. A page has a hundred of them."""
        return f"{request.script_root}{self.route_base}/"

    def url(self, page_name: str, /, **values: Any) -> str:
        """The address of another page of this matter."""
        return url_for(f"{self.endpoint}.{page_name}", **values)

    def crumbs(self, record: Record | None, *more: str) -> builtins.list[Crumb]:
        """Where the reader is."""
        trail: builtins.list[Crumb] = [(gettext("My work"), url_for("HomeView.index"))]
        trail.append((str(self.flow.label), self.url("list")))
        if record is not None:
            if self.parent:
                above = getattr(record, self.parent.removesuffix("_id"))
                open_to_her = self.actor.may_on(SHOW, above)
                trail.append((str(above), f"/office/{above.slug}/{above.id}" if open_to_her else None))
            trail.append((str(record), self.url("show", pk=record.id)))
        return unlinked([*trail, *((text, None) for text in more)])

    # -- list -------------------------------------------------------------------------

    @expose("/")
    @signed_in
    def list(self) -> Any:
        """The filtered list with its tabs; asked nothing at all, what she lets it open with."""
        self.require(LIST)
        kept = self.kept()
        if kept.opening and not request.args:
            return self.opened(kept.opening)
        shown = self.listing(kept, add_url=self._add_url(), may_export=self.may(EXPORT))
        shown["import_url"] = self.url(self.import_page) if self.may(IMPORT) else None
        return self.page("gov/list.html", **shown), (400 if shown["filters"].errors else 200)

    def _add_url(self) -> str | None:
        return self.url("add") if self.may(REGISTER) and not self.parent else None

    # -- one record -------------------------------------------------------------------

    @expose("/<int:pk>")
    @signed_in
    def show(self, pk: int) -> Any:
        """The record, with what this reader may do about it."""
        record, today = self.find(pk, SHOW), parts().time.today()
        reader = Reader.before(self.actor, record)
        sections = self.page_sections()
        shown = [name for _title, names in sections for name in names]
        editable = record.standing.editable and self.actor.may_on(EDIT, record)
        context = {
            "crumbs": self.crumbs(record),
            "title": record.title,
            "number": record.number,
            "state": {"label": record.standing.label, "tone": words.tone(record.standing)},
            "steps": page.steps(record),
            "offers": self.offers(record),
            "sections": [
                *page.sections(record, sections, reader, whole=self.entry_sections()),
                *page.involved(record),
            ],
            "tables": self.tables(record),
            "checks": checking.results(self.session(), record),
            "related": [
                page.related(record, p, self.actor, self._related_url(record, p))
                for p in self.related
                if self.actor.may(LIST, p.model.__name__)
            ],
            "clocks": page.clock_cards(record, parts().clocks, today, f"{self.endpoint}.why"),
            "timeline": page.timeline(self.session, record),
            "edit_url": self.url("edit", pk=pk) if editable else None,
            **self.papers(record),
        }
        answer = self.page("gov/record.html", **context)
        self._tell_reading(record, shown)
        return answer

    def tables(self, _record: Record) -> builtins.list[dict[str, Any]]:
        """What a matter adds up on its page; see ``views.cells.table``."""
        return []

    def _tell_reading(self, record: Record, shown: Iterable[str]) -> None:
        """Data about people that a page shows in clear leave a row of the trail."""
        if page.shows_personal(record, shown, Reader.before(self.actor, record)):
            note(parts().write, parts().time.now, "read", actor=self.actor, record=record)

    def _related_url(self, record: Record, part: Related) -> str | None:
        hers = self.actor.standing_for(REGISTER, part.model.__name__, frozenset({record.working_unit_id}))
        if (record.standing.final and not part.afterwards) or hers is None or not part.parent:
            return None
        return f"/office/{part.model.slug}/new?{part.parent}={record.id}"
