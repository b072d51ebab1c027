"""附件8 in the clauses' words: each article told once, through the engine as the people concerned.

Dates are counted by hand on the official calendar. 2026: New Year off 1-3 January (4 January
worked), Spring Festival off 15-23 February (14 and 28 February worked), Tomb-Sweeping off
4-6 April, Labour Day off 1-5 May (9 May worked).
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.engine import NotAllowed, Refused, Unacceptable
from models import InformationRequest, Letter, Unit
from models.column import declared

# -- 第五条 -----------------------------------------------------------------------------


@pytest.mark.clause("A8.5")
def test_a_request_is_registered_at_once_with_number_and_receipt(session, clock, register):
    clock.turn("2026-03-02")
    request = register()
    assert request.number == "罗自然资公开申〔2026〕1号"
    assert request.state == "registered"
    receipt = session.scalars(select(Letter)).one()
    assert (receipt.kind, receipt.dated) == ("receipt", date(2026, 3, 2))
    assert "罗自然资公开申〔2026〕1号" in receipt.html


@pytest.mark.clause("A8.5")
@pytest.mark.parametrize("day", [date(2026, 3, 3), date(2008, 4, 30), date(1, 1, 1)])
def test_a_day_of_receipt_that_cannot_be_is_refused(clock, register, day):
    clock.turn("2026-03-02")
    with pytest.raises(Unacceptable) as wrong:
        register(received_on=day)
    assert list(wrong.value.errors) == ["received_on"]


@pytest.mark.clause("A8.5")
def test_numbers_of_a_unit_run_without_gaps_and_begin_anew_each_year(clock, register):
    clock.turn("2025-12-31")
    assert register().number == "罗自然资公开申〔2025〕1号"
    assert register().number == "罗自然资公开申〔2025〕2号"
    clock.turn("2026-01-04")
    assert register().number == "罗自然资公开申〔2026〕1号"


@pytest.mark.clause("A8.5")
def test_a_registration_made_by_mistake_is_voided_and_keeps_its_number(clock, register, take):
    clock.turn("2026-03-02")
    request = register()
    take(request, "annul", "head", reason="重复录入")
    assert (request.state, request.number) == ("void", "罗自然资公开申〔2026〕1号")
    assert register().number == "罗自然资公开申〔2026〕2号"


@pytest.mark.clause("A8.11")
def test_an_answer_by_fax_is_not_promised_while_the_form_has_no_number_for_it(register):
    with pytest.raises(Unacceptable) as wrong:
        register(delivery_wanted="fax")
    assert list(wrong.value.errors) == ["delivery_wanted"]
    wanted = declared(InformationRequest)["delivery_wanted"]
    assert "fax" not in wanted.offered
    assert wanted.choices["fax"]


# -- 第三、四、六、七条 ----------------------------------------------------------------------


@pytest.mark.clause("A8.3")
def test_the_receipt_names_the_receiving_body(session, register):
    register()
    receipt = session.scalars(select(Letter)).one()
    assert "罗甸县龙坪镇解放东路1号" in receipt.html
    assert "0854-7611000" in receipt.html


@pytest.mark.clause("A8.6")
def test_records_about_oneself_need_proof_of_identity(register, take):
    request = register(about_oneself=True)
    take(request, "accept", "officer")
    with pytest.raises(Refused) as refused:
        take(request, "pass_check", "officer")
    assert refused.value.refusal.clauses == ("A8.6",)
    request.identity_seen = True
    take(request, "pass_check", "officer")
    assert request.state == "secrecy"


@pytest.mark.clause("A8.6")
def test_an_agent_needs_both_identities_and_a_power_of_attorney(session, attach, register, take):
    request = register(agent="陈代理")
    take(request, "accept", "officer")
    for purpose in ("identity", "agent_identity", "power_of_attorney"):
        with pytest.raises(Refused):
            take(request, "pass_check", "officer")
        session.rollback()
        attach(request, purpose)
    take(request, "pass_check", "officer")


@pytest.mark.clause("A8.7")
def test_an_oral_request_says_who_wrote_it_down(register):
    with pytest.raises(Unacceptable) as wrong:
        register(channel="oral")
    assert list(wrong.value.errors) == ["written_by"]
    assert register(channel="oral", written_by="clerk").id


# -- 第八条 -----------------------------------------------------------------------------


@pytest.mark.clause("A8.8")
def test_formal_check_comes_first_then_the_secrecy_review_by_somebody_else(register, take):
    request = register()
    take(request, "accept", "both")
    with pytest.raises(Refused):
        take(request, "clear_secrecy", "secrecy", secrecy_opinion="无")
    take(request, "pass_check", "both")
    with pytest.raises(Refused):
        take(request, "clear_secrecy", "both", secrecy_opinion="无")
    take(request, "clear_secrecy", "secrecy", secrecy_opinion="不涉密")
    assert request.state == "handling"


@pytest.mark.clause("A8.8")
def test_a_doubtful_one_is_referred_and_waits_for_the_ruling(register, take):
    request = register()
    take(request, "accept", "officer")
    take(request, "pass_check", "officer")
    take(request, "refer", "secrecy", referred_to="罗甸县国家保密局", referral_question="是否涉密")
    with pytest.raises(Refused):
        take(request, "draft", "clerk", outcome="granted", answer_text="全文")
    take(request, "enter_ruling", "secrecy", ruling="不属于国家秘密，可以公开")
    assert request.state == "handling"


@pytest.mark.clause("A8.8")
def test_a_referral_is_no_way_around_the_secrecy_review(register, take):
    request = register()
    take(request, "accept", "officer")
    take(request, "pass_check", "both")
    take(request, "refer", "officer", referred_to="罗甸县国家保密局", referral_question="是否涉密")
    # A second officer is no secrecy reviewer, and a reviewer who passed the formal check is no second person.
    with pytest.raises(NotAllowed):
        take(request, "enter_ruling", "officer", ruling="不属于国家秘密")
    with pytest.raises(Refused):
        take(request, "enter_ruling", "both", ruling="不属于国家秘密")
    assert request.state == "referred"


@pytest.mark.clause("A8.4")
def test_a_request_is_forwarded_inside_the_unit_and_only_there(handling, take, unit_id):
    request = handling()
    with pytest.raises(Unacceptable) as wrong:
        take(request, "forward", "officer", handling_unit_id=unit_id("health"))
    assert list(wrong.value.errors) == ["handling_unit_id"]
    take(request, "forward", "officer", handling_unit_id=unit_id("registry"))
    take(request, "draft", "registrar", outcome="granted", answer_text="见附件", form_given="paper")
    assert request.state == "drafted"


@pytest.mark.clause("A8.4")
def test_units_that_belong_to_each_other_in_a_circle_are_not_ours_to_charge(session, handling, take, unit_id):
    request = handling()
    health, office = session.get(Unit, unit_id("health")), session.get(Unit, unit_id("office"))
    health.parent, office.parent = office, health
    with pytest.raises(Unacceptable) as wrong:
        take(request, "forward", "officer", handling_unit_id=health.id)
    assert list(wrong.value.errors) == ["handling_unit_id"]


# -- 第九条 -----------------------------------------------------------------------------


@pytest.mark.clause("A8.9.8")
def test_an_unclear_request_is_told_once_what_to_correct_and_then_counts_as_new(
    session, clock, register, take
):
    clock.turn("2026-03-02")
    request = register()
    take(request, "accept", "officer")
    clock.turn("2026-03-04")
    take(
        request,
        "ask_correction",
        "officer",
        correction_items="请写明文件名称或者文号",
        correct_by=date(2026, 3, 25),
    )
    assert request.due_on is None
    letter = session.scalars(select(Letter).where(Letter.kind == "correction")).one()
    assert "请写明文件名称或者文号" in letter.html
    clock.turn("2026-03-16")
    take(
        request,
        "receive_correction",
        "clerk",
        corrected_on=date(2026, 3, 16),
        content="罗水批〔2025〕8号批复全文",
    )
    # Monday 16 March: day 1 the 17th, the 31st is day 11, 3 April day 14, the 7th day 15, the 14th day 20.
    assert (request.round, request.due_on) == (2, date(2026, 4, 14))
    with pytest.raises(Refused) as once:
        take(request, "ask_correction", "officer", correction_items="再补", correct_by=date(2026, 4, 1))
    assert once.value.refusal.clauses == ("A8.9.8",)


@pytest.mark.clause("A8.9.8")
@pytest.mark.clause("A8.10")
def test_a_corrected_request_may_be_extended_although_the_first_one_was(clock, register, take):
    clock.turn("2026-03-02")
    request = register()
    take(request, "accept", "officer")
    take(request, "extend", "head", extension_days=10, extension_reason="检索量大")
    take(request, "ask_correction", "officer", correction_items="写明文号", correct_by=date(2026, 3, 25))
    clock.turn("2026-03-16")
    take(request, "receive_correction", "clerk", corrected_on=date(2026, 3, 16), content="罗水批〔2025〕8号")
    # The first period's ten days are gone with it: 14 April is day 20 of the new one.
    assert request.due_on == date(2026, 4, 14)
    take(request, "extend", "head", extension_days=5, extension_reason="需要征求意见")
    # 15, 16, 17, 20 and 21 April.
    assert request.due_on == date(2026, 4, 21)


@pytest.mark.clause("A8.9.8")
def test_under_the_regulation_an_uncorrected_request_is_abandoned_after_its_day(
    session, clock, register, take
):
    clock.turn("2026-03-02")
    request = register(rules="regulation-2019", identity_seen=True)
    take(request, "accept", "officer")
    take(request, "ask_correction", "officer", correction_items="写明文号", correct_by=date(2026, 3, 20))
    clock.turn("2026-03-20")
    with pytest.raises(Refused):
        take(request, "abandon", "head", reason="逾期未补正")
    clock.turn("2026-03-23")
    take(request, "abandon", "head", reason="逾期未补正")
    assert (request.state, request.outcome) == ("abandoned", "other_not_corrected")


@pytest.mark.clause("A8.9.8")
def test_a_day_to_correct_that_is_no_working_day_ends_on_the_next_one(clock, register, take):
    clock.turn("2026-03-02")
    request = register(rules="regulation-2019", identity_seen=True)
    take(request, "accept", "officer")
    # 21 March is a Saturday: the applicant has until Monday the 23rd.
    take(request, "ask_correction", "officer", correction_items="写明文号", correct_by=date(2026, 3, 21))
    clock.turn("2026-03-23")
    with pytest.raises(Refused):
        take(request, "abandon", "head", reason="逾期未补正")
    clock.turn("2026-03-24")
    take(request, "abandon", "head", reason="逾期未补正")
    assert request.state == "abandoned"


@pytest.mark.clause("A8.9.7")
def test_what_is_not_held_is_told_with_the_agency_that_holds_it(session, handling, take):
    request = handling()
    with pytest.raises(Unacceptable) as wrong:
        take(request, "draft", "clerk", outcome="unable_not_held", other_organ="罗甸县水务局")
    assert set(wrong.value.errors) == {"outcome_reason", "other_organ_contact"}
    take(
        request,
        "draft",
        "clerk",
        outcome="unable_not_held",
        outcome_reason="该信息由水务局制作",
        other_organ="罗甸县水务局",
        other_organ_contact="0854-7612345",
    )
    take(request, "approve", "head")
    letter = session.scalars(select(Letter).where(Letter.kind == "answer")).one()
    assert "罗甸县水务局" in letter.html
    assert "0854-7612345" in letter.html


@pytest.mark.clause("A8.9.10")
def test_a_repeated_request_needs_the_earlier_answer(handling, take):
    request = handling()
    with pytest.raises(Unacceptable) as wrong:
        take(request, "draft", "clerk", outcome="not_processed_repeat")
    assert list(wrong.value.errors) == ["earlier_answer"]


@pytest.mark.clause("A8.9.1")
@pytest.mark.clause("A8.9.2")
@pytest.mark.clause("A8.9.3")
@pytest.mark.clause("A8.9.4")
@pytest.mark.parametrize(
    ("answers", "title"),
    [
        ({"outcome": "granted", "answer_text": "批复全文见附件"}, "政府信息予以公开告知书"),
        (
            {"outcome": "granted", "answer_text": "", "public_place": "县政府门户网站“规划计划”栏目"},
            "政府信息主动公开告知书",
        ),
        (
            {"outcome": "partial", "answer_text": "附表一", "outcome_reason": "附表二涉及个人隐私"},
            "政府信息部分公开告知书",
        ),
        ({"outcome": "denied_state_secret", "outcome_reason": "经定密为秘密级"}, "政府信息不予公开告知书"),
    ],
)
def test_each_way_of_article_nine_has_its_letter(session, handling, take, answers, title):
    request = handling()
    take(request, "draft", "clerk", **answers)
    take(request, "approve", "head")
    assert title in session.scalars(select(Letter).where(Letter.kind == "answer")).one().html


@pytest.mark.clause("A8.12")
def test_help_needed_is_asked_on_the_form_and_kept(register):
    assert register(help_needed="视力障碍，请电话告知").help_needed == "视力障碍，请电话告知"
