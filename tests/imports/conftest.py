"""Workbooks as clerks send them, what was found in one, and the work of a background task done at once."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import func, select

from app.jobs.runner import Runner
from models import InformationRequest, SheetImport
from tests.conftest import Browser
from tests.views.conftest import TOKEN

IMPORT = "/office/information-requests/import"
ROW = {
    "单位": "罗甸县自然资源局",
    "收到日期": "2026-03-02",
    "提交方式": "当面提交",
    "申请人类型": "自然人",
    "申请人": "罗小满",
    "联系电话": "13985400001",
    "标题": "申请公开蒙江河道治理工程环评批复",
    "所需政府信息": "蒙江河道治理工程环境影响评价批复文件全文",
    "获取信息的形式": "纸质",
    "获取信息的途径": "自行领取",
}
"""A row that is right, under the heads of the template."""


def workbook(rows: Sequence[Mapping[str, Any]], heads: Sequence[str] | None = None) -> bytes:
    """A workbook as somebody makes it who has no template: heads in the first row, a row for each mapping."""
    named = list(heads) if heads is not None else list(dict.fromkeys(name for row in rows for name in row))
    book = openpyxl.Workbook()
    book.active.append(named)
    for row in rows:
        book.active.append([row.get(name) for name in named])
    return saved(book)


def saved(book: Any) -> bytes:
    """The bytes of an openpyxl workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(content: bytes) -> list[list[Any]]:
    """The first sheet of a workbook, row by row."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


@pytest.fixture
def upload(sign_in: Callable[[str], Browser], session: Any) -> Callable[..., Any]:
    """``upload(content)`` sends a workbook as the clerk; keywords say who, where and under which name."""

    def send(content: bytes, name: str = "登记册.xlsx", *, who: str = "clerk", page: str = IMPORT) -> Any:
        session.rollback()
        browser = sign_in(who)
        found = TOKEN.search(browser.get(page).text)
        token = found[1] if found else ""
        data = {"file": (io.BytesIO(content), name), "csrf_token": token}
        return browser.post(page, data=data, content_type="multipart/form-data")

    return send


@pytest.fixture
def latest(session: Any) -> Callable[[], SheetImport]:
    """The import of the last upload, as the database has it now."""

    def read() -> SheetImport:
        session.rollback()
        found: SheetImport = session.scalars(
            select(SheetImport).order_by(SheetImport.id.desc()).execution_options(populate_existing=True)
        ).first()
        return found

    return read


@pytest.fixture
def take(
    sign_in: Callable[[str], Browser], latest: Callable[[], SheetImport], session: Any
) -> Callable[..., Any]:
    """``take()`` has the rows of the last upload registered by the clerk; keywords are fields of the form."""

    def press(who: str = "clerk", **fields: str) -> Any:
        page = f"{IMPORT}/{latest().id}"
        session.rollback()
        browser = sign_in(who)
        found = TOKEN.search(browser.get(page).text)
        return browser.post(page, data={**fields, "csrf_token": found[1] if found else ""})

    return press


@pytest.fixture
def count(session: Any) -> Callable[[], int]:
    """How many information requests there are."""

    def read() -> int:
        session.rollback()
        return int(session.scalar(select(func.count(InformationRequest.id))) or 0)

    return read


@pytest.fixture
def runner(app: Flask) -> Runner:
    """A worker's hands."""
    return Runner(app)
