"""A major decision of the land bureau, led to where a story about it begins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.access.actor import PROGRAM
from models import Consultation, DecisionList, MajorDecision, Opinion

TEXT = {
    "draft": "县城供水价格每立方米上调0.25元",
    "reasons": "供水成本上涨",
    "basis": "《城镇供水价格管理办法》",
}
PORTAL = {"portal_place": "县政府门户网站“重大行政决策预公开”栏目"}
PAPERS = {
    "expert": "expert_opinion",
    "risk": "risk_assessment",
    "legality": "legality_opinion",
    "discussion": "discussion_minutes",
}
"""The document of each prescribed step."""


class Hearing:
    """One decision and what is done about it, each step by whoever does it at the bureau."""

    def __init__(self, session: Any, made: Any, entered: Any, take: Any) -> None:
        self.session, self.made, self.entered, self.take = session, made, entered, take
        self.listed = entered(DecisionList, year=2026)
        self.decision = entered(MajorDecision, decision_list=self.listed, title="县城供水价格调整方案")

    def report(self) -> None:
        """The list is signed and goes to the county."""
        self.take(self.listed, "submit", "clerk")
        self.take(self.listed, "report", "unit_head", reported_on=self.made.time.today())

    def clear(self) -> None:
        """The text passes its secrecy review."""
        self.take(self.decision, "submit", "clerk", **TEXT)
        self.take(self.decision, "clear_secrecy", "secrecy", secrecy_opinion="可以公开")

    def draft(self) -> Any:
        """A consultation on it, not announced yet."""
        return self.entered(Consultation, subject=self.decision, title="县城供水价格调整方案", **TEXT)

    def announce(self, **more: Any) -> Any:
        """A consultation on it, announced today."""
        consultation, today = self.draft(), self.made.time.today()
        self.take(consultation, "announce", "unit_head", opened_on=today, **{**PORTAL, **more})
        return consultation

    def say(self, consultation: Any, title: str, **more: Any) -> Any:
        """An opinion that comes today."""
        return self.entered(Opinion, consultation=consultation, title=title, **more)

    def expire(self, consultation: Any) -> None:
        """The program looks whether the last day has passed."""
        self.made.engine.expire(consultation, PROGRAM)
        self.session.commit()

    def publish(self, consultation: Any) -> None:
        """The adoption report is submitted, signed and published today."""
        self.take(consultation, "sum_up", "clerk", report="意见集中在调价幅度")
        self.take(consultation, "sign", "unit_head")
        today = self.made.time.today()
        self.take(consultation, "publish", "clerk", published_on=today, published_at="门户网站")

    def hear(self, clock: Any) -> None:
        """Reported, cleared, put to the public on 2 March 2026 for the usual thirty days, and told."""
        clock.turn("2026-03-02")
        self.report()
        self.clear()
        consultation = self.announce()
        clock.turn("2026-04-02")
        self.expire(consultation)
        self.publish(consultation)

    def settle(self, attach: Callable[[Any, str], None], *steps: str) -> None:
        """These prescribed steps are done today, each with its document."""
        for step in steps:
            attach(self.decision, PAPERS[step])
            done = {f"{step}_on": self.made.time.today(), f"{step}_result": "通过"}
            self.take(self.decision, f"record_{step}", "clerk", **done)

    def decide(self, day: date, who: str = "unit_head") -> None:
        """The decision is taken."""
        told = {"revision": "低保家庭免费水量提高到五立方米", "result": "自七月一日起执行"}
        self.take(self.decision, "decide", who, decided_on=day, **told)


@pytest.fixture
def hearing(session: Any, made: Any, entered: Any, take: Any) -> Hearing:
    """A decision in the list of the land bureau."""
    return Hearing(session, made, entered, take)
