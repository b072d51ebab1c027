"""Choice lists of the county's own: made and changed by the system administrator (ADR 0015)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.access.grants import EDIT
from app.extra_fields import rewrite
from models.extra_field import ChoiceList
from views import forms
from views.base import signed_in
from views.fields import FieldView
from views.keeping import ChangingPage


class ChoiceListView(ChangingPage):
    """Made here, shown with the fields that use them; a choice that is left out is retired."""

    route_base = "/office/choice-lists"
    permission_labels = {EDIT: _("Add and change choice lists")}
    label = _("Choice lists")
    heading, looking, changing = FieldView.heading, "FieldView", "ChoiceListView"
    shows = False
    model = ChoiceList
    sections = ((_("Choice list"), ("label", "code", "choices")),)
    required = ("label", "code", "choices")
    later = ("label", "choices")

    @expose("/new", methods=["GET", "POST"])
    @signed_in
    def add(self) -> Any:
        """A new list."""
        return self.begin(ChoiceList(), gettext("New choice list"))

    def _fill(self, one: ChoiceList, form: Any, names: Sequence[str]) -> bool:
        for name, value in forms.answers(form, names).items():
            if name != "choices":
                setattr(one, name, value)
        found = rewrite(self.session(), one, form.choices.data)
        forms.put_errors(form, found, "reason")
        return not found
