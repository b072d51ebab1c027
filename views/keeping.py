"""Rows an administrator keeps: entered, corrected with both versions at hand, taken out of use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask import flash, redirect, request
from flask_appbuilder import expose
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.access.grants import EDIT
from app.parts import parts
from app.setup.section import CODE
from models.base import declared
from models.roles import SYSTEM_ADMINISTRATOR
from models.workflow import Label
from views import forms, words
from views.base import signed_in
from views.conflict import conflict
from views.kept import KeptPage
from views.reasoned import Switching


class KeepingPage(KeptPage):
    """The pages of a model with ``active`` and a row version; its columns decide the rest."""

    default_view = "add"
    base_permissions = [EDIT]
    granted_to = (SYSTEM_ADMINISTRATOR,)
    required: ClassVar[Sequence[str]]
    taken: ClassVar[Mapping[str, Label]] = {}
    """The sentence for each column no two rows may share."""
    clauses: ClassVar[tuple[str, ...]] = ()
    new_title: ClassVar[Label]
    off_effect: ClassVar[Label]
    on_effect: ClassVar[Label]

    @property
    def columns(self) -> list[str]:
        """The columns of the form."""
        return [name for _title, names in self.sections for name in names]

    @expose("/new", methods=["GET", "POST"])
    @signed_in
    def add(self) -> Any:
        """A new row."""
        self.require(EDIT)
        row = self.model(active=True)
        form = self._form(row)
        if request.method == "POST" and form.validate() and self._fill(row, form):
            self.session.add(row)
            if self._kept(row, form):
                return redirect(self.url("show", pk=row.id))
        return self._page(form, str(self.new_title), self.url("list"))

    @expose("/<int:pk>/edit", methods=["GET", "POST"])
    @signed_in
    def edit(self, pk: int) -> Any:
        """Correct a row; who looked at an older version is shown both."""
        self.require(EDIT)
        row = self.find(pk)
        form = self._form(row)
        title, here = gettext("Correct: %(record)s", record=row), self.url("edit", pk=pk)
        if request.method == "GET":
            form.process(obj=row)
            form.version.data = str(row.version)
        elif form.version.data != str(row.version):
            return conflict(self, row, self.columns, here)
        elif form.validate() and self._fill(row, form):
            try:
                if self._kept(row, form):
                    return redirect(self.url("show", pk=pk))
            except StaleDataError:
                self.session.rollback()
                return conflict(self, self.find(pk), self.columns, here)
        return self._page(form, title, self.url("show", pk=pk))

    def _kept(self, row: Any, form: Any) -> bool:
        """Saved; or another row took a code or name since they were looked for, and the form says so."""
        pk = row.id or 0
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
        """Take a row out of use, or back into it, with a reason; what was done with it stays."""
        self.require(EDIT)
        row, form = self.find(pk), Switching()
        if form.late(on=row.active):
            flash(gettext("Nothing was changed."), "info")
            return redirect(self.url("show", pk=pk))
        refusal = self._still_needed(row) if row.active else None
        if refusal is None and form.validate_on_submit():
            row.active = not row.active
            # The change is told by the row's own line of the trail; this one says why.
            subject = f"{self.model.__tablename__} {pk} {row}"
            parts().trail.write("admin", actor=self.actor, subject=subject, reason=form.reason.data)
            try:
                self.session.commit()
            except StaleDataError:
                self.session.rollback()
                return conflict(self, self.find(pk), [], self.url("switch", pk=pk))
            flash(gettext("Saved."), "success")
            return redirect(self.url("show", pk=pk))
        title = gettext("Take out of use") if row.active else gettext("Take into use again")
        back = self.url("show", pk=pk)
        return self.confirmation(
            title,
            form,
            back,
            effects=[str(self.off_effect if row.active else self.on_effect)],
            subject=str(row),
            clauses=words.clause_text(self.clauses),
            danger=row.active,
            number=getattr(row, "code", ""),
            refusal=refusal,
            crumbs=self.way((str(row), back), (title, None)),
        )

    # -- what a model adds ------------------------------------------------------------

    def _still_needed(self, _row: Any) -> str | None:
        """Why it cannot be taken out of use now, or None."""
        return None

    def _choices(self, _row: Any) -> Mapping[str, forms.Choices]:
        """What its columns that point to other rows may be set to."""
        return {}

    def _sound(self, _row: Any, _form: Any) -> None:
        """Say on the form what of it does not go together."""

    # -- forms ------------------------------------------------------------------------

    def _form(self, row: Any) -> Any:
        made = forms.form_class(
            self.model,
            self.columns,
            required=self.required,
            choices=self._choices(row),
            extra={"version": forms.version_field()},
        )
        return made()

    def _say_taken(self, form: Any, pk: int) -> bool:
        """Whether another row has what no two may share; the form says which."""
        with self.session.no_autoflush:
            for name, sentence in self.taken.items():
                same = select(self.model.id).where(
                    getattr(self.model, name) == form[name].data, self.model.id != pk
                )
                if self.session.scalar(same):
                    form[name].errors = [str(sentence)]
        return any(form[name].errors for name in self.taken)

    def _fill(self, row: Any, form: Any) -> bool:
        """Put what was filled in into the row, or say on the form what will not do."""
        self._say_taken(form, row.id or 0)
        self._sound(row, form)
        if any(form[name].errors for name in self.columns):
            return False
        for name, value in forms.answers(form, self.columns).items():
            setattr(row, name, value)
        return True

    def _page(self, form: Any, title: str, back: str) -> Any:
        clauses = {n: words.clause_text(c.clause) for n, c in declared(self.model).items() if c.clause}
        crumbs, save = self.way((title, None)), gettext("Save")
        return self.form_page(title, form, self.sections, back, crumbs=crumbs, submit=save, clauses=clauses)


def say_code(form: Any, row: Any) -> None:
    """Say on the form what is wrong with a code: it names a row in set-up files, and stays."""
    if not CODE.fullmatch(form.code.data or ""):
        form.code.errors = [gettext("Use small letters, digits or underscores, beginning with a letter.")]
    elif row.code is not None and row.code != form.code.data:
        form.code.errors = [gettext("The code stays as it is: set-up files know the entry by it")]
