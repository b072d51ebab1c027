"""What the sweep does to whoever runs it: nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from app import sweep
from app.access.actor import NOBODY, Actor, acting, present
from app.parts import Parts
from models import InformationRequest, ThirdParty


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
