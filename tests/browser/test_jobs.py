"""Background tasks in the browser: progress moves by itself, and stops under somebody's hands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.parts import Parts
from models import Job
from tests.browser.live import Site, follow

pytestmark = pytest.mark.browser


def advance(made: Parts, job_id: int, **columns: Any) -> None:
    """What a worker would write meanwhile."""
    with made.write() as session:
        job = session.get_one(Job, job_id)
        for name, value in columns.items():
            setattr(job, name, value)


def bar(page: Page) -> Any:
    """The progress bar."""
    return page.locator("progress")


def test_progress_is_seen_without_reloading(site: Site, made: Parts, job_row: Callable[..., int]) -> None:
    job = job_row("clerk", "running", progress=40)
    page = site.sign_in("clerk")
    page.goto("/office/jobs/")
    expect(bar(page)).to_have_attribute("value", "40")
    advance(made, job, progress=80)
    expect(bar(page)).to_have_attribute("value", "80")
    # A button in use is not taken away; once it is left, the end is seen.
    button = page.locator("main tbody button")
    button.focus()
    advance(made, job, state="done", progress=100)
    with page.expect_response("**/office/jobs/") as looked:
        page.keyboard.press("Shift+Tab")
        page.locator("main h1").click()
    assert looked.value.ok
    expect(page.locator("main tbody .tag")).to_have_text("已完成")
    expect(bar(page)).to_have_count(0)


def test_a_job_is_cancelled_without_script(site: Site, job_row: Callable[..., int]) -> None:
    job_row("clerk", "waiting")
    page = site.sign_in("clerk", java_script_enabled=False)
    page.goto("/office/jobs/")
    follow(page.locator("main tbody button"))
    expect(page.locator("main tbody .tag")).to_have_text("已取消")
