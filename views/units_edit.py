"""Units entered, corrected and taken out of use: the system administrator's pages."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request
from flask_appbuilder import expose
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.access.actor import PROGRAM, acting
from app.access.grants import EDIT
from app.parts import parts
from models.base import Record, declared
from models.roles import SYSTEM_ADMINISTRATOR
from models.unit import Unit
from views import forms, words
from views.base import signed_in
from views.conflict import conflict
from views.reasoned import Switching
from views.units import COLUMNS, SECTIONS, UnitPage

CLAUSES = ("A8.3",)


class UnitEditView(UnitPage):
    """The system administrator adds units, corrects them, and takes them out of use."""

    route_base = "/office/units"
    default_view = "add"
    base_permissions = [EDIT]
    granted_to = (SYSTEM_ADMINISTRATOR,)
    permission_labels = {EDIT: _("Add and change units")}
    label = _("Units")

    @expose("/new", methods=["GET", "POST"])
    @signed_in
    def add(self) -> Any:
        """A new unit."""
        self.require(EDIT)
        unit = Unit(active=True)
        form = self._form(unit)
        if request.method == "POST" and form.validate() and self._fill(unit, form):
            self.session.add(unit)
            if self._kept(unit, form):
                return redirect(self.url("show", pk=unit.id))
        return self._page(form, gettext("New unit"), self.url("list"))

    @expose("/<int:pk>/edit", methods=["GET", "POST"])
    @signed_in
    def edit(self, pk: int) -> Any:
        """Correct a unit; who looked at an older version is shown both."""
        self.require(EDIT)
        unit = self.find(pk)
        form = self._form(unit)
        title, here = gettext("Correct: %(record)s", record=unit.name), self.url("edit", pk=pk)
        if request.method == "GET":
            form.process(obj=unit)
            form.version.data = str(unit.version)
        elif form.version.data != str(unit.version):
            return conflict(self, unit, COLUMNS, here)
        elif form.validate() and self._fill(unit, form):
            try:
                if self._kept(unit, form):
                    return redirect(self.url("show", pk=pk))
            except StaleDataError:
                self.session.rollback()
                return conflict(self, self.find(pk), COLUMNS, here)
        return self._page(form, title, self.url("show", pk=pk))

    def _kept(self, unit: Unit, form: Any) -> bool:
        """Saved; or another unit took code or name since they were looked for, and the form says so."""
        pk = unit.id or 0
        try:
            self.session.commit()
        except IntegrityError:
            self.session.rollback()
            if self._say_taken(form, pk):
                return False
            raise
        flash(gettext("Saved."), "success")
        return True

    @expose("/<int:pk>/switch", methods=["GET", "POST"])
    @signed_in
    def switch(self, pk: int) -> Any:
        """Take a unit out of use, or back into it, with a reason; its records stay."""
        self.require(EDIT)
        unit, form = self.find(pk), Switching()
        if form.late(on=unit.active):
            flash(gettext("Nothing was changed."), "info")
            return redirect(self.url("show", pk=pk))
        refusal = self._still_needed(unit) if unit.active else None
        if refusal is None and form.validate_on_submit():
            unit.active = not unit.active
            # The change is told by the unit's own row of the trail; this one says why.
            parts().trail.write(
                "admin", actor=self.actor, subject=f"unit {pk} {unit.name}", reason=form.reason.data
            )
            try:
                self.session.commit()
            except StaleDataError:
                self.session.rollback()
                return conflict(self, self.find(pk), [], self.url("switch", pk=pk))
            flash(gettext("Saved."), "success")
            return redirect(self.url("show", pk=pk))
        off = gettext("It is offered no more where a unit is chosen. Its records, people and numbers stay.")
        on = gettext("It is offered again where a unit is chosen.")
        title = gettext("Take out of use") if unit.active else gettext("Take into use again")
        back = self.url("show", pk=pk)
        return self.confirmation(
            title,
            form,
            back,
            effects=[off if unit.active else on],
            subject=unit.name,
            clauses=words.clause_text(CLAUSES),
            danger=unit.active,
            number=unit.code,
            refusal=refusal,
            crumbs=self.way((unit.name, back), (title, None)),
        )

    def _still_needed(self, unit: Unit) -> str | None:
        if self.session.scalar(select(Unit.id).where(Unit.parent_id == unit.id, Unit.active).limit(1)):
            return gettext("Units that belong to it are in use; take them out of use first.")
        here = or_(Record.unit_id == unit.id, Record.handling_unit_id == unit.id)
        # Whoever keeps the units need not see their records (separation of duties).
        with acting(PROGRAM):
            count = self.session.scalar(select(func.count(Record.id)).where(here, Record.closed_on.is_(None)))
        if count:
            return ngettext(
                "%(num)s record of it is open; it must be closed or handed over first.",
                "%(num)s records of it are open; they must be closed or handed over first.",
                count,
            )
        return None

    def _form(self, unit: Unit) -> Any:
        made = forms.form_class(
            Unit,
            COLUMNS,
            required=("code", "name", "kind"),
            choices={"parent_id": lambda: self._parents(unit)},
            extra={"version": forms.version_field()},
        )
        return made()

    def _parents(self, unit: Unit) -> list[tuple[str, str]]:
        rows = self.session.scalars(select(Unit).where(Unit.active).order_by(Unit.code))
        offered = [(str(u.id), u.name) for u in rows if unit.may_belong_to(u)]
        kept = unit.parent
        if kept is not None and not kept.active:
            offered.append((str(kept.id), kept.name))
        return offered

    def _say_taken(self, form: Any, pk: int) -> bool:
        """Whether another unit has this code or name; the form says which."""
        sentences = {
            "code": gettext("Another unit has this code"),
            "name": gettext("Another unit has this name"),
        }
        with self.session.no_autoflush:
            for name, sentence in sentences.items():
                same = select(Unit.id).where(getattr(Unit, name) == form[name].data, Unit.id != pk)
                if self.session.scalar(same):
                    form[name].errors = [sentence]
        return any(form[name].errors for name in sentences)

    def _fill(self, unit: Unit, form: Any) -> bool:
        """Put what was filled in into the unit, or say on the form what will not do."""
        self._say_taken(form, unit.id or 0)
        if form.kind.data == "division" and form.parent_id.data is None:
            form.parent_id.errors = [gettext("A division belongs to a unit")]
        if form.kind.data != "division" and not form.word.data:
            form.word.errors = [gettext("Document numbers begin with it; only a division has none")]
        if any(form[name].errors for name in COLUMNS):
            return False
        for name, value in forms.answers(form, COLUMNS).items():
            setattr(unit, name, value or "" if name == "word" else value)
        return True

    def _page(self, form: Any, title: str, back: str) -> Any:
        clauses = {n: words.clause_text(c.clause) for n, c in declared(Unit).items() if c.clause}
        crumbs, save = self.way((title, None)), gettext("Save")
        return self.form_page(title, form, SECTIONS, back, crumbs=crumbs, submit=save, clauses=clauses)
