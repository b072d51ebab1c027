"""The form as the State Council prints it, word by word, and what its cells take."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from models.outcome import OUTCOMES
from models.report_content import Figures, added
from models.report_figures import NORMATIVE, REQUESTS
from models.report_format import FORMAT_2019, FORMAT_2021, TITLES, format_of
from models.report_table import ImpossibleFigure

ROWS = [
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "三（一）予以公开",
    "三（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "三（三）1.属于国家秘密",
    "三（三）2.其他法律行政法规禁止公开",
    "三（三）3.危及“三安全一稳定”",
    "三（三）4.保护第三方合法权益",
    "三（三）5.属于三类内部事务信息",
    "三（三）6.属于四类过程性信息",
    "三（三）7.属于行政执法案卷",
    "三（三）8.属于行政查询事项",
    "三（四）1.本机关不掌握相关政府信息",
    "三（四）2.没有现成信息需要另行制作",
    "三（四）3.补正后申请内容仍不明确",
    "三（五）1.信访举报投诉类申请",
    "三（五）2.重复申请",
    "三（五）3.要求提供公开出版物",
    "三（五）4.无正当理由大量反复申请",
    "三（五）5.要求行政机关确认或重新出具已获取信息",
    "三（六）1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "三（六）2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "三（六）3.其他",
    "三（七）总计",
    "四、结转下年度继续办理",
]
COLUMNS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]


def test_table_2_has_the_25_rows_and_7_columns_of_the_form() -> None:
    (block,) = FORMAT_2021.table("table2").blocks
    assert [row.line for row in block.rows] == ROWS
    assert [column.name_zh for column in block.columns] == COLUMNS
    assert [column.heads for column in block.columns] == [(), *[("法人或其他组织",)] * 5, ()]
    assert block.rows[4].heads == ("三、本年度办理结果", "（三）不予公开")
    assert block.rows[4].name_zh == "1.属于国家秘密"
    # Every outcome of a request has its row, and nothing else is a result.
    assert block.rows[-2].adds == tuple(outcome.row for outcome in OUTCOMES)


def test_the_older_format_has_one_row_for_what_was_handled_otherwise() -> None:
    (block,) = FORMAT_2019.table("table2").blocks
    assert [row.line for row in block.rows] == [*ROWS[:20], "三（六）其他处理", *ROWS[23:]]


def test_table_1_in_both_formats() -> None:
    def told(form: object) -> list[tuple[str, list[str], list[str]]]:
        blocks = form.table("table1").blocks  # type: ignore[attr-defined]
        return [(b.head, [r.name_zh for r in b.rows], [c.name_zh for c in b.columns]) for b in blocks]

    assert told(FORMAT_2021) == [
        ("第二十条第（一）项", ["规章", "行政规范性文件"], ["本年制发件数", "本年废止件数", "现行有效件数"]),
        ("第二十条第（五）项", ["行政许可"], ["本年处理决定数量"]),
        ("第二十条第（六）项", ["行政处罚", "行政强制"], ["本年处理决定数量"]),
        ("第二十条第（八）项", ["行政事业性收费"], ["本年收费金额（单位：万元）"]),
    ]
    items = ["上一年项目数量", "本年增/减", "处理决定数量"]
    assert told(FORMAT_2019) == [
        (
            "第二十条第（一）项",
            ["规章", "规范性文件"],
            ["本年新制作数量", "本年新公开数量", "对外公开总数量"],
        ),
        ("第二十条第（五）项", ["行政许可", "其他对外管理服务事项"], items),
        ("第二十条第（六）项", ["行政处罚", "行政强制"], items),
        ("第二十条第（八）项", ["行政事业性收费"], items[:2]),
        ("第二十条第（九）项", ["政府集中采购"], ["采购项目数量", "采购总金额"]),
    ]


def test_table_3_and_the_sections() -> None:
    (block,) = FORMAT_2021.table("table3").blocks
    assert [row.line for row in block.rows] == [
        "行政复议",
        "行政诉讼·未经复议直接起诉",
        "行政诉讼·复议后起诉",
    ]
    assert [c.name_zh for c in block.columns] == ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert TITLES == (
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    )


def test_every_cell_says_where_its_figure_comes_from() -> None:
    cells = FORMAT_2021.cells
    # Table 1 has 10, table 2 25 × 7, table 3 3 × 5.
    assert Counter(key.partition(".")[0] for key in cells) == {"table1": 10, "table2": 175, "table3": 15}
    entered = [key for key, cell in cells.items() if cell.origin == "entered"]
    assert entered == [
        "table1.regulations.issued",
        "table1.regulations.repealed",
        "table1.regulations.in_force",
        "table1.licences.decided",
        "table1.penalties.decided",
        "table1.coercive.decided",
        "table1.admin_fees.wan_yuan",
    ]
    # The total column of 25 rows, the total row of six applicants, three of table 3.
    assert {key for key, cell in cells.items() if cell.origin == "sum"} == set(FORMAT_2021.sums)
    assert len(FORMAT_2021.sums) == 25 + 6 + 3
    assert cells["table2.granted.natural_person"].origin == "computed"
    assert cells["table1.admin_fees.wan_yuan"].label == "行政事业性收费 · 本年收费金额（单位：万元）"


@pytest.mark.parametrize(
    ("year", "code"),
    [(2018, None), (2019, "2019-60"), (2020, "2019-60"), (2021, "2021-30"), (2026, "2021-30")],
)
def test_the_format_of_a_year(year: int, code: str | None) -> None:
    form = format_of(year)
    assert (form and form.code) == code


# -- figures --------------------------------------------------------------------------

NEW, LICENCES, FEES = "table2.new.natural_person", "table1.licences.decided", "table1.admin_fees.wan_yuan"


def test_a_blank_is_not_nought_and_figures_never_change() -> None:
    figures = Figures(FORMAT_2021, {NEW: 0, FEES: Decimal("4166.241619")}, {FEES: " 含滞纳金 "})
    later = figures.replaced({LICENCES: 3, FEES: None})
    assert (figures[NEW], figures[LICENCES], figures[FEES]) == (0, None, Decimal("4166.241619"))
    assert (later[NEW], later[LICENCES], later[FEES], later.remarks[FEES]) == (0, 3, None, "含滞纳金")
    assert figures.blanks(NEW, LICENCES) == (LICENCES,)
    with pytest.raises(TypeError):
        figures.values[NEW] = 1  # type: ignore[index]


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        (NEW, -1, "below 0"),
        (NEW, Decimal("1.5"), "not whole"),
        (NEW, 10**12, "as large as"),
        (NEW, Decimal("NaN"), "as large as"),
        (NEW, True, "no number"),
        (NEW, 1.0, "no number"),
        (FEES, Decimal("-0.5"), "below 0"),
        (FEES, Decimal("0.1234567"), "more than 6 decimals"),
    ],
)
def test_what_a_cell_cannot_hold(cell: str, value: object, said: str) -> None:
    with pytest.raises(ImpossibleFigure, match=said):
        Figures(FORMAT_2021, {cell: value})  # type: ignore[dict-item]


def test_only_a_change_of_the_older_format_may_be_negative() -> None:
    figures = Figures(FORMAT_2019, {"table1.penalties.change": -18})
    assert figures["table1.penalties.change"] == -18
    with pytest.raises(KeyError):
        Figures(FORMAT_2021, {"table1.penalties.change": 1})


def test_sums_are_filled_in_where_nothing_stands() -> None:
    figures = Figures(
        FORMAT_2021,
        {
            "table2.granted.natural_person": 5,
            "table2.denied_7.natural_person": 2,
            "table2.granted.business": 1,
            "table2.handled_total.research": 3,
            "table2.new.total": 99,
            "table3.reconsideration.upheld": 0,
        },
    ).summed()
    assert figures["table2.handled_total.natural_person"] == 7
    assert figures["table2.handled_total.welfare"] is None
    # 7 natural persons, 1 business, and the 3 that were given.
    assert (figures["table2.granted.total"], figures["table2.handled_total.total"]) == (6, 11)
    assert (figures["table2.handled_total.research"], figures["table2.new.total"]) == (3, 99)
    assert (figures["table3.reconsideration.total"], figures["table3.litigation_direct.total"]) == (0, None)


def test_units_are_added_up() -> None:
    one = Figures(FORMAT_2021, {NEW: 5, FEES: Decimal("0.1")}, {FEES: "x"})
    other = Figures(FORMAT_2021, {NEW: 2, FEES: Decimal("0.2")})
    both = added(FORMAT_2021, [one, other])
    assert (both[NEW], both[FEES], both[LICENCES], both.remarks) == (7, Decimal("0.3"), None, {})
    with pytest.raises(ValueError, match="2019-60"):
        added(FORMAT_2021, [one, Figures(FORMAT_2019)])


def test_what_the_records_count_has_its_cells() -> None:
    """Rows and columns of the tallies are those of the form, which has each as computed but the sum."""
    kinds = REQUESTS.choices
    keys = [f"table2.{row.name}.{kind}" for row in REQUESTS.rows for kind in kinds]
    keys += [f"table1.normative_documents.{row.name}" for row in NORMATIVE.rows]
    origins = {key: FORMAT_2021.cells[key].origin for key in keys}
    assert {key for key, origin in origins.items() if origin != "computed"} == {
        f"table2.handled_total.{kind}" for kind in kinds
    }
    computed = {key for key, cell in FORMAT_2021.cells.items() if cell.origin == "computed"}
    assert {key for key in computed - set(keys) if not key.startswith("table3.")} == set()
