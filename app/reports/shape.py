"""A report as an object of JSON, and back: rows by their keys, those of table 2 as lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from app.imports.columns import Cell
from app.reports.cells import is_safe, plain
from app.reports.fault import Fault, Reading
from app.reports.gathering import Gathering
from models.report_content import Figures, Report, Section, remark_of
from models.report_format import FORMAT_2019
from models.report_table import Block, Format, ImpossibleFigure, Table, Value

RAW = "raw"
"""Instead of a row's columns: what the source says, where nobody could tell the figures apart."""
OF_2019 = "format_2019"
"""Beside the rows of table 1: they are those of the older format."""
FEE = "processing_fee_yuan"


def written(report: Report) -> dict[str, Any]:
    """The report as JSON has it; a number a reader would lose digits of is a text."""
    figures = report.figures
    form = figures.format
    found: dict[str, Any] = {
        "id": report.name or f"{report.unit}-{report.year}",
        "unit": report.unit,
        "year": report.year,
        "format": form.code,
        "source_url": report.source,
    }
    for table in form.tables:
        found[table.key] = {OF_2019: True} if table.key == "table1" and form is FORMAT_2019 else {}
        for block in table.blocks:
            found[table.key].update(_rows(figures, table, block))
    found["narrative"] = dict(report.claims)
    if report.processing_fee is not None:
        found[FEE] = number(report.processing_fee)
    if figures.remarks:
        found["remarks"] = dict(figures.remarks)
    if report.sections:
        found["sections"] = [{"title": part.title, "text": part.text} for part in report.sections]
    return found


def _rows(figures: Figures, table: Table, block: Block) -> Iterator[tuple[str, Any]]:
    for row in block.rows:
        values = {c.key: number(figures[f"{table.key}.{row.key}.{c.key}"]) for c in block.columns}
        if _is_list(table):
            yield row.key, list(values.values())
        elif (alone := _alone(block)) is not None:
            yield f"{row.key}_{alone}", values[alone]
        else:
            yield row.key, values


def _is_list(table: Table) -> bool:
    return table.key == "table2"


def _alone(block: Block) -> str | None:
    """The only column of a block: its rows carry it in their name (``licences_decided``)."""
    return block.columns[0].key if len(block.columns) == 1 else None


def number(value: Value) -> Any:
    """A figure as JSON has it: a number, or a text where a reader would lose digits of it."""
    if not is_safe(value):
        return plain(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


# -- back -----------------------------------------------------------------------------


def read(raw: Any, name: str) -> Reading:
    """The report of an object of JSON; ``name`` is what it is called unless it has an ``id``."""
    gathered = Gathering(name)
    if not isinstance(raw, Mapping):
        gathered.fault(name, gettext("This is no report but something else. A report is an object: {…}."))
        return gathered.ended(None, "", 0)
    gathered.name = _text(raw, "id") or name
    unit = _text(raw, "unit")
    if not unit:
        gathered.fault("unit", gettext("Write whose report it is."))
    year = gathered.year(_cell(raw.get("year")), "year")
    form = gathered.form(_text(raw, "format"), year, "format")
    if form is not None:
        _tables(gathered, form, raw)
    narrative = raw.get("narrative")
    for claim, number in narrative.items() if isinstance(narrative, Mapping) else ():
        gathered.claim(claim, _cell(number), f"narrative, {claim}")
    fee = gathered.number(_cell(raw.get(FEE)), FEE)
    remarks = dict(_remarks(gathered, form, raw.get("remarks")))
    sections = tuple(_sections(gathered, raw.get("sections")))
    return gathered.ended(form, unit, year, sections, fee, _text(raw, "source_url"), remarks)


def _tables(gathered: Gathering, form: Format, raw: Mapping[str, Any]) -> None:
    for table in form.tables:
        rows = raw.get(table.key)
        if isinstance(rows, Mapping):
            _Shape(gathered, form, table).read(rows)
        else:
            gathered.fault(table.key, gettext("The table is missing. Give it as an object of rows."))


def _remarks(gathered: Gathering, form: Format | None, raw: Any) -> Iterator[tuple[str, str]]:
    if form is None or not isinstance(raw, Mapping):
        return
    for key, text in raw.items():
        try:
            if key in form.cells and isinstance(text, str):
                yield key, remark_of(text)
            else:
                gathered.fault(f"remarks, {key}", gettext("The form has no such cell. Delete the remark."))
        except ImpossibleFigure as refused:
            gathered.fault(f"remarks, {key}", str(refused))


def _sections(gathered: Gathering, raw: Any) -> Iterator[Section]:
    for number, part in enumerate(raw if isinstance(raw, list) else (), 1):
        if isinstance(part, Mapping):
            yield Section(_text(part, "title"), _text(part, "text"))
        else:
            gathered.fault(f"sections, {number}", gettext("Give each section as {“title”: …, “text”: …}."))


class _Shape:
    """One table, read row by row."""

    def __init__(self, gathered: Gathering, form: Format, table: Table) -> None:
        self._gathered, self._form, self._table = gathered, form, table

    def read(self, rows: Mapping[str, Any]) -> None:
        """All of it; whatever is not of the form is a fault."""
        left = {key: value for key, value in rows.items() if key != OF_2019}
        for block in self._table.blocks:
            alone = _alone(block)
            for row in block.rows:
                name = row.key if alone is None or _is_raw(left.get(row.key)) else f"{row.key}_{alone}"
                if name not in left:
                    self._fault(
                        name, gettext("The row is missing. Add it; where there was nothing, write 0.")
                    )
                    continue
                self._row(block, row.key, name, left.pop(name))
        for name in left:
            self._fault(name, gettext("The form has no such row. Correct its name, or delete it."))

    def _row(self, block: Block, row: str, name: str, raw: Any) -> None:
        columns = [column.key for column in block.columns]
        if _is_raw(raw):
            self._unresolved(f"{self._table.key}.{row}.{columns[0]}", name, str(raw[RAW]))
            return
        values = raw if not _is_list(self._table) else None
        if len(columns) == 1:
            values = {columns[0]: raw}
        elif values is None and isinstance(raw, list) and len(raw) == len(columns):
            values = dict(zip(columns, raw, strict=True))
        if not isinstance(values, Mapping):
            self._fault(
                name,
                gettext("Give a figure for each of: %(columns)s.", columns=gettext(", ").join(columns)),
            )
            return
        for column in columns:
            where = f"{self._table.key}, {row}, {column}"
            if column not in values:
                self._gathered.fault(
                    where, gettext("The figure is missing. Where there was nothing, write 0.")
                )
                continue
            cell = _cell(values[column])
            self._gathered.take(self._form, f"{self._table.key}.{row}.{column}", cell, where)
        for column in (name for name in values if name not in columns):
            self._fault(name, gettext("The form has no column “%(column)s”. Delete it.", column=column))

    def _unresolved(self, first: str, name: str, text: str) -> None:
        try:
            self._gathered.remarks[first] = remark_of(text)
        except ImpossibleFigure as refused:
            self._fault(name, str(refused))
            return
        self._gathered.doubts.append(
            Fault(
                f"{self._table.key}, {name}",
                gettext(
                    "The source runs the figures together (%(text)s), so they are left blank."
                    " Look them up and fill them in.",
                    text=text,
                ),
            )
        )

    def _fault(self, name: str, sentence: str) -> None:
        self._gathered.fault(f"{self._table.key}, {name}", sentence)


def _is_raw(raw: Any) -> bool:
    return isinstance(raw, Mapping) and raw.keys() == {RAW}


def _cell(value: Any) -> Cell | None:
    return None if value is None else Cell(value)


def _text(raw: Mapping[str, Any], key: str) -> str:
    value = raw.get(key)
    return value.strip() if isinstance(value, str) else ""
