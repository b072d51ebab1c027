"""The page of background tasks: whose are shown, what is said of them, what the buttons do."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app import sweep
from app.audit import chain
from app.jobs.runner import Runner
from app.parts import Parts
from models import Job, TrailEntry
from models.job import CANCELLED, DONE, FAILED, RUNNING, WAITING
from tests.conftest import Browser, Clock
from tests.views.conftest import TOKEN

JOBS = "/office/jobs/"
Enter = Callable[[str], Browser]
Make = Callable[..., int]


def shown(page: Any) -> list[int]:
    """The jobs of a page in their order."""
    return [int(number) for number in re.findall(r'<span class="quiet">(\d+)</span>', page.text)]


def press(browser: Browser, address: str) -> Any:
    found = TOKEN.search(browser.get(JOBS).text)
    return browser.post(address, data={"csrf_token": found[1] if found else ""}, follow_redirects=True)


def test_everybody_finds_her_own_and_the_administrator_all(sign_in: Enter, job_row: Make) -> None:
    hers = job_row("clerk", DONE, payload={"number": 52272819})
    his, program = job_row("head", DONE), job_row(None, DONE)
    assert shown(sign_in("clerk").get(JOBS)) == [hers]
    assert shown(sign_in("head").get(JOBS)) == [his]
    page = sign_in("sysadmin").get(JOBS)
    assert shown(page) == [program, his, hers]
    assert all(f'<div class="cell">{name}</div>' in page.text for name in ("clerk", "head", "系统"))
    assert "没有后台任务" in sign_in("auditor").get(JOBS).text
    # What a job was asked with is shown to nobody.
    assert "52272819" not in page.text


def test_tabs_part_them_by_state(sign_in: Enter, job_row: Make) -> None:
    ids = {state: job_row("clerk", state) for state in (WAITING, RUNNING, DONE, FAILED, CANCELLED)}
    browser = sign_in("clerk")
    for tab, states in {
        "open": (RUNNING, WAITING),
        "failed": (FAILED,),
        "ended": (CANCELLED, DONE),
    }.items():
        assert shown(browser.get(f"{JOBS}?state={tab}")) == [ids[state] for state in states]
    assert browser.get(f"{JOBS}?state=invented").status_code == 400


def test_pages_show_every_job_once(sign_in: Enter, job_row: Make) -> None:
    ids = [job_row("clerk", DONE) for _n in range(30)][::-1]
    browser = sign_in("clerk")
    first = browser.get(JOBS)
    older = re.search(r'rel="next" href="([^"]+)"', first.text)
    assert older
    second = browser.get(older[1].replace("&amp;", "&"))
    assert [shown(first), shown(second)] == [ids[:25], ids[25:]]
    assert 'rel="next"' not in second.text


def test_a_running_job_has_a_bar_and_is_looked_at_again(sign_in: Enter, job_row: Make) -> None:
    job_row("clerk", RUNNING, progress=40, progress_text="第2步")
    page = sign_in("clerk").get(JOBS).text
    assert re.search(r'<progress max="100" value="40" aria-label="[^"]+"></progress>', page)
    assert "第2步" in page
    assert "data-refresh" in page


def test_nothing_under_way_is_not_looked_at_again(sign_in: Enter, job_row: Make) -> None:
    job_row("clerk", FAILED, error="电缆断了。")
    page = sign_in("clerk").get(JOBS).text
    assert "电缆断了。" in page
    assert "<progress" not in page
    assert "data-refresh" not in page
    assert "/retry" not in page


def test_cancelling_from_the_page(sign_in: Enter, job_row: Make, session: Any) -> None:
    waiting, running = job_row("clerk", WAITING), job_row("clerk", RUNNING)
    browser = sign_in("clerk")
    assert "已取消。" in press(browser, f"{JOBS}{waiting}/cancel").text
    page = press(browser, f"{JOBS}{running}/cancel")
    assert "正在停止" in page.text
    assert f"{running}/cancel" not in page.text
    session.rollback()
    assert (session.get_one(Job, waiting).state, session.get_one(Job, running).cancel_asked) == (
        CANCELLED,
        True,
    )
    assert "已经结束" in press(browser, f"{JOBS}{waiting}/cancel").text
    rows = session.scalars(select(TrailEntry.actor_name).where(TrailEntry.action == "cancel_job"))
    assert list(rows) == ["clerk", "clerk"]


def test_the_administrator_has_a_dead_letter_tried_again(sign_in: Enter, job_row: Make, session: Any) -> None:
    dead = job_row("clerk", FAILED, attempts=5, error="电缆断了。")
    assert press(sign_in("clerk"), f"{JOBS}{dead}/retry").status_code == 403
    browser = sign_in("sysadmin")
    assert f"{dead}/retry" in browser.get(JOBS).text
    assert "重新执行" in press(browser, f"{JOBS}{dead}/retry").text
    session.rollback()
    job = session.get_one(Job, dead)
    assert (job.state, job.attempts, job.error) == (WAITING, 0, "")
    row = session.scalars(select(TrailEntry).where(TrailEntry.action == "retry_job")).one()
    assert (row.actor_name, row.reason) == ("sysadmin", "电缆断了。")
    assert "没有失败" in press(browser, f"{JOBS}{dead}/retry").text


def test_a_result_is_its_asker_s_alone_and_the_download_is_told(
    sign_in: Enter, job_row: Make, made: Parts, session: Any
) -> None:
    key = made.files.put(io.BytesIO("编号\n".encode()), "csv").key
    job = job_row("clerk", DONE, result_key=key, result_name="登记册.csv")
    browser = sign_in("clerk")
    assert "登记册.csv" in browser.get(JOBS).text
    answer = browser.get(f"{JOBS}{job}/result", buffered=True)
    assert answer.data == "编号\n".encode()
    session.rollback()
    row = session.scalars(select(TrailEntry).where(TrailEntry.action == "download")).one()
    assert (row.actor_name, row.subject) == ("clerk", f"sweep {job}")
    administrator = sign_in("sysadmin")
    assert "登记册.csv" not in administrator.get(JOBS).text
    for other in (administrator, sign_in("head")):
        assert other.get(f"{JOBS}{job}/result").status_code == 404


def test_what_ended_long_ago_is_removed(
    job_row: Make, made: Parts, session: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = made.files.put(io.BytesIO(b"x"), "csv").key
    let_go: list[str] = []
    monkeypatch.setattr(type(made.files), "let_go", lambda _self, key: let_go.append(key))
    begun = clock.moment
    ids = {
        "routine": job_row(None, DONE),
        "cancelled": job_row("clerk", CANCELLED),
        "file": job_row("clerk", DONE, result_key=key, result_name="x.csv"),
        "dead": job_row(None, FAILED),
        "waiting": job_row("clerk", WAITING),
    }
    left = {}
    # A day, seven days and thirty; a second before each nothing goes.
    for days in (1, 7, 30):
        clock.moment = begun + timedelta(days=days) - timedelta(seconds=1)
        assert sweep.forget_jobs(made) == 0
        clock.moment += timedelta(seconds=1)
        sweep.forget_jobs(made)
        session.rollback()
        kept = set(session.scalars(select(Job.id)))
        left[days] = {name for name, number in ids.items() if number in kept}
    assert let_go == [key]
    assert left == {1: {"cancelled", "file", "dead", "waiting"}, 7: {"dead", "waiting"}, 30: {"waiting"}}


def test_the_program_s_own_work_runs_as_jobs(
    session: Any, made: Parts, register: Any, clock: Clock, app: Any
) -> None:
    register()
    runner = Runner(app)
    runner.ask_periodic()
    while runner.next():
        pass
    states = session.execute(select(Job.task, Job.state, Job.progress_text).order_by(Job.task)).all()
    assert states == [("purge", DONE, ""), ("seal", DONE, ""), ("sweep", DONE, "已办0件，未能办理0件")]
    assert made.jobs.tasks.keys() == {"sweep", "seal", "purge", "check_import", "take_import"}
    session.rollback()
    with made.write() as database:
        assert chain.seal(database, made.time.now()) == 0
