"""The index is what the records say, whatever was done to them, and rebuilt it is the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, func, select

from app.access.actor import PROGRAM, Actor
from app.engine import NotAllowed, Refused, Unacceptable
from app.installation import install
from app.parts import Parts
from app.search import index
from models import InformationRequest, Record, SearchEntry, ThirdParty

WALKS = settings(
    max_examples=40,
    stateful_step_count=12,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    database=None,
)
WORDS = st.sampled_from(["征地补偿方案", "罗小满", "罗府办〔2020〕121号", "Land use", "—", "甲"])
TODAY, AHEAD = date(2026, 3, 2), date(2026, 3, 30)
COLUMNS = ("title", "content", "applicant", "phone", "purpose", "check_note", "id_number")


def stale(session: Any) -> list[Any]:
    """The entries that are not what their records say."""
    return [entry for batch in index.stale(session()) for entry in batch]


class Desk(RuleBasedStateMachine):
    """Requests and third parties that come, are corrected, go on and go."""

    session: Any
    made: Parts
    clerk: Actor
    register: Callable[..., InformationRequest]

    @initialize(title=WORDS, applicant=WORDS)
    def begin(self, title: str, applicant: str) -> None:
        self.records: list[Any] = [self.register(title=title, applicant=applicant)]

    @precondition(lambda self: not self.records[0].standing.closed)
    @rule(words=WORDS, addressee=WORDS)
    def name_a_third_party(self, words: str, addressee: str) -> None:
        request = self.records[0]
        party = ThirdParty(
            title=words, request=request, unit_id=request.unit_id, addressee=addressee, question=words
        )
        self.session.add(party)
        self.made.engine.open(party, self.clerk)
        self.session.commit()
        self.records.append(party)

    @rule(column=st.sampled_from(COLUMNS), words=WORDS, kept=st.booleans())
    def correct(self, column: str, words: str, *, kept: bool) -> None:
        setattr(self.records[0], column, words)
        self.session.flush()
        assert stale(self.session) == []
        if kept:
            self.session.commit()
        else:
            self.session.rollback()

    @rule(data=st.data(), words=WORDS)
    def take_a_step(self, data: st.DataObject, words: str) -> None:
        record = data.draw(st.sampled_from(self.records))
        steps = [s.name for s in record.workflow.leaving(record.state) if not s.automatic]
        answers = {"secrecy_opinion": words, "check_note": words, "correction_items": words, "content": words}
        answers |= {"reply_text": words, "handling_note": words, "answer_text": words, "ruling": words}
        answers |= {"correct_by": date(2026, 3, 30), "corrected_on": date(2026, 3, 2), "outcome": "granted"}
        answers |= {
            "asked_on": date(2026, 3, 2),
            "answer_by": date(2026, 3, 20),
            "replied_on": date(2026, 3, 2),
        }
        if steps:
            try:
                self.made.engine.perform(
                    record, data.draw(st.sampled_from(steps)), PROGRAM, answers, reason=words
                )
                self.session.commit()
            except (NotAllowed, Refused, Unacceptable):
                self.session.rollback()

    @rule()
    def remove_the_last_third_party(self) -> None:
        if len(self.records) > 1:
            self.session.delete(self.records.pop())
            self.session.commit()

    @invariant()
    def the_index_is_what_the_records_say(self) -> None:
        assert stale(self.session) == []
        records, entries = (
            self.session.scalar(select(func.count()).select_from(model)) for model in (Record, SearchEntry)
        )
        assert records == entries
        assert index.is_sound(self.session())


@pytest.fixture
def desk(session: Any, made: Parts, actor: Any, register: Any) -> type[Desk]:
    """The walk on the test's database: examples follow each other in it."""
    parts = {"session": session, "made": made, "clerk": actor("clerk"), "register": staticmethod(register)}
    return type("DeskHere", (Desk,), parts)


def test_rebuilt_is_what_was_kept_whatever_was_done(desk: type[Desk]) -> None:
    run_state_machine_as_test(desk, settings=WALKS)


def test_erased_names_are_found_no_more(
    register: Callable[..., InformationRequest], session: Any, find: Callable[..., set[int]]
) -> None:
    request = register()
    request.applicant, request.phone = "已删除", None
    session.commit()
    assert find("罗小满", PROGRAM) == find("5400", PROGRAM) == set()
    assert find("删除", PROGRAM) == {request.id}


def test_init_enters_what_has_no_entry(
    app: Flask, register: Callable[..., InformationRequest], session: Any, find: Callable[..., set[int]]
) -> None:
    """So records from before the index are found after the upgrade."""
    request_id = register().id
    session.execute(delete(SearchEntry))
    session.commit()
    assert find("蒙江", PROGRAM) == set()
    session.rollback()
    install(app)
    assert find("蒙江", PROGRAM) == {request_id}
