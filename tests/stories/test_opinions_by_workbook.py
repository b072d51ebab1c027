"""Opinions by the workbook: what came too late is given back, and the rest is registered (附件11 第一条)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from models import Opinion, SheetImport
from tests.conftest import Browser
from tests.imports.conftest import latest, upload, workbook
from tests.stories.decisions import hearing

__all__ = ["hearing", "latest", "upload"]

PAGE = "/office/opinions/import"


@pytest.mark.clause("A11.1")
def test_a_workbook_of_opinions_is_held_to_the_period(
    clock: Any, hearing: Any, upload: Any, latest: Any, session: Any, sign_in: Callable[[str], Browser]
) -> None:
    clock.turn("2026-03-02")
    hearing.report()
    hearing.clear()
    number = hearing.announce().number
    clock.turn("2026-04-02")
    said = {"公开征求意见": number, "意见内容": "原文", "收集方式": "电话", "提出人": "社会公众"}
    days = {"甲": "2026-03-02", "乙": "2026-04-01", "丙": "2026-04-02"}
    rows = [{**said, "意见要点": gist, "收到日期": day} for gist, day in days.items()]
    upload(workbook(rows), page=PAGE)
    one: SheetImport = latest()
    assert (one.rows_right, one.rows_wrong) == (2, 1)
    assert [(fault["row"], "不计入本次征求意见" in fault["said"][0]) for fault in one.faults] == [(4, True)]
    outcome = f"{PAGE}/{one.id}"
    session.rollback()
    browser = sign_in("clerk")
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(outcome).text)
    browser.post(outcome, data={"partly": "y", "csrf_token": token[1] if token else ""})
    session.rollback()
    taken = session.scalars(select(Opinion).order_by(Opinion.id)).all()
    assert [(opinion.title, opinion.state) for opinion in taken] == [("甲", "received"), ("乙", "received")]
