"""Annual reports of past years, taken in from files as they were published: JSON, CSV, XLSX, both formats."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from flask import flash, redirect
from flask_appbuilder import expose
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired

from app.access.grants import IMPORT
from app.engine import NotAllowed, Refused, Unacceptable
from app.files.names import clean_name
from app.parts import parts
from app.reports.fault import Reading
from app.reports.reading import read
from models.annual_report import AnnualReport
from models.line import Line
from models.report_content import Report
from models.report_format import FEE, TITLES
from models.report_questions import PAST
from models.report_sheet import PLACES
from models.unit import Unit
from views import forms
from views.base import signed_in
from views.choices import choices_for
from views.registering import entered

ASKED = ("unit_id", "scope")
SHOWN = 20
"""Faults of a file that are told at once."""


class PastReportPages:
    """Mixed into the view of annual reports."""

    @expose("/past", methods=["GET", "POST"])
    @signed_in
    def past(self: Any) -> Any:
        """Send a file; all its reports are taken, or none."""
        self.require(IMPORT)
        form = self._past_form()
        if form.is_submitted() and form.validate():
            name, content = clean_name(form.file.data.filename), form.file.data.stream.read()
            found = read(name, content)
            if problems := list(_faults(found)) or self._take_past(found, name, forms.answers(form, ASKED)):
                form.file.errors = problems[:SHOWN]
            else:
                flash(
                    ngettext("%(num)s report was taken in.", "%(num)s reports were taken in.", len(found)),
                    "success",
                )
                for reading in found:
                    for doubt in reading.doubts:
                        flash(str(doubt), "warning")
                return redirect(self.url("list"))
        title = gettext("Take in reports of past years")
        return self.form_page(
            title,
            form,
            [(_("Whose reports"), ASKED), (_("File"), ("file",))],
            self.url("list"),
            crumbs=self.crumbs(None, title),
            submit=gettext("Take in"),
        )

    def _past_form(self: Any) -> Any:
        file = FileField(
            _("File"),
            validators=[FileRequired(_("Choose a file"))],
            description=_(
                "JSON, CSV or XLSX, laid out as the panel writes reports; one file may hold several years."
                " Nothing is taken while anything is wrong."
            ),
        )
        made = forms.form_class(
            self.model,
            ASKED,
            required=ASKED,
            choices=choices_for(self.session, self.actor, self.model, ASKED),
            extra={"file": file},
            columns=self.columns(),
        )
        return made()

    def _take_past(self: Any, found: tuple[Reading, ...], name: str, given: Mapping[str, Any]) -> list[str]:
        """Register them all and keep each as it is; what keeps one from it keeps all."""
        problems = []
        for report in filter(None, (reading.report for reading in found)):
            try:
                self._keep_past(report, name, given)
            except Unacceptable as problem:
                problems += [f"{report.year}: {sentence}" for sentence in problem.errors.values()]
            except (Refused, NotAllowed) as problem:
                problems.append(f"{report.year}: {problem}")
        if problems:
            self.session.rollback()
        else:
            self.session.commit()
        return problems

    def _keep_past(self: Any, report: Report, name: str, given: Mapping[str, Any]) -> None:
        unit = self.session.get_one(Unit, given["unit_id"])
        title = gettext("%(unit)s annual report %(year)s", unit=unit.name, year=report.year)
        texts = [section.text for section in report.sections] + [""] * len(TITLES)
        said = {name: texts[place] or None for name, place in PLACES.items()}
        named = {"title": title, "organ": None if report.unit == unit.name else report.unit, **said}
        values = {**given, **named, "year": report.year, "source": report.source or name}
        made = entered(self.session, self.actor, AnnualReport, values, secrets.token_urlsafe(24))
        engine = parts().engine
        engine.open(made, self.actor)
        engine.perform(made, "file_past", self.actor, _answers(report, made.lines(PAST, None)))


def _answers(report: Report, lines: Iterable[Line]) -> dict[str, Any]:
    """What the step is answered: each figure with its remark, and the fee."""
    figures, told = report.figures, dict[str, Any]()
    for line in lines:
        key = str(line.key)
        value = report.processing_fee if key == FEE.key else figures[key]
        told[line.value_name] = None if value is None else Decimal(value)
        told[line.remark_name] = figures.remarks.get(key, "")
    return told


def _faults(found: tuple[Reading, ...]) -> list[str]:
    several = len(found) > 1
    return [
        f"{reading.name}: {fault}" if several else str(fault) for reading in found for fault in reading.faults
    ]
