"""The set-up as one file: given out here, compared and taken over there (ADR 0016)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import Response, current_app, flash, redirect, request, url_for
from flask_appbuilder import expose
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from sqlalchemy.exc import IntegrityError
from wtforms import HiddenField

from app.parts import parts
from app.setup.file import FORMAT, VERSION, File, Part, Plan, carry_out, parsed, planned, written
from app.setup.section import Difference, Entry, Section, SetupRefused, Work
from app.setup.sections import SECTIONS, SECURITY, SYSTEM
from models.column import Column, declared
from models.roles import SYSTEM_ADMINISTRATOR
from views import words
from views.administration import AdministrationPage
from views.base import signed_in
from views.permissions import label_of
from views.reasoned import Reasoned
from views.roles import ROLES_PERMISSION, SecurityPage

SETUP_PERMISSION = "can_setup"
"""Gives the set-up out, and takes one over."""


class UploadForm(FlaskForm):
    """The file another installation gave out."""

    file = FileField(_("Set-up file"), [FileRequired(_("Choose a file"))])


class TakeOverForm(Reasoned):
    """The differences were looked at: the file, and what of it was shown."""

    content = HiddenField()
    looked_at = HiddenField()


class SetupPage(AdministrationPage):
    """What both administrations' pages share; each gives out and takes over its own parts."""

    sections: Sequence[Section] = ()
    permission = ""
    default_view = "index"

    @property
    def title(self) -> str:
        """The heading."""
        return gettext("Set-up as a file")

    def url(self, name: str) -> str:
        """The address of a page here."""
        return url_for(f"{type(self).__name__}.{name}")

    @expose("/", methods=["GET", "POST"])
    @signed_in
    def index(self) -> Any:
        """What is in the file; a file sent is compared, one looked at is taken over."""
        self.require(self.permission)
        form = UploadForm()
        try:
            if "content" in request.form:
                return self._take_over()
            if form.validate_on_submit():
                return self._compare(parsed(form.file.data.read(), SECTIONS), TakeOverForm(formdata=None))
        except SetupRefused as refused:
            self.session.rollback()
            form.form_errors.extend(map(str, refused.sentences))
        html = self.page(
            "gov/admin/setup.html",
            title=self.title,
            crumbs=self.crumbs((self.title, None)),
            parts=[
                {"label": section.label, "count": len(section.read(self.session()))}
                for section in self.sections
            ],
            others=[section.label for section in self._others()],
            export_url=self.url("export"),
            form=form,
        )
        return html, (400 if form.errors else 200)

    @expose("/export.json")
    @signed_in
    def export(self) -> Any:
        """The file."""
        self.require(self.permission)
        answer = Response(written(self.session(), self.sections), mimetype="application/json")
        answer.headers["Content-Disposition"] = "attachment; filename=setup.json"
        return answer

    def _take_over(self) -> Any:
        form = TakeOverForm()
        file = parsed((form.content.data or "").encode(), SECTIONS)
        work = self._work(form.reason.data or "")
        plan = planned(self.session(), self.sections, file, work)
        if plan.digest != form.looked_at.data or plan.refused or not form.validate_on_submit():
            return self._compare(file, form)
        try:
            count = carry_out(self.session(), plan, work)
            self.session.commit()
        except IntegrityError:
            # Somebody entered one of them at the same moment: what is left is looked over again.
            self.session.rollback()
            return self._compare(file, form)
        flash(ngettext("%(num)s entry was changed.", "%(num)s entries were changed.", count), "success")
        return redirect(self.url("index"))

    def _compare(self, file: File, form: TakeOverForm) -> Any:
        plan = planned(self.session(), self.sections, file, self._work(""))
        if plan.empty:
            flash(gettext("Everything is here already as the file has it; nothing was changed."), "info")
            return redirect(self.url("index"))
        form.content.data = json.dumps(
            {"format": FORMAT, "version": VERSION, "sections": file}, ensure_ascii=False
        )
        form.looked_at.data = plan.digest
        here = {section.key for section in self.sections}
        html = self.page(
            "gov/admin/setup_plan.html",
            title=gettext("What the file changes here"),
            crumbs=self.crumbs(
                (self.title, self.url("index")), (gettext("What the file changes here"), None)
            ),
            parts=[_part(part) for part in plan.parts if part.differences],
            others=[s.label for s in SECTIONS if s.key in file and s.key not in here],
            refused=plan.refused,
            form=form,
            cancel_url=self.url("index"),
        )
        return html, _status(plan, form)

    def _work(self, reason: str) -> Work:
        time = parts().time
        return Work(self.actor, reason, time.now(), time.today(), parts().letters.fonts)

    def _others(self) -> list[Section]:
        """The parts another administration keeps."""
        return [section for section in SECTIONS if section not in self.sections]


def _status(plan: Plan, form: FlaskForm) -> int:
    return 409 if plan.refused else 400 if form.errors else 200


class SetupView(SetupPage):
    """The system administrator's parts."""

    route_base = "/office/setup"
    base_permissions = [SETUP_PERMISSION]
    granted_to = (SYSTEM_ADMINISTRATOR,)
    permission_labels = {SETUP_PERMISSION: _("Give out the set-up and take one over")}
    label = _("Set-up as a file")
    sections = SYSTEM
    permission = SETUP_PERMISSION


class RolesSetupView(SetupPage, SecurityPage):
    """The security administrator's: roles and what each may."""

    route_base = "/office/setup/roles"
    sections = SECURITY
    permission = ROLES_PERMISSION

    @property
    def title(self) -> str:
        """The heading."""
        return gettext("Roles and permissions as a file")


# -- differences in words -------------------------------------------------------------


def _part(part: Part) -> dict[str, Any]:
    objections, pages = dict(part.objections), _pages()
    return {
        "label": part.section.label,
        "rows": [
            {
                "title": _title(part.section, one.after, pages),
                **_what(part.section, one),
                "changes": list(_changes(part.section, one)),
                "refusal": objections.get(one.code),
            }
            for one in part.differences
        ],
    }


def _pages() -> dict[str, Any]:
    """The labels of the menu's entries by their names."""
    menu = current_app.appbuilder.menu  # type: ignore[attr-defined]
    return {item.name: item.label for group in menu.get_list() for item in group.childs}


def _title(section: Section, entry: Entry, pages: Mapping[str, Any]) -> str:
    if section.page:
        entry = {**entry, section.page: pages.get(entry[section.page], entry[section.page])}
    return section.title(entry)


def _what(section: Section, one: Difference) -> dict[str, str]:
    """What happens to an entry, in a word with a tone."""
    if one.before is None:
        return {"what": gettext("new"), "tone": "green"}
    if section.switch and one.before[section.switch] and not one.after[section.switch]:
        return {"what": gettext("taken out of use"), "tone": "red"}
    return {"what": gettext("changed"), "tone": "blue"}


def _changes(section: Section, one: Difference) -> Iterator[dict[str, Any]]:
    columns = declared(section.model) if section.model else {}
    for name, (old, new) in one.changed.items():
        if name in section.by:
            continue
        if isinstance(new, list):
            yield from _gains_and_losses(old or [], new)
            continue
        column = columns.get(name) or columns.get(f"{name}_id")
        label = column.label if column else gettext("in use")
        # Of what is new here, only what it says.
        if one.before is not None or new not in (None, ""):
            yield {"label": label, "old": _text(column, old), "new": _text(column, new) or "—"}


def _gains_and_losses(old: Sequence[str], new: Sequence[str]) -> Iterator[dict[str, Any]]:
    for label, names in (
        (gettext("gets"), [name for name in new if name not in old]),
        (gettext("loses"), [name for name in old if name not in new]),
    ):
        if names:
            yield {"label": label, "old": "", "new": words.listed(map(_granted, names))}


def _granted(name: str) -> str:
    permission, _on, resource = name.partition(" on ")
    views = current_app.appbuilder.baseviews  # type: ignore[attr-defined]
    return label_of((permission, resource), views)


def _text(column: Column | None, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return words.value_text(column, value) if column else str(value)
