"""Reports in files: what was written is read back to the digit; every fault is told with its place."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports.fault import Reading
from app.reports.reading import read
from app.reports.writing import as_csv, as_json, as_xlsx
from models.report_content import Figures, Report, Section
from models.report_format import FORMATS, TITLES
from models.report_table import Format
from tests.reports.conftest import PUBLISHED, TWO_FORMATS


def workbook(report: Report) -> bytes:
    """The report as XLSX."""
    stream = io.BytesIO()
    as_xlsx(report, stream)
    return stream.getvalue()


FILES: Mapping[str, Callable[[Report], bytes]] = {
    "xlsx": workbook,
    "csv": as_csv,
    "json": lambda report: as_json([report]),
}
EVERY_KIND = pytest.mark.parametrize("kind", FILES)


def back(kind: str, report: Report) -> Report | None:
    """The report after it was written and read."""
    (reading,) = read(f"年报.{kind}", FILES[kind](report))
    assert reading.faults == ()
    return reading.report


def told(readings: tuple[Reading, ...]) -> list[str]:
    """The faults of the only report."""
    (reading,) = readings
    assert reading.report is None
    return [str(fault) for fault in reading.faults]


# -- there and back -------------------------------------------------------------------

LINES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12)


@st.composite
def reports(draw: st.DrawFn, form: Format) -> Report:
    """Any report: whatever its cells can hold, adding up or not."""
    values: dict[str, int | Decimal | None] = {}
    for key, cell in form.cells.items():
        lowest = -999 if cell.column.kind == "change" else 0
        number = draw(st.none() | st.integers(lowest, 10**12 - 1))
        money = cell.column.kind == "money" and number is not None
        values[key] = Decimal(number or 0).scaleb(-6) if money else number
    remarks = draw(st.dictionaries(st.sampled_from(list(form.cells)), LINES, max_size=3))
    sections = [Section(title, "\n".join(draw(st.lists(LINES, max_size=4)))) for title in TITLES]
    claims = draw(st.dictionaries(st.sampled_from(["received", "litigations"]), st.integers(0, 10**6)))
    text = tuple(sections[: draw(st.sampled_from([0, 6]))])
    return Report(
        "某县", 2025, Figures(form, values, remarks), text, claims, Decimal("12.5"), "=1+1", "@某县"
    )


@EVERY_KIND
@TWO_FORMATS
@settings(max_examples=15)
@given(data=st.data())
def test_every_file_gives_back_what_was_written(kind: str, form: Format, data: st.DataObject) -> None:
    report = data.draw(reports(form))
    assert back(kind, report) == report


@EVERY_KIND
def test_the_published_reports_come_back(kind: str, published: Mapping[int, Report]) -> None:
    assert {year: back(kind, report) for year, report in published.items()} == published


@EVERY_KIND
def test_text_that_looks_like_something_else_stays_text(kind: str, published: Mapping[int, Report]) -> None:
    lines = "=SUM(A1)\n'quoted\n_x0041_\n<r>x</r>\n\n　　缩进\n0012\n12,5\n【表1】"
    sections = tuple(Section(title, lines) for title in TITLES)
    report = replace(published[2022], unit="_x0041_县", name="=a", sections=sections)
    assert back(kind, report) == report


def test_the_digits_a_spreadsheet_would_lose_are_text(of_2022: Figures) -> None:
    cell = "table1.admin_fees.wan_yuan"
    long = of_2022.replaced({cell: Decimal("123456789012.123456")})
    (written,) = json.loads(as_json([Report("某县", 2022, long)]))["reports"]
    assert written["table1"]["admin_fees_wan_yuan"] == "123456789012.123456"
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(Report("某县", 2022, long))))["表1"]
    assert [row[1].value for row in sheet.iter_rows() if row[0].value == "行政事业性收费"] == [
        "123456789012.123456"
    ]


def test_what_is_written_is_the_layout_that_is_documented(published: Mapping[int, Report]) -> None:
    text = as_csv(published[2022]).decode("utf-8-sig")
    assert text.startswith(
        "【概况】\r\n单位,平潭综合实验区（福建，县级区域）\r\n年度,2022\r\n格式,2021-30\r\n"
    )
    assert "【表1】\r\n第二十条第（一）项,本年制发件数,本年废止件数,现行有效件数\r\n规章,0,0,0\r\n" in text
    assert "\r\n三（六）3.其他,0,2,0,0,0,0,2\r\n三（七）总计,72,3,0,0,0,0,75\r\n" in text
    assert text.endswith("行政诉讼·复议后起诉,0,0,0,0,0\r\n")


def test_figures_the_source_runs_together_are_left_blank_and_told() -> None:
    readings = {reading.name: reading for reading in read(PUBLISHED.name, PUBLISHED.read_bytes())}
    of_2020 = readings["pingtan-2020"]
    assert [doubt.place for doubt in of_2020.doubts] == [
        *("table1, penalties", "table1, coercive", "table1, admin_fees", "table1, procurement"),
    ]
    assert of_2020.report is not None
    figures = of_2020.report.figures
    assert (figures["table1.penalties.change"], figures["table1.other_services.change"]) == (None, 7)
    assert figures.remarks["table1.penalties.items_last_year"] == "2648-18538"


# -- as people write figures ----------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value", "remark"),
    [
        ("10690", 10690, ""),
        ("１０６９０", 10690, ""),
        ('"10,690"', 10690, ""),
        (" 10690.0 ", 10690, ""),
        ("'10690", 10690, ""),
        ("10690（含委托的 20 件）", 10690, "含委托的 20 件"),
        ("10690 (x)", 10690, "x"),
        ("（另有说明）", None, "另有说明"),
        ("0", 0, ""),
        ("", None, ""),
        ("/", None, ""),
        ("——", None, ""),
    ],
)
def test_figures_as_people_write_them(
    published: Mapping[int, Report], written: str, value: int | None, remark: str
) -> None:
    text = as_csv(published[2022]).decode().replace("行政许可,10690", f"行政许可,{written}")
    (reading,) = read("a.csv", text.encode())
    assert reading.report is not None
    figures = reading.report.figures
    assert (figures["table1.licences.decided"], figures.remarks.get("table1.licences.decided", "")) == (
        value,
        remark,
    )


def test_a_sum_of_a_spreadsheet_is_its_fifteen_digits(published: Mapping[int, Report]) -> None:
    content = changed(published[2022], "表1", "B10", 0.1 + 0.2)
    (reading,) = read("a.xlsx", content)
    assert reading.report is not None
    assert reading.report.figures["table1.admin_fees.wan_yuan"] == Decimal("0.3")


# -- what is no report ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "行政许可,10690",
            "行政许可,-3",
            # 概况 and 表1 take twelve rows with their names, heads and 表1 down to it five.
            "Sheet 表1, row 17 (行政许可), column B (本年处理决定数量): -3 is below 0. Correct it;",
        ),
        (
            "三（六）3.其他,0,2",
            "三（六）3.其他,0,2.5",
            "column C (商业企业): 2.5 is not whole. Cases are counted one by one: write a whole number.",
        ),
        ("行政许可,10690", "行政许可,=1+1", "column B (本年处理决定数量): A formula."),
        ("行政许可,10690", "行政许可,10件", "“10件” is no number. Write the number alone"),
        ("行政许可,10690", '行政许可,"12,34"', "“12,34” is no number."),
        ("9116.36", "0.1234567", "0.1234567 has more than 6 decimals. Round it."),
        (
            "行政许可,10690",
            "行政许可,1,2",
            "Something stands in column C, which has no head. Move or delete it.",
        ),
        (
            "行政许可,10690\r\n",
            "",
            "Sheet 表1: The row “行政许可” is missing. Add it; where there was nothing, write 0.",
        ),
        (
            "行政处罚,2113",
            "行政处罚,2113\r\n行政处罚,1",
            "Sheet 表1, row 20 (行政处罚): This row is there twice. Delete one of them.",
        ),
        ("行政处罚,2113", "行政奖励,2113", "Sheet 表1, row 19 (行政奖励): The form has no such row"),
        ("本年制发件数", "本年发件数", "Column B is called “本年发件数”"),
        ("本年制发件数", "", "The column “本年制发件数” is missing. Add it."),
        ("申请人情况,", "申请情况,", "No row of heads stands above it. It begins with “申请人情况”."),
        ("【表3】", "【表4】", "Sheet 表3: It is missing."),
        ("【表3】", "【表2】", "The sheet 表2 is there twice."),
        ("【概况】", "", "Sheet 概况: It is missing. Add it, with the unit beside “单位”"),
        ("年度,2022", "年度,22", "Sheet 概况, “年度”: Give the year the report is about"),
        ("年度,2022\r\n格式,2021-30", "年度,2018", "Before 2019 there was no such form."),
        ("格式,2021-30", "格式,2025-1", "Nobody knows the format “2025-1”. Choose: 2019-60, 2021-30."),
        ("单位,平潭综合实验区（福建，县级区域）", "单位,", "Sheet 概况, “单位”: Write whose report it is."),
    ],
)
def test_a_csv_that_is_no_report(published: Mapping[int, Report], old: str, new: str, fault: str) -> None:
    text = as_csv(published[2022]).decode()
    assert old in text
    assert any(fault in sentence for sentence in told(read("a.csv", text.replace(old, new, 1).encode())))


def changed(report: Report, sheet: str, cell: str, value: Any) -> bytes:
    """The workbook with one cell changed."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(report)))
    book[sheet][cell] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("=SUM(B2:B3)", "A formula. Copy the column and insert it again as values"),
        (True, "another kind of value"),
        ("#REF!", "The spreadsheet shows an error here"),
        (-1, "-1 is below 0"),
        (1.5, "1.5 is not whole"),
    ],
)
def test_a_cell_of_a_workbook_that_is_no_figure(
    published: Mapping[int, Report], value: Any, fault: str
) -> None:
    (sentence,) = told(read("a.xlsx", changed(published[2022], "表2", "B2", value)))
    assert sentence.startswith("Sheet 表2, row 2 (一、本年新收政府信息公开申请数量), column B (自然人): ")
    assert fault in sentence


def test_a_workbook_that_is_no_report(published: Mapping[int, Report]) -> None:
    (sentence,) = told(read("a.xlsx", b"PK"))
    assert sentence.startswith("a.xlsx: The content is not what the ending .xlsx says.")
    book = openpyxl.load_workbook(io.BytesIO(workbook(published[2022])))
    del book["表3"]
    book["表2"].merge_cells("A2:B2")
    stream = io.BytesIO()
    book.save(stream)
    assert told(read("a.xlsx", stream.getvalue())) == [
        "a.xlsx: On sheet 表2 cells are merged (A2:B2). Split them and fill each in."
    ]
    assert told(read("a.pdf", b"")) == [
        "a.pdf: Reports are read from files ending in .json, .csv or .xlsx. Save it as one of them."
    ]


def put(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Something put into a report of JSON."""

    def change(report: dict[str, Any]) -> None:
        *way, last = path.split(".")
        for step in way:
            report = report[step]
        report[last] = value

    return change


def without(path: str) -> Callable[[dict[str, Any]], None]:
    """Something taken out of it."""

    def change(report: dict[str, Any]) -> None:
        *way, last = path.split(".")
        for step in way:
            report = report[step]
        del report[last]

    return change


SEVEN = [71, 3, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (put("table2.new", [*SEVEN, -74]), "table2, new, total: -74 is below 0."),
        (put("table2.new", [*SEVEN, 74.5]), "table2, new, total: 74.5 is not whole."),
        (put("table2.new", [*SEVEN, "七十四"]), "table2, new, total: “七十四” is no number."),
        (put("table2.new", [*SEVEN, 10**13]), "No figure is as large as"),
        (put("table2.new", SEVEN), "table2, new: Give a figure for each of: natural_person, business"),
        (put("table2.new", 74), "table2, new: Give a figure for each of"),
        (put("table2.denied_9", [0] * 7), "table2, denied_9: The form has no such row."),
        (without("table2.granted"), "table2, granted: The row is missing."),
        (without("table3"), "table3: The table is missing."),
        (
            without("table3.litigation_direct.total"),
            "table3, litigation_direct, total: The figure is missing.",
        ),
        (
            put("table3.litigation_direct.lost", 1),
            "table3, litigation_direct: The form has no column “lost”.",
        ),
        (put("remarks", {"table2.new.everybody": "x"}), "The form has no such cell. Delete the remark."),
        (put("year", "二〇二二"), "year: “二〇二二” is no number."),
        (without("unit"), "unit: Write whose report it is."),
    ],
)
def test_a_report_of_json_that_is_none(
    published: Mapping[int, Report], change: Callable[[dict[str, Any]], None], fault: str
) -> None:
    (raw,) = json.loads(as_json([published[2022]]))["reports"]
    change(raw)
    assert any(fault in sentence for sentence in told(read("a.json", json.dumps(raw).encode())))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"{", "a.json: This is no JSON from line 1 on."),
        (b'{"reports": []}', "a.json: There is no report in it."),
        (b"[1]", "a: This is no report but something else."),
        (b'{"year": NaN}', "a.json: “NaN” is no figure."),
        (b'{"year": 1, "year": 2}', "a.json: “year” is there twice. Delete one of them."),
        (b"[" * 100_000, "a.json: It is nested deeper than any report."),
        (b'{"year": 1e999999999}', "year: 1E+999999999 cannot be."),
        (b"\xff\xfe\xff", "a.json: The file is not plain text in UTF-8 or GB18030."),
    ],
)
def test_what_is_no_json_of_reports(content: bytes, fault: str) -> None:
    assert any(sentence.startswith(fault) for sentence in told(read("a.json", content)))


def test_one_wrong_report_leaves_the_others_alone(published: Mapping[int, Report]) -> None:
    good = replace(published[2022], name="good")
    raw = json.loads(as_json([good, published[2021]]))
    raw["reports"][1]["table2"]["new"][0] = -1
    first, second = read("a.json", json.dumps(raw).encode())
    assert (first.name, first.report, second.report) == ("good", good, None)


def test_the_format_follows_from_the_year(published: Mapping[int, Report]) -> None:
    raw = json.loads(as_json(published.values()))
    for report in raw["reports"]:
        del report["format"]
    readings = read("a.json", json.dumps(raw).encode())
    found = {r.report.year: r.report.figures.format for r in readings if r.report}
    assert found == {year: FORMATS["2019-60" if year < 2021 else "2021-30"] for year in published}
