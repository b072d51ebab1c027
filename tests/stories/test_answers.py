"""附件8 第九至十一条 in the clauses' words: the answer, its period, its form, and the day it leaves.

March 2026 has no day off but weekends; Tomb-Sweeping is off 4-6 April.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.engine import NotAllowed, Refused, Unacceptable
from models import Letter, Setting

# -- 第九条 -----------------------------------------------------------------------------


@pytest.mark.clause("A8.9.9")
def test_special_needs_are_known_to_the_notice_once_switched_on_and_never_to_the_regulation(
    session, handling, take
):
    answers = {"outcome": "other", "no_special_need": True, "outcome_reason": "与申请人生产、生活、科研无关"}
    under_the_notice, under_the_law = handling(), handling(rules="regulation-2019", identity_seen=True)
    with pytest.raises(Unacceptable) as off:
        take(under_the_notice, "draft", "clerk", **answers)
    assert list(off.value.errors) == ["no_special_need"]
    session.add(Setting(name="special_needs", value="on"))
    session.commit()
    take(under_the_notice, "draft", "clerk", **answers)
    with pytest.raises(Unacceptable) as unknown:
        take(under_the_law, "draft", "clerk", **answers)
    assert list(unknown.value.errors) == ["no_special_need"]


@pytest.mark.clause("A8.9.8")
def test_a_corrected_request_is_not_answered_as_one_that_was_not_corrected(clock, register, take):
    clock.turn("2026-03-02")
    corrected, straight = register(), register()
    for request in (corrected, straight):
        take(request, "accept", "officer")
    take(corrected, "ask_correction", "officer", correction_items="写明文号", correct_by=date(2026, 3, 20))
    take(corrected, "receive_correction", "clerk", corrected_on=date(2026, 3, 2), content="批复全文")
    for request in (corrected, straight):
        take(request, "pass_check", "officer")
        take(request, "clear_secrecy", "secrecy", secrecy_opinion="不涉密")
        with pytest.raises(Unacceptable) as wrong:
            take(request, "draft", "clerk", outcome="other_not_corrected")
        assert list(wrong.value.errors) == ["outcome"]


@pytest.mark.clause("A8.9.7")
def test_what_a_returned_draft_said_is_judged_with_the_new_one(handling, take):
    request = handling()
    take(
        request,
        "draft",
        "clerk",
        outcome="unable_not_held",
        other_organ="罗甸县水务局",
        other_organ_contact="0854-7612345",
        outcome_reason="该信息由水务局制作",
    )
    take(request, "return_draft", "head", reason="该信息并不存在")
    # The agency named in the first draft still stands there: the letter would name it, without a contact.
    with pytest.raises(Unacceptable) as wrong:
        take(request, "draft", "clerk", outcome="unable_not_held", other_organ_contact="", search_record="无")
    assert list(wrong.value.errors) == ["other_organ_contact"]
    take(request, "draft", "clerk", outcome="unable_not_held", search_record="查无", other_organ="")
    assert request.state == "drafted"


# -- 第十、十一条 -------------------------------------------------------------------------


@pytest.mark.clause("A8.10")
def test_the_period_is_extended_once_by_at_most_twenty_days_with_consent_and_a_letter(
    session, clock, handling, take
):
    clock.turn("2026-03-02")
    request = handling()
    reason = "需要检索的档案较多"
    with pytest.raises(NotAllowed):
        take(request, "extend", "officer", extension_days=10, extension_reason=reason)
    with pytest.raises(Unacceptable):
        take(request, "extend", "head", extension_days=21, extension_reason=reason)
    take(request, "extend", "head", extension_days=20, extension_reason=reason)
    # Ten days more are 14 April (31 March to 14 April without 4-6 April), twenty are the 28th.
    assert request.due_on == date(2026, 4, 28)
    letter = session.scalars(select(Letter).where(Letter.kind == "extension")).one()
    assert "2026年3月30日" in letter.html
    assert "2026年4月28日" in letter.html
    with pytest.raises(Refused):
        take(request, "extend", "head", extension_days=1, extension_reason=reason)


@pytest.mark.clause("A8.10")
def test_a_period_that_reaches_an_unannounced_year_is_marked_provisional(clock, register):
    clock.turn("2026-12-10")
    request = register()
    # Thursday 10 December: day 1 the 11th, 31 December is day 15; 1 January is off, 8 January day 20.
    assert request.due_on == date(2027, 1, 8)
    assert request.provisional


@pytest.mark.clause("A8.10")
def test_the_answer_is_approved_by_somebody_else_and_only_the_approved_content_leaves(
    session, clock, handling, take
):
    clock.turn("2026-03-02")
    request = handling()
    take(request, "draft", "both", outcome="granted", answer_text="批复全文", form_given="paper")
    with pytest.raises(Refused):
        take(request, "approve", "both")
    take(request, "approve", "head")
    request.answer_text = "别的内容"
    session.commit()
    with pytest.raises(Refused):
        take(request, "answer", "clerk", answered_on=date(2026, 3, 2), delivery_given="pickup")
    take(request, "recall", "head", reason="内容有误")
    take(request, "draft", "clerk", outcome="granted", answer_text="批复全文", form_given="paper")
    take(request, "approve", "head")
    clock.turn("2026-03-04")
    take(request, "answer", "clerk", answered_on=date(2026, 3, 3), delivery_given="pickup")
    assert (request.state, request.closed_on) == ("answered", date(2026, 3, 3))


@pytest.mark.clause("A8.9.1")
def test_a_file_given_that_was_not_there_at_the_approval_is_not_sent(clock, attach, handling, take):
    clock.turn("2026-03-02")
    answers = {"outcome": "granted", "answer_text": "批复见附件", "form_given": "paper"}
    sent = {"answered_on": date(2026, 3, 2), "delivery_given": "pickup"}
    request, other = handling(), handling()
    for each in (request, other):
        take(each, "draft", "clerk", **answers)
        take(each, "approve", "head")
    attach(request, "answer")
    attach(other, "other")
    with pytest.raises(Refused):
        take(request, "answer", "clerk", **sent)
    take(other, "answer", "clerk", **sent)
    take(request, "recall", "head", reason="补充附件")
    take(request, "draft", "clerk", **answers)
    take(request, "approve", "head")
    take(request, "answer", "clerk", **sent)
    assert (request.state, other.state) == ("answered", "answered")


@pytest.mark.clause("A8.11")
def test_another_form_than_asked_for_needs_a_reason(handling, take):
    request = handling(form_wanted="electronic")
    with pytest.raises(Unacceptable) as wrong:
        take(request, "draft", "clerk", outcome="granted", answer_text="全文", form_given="inspection")
    assert list(wrong.value.errors) == ["form_reason"]


@pytest.mark.clause("A8.10")
def test_a_period_that_is_over_is_not_extended(clock, handling, take):
    clock.turn("2026-03-02")
    request = handling()
    # Day 20 is Monday 30 March.
    clock.turn("2026-03-31")
    longer = {"extension_days": 5, "extension_reason": "需要检索的档案较多"}
    with pytest.raises(Refused) as late:
        take(request, "extend", "head", **longer)
    assert late.value.refusal.clauses == ("A8.10",)
    clock.turn("2026-03-30")
    take(request, "extend", "head", **longer)
    # 31 March, 1, 2, 3 and 7 April.
    assert request.due_on == date(2026, 4, 7)


@pytest.mark.clause("A8.10")
def test_a_period_that_stands_still_is_extended_once_it_runs_again(clock, handling, third_party, take):
    clock.turn("2026-03-02")
    request = handling()
    party = third_party(request)
    take(party, "ask", "officer", asked_on=date(2026, 3, 2), answer_by=date(2026, 3, 23))
    longer = {"extension_days": 5, "extension_reason": "需要检索的档案较多"}
    with pytest.raises(Refused) as paused:
        take(request, "extend", "head", **longer)
    assert paused.value.refusal.clauses == ("A8.10",)
    take(party, "agree", "clerk", replied_on=date(2026, 3, 2))
    take(request, "extend", "head", **longer)
    assert request.due_on == date(2026, 4, 7)


@pytest.mark.clause("A8.10")
def test_no_answer_leaves_before_it_was_approved(clock, handling, take):
    clock.turn("2026-03-02")
    request = handling()
    answer = {"outcome": "granted", "answer_text": "批复全文", "form_given": "paper"}
    take(request, "draft", "clerk", **answer)
    take(request, "approve", "head")
    take(request, "recall", "head", reason="内容有误")
    take(request, "draft", "clerk", **answer)
    # Approved for good on the day after the last one: an earlier day would hide that it came too late.
    clock.turn("2026-03-31")
    take(request, "approve", "head")
    with pytest.raises(Unacceptable) as early:
        take(request, "answer", "clerk", answered_on=date(2026, 3, 30), delivery_given="pickup")
    assert list(early.value.errors) == ["answered_on"]
    take(request, "answer", "clerk", answered_on=date(2026, 3, 31), delivery_given="pickup")
    assert request.closed_on == date(2026, 3, 31)
