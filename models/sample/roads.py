"""The roads an information request takes, as the building blocks the stories are told in (附件8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models.sample.applicants import APPLICANTS
from models.sample.story import PROGRAM, InUnit, On, Side, Step, Story
from models.workflow import Profile

_DELIVERY = {
    "web": "online",
    "counter": "pickup",
    "oral": "pickup",
    "email": "email",
    "fax": "post",
    "post": "post",
    "registered_post": "post",
}


def story(
    ago: int,
    unit: str,
    applicant: str,
    title: str,
    content: str,
    steps: tuple[Step, ...],
    *,
    channel: str = "web",
    rules: Profile = Profile.SEED_2020,
    sides: tuple[Side, ...] = (),
    **more: Any,
) -> Story:
    """One request: registered by the unit's clerk on the day it arrived; ``more`` are further columns."""
    values = {
        **APPLICANTS[applicant],
        "title": title,
        "content": content,
        "received_on": On(0),
        "channel": channel,
        "form_wanted": "electronic" if channel in {"web", "email"} else "paper",
        "delivery_wanted": _DELIVERY[channel],
        "identity_seen": rules is Profile.REGULATION_2019,
        **({"written_by": "窗口工作人员"} if channel == "oral" else {}),
        **more,
    }
    return Story("information-requests", unit, ago, "clerk", values, steps, sides, rules)


def checked(day: int = 1) -> tuple[Step, ...]:
    """Accepted and formally in order on a day, through the secrecy review on the next."""
    return (
        Step(day - 1 if day == 1 else day, "officer", "accept"),
        Step(day, "officer", "pass_check"),
        _cleared(day + 1),
    )


def _cleared(day: int) -> Step:
    return Step(day, "secrecy", "clear_secrecy", {"secrecy_opinion": "所申请信息不涉及国家秘密、工作秘密。"})


def corrected(told: int, items: str, back: int, content: str) -> tuple[Step, ...]:
    """Sent back once for what is missing, corrected, and then in order: round two."""
    return (
        Step(0, "officer", "accept"),
        asked_to_correct(told, items),
        Step(back, "clerk", "receive_correction", {"corrected_on": On(back), "content": content}),
        Step(back, "officer", "pass_check"),
        _cleared(back + 1),
    )


def asked_to_correct(day: int, items: str, until: int = 15) -> Step:
    """Told what to correct, within so many working days."""
    return Step(day, "officer", "ask_correction", {"correction_items": items, "correct_by": On(day + until)})


def forwarded(day: int, unit: str, note: str) -> Step:
    return Step(day, "officer", "forward", {"handling_unit_id": InUnit(unit), "handling_note": note})


def extended(day: int, days: int, reason: str) -> Step:
    return Step(day, "head", "extend", {"extension_days": days, "extension_reason": reason})


def drafted(day: int, outcome: str, facts: Mapping[str, Any]) -> Step:
    return Step(day, "officer", "draft", {"outcome": outcome, **facts})


def answered(
    ago: int,
    unit: str,
    applicant: str,
    title: str,
    content: str,
    outcome: str,
    days: int,
    *,
    before: tuple[Step, ...] | None = None,
    channel: str = "web",
    rules: Profile = Profile.SEED_2020,
    sides: tuple[Side, ...] = (),
    opening: Mapping[str, Any] | None = None,
    **facts: Any,
) -> Story:
    """A request answered after so many working days; ``facts`` are what the draft says."""
    opened = checked() if before is None else before
    ready = opened[-1].after
    closing = (
        drafted(max(ready, days - 2), outcome, facts),
        Step(max(ready, days - 1), "head", "approve"),
        Step(days, "officer", "answer", {"answered_on": On(days), "delivery_given": _DELIVERY[channel]}),
    )
    more = dict(opening or {})
    return story(
        ago,
        unit,
        applicant,
        title,
        content,
        (*opened, *closing),
        channel=channel,
        rules=rules,
        sides=sides,
        **more,
    )


def third_party(
    name: str, question: str, *, asked: int, until: int | None = None, reply: tuple[Step, ...] = ()
) -> Side:
    """Somebody whose rights are concerned, asked in writing on a day until another; the law may set that."""
    return Side(
        "third-parties",
        "request",
        asked,
        "officer",
        {"title": f"征求意见：{name}", "addressee": name, "question": question},
        (_asked(asked, until), *reply),
    )


def agency(
    name: str, question: str, *, asked: int, until: int | None = None, reply: tuple[Step, ...] = ()
) -> Side:
    """Another agency that made or holds the information too."""
    return Side(
        "agency-consultations",
        "request",
        asked,
        "officer",
        {"title": f"会商：{name}", "addressee": name, "question": question},
        (_asked(asked, until), *reply),
    )


def _asked(day: int, until: int | None) -> Step:
    last_day = {"answer_by": On(until)} if until is not None else {}
    return Step(day, "officer", "ask", {"asked_on": On(day), **last_day})


def dropped(side: Side, day: int, why: str) -> Side:
    """The same one named, but found not to be concerned before anything was asked."""
    return replace(side, after=day, steps=(Step(day, "officer", "drop", reason=why),))


def replied(day: int, step: str, text: str) -> Step:
    """A reply entered on the day it came: ``agree``, ``refuse``, ``confirm`` or ``differ``."""
    return Step(day, "clerk", step, {"replied_on": On(day), "reply_text": text})


def ran_out(day: int, step: str) -> Step:
    """A period that ran out: the program notes it."""
    return Step(day, PROGRAM, step)
