"""Short random walks over the real application: one trail row a step, and dates that are no memory.

The due day a request carries is compared with one counted anew from what was entered: day by day on the
official calendar, leaving out the days on which some third party was being asked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from app.access.actor import PROGRAM, Actor
from app.engine import NotAllowed, Refused, Unacceptable
from app.parts import Parts
from models import InformationRequest, ThirdParty, TrailEntry
from models.information_request import InformationRequestFlow

WALKS = settings(
    max_examples=60,
    stateful_step_count=15,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    database=None,
)
ROAD = (
    "accept",
    "pass_check",
    "clear_secrecy",
    "extend",
    "forward",
    "draft",
    "approve",
    "recall",
    "withdraw",
)
BEGIN = date(2026, 9, 14)
"""A Monday; National Day (1-7 October) and make-up days lie within the periods that begin here."""


class Case(RuleBasedStateMachine):
    """One request of the land bureau and the third parties it is asked about."""

    made: Parts
    session: Any
    clock: Any
    actors: dict[str, Actor]
    register: Callable[..., InformationRequest]

    @initialize()
    def begin(self) -> None:
        self.day = self.clock.turn(BEGIN.isoformat())
        self.request = self.register()
        self.parties: list[ThirdParty] = []
        self.extension = 0
        self.rows = self._rows()

    @rule(days=st.integers(1, 6))
    def wait(self, days: int) -> None:
        self.day = self.clock.turn((self.day + timedelta(days=days)).isoformat())

    @rule()
    def name_a_third_party(self) -> None:
        request = self.request
        party = ThirdParty(
            title=request.title,
            unit_id=request.unit_id,
            rules=request.rules,
            request=request,
            addressee="甲公司",
            question="是否涉及商业秘密",
        )
        self.session.add(party)
        self.made.engine.open(party, self.actors["clerk"])
        self.session.commit()
        self.parties.append(party)
        self.rows += 1

    @rule(data=st.data())
    def ask_or_reply(self, data: st.DataObject) -> None:
        if self.parties:
            party = data.draw(st.sampled_from(self.parties))
            name = data.draw(
                st.sampled_from([s.name for s in party.workflow.leaving(party.state)] or ["ask"])
            )
            days = data.draw(st.integers(-3, 0)), data.draw(st.integers(1, 9))
            back, ahead = (self.day + timedelta(days=n) for n in days)
            answers = {"asked_on": back, "answer_by": ahead, "replied_on": back, "reply_text": "涉及"}
            answers |= {"override_reason": "公共利益", "grounds_hold": "yes", "judgement": "成立"}
            self._take(party, name, answers)

    @rule()
    def let_periods_run_out(self) -> None:
        for party in self.parties:
            if self.made.engine.expire(party, PROGRAM):
                self.rows += 1
            self.session.commit()

    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        answers = {"secrecy_opinion": "不涉密", "extension_days": 7, "extension_reason": "档案较多"}
        answers |= {"outcome": "granted", "answer_text": "全文", "form_given": "paper"}
        answers |= {"withdrawn_on": self.day, "handling_unit_id": self.request.unit_id}
        answers |= {"correction_items": "文号", "correct_by": self.day + timedelta(days=9), "content": "批复"}
        answers |= {"corrected_on": self.day - timedelta(days=data.draw(st.integers(0, 2)))}
        name = data.draw(st.sampled_from(ROAD))
        if self._take(self.request, name, answers) and name in {"extend", "receive_correction"}:
            self.extension = 7 if name == "extend" else 0

    def _take(self, record: Any, name: str, answers: dict[str, Any]) -> bool:
        step = record.workflow.transitions[name]
        who = self.actors["both" if name != "approve" else "head"]
        if name == "clear_secrecy":
            who = self.actors["secrecy"]
        given = {column: answers[column] for column in (*step.asks, *step.may_ask) if column in answers}
        try:
            self.made.engine.perform(record, name, who, given, reason="理由")
            self.session.commit()
        except (NotAllowed, Refused, Unacceptable):
            self.session.rollback()
            return False
        self.rows += 1
        return True

    def _rows(self) -> int:
        return int(self.session.scalar(select(func.count()).select_from(TrailEntry)))

    @invariant()
    def a_step_leaves_one_row_and_a_refusal_none(self) -> None:
        if hasattr(self, "rows"):
            assert self._rows() == self.rows

    @invariant()
    def the_due_day_is_what_follows_from_what_was_entered(self) -> None:
        if not hasattr(self, "rows") or self.request.standing.closed:
            return
        run = self.request.clock(InformationRequestFlow.answer_period)
        deadline = self.made.clocks.deadline(run, self.day)
        assert (self.request.due_on, self.request.warn_on) == (deadline.due, deadline.warn_on)
        assert (self.request.provisional, self.request.paused) == (deadline.provisional, deadline.paused)
        assert self.request.due_on == self._counted()

    def _counted(self) -> date | None:
        """Working days after the day of receipt, without those on which a third party was asked.

        A corrected request counts from the day it came back, and has no due day while it is out.
        """
        if self.request.state == "correcting":
            return None
        asked = [(p.asked_on, p.replied_on or date.max) for p in self.parties if p.asked_on]
        left, day = 20 + self.extension, self.request.corrected_on or BEGIN
        calendar = self.made.calendar.calendar()
        while left:
            day += timedelta(days=1)
            stopped = [until for since, until in asked if since < day <= until]
            if date.max in stopped:
                return None
            left -= calendar.is_working(day) and not stopped
        return day


@pytest.fixture
def renewed(
    made: Parts, session: Any, clock: Any, actor: Callable[[str], Actor], register: Any
) -> type[Case]:
    """The walk over this test's database; each of its walks registers a request of its own."""
    people = {name: actor(name) for name in ("clerk", "both", "head", "secrecy")}
    told = {"made": made, "session": session, "clock": clock, "actors": people}
    return type("CaseWalk", (Case,), {**told, "register": staticmethod(register)})


def test_the_trail_has_every_step_and_the_dates_follow_from_the_events(renewed: type[Case]) -> None:
    run_state_machine_as_test(renewed, settings=WALKS)
