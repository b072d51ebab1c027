"""The road an interpretation takes beside its document: the blocks its stories are built of (附件2).

On one day the document's own steps come first: what a step of the document waits for lies a day before it.
"""

from __future__ import annotations

from typing import Any

from models.sample.document_roads import LEGAL, REVIEWER
from models.sample.publication_roads import road
from models.sample.story import PROGRAM, On, RecordOf, Side, Step

READY = ("portal", "wechat")
"""The channels most plans name."""


def plan(
    title: str, focus: str, forms: tuple[str, ...], texts: dict[str, str], **more: Any
) -> dict[str, Any]:
    """What a plan says; the sections that apply are those the material has."""
    return {
        "title": title,
        "focus": focus,
        "planned_on": On(18),
        "forms": forms,
        "channels": READY,
        "sections": tuple(texts),
        **more,
    }


def drafted(texts: dict[str, str], day: int = 0) -> tuple[Step, ...]:
    """Plan and material submitted on a day, the plan approved in between."""
    return (
        Step(day, "clerk", "submit_plan"),
        Step(day, "head", "approve_plan"),
        Step(day, "clerk", "submit_material", texts),
    )


def approved(texts: dict[str, str], day: int = 0) -> tuple[Step, ...]:
    """The material approved on the day after it was submitted."""
    return (*drafted(texts, day), Step(day + 1, "head", "approve_material"))


def passed(texts: dict[str, str], day: int = 0) -> tuple[Step, ...]:
    """Of a normative document: the justice bureau looks at it between submission and approval."""
    opinion = {"legality_opinion": "解读内容与文件一致，未扩大或缩小适用范围。"}
    return (
        *drafted(texts, day),
        Step(day + 1, "head", "send_to_justice"),
        Step(day + 3, LEGAL, "pass_justice", opinion),
        Step(day + 4, "head", "approve_material"),
    )


def explained(issued: int, until: str = "publish", *later: Step, goes: int = 5) -> Side:
    """The publication that is opened when the document is issued, a day behind the document's own."""
    steps = road("government", "interpretations", until, begins=issued, goes=goes)
    return Side("publications", "publications", issued, PROGRAM, {}, (*steps, *later))


def interpretation(values: dict[str, Any], steps: tuple[Step, ...], *sides: Side, day: int = 0) -> Side:
    """The interpretation of the document it is told with."""
    return Side("interpretations", "document", day, "clerk", values, steps, sides)


def task(title: str, day: int, who: str, interpreter: str, does: str, *steps: Step) -> Side:
    """An interpreter asked for one thing: by the unit one of its own, by the office one of the county's."""
    values = {"title": title, "interpreter_id": RecordOf("interpreters", interpreter), "task": does}
    return Side("interpreter-tasks", "interpretation", day, who, values, steps)


def done(day: int, who: str = "clerk") -> Step:
    """The task was carried out."""
    return Step(day, who, "finish", {"done_on": On(day)})


def posting(title: str, day: int, channel: str, place: str, *steps: Step) -> Side:
    """A further channel it came out by."""
    values, out = {"title": title, "channel": channel}, {"place": place, "posted_on": On(day)}
    posted = Step(day, "clerk", "post", out)
    return Side("interpretation-postings", "interpretation", 1, "clerk", values, (posted, *steps))


def urged(day: int, reason: str) -> Step:
    """The county office urges it."""
    return Step(day, REVIEWER, "urge", reason=reason)
