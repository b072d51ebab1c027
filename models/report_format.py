"""The State Council's form of the annual report, declared once: tables, rows, columns and the words printed.

Two formats: 国办公开办函〔2021〕30号 from the report year 2021 on, 国办公开办函〔2019〕60号 for 2019, 2020.
A figure is known by the key of its cell, ``table2.granted.natural_person``: table, row, column.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.outcome import GROUPS, OTHER, OUTCOMES
from models.report_table import NUMBERS, Block, Cell, Column, Format, Row, Table
from models.request_terms import APPLICANT_KINDS

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
"""In the corner of table 2."""

# -- table 1 --------------------------------------------------------------------------


def _article_20(item: str, columns: tuple[Column, ...], *rows: Row) -> Block:
    return Block(f"第二十条第（{item}）项", "信息内容", columns, rows)


def _by_hand(key: str, name_zh: str) -> Row:
    return Row(key, name_zh, origin="entered")


_REGULATIONS = _by_hand("regulations", "规章")
_LICENCES = _by_hand("licences", "行政许可")
_ENFORCEMENT = (_by_hand("penalties", "行政处罚"), _by_hand("coercive", "行政强制"))
_FEES = _by_hand("admin_fees", "行政事业性收费")

_DOCUMENTS = (
    Column("issued", "本年制发件数"),
    Column("repealed", "本年废止件数"),
    Column("in_force", "现行有效件数"),
)
_DECIDED = (Column("decided", "本年处理决定数量"),)

TABLE_1 = Table(
    "table1",
    (
        _article_20("一", _DOCUMENTS, _REGULATIONS, Row("normative_documents", "行政规范性文件")),
        _article_20("五", _DECIDED, _LICENCES),
        _article_20("六", _DECIDED, *_ENFORCEMENT),
        _article_20("八", (Column("wan_yuan", "本年收费金额（单位：万元）", "money"),), _FEES),
    ),
)

_PUBLISHED = (
    Column("made", "本年新制作数量"),
    Column("newly_published", "本年新公开数量"),
    Column("published_total", "对外公开总数量"),
)
_ITEMS = (Column("items_last_year", "上一年项目数量"), Column("change", "本年增/减", "change"))
_HANDLED = (*_ITEMS, Column("decided", "处理决定数量"))
_PROCURED = (Column("items", "采购项目数量"), Column("amount", "采购总金额", "money"))

TABLE_1_OF_2019 = Table(
    "table1",
    (
        _article_20("一", _PUBLISHED, _REGULATIONS, _by_hand("normative_documents", "规范性文件")),
        _article_20("五", _HANDLED, _LICENCES, _by_hand("other_services", "其他对外管理服务事项")),
        _article_20("六", _HANDLED, *_ENFORCEMENT),
        _article_20("八", _ITEMS, _FEES),
        _article_20("九", _PROCURED, _by_hand("procurement", "政府集中采购")),
    ),
)

# -- table 2 --------------------------------------------------------------------------

_APPLICANTS = {
    "natural_person": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "welfare": "社会公益组织",
    "legal_service": "法律服务机构",
    "other_organisation": "其他",
}
"""The words of the form for each of ``APPLICANT_KINDS``."""

APPLICANTS = tuple(
    Column(kind, _APPLICANTS[kind], heads=() if kind == "natural_person" else ("法人或其他组织",))
    for kind in APPLICANT_KINDS
)
_TOTAL = Column("total", "总计", total=True)
_THIRD = "三、本年度办理结果"


def _results(*, others_as_one: bool) -> Iterator[Row]:
    for number, group in zip(NUMBERS, GROUPS, strict=False):
        head = f"（{number}）{group.name_zh}"
        if group is OTHER and others_as_one:
            yield Row(f"{group.row}_all", head, (_THIRD,))
            continue
        for outcome in (outcome for outcome in OUTCOMES if outcome.group is group):
            under = (_THIRD, head) if group.name_zh else (_THIRD,)
            yield Row(
                outcome.row, outcome.row_zh if group.name_zh else f"（{number}）{outcome.row_zh}", under
            )


def _table_2(*, others_as_one: bool = False) -> Table:
    results = tuple(_results(others_as_one=others_as_one))
    rows = (
        Row("new", "一、本年新收政府信息公开申请数量"),
        Row("carried_in", "二、上年结转政府信息公开申请数量"),
        *results,
        Row("handled_total", "（七）总计", (_THIRD,), adds=tuple(row.key for row in results)),
        Row("carried_out", "四、结转下年度继续办理"),
    )
    return Table("table2", (Block("申请人情况", NOTE, (*APPLICANTS, _TOTAL), rows),))


# -- table 3 --------------------------------------------------------------------------

_SUED = "行政诉讼"
TABLE_3 = Table(
    "table3",
    (
        Block(
            "",
            "",
            (
                Column("upheld", "结果维持"),
                Column("corrected", "结果纠正"),
                Column("other_result", "其他结果"),
                Column("pending", "尚未审结"),
                _TOTAL,
            ),
            (
                Row("reconsideration", "行政复议"),
                Row("litigation_direct", "未经复议直接起诉", (_SUED,)),
                Row("litigation_after_reconsideration", "复议后起诉", (_SUED,)),
            ),
        ),
    ),
    across=True,
)

# -- the two formats ------------------------------------------------------------------

FORMAT_2019 = Format(
    "2019-60", "国办公开办函〔2019〕60号", 2019, (TABLE_1_OF_2019, _table_2(others_as_one=True), TABLE_3)
)
FORMAT_2021 = Format("2021-30", "国办公开办函〔2021〕30号", 2021, (TABLE_1, _table_2(), TABLE_3))
FORMATS = {form.code: form for form in (FORMAT_2019, FORMAT_2021)}

SECTIONS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
ASPECTS = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
"""What section one is to speak of."""
TITLES = tuple(f"{number}、{name}" for number, name in zip(NUMBERS, SECTIONS, strict=False))
"""The six sections, numbered as they are printed."""


def title(year: int) -> str:
    """What a report is called, behind the name of the unit."""
    return f"{year}年政府信息公开工作年度报告"


def amended(edition: int) -> str:
    """What stands with the title of an amended report; nothing with the first edition's."""
    return f"（修订第{edition}版）" if edition > 1 else ""


FEE = Cell(
    "processing_fee",
    Row("processing_fee", "信息处理费", origin="entered"),
    Column("yuan", "本年收取金额（单位：元）", "money"),
    "entered",
)
"""What the form has no cell for, and wants said in section six."""


def format_of(year: int) -> Format | None:
    """The form a year is reported in; None before 2019, when there was no such form."""
    known = [form for form in FORMATS.values() if form.first <= year]
    return max(known, key=lambda form: form.first, default=None)
