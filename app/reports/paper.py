"""A report in print and on the portal: its sections in the order of the form, each with its table.

Both are made of the same pieces (``templates/letters/report``), and the tables of ``app.reports.spans``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import zip_longest
from pathlib import Path
from typing import Any

from app.letters import render
from app.reports.cells import plain, shown
from app.reports.spans import printed
from models.report_content import Figures, Report, Section
from models.report_format import SECTIONS, TITLES, amended, title
from models.report_table import Table

STYLE = Path(__file__).parent.parent / "static" / "gov" / "12-annual-report.css"
"""How the portal shows a report; a page of its own carries it."""


def paper(report: Report, *, edition: int = 1, draft: bool = False) -> str:
    """The report as markup for the letters' printer (``LetterDesk.lay_out``).

    From its second ``edition`` on it says which it is; a ``draft`` nobody has signed says so on every page.
    """
    return _filled("paper", report, edition, draft)


def fragment(report: Report, *, edition: int = 1, draft: bool = False) -> str:
    """The report as a piece of a page: headings from the first level down, styles are the portal's."""
    return _filled("fragment", report, edition, draft)


def page(report: Report, *, edition: int = 1, draft: bool = False) -> str:
    """The report as a page of its own that needs nothing else, neither script nor style nor font."""
    return _filled("page", report, edition, draft)


def _filled(template: str, report: Report, edition: int, draft: bool) -> str:
    facts = {
        "unit": report.unit,
        "title": title(report.year),
        "edition": amended(edition),
        "sections": [_section(report.figures, *found) for found in in_order(report)],
        "style": STYLE.read_text("utf-8"),
    }
    return render.html(f"report/{template}.html", {"facts": facts, "preview": draft})


def in_order(report: Report) -> Iterator[tuple[Section, Table | None, str]]:
    """What was written under the titles it was given, with the table that belongs there and its name.

    What is not there stands under the form's titles, with no text.
    """
    tables = dict(enumerate(report.figures.format.tables, 1))
    for place, (section, name) in enumerate(zip_longest(report.sections, TITLES)):
        table = tables.get(place)
        yield section or Section(name, ""), table, SECTIONS[place] if table else ""


def _section(figures: Figures, section: Section, table: Table | None, name: str) -> dict[str, Any]:
    grid = {**_filled_in(table, figures), "caption": name} if table else None
    return {"title": section.title, "text": section.text, "table": grid}


def _filled_in(table: Table, figures: Figures) -> dict[str, Any]:
    grid = asdict(printed(table))
    for part in grid["parts"]:
        for box in (box for row in part["body"] for box in row if box["key"]):
            value = shown(figures[box["key"]], figures.remarks.get(box["key"], ""))
            box["text"] = value if isinstance(value, str) else plain(value)
    return grid
