"""Exports: what was stored is what is read back, and no text is a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from csv import reader
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape
from weasyprint.formatting_structure.boxes import TableCellBox

from app.exports import table
from app.exports.table import Cell, Column, Sheet, TooManyRows, csv, pdf_html, xlsx
from app.letters.press import lay_out

SHANGHAI = ZoneInfo("Asia/Shanghai")
COLUMNS = (
    Column("number", "编号"),
    Column("pages", "页数", "number"),
    Column("received_on", "收到日期", "day"),
    Column("opened_at", "登记时间", "moment"),
)
ROW = (
    "龙府公开申〔2026〕1号",
    12,
    date(2026, 11, 20),
    datetime(2026, 11, 20, 16, 30, tzinfo=UTC),
)

storable = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
risky = st.builds(
    "".join,
    st.tuples(
        st.text(" \t\r\n\u3000\u200b\ufeff\x00", max_size=3),
        st.sampled_from("=+-@＝＋－＠'0"),
        st.text("0123456789.eE+-=SUM()'\"\t", max_size=20),
    ),
)


def sheet(
    rows: Sequence[Sequence[Cell]], columns: Sequence[Column] = COLUMNS, title: str = "登记册"
) -> Sheet:
    return Sheet(
        title=title,
        columns=columns,
        rows=rows,
        zone=SHANGHAI,
        about="说明",
        notes=("罗小雨", "2026-11-20 12:00"),
    )


def texts(*values: str) -> Sheet:
    return sheet([[value] for value in values], COLUMNS[:1])


def written(exported: Sheet) -> bytes:
    return b"".join(csv(exported))


def cells(exported: Sheet) -> list[list[str]]:
    return list(reader(StringIO(written(exported).decode("utf-8-sig"), newline="")))[1:]


def workbook(exported: Sheet) -> Workbook:
    stream = BytesIO()
    xlsx(exported, stream)
    return load_workbook(stream)


# -- CSV ------------------------------------------------------------------------------


def test_a_csv_file_byte_by_byte() -> None:
    assert (
        written(sheet([ROW, ('罗,"定"\n甸', Decimal("-1.50"), None, None)]))
        == (
            "\ufeff编号,页数,收到日期,登记时间\r\n"
            "龙府公开申〔2026〕1号,12,2026-11-20,2026-11-21 00:30:00\r\n"
            '"罗,""定""\n甸",-1.50,,\r\n'
        ).encode()
    )


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+8613885400001", "'+8613885400001"),
        ("-1+cmd", "'-1+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠a", "'＠a"),
        ("  =1+1", "'  =1+1"),
        ("\u3000=1+1", "'\u3000=1+1"),
        ("\u200b=1+1", "'\u200b=1+1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'x", "''x"),
        ("52272819900307123X", "52272819900307123X"),
        ("522728199003071248", "'522728199003071248"),
        ("007", "'007"),
        ("1E5", "'1E5"),
        ("0", "0"),
        ("2026", "2026"),
        ("13885400001", "13885400001"),
        ("-5", "-5"),
        ("-5.25", "-5.25"),
        ("-007", "'-007"),
        ("龙府公开申〔2026〕1号", "龙府公开申〔2026〕1号"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_a_text_a_spreadsheet_would_take_for_something_else_gets_an_apostrophe(
    stored: str, shown: str
) -> None:
    assert cells(texts(stored)) == ([[shown]] if shown else [[""]])


@settings(max_examples=400, deadline=None)
@given(storable | risky)
@example('=HYPERLINK("http://example.invalid","点此")')
def test_csv_gives_every_text_back_and_no_formula(stored: str) -> None:
    ((shown,),) = cells(texts(stored))
    assert shown.removeprefix("'") == stored
    begins = shown.lstrip()[:1]
    assert begins not in {"=", "+", "@", "＝", "＋", "－", "＠"}
    assert begins != "-" or re.fullmatch(r"-[0-9]+(\.[0-9]+)?", shown)
    assert shown[:1] not in {"\t", "\r"}


def test_heads_are_as_harmless_as_cells() -> None:
    assert written(sheet([], [Column("a", "=1+1")])).decode() == "\ufeff'=1+1\r\n"


def test_a_long_csv_comes_in_pieces() -> None:
    """402 characters a row: 250 rows are more than a piece, and are not parted."""
    *pieces, last = csv(texts(*("政务公开" * 100,) * 1_000))
    assert [piece.count(b"\r\n") for piece in pieces] == [251, 250, 250, 250]
    assert last == b""
    assert len(list(reader(StringIO(b"".join(pieces).decode())))) == 1_001


def test_what_comes_many_times_reads_as_what_comes_once() -> None:
    """Numbers that are equal are not all written alike, nor are a number and a text."""
    values = [1, 1.0, Decimal("1.00"), "1", None, "", "=1", date(2026, 3, 2)]
    told = ["1", "1.0", "1.00", "1", "", "", "'=1", "2026-03-02"]
    assert cells(sheet([[value] for value in values * 40])) == [[text] for text in told] * 40
    page = workbook(sheet([[value] for value in values * 40])).worksheets[0]
    day = datetime.fromisoformat("2026-03-02T00:00")
    expected = [1, 1, 1, "1", None, None, "=1", day] * 40
    assert [cell.value for cell in page["A"]][1:] == expected
    assert {cell.data_type for cell in page["A"]} == {"s", "n", "d"}


def test_half_a_surrogate_pair_does_not_stop_an_export() -> None:
    assert cells(texts("半\ud842")) == [["半?"]]
    assert workbook(texts("半\ud842")).worksheets[0]["A2"].value == "半\ufffd"


# -- XLSX -----------------------------------------------------------------------------


def test_a_workbook_reopened() -> None:
    book = workbook(sheet([ROW, ("罗甸", Decimal("1.5"), None, None)]))
    page, about = book.worksheets
    assert [page.title, about.title] == ["登记册", "说明"]
    assert [cell.value for cell in page[1]] == ["编号", "页数", "收到日期", "登记时间"]
    assert [cell.value for cell in page[2]] == [
        "龙府公开申〔2026〕1号",
        12,
        datetime.fromisoformat("2026-11-20T00:00"),
        datetime.fromisoformat("2026-11-21T00:30"),
    ]
    assert [cell.value for cell in page[3]] == ["罗甸", 1.5, None, None]
    assert page["C2"].number_format == "yyyy-mm-dd"
    assert page.freeze_panes == "A2"
    assert page.column_dimensions["A"].width >= 24
    assert [cell.value for cell in about["A"]] == ["登记册", "罗小雨", "2026-11-20 12:00"]


@settings(max_examples=150, deadline=None)
@given(st.lists(storable | risky, min_size=1, max_size=8))
@example(["522728199003071248", "007", "=1+1", "http://example.invalid", "_x0041_", "a\rb"])
@example(["a & b", "</t></is></c>", " 前", "后\n", "\u3000", "\x85", "]]>"])
def test_a_workbook_gives_every_text_back_and_no_formula(stored: list[str]) -> None:
    page = workbook(texts(*stored)).worksheets[0]
    for place, value in enumerate(stored, 2):
        cell = page.cell(place, 1)
        assert cell.data_type != "f"
        assert cell.hyperlink is None
        expected = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", value)
        assert unescape(cell.value or "") == expected


@pytest.mark.parametrize(
    "stored",
    [
        '<r></r></is></c><c r="B2"><f>1+1</f><v>2</v></c><c r="C2" t="inlineStr"><is><r></r>',
        "<r>罗小满</r>",
        "<r></r>",
        "<r>",
        "  <r>罗小满</r>",
    ],
)
def test_a_text_that_looks_like_a_cell_s_markup_is_a_text(stored: str) -> None:
    """The writer of workbooks passes on as markup what begins and ends like that."""
    page = workbook(texts(stored)).worksheets[0]
    assert [cell.value for cell in page[2]] == [stored]
    assert page["A2"].data_type == "s"


def test_numbers_too_long_for_a_workbook_are_kept_as_text() -> None:
    page = workbook(sheet([[123456789012345678], [Decimal("1234567890123456.78")]], COLUMNS[1:2])).worksheets[
        0
    ]
    assert [page["A2"].value, page["A3"].value] == ["123456789012345678", "1234567890123456.78"]


def test_days_before_1900_are_kept_as_text() -> None:
    page = workbook(sheet([[date(1899, 12, 31)]], COLUMNS[2:3])).worksheets[0]
    assert page["A2"].value == "1899-12-31"


def test_a_text_longer_than_a_cell_ends_visibly() -> None:
    value = workbook(texts("政" * 40_000)).worksheets[0]["A2"].value
    assert value == "政" * 32_766 + "…"


def test_a_rare_character_counts_twice_in_a_cell() -> None:
    """32,767 units: 16,383 characters of two and the …; what is cut never ends like markup."""
    markup = "<r>" + "𠮷" * 16_380 + "</r>"
    values = ["𠮷" * 16_383, "𠮷" * 20_000, markup + "𠮷", "<r>" + "𠮷" * 20_000 + "</r>"]
    page = workbook(texts(*values)).worksheets[0]
    told = [page.cell(row, 1).value for row in range(2, 6)]
    assert told[:2] == ["𠮷" * 16_383, "𠮷" * 16_383 + "…"]
    assert told[2] == "<r>" + "𠮷" * 16_380 + "</r…"
    assert told[3] == "<r>" + "𠮷" * 16_381 + "…"


@pytest.mark.parametrize(
    ("title", "tab"),
    [("2026/11 [龙坪]", "2026 11  龙坪"), ("'登记册'", "登记册"), ("政" * 40, "政" * 31), ("///", "1")],
)
def test_any_title_is_a_worksheet_name(title: str, tab: str) -> None:
    assert workbook(sheet([ROW], title=title)).worksheets[0].title == tab


def test_a_worksheet_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "LONGEST_XLSX", 2)
    assert xlsx(sheet([ROW] * 2), BytesIO()) == 2
    with pytest.raises(TooManyRows) as refused:
        xlsx(sheet([ROW] * 3), BytesIO())
    assert refused.value.limit == 2


# -- PDF ------------------------------------------------------------------------------


def test_the_markup_shows_head_rows_and_notes_and_escapes_them() -> None:
    markup = pdf_html(sheet([("<script>", 5, date(2026, 11, 20), None)]), lang="zh-CN")
    assert '<html lang="zh-CN">' in markup
    assert "<h1>登记册</h1>" in markup
    assert '<th class="number">页数</th>' in markup
    assert (
        '<td class="text">&lt;script&gt;</td><td class="number">5</td><td class="day">2026-11-20</td>'
        in markup
    )
    assert "<script>" not in markup
    assert "<li>罗小雨</li>" in markup


def test_a_table_too_long_for_paper_is_refused_in_words() -> None:
    assert pdf_html(sheet([ROW] * 5_000), lang="zh-CN").count("<tr>") == 5_001
    with pytest.raises(TooManyRows, match="More than 5,000 rows: narrow the filter, or export as CSV"):
        pdf_html(sheet([ROW] * 5_001), lang="zh-CN")


def test_a_long_cell_on_paper_ends_visibly() -> None:
    assert f">{'政' * 999}…<" in pdf_html(texts("政" * 300_000), lang="zh-CN")


def test_a_table_on_paper_stays_inside_its_margins_and_repeats_its_head() -> None:
    rows = [("W" * 300, 5, date(2026, 11, 20), datetime(2026, 11, 20, 16, 30, tzinfo=UTC))] * 40
    pages = lay_out(pdf_html(sheet(rows), lang="zh-CN")).pages
    boxes = [box for page in pages for box in page._page_box.descendants()]
    cells = [box for box in boxes if isinstance(box, TableCellBox)]
    # 297 mm wide, 14 mm margins, 96 px an inch, and half a line of the border beyond.
    assert max(box.position_x + box.margin_width() for box in cells) < (297 - 14) / 25.4 * 96 + 1
    assert len(pages) > 1
    assert len([box for box in cells if box.element_tag == "th"]) == 4 * len(pages)
