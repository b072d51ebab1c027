"""Extra fields of every matter, added and changed by the system administrator (ADR 0015)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from flask import abort, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import InstanceState, Session

from app.access.actor import PROGRAM
from app.access.grants import EDIT
from app.extra_fields import LAST_PLACE, problems
from app.parts import parts
from models import MATTERS
from models.base import Record
from models.column import Class, Column, declared
from models.extra_field import CLASSES, KINDS, ChoiceList, ExtraField, as_strict, coded
from views import forms, words
from views.base import signed_in
from views.keeping import ChangingPage

WHAT = ("label", "code", "kind", "choice_list_id", "klass")
HOW = ("required", "listed", "hint", "section", "position")
STEP = 10
"""Between the places of two fields, so that another fits in."""


class FieldView(ChangingPage):
    """The fields of every matter, and the choice lists; each change with its reason."""

    route_base = "/office/fields"
    default_view = "list"
    permission_labels = {EDIT: _("Add and change extra fields and choice lists")}
    heading = label = _("Extra fields")
    looking = changing = "FieldView"
    shows = False
    model = ExtraField
    sections = ((_("The field"), WHAT), (_("How it is shown"), HOW))
    required = forms.required_columns(declared(ExtraField), (*WHAT, *HOW))
    later = ("label", "klass", *HOW)
    off_title = _("Retire the field")
    off_effect = _(
        "It is asked for and listed no more. What records hold stays on pages, in files and in search."
    )
    on_title = _("Bring the field back")
    on_effect = _("It is asked for again.")

    @expose("/")
    @signed_in
    def list(self) -> Any:
        """Every matter with its fields, then the choice lists."""
        self.require(EDIT)
        fields = self.session.scalars(select(ExtraField).order_by(ExtraField.position, ExtraField.id)).all()
        lists = self.session.scalars(select(ChoiceList).order_by(ChoiceList.label)).all()
        return self.page(
            "gov/admin/fields.html",
            title=str(self.label),
            crumbs=self.way(),
            matters=[
                {
                    "label": model.workflow.label,
                    "add_url": self.url("add", slug=model.slug),
                    "preview_url": self.url("preview", slug=model.slug),
                    "rows": [self._row(field) for field in fields if field.matter == model.__tablename__],
                }
                for model in MATTERS
            ],
            lists=[
                {
                    "label": one.label,
                    "url": url_for("ChoiceListView.edit", pk=one.id),
                    "choices": words.listed(one.offered.values()),
                    "fields": words.listed(f.label for f in fields if f.choice_list_id == one.id),
                }
                for one in lists
            ],
            new_list_url=url_for("ChoiceListView.add"),
        )

    def _row(self, field: ExtraField) -> dict[str, Any]:
        return {
            "label": field.label,
            "code": field.code,
            "url": self.url("edit", pk=field.id),
            "kind": KINDS[field.kind],
            "choice_list": field.choice_list.label if field.choice_list else "",
            "klass": CLASSES[field.klass],
            "required": field.required,
            "listed": field.listed,
            "active": field.active,
            "switch_url": self.url("switch", pk=field.id),
        }

    @expose("/preview/<string:slug>")
    @signed_in
    def preview(self, slug: str) -> Any:
        """The register form of a matter as it is now, not to be sent."""
        self.require(EDIT)
        model = _matter(slug)
        view = next(v for v in self.appbuilder.baseviews if getattr(v, "model", None) is model)
        form = view.form_of(None)(formdata=None)
        title = gettext("The register form: %(matter)s", matter=model.workflow.label)
        sections = [(heading, [n for n in names if n in form]) for heading, names in view.entry_sections()]
        return self.page(
            "gov/admin/field_preview.html",
            title=title,
            crumbs=self.way((title, None)),
            form=form,
            sections=[{"title": heading, "fields": names} for heading, names in sections],
            back_url=self.url("list"),
        )

    # -- adding and changing ----------------------------------------------------------

    @expose("/<string:slug>/new", methods=["GET", "POST"])
    @signed_in
    def add(self, slug: str) -> Any:
        """A new field of a matter."""
        model = _matter(slug)
        row = ExtraField(matter=model.__tablename__, active=True, position=self._next_place(model))
        return self.begin(row, gettext("New field: %(matter)s", matter=model.workflow.label))

    @expose("/<int:pk>/switch", methods=["GET", "POST"])
    @signed_in
    def switch(self, pk: int) -> Any:
        """Retire a field, or bring it back, with a reason; what records hold in it stays."""
        return self.turn(pk)

    def _next_place(self, model: type[Record]) -> int:
        last = select(func.max(ExtraField.position)).where(ExtraField.matter == model.__tablename__)
        return min((self.session.scalar(last) or 0) + STEP, LAST_PLACE)

    def _columns(self, field: ExtraField) -> dict[str, Column]:
        """The classes of a field that is there are the stricter ones."""
        columns = dict(declared(ExtraField))
        if field.id is not None:
            allowed = {klass.value: CLASSES[klass] for klass in as_strict(Class(field.klass))}
            columns["klass"] = replace(columns["klass"], choices=allowed)
        return columns

    def _choices(self, _field: ExtraField) -> dict[str, forms.Choices]:
        return {"choice_list_id": partial(_lists, self.session)}

    def _fill(self, field: ExtraField, form: Any, names: Sequence[str]) -> bool:
        for name, value in forms.answers(form, names).items():
            setattr(field, name, coded(value) if name == "code" else value)
        found = problems(self.session(), field)
        forms.put_errors(form, found, "reason")
        return not found

    def _follow(self, field: ExtraField) -> None:
        """A text that is classed anew goes to another level of the search, or out of it."""
        state: InstanceState[ExtraField] = inspect(field)
        if state.persistent and state.attrs.klass.history.has_changes():
            parts().jobs.enqueue("search_index", actor=PROGRAM)


def _matter(slug: str) -> type[Record]:
    return next((model for model in MATTERS if model.slug == slug), None) or abort(404)


def _lists(session: Session) -> list[tuple[str, str]]:
    rows = session.scalars(select(ChoiceList).order_by(ChoiceList.label))
    return [(str(one.id), one.label) for one in rows]
