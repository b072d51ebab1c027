"""Files and letters of a record: added and opened through the record, so scope decides who may."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from flask import Response, abort, flash, redirect, request
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField

from app.access.actor import REGISTER
from app.access.grants import EDIT, SHOW
from app.audit.trail import Personal, note
from app.engine import Refused
from app.files.attaching import attach
from app.files.download import disposition, download
from app.files.refusal import UnacceptableFile
from app.files.store import StorageProblem
from app.letters import render
from app.letters.desk import LetterAltered, changed_since
from app.parts import parts
from models.attachment import OF_REQUESTS, PURPOSES, Attachment, Letter
from models.base import Record
from models.column import Class
from models.file_text import OUTCOMES, READ
from models.letter_form import LetterKind
from models.letter_kind import BY_NAME
from views import words
from views.base import signed_in
from views.reasoned import Reasoned
from views.record import Reader


class UploadForm(FlaskForm):
    """One file and what it is."""

    file = FileField(_("File"), validators=[FileRequired(_("Choose a file"))])
    purpose = SelectField(_("What it is"))

    @classmethod
    def of(cls, model: type[Record], **about: Any) -> UploadForm:
        """The form with what the files of a matter may be."""
        form = cls(**about)
        form.purpose.choices = [(name, str(PURPOSES[name])) for name in model.purposes or OF_REQUESTS]
        return form


class PaperPages:
    """Mixed into a matter's view."""

    def papers(self: Any, record: Record) -> dict[str, Any]:
        """Attachments, the form to add one, and letters, for the record page."""
        may_add = self._may_add(record)
        letters = self.session.query(Letter).filter(Letter.record_id == record.id).order_by(Letter.id).all()
        return {
            "attachments": [self._attachment(record, file) for file in record.files],
            "upload_form": UploadForm.of(self.model, formdata=None) if may_add else None,
            "upload_url": self.url("attach", pk=record.id),
            "letters": [self._letter(record, letter) for letter in letters] + self._previews(record),
        }

    def _may_remove(self: Any, record: Record) -> bool:
        return bool(record.standing.editable and self.actor.may_on(EDIT, record))

    def _may_add(self: Any, record: Record) -> bool:
        taking = (step.permission for step in self.flow.leaving(record.state) if step.with_files)
        mine = any(self.actor.may_on(permission, record) for permission in (EDIT, REGISTER, *taking))
        return mine and not record.standing.closed

    def _previews(self: Any, record: Record) -> list[dict[str, Any]]:
        """The letters the steps from here would write, to be read before they are signed.

        Where only some of the steps can be taken now, those of the others are not for this record.
        """
        today = parts().time.today()
        signing = [t for t in self.flow.leaving(record.state) if t.seals and t.letter]
        open_now = [t for t in signing if all(guard(record, today) for guard in t.requires)]
        ahead = [BY_NAME[t.letter] for t in open_now or signing]
        if not record.standing.closed:
            ahead += [kind for kind in self._kinds() if not kind.series]
        reader = Reader.before(self.actor, record)
        return [
            {
                "label": gettext("Preview: %(letter)s", letter=kind.label),
                "number": gettext("not signed yet"),
                "url": self.url("preview", pk=record.id, kind=kind.name),
                "meta": "",
                "changed": False,
            }
            for kind in dict.fromkeys(ahead)
            if reader.may(kind.klass)
        ]

    def _kinds(self: Any) -> list[LetterKind]:
        """The letters the steps of this matter write, each once."""
        written = dict.fromkeys(t.letter for t in self.flow.transitions.values() if t.letter)
        return [BY_NAME[name] for name in written]

    def _attachment(self: Any, record: Record, file: Attachment) -> dict[str, Any]:
        open_to_her = Reader.before(self.actor, record).may(file.klass)
        meta = f"{PURPOSES.get(file.purpose, '')} · {file.added_by} {words.moment_text(file.added_at)}"
        if open_to_her and file.read is not None and file.read.outcome != READ:
            meta += f" · {OUTCOMES[file.read.outcome]}"
        return {
            "name": file.name if open_to_her else gettext("Not open to you"),
            "url": self.url("attachment", pk=record.id, file_id=file.id) if open_to_her else None,
            "remove_url": self.url("detach", pk=record.id, file_id=file.id)
            if file.record_id == record.id and self._may_remove(record)
            else None,
            "size_text": words.size_text(file.size),
            "meta": meta,
            "ext": PurePath(file.name).suffix.lstrip(".").upper()[:4],
        }

    def _letter(self: Any, record: Record, letter: Letter) -> dict[str, Any]:
        return {
            "label": BY_NAME[letter.kind].label,
            "number": letter.number,
            "url": self.url("letter", pk=record.id, letter_id=letter.id)
            if Reader.before(self.actor, record).may(BY_NAME[letter.kind].klass)
            else None,
            "meta": f"{words.day_text(letter.dated)} {words.actor_text(letter.signed_by)}",
            "changed": changed_since(letter, record),
        }

    @expose("/<int:pk>/attachments", methods=["POST"])
    @signed_in
    def attach(self: Any, pk: int) -> Any:
        """Add a file: looked into before it is kept, gone again if anything fails."""
        record = self.find(pk)
        if not self._may_add(record):
            abort(403)
        form, back = UploadForm.of(self.model), redirect(f"{self.url('show', pk=pk)}#attachments")
        if not form.validate():
            flash(gettext("Nothing was attached: %(why)s", why=next(iter(form.errors.values()))[0]), "danger")
            return back
        try:
            self._keep(record, form)
        except (UnacceptableFile, StorageProblem) as problem:
            self.session.rollback()
            flash(str(problem), "danger")
        else:
            flash(gettext("Attached."), "success")
        return back

    def _keep(self: Any, record: Record, form: UploadForm) -> None:
        sent = form.file.data
        attach(parts(), self.session(), record, sent.filename, sent.stream, form.purpose.data, self.actor)
        self.session.commit()

    @expose("/<int:pk>/attachments/<int:file_id>")
    @signed_in
    def attachment(self: Any, pk: int, file_id: int) -> Response:
        """A file of this record; identity papers only for who reads sealed columns."""
        record = self.find(pk, SHOW)
        file = next((one for one in record.files if one.id == file_id), None) or abort(404)
        if not Reader.before(self.actor, record).may(file.klass):
            abort(403)
        answer = download(parts().files, file.key, file.name, inline="inline" in request.args)
        what = str(PURPOSES.get(file.purpose, file.purpose))
        note(parts().write, parts().time.now, "download", actor=self.actor, record=record, reason=what)
        return answer

    @expose("/<int:pk>/attachments/<int:file_id>/remove", methods=["GET", "POST"])
    @signed_in
    def detach(self: Any, pk: int, file_id: int) -> Any:
        """Take a wrong file off again, with a reason, while the record may still be corrected."""
        record = self.find(pk, EDIT)
        file = self.session.get(Attachment, file_id)
        if file is None or file.record_id != record.id or not self._may_remove(record):
            abort(404)
        form, back = Reasoned(), f"{self.url('show', pk=pk)}#attachments"
        refusal = None
        if form.validate_on_submit():
            try:
                parts().files.let_go(file.key)
            except StorageProblem as problem:
                refusal = str(problem)
            else:
                self.session.delete(file)
                self._tell_removal(record, file, form.reason.data)
                self.session.commit()
                flash(gettext("Removed."), "success")
                return redirect(back)
        title = gettext("Take a file off the record")
        return self.confirmation(
            title,
            form,
            back,
            crumbs=self.crumbs(record, title),
            effects=[
                gettext("The file is deleted; that it was here, its name and your reason stay in the trail.")
            ],
            subject=self._attachment(record, file)["name"],
            number=str(record),
            danger=True,
            refusal=refusal,
        )

    def _tell_removal(self: Any, record: Record, file: Attachment, reason: str) -> None:
        """What a file is may be read by all; what it is called may name somebody."""
        told = words.under(str(PURPOSES.get(file.purpose, file.purpose)), reason)
        named = {"name": Personal(file.name, None)}
        parts().trail.write("detach", actor=self.actor, record=record, reason=told, changes=named)

    @expose("/<int:pk>/letters/<int:letter_id>.pdf")
    @signed_in
    def letter(self: Any, pk: int, letter_id: int) -> Any:
        """A letter as it left, as PDF; one that names people needs the grant for personal data."""
        record = self.find(pk, SHOW)
        letter = self.session.get(Letter, letter_id)
        if letter is not None and letter.record_id != record.id:
            letter = None
        self._require_reading(record, BY_NAME[letter.kind] if letter else None)
        if letter is None:
            abort(404)
        try:
            content = self._printed(letter)
        except (render.PrintingUnavailable, LetterAltered, StorageProblem) as problem:
            return self._unread(pk, problem)
        note(
            parts().write,
            parts().time.now,
            "download",
            actor=self.actor,
            record=record,
            reason=letter.number or "",
        )
        return pdf_answer(content, f"{letter.number}.pdf")

    def _require_reading(self: Any, record: Record, kind: LetterKind | None) -> None:
        """403 without the grant to read it; whether there is such a letter is told to who may read any."""
        if not Reader.before(self.actor, record).may(kind.klass if kind else Class.PERSONAL):
            abort(403)

    def _printed(self: Any, letter: Letter) -> bytes:
        """Laid out once; the file's key is kept in a write transaction of its own, for this is a GET."""
        desk = parts().letters
        if letter.pdf_key:
            return desk.pdf(letter)
        # Before the transaction, for it takes a third of a second in which nobody else could write.
        number, content = letter.id, desk.lay_out(letter.html)
        self.session.rollback()
        with parts().write() as session:
            return desk.keep_pdf(session, number, content)

    def _unread(self: Any, pk: int, problem: Exception) -> Any:
        """Back to the record, which says why there is no PDF."""
        unavailable = isinstance(problem, render.PrintingUnavailable)
        flash(words.cannot_print() if unavailable else str(problem), "danger")
        return redirect(self.url("show", pk=pk))

    @expose("/<int:pk>/preview/<string:kind>.pdf")
    @signed_in
    def preview(self: Any, pk: int, kind: str) -> Any:
        """A letter as it would be written now, marked as a draft; it names whom the true one names."""
        record = self.find(pk, SHOW)
        written = next((known for known in self._kinds() if known.name == kind), None)
        self._require_reading(record, written)
        if written is None:
            abort(404)
        desk = parts().letters
        try:
            answer = pdf_answer(desk.lay_out(desk.preview(kind, record)), f"{kind}.pdf")
        except Refused as refused:
            flash(str(refused.refusal.sentence), "warning")
            return redirect(self.url("show", pk=pk))
        except render.PrintingUnavailable as problem:
            return self._unread(pk, problem)
        what = str(written.label)
        note(parts().write, parts().time.now, "read", actor=self.actor, record=record, reason=what)
        return answer


def pdf_answer(content: bytes, name: str) -> Response:
    """A PDF the browser shows, and runs nothing of."""
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = disposition("inline", name, "pdf")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer
