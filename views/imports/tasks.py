"""The same as background tasks, for workbooks of more rows than a page may take the time for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.access.grants import IMPORT
from app.files.refusal import UnacceptableFile
from app.imports.package import UnusableSheet
from app.jobs.port import JobRefused, task
from app.jobs.running import Running
from models.sheet_import import SheetImport
from views.imports import work
from views.matter import MatterView


@task(work.CHECK, label=_("Check of a workbook"))
def check_import(job: Running, *, number: int) -> None:
    """Look at every row; nothing is registered."""
    _do(work.check, job, number)


@task(work.TAKE, label=_("Registering from a workbook"))
def take_import(job: Running, *, number: int) -> None:
    """Register the rows; begun anew, it goes on where it was."""
    _do(work.take, job, number)


def _do(what: Callable[[Any, int, work.Hands], None], job: Running, number: int) -> None:
    """Refused for good when the workbook is gone, or who asked may not import any more."""
    hands = work.Hands(job.part, job.effects, job.progress)
    try:
        what(_view(job, number), number, hands)
    except (UnusableSheet, UnacceptableFile, work.NothingKept) as problem:
        raise JobRefused(str(problem)) from problem


def _view(job: Running, number: int) -> MatterView:
    one = job.session.get(SheetImport, number)
    views = (view for view in current_app.appbuilder.baseviews if isinstance(view, MatterView))  # type: ignore[attr-defined]
    found = next((view for view in views if one is not None and view.model.slug == one.matter), None)
    if found is None:
        raise work.NothingKept
    if not found.may(IMPORT):
        raise JobRefused(gettext("You may not import here any more. Ask the security administrator."))
    return found


TASKS = (check_import, take_import)
