"""Registering many records from a workbook: the template, what was found in what was sent, and taking it."""

from __future__ import annotations

import tempfile
from typing import IO, Any, BinaryIO, cast

from flask import Response, abort, flash, redirect
from flask_appbuilder import expose
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from wtforms import BooleanField

from app import storage
from app.access.grants import IMPORT
from app.audit.trail import note
from app.files.download import disposition, download
from app.files.names import clean_name
from app.files.refusal import UnacceptableFile
from app.files.store import StorageFull
from app.imports.package import UnusableSheet
from app.imports.sheet import opened
from app.parts import parts
from models.job import CANCELLED, FAILED
from models.sheet_import import SheetImport
from views import words
from views.base import signed_in
from views.imports import work
from views.imports.rows import Rows

AT_ONCE = 200
"""Rows that are looked at, and taken, while the reader waits; more are a background task."""
HEADS = 2
LATEST = 10
"""Uploads the page still knows."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(FlaskForm):
    """One workbook."""

    file = FileField(_("Workbook (XLSX)"), validators=[FileRequired(_("Choose a file"))])


class TakeForm(FlaskForm):
    """Whether the right rows are wanted although others are wrong."""

    partly = BooleanField(_("Register the rows that are right, and give me the others back"))


class ImportPages:
    """Mixed into a matter's view, beside its form."""

    @expose("/import", methods=["GET", "POST"])
    @signed_in
    def import_sheet(self: Any) -> Any:
        """Send a workbook to have it checked; nothing is registered yet."""
        self.require(IMPORT)
        form = UploadForm()
        if form.is_submitted() and form.validate():
            try:
                number = self._accept(form.file.data.filename, form.file.data.stream)
            except (UnusableSheet, UnacceptableFile, StorageFull) as problem:
                self.session.rollback()
                form.file.errors = [str(problem)]
            else:
                return redirect(self.url("import_outcome", pk=number))
        title = gettext("Import: %(matter)s", matter=self.flow.label)
        html = self.page(
            "gov/import.html",
            title=title,
            crumbs=self.crumbs(None, title),
            form=form,
            template_url=self.url("import_template"),
            back_url=self.url("list"),
            letter=self.flow.opening_letter,
            numbered=self.flow.numbering is not None,
            latest=[self._line(one) for one in self._latest()],
        )
        return html, (400 if form.errors else 200)

    @expose("/import/template.xlsx")
    @signed_in
    def import_template(self: Any) -> Response:
        """The empty workbook of this matter, with the choices of this reader."""
        self.require(IMPORT)
        with tempfile.SpooledTemporaryFile(max_size=work.SPOOL) as spool:
            work.template(self, cast(BinaryIO, spool))
            spool.seek(0)
            answer = Response(spool.read(), mimetype=XLSX)
        name = gettext("%(matter)s template.xlsx", matter=self.flow.label)
        answer.headers["Content-Disposition"] = disposition("attachment", name, "xlsx")
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    def _accept(self: Any, name: str | None, stream: IO[bytes]) -> int:
        """Look into a workbook and keep it; one of a few rows is checked at once. Its number."""
        self.session.rollback()
        # Nobody else has to wait while it is looked at.
        with storage.reading():
            rows = Rows(self)
            with opened(name, stream, rows.columns, rows.others) as sheet:
                short = sheet.length <= AT_ONCE + HEADS
                found = work.look_over(self, rows, sheet, whole=True, tell=lambda _n: None) if short else None
            self.session.rollback()
        returned = work.stored(found) if found is not None else None
        stream.seek(0)
        one = SheetImport(
            matter=self.model.slug,
            asked_by_id=self.actor.id,
            asked_at=parts().time.now(),
            file_name=clean_name(name),
            file_key=parts().files.put(stream, "xlsx").key,
        )
        self.session.add(one)
        if found is not None:
            work.keep(one, found, returned)
        else:
            self._ask(work.CHECK, one)
        self.session.commit()
        return int(one.id)

    def _ask(self: Any, task: str, one: SheetImport) -> None:
        self.session.flush()
        one.job_id = parts().jobs.enqueue(task, {"number": one.id}).id

    # -- one workbook -----------------------------------------------------------------

    @expose("/import/<int:pk>", methods=["GET", "POST"])
    @signed_in
    def import_outcome(self: Any, pk: int) -> Any:
        """What was found in a workbook; taking its rows."""
        self.require(IMPORT)
        form = TakeForm()
        one = self._upload(pk, held=form.is_submitted())
        if form.is_submitted() and form.validate():
            if (why := _not_to_be_taken(one)) is not None:
                form.form_errors = [why]
            elif one.rows_wrong and not form.partly.data:
                form.partly.errors = [
                    gettext("Nothing was registered: mend the rows and send them again, or tick this")
                ]
            else:
                return self._register_rows(one, partly=form.partly.data)
        title = gettext("Import: %(matter)s", matter=self.flow.label)
        html = self.page(
            "gov/import_outcome.html",
            title=title,
            crumbs=self.crumbs(None, title),
            form=form,
            one=one,
            stands=self._stands(one),
            sent=words.moment_text(one.asked_at),
            to_take=_not_to_be_taken(one) is None and one.rows_right > one.rows_taken,
            again_url=self.url("import_sheet"),
            list_url=self.url("list"),
            returned_url=self.url("import_returned", pk=pk) if one.returned_key else None,
            discard_url=None if one.under_way else self.url("import_discard", pk=pk),
        )
        return html, (400 if form.errors else 200)

    def _upload(self: Any, pk: int, *, held: bool = False) -> Any:
        """A workbook this reader sent for this matter, else 404; ``held`` until the transaction ends."""
        found = select(SheetImport).where(SheetImport.id == pk, SheetImport.matter == self.model.slug)
        return self.session.scalars(found.with_for_update() if held else found).first() or abort(404)

    def _register_rows(self: Any, one: SheetImport, *, partly: bool) -> Any:
        number, back = one.id, redirect(self.url("import_outcome", pk=one.id))
        one.partly = partly
        short = one.rows_right + one.rows_wrong + one.rows_there <= AT_ONCE
        if not short:
            self._ask(work.TAKE, one)
        self.session.commit()
        if not short:
            return back
        try:
            with storage.reading():
                work.take(self, number, work.in_request(self.session))
        except (UnusableSheet, UnacceptableFile, StorageFull, work.NothingKept) as problem:
            self.session.rollback()
            flash(str(problem), "danger")
        except IntegrityError:
            self.session.rollback()
            flash(gettext("The same rows are being registered at this very moment. Look again."), "warning")
        return back

    @expose("/import/<int:pk>/returned.xlsx")
    @signed_in
    def import_returned(self: Any, pk: int) -> Response:
        """The workbook with what is wrong beside each row, for who sent it."""
        self.require(IMPORT)
        one = self._upload(pk)
        if one.returned_key is None:
            abort(404)
        name = gettext("to mend - %(file)s", file=one.file_name)
        answer = download(parts().files, one.returned_key, name)
        subject = f"{self.model.slug}: {one.file_name}"
        self.session.rollback()
        note(parts().write, parts().time.now, "download", actor=self.actor, subject=subject)
        return answer

    @expose("/import/<int:pk>/discard", methods=["POST"])
    @signed_in
    def import_discard(self: Any, pk: int) -> Any:
        """Forget a workbook and what was found in it; what was registered from it stays."""
        self.require(IMPORT)
        one = self._upload(pk, held=True)
        if one.under_way:
            flash(gettext("A background task is at it: cancel that first."), "warning")
            return redirect(self.url("import_outcome", pk=pk))
        for key in (one.file_key, one.returned_key):
            if key:
                parts().files.let_go(key)
        self.session.delete(one)
        self.session.commit()
        flash(gettext("The workbook is gone; what was registered from it stays."), "success")
        return redirect(self.url("import_sheet"))

    # -- words ------------------------------------------------------------------------

    def _latest(self: Any) -> Any:
        mine = select(SheetImport).where(SheetImport.matter == self.model.slug)
        return self.session.scalars(mine.order_by(SheetImport.id.desc()).limit(LATEST)).all()

    def _line(self: Any, one: SheetImport) -> dict[str, Any]:
        return {
            "url": self.url("import_outcome", pk=one.id),
            "name": one.file_name,
            "sent": words.moment_text(one.asked_at),
            "stands": self._stands(one),
        }

    def _stands(self: Any, one: SheetImport) -> dict[str, str]:
        """How far a workbook is, as a tag and a sentence."""
        taken = ngettext("%(num)s row is registered", "%(num)s rows are registered", one.rows_taken)
        if one.ended_at is not None:
            return {"tone": "green", "label": gettext("Registered"), "text": taken}
        job = one.job
        if one.under_way:
            return {"tone": "blue", "label": gettext("Under way"), "text": job.progress_text if job else ""}
        if job is not None and job.state in {FAILED, CANCELLED}:
            told = job.error or gettext("Cancelled.")
            return {"tone": "red", "label": gettext("Not finished"), "text": f"{told} {taken}"}
        if one.rows_wrong:
            wrong = ngettext("%(num)s row is not right", "%(num)s rows are not right", one.rows_wrong)
            return {"tone": "amber", "label": gettext("To mend"), "text": wrong}
        return {"tone": "green", "label": gettext("All rows are right"), "text": ""}


def _not_to_be_taken(one: SheetImport) -> str | None:
    """Why its rows cannot be registered now, whatever they are like."""
    if one.ended_at is not None:
        return gettext("The rows of this workbook are registered already")
    if one.under_way:
        return gettext("A background task is at it. Look again when it has ended.")
    if one.file_key is None or one.checked_at is None:
        return str(work.NothingKept())
    return None
