"""附件8 九(五)、(六) in the clauses' words: third parties, and other agencies.

March 2026 has no day off but weekends; Tomb-Sweeping is off 4-6 April.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.access.actor import PROGRAM
from app.engine import NotAllowed, Refused, Unacceptable
from models import AgencyConsultation, Letter, TrailEntry


@pytest.mark.clause("A8.9.5")
@pytest.mark.clause("A8.10")
def test_the_time_a_third_party_takes_does_not_count(clock, handling, third_party, take):
    clock.turn("2026-03-02")
    request = handling()
    # Monday 2 March: day 1 is the 3rd; working days run unbroken to day 20 on the 30th.
    assert request.due_on == date(2026, 3, 30)
    clock.turn("2026-03-05")
    party = third_party(request)
    take(party, "ask", "officer", asked_on=date(2026, 3, 5), answer_by=date(2026, 3, 26))
    assert request.due_on is None
    assert request.paused
    clock.turn("2026-03-12")
    take(party, "agree", "clerk", replied_on=date(2026, 3, 12))
    # 6, 9, 10, 11 and 12 March do not count: five working days more, past Tomb-Sweeping (4-6 April):
    # 31 March, 1, 2, 3 and 7 April.
    assert request.due_on == date(2026, 4, 7)
    assert not request.paused


@pytest.mark.clause("A8.9.5")
def test_parallel_inquiries_exclude_their_union_not_their_sum(clock, handling, third_party, take):
    clock.turn("2026-03-02")
    request = handling()
    clock.turn("2026-03-05")
    first, second = third_party(request, "甲公司"), third_party(request, "乙公司")
    for party in (first, second):
        take(party, "ask", "officer", asked_on=date(2026, 3, 5), answer_by=date(2026, 3, 26))
    clock.turn("2026-03-10")
    take(first, "agree", "clerk", replied_on=date(2026, 3, 10))
    assert request.due_on is None
    clock.turn("2026-03-12")
    take(second, "agree", "clerk", replied_on=date(2026, 3, 12))
    assert request.due_on == date(2026, 4, 7)


@pytest.mark.clause("A8.9.5")
def test_who_refuses_is_not_disclosed_unless_the_head_overrides_in_the_public_interest(
    session, clock, handling, third_party, take
):
    clock.turn("2026-03-02")
    request = handling()
    party = third_party(request)
    take(party, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 23))
    with pytest.raises(Refused) as waiting:
        take(request, "draft", "clerk", outcome="granted", answer_text="全文")
    assert waiting.value.refusal.clauses == ("A8.9.5",)
    clock.turn("2026-03-06")
    take(party, "refuse", "clerk", replied_on=date(2026, 3, 6), reply_text="涉及本公司商业秘密")
    with pytest.raises(Unacceptable) as wrong:
        take(request, "draft", "clerk", outcome="granted", answer_text="全文")
    assert list(wrong.value.errors) == ["outcome"]
    with pytest.raises(NotAllowed):
        take(party, "override", "clerk", override_reason="公共利益")
    take(party, "override", "head", override_reason="涉及防洪安全，不公开将对公共利益造成重大影响")
    notice = session.scalars(select(Letter).where(Letter.kind == "third_party_decision")).one()
    assert "涉及防洪安全" in notice.html
    assert request.applicant not in notice.html
    take(request, "draft", "clerk", outcome="granted", answer_text="全文", form_given="paper")
    assert request.state == "drafted"


@pytest.mark.clause("A8.9.5")
def test_silence_counts_as_refusal_from_the_last_day_even_when_noticed_later(
    session, made, actor, clock, handling, third_party, take
):
    clock.turn("2026-03-02")
    request = handling()
    party = third_party(request)
    take(party, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 10))
    clock.turn("2026-03-10")
    assert made.engine.expire(party, PROGRAM) is None
    clock.turn("2026-03-16")
    made.engine.expire(party, PROGRAM)
    session.commit()
    assert (party.state, party.replied_on) == ("silent", date(2026, 3, 10))
    assert party.forbids_disclosure
    # 3-10 March excluded: six working days after 30 March: 31, 1, 2, 3, 7, 8 April.
    assert request.due_on == date(2026, 4, 8)
    row = session.scalars(select(TrailEntry).where(TrailEntry.step == "fall_silent")).one()
    assert (row.actor_id, row.clauses) == (None, "A8.9.5")


@pytest.mark.clause("A8.9.5")
def test_under_the_regulation_silence_leaves_it_to_the_body(
    session, made, clock, handling, third_party, take
):
    clock.turn("2026-03-02")
    request = handling(rules="regulation-2019", identity_seen=True)
    party = third_party(request)
    take(party, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 10))
    clock.turn("2026-03-11")
    made.engine.expire(party, PROGRAM)
    session.commit()
    assert not party.forbids_disclosure
    take(party, "judge", "head", grounds_hold="yes", judgement="涉及商业秘密，理由成立")
    assert party.forbids_disclosure


@pytest.mark.clause("A8.9.6")
def test_other_agencies_confirm_before_the_answer(session, made, actor, clock, handling, take):
    clock.turn("2026-03-02")
    request = handling()
    agency = AgencyConsultation(
        title=request.title,
        unit_id=request.unit_id,
        rules=request.rules,
        request_id=request.id,
        addressee="罗甸县水务局",
        question="是否同意公开联合制作的批复",
    )
    session.add(agency)
    made.engine.open(agency, actor("clerk"))
    session.commit()
    session.refresh(request)
    with pytest.raises(Refused) as waiting:
        take(request, "draft", "clerk", outcome="granted", answer_text="全文")
    assert waiting.value.refusal.clauses == ("A8.9.6",)
    take(agency, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 23))
    # The notice of 2020 leaves out third parties' time only (第十条): the period runs on.
    assert request.due_on == date(2026, 3, 30)
    take(agency, "differ", "clerk", replied_on=date(2026, 3, 2), reply_text="不同意")
    with pytest.raises(Unacceptable):
        take(request, "draft", "clerk", outcome="granted", answer_text="全文")
    take(agency, "confirm", "clerk", replied_on=date(2026, 3, 2))
    take(request, "draft", "clerk", outcome="granted", answer_text="全文", form_given="paper")
