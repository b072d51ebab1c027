"""Choice lists of the county's own: made and changed by the system administrator (ADR 0015)."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.access.grants import EDIT
from app.extra_fields import rewrite
from models.extra_field import ChoiceList
from models.roles import SYSTEM_ADMINISTRATOR
from views import forms
from views.administration import AdministrationPage
from views.base import signed_in
from views.fields import FieldView
from views.reasoned_rows import Names, ReasonedRows

LATER = ("label", "choices")
AT_FIRST = ("label", "code", "choices")


class ChoiceListView(ReasonedRows, AdministrationPage):
    """Made here, shown with the fields that use them."""

    route_base = "/office/choice-lists"
    default_view = "add"
    base_permissions = [EDIT]
    granted_to = (SYSTEM_ADMINISTRATOR,)
    permission_labels = {EDIT: _("Add and change choice lists")}
    label = _("Choice lists")
    model = ChoiceList
    later = LATER

    def url(self, name: str, **values: Any) -> str:
        """The address of another page about choice lists."""
        if name == "list":
            return url_for("FieldView.list")
        return url_for(f"ChoiceListView.{'edit' if name == 'show' else name}", **values)

    @expose("/new", methods=["GET", "POST"])
    @signed_in
    def add(self) -> Any:
        """A new list."""
        self.require(EDIT)
        form = self.form_for(AT_FIRST)
        return self.begin(ChoiceList(), form, gettext("New choice list"), AT_FIRST)

    @expose("/<int:pk>/edit", methods=["GET", "POST"])
    @signed_in
    def edit(self, pk: int) -> Any:
        """Change the name or the choices; one that is left out is retired."""
        self.require(EDIT)
        one = self.find(pk)
        return self.change(one, gettext("Change the choice list: %(list)s", list=one.label))

    def form_for(self, names: Names, _one: ChoiceList | None = None) -> Any:
        """What is asked of a list."""
        extra = {"reason": forms.reason_field(), "version": forms.version_field()}
        return forms.form_class(ChoiceList, names, required=names, extra=extra)()

    def put(self, one: ChoiceList, form: Any, names: Names) -> dict[str, Any]:
        """Give the list what was filled in; what will not do, by column."""
        for name, value in forms.answers(form, names).items():
            if name != "choices":
                setattr(one, name, value)
        return rewrite(self.session(), one, form.choices.data)

    def entry_page(self, form: Any, title: str, names: Names) -> Any:
        """The form of a list."""
        sections = [(gettext("Choice list"), [*names]), (gettext("Why"), ["reason"])]
        crumbs = self.crumbs((str(FieldView.label), self.url("list")), (title, None))
        return self.form_page(title, form, sections, self.url("list"), crumbs=crumbs, submit=gettext("Save"))
