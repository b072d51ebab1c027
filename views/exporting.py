"""The files of a list: exactly what its filters ask for, written out whole."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, flash, redirect, request, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from flask_wtf import FlaskForm
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access.grants import EXPORT
from app.audit.trail import note
from app.exports import table
from app.exports.turns import AT_A_TIME, TURNS
from app.letters import render
from app.parts import parts
from app.timekeeper import OFFICE_TIME
from models.export_order import ExportOrder
from models.job import UNDER_WAY, Job
from views import sheets, tabs, words
from views.base import signed_in
from views.forms import entered
from views.record import Reader
from views.sheets import FORMATS, LATE, LONGEST, TYPES

TASK = "export"
"""The name of the background task that makes what takes longer than a page may."""
RETRY_AFTER = 30
"""Seconds after which whoever has too many exports under way may ask again."""


class ExportPages:
    """Mixed into a matter's view, beside its list."""

    def _exports(self: Any, asked: dict[str, str]) -> list[dict[str, str]]:
        tail = f"?{urlencode(asked)}" if asked else ""
        return [
            {"label": label, "url": self.url("export", form=form) + tail} for form, label in FORMATS.items()
        ]

    @expose("/export.<string:form>", methods=["GET", "POST"])
    @signed_in
    def export(self: Any, form: str) -> Any:
        """Exactly what is filtered, as a file; personal columns only for who may read them.

        A long one is made in the background, once that is agreed to by POST.
        """
        self.require(EXPORT)
        if form not in FORMATS:
            abort(404)
        query, today = self.query(self.filter_form(request.args)), parts().time.today()
        if form in LONGEST and sheets.exceeds(self.session, query, today, LONGEST[form]):
            return self._refused(words.under(FORMATS[form], table.TooManyRows(LONGEST[form])))
        late = form in LATE and sheets.exceeds(self.session, query, today, LATE[form])
        if late or request.method == "POST":
            return self._in_background(form)
        turn = TURNS.take(self.actor.id)
        if turn is None:
            return self._busy()
        with ExitStack() as held:
            held.callback(turn)
            try:
                return self._sent(form, held)
            except render.PrintingUnavailable:
                return self._refused(words.cannot_print(), "danger")
            except table.TooManyRows as problem:
                return self._refused(words.under(FORMATS[form], str(problem)))

    def _refused(self: Any, sentence: str, how: str = "warning") -> Any:
        flash(sentence, how)
        return redirect(self._here(request.args))

    # -- at once ----------------------------------------------------------------------

    def _sent(self: Any, form: str, held: ExitStack) -> Response:
        """The file as an answer; ``held`` is what it holds until it has been sent."""
        # Of its own: the request's session ends before the last row is sent.
        session = held.enter_context(self.session.session_factory())
        sheet = self.sheet(form, session, held)
        if form == "csv":
            content = sheets.streamed(self.actor, table.csv(sheet))
            begun = [next(content), *(piece for piece in (next(content, None),) if piece is not None)]
            answer = Response(chain(begun, content) if begun[1:] else begun, mimetype=TYPES[form])
        else:
            spool = held.enter_context(sheets.spooled(sheet, form))
            answer = Response(iter(lambda: spool.read(65536), b""), mimetype=TYPES[form])
        self.tell_export(form)
        name = self.file_name(form)
        answer.headers.set("Content-Disposition", "attachment", filename=name)
        answer.headers["Cache-Control"] = "private, no-store"
        # What is sent in one piece holds nothing any more.
        if not answer.is_sequence:
            answer.call_on_close(held.pop_all().close)
        return answer

    def tell_export(self: Any, form: str) -> None:
        """The row of the trail, written before the first byte leaves."""
        note(parts().write, parts().time.now, "export", actor=self.actor, **self.exported(form))

    def exported(self: Any, form: str) -> dict[str, str]:
        """What the trail says of an export of the list that is asked for."""
        return {"subject": f"{self.model.slug}.{form}", "reason": request.query_string.decode()}

    def file_name(self: Any, form: str) -> str:
        """What the file is called."""
        return f"{self.model.slug}-{parts().time.today():%Y%m%d}.{form}"

    def sheet(self: Any, form: str, session: Session, held: ExitStack) -> table.Sheet:
        """The list that is asked for as a table, its rows read from this session until ``held`` is left."""
        asked = self.filter_form(request.args)
        query = self.query(asked)
        reader = Reader.of(self.actor, self.model)
        state = words.under(gettext("State"), tabs.label(self.flow, query.state))
        told = words.listed([state, *entered(asked)])
        columns = self.columns()
        wanted = self.in_order(query.shown) if form == "pdf" else tuple(columns)
        names = [n for n in wanted if columns[n].klass.listed and reader.may(columns[n].klass)]
        today, now = parts().time.today(), parts().time.now()
        return table.Sheet(
            title=str(self.flow.label),
            columns=[table.Column(n, str(columns[n].label)) for n in names],
            rows=held.enter_context(sheets.rows(session, query, names, self.actor, today)),
            zone=OFFICE_TIME,
            about=gettext("About"),
            notes=[
                gettext("Exported by %(who)s", who=self.actor.name),
                gettext("At %(when)s", when=words.moment_text(now)),
                gettext("Filter: %(filter)s", filter=told),
            ],
        )

    # -- in the background ------------------------------------------------------------

    def _in_background(self: Any, form: str) -> Any:
        """Ask whether it shall be made in the background, and by POST have it made."""
        if form not in LATE:
            abort(405)
        asking = FlaskForm()
        if not asking.validate_on_submit():
            return self._agreement(form, asking)
        if self._under_way() >= AT_A_TIME:
            return self._busy()
        job = parts().jobs.enqueue(TASK)
        asked = request.query_string.decode()
        self.session.add(ExportOrder(job_id=job.id, slug=self.model.slug, form=form, asked=asked))
        self.session.commit()
        flash(gettext("The file is being made. It is offered here when it is done."), "success")
        return redirect(url_for("JobView.list"))

    def _agreement(self: Any, form: str, asking: FlaskForm) -> Any:
        title = gettext("Export in the background")
        return self.confirmation(
            title,
            asking,
            self._here(request.args),
            crumbs=self.crumbs(None, title),
            effects=[
                gettext(
                    "The list has more than %(rows)s rows, so the file is not made while you wait.",
                    rows=f"{LATE[form]:,}",
                ),
                gettext("Background tasks show how far it is; there you can cancel it as well."),
                gettext("When it is done, the file is offered there, to you alone, for seven days."),
                gettext("As CSV the same list is sent at once, however long it is."),
            ],
            subject=words.under(self.flow.label, FORMATS[form]),
        )

    def _under_way(self: Any) -> int:
        hers = (
            select(func.count())
            .select_from(Job)
            .where(Job.task == TASK, Job.asked_by_id == self.actor.id, Job.state.in_(UNDER_WAY))
        )
        return int(self.session.scalar(hers))

    def _busy(self: Any) -> Any:
        html = self.page(
            "gov/error.html",
            code=429,
            title=gettext("Two of your exports are under way already"),
            sentence=gettext(
                "Wait until one of them has arrived, or cancel one under Background tasks; then export again."
            ),
            incident=None,
            way_out={"label": gettext("Back to the list"), "url": self._here(request.args)},
        )
        return html, 429, {"Retry-After": str(RETRY_AFTER)}
