"""An exported list says in the reader's words which records it holds."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

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
