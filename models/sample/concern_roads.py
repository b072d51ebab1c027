"""The roads a concern takes, as the building blocks the stories are told in (附件3)."""

from __future__ import annotations

from typing import Any

from models.sample.story import PROGRAM, At, InUnit, On, Side, Step, Story

OFFICE, LEADERS = "XZFB.reviewer", "LDXZ.leading_group"


def concern(
    ago: int,
    grade: str,
    nature: str,
    source: str,
    title: str,
    content: str,
    *steps: Step,
    sides: tuple[Side, ...] = (),
    unit: str = "XZFB",
    at: str = "08:20",
    heat: str = "medium",
    **more: Any,
) -> Story:
    """One that was found on the morning it was entered; by the county office, unless a unit is named."""
    values = {
        "title": title,
        "content": content,
        "grade": grade,
        "nature": nature,
        "source": source,
        "heat": heat,
        "found_at": At(0, at),
        **more,
    }
    return Story("concerns", unit, ago, "clerk", values, steps, sides)


def proposed(day: int, analysis: str, who: str = OFFICE, proposal: str = "") -> Step:
    """Weighed, and proposed as a topic."""
    return Step(day, who, "propose", {"analysis": analysis, **({"proposal": proposal} if proposal else {})})


def topic(
    day: int, unit: str, analysis: str, opinion: str = "同意列为回应主题。", note: str = ""
) -> tuple[Step, ...]:
    """Proposed, approved and assigned to a unit on one day."""
    return (
        proposed(day, analysis),
        Step(day, LEADERS, "approve_topic", {"topic_opinion": opinion}),
        assigned(day, unit, note),
    )


def assigned(day: int, unit: str, note: str = "") -> Step:
    """Given to a unit to draft."""
    told = {"assign_note": note} if note else {}
    return Step(day, OFFICE, "assign", {"handling_unit_id": InUnit(unit), **told})


def joined(day: int, unit: str) -> Step:
    """Another unit drafts along."""
    return Step(day, OFFICE, "join", {"joint_unit_id": InUnit(unit)})


def opinion(day: int, unit: str, text: str) -> Step:
    """What a unit says that drafts along."""
    return Step(day, f"{unit}.clerk", "give_opinion", {"joint_opinions": text})


def along(day: int, text: str = "已会同起草，建议先讲事实、再讲措施，语言平实。") -> Step:
    """The county office's part in the draft."""
    return Step(day, OFFICE, "draft_along", {"office_opinion": text})


def submitted(day: int, unit: str, response: str, facts: str) -> Step:
    """The response, before the unit's head."""
    return Step(day, f"{unit}.clerk", "submit", {"response": response, "facts": facts})


def drafted(day: int, unit: str, response: str, facts: str) -> tuple[Step, ...]:
    """Drafted together with the county office, and submitted."""
    return along(day), submitted(day, unit, response, facts)


def passed(day: int, unit: str) -> Step:
    """Approved by the unit's head."""
    return Step(day, f"{unit}.head", "pass_draft")


def cleared(day: int) -> Step:
    """Through the secrecy review."""
    return Step(day, "secrecy", "clear_secrecy", {"secrecy_opinion": "不涉及国家秘密、工作秘密和个人隐私。"})


def reviewed(day: int, unit: str) -> tuple[Step, ...]:
    """Through the unit's head and the secrecy review."""
    return passed(day, unit), cleared(day)


def asked(day: int, *, unit: str = "", agency: str = "", until: int | None = None) -> Step:
    """Who is to confirm: a unit of the county by its code, or an agency outside it by its name."""
    who: dict[str, Any] = {"asked_unit_id": InUnit(unit)} if unit else {"asked_agency": agency}
    last_day = {"answer_by": On(until)} if until is not None else {}
    return Step(day, OFFICE, "ask_others", {"asked_on": On(day), **who, **last_day})


def confirmation(day: int, name: str, *steps: Step) -> Side:
    """What became of asking somebody on that day."""
    return Side(
        "response-confirmations", "confirmations", day, PROGRAM, {"title": f"征求意见：{name}"}, steps
    )


def confirmed(day: int, clerk: str, text: str = "内容无异议。") -> Step:
    """The text is right, says who was asked."""
    return Step(day, f"{clerk}.clerk", "confirm", {"replied_on": On(day), "reply_text": text})


def differed(day: int, clerk: str, text: str) -> Step:
    """The text is not right, says who was asked."""
    return Step(day, f"{clerk}.clerk", "differ", {"replied_on": On(day), "reply_text": text})


def approved(day: int, text: str = "同意发布。") -> Step:
    """The leading group approves the response."""
    return Step(day, LEADERS, "approve_response", {"response_opinion": text})


def closed(day: int, effect: str) -> Step:
    """Done with, and what it brought."""
    return Step(day, OFFICE, "close", {"effect": effect})


def planned(day: int, channel: str, place: str, *steps: Step) -> Side:
    """A channel the office plans, and what became of it."""
    return Side(
        "response-releases",
        "concern",
        day,
        "clerk",
        {"title": f"回应发布：{place}", "channel": channel, "place": place},
        steps,
    )


def published(day: int, channel: str, place: str, clock: str, *after: Step, **told: Any) -> Side:
    """Planned and published on one day, at a time of the morning."""
    step = Step(day, "clerk", "publish", {"published_at": At(day, clock), **told})
    return planned(day, channel, place, step, *after)
