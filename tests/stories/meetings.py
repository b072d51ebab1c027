"""A meeting of the land bureau, led to where a story about it begins."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.access.actor import PROGRAM
from models import AgendaItem, Consultation, Invitation, OpeningPlan, OpenMeeting

RULES = {
    "selection_rule": "公开报名，抽签确定",
    "duty_rule": "如实反映意见",
    "arrangement_rule": "设列席席位",
    "discipline_rule": "不录音录像",
}
OPENED = {"opening_form": "observers", "invites": ("public", "deputy"), **RULES}
TEXT = {"draft": "首小时免费", "reasons": "周转率低", "basis": "《机动车停放服务收费管理办法》"}


class Meeting:
    """One plan with one meeting, and what is done about it, each step by whoever does it at the bureau."""

    def __init__(self, session: Any, made: Any, entered: Any, take: Any) -> None:
        self.session, self.made, self.entered, self.take = session, made, entered, take
        self.plan = entered(OpeningPlan, year=2026, title="会议开放计划")
        self.meeting = entered(OpenMeeting, plan=self.plan, title="局长办公会议", kind="department")

    @property
    def today(self) -> date:
        """The day it is."""
        found: date = self.made.time.today()
        return found

    def adopt(self) -> None:
        """The plan is submitted and adopted."""
        self.take(self.plan, "submit", "clerk")
        self.take(self.plan, "adopt", "unit_head", adopted_on=self.today)

    def call(self, meets_on: date | None = None) -> None:
        """The scheme is approved with form, categories and rules, and the meeting called."""
        self.take(self.meeting, "propose", "clerk", **OPENED)
        told = {"called_on": self.today, "meets_on": meets_on or self.today, "place": "三楼会议室"}
        self.take(self.meeting, "call", "unit_head", **told)

    def invite(self, category: str = "public") -> Any:
        """Somebody is invited today."""
        one = self.entered(Invitation, meeting=self.meeting, category=category, representative="罗小满")
        self.take(one, "invite", "clerk", invited_on=self.today)
        return one

    def item(self, **more: Any) -> Any:
        """An agenda item for it whose secrecy review is passed."""
        values = {"meeting_kind": "department", "nature": "policy", "title": "停车收费管理办法", **more}
        item = self.entered(AgendaItem, **values)
        self.take(item, "submit", "clerk", **TEXT)
        self.take(item, "clear_secrecy", "secrecy", secrecy_opinion="可以公开")
        return item

    def hear(self, item: Any, clock: Any) -> Any:
        """The public is heard on it from 2 March 2026 for thirty days, and told what became of it."""
        clock.turn("2026-03-02")
        heard = self.entered(Consultation, subject=item, title=item.title, **TEXT)
        portal = {"portal_place": "门户网站“民意征集”栏目"}
        self.take(heard, "announce", "unit_head", opened_on=self.today, **portal)
        clock.turn("2026-04-02")
        self.made.engine.expire(heard, PROGRAM)
        self.take(heard, "sum_up", "clerk", report="未收到意见")
        self.take(heard, "sign", "unit_head")
        self.take(heard, "publish", "clerk", published_on=self.today, published_at="门户网站")
        return heard

    def approve(self, item: Any, **more: Any) -> None:
        """Its topic form is handed in and approved for a meeting of the bureau."""
        self.take(item, "hand_in", "clerk", **{**OPENED, **more})
        self.take(item, "approve", "unit_head", unit_opinion="同意")

    def hold(self) -> None:
        """The meeting is recorded as held today."""
        self.take(self.meeting, "hold", "clerk", held_on=self.today)

    def duty(self, kind: str) -> Any:
        """What the program listed of this kind."""
        return next(duty for duty in self.meeting.duties if duty.kind == kind)


@pytest.fixture
def meeting(session: Any, made: Any, entered: Any, take: Any) -> Meeting:
    """A meeting in the plan of the land bureau."""
    return Meeting(session, made, entered, take)
