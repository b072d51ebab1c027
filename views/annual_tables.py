"""What the page of an annual report adds up: checks, tables, units, and differences since it was compiled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import figures as counting
from app.access.actor import Actor
from app.access.grants import LIST, SHOW
from app.reports.cells import plain
from app.timekeeper import office_day
from models.base import Record
from models.figure import Days
from models.report_cell import COMPUTED
from models.report_figures import TALLIES
from models.report_finding import ASK, FAIL, Finding, Result
from models.report_sheet import COUNTY
from models.report_table import Block, Table
from models.trail import TrailEntry
from views import words
from views.cells import Cell, Row, table

TONES = {FAIL: "red", ASK: "amber", Result.PASS: "green"}
RESULTS = {FAIL: _("Fails"), ASK: _("To be answered"), Result.PASS: _("Holds")}
NAMED = 20
"""Records of a difference that are named; beyond it they are counted."""


def checks(report: Any) -> dict[str, Any]:
    """What must be corrected or answered, the rest counted."""
    found = report.findings()
    wrong = sorted(
        (finding for finding in found if finding.result is not Result.PASS),
        key=lambda finding: finding.result is not FAIL,
    )
    held = len(found) - len(wrong)
    rows = [_finding(report, number, finding) for number, finding in enumerate(wrong)]
    note = ngettext("%(num)s check holds.", "%(num)s checks hold.", held)
    return table(_("Checks"), (_("What is checked"), _("Result"), _("Finding")), rows, note)


def _finding(report: Any, number: int, finding: Finding) -> Row:
    answer = report.answer(finding) if finding.result is ASK else None
    result = gettext("Answered") if answer else str(RESULTS[finding.result])
    tone = "grey" if answer else TONES[finding.result]
    cells = (
        Cell(str(finding.check.label)),
        Cell(result, tone=tone),
        Cell(
            finding.sentence,
            sub=gettext("%(who)s: %(why)s", who=answer.by, why=answer.reason) if answer else "",
        ),
    )
    return Row(number, finding.code, "", cells)


def figures(report: Any, actor: Actor) -> Iterator[dict[str, Any]]:
    """The tables of the form, each counted figure with the list of its records behind it."""
    titles = {
        "table1": _("Two: disclosure by itself"),
        "table2": _("Three: requests received and handled"),
        "table3": _("Four: reconsideration and litigation"),
    }
    opened = _links(report, actor)
    for part in report.form.tables:
        for block in part.blocks:
            head = block.head if len(part.blocks) > 1 else ""
            title = words.under(titles[part.key], head) if head else titles[part.key]
            yield table(title, _heads(block), list(_rows(report, part, block, opened)))


def _heads(block: Block) -> tuple[Any, ...]:
    return (_("Item"), *(column.name_zh for column in block.columns))


def _rows(report: Any, part: Table, block: Block, opened: dict[str, str]) -> Iterator[Row]:
    shown, kept = report.figures, {cell.key: cell for cell in report.cells}
    for number, row in enumerate(block.rows):
        cells = [Cell(row.line)]
        for column in block.columns:
            key = f"{part.key}.{row.key}.{column.key}"
            remark = shown.remarks.get(key, "")
            by_hand = key not in kept and shown[key] is not None and row.origin == "entered"
            sub = "；".join(filter(None, (remark, str(_("by hand")) if by_hand else "")))
            cells.append(Cell(plain(shown[key]) or "—", sub=sub, url=opened.get(key, "")))
        yield Row(number, row.line, "", tuple(cells))


def _links(report: Any, actor: Actor) -> dict[str, str]:
    """Where the list of each counted figure stands, for who may look at such lists."""
    unit = counting.COUNTY if report.scope == COUNTY else report.unit_id
    found = {}
    for tally in TALLIES:
        if not actor.may(LIST, tally.matter.__name__):
            continue
        for key, (row, part) in tally.cells.items():
            asked = counting.Asked(tally.figures[row], unit, Days.of_year(report.year), part)
            found[key] = f"/office/{tally.matter.slug}/?figure={asked}&state=all"
    kept = {cell.key for cell in report.cells if cell.value and cell.origin != "imported"}
    return {key: address for key, address in found.items() if key in kept}


def by_hand(report: Any) -> Iterator[dict[str, Any]]:
    """What was given by hand, with who and when."""
    given = [(cell, kept) for cell in report.by_hand if (kept := report.entered(cell.key))]
    if given:
        rows = [
            Row(
                kept.id,
                cell.label,
                "",
                (
                    Cell(cell.label),
                    Cell(plain(kept.value) or gettext("(blank)"), sub=kept.remark or ""),
                    Cell(kept.by),
                    Cell(words.moment_text(kept.at), nowrap=True),
                ),
            )
            for cell, kept in given
        ]
        heads = (_("Cell"), _("Reported figure"), _("Entered by"), _("At"))
        yield table(_("Entered by hand"), heads, rows)


def units(report: Any, actor: Actor) -> Iterator[dict[str, Any]]:
    """Of the county's: whose signed reports are in it, and whose are missing."""
    if not report.parts:
        return
    rows = [
        Row(
            part.id,
            part.unit.name,
            "",
            (
                Cell(part.unit.name),
                Cell(
                    str(part.report) if part.report else gettext("Missing"),
                    tone="" if part.report else "red",
                    url=_address(part.report, actor) if part.report else "",
                ),
                Cell(words.day_text(part.report.signed_on) if part.report else "", nowrap=True),
            ),
        )
        for part in report.parts
    ]
    there = sum(part.report is not None for part in report.parts)
    note = gettext("%(there)s of %(all)s units have signed.", there=there, all=len(report.parts))
    yield table(_("Units' reports"), (_("Unit"), _("Report"), _("Signed on")), rows, note)


def _address(record: Any, actor: Actor) -> str:
    return f"/office/{record.slug}/{record.id}" if actor.may_on(SHOW, record) else ""


# -- differences ----------------------------------------------------------------------


def differences(session: Session, report: Any, today: date) -> Iterator[dict[str, Any]]:
    """What the records say today, where that is not what was compiled."""
    if not report.compiled or report.state == "past":
        return
    rows = list(
        _of_county(session, report, today) if report.scope == COUNTY else _of_unit(session, report, today)
    )
    if rows:
        title = _("The units' reports against all records") if report.scope == COUNTY else _("Changed since")
        note = (
            _("What the records of the whole county make, where that is not the sum of the signed reports.")
            if report.scope == COUNTY
            else _("The report stays as it was compiled; what the records say today stands beside it.")
        )
        yield table(title, (_("Cell"), _("In the report"), _("Today"), _("Records and reasons")), rows, note)


def _of_county(session: Session, report: Any, today: date) -> Iterator[Row]:
    shown = report.figures
    for tally in TALLIES:
        counted = counting.table(session, tally, counting.COUNTY, report.year, today)
        for key, (row, part) in tally.cells.items():
            now = counted[row][part]
            if (shown[key] or 0) != now:
                told = (Cell(report.form.cells[key].label), Cell(plain(shown[key])), Cell(f"{now}"), Cell(""))
                yield Row(0, key, "", told)


def _of_unit(session: Session, report: Any, today: date) -> Iterator[Row]:
    kept = {cell.key: cell for cell in report.cells if cell.origin == COMPUTED}
    moved: dict[str, tuple[set[int], set[int]]] = {}
    for tally in TALLIES:
        found = counting.members(session, tally, report.unit_id, report.year, today)
        for key, records in found.items():
            before, now = set(kept[key].counted) if key in kept else set(), set(records)
            if before != now and not report.form.cells[key].column.total:
                moved[key] = before, now
    named = {key for before, now in moved.values() for key in _named(before, now)}
    seen = {one.id: one for one in session.scalars(select(Record).where(Record.id.in_(named)))}
    last = _last_steps(session, seen)
    for key, (before, now) in moved.items():
        told = [
            _moved(seen[one], last.get(one), came=one in now) for one in _named(before, now) if one in seen
        ]
        if len(before ^ now) > NAMED:
            told.append(gettext("and more"))
        counts = (Cell(f"{len(before)}"), Cell(f"{len(now)}"))
        yield Row(0, key, "", (Cell(report.form.cells[key].label), *counts, Cell("；".join(told))))


def _named(before: set[int], now: set[int]) -> list[int]:
    """The records of a difference that are named."""
    return sorted(before ^ now)[:NAMED]


def _last_steps(session: Session, seen: Iterable[int]) -> dict[int | None, TrailEntry]:
    """What was done last to each of these records."""
    done = TrailEntry.action.in_(("step", "edit", "open"))
    newest = select(func.max(TrailEntry.id)).where(TrailEntry.record_id.in_(seen), done)
    found = select(TrailEntry).where(TrailEntry.id.in_(newest.group_by(TrailEntry.record_id)))
    return {entry.record_id: entry for entry in session.scalars(found)}


def _moved(record: Any, last: TrailEntry | None, *, came: bool) -> str:
    """Which record, and why: what was done to it last."""
    sign = "+" if came else "−"
    if last is None:
        return f"{sign} {record}"
    step = record.workflow.transitions.get(last.step or "")
    why = "，".join(filter(None, (str(step.label) if step else "", last.reason)))
    return gettext(
        "%(sign)s %(record)s (%(day)s %(why)s)",
        sign=sign,
        record=record,
        day=words.day_text(office_day(last.at)),
        why=why or gettext("corrected"),
    )
