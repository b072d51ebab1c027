"""One request through the browser as five people, from the public form to the answer in the citizen's hand.

A third party stays silent, the head extends, and two make-up working days lie inside the period. Every
date was worked out by hand on the official calendar of 2026: Spring Festival off 15-23 February, 14 and
28 February (Saturdays) worked, Tomb-Sweeping off 4-6 April.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.parts import Parts
from app.sweep import expire
from tests.browser.live import Site, follow
from tests.browser.record_page import answer_clock, day_by_day, fill, letter_text, state, take
from tests.conftest import Clock

pytestmark = pytest.mark.browser

NUMBER = "罗自然资公开申〔2026〕1号"
SUBJECT = "申请公开蒙江河道治理工程设计文件"
CITIZEN = "罗小满"
THIRD_PARTY = "贵州某水利工程有限公司"

COUNTED = {
    # Received on Tuesday 3 February, which does not count.
    **{f"2026-02-{day:02}": n for n, day in enumerate((4, 5, 6, 9, 10, 11, 12, 13), 1)},
    "2026-02-14": 9,  # a Saturday, worked for the Spring Festival that follows
    "2026-02-24": 10,
    "2026-02-25": 11,  # the third party is asked: from the 26th on nothing counts
    # Its last day is 17 March; the count goes on with the 18th.
    **{f"2026-03-{day}": n for n, day in enumerate((18, 19, 20, 23, 24, 25, 26, 27, 30), 12)},
    # Day 20 would be 30 March. The extension adds ten.
    "2026-03-31": 21,
    **{f"2026-04-{day:02}": n for n, day in enumerate((1, 2, 3), 22)},
    **{f"2026-04-{day:02}": n for n, day in enumerate((7, 8, 9, 10, 13, 14), 25)},
}
"""Every day that counts, with its number."""

STOPPED = [
    # The third party's fifteen working days after 25 February, the Saturday worked among them.
    *("2026-02-26", "2026-02-27", "2026-02-28"),
    *(f"2026-03-{day:02}" for day in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17)),
]


class Story:
    """What the people of the story do at their screens."""

    def __init__(self, site: Site, clock: Clock) -> None:
        self.site, self.clock = site, clock

    def at_work(self, name: str, day: str) -> Page:
        """Somebody comes to work on a day, signs in and opens the request from her desk."""
        self.clock.turn(day)
        page = self.site.sign_in(name)
        follow(page.get_by_role("link", name=SUBJECT).first)
        expect(page.get_by_role("heading", level=1)).to_contain_text(SUBJECT)
        return page


@pytest.fixture
def story(site: Site, clock: Clock) -> Story:
    """The panel and its clock."""
    return Story(site, clock)


@pytest.mark.clause("A8.5")
@pytest.mark.clause("A8.8")
@pytest.mark.clause("A8.9.5")
@pytest.mark.clause("A8.10")
@pytest.mark.clause("A8.11")
def test_from_the_public_form_to_the_downloaded_letter(
    story: Story, site: Site, clock: Clock, made: Parts, session: Any
) -> None:
    code = the_citizen_asks(story)
    the_clerk_corrects_the_form(story)
    the_officer_checks_the_form(story)
    the_secrecy_reviewer_clears_it(story)
    the_officer_asks_the_third_party(story)
    the_third_party_stays_silent(story, made, session)
    the_head_extends(story)
    the_clerk_may_not_yet_grant(story)
    the_head_decides_in_the_public_interest(story)
    the_clerk_drafts_the_answer(story)
    the_head_approves(story)
    the_officer_sends_the_letter(story)
    the_citizen_follows(story, code)


def the_citizen_asks(story: Story) -> str:
    story.clock.turn("2026-02-03")
    page = story.site.visitor()
    page.goto("/")
    follow(page.locator("a[href='/apply']"))
    page.select_option("#unit_id", label="罗甸县自然资源局")
    for name, answer in {
        "applicant_kind": "natural_person",
        "applicant": CITIZEN,
        "phone": "13985400001",
        "title": SUBJECT,
        "content": "蒙江河道治理工程初步设计报告及批复",
        "form_wanted": "paper",
        "delivery_wanted": "pickup",
    }.items():
        fill(page, f"#{name}", answer)
    follow(page.locator("main form button[type=submit]"))
    told = page.locator(".receipt dd")
    assert told.first.inner_text() == NUMBER
    # Twenty working days: the 28th of February is day 14, 6 March day 19, Monday 9 March day 20.
    assert "2026-03-09" in page.locator(".receipt").inner_text()
    return told.last.inner_text()


def the_clerk_corrects_the_form(story: Story) -> None:
    page = story.at_work("clerk", "2026-02-04")
    assert NUMBER in page.locator(".page-head").inner_text()
    assert "剩19个工作日" in answer_clock(page)
    assert "2026-03-09" in answer_clock(page)
    follow(page.locator(".buttons a[href$='/edit']"))
    assert page.input_value("#received_on") == "2026-02-03"
    page.fill("#phone", "13985400002")
    page.fill("#reason", "申请人来电更正电话")
    follow(page.locator("main form button[type=submit]"))
    expect(page.locator(".timeline").first).to_contain_text("申请人来电更正电话")
    assert "13985400002" in page.locator("main").inner_text()
    assert "剩19个工作日" in answer_clock(page)


def the_officer_checks_the_form(story: Story) -> None:
    page = story.at_work("officer", "2026-02-05")
    take(page, "accept")
    assert state(page) == "形式审查"
    take(page, "pass_check", check_note="申请要件齐全")
    assert state(page) == "保密审查"


def the_secrecy_reviewer_clears_it(story: Story) -> None:
    """On Saturday 14 February, which is worked: day 9 of twenty."""
    page = story.at_work("secrecy", "2026-02-14")
    assert "剩11个工作日" in answer_clock(page)
    take(page, "clear_secrecy", secrecy_opinion="不涉及国家秘密，可能涉及商业秘密")
    assert state(page) == "办理中"


def the_officer_asks_the_third_party(story: Story) -> None:
    page = story.at_work("officer", "2026-02-25")
    follow(page.locator("a[href*='/third-parties/new']"))
    for name, answer in {
        "addressee": THIRD_PARTY,
        "contact": "0854-7610000",
        "question": "工程设计文件是否涉及你单位商业秘密",
    }.items():
        fill(page, f"#{name}", answer)
    follow(page.locator("main form button[type=submit]"))
    # Fifteen working days after 25 February: 26, 27, 28 February, 2-6, 9-13, 16, 17 March.
    take(page, "ask", asked_on="2026-02-25", answer_by="2026-03-17")
    letter = letter_text(page)
    assert THIRD_PARTY in letter
    assert "2026年3月17日" in letter
    assert CITIZEN not in letter
    follow(page.get_by_role("link", name=NUMBER).first)
    clock = answer_clock(page)
    # Eleven of twenty days are used.
    assert "已中止，剩9个工作日" in clock
    assert "2026-03-09" not in clock


def the_third_party_stays_silent(story: Story, made: Parts, session: Any) -> None:
    story.clock.turn("2026-03-17", hour=18)
    assert list(expire(session, made)) == []
    # The sweep runs two days late; silence takes effect on the last day all the same.
    story.clock.turn("2026-03-19")
    (silence,) = expire(session, made)
    assert (silence.step, silence.on, silence.refused) == ("fall_silent", date(2026, 3, 17), "")


def the_head_extends(story: Story) -> None:
    page = story.at_work("head", "2026-03-20")
    # Day 14 of twenty.
    assert "剩6个工作日" in answer_clock(page)
    assert "2026-03-30" in answer_clock(page)
    assert "逾期未答复" in page.locator("main").inner_text()
    take(page, "extend", extension_days="10", extension_reason="需检索的工程档案较多")
    assert "2026-04-14" in answer_clock(page)
    letter = letter_text(page)
    assert "2026年3月30日" in letter
    assert "2026年4月14日" in letter
    assert "延长10个工作日" in letter


def the_clerk_may_not_yet_grant(story: Story) -> None:
    page = story.at_work("clerk", "2026-03-23")
    take(page, "draft", outcome="granted", answer_text="初步设计报告及批复全文", form_given="paper")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    assert summary.locator("a[href='#outcome']").count() == 1


def the_head_decides_in_the_public_interest(story: Story) -> None:
    page = story.at_work("head", "2026-03-24")
    follow(page.locator("a[href*='/third-parties/']", has_text=THIRD_PARTY))
    assert "2026-03-17" in page.locator("main").inner_text()
    take(page, "override", override_reason="涉及沿岸居民防洪安全，不公开将对公共利益造成重大影响")
    letter = letter_text(page)
    assert THIRD_PARTY in letter
    assert "防洪安全" in letter
    assert CITIZEN not in letter


def the_clerk_drafts_the_answer(story: Story) -> None:
    page = story.at_work("clerk", "2026-03-25")
    take(page, "draft", outcome="granted", answer_text="初步设计报告及批复全文", form_given="paper")
    assert state(page) == "答复待审批"


def the_head_approves(story: Story) -> None:
    page = story.at_work("head", "2026-03-31")
    # Day 21 of thirty.
    assert "剩9个工作日" in answer_clock(page)
    take(page, "approve")
    assert state(page) == "答复待送达"


def the_officer_sends_the_letter(story: Story) -> None:
    page = story.at_work("officer", "2026-04-01")
    letter = letter_text(page)
    for words in (NUMBER, CITIZEN, "2026年2月3日", "2026年3月31日", "初步设计报告及批复全文"):
        assert words in letter
    take(page, "answer", answered_on="2026-04-01", delivery_given="pickup", delivery_note="本人签收")
    assert state(page) == "已答复"
    follow(page.locator("a[href$='/period/answer_period']"))
    counted, stopped = day_by_day(page)
    assert counted == COUNTED
    assert stopped == STOPPED
    worked_saturday = page.locator("tbody tr", has_text="2026-02-14").inner_text()
    assert "星期六" in worked_saturday
    assert "调休" in worked_saturday
    assert page.locator("tr.day-due").inner_text().startswith("2026-04-14")


def the_citizen_follows(story: Story, code: str) -> None:
    story.clock.turn("2026-04-02")
    page = story.site.visitor()
    page.goto("/track")
    page.fill("#number", NUMBER)
    page.fill("#code", code)
    follow(page.locator("main form button[type=submit]"))
    shown = page.locator("main .card").inner_text()
    for words in (NUMBER, "已答复", "2026-02-03", "2026-04-14", "2026-04-01", "0854-7611000"):
        assert words in shown
    for personal in (CITIZEN, "13985400002", THIRD_PARTY):
        assert personal not in shown
