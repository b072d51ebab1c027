"""附件8 九(五)、(六) in the clauses' words: third parties, and other agencies.

March 2026 has no day off but weekends; Tomb-Sweeping is off 4-6 April.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.access.actor import PROGRAM
from app.engine import NotAllowed, Refused, Unacceptable
from models import Letter, TrailEntry


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


@pytest.mark.clause("A8.9.4")
@pytest.mark.clause("A8.9.5")
def test_what_one_third_party_refuses_does_not_keep_the_rest_closed(clock, handling, third_party, take):
    clock.turn("2026-03-02")
    request = handling()
    for name, reply in (("甲公司", "agree"), ("乙公司", "refuse")):
        party = third_party(request, name)
        take(party, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 23))
        take(party, reply, "clerk", replied_on=date(2026, 3, 2), reply_text="见来函")
    with pytest.raises(Unacceptable):
        take(request, "draft", "clerk", outcome="granted", answer_text="两家的设计文件")
    take(
        request,
        "draft",
        "clerk",
        outcome="partial",
        answer_text="甲公司的设计文件",
        outcome_reason="乙公司的设计文件涉及商业秘密，乙公司不同意公开",
    )
    take(request, "approve", "head")
    assert request.state == "approved"


@pytest.mark.clause("A8.9.5")
def test_an_objection_that_comes_after_the_draft_stops_the_answer(clock, handling, third_party, take):
    clock.turn("2026-03-02")
    request = handling()
    take(request, "draft", "clerk", outcome="granted", answer_text="全文", form_given="paper")
    first = third_party(request, "甲公司")
    take(first, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 23))
    take(first, "refuse", "clerk", replied_on=date(2026, 3, 2), reply_text="涉及商业秘密")
    with pytest.raises(Refused) as objected:
        take(request, "approve", "head")
    assert objected.value.refusal.clauses == ("A8.9.5",)
    take(first, "override", "head", override_reason="涉及防洪安全")
    take(request, "approve", "head")
    second = third_party(request, "乙公司")
    sent = {"answered_on": date(2026, 3, 2), "delivery_given": "pickup"}
    with pytest.raises(Refused):
        take(request, "answer", "clerk", **sent)
    take(second, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 23))
    take(second, "refuse", "clerk", replied_on=date(2026, 3, 2), reply_text="涉及商业秘密")
    with pytest.raises(Refused):
        take(request, "answer", "clerk", **sent)


@pytest.mark.clause("A8.9.5")
def test_a_refusal_entered_after_the_last_day_is_a_refusal(session, made, clock, handling, third_party, take):
    clock.turn("2026-03-02")
    request = handling(rules="regulation-2019", identity_seen=True)
    party = third_party(request)
    take(party, "ask", "officer", asked_on=date(2026, 3, 2))
    clock.turn("2026-03-24")
    made.engine.expire(party, PROGRAM)
    session.commit()
    assert not party.forbids_disclosure
    take(party, "refuse", "clerk", replied_on=date(2026, 3, 10), reply_text="3月10日寄达：涉及商业秘密")
    assert party.forbids_disclosure


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
    take(party, "ask", "officer", asked_on=date(2026, 3, 2))
    clock.turn("2026-03-24")
    made.engine.expire(party, PROGRAM)
    session.commit()
    assert (party.state, party.forbids_disclosure) == ("silent", False)
    take(party, "judge", "head", grounds_hold="yes", judgement="涉及商业秘密，理由成立")
    assert party.forbids_disclosure


@pytest.mark.clause("A8.9.6")
def test_other_agencies_confirm_before_the_answer(clock, handling, agency, take):
    clock.turn("2026-03-02")
    request = handling()
    water = agency(request)
    with pytest.raises(Refused) as waiting:
        take(request, "draft", "clerk", outcome="granted", answer_text="全文")
    assert waiting.value.refusal.clauses == ("A8.9.6",)
    take(water, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 23))
    # The notice of 2020 leaves out third parties' time only (第十条): the period runs on.
    assert request.due_on == date(2026, 3, 30)
    take(water, "differ", "clerk", replied_on=date(2026, 3, 2), reply_text="不同意")
    with pytest.raises(Unacceptable) as wrong:
        take(request, "draft", "clerk", outcome="granted", answer_text="全文")
    assert list(wrong.value.errors) == ["outcome"]
    take(water, "confirm", "clerk", replied_on=date(2026, 3, 2))
    take(request, "draft", "clerk", outcome="granted", answer_text="全文", form_given="paper")


# -- until when, and what comes late -----------------------------------------------------


@pytest.fixture
def sweep(session, made):
    """The program looks whether the period of an inquiry has run out."""

    def look(inquiry):
        made.engine.expire(inquiry, PROGRAM)
        session.commit()

    return look


@pytest.mark.clause("A8.9.5")
@pytest.mark.clause("A8.9.6")
@pytest.mark.parametrize("kind", ["third_party", "agency"])
def test_the_regulation_sets_the_day_to_answer_by_and_the_notice_leaves_it_to_the_body(
    clock, handling, third_party, agency, take, kind
):
    clock.turn("2026-03-02")
    name = {"third_party": third_party, "agency": agency}[kind]
    lawful, local = name(handling(rules="regulation-2019", identity_seen=True)), name(handling())
    with pytest.raises(Unacceptable) as set_by_hand:
        take(lawful, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 3))
    assert list(set_by_hand.value.errors) == ["answer_by"]
    take(lawful, "ask", "officer", asked_on=date(2026, 3, 2))
    # Monday 2 March: day 1 the 3rd, day 5 the 9th, day 10 the 16th, day 15 the 23rd.
    assert (lawful.answer_by, lawful.due_on) == (date(2026, 3, 23), date(2026, 3, 23))
    with pytest.raises(Unacceptable) as left_open:
        take(local, "ask", "officer", asked_on=date(2026, 3, 2))
    assert list(left_open.value.errors) == ["answer_by"]


@pytest.mark.clause("A8.9.5")
def test_the_letter_under_the_regulation_tells_the_day_the_law_sets(
    session, clock, handling, third_party, take
):
    clock.turn("2026-03-02")
    party = third_party(handling(rules="regulation-2019", identity_seen=True))
    take(party, "ask", "officer", asked_on=date(2026, 3, 2))
    letter = session.scalars(select(Letter).where(Letter.kind == "third_party_inquiry")).one()
    assert "2026年3月23日前（含当日）" in letter.html


@pytest.mark.clause("A8.10")
def test_a_reply_in_time_but_entered_after_the_sweep_ends_the_standstill_on_its_day(
    clock, handling, third_party, take, sweep
):
    clock.turn("2026-03-02")
    request = handling()
    party = third_party(request)
    take(party, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 10))
    clock.turn("2026-03-12")
    sweep(party)
    # 3 to 10 March left out, six working days: 31 March, 1, 2, 3, 7 and 8 April after day 20 on 30 March.
    assert (party.state, request.due_on) == ("silent", date(2026, 4, 8))
    take(party, "agree", "clerk", replied_on=date(2026, 3, 6))
    # 3 to 6 March left out, four working days: 31 March, 1, 2 and 3 April.
    assert request.due_on == date(2026, 4, 3)


@pytest.mark.clause("A8.9.5")
@pytest.mark.clause("A8.10")
def test_a_reply_after_the_last_day_is_silence_first_and_lengthens_nothing(
    clock, handling, third_party, take, sweep
):
    clock.turn("2026-03-02")
    request = handling()
    party = third_party(request)
    take(party, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 6))
    clock.turn("2026-03-20")
    with pytest.raises(Unacceptable) as late:
        take(party, "agree", "clerk", replied_on=date(2026, 3, 20))
    assert list(late.value.errors) == ["replied_on"]
    sweep(party)
    take(party, "agree", "clerk", replied_on=date(2026, 3, 20))
    # Only 3 to 6 March are left out, as above.
    assert (party.state, request.due_on) == ("agreed", date(2026, 4, 3))


@pytest.mark.clause("A8.9.6")
def test_under_the_notice_an_agency_may_confirm_after_its_day(clock, handling, agency, take, sweep):
    clock.turn("2026-03-02")
    water = agency(handling())
    take(water, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 6))
    clock.turn("2026-03-20")
    sweep(water)
    assert water.state == "asked"
    take(water, "confirm", "clerk", replied_on=date(2026, 3, 20))
    assert water.state == "confirmed"


@pytest.mark.clause("A8.9.6")
def test_under_the_regulation_an_objection_in_time_counts_although_entered_late(
    clock, handling, agency, take, sweep
):
    clock.turn("2026-03-02")
    request = handling(rules="regulation-2019", identity_seen=True)
    water = agency(request)
    take(water, "ask", "officer", asked_on=date(2026, 3, 2))
    clock.turn("2026-03-26")
    sweep(water)
    assert (water.state, water.forbids_disclosure) == ("assumed", False)
    # The last day was 23 March: what came later had been consented to.
    with pytest.raises(Unacceptable) as late:
        take(water, "differ", "clerk", replied_on=date(2026, 3, 24), reply_text="不同意")
    assert list(late.value.errors) == ["replied_on"]
    take(water, "differ", "clerk", replied_on=date(2026, 3, 23), reply_text="3月23日寄达：不同意")
    assert (water.state, water.forbids_disclosure) == ("differing", True)
    with pytest.raises(Unacceptable):
        take(request, "draft", "clerk", outcome="granted", answer_text="全文")


@pytest.mark.clause("A8.9.5")
@pytest.mark.clause("A8.9.6")
@pytest.mark.parametrize("kind", ["third_party", "agency"])
def test_nobody_is_asked_about_a_request_that_is_closed(clock, register, third_party, agency, take, kind):
    clock.turn("2026-03-02")
    request = register()
    take(request, "withdraw", "clerk", reason="申请人书面撤回", withdrawn_on=date(2026, 3, 2))
    with pytest.raises(Unacceptable) as closed:
        {"third_party": third_party, "agency": agency}[kind](request)
    assert list(closed.value.errors) == ["request_id"]


@pytest.mark.clause("A8.9.5")
@pytest.mark.clause("A8.9.6")
def test_who_is_still_asked_about_a_request_that_comes_to_nothing_is_let_go(
    session, clock, handling, third_party, agency, take, sweep, unit_id
):
    clock.turn("2026-03-02")
    request = handling()
    take(request, "forward", "officer", handling_unit_id=unit_id("registry"))
    asked, named, answered, water = (
        third_party(request),
        third_party(request),
        third_party(request),
        agency(request),
    )
    for inquiry in (asked, answered, water):
        take(inquiry, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 10))
    take(answered, "agree", "clerk", replied_on=date(2026, 3, 2))
    clock.turn("2026-03-05")
    # The clerk of the division that handles it may write the request, not what the bureau asks.
    take(request, "withdraw", "registrar", reason="申请人书面撤回", withdrawn_on=date(2026, 3, 4))
    assert [one.state for one in (asked, named, answered, water)] == ["lapsed", "lapsed", "agreed", "lapsed"]
    assert (asked.closed_on, asked.due_on) == (date(2026, 3, 4), date(2026, 3, 10))
    assert all(run.met_on == date(2026, 3, 4) for run in asked.clocks)
    clock.turn("2026-03-16")
    sweep(asked)
    assert asked.state == "lapsed"
    rows = session.scalars(select(TrailEntry).where(TrailEntry.step == "lapse")).all()
    assert {(row.actor_id, row.reason) for row in rows} == {(None, "申请人书面撤回")}
    assert len(rows) == 3
