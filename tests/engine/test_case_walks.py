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
    max_examples=80,
    stateful_step_count=24,
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
    "ask_correction",
    "receive_correction",
    "withdraw",
)
WEEK = timedelta(days=7)
BEGIN = date(2026, 9, 14)
"""A Monday; National Day (1-7 October) and make-up days lie within the periods that begin here."""


class Case(RuleBasedStateMachine):
    """One request of the land bureau and the third parties it is asked about; ``taken`` is of all walks."""

    taken: set[str]
    made: Parts
    session: Any
    clock: Any
    actors: dict[str, Actor]
    register: Callable[..., InformationRequest]
    third_party: Callable[..., ThirdParty]

    @initialize()
    def begin(self) -> None:
        self.day = self.clock.turn(BEGIN.isoformat())
        self.request = self.register()
        self.parties: list[ThirdParty] = []
        self.asked: dict[int, tuple[date, date]] = {}
        self.extension = 0
        self.rows = self._rows()

    # One rule: of several, Hypothesis leaves some out of each walk, and hardly one would get far.
    @rule(
        data=st.data(),
        act=st.sampled_from(("go_on",) * 4 + ("ask_or_reply",) * 3 + ("name", "wait", "run_out")),
    )
    def act(self, data: st.DataObject, act: str) -> None:
        """A step of the request or of a third party, another third party, or days pass."""
        getattr(self, f"_{act}")(data)

    def _wait(self, data: st.DataObject) -> None:
        days = data.draw(st.sampled_from((1, 2, 6, 12)))
        self.day = self.clock.turn((self.day + timedelta(days=days)).isoformat())

    def _name(self, _data: st.DataObject) -> None:
        if not self.request.standing.closed:
            self.parties.append(self.third_party(self.request))
            self.rows += 1

    def _ask_or_reply(self, data: st.DataObject) -> None:
        if self.parties:
            party = data.draw(st.sampled_from(self.parties))
            steps = [s.name for s in party.workflow.leaving(party.state) if not s.automatic]
            name = data.draw(st.sampled_from(steps or ["ask"]))
            days = data.draw(st.integers(-3, 0)), data.draw(st.integers(1, 9))
            back, ahead = (self.day + timedelta(days=n) for n in days)
            # Mostly a day that can be: neither before the question nor to come.
            heard = (party.asked_on or back) + timedelta(days=data.draw(st.integers(-1, 6)))
            answers = {"asked_on": back, "answer_by": ahead, "replied_on": heard, "reply_text": "涉及"}
            answers |= {"override_reason": "公共利益", "grounds_hold": "yes", "judgement": "成立"}
            if self._take(party, name, answers):
                since, until = self.asked.get(party.id, (back, back))
                if name == "ask":
                    self.asked[party.id] = (back, date.max)
                elif name in {"agree", "refuse"}:
                    # What is heard after the silence does not stop the period once more; what came in time
                    # and was entered late stopped it no longer than until it came.
                    self.asked[party.id] = (since, min(until, heard))

    def _run_out(self, data: st.DataObject) -> None:
        """The sweep, a few days after somebody's last one; somebody is asked if nobody is."""
        waiting = [party for party in self.parties if party.state == "asked"]
        if not waiting and not self.request.standing.closed:
            self._name(data)
            waiting = self.parties[-1:]
            assert self._take(waiting[0], "ask", {"asked_on": self.day, "answer_by": self.day + WEEK})
            self.asked[waiting[0].id] = (self.day, date.max)
        if waiting:
            last = data.draw(st.sampled_from(waiting)).answer_by
            after = last + timedelta(days=data.draw(st.integers(1, 4)))
            self.day = self.clock.turn(max(self.day, after).isoformat())
        for party in self.parties:
            taken = self.made.engine.expire(party, PROGRAM)
            if taken and taken.step:
                self.taken.add(taken.step.name)
                self.asked[party.id] = (self.asked[party.id][0], self._last_day(party.answer_by))
                self.rows += 1
            self.session.commit()

    def _last_day(self, day: date) -> date:
        """The day itself, or the next working day."""
        while not self.made.calendar.calendar().is_working(day):
            day += timedelta(days=1)
        return day

    def _go_on(self, data: st.DataObject) -> None:
        answers = {"secrecy_opinion": "不涉密", "extension_days": 7, "extension_reason": "档案较多"}
        answers |= {"outcome": "granted", "answer_text": "全文", "form_given": "paper"}
        answers |= {"withdrawn_on": self.day, "handling_unit_id": self.request.unit_id}
        answers |= {"correction_items": "文号", "correct_by": self.day + timedelta(days=9), "content": "批复"}
        answers |= {"corrected_on": self.day - timedelta(days=data.draw(st.integers(0, 2)))}
        # Mostly a step that starts from here; a withdrawal, which ends the walk, seldom.
        from_here = [step.name for step in self.request.workflow.leaving(self.request.state)]
        ahead = [name for name in ROAD if name in from_here and name != "withdraw"]
        name = data.draw(st.sampled_from((*ahead * 8, *ROAD)))
        if self._take(self.request, name, answers) and name in {"extend", "receive_correction"}:
            self.extension = 7 if name == "extend" else 0

    def _take(self, record: Any, name: str, answers: dict[str, Any]) -> bool:
        step = record.workflow.transitions[name]
        who = self.actors["both" if name != "approve" else "head"]
        if name == "clear_secrecy":
            who = self.actors["secrecy"]
        given = {column: answers[column] for column in (*step.asks, *step.may_ask) if column in answers}
        pending = [party for party in self.parties if party.state in {"named", "asked"}]
        try:
            self.made.engine.perform(record, name, who, given, reason="理由")
            self.session.commit()
        except (NotAllowed, Refused, Unacceptable):
            self.session.rollback()
            return False
        self.taken.add(name)
        # Who is still to be heard about a request that is withdrawn is let go, each with a row of its own.
        self.rows += 1 + (len(pending) if name == "withdraw" else 0)
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
        assert self.made.clocks.on_card(self.request, self.day) == deadline
        assert self.request.due_on == self._counted()

    def _counted(self) -> date | None:
        """Working days after the day of receipt, without those on which a third party was asked.

        A corrected request counts from the day it came back, and has no due day while it is out.
        """
        if self.request.state == "correcting":
            return None
        left, day = 20 + self.extension, self.request.corrected_on or BEGIN
        calendar = self.made.calendar.calendar()
        while left:
            day += timedelta(days=1)
            stopped = [until for since, until in self.asked.values() if since < day <= until]
            if date.max in stopped:
                return None
            left -= calendar.is_working(day) and not stopped
        return day


@pytest.fixture
def renewed(
    made: Parts, session: Any, clock: Any, actor: Callable[[str], Actor], register: Any, third_party: Any
) -> type[Case]:
    """The walk over this test's database; each of its walks registers a request of its own."""
    people = {name: actor(name) for name in ("both", "head", "secrecy")}
    told = {"made": made, "session": session, "clock": clock, "actors": people, "taken": set()}
    told |= {"register": staticmethod(register), "third_party": staticmethod(third_party)}
    return type("CaseWalk", (Case,), told)


def test_the_trail_has_every_step_and_the_dates_follow_from_the_events(renewed: type[Case]) -> None:
    run_state_machine_as_test(renewed, settings=WALKS)
    # Walks that get nowhere prove nothing: all together they went the whole road.
    assert renewed.taken >= {*ROAD, "ask", "agree", "refuse", "fall_silent", "drop"}
