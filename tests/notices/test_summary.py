"""The morning's summary: what lies before somebody, once a working day, and nothing where nothing does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest

from app.notices.choices import choose, wanted
from models import Job
from tests.conftest import Clock

Make = Callable[..., Any]
Mails = Callable[[], list[EmailMessage]]


def summaries(found: list[EmailMessage]) -> dict[str, str]:
    """The text of each summary by its recipient."""
    return {str(one["To"]): one.get_content() for one in found if one["Subject"].startswith("待办汇总")}


@pytest.fixture
def desk(clock: Clock, register: Make, work: Make, mails: Mails) -> None:
    """On 24 March: one request is overdue, one has five working days left and more, one has just come."""
    clock.turn("2026-02-24")
    register(title="二月二十四日收到")
    clock.turn("2026-03-03")
    register(title="三月三日收到")
    clock.turn("2026-03-23")
    register(title="三月二十三日收到")
    work()
    mails()


@pytest.mark.usefixtures("desk")
def test_it_counts_and_links_what_lies_before_somebody(clock: Clock, work: Make, mails: Mails) -> None:
    """From 3 March day 1 is the 4th, 31 March is day 20: on the 24th five working days are left."""
    clock.turn("2026-03-24")
    work(periodic=True)
    found = summaries(mails())
    # The clerks can do nothing before it is accepted, the heads and the others neither.
    assert set(found) == {"both@example.org", "officer@example.org"}
    text = found["officer@example.org"]
    assert "超期：1" in text
    assert "还剩五个工作日：1" in text
    assert "待我办理：1" in text
    assert "罗自然资公开申〔2026〕1号 · 已登记 · 2026-03-23" in text
    assert text.count("http://127.0.0.1:8080/office/information-requests/") == 3
    assert "收到" not in text
    assert "http://127.0.0.1:8080/office/profile/notices/" in text


@pytest.mark.usefixtures("desk")
def test_it_comes_at_half_past_eight_once_a_day(clock: Clock, work: Make, mails: Mails) -> None:
    clock.turn("2026-03-24", 0)
    work(periodic=True)
    clock.moment = datetime(2026, 3, 24, 0, 29, tzinfo=UTC)
    work(periodic=True)
    assert summaries(mails()) == {}
    clock.moment = datetime(2026, 3, 24, 0, 30, tzinfo=UTC)
    work(periodic=True)
    assert len(summaries(mails())) == 2
    for hour in (9, 12, 23):
        clock.turn("2026-03-24", hour)
        work(periodic=True)
        assert summaries(mails()) == {}


@pytest.mark.usefixtures("desk")
def test_it_comes_on_a_make_up_day_and_on_no_day_off(clock: Clock, work: Make, mails: Mails) -> None:
    """In 2026 Saturday 9 May is worked for the holiday of 1 to 5 May; Saturday 16 May is not."""
    for day, count in (("2026-05-05", 0), ("2026-05-09", 2), ("2026-05-16", 0)):
        clock.turn(day)
        work(periodic=True)
        assert len(summaries(mails())) == count, day


@pytest.mark.usefixtures("desk")
def test_what_somebody_does_not_want_in_it_is_left_out(
    clock: Clock, session: Any, work: Make, mails: Mails, user_id: Make, jobs: Callable[[str], list[Job]]
) -> None:
    officer, both = user_id("officer"), user_id("both")
    chosen = wanted(session(), [officer])[officer]
    choose(session(), officer, chosen - {("waiting", "digest"), ("five_days", "digest")})
    choose(session(), both, {pair for pair in chosen if pair[1] != "digest"})
    session.commit()
    clock.turn("2026-03-24")
    work(periodic=True)
    found = summaries(mails())
    assert set(found) == {"officer@example.org"}
    assert "超期：1" in found["officer@example.org"]
    assert "待我办理" not in found["officer@example.org"]
    assert {job.state for job in jobs("summary")} == {"done"}
