"""Workbooks of many rows as background tasks: killed, cancelled, taken from somebody, and never doubled."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask_appbuilder.security.sqla.models import PermissionView, Role, User
from sqlalchemy import func, select

from app.access.actor import PROGRAM, acting
from app.jobs.runner import Runner
from app.jobs.running import Running
from models import InformationRequest, Job, SheetImport, TakenNumber, TrailEntry
from models.job import CANCELLED, DONE, FAILED, WAITING
from tests.conftest import Browser
from tests.imports.conftest import IMPORT, ROW, workbook
from views.imports import pages
from views.imports import rows as looking

Upload = Callable[..., Any]
Latest = Callable[[], SheetImport]


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five rows are many, and two are written at a time."""
    monkeypatch.setattr(pages, "AT_ONCE", 3)
    monkeypatch.setattr(looking, "BATCH", 2)


def people(count: int) -> list[dict[str, Any]]:
    """Rows that are right, each of another person."""
    return [{**ROW, "申请人": f"申请人{n}"} for n in range(1, count + 1)]


def numbers(session: Any) -> list[tuple[str, str]]:
    """Who got which number, in the order of the numbers."""
    session.rollback()
    with acting(PROGRAM):
        found = session.scalars(select(InformationRequest).order_by(InformationRequest.id)).all()
        return [(one.applicant, one.number) for one in found]


def in_order(count: int) -> list[tuple[str, str]]:
    """Each row its number, none left out and none twice."""
    return [(f"申请人{n}", f"罗自然资公开申〔2026〕{n}号") for n in range(1, count + 1)]


def test_many_rows_are_checked_and_taken_by_a_task(
    upload: Upload, take: Any, latest: Latest, runner: Runner, session: Any, sign_in: Callable[[str], Browser]
) -> None:
    page = upload(workbook(people(5))).location
    one = latest()
    assert (one.checked_at, one.job.task, one.job.payload) == (None, "check_import", {"number": one.id})
    session.rollback()
    waiting = sign_in("clerk").get(page)
    assert "data-refresh" in waiting.text
    assert "登记</button>" not in waiting.text
    assert runner.next()
    assert (latest().rows_right, latest().rows_wrong, latest().job.state) == (5, 0, DONE)
    assert numbers(session) == []
    assert take().status_code == 302
    assert (latest().job.task, latest().ended_at) == ("take_import", None)
    assert runner.next()
    one = latest()
    assert (one.rows_taken, one.rows_right, one.rows_there, one.file_key) == (5, 5, 0, None)
    assert numbers(session) == in_order(5)
    told = session.scalars(select(TrailEntry.reason).where(TrailEntry.action == "import")).one()
    assert told == "登记5行，此前已登记0行，退回0行"


def test_a_task_says_in_chinese_what_is_wrong(upload: Upload, latest: Latest, runner: Runner) -> None:
    """A task has no request, and Flask-WTF translates within one only."""
    upload(workbook([*people(5), {**ROW, "申请人": None, "单位": ""}]))
    runner.next()
    assert latest().faults == [{"row": 7, "said": ["单位：此项必填", "申请人：此项必填"]}]


class Killed(BaseException):
    """The worker is gone in the midst of it."""


@pytest.mark.parametrize(("after", "written"), [(0, 2), (1, 4), (2, 5)])
def test_killed_in_the_middle_it_goes_on_without_doubling(
    after: int,
    written: int,
    upload: Upload,
    take: Any,
    latest: Latest,
    runner: Runner,
    session: Any,
    clock: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    upload(workbook(people(5)))
    runner.next()
    take()
    told = Running.progress
    left = [after]

    def until(job: Running, done: int, of: int, text: str = "") -> None:
        if text == "正在登记":
            left[0] -= 1
            if left[0] < 0:
                raise Killed
        told(job, done, of, text)

    monkeypatch.setattr(Running, "progress", until)
    with pytest.raises(Killed):
        runner.next()
    monkeypatch.setattr(Running, "progress", told)
    # Two rows at a time: what was written stays, and says so.
    assert numbers(session) == in_order(written)
    assert latest().rows_taken == written
    clock.turn("2026-03-02", hour=10)
    assert runner.next()
    one = latest()
    assert (one.rows_taken, one.rows_right, one.rows_there, one.job.state) == (5, 5, 0, DONE)
    assert numbers(session) == in_order(5)
    assert session.scalar(select(func.count(TakenNumber.id))) == 5


def cancelled_while_registering(runner: Runner, made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody cancels it after the first rows are written."""
    told = Running.progress

    def stop(job: Running, done: int, of: int, text: str = "") -> None:
        if text == "正在登记":
            with made.write() as other:
                other.get_one(Job, job.id).cancel_asked = True
        told(job, done, of, text)

    monkeypatch.setattr(Running, "progress", stop)
    runner.next()
    monkeypatch.setattr(Running, "progress", told)


def test_cancelled_it_says_what_is_registered_and_can_go_on(
    upload: Upload,
    take: Any,
    latest: Latest,
    runner: Runner,
    session: Any,
    made: Any,
    sign_in: Callable[[str], Browser],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    upload(workbook(people(5)))
    runner.next()
    take()
    cancelled_while_registering(runner, made, monkeypatch)
    one = latest()
    assert (one.job.state, one.rows_taken, one.ended_at) == (CANCELLED, 2, None)
    page = f"{IMPORT}/{one.id}"
    session.rollback()
    text = re.sub(r"\s+", "", sign_in("clerk").get(page).text)
    assert "未完成" in text
    assert "已登记2行" in text
    assert take().status_code == 302
    while runner.next():  # the notices about those that were registered come first
        continue
    assert numbers(session) == in_order(5)
    assert (latest().rows_taken, latest().rows_there) == (5, 0)


def test_a_row_that_became_wrong_stops_all_of_them(
    upload: Upload,
    take: Any,
    latest: Latest,
    runner: Runner,
    session: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    upload(workbook(people(5)))
    runner.next()
    take()
    refused = looking.Rows._refused

    def meanwhile(rows: Any, values: Any) -> dict[str, str]:
        return {"applicant": "不再可以"} if values["applicant"] == "申请人4" else refused(rows, values)

    monkeypatch.setattr(looking.Rows, "_refused", meanwhile)
    runner.next()
    one = latest()
    assert (one.rows_taken, one.rows_right, one.rows_wrong, one.ended_at) == (0, 4, 1, None)
    assert one.returned_key is not None
    assert one.file_key is not None
    assert numbers(session) == []
    # Wanted all the same, the right ones are taken and that one comes back.
    take(partly="y")
    runner.next()
    assert [who for who, _number in numbers(session)] == ["申请人1", "申请人2", "申请人3", "申请人5"]
    assert (latest().rows_taken, latest().rows_wrong) == (4, 1)


def test_somebody_switched_off_imports_nothing(
    upload: Upload, take: Any, latest: Latest, runner: Runner, session: Any, made: Any
) -> None:
    upload(workbook(people(5)))
    runner.next()
    take()
    with made.write() as other:
        other.scalars(select(User).where(User.username == "clerk")).one().active = False
    runner.next()
    with acting(PROGRAM):
        assert session.scalars(select(Job.state).order_by(Job.id)).all() == [DONE, FAILED]
    assert numbers(session) == []


def test_a_grant_taken_back_stops_it(
    upload: Upload, latest: Latest, runner: Runner, session: Any, made: Any
) -> None:
    upload(workbook(people(5)))
    with made.write() as other:
        role = other.scalars(select(Role).where(Role.name == "clerk")).one()
        role.permissions = [
            one
            for one in role.permissions
            if (one.permission.name, one.view_menu.name) != ("can_import", "InformationRequest")
        ]
        assert isinstance(role.permissions[0], PermissionView)
    runner.next()
    assert (latest().job.state, latest().checked_at) == (FAILED, None)
    assert "无权在此导入" in latest().job.error


def test_a_workbook_that_is_gone_is_asked_for_again(
    upload: Upload, latest: Latest, runner: Runner, made: Any, session: Any
) -> None:
    upload(workbook(people(5)))
    number = latest().id
    session.rollback()
    with made.write() as other:
        other.get_one(SheetImport, number).file_key = None
    runner.next()
    assert (latest().job.state, latest().job.error) == (FAILED, "该文件已不再保存，请重新上传。")


def test_what_is_damaged_deep_inside_is_said(
    upload: Upload, latest: Latest, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The heads were read when it was sent, the rows are when it is checked."""
    upload(workbook(people(5)))
    monkeypatch.setattr("app.imports.sheet.MOST_ROWS", 4)
    runner.next()
    assert latest().job.state == FAILED
    assert "请分成几个表格上传" in latest().job.error


def test_pressed_twice_it_is_asked_for_once(
    upload: Upload, take: Any, latest: Latest, runner: Runner, session: Any
) -> None:
    upload(workbook(people(5)))
    early = take()
    assert early.status_code == 400
    assert "后台任务正在处理" in early.text
    runner.next()
    assert [take().status_code for _time in range(2)] == [302, 400]
    session.rollback()
    with acting(PROGRAM):
        asked = session.scalars(select(Job.task).where(Job.state == WAITING)).all()
    assert asked == ["take_import"]
    runner.next()
    assert numbers(session) == in_order(5)


def test_ten_thousand_rows_with_three_faults(
    upload: Upload, latest: Latest, runner: Runner, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three rows are named, the first, one in the midst and the last, and nothing is registered."""
    monkeypatch.setattr(looking, "BATCH", 50)
    rows = people(10_000)
    for place in (0, 4_999, 9_999):
        rows[place]["申请人"] = None
    upload(workbook(rows))
    runner.next()
    one = latest()
    assert (one.rows_right, one.rows_wrong, one.job.state) == (9_997, 3, DONE)
    assert [fault["row"] for fault in one.faults] == [2, 5_001, 10_001]
    assert numbers(session) == []
