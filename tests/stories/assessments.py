"""An assessment of three units, led to where a story about it begins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models import Assessment, ScoreObjection, SelfReport
from models.assessment_terms import PANEL, REPORTED

REPORT = {
    "work_done": "按计划公开",
    "shortcomings": "个别栏目更新不及时",
    "corrections": "已落实专人",
}


class Year:
    """The year 2025 of the land bureau, the health bureau and the county office, assessed in 2026."""

    def __init__(self, session: Any, made: Any, entered: Any, take: Any, newcomer: Any) -> None:
        self.session, self.made, self.entered, self.take = session, made, entered, take
        for name, unit, role in (
            ("group", "office", "leading_group"),
            ("group2", "office", "leading_group"),
            ("healer", "health", "clerk"),
            ("health_head", "health", "unit_head"),
        ):
            newcomer(name, unit, role)
        self.scheme = entered(Assessment, "office", year=2025, title="2025年度政务公开考核")

    def draw_up(self) -> None:
        """Twelve indicators, three participants."""
        self.take(self.scheme, "use_standard", "group")
        self.take(self.scheme, "call_in", "group", taking_part="departments")

    def approve(self, until: date = date(2026, 3, 13)) -> None:
        """Submitted and approved; reports until a day."""
        self.draw_up()
        self.take(self.scheme, "submit", "group")
        self.take(self.scheme, "approve", "leader", report_by=until)

    def score(self, unit: str) -> Any:
        """The score of a unit whose name contains this."""
        return next(one for one in self.scheme.scores if unit in one.unit.name)

    def asked(self, way: str) -> list[Any]:
        """The indicators scored in one way."""
        return [one for one in self.scheme.counting() if one.way == way]

    def given(self, way: str, less: str = "0") -> dict[str, Any]:
        """Full points for each indicator of a way, but so many less."""
        return {f"points_{one.id}": one.weight - Decimal(less) for one in self.asked(way)}

    def write(self, unit: str = "自然资源", clerk: str = "clerk", **values: Any) -> Any:
        """A self-report of a unit, not submitted yet."""
        report = SelfReport(
            score=self.score(unit),
            unit_id=self.score(unit).unit_id,
            title="自查报告",
            rules="seed-2020",
            **{**REPORT, **values},
        )
        self.session.add(report)
        self.made.engine.open(report, self.actor(clerk))
        self.session.commit()
        return report

    def hand_in(
        self, unit: str = "自然资源", clerk: str = "clerk", head: str = "unit_head", less: str = "0"
    ) -> Any:
        """A self-report, written, claimed for and handed in."""
        report = self.write(unit, clerk)
        self.take(report, "submit", clerk, **self.given(REPORTED, less))
        self.take(report, "hand_in", head)
        return report

    def check(self, report: Any, less: str = "0", who: str = "group") -> None:
        """Its points are checked."""
        self.take(report, "check", who, **self.given(REPORTED, less))

    def rate(self, unit: str, less: str = "0", who: str = "group") -> None:
        """A member of the panel gives her points."""
        self.take(self.score(unit), "rate", who, **self.given(PANEL, less))

    def propose(self) -> None:
        """Land and health reported and checked, the office did not report; everybody rated once."""
        self.approve()
        for unit, clerk, head, less in (
            ("自然资源", "clerk", "unit_head", "0"),
            ("卫生", "healer", "health_head", "2"),
        ):
            self.check(self.hand_in(unit, clerk, head), less)
        for unit, less in (("自然资源", "0"), ("卫生", "1"), ("办公室", "0")):
            self.rate(unit, less)
        self.made.time.clock.turn("2026-03-16")
        self.take(self.score("办公室"), "go_on", "group", reason="逾期未报")
        self.take(self.scheme, "propose", "group")

    def announce(self) -> None:
        """The preliminary scores of 16 March are announced the same day."""
        self.propose()
        told = {"noticed_on": self.made.time.today(), "noticed_where": "门户网站公示公告栏目"}
        self.take(self.scheme, "announce", "group", **told)

    def object(self, unit: str = "卫生", clerk: str = "healer", **values: Any) -> Any:
        """An objection of a unit."""
        score = self.score(unit)
        objection = ScoreObjection(
            score=score,
            unit_id=score.unit_id,
            title="对得分有异议",
            rules="seed-2020",
            **{"grounds": "公开载体得分偏低", **values},
        )
        self.session.add(objection)
        self.made.engine.open(objection, self.actor(clerk))
        self.session.commit()
        return objection

    def finalise(self) -> None:
        """Announced on 16 March, fixed on the 24th."""
        self.announce()
        self.made.time.clock.turn("2026-03-24")
        self.take(self.scheme, "finalise", "group")

    actor: Callable[[str], Any]


@pytest.fixture
def year(session: Any, made: Any, entered: Any, take: Any, newcomer: Any, actor: Any) -> Year:
    """The assessment of 2025, its scheme being drafted."""
    found = Year(session, made, entered, take, newcomer)
    found.actor = actor
    return found
