"""The road a public message takes, as the building blocks its stories are told in (附件9)."""

from __future__ import annotations

from typing import Any

from models.sample.story import InUnit, On, Step, Story

OFFICE = "reviewer"


def message(
    ago: int, category: str, title: str, content: str, *steps: Step, channel: str = "portal", **more: Any
) -> Story:
    """A message registered by the office's clerk on the day it arrived."""
    values = {
        "title": title,
        "content": content,
        "category": category,
        "channel": channel,
        "received_on": On(0),
        **more,
    }
    return Story("public-messages", "XZFB", ago, "clerk", values, steps)


def assigned(day: int, unit: str, note: str = "") -> Step:
    """Given to a unit by the county office."""
    return Step(
        day, OFFICE, "assign", {"handling_unit_id": InUnit(unit), **({"assign_note": note} if note else {})}
    )


def drafted(day: int, unit: str, result: str, reply: str, **more: Any) -> Step:
    """Answered in draft by the unit's clerk."""
    return Step(day, f"{unit}.clerk", "draft", {"result": result, "reply": reply, **more})


def passed(day: int, unit: str) -> Step:
    """The draft passed by the unit's head."""
    return Step(day, f"{unit}.head", "pass_draft")


def published(day: int, question: str) -> Step:
    """Answered and put online, the question in the office's words."""
    return Step(day, OFFICE, "publish", {"answered_on": On(day), "public_question": question})


def answered(day: int) -> Step:
    """Answered to the writer alone."""
    return Step(day, OFFICE, "answer", {"answered_on": On(day)})


def accused(day: int, unit: str, reason: str, who: str = OFFICE, **more: Any) -> Step:
    """A unit named as accused, with the reason."""
    return Step(day, who, "name_accused", {"accused_unit_id": InUnit(unit), **more}, reason)
