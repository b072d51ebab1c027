"""The workbook for readers, read back: heads merged as printed, numbers as numbers, records behind them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from app.exports.table import Cell, Column
from app.reports.workbook import Behind, as_workbook
from models.report_content import Report, Section
from models.report_format import TITLES

COLUMNS = (
    Column("number", "编号"),
    Column("received_on", "收到日期", "day"),
    Column("days", "用时", "number"),
)
ROWS: tuple[Sequence[Cell], ...] = (("罗自然资公开〔2022〕1号", date(2022, 3, 1), 12), ("=1+1", None, None))
GRANTED, NEW = "table2.granted.natural_person", "table2.new.total"


def read_back(report: Report, behind: Iterable[Behind] = (), **how: Any) -> Any:
    """The workbook as a spreadsheet opens it."""
    stream = io.BytesIO()
    as_workbook(report, stream, behind, **how)
    return openpyxl.load_workbook(stream)


def values(page: Any) -> list[list[Any]]:
    """Its rows, without the empty cells behind the last."""
    found = [[cell.value for cell in row] for row in page.iter_rows()]
    return [
        row[: max((n for n, value in enumerate(row, 1) if value is not None), default=0)] for row in found
    ]


@pytest.fixture
def report(published: Mapping[int, Report]) -> Report:
    """The report of 2022 with a blank, a remark, a long amount, and a text that looks like a formula."""
    cells = {"table2.carried_out.research": None, "table1.admin_fees.wan_yuan": Decimal("4166.241619")}
    figures = published[2022].figures.replaced(cells, {"table1.licences.decided": "含委托实施的20件"})
    return replace(
        published[2022],
        unit="罗甸县自然资源局",
        figures=figures,
        sections=(Section(TITLES[0], "=SUM(A1)\n\n　　新收申请74件。"),),
    )


def test_the_sheets_stand_in_the_order_of_the_report(report: Report) -> None:
    assert read_back(report).sheetnames == ["目录", "正文", "表1", "表2", "表3"]


def test_tables_are_merged_as_they_are_printed(report: Report) -> None:
    book = read_back(report)
    # Below the title; columns A to C are heads. The form spans 22 rows for 三 from the sixth row on.
    merged = {str(area) for area in book["表2"].merged_cells.ranges}
    assert {
        "A2:C4",
        "D2:J2",
        "D3:D4",
        "E3:I3",
        "J3:J4",
        "A5:C5",
        "A6:C6",
        "A7:A28",
        "B7:C7",
        "B8:C8",
    } <= merged
    assert {"B9:B16", "B17:B19", "B20:B24", "B25:B27", "B28:C28", "A29:C29"} <= merged
    assert len(merged) == 16
    assert book["表2"]["C9"].value == "1.属于国家秘密"
    third = {str(area) for area in book["表3"].merged_cells.ranges}
    assert {"A2:E2", "F2:O2", "A3:A4", "E3:E4", "F3:J3", "K3:O3"} <= third
    assert values(book["表3"])[-1] == [0, 1, 1, 0, 2, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]


def test_numbers_are_numbers_and_blanks_are_blank(report: Report) -> None:
    book = read_back(report)
    first = book["表1"]
    assert (first["A5"].value, first["B5"].value, first["D5"].value) == ("行政规范性文件", 88, 698)
    fee = next(row[1] for row in first.iter_rows() if row[0].value == "行政事业性收费")
    assert (fee.value, fee.number_format) == (4166.241619, "0.000000")
    assert [row[1].value for row in first.iter_rows() if row[0].value == "行政许可"] == [
        "10690（含委托实施的20件）"
    ]
    assert [cell.value for cell in book["表2"][29]][3:] == [0, 0, None, 0, 0, 0, 0]


def test_the_text_is_text(report: Report) -> None:
    page = read_back(report)["正文"]
    assert values(page)[:3] == [["一、总体情况"], ["=SUM(A1)"], ["新收申请74件。"]]
    assert page["A2"].data_type == "s"
    assert [row[0] for row in values(page)[3:]] == list(TITLES[1:])


def test_records_stand_behind_the_figure_they_are_counted_in(report: Report) -> None:
    book = read_back(report, [(GRANTED, COLUMNS, ROWS), (NEW, COLUMNS, iter(ROWS[:1]))])
    first, second = "1 自然人 三（一）予以公开", "2 总计 一、本年新收政府信息公开申请数量"
    assert book.sheetnames[5:] == [first, second]
    page = book[first]
    assert [cell.value for cell in page[1]] == ["编号", "收到日期", "用时"]
    assert [cell.value for cell in page[2]] == ["罗自然资公开〔2022〕1号", page["B2"].value, 12]
    assert page["B2"].value.date() == date(2022, 3, 1)
    assert (page["A3"].value, page["A3"].data_type) == ("=1+1", "s")
    figure = book["表2"]["D7"]
    assert (figure.value, figure.hyperlink.location) == (21, f"'{first}'!A1")
    linked = [cell.coordinate for row in book["表2"].iter_rows() for cell in row if cell.hyperlink]
    assert linked == ["J5", "D7"]


def test_the_index_leads_to_every_sheet(report: Report) -> None:
    page = read_back(report, [(GRANTED, COLUMNS, ROWS)], edition=2, draft=True)["目录"]
    assert values(page) == [
        ["罗甸县自然资源局2022年政府信息公开工作年度报告（修订第2版）"],
        ["草稿"],
        ["工作表", "内容", "报告数", "明细行数"],
        ["正文", "各部分文字"],
        ["表1", "主动公开政府信息情况"],
        ["表2", "收到和处理政府信息公开申请情况"],
        ["表3", "政府信息公开行政复议、行政诉讼情况"],
        ["1 自然人 三（一）予以公开", "表2 三（一）予以公开 · 自然人", 21, 2],
    ]
    assert [page[f"A{row}"].hyperlink.location for row in (4, 8)] == [
        "正文!A1",
        "'1 自然人 三（一）予以公开'!A1",
    ]


def test_names_of_sheets_are_short_and_different(report: Report) -> None:
    long = [f"table2.{row}.natural_person" for row in ("other_1", "other_2", "partial")]
    names = read_back(report, [(key, COLUMNS, ()) for key in long]).sheetnames
    assert len(set(names)) == 8
    assert max(map(len, names)) == 31


def test_records_are_asked_for_one_figure_after_the_other(report: Report) -> None:
    asked = list[str]()

    def behind() -> Iterator[Behind]:
        for key in (GRANTED, NEW):
            asked.append(key)
            yield key, COLUMNS, rows(key)

    def rows(key: str) -> Iterator[Sequence[Cell]]:
        # The next figure is not asked for before the rows of this one were read.
        assert asked[-1] == key
        yield ROWS[0]

    assert len(read_back(report, behind()).sheetnames) == 7
