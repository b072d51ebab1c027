"""A workbook as a whole: what is none, what is dangerous, what its heads say; a refusal names the way out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import openpyxl
import pytest
from flask import Flask

from app.files.refusal import UnacceptableFile
from app.imports import package as packages
from app.imports import sheet
from app.imports.columns import Column, fault_column
from app.imports.package import UnusableSheet
from app.imports.sheet import Row, opened
from app.imports.workbook import Book
from tests.files.makers import compound, docx, package, xlsx
from tests.imports.conftest import saved, workbook

COLUMNS = (
    Column("applicant", ("申请人", "Applicant"), required=True),
    Column("phone", ("联系电话", "Phone")),
    Column("received_on", ("收到日期", "Received on"), "day"),
)
OTHERS = {"编号": "number", "状态": "state"}


@pytest.fixture(autouse=True)
def _inside(app: Flask) -> Any:
    with app.test_request_context():
        yield


def read(content: bytes, name: str = "a.xlsx") -> list[Row]:
    """All rows of a workbook."""
    columns = (fault_column(("zh", "en")), *COLUMNS)
    with opened(name, io.BytesIO(content), columns, OTHERS) as found:
        return list(found.rows())


def told(rows: list[Row]) -> list[tuple[int, dict[str, Any]]]:
    """Numbers and values."""
    return [(row.number, {code: cell.value for code, cell in row.cells.items()}) for row in rows]


def with_part(content: bytes, name: str, change: Any) -> bytes:
    """The workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            kept = old.read(entry)
            new.writestr(entry.filename, change(kept) if entry.filename == name else kept)
    return out.getvalue()


# -- rows -----------------------------------------------------------------------------


def test_rows_keep_their_numbers_and_blank_ones_are_passed_over() -> None:
    content = workbook([{"申请人": "甲"}, {"申请人": None}, {"申请人": "  "}, {"申请人": "乙"}])
    assert told(read(content)) == [(2, {"applicant": "甲"}), (5, {"applicant": "乙"})]


def test_hidden_codes_tell_renamed_heads() -> None:
    book = openpyxl.Workbook()
    book.active.append(["phone", "applicant", None])
    book.active.append(["手机", "谁", "收到日期"])
    book.active.append(["1398", "甲", date(2026, 3, 2)])
    ((number, values),) = told(read(saved(book)))
    assert (number, values["phone"], values["applicant"]) == (3, "1398", "甲")
    assert values["received_on"].date() == date(2026, 3, 2)


def test_heads_are_found_in_either_language_and_what_is_wrong_is_passed_over() -> None:
    content = workbook([{"错误": "申请人：必填", "Applicant": "甲", "联系电话 *": "1398"}])
    assert told(read(content)) == [(2, {"applicant": "甲", "phone": "1398"})]


def test_something_without_a_head_is_told_by_its_column() -> None:
    book = openpyxl.Workbook()
    book.active.append(["申请人", None, "联系电话"])
    book.active.append(["甲", "什么", "1398"])
    assert [row.stray for row in read(saved(book))] == [("B",)]


def test_a_formula_is_told_from_a_value() -> None:
    (row,) = read(workbook([{"申请人": "=B2", "联系电话": "1398"}]))
    assert (row.cells["applicant"].kind, row.cells["phone"].kind) == ("f", "s")


def test_what_is_given_back_is_text_whatever_was_typed() -> None:
    """Also what begins and ends like the markup of a cell."""
    typed = '<r></r></is></c><c r="B3"><f>1+1</f></c><c r="C3" t="inlineStr"><is><r></r>'
    stream = io.BytesIO()
    with Book(stream, COLUMNS, ()) as book:
        book.add({"applicant": typed, "phone": "=1+1"}, {})
    given = openpyxl.load_workbook(stream).worksheets[0]
    assert [(cell.value, cell.data_type) for cell in given[3]][:2] == [(typed, "s"), ("=1+1", "s")]


def test_a_million_empty_rows_are_passed_over() -> None:
    """1,048,576: as many as there are, each with a format and nothing in it."""
    empty = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(3, 1_048_577))

    def fill(part: bytes) -> bytes:
        return part.replace(b"</sheetData>", empty + b"</sheetData>")

    content = with_part(workbook([{"申请人": "甲"}]), "xl/worksheets/sheet1.xml", fill)
    with opened("a.xlsx", io.BytesIO(content), COLUMNS, OTHERS) as found:
        assert found.length == 2
        assert told(list(found.rows())) == [(2, {"applicant": "甲"})]


def test_more_rows_than_one_workbook_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 2)
    assert len(read(workbook([{"申请人": "甲"}] * 2))) == 2
    with pytest.raises(UnusableSheet, match=r"超过2行.*分成几个"):
        read(workbook([{"申请人": "甲"}] * 3))


# -- heads ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heads", "why"),
    [
        (["申请人", "生肖"], "B列“生肖”不是本表的栏目"),
        (["申请人", "编号"], "B列“编号”由系统生成"),
        (["申请人", "联系电话", "Phone"], "有两列都是“联系电话”"),
        (["联系电话", "收到日期"], "缺少以下栏目：申请人"),
        ([], "缺少以下栏目：申请人"),
    ],
)
def test_heads_that_will_not_do(heads: list[str], why: str) -> None:
    with pytest.raises(UnusableSheet, match=why):
        read(workbook([dict.fromkeys(heads, "甲")], heads))


def test_heads_alone_are_no_rows() -> None:
    with pytest.raises(UnusableSheet, match="没有填写任何行"):
        read(workbook([], ["申请人"]))


def test_a_head_that_contradicts_its_hidden_code_is_refused() -> None:
    """Somebody put the heads of her own register over those of the template."""
    book = openpyxl.Workbook()
    book.active.append(["applicant", "phone"])
    book.active.append(["联系电话", "申请人"])
    book.active.append(["1398", "甲"])
    with pytest.raises(UnusableSheet, match="A列的表头是“联系电话”，但模板中该列是“申请人”"):
        read(saved(book))


# -- sheets ---------------------------------------------------------------------------


def two_sheets(state: str, *heads: str) -> bytes:
    """A workbook whose second sheet begins with these heads."""
    book = openpyxl.load_workbook(io.BytesIO(workbook([{"申请人": "甲"}])))
    second = book.create_sheet("二月")
    second.append(heads)
    second.append(["乙"] * len(heads))
    second.sheet_state = state
    return saved(book)


@pytest.mark.parametrize("state", ["visible", "hidden"])
def test_records_on_a_second_sheet_are_not_passed_over_in_silence(state: str) -> None:
    with pytest.raises(UnusableSheet, match="另一张工作表“二月”"):
        read(two_sheets(state, "申请人", "联系电话"))
    assert len(read(two_sheets(state, "说明", "申请人"))) == 1


def test_a_workbook_without_a_visible_sheet() -> None:
    hidden = with_part(
        workbook([{"申请人": "甲"}]),
        "xl/workbook.xml",
        lambda part: part.replace(b'state="visible"', b'state="hidden"'),
    )
    with pytest.raises(UnusableSheet, match="没有可见的工作表"):
        read(hidden)


def test_merged_cells_are_named() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([{"申请人": "甲"}, {"申请人": "乙"}])))
    book.active.merge_cells("A2:A3")
    with pytest.raises(UnusableSheet, match=r"合并单元格（A2:A3）"):
        read(saved(book))


# -- what is no workbook, or a dangerous one ------------------------------------------


def entities(_part: bytes) -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


def outside(_part: bytes) -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'


@pytest.mark.parametrize("change", [entities, outside])
@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/styles.xml"]
)
def test_a_document_type_is_refused_in_any_part(part: str, change: Any) -> None:
    with pytest.raises(UnusableSheet, match="文档类型"):
        read(with_part(workbook([{"申请人": "甲"}]), part, change))


def test_a_document_type_in_another_encoding_is_refused_too() -> None:
    hidden = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "a">]><x/>'.encode("utf-16")
    with pytest.raises(UnusableSheet, match="文档类型"):
        read(with_part(workbook([{"申请人": "甲"}]), "xl/workbook.xml", lambda _part: hidden))


def test_more_elements_than_memory_should_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_ELEMENTS", 50)
    with pytest.raises(UnusableSheet, match="过大"):
        read(workbook([{"申请人": "甲"}] * 20))


def bomb() -> bytes:
    """81 MB of blanks in 80 KB."""
    blanks = b" " * (81 * 2**20)
    return with_part(
        workbook([{"申请人": "甲"}]),
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b"<sheetData>", blanks + b"<sheetData>"),
    )


def test_a_bomb_is_refused() -> None:
    with pytest.raises(UnusableSheet, match="过大"):
        read(bomb())


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.xls", compound("Workbook"), "不是.xlsx格式"),
        ("a.csv", "申请人\n甲".encode(), "不是.xlsx格式"),
        ("a.xlsm", xlsx(), "不是.xlsx格式"),
    ],
)
def test_another_format_is_told_how_to_become_one(name: str, content: bytes, why: str) -> None:
    with pytest.raises(UnusableSheet, match=why):
        read(content, name)


def damaged() -> Iterator[tuple[str, bytes]]:
    """Workbooks that are none, whatever their ending says."""
    good = workbook([{"申请人": "甲"}])
    yield "content_mismatch", b"hello"
    yield "content_mismatch", docx()
    yield "encrypted", compound("EncryptedPackage")
    yield "empty", b""
    yield "damaged", good[:-30]
    macro = package(
        {
            **{
                n: zipfile.ZipFile(io.BytesIO(good)).read(n)
                for n in zipfile.ZipFile(io.BytesIO(good)).namelist()
            },
            "xl/vbaProject.bin": b"x",
        }
    )
    yield "macro", macro
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/styles.xml"):
        yield "damaged", with_part(good, part, lambda kept: kept[: len(kept) // 2])
        yield "damaged", with_part(good, part, lambda _kept: b"<")
    wild = with_part(good, "xl/worksheets/sheet1.xml", lambda kept: kept.replace(b't="inlineStr"', b't="d"'))
    yield "damaged", wild


@pytest.mark.parametrize(("code", "content"), list(damaged()))
def test_what_is_no_workbook_is_refused(code: str, content: bytes) -> None:
    with pytest.raises((UnacceptableFile, UnusableSheet)) as refused:
        read(content)
    assert getattr(refused.value, "code", "damaged") == code
