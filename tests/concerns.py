"""Concerns as tests begin with them: found by the county office, and the roads they take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask_appbuilder.security.sqla.models import Role, User
from sqlalchemy import select

from app.access.actor import Actor
from app.collaborators import Taken
from app.parts import Parts
from models import Account, Concern, Membership, ResponseRelease

Enter = Callable[..., Concern]
Take = Callable[..., Taken]

RESPONSE = "近日网传县城停水三天不属实，供水正常。"
FACTS = "本月水质检测报告3份。"


@pytest.fixture
def group(session: Any, made: Parts, unit_id: Callable[[str], int]) -> str:
    """Somebody of the leading group's office, by name."""
    held = session.scalars(select(Role).where(Role.name == "leading_group")).all()
    user = User(
        username="group", last_name="group", first_name="", email="g@example.org", active=True, roles=held
    )
    session.add(user)
    session.flush()
    now = made.time.now()
    session.add(
        Account(user_id=user.id, must_change=False, failures=0, password_set_at=now + timedelta(days=999))
    )
    since = made.time.today() - timedelta(days=9999)
    session.add(Membership(user_id=user.id, unit_id=unit_id("office"), post="", since=since))
    session.commit()
    return "group"


@pytest.fixture
def concern(session: Any, made: Parts, actor: Callable[[str], Actor], unit_id: Callable[[str], int]) -> Enter:
    """Register a concern as the county office, found an hour ago; keywords change columns."""

    def enter(who: str = "reviewer", unit: str = "office", **values: Any) -> Concern:
        columns = {
            "title": "网传县城停水三天",
            "unit_id": unit_id(unit),
            "found_at": made.time.now() - timedelta(hours=1),
            "source": "wechat",
            "content": "业主群转发停水截图",
            "nature": "rumour",
            "grade": "medium",
            "heat": "high",
            **values,
        }
        row = Concern(**columns)
        session.add(row)
        made.engine.open(row, actor(who))
        session.commit()
        return row

    return enter


@pytest.fixture
def drafting(concern: Enter, take: Take, group: str, unit_id: Callable[[str], int]) -> Enter:
    """One whose topic is approved, for the land bureau to draft together with the office."""

    def lead(**values: Any) -> Concern:
        row = concern(**values)
        take(row, "propose", "reviewer", analysis="截图系伪造")
        take(row, "approve_topic", group)
        take(row, "assign", "reviewer", handling_unit_id=unit_id("land"))
        take(row, "draft_along", "reviewer", office_opinion="先讲检测结果")
        return row

    return lead


@pytest.fixture
def deciding(drafting: Enter, take: Take) -> Enter:
    """One whose response is before the leading group."""

    def lead(**values: Any) -> Concern:
        row = drafting(**values)
        take(row, "submit", "clerk", response=RESPONSE, facts=FACTS)
        take(row, "pass_draft", "unit_head")
        take(row, "clear_secrecy", "secrecy", secrecy_opinion="不涉密")
        return row

    return lead


@pytest.fixture
def release(session: Any, made: Parts, actor: Callable[[str], Actor]) -> Callable[..., ResponseRelease]:
    """Plan a channel for a concern as the drafting unit's clerk."""

    def plan(row: Concern, channel: str = "portal", who: str = "clerk") -> ResponseRelease:
        planned = ResponseRelease(
            title=row.title, unit_id=row.working_unit_id, rules=row.rules, concern_id=row.id, channel=channel
        )
        session.add(planned)
        made.engine.open(planned, actor(who))
        session.commit()
        session.refresh(row)
        return planned

    return plan


def at(moment: str) -> datetime:
    """A moment of the office's clock: ``2026-03-06 22:30``."""
    return datetime.fromisoformat(f"{moment}+08:00")
