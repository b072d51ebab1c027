"""The background task that makes a long export: the list asked for again, in the name of who asked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, BinaryIO, cast

from flask import current_app, request
from flask_babel import force_locale, get_locale, gettext
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import BadRequest

from app.access.grants import EXPORT
from app.exports import table
from app.jobs.port import JobRefused, task
from app.jobs.running import Running
from app.letters import render
from models.export_order import ExportOrder
from views import sheets, words
from views.exporting import TASK
from views.matter import MatterView
from views.sheets import AT_A_TIME, FORMATS, LONGEST


@task(TASK, label=_("Export of a list"))
def export(job: Running) -> None:
    """Write the file in her scope and with her rights as they are now, and the row of the trail with it."""
    order = job.session.get_one(ExportOrder, job.id)
    view, form, language = _view(order.slug), order.form, str(get_locale())
    if not job.actor.may(EXPORT, view.model.__name__):
        raise JobRefused(gettext("You hold no grant to export this list any more."))
    # The list reads what it is asked for off its address, and so it is asked again by that address.
    with (
        current_app.test_request_context(f"{view.route_base}/?{order.asked}"),
        force_locale(language),
        tempfile.TemporaryFile() as file,
    ):
        try:
            _write(job, view, form, cast(BinaryIO, file))
        except BadRequest as gone:
            sentence = gettext(
                "The list no longer offers what was filtered by. Export it anew from the list."
            )
            raise JobRefused(sentence) from gone
        except render.PrintingUnavailable as problem:
            raise JobRefused(words.cannot_print(), again=True) from problem
        except table.TooManyRows as problem:
            raise JobRefused(words.under(FORMATS[form], str(problem))) from problem
        file.seek(0)
        job.keep(cast(BinaryIO, file), view.file_name(form))
        told = view.exported(form)
    with job.effects():
        job.parts.trail.write("export", actor=job.actor, **told)


def _view(slug: str) -> Any:
    pages = current_app.appbuilder.baseviews  # type: ignore[attr-defined]
    return next(page for page in pages if isinstance(page, MatterView) and page.model.slug == slug)


def _write(job: Running, view: Any, form: str, file: BinaryIO) -> None:
    query = view.query(view.filter_form(request.args))
    total = sheets.length(job.session, query, job.parts.time.today(), LONGEST[form])
    # Laying out a PDF takes as long again as all before it.
    steps = 2 * total if form == "pdf" else total
    with ExitStack() as held:
        sheet = view.sheet(form, job.session, held)
        sheets.write(replace(sheet, rows=_counted(job, sheet.rows, steps)), form, file)


def _counted(
    job: Running, rows: Iterable[Sequence[table.Cell]], steps: int
) -> Iterator[Sequence[table.Cell]]:
    for number, row in enumerate(rows, 1):
        if number % AT_A_TIME == 0:
            job.progress(number, steps)
        yield row
