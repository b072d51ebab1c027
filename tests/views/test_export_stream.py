"""Long exports: sent while they are read, made in the background, two at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask_appbuilder.security.sqla.models import User
from openpyxl import load_workbook
from sqlalchemy import func, select

from app.access.actor import Actor, acting
from app.exports import table
from app.exports.turns import Turns
from app.jobs.runner import Runner
from app.jobs.running import Running
from app.parts import Parts
from models import ExportOrder, InformationRequest, Job, Membership, TrailEntry
from models.column import declared
from models.extra_field import columns_of
from models.job import CANCELLED, DONE, FAILED, WAITING
from tests.conftest import Browser
from tests.views.conftest import TOKEN
from views import exporting, lists, sheets
from views.record import Reader

ROOT = "/office/information-requests"
EXPORT = f"{ROOT}/export"
Enter = Callable[[str], Browser]
Register = Callable[..., InformationRequest]


def parsed(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def told_of_exports(session: Any) -> list[tuple[str, str, str]]:
    session.rollback()
    rows = session.execute(
        select(TrailEntry.actor_name, TrailEntry.subject, TrailEntry.reason)
        .where(TrailEntry.action == "export")
        .order_by(TrailEntry.id)
    )
    return [tuple(row) for row in rows]


@pytest.fixture
def many(register: Register, unit_id: Callable[[str], int]) -> list[InformationRequest]:
    """Five requests of the land bureau and two of the health bureau."""
    units = ["land"] * 5 + ["health"] * 2
    return [register(title=f"第{n}件", unit_id=unit_id(unit)) for n, unit in enumerate(units)]


# -- what is in it --------------------------------------------------------------------


def test_what_is_read_column_by_column_reads_as_the_record_does(
    many: Any, third_party: Any, session: Any, actor: Callable[[str], Actor], made: Parts
) -> None:
    """Whoever asks: with names, without them, and across the county."""
    party = third_party(many[0])
    for model, name in (
        (InformationRequest, "clerk"),
        (InformationRequest, "leader"),
        (type(party), "clerk"),
    ):
        who, names, today = actor(name), tuple(declared(model)), made.time.today()
        query = lists.Query(model, state=lists.ALL)
        with acting(who):
            with sheets.rows(session(), query, names, who, today) as rows:
                read = [[cell or "" for cell in row] for row in rows]
            records = session.scalars(query.select(today)).all()
            expected = [[Reader.before(who, r).text(r, n)[0] for n in names] for r in records]
        assert records
        assert read == expected


def test_each_row_is_read_by_what_she_may_read_of_its_unit(
    register: Register,
    extra_field: Callable[..., Any],
    session: Any,
    actor: Callable[[str], Actor],
    unit_id: Callable[[str], int],
    made: Parts,
) -> None:
    """Who sees the county, and reads about people at home: one row in clear, its neighbour masked."""
    extra_field("x_born", "出生日期", kind="date", klass="personal")
    extra_field("x_pages", "页数", kind="number")
    extra_field("x_hint", "来源", choices="web 网站")
    filled = {"x_born": date(1990, 3, 7), "x_pages": 2.5, "x_hint": "web", "about_oneself": True}
    for unit in ("land", "health", "land"):
        register(unit_id=unit_id(unit), **filled)
    who = Actor((actor("clerk").own, actor("leader").own))
    names = ("applicant", "x_born", "x_pages", "x_hint", "about_oneself", "received_on", "opened_at")
    columns = columns_of(session, InformationRequest)
    query = lists.Query(InformationRequest, columns=columns)
    with acting(who), sheets.rows(session(), query, names, who, made.time.today()) as rows:
        read = list(map(tuple, rows))
    rest = ("2.5", "网站", "是", "2026-03-02", "2026-03-02 09:00")
    clear, masked = ("罗小满", "1990-03-07", *rest), ("罗＊＊", "＊＊＊", *rest)
    assert read == [clear, masked, clear]


def test_only_what_she_may_see_is_counted_and_read(
    many: Any, session: Any, actor: Callable[[str], Actor], made: Parts
) -> None:
    query, today = lists.Query(InformationRequest), made.time.today()
    for name, seen in (("clerk", 5), ("stranger", 2), ("auditor", 7), ("sysadmin", 0)):
        with acting(actor(name)):
            assert sheets.length(session(), query, today, 100) == seen
            assert sheets.exceeds(session(), query, today, seen) is False
            assert sheets.exceeds(session(), query, today, seen - 1) is True
            with sheets.rows(session(), query, ("title",), actor(name), today) as rows:
                assert len(list(rows)) == seen


# -- the stream -----------------------------------------------------------------------


@pytest.fixture
def in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row is a piece."""
    monkeypatch.setattr(table, "BUFFER", 10)
    monkeypatch.setattr(table, "AT_A_TIME", 1)
    monkeypatch.setattr(sheets, "AT_A_TIME", 1)


def test_a_stream_has_every_row_once_and_no_length(in_pieces: None, many: Any, sign_in: Enter) -> None:
    with sign_in("clerk").get(f"{EXPORT}.csv") as answer:
        assert "Content-Length" not in answer.headers
        head, *rows = parsed(answer.data)
    place = head.index("标题")
    assert sorted(row[place] for row in rows) == ["第0件", "第1件", "第2件", "第3件", "第4件"]


def test_a_stream_half_read_keeps_scope_and_lets_others_write_and_copy(
    in_pieces: None, many: Any, sign_in: Enter, session: Any, made: Parts, register: Register
) -> None:
    """The rest is read by whoever the test is, the program: it stays what the clerk may see."""
    answer = sign_in("clerk").get(f"{EXPORT}.csv")
    pieces = answer.response
    begun = next(pieces)
    assert told_of_exports(session) == [("clerk", "information-requests.csv", "")]
    session.rollback()
    register(title="后来的一件")
    rest = b"".join(pieces)
    answer.close()
    text = (begun + rest).decode()
    assert all(f"第{n}件" in text for n in range(5))
    assert "第5件" not in text
    assert "后来的一件" not in text


def test_a_stream_that_breaks_does_not_end_like_a_whole_one(
    in_pieces: None, many: Any, sign_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error reaches the server, which closes the connection without the last chunk."""
    browser = sign_in("auditor")
    with browser.get(f"{EXPORT}.csv", query_string={"state": "all"}) as answer:

        def fails(*_args: Any, **_more: Any) -> Any:
            raise ConnectionResetError

        monkeypatch.setattr(table, "_made_cells", fails)
        with pytest.raises(ConnectionResetError):
            b"".join(answer.response)


# -- two at a time --------------------------------------------------------------------


def test_turns_are_taken_and_given_back() -> None:
    turns = Turns(2)
    first, second = turns.take(1), turns.take(1)
    assert first
    assert second
    assert turns.take(1) is None
    assert turns.take(2)
    first()
    assert turns.take(1)
    assert turns.take(1) is None


def test_a_third_export_at_once_is_refused_with_when_to_come_again(
    in_pieces: None, many: Any, sign_in: Enter, session: Any
) -> None:
    browser = sign_in("clerk")
    under_way = [browser.get(f"{EXPORT}.csv") for _ in range(2)]
    refused = browser.get(f"{EXPORT}.csv", query_string={"state": "all"})
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "30")
    assert "您已有两项导出正在进行" in refused.text
    assert f'href="{ROOT}/?state=all"' in refused.text
    assert len(told_of_exports(session)) == 2
    with sign_in("head").get(f"{EXPORT}.csv") as others:
        assert others.status_code == 200
    for answer in under_way:
        answer.close()
    with browser.get(f"{EXPORT}.csv") as again:
        assert again.status_code == 200


# -- in the background ----------------------------------------------------------------


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has more than three rows is long."""
    monkeypatch.setattr(exporting, "LATE", {"xlsx": 3, "pdf": 3})


@pytest.fixture
def order(sign_in: Enter, session: Any) -> Callable[..., Any]:
    """Ask for a long export as somebody and agree to the background; the answer, or the job's number."""

    def go(name: str, form: str = "xlsx", query: str = "") -> Any:
        browser, address = sign_in(name), f"{EXPORT}.{form}?{query}"
        token = TOKEN.search(browser.get(address).text)
        assert token
        answer = browser.post(address, data={"csrf_token": token[1]})
        session.rollback()
        if answer.status_code != 302:
            return answer
        return session.scalar(select(func.max(Job.id)))

    return go


def job_of(session: Any, job_id: int) -> Job:
    session.rollback()
    session.expire_all()
    found: Job = session.get_one(Job, job_id)
    return found


def test_a_long_export_is_agreed_to_first(short: None, many: Any, sign_in: Enter, session: Any) -> None:
    page = sign_in("clerk").get(f"{EXPORT}.xlsx")
    assert page.status_code == 200
    assert "后台导出" in page.text
    assert "超过3行" in page.text
    session.rollback()
    assert session.scalars(select(Job).where(Job.task == exporting.TASK)).all() == []
    assert told_of_exports(session) == []


def test_a_long_export_is_made_in_her_scope_and_kept_for_her_alone(
    app: Flask, short: None, many: Any, order: Any, sign_in: Enter, session: Any
) -> None:
    asked = "state=all&q=%E4%BB%B6"
    job_id = order("clerk", query=asked)
    assert job_of(session, job_id).payload == {}
    assert told_of_exports(session) == []
    Runner(app).run(job_id)
    job = job_of(session, job_id)
    assert (job.state, job.error, job.progress) == (DONE, "", 100)
    assert told_of_exports(session) == [("clerk", "information-requests.xlsx", asked)]
    browser = sign_in("clerk")
    assert "information-requests-20260302.xlsx" in browser.get("/office/jobs/").text
    with browser.get(f"/office/jobs/{job_id}/result") as given:
        book = load_workbook(io.BytesIO(given.data))
    assert book.worksheets[0].max_row == 6
    about = [str(row[0]) for row in book.worksheets[1].iter_rows(values_only=True)]
    assert "筛选条件：办理状态：全部、包含字词：件" in about
    for other in ("head", "sysadmin"):
        assert sign_in(other).get(f"/office/jobs/{job_id}/result").status_code == 404


def test_who_was_moved_does_not_get_what_she_asked_for(
    app: Flask,
    short: None,
    many: Any,
    order: Any,
    sign_in: Enter,
    session: Any,
    made: Parts,
    user_id: Any,
    unit_id: Any,
) -> None:
    job_id, clerk = order("clerk"), user_id("clerk")
    Runner(app).run(job_id)
    health = unit_id("health")
    session.rollback()
    with made.write() as own:
        own.scalars(select(Membership).where(Membership.user_id == clerk)).one().unit_id = health
    answer = sign_in("clerk").get(f"/office/jobs/{job_id}/result", follow_redirects=True)
    assert "请重新导出" in answer.text
    session.rollback()
    assert not session.scalars(select(TrailEntry).where(TrailEntry.action == "download")).all()


def test_what_she_may_no_longer_export_is_not_made(
    app: Flask, short: None, many: Any, order: Any, session: Any, made: Parts, user_id: Any
) -> None:
    job_id, clerk = order("clerk"), user_id("clerk")
    session.rollback()
    with made.write() as own:
        own.get_one(User, clerk).roles = []
    Runner(app).run(job_id)
    job = job_of(session, job_id)
    assert (job.state, job.result_key, job.error) == (FAILED, None, "您已没有导出该列表的权限。")
    assert told_of_exports(session) == []


def test_a_cancelled_export_leaves_nothing(
    app: Flask,
    short: None,
    many: Any,
    order: Any,
    session: Any,
    made: Parts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Cancelled after the second row, by the page meanwhile."""
    monkeypatch.setattr("views.export_task.AT_A_TIME", 1)
    job_id = order("clerk")
    seen, plain = [], Running.progress

    def progress(job: Running, done: int, of: int, text: str = "") -> None:
        seen.append((done, of))
        if done == 2:
            with made.write() as own:
                own.get_one(Job, job_id).cancel_asked = True
        plain(job, done, of, text)

    monkeypatch.setattr(Running, "progress", progress)
    Runner(app).run(job_id)
    job = job_of(session, job_id)
    assert (job.state, job.result_key) == (CANCELLED, None)
    assert seen == [(1, 5), (2, 5)]
    assert told_of_exports(session) == []


def test_a_third_order_is_refused_until_one_has_ended(
    short: None, many: Any, order: Any, sign_in: Enter, session: Any
) -> None:
    for form in ("xlsx", "pdf"):
        order("clerk", form)
    refused = order("clerk")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "30")
    assert [job.state for job in session.scalars(select(Job).where(Job.task == exporting.TASK))] == [
        WAITING
    ] * 2
    assert order("head")


def test_what_was_filtered_goes_with_the_job(
    short: None, many: Any, order: Any, session: Any, made: Parts
) -> None:
    job_id = order("clerk", query="q=件")
    assert session.get_one(ExportOrder, job_id).form == "xlsx"
    session.rollback()
    with made.write() as own:
        own.delete(own.get_one(Job, job_id))
    assert session.scalar(select(func.count()).select_from(ExportOrder)) == 0


def test_a_list_no_file_can_hold_is_refused_at_once(
    many: Any, sign_in: Enter, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "LONGEST", {"pdf": 4})
    browser = sign_in("clerk")
    answer = browser.get(f"{EXPORT}.pdf")
    assert answer.location == f"{ROOT}/?state="
    assert "PDF：超出该格式可容纳的数量（4行）" in browser.get(answer.location).text


def test_csv_is_never_made_in_the_background(many: Any, sign_in: Enter) -> None:
    browser = sign_in("clerk")
    token = TOKEN.search(browser.get("/office/profile/leave").text)
    assert token
    assert browser.post(f"{EXPORT}.csv", data={"csrf_token": token[1]}).status_code == 405


def test_the_day_of_the_file_is_the_office_s(many: Any, sign_in: Enter, clock: Any) -> None:
    assert clock.turn("2026-03-09") == date(2026, 3, 9)
    with sign_in("clerk").get(f"{EXPORT}.csv") as answer:
        assert "filename=information-requests-20260309.csv" in answer.headers["Content-Disposition"]
