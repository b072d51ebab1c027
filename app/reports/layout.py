"""The plain layout of a report in a workbook and in CSV: one sheet a table, before them what it is about.

Each table is its blocks below each other: a row of heads, then a row a row of the form, its words first.
CSV has the same sheets below each other, each begun by a row with its name (【表1】).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from app.imports.columns import folded
from app.reports.cells import Shown, plain, shown
from models.report_content import Report
from models.report_table import Block

ABOUT, TEXT = "概况", "正文"
TABLES = {"table1": "表1", "table2": "表2", "table3": "表3"}
"""The sheets by the tables of the form."""
UNIT, YEAR, FORMAT, SOURCE, NAME, FEE = "单位", "年度", "格式", "来源", "编号", "信息处理费（元）"
CLAIM = "正文数字："
"""Before the key of a number the text is known to say, where the text is not there."""
NO_HEAD = "项目"
"""Above the rows of a table whose form has no word for them."""
TITLE, LINES = "标题", "内容"

Sheet = list[Sequence[Shown]]

_EXPLAINED = re.compile("（[^（）]*）$")


def sheets(report: Report) -> Mapping[str, Sheet]:
    """Every sheet by its name; a report without text has no sheet for it."""
    written: dict[str, Sheet] = {ABOUT: list(_about(report))}
    figures = report.figures
    for table in figures.format.tables:
        rows = written[TABLES[table.key]] = list[Sequence[Shown]]()
        for block in table.blocks:
            rows.append([head(block), *(column.name_zh for column in block.columns)])
            for row in block.rows:
                keys = [f"{table.key}.{row.key}.{column.key}" for column in block.columns]
                values = (shown(figures[key], figures.remarks.get(key, "")) for key in keys)
                rows.append([row.line, *values])
    if report.sections:
        written[TEXT] = [(TITLE, LINES), *_text(report)]
    return written


def _about(report: Report) -> Iterator[Sequence[Shown]]:
    yield UNIT, report.unit
    yield YEAR, report.year
    yield FORMAT, report.figures.format.code
    if report.name:
        yield NAME, report.name
    if report.source:
        yield SOURCE, report.source
    if report.processing_fee is not None:
        yield FEE, plain(report.processing_fee)
    for claim, number in report.claims.items():
        yield f"{CLAIM}{claim}", number


def _text(report: Report) -> Iterator[Sequence[Shown]]:
    for section in report.sections:
        first, *more = section.text.split("\n")
        yield section.title, first
        yield from (("", line) for line in more)


def head(block: Block) -> str:
    """What stands above the rows' words."""
    return block.head or NO_HEAD


def words(*said: str) -> frozenset[str]:
    """All that means the same when it is read: also without what the form explains in brackets behind it."""
    return frozenset(folded(word) for text in said for word in (text, _EXPLAINED.sub("", text)))


def marker(name: str) -> str:
    """What begins a sheet in CSV."""
    return f"【{name}】"
