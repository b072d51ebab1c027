"""The road an official document takes, as the building blocks its stories are told in (附件4)."""

from __future__ import annotations

from typing import Any

from models.sample.story import PROGRAM, On, Side, Step, Story
from models.workflow import Profile

REVIEWER, LEADER, LEGAL = "XZFB.reviewer", "XZFB.county_leader", "SFJ.legal"
"""Posts outside the unit that drafts."""

STAGES = {"submit": 1, "approve": 2, "check": 3, "sign": 5, "number": 6, "issue": 7}
"""The working day after the draft on which each is reached."""

TO_ALL = "各乡镇人民政府（斛兴街道办事处），县府各工作部门"
PUBLIC = {"attribute": "proactive"}


def closed(attribute: str, reason: str, **more: Any) -> dict[str, Any]:
    """What is said of a document that is not for proactive disclosure."""
    return {"attribute": attribute, "attribute_reason": reason, **more}


INTERNAL = closed("on_request", "属机关内部管理事务。")


def road(
    until: str,
    said: dict[str, Any],
    *,
    clerk: str = "clerk",
    head: str = "head",
    later: int = 0,
    word: str = "office",
) -> tuple[Step, ...]:
    """The steps from the draft to a stage, all so many days later; a unit's own paper stays in the unit."""
    own, public = word.startswith("unit"), said["attribute"] == "proactive"
    day = {stage: after + later for stage, after in STAGES.items()}
    settled = {"attribute": said["attribute"], "signer": "韦承屹" if own else "岑北渡"}
    sign = {**settled, "signed_on": On(day["sign"])}
    keeper = clerk if own else REVIEWER
    issue = Step(
        day["issue"], keeper, "issue" if public else "issue_unpublished", {"issued_on": On(day["issue"])}
    )
    steps = {
        "submit": Step(day["submit"], clerk, "submit", said),
        "approve": None if own else Step(day["approve"], head, "approve"),
        "check": None if own else Step(day["check"], REVIEWER, "check"),
        "sign": Step(day["sign"], head if own else LEADER, "sign_own" if own else "sign", sign),
        "number": Step(day["number"], keeper, "assign_own_number" if own else "assign_number"),
        "issue": issue,
    }
    reached = list(steps)[: list(steps).index(until) + 1]
    return tuple(step for stage in reached if (step := steps[stage]))


def document(
    ago: int,
    unit: str,
    title: str,
    body: str,
    steps: tuple[Step, ...],
    *,
    sides: tuple[Side, ...] = (),
    rules: Profile = Profile.SEED_2020,
    **more: Any,
) -> Story:
    """One document, drafted by the unit's clerk; ``more`` are further columns."""
    values = {
        "title": title,
        "body": body,
        "kind": "notice",
        "document_word": "office",
        "addressees": TO_ALL,
        "touches_the_public": True,
        **more,
    }
    return Story("documents", unit, ago, "clerk", values, steps, sides, rules)


def carries(kind: str, title: str, *steps: Step, **more: Any) -> Side:
    """An attachment, or another document, entered with the draft."""
    values = {"title": title, "kind": kind, "cited_title": title, **more}
    return Side("document-references", "document", 0, "clerk", values, steps)


def copies(day: int, receiver: str) -> Side:
    """The copy the program asks for when the document is issued, delivered on a day."""
    told = {"copies": 2, "delivered_on": On(day), "receiver": receiver}
    return Side("paper-deliveries", "deliveries", day, PROGRAM, {}, (Step(day, REVIEWER, "deliver", told),))


def further_copy(title: str, day: int, place: str, *steps: Step) -> Side:
    """A copy for another reading point, entered by hand."""
    return Side("paper-deliveries", "document", day, "clerk", {"title": title, "place": place}, steps)
