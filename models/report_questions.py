"""What the checks of an annual report find, what is answered to them, and what is filled in by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from flask_babel import lazy_gettext as _

from models.line import FigureLine, Filled, Line, ReasonLine, Signed
from models.report_cell import IMPORTED, ReportAnswer, ReportCell, ReportEntry
from models.report_checks import checked
from models.report_finding import ASK, FAIL, Check, Finding
from models.report_format import FEE
from models.report_sheet import COUNTY, ReportSheet
from models.report_table import Cell

FIGURES, ANSWERS, PAST = "figures", "answers", "past"
"""The sheets of a report: what is entered by hand, what is answered for, all that a past year was."""
SEPARATELY = _("Counted by hand: the panel keeps no such decisions. Empty is a blank, which is not 0.")

MISSING = Check(
    "missing",
    "unit",
    _("Every unit has signed its report"),
    _("%(unit)s has signed no report of the year. Wait for it, or say why the county reports without it."),
    ASK,
)
OUTDATED = Check(
    "outdated",
    "unit",
    _("The units' reports are those that were added up"),
    _("The report of %(unit)s is not the one that was added up any more. Compile the county's report anew."),
)


class ReportQuestions(ReportSheet):
    """Mix into the Record that keeps a report."""

    # -- checks -----------------------------------------------------------------------

    def findings(self) -> tuple[Finding, ...]:
        """How every check comes out, those with an answer to their question as well."""
        children = {part.unit.name: part.report.figures for part in self.parts if part.report is not None}
        last = self.last_figures()
        found = checked(self.content, last, children if self.scope == COUNTY and self.parts else None)
        return (*found, *self._about_units())

    def _about_units(self) -> Iterator[Finding]:
        for part in self.parts:
            words = {"unit": part.unit.name}
            yield Finding(MISSING, part.unit.code, MISSING.result(met=part.report is not None), words=words)
            if part.report is not None:
                same = part.report.stands and part.report.fingerprint == part.signature
                yield Finding(OUTDATED, part.unit.code, OUTDATED.result(met=same), words=words)

    def failures(self) -> list[Finding]:
        """What must be corrected before anybody signs."""
        return [finding for finding in self.findings() if finding.result is FAIL]

    def answer(self, finding: Finding) -> ReportAnswer | None:
        """The reason given for just this; a reason for what was found earlier answers nothing."""
        said = [one for one in self.answers if (one.code, one.found) == (finding.code, _found(finding))]
        return said[-1] if said else None

    def questions(self) -> list[Finding]:
        """What is asked and not answered yet."""
        asked = (finding for finding in self.findings() if finding.result is ASK)
        return [finding for finding in asked if self.answer(finding) is None]

    # -- what is filled in ------------------------------------------------------------

    def lines(self, sheet: str, _who: int | None) -> list[Line]:
        """The cells to be filled in by hand, every cell of a past year, or the questions to be answered."""
        if sheet == PAST:
            return [FigureLine(cell.key, cell.label, cell=cell) for cell in self._every_cell()]
        if sheet == FIGURES:
            return [self._figure_line(cell) for cell in self.by_hand]
        asked = (finding for finding in self.findings() if finding.result is ASK)
        return [self._reason_line(finding) for finding in asked]

    def _every_cell(self) -> list[Cell]:
        return [*self.form.cells.values(), FEE]

    def _keep(self, filled: Sequence[Filled]) -> None:
        """A past year as it was published: what was left empty stays blank."""
        self.cells.clear()
        said = (one for one in filled if one.value is not None or one.remark)
        self.cells.extend(
            ReportCell(key=one.key, value=one.value, remark=one.remark or None, origin=IMPORTED)
            for one in said
        )

    def _figure_line(self, cell: Cell) -> FigureLine:
        kept = self.entered(cell.key)
        value, remark = kept.holds if kept else (None, "")
        return FigureLine(cell.key, cell.label, SEPARATELY, value, remark, cell=cell)

    def _reason_line(self, finding: Finding) -> ReasonLine:
        kept = self.answer(finding)
        return ReasonLine(finding.code, finding.check.label, finding.sentence, None, kept and kept.reason)

    def fill(self, sheet: str, filled: Sequence[Filled], signed: Signed) -> None:
        """Keep what was given, where it differs from what stands there."""
        if sheet == PAST:
            self._keep(filled)
            return
        told = {"by_id": signed.by_id, "by": signed.by, "at": signed.at}
        if sheet == FIGURES:
            for one in filled:
                kept = self.entered(str(one.key))
                if (kept.holds if kept else (None, "")) != (one.value, one.remark):
                    entry = {"key": one.key, "value": one.value, "remark": one.remark or None}
                    self.entries.append(ReportEntry(**entry, **told))
            return
        asked = {finding.code: finding for finding in self.findings()}
        for one in filled:
            finding = asked[str(one.key)]
            kept = self.answer(finding)
            if kept is None or kept.reason != one.remark:
                said = {"code": finding.code, "found": _found(finding), "reason": one.remark}
                self.answers.append(ReportAnswer(**said, **told))


def _found(finding: Finding) -> str:
    """What a reason is about, whatever the reader's language."""
    return json.dumps([str(finding.left), str(finding.right)])
