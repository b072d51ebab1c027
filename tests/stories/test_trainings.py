"""附件3 第十条 and 附件5 第十二条: who publishes and answers is trained, and it is written down."""

from __future__ import annotations

from datetime import date

import pytest

from app.engine import Unacceptable
from models import Training

PLAN = {
    "title": "信息公开业务培训",
    "organiser": "own",
    "subjects": ("business", "secrecy"),
    "planned_on": date(2026, 3, 12),
}


@pytest.mark.clause("A3.10")
@pytest.mark.clause("A5.12")
def test_a_training_is_planned_and_held_with_its_hours_and_people(clock, written_down, take, sign_in):
    clock.turn("2026-03-02")
    training = written_down(Training, "clerk", "land", **PLAN)
    assert (training.number, training.due_on) == ("罗自然资培训〔2026〕1号", date(2026, 3, 12))
    day = clock.turn("2026-03-12")
    with pytest.raises(Unacceptable) as told:
        take(training, "hold", "clerk", held_on=day, hours=0, attendee_count=-1)
    assert set(told.value.errors) == {"hours", "attendee_count"}
    people = {"hours": 6, "attendee_count": 30, "attendees": "韦承屹 信息员"}
    take(training, "hold", "clerk", held_on=day, **people)
    assert (training.state, training.hours, training.attendee_count) == ("held", 6, 30)
    page = f"/office/trainings/{training.id}"
    assert "信息公开、网站和新媒体业务、保密知识" in sign_in("clerk").get(page).text
    assert "韦承屹" not in sign_in("leader").get(page).text
    assert sign_in("stranger").get(page).status_code == 404
