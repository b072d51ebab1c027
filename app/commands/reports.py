"""``report``: annual reports of government information disclosure, read from files, checked and printed."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import click

from app.commands.context import Roof, pass_roof
from app.letters import glyphs, render
from app.reports import paper
from app.reports.fault import Fault, Reading
from app.reports.reading import read
from app.reports.shape import number
from app.reports.workbook import as_workbook
from models.report_checks import checked
from models.report_content import Figures, Report
from models.report_finding import ASK, FAIL, PASS, Finding, Result
from models.report_format import title

LONGEST_NAME = 60
"""Characters of a unit's name in the name of a file."""
NOT_IN_NAMES = re.compile(r"[\\/:*?\"<>|\s\x00-\x1f]+")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


# -- printing -------------------------------------------------------------------------


class CannotBePrinted(Exception):
    """Why a report has no PDF; ``str()`` is a sentence."""


def _pdf(report: Report, fonts: Path | None) -> bytes:
    markup = paper.paper(report)
    if strange := glyphs.missing_glyphs(markup, fonts):
        raise CannotBePrinted(
            f"No font here has {' '.join(strange)}. Write them otherwise, or add a font (GONGKAI_FONTS)."
        )
    try:
        return render.pdf(markup, fonts_dir=fonts)
    except render.PrintingUnavailable as error:
        raise CannotBePrinted("Pango is not installed: PDFs cannot be made. Take --format html.") from error
    except render.LetterTooLong as error:
        raise CannotBePrinted("It is too long to print. Shorten its text, or take --format html.") from error


def _xlsx(report: Report, _fonts: Path | None) -> bytes:
    stream = BytesIO()
    as_workbook(report, stream)
    return stream.getvalue()


PRINTERS: Mapping[str, Callable[[Report, Path | None], bytes]] = {
    "pdf": _pdf,
    "html": lambda report, _fonts: paper.page(report).encode(),
    "xlsx": _xlsx,
}


# -- commands -------------------------------------------------------------------------


@click.group()
def report() -> None:
    """Annual reports of government information disclosure (政府信息公开工作年度报告)."""


@report.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--json", "as_json", is_flag=True, help="No sentences for people besides the lines.")
def check(files: Sequence[Path], *, as_json: bool) -> None:
    """Check the reports in FILES (.json, .csv, .xlsx): one line of JSON a report, sentences on stderr.

    Years of one unit that follow each other are checked against each other. Exit code 1 if any check fails.
    """
    readings = [reading for file in files for reading in read(file.name, file.read_bytes())]
    years = {(r.report.unit, r.report.year): r.report.figures for r in readings if r.report}
    lines = [_line(reading, years) for reading in readings]
    for line in lines:
        click.echo(json.dumps({key: line[key] for key in ("id", "errors", "warnings")}, ensure_ascii=False))
        if not as_json:
            _tell(line)
    sys.exit(any(line["errors"] for line in lines))


def _line(reading: Reading, years: Mapping[tuple[str, int], Figures]) -> dict[str, Any]:
    found: tuple[Finding, ...] = ()
    if reading.report is not None:
        found = checked(reading.report, years.get((reading.report.unit, reading.report.year - 1)))
    return {
        "id": reading.name,
        "errors": [*map(_fault, reading.faults), *_told(found, FAIL)],
        "warnings": [*map(_fault, reading.doubts), *_told(found, ASK)],
        "passed": sum(finding.result is PASS for finding in found),
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {"check": "reading", "code": "reading", "place": fault.place, "message": str(fault)}


def _told(found: Iterable[Finding], result: Result) -> Iterable[dict[str, Any]]:
    for finding in (finding for finding in found if finding.result is result):
        yield {
            "check": finding.check.name,
            "code": finding.code,
            **({finding.check.axis: finding.about} if finding.check.axis else {}),
            "left": number(finding.left),
            "right": number(finding.right),
            "cells": list(finding.cells),
            "message": finding.sentence,
        }


def _tell(line: Mapping[str, Any]) -> None:
    for result, key in ((FAIL, "errors"), (ASK, "warnings")):
        for told in line[key]:
            click.echo(f"  {result.value} {told['code']}: {told['message']}", err=True)
    click.echo(
        f"{line['id']}: {line['passed']} PASS, {len(line['errors'])} FAIL, {len(line['warnings'])} ASK",
        err=True,
    )


@report.command("print")
@click.argument("file", type=FILE)
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Made if it is not there; nothing in it is overwritten.",
)
@click.option("--format", "kind", type=click.Choice(tuple(PRINTERS)), default="pdf", show_default=True)
@pass_roof
def print_out(roof: Roof, file: Path, folder: Path, kind: str) -> None:
    """Print the reports in FILE (.json, .csv, .xlsx) for readers, each into a file of its own in the folder.

    Sentences on stderr; exit code 1 if a report cannot be printed.
    """
    fonts = Path(roof.settings["FONTS"]) if roof.settings.get("FONTS") else None
    printed = [_print(reading, folder, kind, fonts) for reading in read(file.name, file.read_bytes())]
    sys.exit(not all(printed))


def _print(reading: Reading, folder: Path, kind: str, fonts: Path | None) -> bool:
    """Whether it was printed; what is wrong is told."""
    for fault in reading.faults + reading.doubts:
        click.echo(f"{reading.name}: {fault}", err=True)
    if reading.report is None:
        return False
    unit = NOT_IN_NAMES.sub(" ", reading.report.unit).strip()[:LONGEST_NAME]
    target = folder / f"{unit}{title(reading.report.year)}.{kind}"
    if target.exists():
        click.echo(f"{target} is there already. Take it away, or name another folder.", err=True)
        return False
    try:
        content = PRINTERS[kind](reading.report, fonts)
    except CannotBePrinted as problem:
        click.echo(f"{reading.name}: {problem}", err=True)
        return False
    folder.mkdir(parents=True, exist_ok=True)
    with click.open_file(str(target), "wb", atomic=True) as stream:
        stream.write(content)
    click.echo(target)
    return True
