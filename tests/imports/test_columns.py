"""A cell becomes what a browser would send, or is refused with the way out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import Any

import pytest
from flask import Flask

from app.imports.columns import Cell, CellRefused, Column, fault_column, folded, ticks
from app.imports.sheet import FAULTS

PHONE = Column("phone", ("联系电话", "Phone"))
DAY = Column("received_on", ("收到日期",), "day")
COUNT = Column("days", ("天数",), "number")
CHANNEL = Column(
    "channel",
    ("提交方式",),
    "choice",
    choices={"web": ("网上提交", "Web"), "oral": ("口头申请（代填）", "Orally")},
)
CHANNELS = replace(CHANNEL, kind="choices")
LANGUAGES = ("zh", "en")


def at(*parts: int) -> datetime:
    """A moment as a spreadsheet has it: of no zone."""
    return datetime(*parts)  # noqa: DTZ001


@pytest.fixture(autouse=True)
def _inside(app: Flask) -> Any:
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("column", "cell", "sent"),
    [
        (PHONE, None, ""),
        (PHONE, Cell("0854-7611000"), "0854-7611000"),
        (PHONE, Cell(13985400001, "n"), "13985400001"),
        (PHONE, Cell(13985400001.0, "n"), "13985400001"),
        (PHONE, Cell(999_999_999_999_999, "n"), "999999999999999"),
        (PHONE, Cell(1.5, "n"), "1.5"),
        (PHONE, Cell("一行_x000D_\n二行"), "一行\r\n二行"),
        (DAY, Cell(at(2026, 3, 5), "d"), "2026-03-05"),
        (DAY, Cell(at(2026, 3, 5, 14, 30), "d"), "2026-03-05"),
        # 1 January 2026 is day 46,023 of a spreadsheet; 5 March is 63 days later.
        (DAY, Cell(46_086, "n"), "2026-03-05"),
        # Counted from 1904 the same day has a number 1,462 smaller.
        (DAY, Cell(44_624, "n", at(1904, 1, 1)), "2026-03-05"),
        (DAY, Cell(20260305, "n"), "20260305"),
        (DAY, Cell(2026, "n"), "2026"),
        (DAY, Cell("2026年3月5日"), "2026年3月5日"),
        (COUNT, Cell(3.0, "n"), "3"),
        (COUNT, Cell(" -12 "), " -12 "),
        (CHANNEL, Cell("网上提交"), "web"),
        (CHANNEL, Cell(" web "), "web"),
        (CHANNEL, Cell("口头申请(代填)"), "oral"),
        (CHANNEL, Cell("oral"), "oral"),
        (CHANNELS, Cell("口头申请（代填）、 网上提交"), ["oral", "web"]),
        (CHANNELS, Cell("web；Orally\n"), ["web", "oral"]),
        (CHANNELS, None, ""),
    ],
)
def test_what_can_be_taken(column: Column, cell: Cell | None, sent: str | list[str]) -> None:
    assert column.typed(cell) == sent


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        (PHONE, Cell("=A1&B1", "f"), "公式"),
        (PHONE, Cell("#N/A", "e"), "错误值"),
        (PHONE, Cell(5.2272819900101e17, "n"), "设为“文本”格式"),
        (PHONE, Cell(1_000_000_000_000_000, "n"), "设为“文本”格式"),
        (PHONE, Cell(True, "b"), "设为“文本”格式"),
        (PHONE, Cell(at(2026, 3, 1), "d"), "设为“文本”格式"),
        (PHONE, Cell(time(9, 30), "d"), "时刻"),
        (DAY, Cell("=TODAY()", "f"), "公式"),
        (DAY, Cell(time(9, 30), "d"), "时刻"),
        (COUNT, Cell("三"), "整数"),
        (COUNT, Cell(2.5, "n"), "整数"),
        (CHANNEL, Cell("飞鸽传书"), "网上提交、口头申请（代填）"),
        (CHANNELS, Cell("网上提交、飞鸽传书"), "网上提交、口头申请（代填）"),
        (Column("unit_id", ("单位",), "choice", choices={}), Cell("某局"), "没有可选项"),
        (Column("x", ("单位",), "choice", choices={"1": ("甲局",), "2": ("甲局",)}), Cell("甲局"), "同名"),
    ],
)
def test_what_cannot_says_what_to_do(column: Column, cell: Cell, why: str) -> None:
    with pytest.raises(CellRefused, match=why):
        column.typed(cell)


@pytest.mark.parametrize(
    ("cell", "sent"),
    [
        (Cell("是"), "y"),
        (Cell("Yes"), "y"),
        (Cell(1, "n"), "y"),
        (Cell(True, "b"), "y"),
        (Cell("√"), "y"),
        (Cell("y"), "y"),
        (Cell("否"), ""),
        (Cell(0, "n"), ""),
        (Cell(False, "b"), ""),
        (None, ""),
    ],
)
def test_a_tick_is_said_in_many_ways(cell: Cell | None, sent: str) -> None:
    seen = Column("identity_seen", ("已核验",), "tick", choices=ticks(LANGUAGES))
    assert seen.typed(cell) == sent


def test_another_word_is_no_tick() -> None:
    seen = Column("identity_seen", ("已核验",), "tick", choices=ticks(LANGUAGES))
    with pytest.raises(CellRefused, match="请填写是或者否"):
        seen.typed(Cell("好"))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Cell(at(2026, 3, 5), "d"), "2026-03-05"),
        (Cell(at(2026, 3, 5, 9, 5), "d"), "2026-03-05 09:05"),
        (Cell(5.2272819900101e17, "n"), "5.2272819900101e+17"),
        (Cell("=A1", "f"), "=A1"),
    ],
)
def test_what_stood_there_is_given_back(cell: Cell, text: str) -> None:
    assert str(cell) == text


def test_heads_are_the_same_in_any_width_and_case() -> None:
    assert folded("申 请 人 *") == folded("申请人") == "申请人"
    assert folded("ＰＨＯＮＥ") == "phone"


def test_the_column_of_faults_is_known_in_both_languages() -> None:
    column = fault_column(LANGUAGES)
    assert (column.code, column.labels) == (FAULTS, ("错误", "What is wrong"))
