"""Last year's assessment of all departments, from the scheme to the file: 25 units, one objection, two that
did not pass (附件6)."""

from __future__ import annotations

from typing import Any

from models.sample.assessed_units import DID, Went
from models.sample.story import PROGRAM, InUnit, On, Side, Step, Story, YearOf

PORTAL = "县政府门户网站“公示公告”栏目"
PRINCIPLES = (
    "考核坚持客观公正、民主公开、注重实效、促进工作的原则，实行百分制。"
    "由业务记录计算的指标以系统数据为准，自报材料由领导小组办公室审核，其余由考核小组综合评议取平均分。"
)


def scheme(
    ago: int, title: str, steps: tuple[Step, ...], *sides: Side, principles: str = PRINCIPLES
) -> Story:
    """A scheme of the leading group's office, begun so many working days ago."""
    values: dict[str, Any] = {"title": title, "year": YearOf(0), "principles": principles}
    return Story("assessments", "LDXZ", ago, "leading_group", values, steps, sides)


def approved(day: int, reports_until: int, opinion: str = "同意，按方案组织实施。") -> tuple[Step, ...]:
    """Submitted on a day, approved on the next."""
    told = {"report_by": On(reports_until), "county_opinion": opinion}
    return (
        Step(day, "leading_group", "submit"),
        Step(day + 1, "XZFB.county_leader", "approve", told),
    )


def announced(day: int) -> Step:
    """The preliminary scores go up on the portal."""
    return Step(day, "leading_group", "announce", {"noticed_on": On(day), "noticed_where": PORTAL})


def rated(day: int, first: tuple[str, ...], second: tuple[str, ...]) -> tuple[Step, ...]:
    """Two members of the panel give their points."""
    return (
        Step(day, "leading_group", "rate", parts=first),
        Step(day + 1, "XZFB.reviewer", "rate", parts=second),
    )


def report(
    day: int,
    unit: str,
    work: str,
    wanting: str,
    steps: tuple[Step, ...],
    clerk: str = "clerk",
) -> Side:
    """A unit's self-report, begun on a day."""
    values = {
        "title": "政务公开自查整改汇报",
        "unit_id": InUnit(unit),
        "work_done": work,
        "shortcomings": wanting,
        "corrections": "已列出问题清单，明确责任人和完成时限，逐项整改销号。",
    }
    return Side("self-reports", "score", day, f"{unit}.{clerk}", values, steps)


def handed_in(day: int, unit: str, claimed: str, head: str = "head") -> tuple[Step, ...]:
    """Claimed for, then signed by the head."""
    return (
        Step(day, f"{unit}.clerk", "submit", parts=(claimed,)),
        Step(day, f"{unit}.{head}", "hand_in"),
    )


def checked(day: int, parts: tuple[str, ...], who: str = "XZFB.reviewer") -> Step:
    """Checked by the office."""
    return Step(day, who, "check", parts=parts)


_BARELY = (("0.3", "0.4", "0.35"), ("0.36", "0.3", "0.32"))
"""What the panel gave the two that sent nothing."""

_SILENT = Step(27, "leading_group", "go_on", reason="经两次催报，逾期仍未报送自查材料。")

_OBJECTION = Side(
    "score-objections",
    "score",
    47,
    "SWJ.clerk",
    {
        "title": "对“公开载体多样”一项得分的异议",
        "unit_id": InUnit("SWJ"),
        "grounds": "县水务局全年通过村务公开栏、短信平台发布停水和水质信息，自查材料已说明，审核时未计入。",
    },
    (
        Step(
            49,
            "XZFB.county_leader",
            "uphold",
            {"ruling": "经核实短信平台发送记录和公开栏照片，异议成立，该项按80%计分。"},
            parts=("", "", "", "", "0.8", ""),
        ),
    ),
)


def _score(went: Went) -> Side:
    # The county office gives itself no points: the leading group's office alone does.
    itself = went.unit == "XZFB"
    head, who = ("unit_head", "leading_group") if itself else ("head", "XZFB.reviewer")
    steps = (*handed_in(12, went.unit, went.claimed, head), checked(30, went.checked, who))
    sides: tuple[Side, ...] = (report(8, went.unit, went.work, went.wanting, steps),)
    if went.unit == "SWJ":
        sides += (_OBJECTION,)
    given = rated(36, went.first, went.second)
    return _sheet(went.unit, given[:1] if itself else given, *sides)


def _sheet(unit: str, steps: tuple[Step, ...], *sides: Side) -> Side:
    return Side("scores", "scores", 1, PROGRAM, {"title": TITLE, "unit_id": InUnit(unit)}, steps, sides)


def _rectified(unit: str, steps: tuple[Step, ...]) -> Side:
    return Side("rectifications", "rectifications", 52, PROGRAM, {"unit_id": InUnit(unit)}, steps)


def _result(day: int, unit: str, measures: str, result: str) -> Step:
    return Step(day, f"{unit}.clerk", "write_up", {"measures": measures, "result": result})


TITLE = "县直部门政务公开年度考核"
_TJJ = _rectified(
    "TJJ",
    (
        _result(58, "TJJ", "明确办公室为承办机构。", "已补报自查材料。"),
        Step(59, "TJJ.head", "return_result", reason="请补充栏目更新的整改情况。"),
        _result(
            61,
            "TJJ",
            "明确承办机构和专人，制定年度计划。",
            "补报自查材料，更新统计公报、数据解读等栏目十二条。",
        ),
        Step(62, "TJJ.head", "report", {"reported_on": On(62)}),
        Step(64, "leading_group", "send_back", reason="未附栏目更新清单。"),
        _result(66, "TJJ", "明确承办机构和专人，制定年度计划。", "补报自查材料，附栏目更新清单十二条。"),
        Step(67, "TJJ.head", "report", {"reported_on": On(67)}),
        Step(69, "leading_group", "accept", {"office_opinion": "整改到位，予以认可。"}),
    ),
)
_ZFJ = _rectified(
    "ZFJ",
    (
        _result(
            63,
            "ZFJ",
            "局党组专题研究政务公开工作，补齐公开制度。",
            "公开行政处罚信息二十六条，开设便民投诉栏目。",
        ),
        Step(65, "ZFJ.head", "report", {"reported_on": On(65)}),
    ),
)

DEPARTMENTS = scheme(
    235,
    TITLE,
    (
        Step(0, "leading_group", "use_standard"),
        Step(1, "leading_group", "call_in", {"taking_part": "departments"}),
        Step(2, "leading_group", "submit"),
        Step(3, "XZFB.county_leader", "return_scheme", reason="请在原则部分写明业务数据以系统记录为准。"),
        *approved(4, 25),
        Step(40, "leading_group", "propose"),
        Step(41, "leading_group", "reopen", reason="漏计一名考核小组成员的评分，核对后重新提出。"),
        Step(42, "leading_group", "propose"),
        announced(44),
        Step(52, "leading_group", "finalise"),
        Step(55, "leading_group", "file", {"filed_on": On(55)}),
    ),
    *(_score(went) for went in DID),
    _sheet("TJJ", (_SILENT, *rated(36, *_BARELY)), _TJJ),
    _sheet("ZFJ", (_SILENT, *rated(36, *_BARELY)), _ZFJ),
)
