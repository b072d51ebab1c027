"""The tables as the State Council prints them: every head with its spans, written down from the form."""

from __future__ import annotations

import pytest

from app.reports.spans import Box, Grid, printed
from models.report_format import FORMAT_2019, FORMAT_2021, NOTE
from models.report_table import Format
from tests.reports.conftest import TWO_FORMATS

LEGAL = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
DENIED = (
    *("1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益"),
    *("5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项"),
)
UNABLE = (*("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"),)
UNPROCESSED = (
    *("1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请"),
    "5.要求行政机关确认或重新出具已获取信息",
)
OTHERS = (
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
)


def group(head: str, rows: tuple[str, ...], above: str = "") -> list[str]:
    """The lines of a group: its head stands beside the first of its rows."""
    first, *rest = rows
    return [f"{above}{head} {len(rows)}x1 | {first} 1x1", *(f"{row} 1x1" for row in rest)]


def lines(rows: tuple[tuple[Box, ...], ...]) -> list[str]:
    """The heads of each row with their height and width, figures left out."""
    return [" | ".join(f"{b.text} {b.height}x{b.width}" for b in row if not b.key) for row in rows]


def grid(form: Format, key: str) -> Grid:
    """A table of the form."""
    return printed(form.table(key))


TABLE_1 = {
    "2021-30": [
        *("第二十条第（一）项 1x4", "信息内容 1x1 | 本年制发件数 1x1 | 本年废止件数 1x1 | 现行有效件数 1x1"),
        *("规章 1x1", "行政规范性文件 1x1"),
        *("第二十条第（五）项 1x4", "信息内容 1x1 | 本年处理决定数量 1x3", "行政许可 1x1"),
        *("第二十条第（六）项 1x4", "信息内容 1x1 | 本年处理决定数量 1x3", "行政处罚 1x1", "行政强制 1x1"),
        *("第二十条第（八）项 1x4", "信息内容 1x1 | 本年收费金额（单位：万元） 1x3", "行政事业性收费 1x1"),
    ],
    "2019-60": [
        "第二十条第（一）项 1x4",
        "信息内容 1x1 | 本年新制作数量 1x1 | 本年新公开数量 1x1 | 对外公开总数量 1x1",
        *("规章 1x1", "规范性文件 1x1"),
        "第二十条第（五）项 1x4",
        "信息内容 1x1 | 上一年项目数量 1x1 | 本年增/减 1x1 | 处理决定数量 1x1",
        *("行政许可 1x1", "其他对外管理服务事项 1x1"),
        "第二十条第（六）项 1x4",
        "信息内容 1x1 | 上一年项目数量 1x1 | 本年增/减 1x1 | 处理决定数量 1x1",
        *("行政处罚 1x1", "行政强制 1x1"),
        "第二十条第（八）项 1x4",
        "信息内容 1x1 | 上一年项目数量 1x1 | 本年增/减 1x2",
        "行政事业性收费 1x1",
        "第二十条第（九）项 1x4",
        "信息内容 1x1 | 采购项目数量 1x1 | 采购总金额 1x2",
        "政府集中采购 1x1",
    ],
}


@TWO_FORMATS
def test_table_1_has_its_blocks_below_each_other(form: Format) -> None:
    found = grid(form, "table1")
    assert [line for part in found.parts for line in lines(part.head + part.body)] == TABLE_1[form.code]


TABLE_2_HEAD = [
    f"{NOTE} 3x3 | 申请人情况 1x7",
    "自然人 2x1 | 法人或其他组织 1x5 | 总计 2x1",
    " | ".join(f"{word} 1x1" for word in LEGAL),
]
TABLE_2 = {
    "2021-30": [
        *("一、本年新收政府信息公开申请数量 1x3", "二、上年结转政府信息公开申请数量 1x3"),
        "三、本年度办理结果 22x1 | （一）予以公开 1x2",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形） 1x2",
        *group("（三）不予公开", DENIED),
        *group("（四）无法提供", UNABLE),
        *group("（五）不予处理", UNPROCESSED),
        *group("（六）其他处理", OTHERS),
        *("（七）总计 1x2", "四、结转下年度继续办理 1x3"),
    ],
    "2019-60": [
        *("一、本年新收政府信息公开申请数量 1x3", "二、上年结转政府信息公开申请数量 1x3"),
        "三、本年度办理结果 20x1 | （一）予以公开 1x2",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形） 1x2",
        *group("（三）不予公开", DENIED),
        *group("（四）无法提供", UNABLE),
        *group("（五）不予处理", UNPROCESSED),
        *("（六）其他处理 1x2", "（七）总计 1x2", "四、结转下年度继续办理 1x3"),
    ],
}


@TWO_FORMATS
def test_table_2_has_heads_of_three_levels_above_and_before(form: Format) -> None:
    (part,) = grid(form, "table2").parts
    assert lines(part.head) == TABLE_2_HEAD
    assert lines(part.body) == TABLE_2[form.code]


@TWO_FORMATS
def test_table_3_is_one_row_of_fifteen_figures(form: Format) -> None:
    (part,) = grid(form, "table3").parts
    assert lines(part.head) == [
        "行政复议 1x5 | 行政诉讼 1x10",
        " | ".join(f"{word} 2x1" for word in RESULTS) + " | 未经复议直接起诉 1x5 | 复议后起诉 1x5",
        " | ".join(f"{word} 1x1" for word in RESULTS * 2),
    ]
    ((*figures,),) = part.body
    assert [figure.key.split(".")[1] for figure in figures] == [
        *["reconsideration"] * 5,
        *["litigation_direct"] * 5,
        *["litigation_after_reconsideration"] * 5,
    ]


@TWO_FORMATS
@pytest.mark.parametrize("key", ["table1", "table2", "table3"])
def test_boxes_cover_a_table_once_and_every_figure_has_its_place(form: Format, key: str) -> None:
    found = grid(form, key)
    places = [(row, column) for row, column, _box in found.places]
    assert places == [(r, c) for r in range(len(found.rows)) for c in range(found.width)]
    keys = [box.key for row in found.rows for box in row if box.key]
    assert keys == [cell for cell in form.cells if cell.startswith(f"{key}.")]


@pytest.mark.parametrize(
    ("form", "key", "heads"),
    [
        (
            FORMAT_2021,
            "table2.denied_1.business",
            "申请人情况 法人或其他组织 商业企业 三、本年度办理结果 （三）不予公开 1.属于国家秘密",
        ),
        (FORMAT_2021, "table2.carried_out.total", "申请人情况 总计 四、结转下年度继续办理"),
        (FORMAT_2021, "table3.litigation_direct.upheld", "行政诉讼 未经复议直接起诉 结果维持"),
        # Not those of the blocks above it.
        (FORMAT_2021, "table1.licences.decided", "第二十条第（五）项 本年处理决定数量 行政许可"),
        (FORMAT_2019, "table1.procurement.amount", "第二十条第（九）项 采购总金额 政府集中采购"),
    ],
)
def test_a_figure_knows_the_heads_above_and_before_it(form: Format, key: str, heads: str) -> None:
    found = grid(form, key.partition(".")[0])
    boxes = {box.name: box for row in found.rows for box in row}
    (figure,) = (box for box in boxes.values() if box.key == key)
    assert [boxes[name].text for name in figure.heads] == heads.split()
