"""What the sweep does to whoever runs it: nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app import sweep
from app.access.actor import NOBODY, PROGRAM, Actor, acting, present
from app.jobs.runner import Runner
from app.parts import Parts
from models import InformationRequest, ThirdParty
from models.attachment import Draft
from models.trail import TrailEntry


def test_the_program_acts_in_the_sweep_and_not_in_who_listens_to_it(
    session: Any,
    made: Parts,
    clock: Any,
    actor: Callable[[str], Actor],
    register: Callable[..., InformationRequest],
) -> None:
    request = register()
    for name in ("甲公司", "乙公司"):
        party = ThirdParty(
            title="t",
            unit_id=request.unit_id,
            rules=request.rules,
            request=request,
            addressee=name,
            question="?",
        )
        session.add(party)
        made.engine.open(party, actor("clerk"))
        asked = {"asked_on": date(2026, 3, 2), "answer_by": date(2026, 3, 6)}
        made.engine.perform(party, "ask", actor("officer"), asked)
    session.commit()
    clock.turn("2026-03-09")
    with acting(NOBODY):
        seen = [(one.on, present()) for one in sweep.expire(session, made)]
    assert seen == [(date(2026, 3, 6), NOBODY)] * 2


@pytest.fixture
def draft(session: Any, made: Parts, user_id: Callable[[str], int]) -> Callable[..., None]:
    """``draft("clerk", "office.x")`` is typed now; once more, and it is typed on."""

    def type_in(name: str, form: str) -> None:
        one = session.scalars(select(Draft).where(Draft.user_id == user_id(name), Draft.form == form)).first()
        one = one or Draft(user_id=user_id(name), form=form)
        one.values, one.saved_at = {"applicant": "岑大山"}, made.time.now()
        session.add(one)
        session.commit()

    return type_in


def test_a_draft_nobody_goes_on_with_is_removed_and_counted(
    app: Flask, session: Any, made: Parts, clock: Any, draft: Callable[..., None]
) -> None:
    """Two are typed on 2 March, one of them goes on on the 20th; thirty days after the 2nd is 1 April."""
    clock.turn("2026-03-02")
    draft("clerk", "office.left")
    draft("clerk", "office.goes-on")
    draft("officer", "office.left")
    clock.turn("2026-03-20")
    draft("clerk", "office.goes-on")
    clock.turn("2026-03-31")
    assert sweep.forget_drafts(session, made, 30) == 0
    assert session.scalars(select(TrailEntry.id).where(TrailEntry.action == "purge")).all() == []
    clock.turn("2026-04-01")
    session.rollback()
    made.jobs.enqueue("purge", actor=PROGRAM)
    session.commit()
    runner = Runner(app)
    while runner.next():
        continue
    session.rollback()
    assert session.scalars(select(Draft.form)).all() == ["office.goes-on"]
    (told,) = session.scalars(select(TrailEntry).where(TrailEntry.action == "purge"))
    assert (told.actor_name, told.changes, told.subject) == (PROGRAM.name, {}, "")
    assert "2" in told.reason
    assert "30" in told.reason
    assert "岑大山" not in told.reason
    assert sweep.forget_drafts(session, made, 30) == 0
