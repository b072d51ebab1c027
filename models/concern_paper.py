"""What the approval form of a concern prints besides its columns: signatures, confirmations, channels."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import object_session

from models.concern_terms import CHANNELS
from models.trail import TrailEntry

SIGNED = (
    *("propose", "approve_topic", "decline", "draft_along"),
    *("submit", "pass_draft", "clear_secrecy", "approve_response"),
)
"""The steps of which the form tells who took them last."""


def signatures(concern: Any) -> dict[str, dict[str, Any]]:
    """Who took each step last, and when; empty before the concern is stored."""
    session = object_session(concern)
    if session is None or concern.id is None:
        return {}
    rows = (
        select(TrailEntry.step, TrailEntry.actor_name, TrailEntry.at)
        .where(TrailEntry.record_id == concern.id, TrailEntry.step.in_(SIGNED), TrailEntry.result == "done")
        .order_by(TrailEntry.id)
    )
    return {str(step): {"name": name, "at": at} for step, name, at in session.execute(rows)}


def confirmations(concern: Any) -> list[dict[str, Any]]:
    """Who was asked to confirm the response, and what each of them said."""
    return [
        {
            "name": one.agency or (one.handling_unit.name if one.handling_unit else ""),
            "state_label": str(one.standing.label),
            "reply": one.overrule_reason or one.reply_text,
            "replied_on": one.replied_on,
        }
        for one in concern.confirmations
        if one.state != "dropped"
    ]


def channels(concern: Any) -> str:
    """By which channels it is published, each with its account, paper or programme."""
    told = []
    for one in concern.releases:
        label = CHANNELS[one.channel]
        if one.state in {"planned", "published"}:
            told.append(f"{label}（{one.place}）" if one.place else str(label))
    return "；".join(told)
