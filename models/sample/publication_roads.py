"""The roads of publications by origin, as the building blocks their stories are told in (附件1 第十条)."""

from __future__ import annotations

from typing import Any

from models.checklist import TEN_POINTS
from models.sample.story import PROGRAM, InColumn, On, Side, Step, Story

REVIEWER, DEPUTY = "XZFB.reviewer", "XZFB.deputy"
PORTAL, COUNTY = "XZFB.portal_leader", "XZFB.county_leader"
WELL = {f"point_{code}": "yes" for code, _text in TEN_POINTS}
"""The ten points, all of them well."""

_CHAINS = {
    "government": (("review", REVIEWER), ("approve", PORTAL)),
    "department": (("review_in_unit", "officer"), ("approve_in_unit", "head")),
    "repost": (("review_repost", REVIEWER), ("confirm_repost", DEPUTY), ("approve", PORTAL)),
    "interactive": (("review_in_unit", "officer"), ("approve_interactive", PORTAL)),
    "emergency": (("review_emergency", PORTAL), ("approve_emergency", COUNTY)),
}
PLACES = {
    "activities": "政府重要活动",
    "policies": "重大政策",
    "interpretations": "政策解读",
    "announcements": "政府公告",
    "documents": "政府文件",
    "speeches": "领导讲话",
    "meetings": "政府会议",
    "proposals": "人大代表建议和政协委员提案",
    "supervision": "政务督查",
    "research": "调查研究",
    "interactive": "互动类栏目",
}


def with_no(code: str, remark: str) -> dict[str, str]:
    """The ten points, one of them not well."""
    return {**WELL, f"point_{code}": "no", f"remark_{code}": remark}


def submitted(day: int, column: str) -> Step:
    """Handed in by the clerk, for a column."""
    return Step(day, "clerk", "submit", {"column_id": InColumn(column)})


def cleared(day: int) -> Step:
    """The secrecy review passed."""
    return Step(
        day,
        "secrecy",
        "clear_secrecy",
        {"secrecy_opinion": "经审查，不涉及国家秘密和工作秘密，可以公开发布。"},
    )


def registered(day: int, column: str) -> Step:
    """Online, and entered in the register."""
    place = f"县政府门户网站“{PLACES[column]}”栏目"
    told = {"published_on": On(day), "published_at": place, "entered_by": "罗月霜"}
    return Step(day, "clerk", "publish", told)


def road(
    origin: str, column: str, until: str = "publish", *, begins: int = 0, goes: int = 0
) -> tuple[Step, ...]:
    """The steps of a chain up to one of them, from so many days after the draft; online ``goes`` days later.

    ``until``: submit, clear, the name of a review or approval, or publish.
    """
    steps = {"submit": submitted(begins, column), "clear": cleared(begins + 1)}
    for later, (name, who) in enumerate(_CHAINS[origin], 2):
        steps[name] = Step(begins + later, who, name, WELL if _is_review(name) else {})
    steps["publish"] = registered(begins + len(steps) + goes, column)
    names = list(steps)
    return tuple(steps[name] for name in names[: names.index(until) + 1])


def _is_review(name: str) -> bool:
    return name.startswith(("review", "confirm")) or name == "approve_interactive"


def online(issued: int, until: str = "publish", *, own: bool = False, goes: int = 4) -> Side:
    """What the program opens when a document is issued for publication, on its way to the portal."""
    steps = road("department" if own else "government", "documents", until, begins=issued, goes=goes)
    return Side("publications", "publications", issued, PROGRAM, {}, steps)


def publication(
    ago: int, unit: str, origin: str, column: str, title: str, body: str, steps: tuple[Step, ...], **more: Any
) -> Story:
    """One publication, drafted by the unit's clerk; ``more`` are further columns."""
    values = {
        "title": title,
        "origin": origin,
        "media": "text",
        "column_id": InColumn(column),
        "source_name": "本单位",
        "secrecy_level": "unclassified",
        "body": body,
        **more,
    }
    return Story("publications", unit, ago, "clerk", values, steps)
