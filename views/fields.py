"""Extra fields of every matter, added and changed by the system administrator (ADR 0015)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import InstanceState, Session
from sqlalchemy.orm.exc import StaleDataError

from app.access.actor import PROGRAM
from app.access.grants import EDIT
from app.extra_fields import LAST_PLACE, problems
from app.parts import parts
from models import MATTERS
from models.base import Class, Record, declared
from models.extra_field import CLASSES, KINDS, ChoiceList, ExtraField, as_strict, coded
from models.roles import SYSTEM_ADMINISTRATOR
from views import forms, words
from views.administration import AdministrationPage
from views.base import Crumb, signed_in
from views.conflict import conflict
from views.reasoned import Switching
from views.reasoned_rows import Names, ReasonedRows

LATER = ("label", "klass", "required", "listed", "hint", "section", "position")
WHAT = ("label", "code", "kind", "choice_list_id", "klass")
AT_FIRST = (*WHAT, *LATER[2:])
STEP = 10
"""Between the places of two fields, so that another fits in."""


class FieldView(ReasonedRows, AdministrationPage):
    """The fields of every matter, and the choice lists; each change with its reason."""

    route_base = "/office/fields"
    default_view = "list"
    base_permissions = [EDIT]
    granted_to = (SYSTEM_ADMINISTRATOR,)
    permission_labels = {EDIT: _("Add and change extra fields and choice lists")}
    label = _("Extra fields")
    model = ExtraField
    later = LATER

    def url(self, name: str, **values: Any) -> str:
        """The address of another page about fields."""
        return url_for(f"FieldView.{'edit' if name == 'show' else name}", **values)

    def way(self, *further: Crumb) -> list[Crumb]:
        """Where the reader is."""
        return self.crumbs((str(self.label), self.url("list")), *further)

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
        self.require(EDIT)
        model = _matter(slug)
        form = self.form_for(AT_FIRST)
        if request.method == "GET":
            form.position.data = self._next_place(model)
        title = gettext("New field: %(matter)s", matter=model.workflow.label)
        return self.begin(ExtraField(matter=model.__tablename__, active=True), form, title, AT_FIRST)

    @expose("/<int:pk>/edit", methods=["GET", "POST"])
    @signed_in
    def edit(self, pk: int) -> Any:
        """Change what may change of a field."""
        self.require(EDIT)
        field = self.find(pk)
        return self.change(field, gettext("Change the field: %(field)s", field=field.label))

    @expose("/<int:pk>/switch", methods=["GET", "POST"])
    @signed_in
    def switch(self, pk: int) -> Any:
        """Retire a field, or bring it back, with a reason; what records hold in it stays."""
        self.require(EDIT)
        field, form, back = self.find(pk), Switching(), self.url("list")
        if form.late(on=field.active):
            flash(gettext("Nothing was changed."), "info")
            return redirect(back)
        if form.validate_on_submit():
            field.active = not field.active
            self.tell(field, form.reason.data)
            try:
                self.session.commit()
            except StaleDataError:
                self.session.rollback()
                return conflict(self, self.find(pk), [], self.url("switch", pk=pk))
            flash(gettext("Saved."), "success")
            return redirect(back)
        retired = gettext(
            "It is asked for and listed no more. What records hold stays on pages, in files and in search."
        )
        returned = gettext("It is asked for again.")
        title = gettext("Retire the field") if field.active else gettext("Bring the field back")
        return self.confirmation(
            title,
            form,
            back,
            crumbs=self.way((field.label, self.url("edit", pk=pk)), (title, None)),
            effects=[retired if field.active else returned],
            subject=field.label,
            danger=field.active,
        )

    def _next_place(self, model: type[Record]) -> int:
        last = select(func.max(ExtraField.position)).where(ExtraField.matter == model.__tablename__)
        return min((self.session.scalar(last) or 0) + STEP, LAST_PLACE)

    def form_for(self, names: Names, field: ExtraField | None = None) -> Any:
        """What is asked of a field; the classes of one that is there are the stricter ones."""
        columns = dict(declared(ExtraField))
        if field is not None:
            allowed = {klass.value: CLASSES[klass] for klass in as_strict(Class(field.klass))}
            columns["klass"] = replace(columns["klass"], choices=allowed)
        return forms.form_class(
            ExtraField,
            names,
            required=forms.required_columns(columns, names),
            choices={"choice_list_id": partial(_lists, self.session)},
            extra={"reason": forms.reason_field(), "version": forms.version_field()},
            columns=columns,
        )()

    def put(self, field: ExtraField, form: Any, names: Names) -> dict[str, Any]:
        """Give the field what was filled in; what will not do, by column."""
        for name, value in forms.answers(form, names).items():
            setattr(field, name, coded(value) if name == "code" else value)
        return problems(self.session(), field)

    def follow(self, field: ExtraField) -> None:
        """A text that is classed anew goes to another level of the search, or out of it."""
        state: InstanceState[ExtraField] = inspect(field)
        if state.persistent and state.attrs.klass.history.has_changes():
            parts().jobs.enqueue("search_index", actor=PROGRAM)

    def entry_page(self, form: Any, title: str, names: Names) -> Any:
        """The form of a field."""
        what = [name for name in names if name in WHAT]
        sections = [
            (gettext("The field"), what),
            (gettext("How it is shown"), [name for name in names if name not in what]),
            (gettext("Why"), ["reason"]),
        ]
        back, crumbs = self.url("list"), self.way((title, None))
        return self.form_page(title, form, sections, back, crumbs=crumbs, submit=gettext("Save"))


def _matter(slug: str) -> type[Record]:
    return next((model for model in MATTERS if model.slug == slug), None) or abort(404)


def _lists(session: Session) -> list[tuple[str, str]]:
    rows = session.scalars(select(ChoiceList).order_by(ChoiceList.label))
    return [(str(one.id), one.label) for one in rows]
