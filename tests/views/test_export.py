"""An exported list says in the reader's words which records it holds."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook

from app.exports import table
from app.letters import render
from models import InformationRequest
from tests.conftest import Browser

EXPORT = "/office/information-requests/export"


def about(browser: Browser, **asked: str) -> list[str]:
    """The lines of the sheet that says what was exported."""
    with browser.get(f"{EXPORT}.xlsx", query_string=asked) as answer:
        sheet = load_workbook(io.BytesIO(answer.data)).worksheets[1]
    return [str(row[0]) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "筛选条件：办理状态：在办"),
        ({"state": "all"}, "筛选条件：办理状态：全部"),
        (
            {"q": "蒙江", "state": "registered", "only": "overdue", "received_on_from": "2026-03-01"},
            "筛选条件：办理状态：已登记、包含字词：蒙江、时限：超期、收到日期（起）：2026-03-01",
        ),
        (
            {"state": "all", "outcome": "granted", "channel": "counter"},
            "筛选条件：办理状态：全部、答复类型：予以公开、提交方式：当面提交",
        ),
    ],
)
def test_what_was_filtered_is_told(
    register: Callable[..., InformationRequest],
    sign_in: Callable[[str], Browser],
    asked: dict[str, str],
    told: str,
) -> None:
    register()
    assert told in about(sign_in("clerk"), **asked)


def test_the_unit_that_was_chosen_is_named(
    register: Callable[..., InformationRequest],
    unit_id: Callable[[str], int],
    sign_in: Callable[[str], Browser],
) -> None:
    register()
    told = about(sign_in("clerk"), unit_id=str(unit_id("land")))
    assert "筛选条件：办理状态：在办、单位：罗甸县自然资源局" in told


def test_the_columns_are_named_as_on_the_screen(
    register: Callable[..., InformationRequest], sign_in: Callable[[str], Browser]
) -> None:
    register()
    with sign_in("clerk").get(f"{EXPORT}.csv") as answer:
        head = next(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert {"编号", "标题", "所需政府信息", "申请人", "到期日"} <= set(head)


def _raising(problem: Exception) -> Callable[..., Any]:
    def fail(*_args: Any, **_words: Any) -> Any:
        raise problem

    return fail


@pytest.mark.parametrize(
    ("form", "module", "name", "problem", "told"),
    [
        (
            "pdf",
            table,
            "pdf_html",
            table.TooManyRows(5000),
            "PDF：超出该格式可容纳的数量（5,000行），请缩小筛选范围或导出CSV",
        ),
        ("xlsx", table, "xlsx", table.TooManyRows(1_048_575), "Excel：超出该格式可容纳的数量（1,048,575行）"),
        ("pdf", render, "pdf", render.PrintingUnavailable("Pango is not installed"), "Pango"),
    ],
)
def test_a_list_that_cannot_be_printed_is_there_again_and_says_why(
    register: Callable[..., InformationRequest],
    sign_in: Callable[[str], Browser],
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    module: Any,
    name: str,
    problem: Exception,
    told: str,
) -> None:
    register()
    monkeypatch.setattr(module, name, _raising(problem))
    browser = sign_in("clerk")
    answer = browser.get(f"{EXPORT}.{form}", query_string={"state": "all"})
    assert answer.location == "/office/information-requests/?state=all"
    alert = browser.get(answer.location).text.split('class="alert', 1)[1][:400]
    assert told in alert


def test_a_list_of_long_rows_is_refused_with_the_number_there_is_room_for(
    register: Callable[..., InformationRequest],
    sign_in: Callable[[str], Browser],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Four rows make 4,000 characters, a thousand each: of 2,500 there is room for two."""
    for _ in range(4):
        register()
    monkeypatch.setattr(table, "pdf_html", lambda _sheet, **_words: "x" * 4_000)
    monkeypatch.setattr(render, "MAX_CHARACTERS", 2_500)
    browser = sign_in("clerk")
    answer = browser.get(f"{EXPORT}.pdf")
    assert "超出该格式可容纳的数量（2行）" in browser.get(answer.location).text
