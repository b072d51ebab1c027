"""Rows an administrator keeps: each change with its reason, none overwritten, none deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask import flash, redirect, request
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.access.grants import EDIT
from app.setup.section import CODE
from models.column import Column, declared
from models.roles import SYSTEM_ADMINISTRATOR
from models.workflow import Label
from views import forms, words
from views.base import signed_in
from views.conflict import conflict
from views.kept import KeptPage
from views.reasoned import Switching


class ChangingPage(KeptPage):
    """What changes the rows of a model with a row version; its columns decide the rest."""

    default_view = "add"
    base_permissions = [EDIT]
    granted_to = (SYSTEM_ADMINISTRATOR,)
    required: ClassVar[Sequence[str]]
    later: ClassVar[Sequence[str]] = ()
    """The columns that change once the row is there; none named means all."""
    taken: ClassVar[Mapping[str, Label]] = {}
    """The sentence for each column no two rows may share."""
    clauses: ClassVar[tuple[str, ...]] = ()
    off_title: ClassVar[Label] = _("Take out of use")
    off_effect: ClassVar[Label]
    on_title: ClassVar[Label] = _("Take into use again")
    on_effect: ClassVar[Label]

    @property
    def columns(self) -> list[str]:
        """The columns of the form."""
        return [name for _title, names in self.sections for name in names]

    def begin(self, row: Any, title: str) -> Any:
        """Keep a new row, or show its form."""
        self.require(EDIT)
        form = self._form(row, self.columns)
        if request.method == "GET":
            form.process(obj=row)
        elif form.validate() and self._kept(row, form, self.columns):
            return self._done(row)
        return self._page(form, self.columns, title, self.url("list"))

    @expose("/<int:pk>/edit", methods=["GET", "POST"])
    @signed_in
    def edit(self, pk: int) -> Any:
        """Correct a row; who looked at an older version is shown both."""
        self.require(EDIT)
        row = self.find(pk)
        names = self.later or self.columns
        form = self._form(row, names)
        title, here = gettext("Correct: %(record)s", record=row), self.url("edit", pk=pk)
        if request.method == "GET":
            form.process(obj=row)
            form.version.data = str(row.version)
        elif form.version.data != str(row.version):
            return conflict(self, row, names, here)
        elif form.validate():
            try:
                if self._kept(row, form, names):
                    return self._done(row)
            except StaleDataError:
                self.session.rollback()
                return conflict(self, self.find(pk), names, here)
        return self._page(form, names, title, self.url("show" if self.shows else "list", pk=pk))

    def turn(self, pk: int) -> Any:
        """Take a row with ``active`` out of use, or back into it; what was done with it stays."""
        self.require(EDIT)
        row, form = self.find(pk), Switching()
        if form.late(on=row.active):
            flash(gettext("Nothing was changed."), "info")
            return self._back(row)
        refusal = self._still_needed(row) if row.active else None
        if refusal is None and form.validate_on_submit():
            row.active = not row.active
            self._tell(row, form)
            try:
                self.session.commit()
            except StaleDataError:
                self.session.rollback()
                return conflict(self, self.find(pk), [], self.url("switch", pk=pk))
            return self._done(row)
        title = str(self.off_title if row.active else self.on_title)
        return self.confirmation(
            title,
            form,
            self.url("show" if self.shows else "list", pk=pk),
            effects=[str(self.off_effect if row.active else self.on_effect)],
            subject=str(row),
            clauses=words.clause_text(self.clauses),
            danger=row.active,
            number=getattr(row, "code", ""),
            refusal=refusal,
            crumbs=self.way((str(row), self.url("show", pk=pk)), (title, None)),
        )

    def _kept(self, row: Any, form: Any, names: Sequence[str]) -> bool:
        """Saved with its reason; or the form says what will not do, and nothing is."""
        if self._filled(row, form, names):
            try:
                self._follow(row)
                self.session.add(row)
                self.session.flush()
                self._tell(row, form)
                self.session.commit()
            except IntegrityError:
                # Another row took a code or a name since they were looked for, and the form says so.
                self.session.rollback()
                if self._filled(row, form, names):
                    raise
            else:
                return True
        self.session.rollback()
        return False

    def _filled(self, row: Any, form: Any, names: Sequence[str]) -> bool:
        # What is looked up meanwhile must not write a row that may not do.
        with self.session.no_autoflush:
            return self._fill(row, form, names)

    def _tell(self, row: Any, form: Any) -> None:
        self.tell_why(f"{self.model.__tablename__} {row.id} {row}", form.reason.data)

    def _done(self, row: Any) -> Any:
        flash(gettext("Saved."), "success")
        return self._back(row)

    def _back(self, row: Any) -> Any:
        return redirect(self.url("show", pk=row.id) if self.shows else self.url("list"))

    # -- what a model adds ------------------------------------------------------------

    def _still_needed(self, _row: Any) -> str | None:
        """Why it cannot be taken out of use now, or None."""
        return None

    def _columns(self, _row: Any) -> Mapping[str, Column]:
        """Its columns as the form offers them."""
        return declared(self.model)

    def _choices(self, _row: Any) -> Mapping[str, forms.Choices]:
        """What its columns that point to other rows may be set to."""
        return {}

    def _fill(self, row: Any, form: Any, names: Sequence[str]) -> bool:
        """Put what was filled in into the row, or say on the form what will not do."""
        self._say_taken(form, row.id or 0)
        self._sound(row, form)
        if any(form[name].errors for name in names):
            return False
        for name, value in forms.answers(form, names).items():
            setattr(row, name, value)
        return True

    def _say_taken(self, form: Any, pk: int) -> None:
        """Say on the form what another row has and no two may share."""
        for name, sentence in self.taken.items():
            same = select(self.model.id).where(
                getattr(self.model, name) == form[name].data, self.model.id != pk
            )
            if self.session.scalar(same):
                form[name].errors = [str(sentence)]

    def _sound(self, _row: Any, _form: Any) -> None:
        """Say on the form what of it does not go together."""

    def _follow(self, row: Any) -> None:
        """What a change sets off, in its own transaction."""

    # -- forms ------------------------------------------------------------------------

    def _form(self, row: Any, names: Sequence[str]) -> Any:
        made = forms.form_class(
            self.model,
            names,
            required=self.required,
            choices=self._choices(row),
            extra={"reason": forms.reason_field(), "version": forms.version_field()},
            columns=self._columns(row),
        )
        return made()

    def _page(self, form: Any, names: Sequence[str], title: str, back: str) -> Any:
        clauses = {n: words.clause_text(c.clause) for n, c in declared(self.model).items() if c.clause}
        sections = [
            *((heading, [name for name in shown if name in names]) for heading, shown in self.sections),
            (gettext("Why"), ["reason"]),
        ]
        crumbs, save = self.way((title, None)), gettext("Save")
        return self.form_page(title, form, sections, back, crumbs=crumbs, submit=save, clauses=clauses)


class KeepingPage(ChangingPage):
    """All that is done to rows with ``active``: entered, corrected, taken out of use."""

    new_title: ClassVar[Label]

    @expose("/new", methods=["GET", "POST"])
    @signed_in
    def add(self) -> Any:
        """A new row."""
        return self.begin(self.model(active=True), str(self.new_title))

    @expose("/<int:pk>/switch", methods=["GET", "POST"])
    @signed_in
    def switch(self, pk: int) -> Any:
        """Take a row out of use, or back into it, with a reason."""
        return self.turn(pk)


def say_code(form: Any, row: Any) -> None:
    """Say on the form what is wrong with a code: it names a row in set-up files, and stays."""
    if not CODE.fullmatch(form.code.data or ""):
        form.code.errors = [gettext("Use small letters, digits or underscores, beginning with a letter.")]
    elif row.code is not None and row.code != form.code.data:
        form.code.errors = [gettext("The code stays as it is: set-up files know the entry by it")]
