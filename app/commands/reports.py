"""``report``: annual reports of government information disclosure, read from files and checked."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from app.reports.fault import Fault, Reading
from app.reports.reading import read
from app.reports.shape import number
from models.report_checks import checked
from models.report_content import Figures
from models.report_finding import ASK, FAIL, PASS, Finding, Result


@click.group()
def report() -> None:
    """Annual reports of government information disclosure (政府信息公开工作年度报告)."""


@report.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
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
