"""附件1 第十五条 in its own words: applied for three days ahead, signed by the leader, then carried out."""

from __future__ import annotations

from datetime import date

import pytest

from app.access.actor import PROGRAM
from app.engine import Refused, Unacceptable
from models import UseRequest

WANTED = {"title": "首页飘窗", "beyond": "form", "content": "宣传周飘窗。", "wanted_at": "首页"}


@pytest.fixture
def requested(written_down):
    """A request of the land bureau, filled in."""
    return lambda: written_down(UseRequest, "clerk", "land", **WANTED)


@pytest.mark.clause("A1.15")
def test_it_is_applied_for_three_days_ahead_signed_and_carried_out(clock, requested, take, newcomer):
    leader = newcomer("vice", "office", "portal_leader")
    clock.turn("2026-03-02")
    request = requested()
    # Monday 2 March and three days: Thursday the 5th.
    take(request, "apply", "clerk", planned_on=date(2026, 3, 5))
    with pytest.raises(Refused):
        take(request, "carry_out", "clerk", done_on=date(2026, 3, 2), done_at="首页")
    take(request, "review", "reviewer", opinion="建议同意")
    take(request, "sign", leader, leader_opinion="同意")
    day = clock.turn("2026-03-05")
    take(request, "carry_out", "clerk", done_on=day, done_at="首页")
    assert (request.state, request.closed_on) == ("done", day)


@pytest.mark.clause("A1.15")
@pytest.mark.parametrize(
    ("today", "planned", "short"),
    [
        ("2026-03-02", date(2026, 3, 4), True),
        ("2026-03-02", date(2026, 3, 5), False),
        # Thursday and three days are a Sunday: calendar days, whatever day they end on.
        ("2026-03-05", date(2026, 3, 7), True),
        ("2026-03-05", date(2026, 3, 8), False),
    ],
)
def test_sooner_only_what_is_urgent_with_the_reason(clock, requested, take, today, planned, short):
    clock.turn(today)
    request = requested()
    if short:
        with pytest.raises(Unacceptable) as told:
            take(request, "apply", "clerk", planned_on=planned)
        assert "附件1第十五条" in str(told.value.errors["urgent_reason"])
        assert request.state == "drafted"
        take(request, "apply", "clerk", planned_on=planned, urgent_reason="暴雨预警")
    else:
        take(request, "apply", "clerk", planned_on=planned)
    assert request.state == "applied"


@pytest.mark.clause("A1.15")
def test_a_day_that_is_over_is_no_plan_and_what_is_not_carried_out_lapses(clock, requested, take, made):
    clock.turn("2026-03-02")
    request = requested()
    with pytest.raises(Unacceptable) as told:
        take(request, "apply", "clerk", planned_on=date(2026, 3, 1), urgent_reason="急")
    assert "附件1第十五条" in str(told.value.errors["planned_on"])
    take(request, "apply", "clerk", planned_on=date(2026, 3, 5))
    clock.turn("2026-03-05")
    assert made.engine.expire(request, PROGRAM) is None
    clock.turn("2026-03-06")
    made.engine.expire(request, PROGRAM)
    assert request.state == "lapsed"
