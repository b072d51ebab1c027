"""附件11 and 附件10 二(一)、三(一) in the clauses' words: put to the public first, then decided."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.engine import NotAllowed, Refused, Unacceptable
from models import Letter, MajorDecision, TrailEntry
from models.decision import CATEGORIES
from tests.stories.decisions import PAPERS, PORTAL, TEXT, hearing

__all__ = ["hearing"]


@pytest.mark.clause("A11.1")
@pytest.mark.clause("A11.6")
@pytest.mark.clause("A10.2.1")
@pytest.mark.clause("A10.3.1")
def test_plan_and_reasons_are_public_opinions_heard_the_draft_revised_then_it_is_decided(
    session, clock, hearing, attach, take
):
    clock.turn("2026-03-02")
    hearing.report()
    hearing.clear()
    consultation = hearing.announce()
    assert (consultation.draft, consultation.state) == (TEXT["draft"], "running")
    # Thirty days after Monday 2 March: 29 left of March, 1 of April.
    assert (consultation.closes_on, consultation.due_on) == (date(2026, 4, 1), date(2026, 4, 1))
    clock.turn("2026-03-20")
    free, slow, late = (hearing.say(consultation, t) for t in ("提高免费水量", "先降漏损", "分两年调整"))
    clock.turn("2026-04-01")
    hearing.expire(consultation)
    assert consultation.state == "running"
    clock.turn("2026-04-02")
    hearing.expire(consultation)
    assert consultation.state == "closed"
    take(free, "adopt", "clerk")
    take(slow, "adopt_partly", "clerk", answer="漏损改造纳入考核")
    take(late, "reject", "clerk", answer="分步调整将推迟管网改造")
    hearing.publish(consultation)
    report = session.scalars(select(Letter).where(Letter.kind == "adoption_report")).one()
    assert "共收到意见3条，其中采纳1条，部分采纳1条，未采纳1条" in report.html
    assert "分步调整将推迟管网改造" in report.html
    hearing.settle(attach, *PAPERS)
    hearing.decide(date(2026, 4, 2))
    assert (hearing.decision.state, hearing.decision.decided_on) == ("decided", date(2026, 4, 2))


# -- A11.1: nothing is decided unheard ----------------------------------------------------


@pytest.mark.clause("A11.1")
def test_nothing_is_decided_before_the_adoption_report_is_published(clock, hearing, attach, take):
    clock.turn("2026-03-02")
    hearing.report()
    hearing.clear()
    hearing.settle(attach, "expert", "risk", "legality")
    with pytest.raises(Refused) as unheard:
        hearing.decide(date(2026, 3, 2))
    assert unheard.value.refusal.clauses == ("A11.1", "A10.2.1")
    consultation = hearing.announce()
    clock.turn("2026-04-02")
    hearing.expire(consultation)
    take(consultation, "sum_up", "clerk", report="未收到意见")
    take(consultation, "sign", "unit_head")
    # Signed, and not published yet: the discussion has to wait for it as well.
    for step, answers in (("decide", {}), ("waive_discussion", {"discussion_waiver": "略"})):
        with pytest.raises(Refused) as unpublished:
            take(hearing.decision, step, "unit_head", **answers)
        assert unpublished.value.refusal.clauses == ("A11.1", "A10.2.1")


@pytest.mark.clause("A11.1")
def test_a_stopped_consultation_counts_for_nothing_and_a_second_one_is_waited_for(clock, hearing, take):
    hearing.hear(clock)
    again = hearing.announce()
    with pytest.raises(Refused) as under_way:
        hearing.decide(date(2026, 4, 2))
    assert "正在征求意见" in str(under_way.value.refusal.sentence)
    take(again, "stop", "unit_head", reason="内容相同")
    with pytest.raises(Refused) as other:
        hearing.decide(date(2026, 4, 2))
    assert other.value.refusal.clauses == ("A10.3.1",)


@pytest.mark.clause("A11.1")
@pytest.mark.parametrize("left_out", ["revision", "result", "decided_on"])
def test_what_was_revised_and_decided_is_told(clock, hearing, attach, take, left_out):
    hearing.hear(clock)
    hearing.settle(attach, *PAPERS)
    told = {"decided_on": date(2026, 4, 2), "revision": "已完善", "result": "通过"}
    with pytest.raises(Unacceptable) as missing:
        take(hearing.decision, "decide", "unit_head", **{**told, left_out: None})
    assert list(missing.value.errors) == [left_out]


def test_who_submits_does_not_decide(clock, hearing, attach):
    hearing.hear(clock)
    hearing.settle(attach, *PAPERS)
    with pytest.raises(NotAllowed):
        hearing.decide(date(2026, 4, 2), "clerk")
    hearing.decide(date(2026, 4, 2), "leader")
    assert hearing.decision.state == "decided"


# -- A11.4, A11.5: what is in the list ----------------------------------------------------


@pytest.mark.clause("A11.4")
def test_a_decision_is_of_one_of_eleven_categories():
    assert len(CATEGORIES) == 11


@pytest.mark.clause("A11.5")
def test_the_list_is_signed_and_reported_to_the_county_before_anything_in_it_goes_on(
    session, clock, hearing, take
):
    day = clock.turn("2026-03-02")
    with pytest.raises(Refused) as unreported:
        take(hearing.decision, "submit", "clerk", **TEXT)
    assert unreported.value.refusal.clauses == ("A11.5",)
    take(hearing.listed, "submit", "clerk")
    with pytest.raises(NotAllowed):
        take(hearing.listed, "report", "clerk", reported_on=day)
    take(hearing.listed, "report", "unit_head", reported_on=day)
    printed = session.scalars(select(Letter).where(Letter.kind == "decision_list")).one()
    assert "2026年度重大行政决策事项目录" in printed.html
    assert "县城供水价格调整方案" in printed.html
    take(hearing.decision, "submit", "clerk", **TEXT)
    take(hearing.listed, "note", "reviewer")
    assert (hearing.listed.state, hearing.listed.closed_on) == ("noted", day)


@pytest.mark.clause("A11.5")
def test_a_list_that_was_handed_in_takes_a_further_decision_only_as_a_supplement(
    session, clock, hearing, entered, take
):
    clock.turn("2026-03-02")
    hearing.report()
    with pytest.raises(Unacceptable) as closed:
        entered(MajorDecision, decision_list=hearing.listed, title="补充事项")
    assert "附件11第五条" in str(closed.value.errors["decision_list_id"])
    session.rollback()
    take(hearing.listed, "supplement", "clerk", reason="新增一项")
    entered(MajorDecision, decision_list=hearing.listed, title="补充事项")
    kept = select(TrailEntry.reason).where(TrailEntry.step == "supplement")
    assert session.scalars(kept).one() == "新增一项"


@pytest.mark.clause("A11.5")
def test_an_empty_list_is_not_handed_in_and_a_unit_has_one_a_year(session, entered, hearing, take):
    empty = entered(type(hearing.listed), year=2027)
    with pytest.raises(Refused) as nothing:
        take(empty, "submit", "clerk")
    assert nothing.value.refusal.clauses == ("A11.5",)
    empty.year = 2026
    with pytest.raises(Unacceptable) as second:
        hearing.made.engine.check_opening(empty)
    assert hearing.listed.number in str(second.value.errors["year"])
    session.rollback()


@pytest.mark.parametrize("year", [1, 1999, 2200])
def test_a_year_has_four_digits(hearing, session, year):
    hearing.listed.year = year
    with pytest.raises(Unacceptable) as wrong:
        hearing.made.engine.check_opening(hearing.listed)
    assert list(wrong.value.errors) == ["year"]
    session.rollback()


# -- A11.7: secrecy first -----------------------------------------------------------------


@pytest.mark.clause("A11.7")
@pytest.mark.parametrize("ground", ["state_secret", "trade_secret", "privacy"])
def test_what_is_secret_or_private_is_not_pre_disclosed(session, clock, hearing, take, ground):
    clock.turn("2026-03-02")
    hearing.report()
    for state in ("planned", "reviewing"):
        assert hearing.decision.state == state
        with pytest.raises(Unacceptable) as unreviewed:
            hearing.draft()
        assert "附件11第七条" in str(unreviewed.value.errors["subject_id"])
        session.rollback()
        if state == "planned":
            take(hearing.decision, "submit", "clerk", **TEXT)
    with pytest.raises(NotAllowed):
        take(hearing.decision, "clear_secrecy", "clerk", secrecy_opinion="可以公开")
    take(hearing.decision, "withhold", "secrecy", withheld_for=ground, secrecy_opinion="不得公开")
    assert hearing.decision.state == "withheld"
    with pytest.raises(Unacceptable):
        hearing.draft()
    session.rollback()


@pytest.mark.clause("A11.7")
def test_another_draft_is_reviewed_and_put_to_the_public_again(clock, hearing, take):
    clock.turn("2026-03-02")
    hearing.report()
    hearing.clear()
    drafted = hearing.draft()
    with pytest.raises(Refused):
        take(hearing.decision, "take_back", "clerk", reason="重拟")
    take(drafted, "stop", "unit_head", reason="重拟")
    take(hearing.decision, "waive_expert", "unit_head", expert_waiver="上级已论证")
    take(hearing.decision, "take_back", "clerk", reason="重拟")
    assert (hearing.decision.state, hearing.decision.expert_waiver) == ("planned", None)


@pytest.mark.clause("A11.1")
def test_what_the_public_was_heard_on_is_not_exchanged_for_another_draft(clock, hearing, take):
    hearing.hear(clock)
    with pytest.raises(Refused) as heard:
        take(hearing.decision, "take_back", "clerk", reason="重拟")
    assert heard.value.refusal.clauses == ("A11.1", "A10.2.1")


# -- A10.3.1: the prescribed steps --------------------------------------------------------


@pytest.mark.clause("A10.3.1")
@pytest.mark.parametrize("step", PAPERS)
def test_each_prescribed_step_is_done_with_its_document(clock, hearing, attach, take, step):
    hearing.hear(clock)
    before = ("expert", "risk", "legality") if step == "discussion" else ()
    hearing.settle(attach, *before)
    done = {f"{step}_on": date(2026, 4, 2), f"{step}_result": "通过"}
    with pytest.raises(Refused) as no_paper:
        take(hearing.decision, f"record_{step}", "clerk", **done)
    assert no_paper.value.refusal.clauses == ("A10.3.1",)
    attach(hearing.decision, PAPERS[step])
    take(hearing.decision, f"record_{step}", "clerk", **done)
    assert getattr(hearing.decision, f"{step}_on") == date(2026, 4, 2)


@pytest.mark.clause("A10.3.1")
@pytest.mark.parametrize("step", PAPERS)
def test_nothing_is_decided_without_a_prescribed_step_unless_the_head_waives_it_with_a_reason(
    session, clock, hearing, attach, take, step
):
    hearing.hear(clock)
    hearing.settle(attach, *(other for other in ("expert", "risk", "legality") if other != step))
    with pytest.raises(Refused) as missing:
        hearing.decide(date(2026, 4, 2))
    assert missing.value.refusal.clauses == ("A10.3.1",)
    waiver = {f"{step}_waiver": "上级已办理"}
    with pytest.raises(NotAllowed):
        take(hearing.decision, f"waive_{step}", "clerk", **waiver)
    with pytest.raises(Unacceptable):
        take(hearing.decision, f"waive_{step}", "unit_head", **{f"{step}_waiver": " "})
    take(hearing.decision, f"waive_{step}", "unit_head", **waiver)
    signed = session.scalars(select(TrailEntry).where(TrailEntry.step == f"waive_{step}")).one()
    assert signed.actor_name == "unit_head"
    if step != "discussion":
        hearing.settle(attach, "discussion")
    hearing.decide(date(2026, 4, 2))
    assert hearing.decision.state == "decided"


@pytest.mark.clause("A10.3.1")
def test_the_discussion_comes_last(clock, hearing, attach, take):
    hearing.hear(clock)
    attach(hearing.decision, PAPERS["discussion"])
    done = {"discussion_on": date(2026, 4, 2), "discussion_result": "同意"}
    for step in ("expert", "risk", "legality"):
        with pytest.raises(Refused) as early:
            take(hearing.decision, "record_discussion", "clerk", **done)
        assert early.value.refusal.clauses == ("A10.3.1",)
        hearing.settle(attach, step)
    take(hearing.decision, "record_discussion", "clerk", **done)


def test_what_was_done_is_not_waived_afterwards(clock, hearing, attach, take):
    hearing.hear(clock)
    hearing.settle(attach, "expert")
    with pytest.raises(Refused):
        take(hearing.decision, "waive_expert", "unit_head", expert_waiver="略")


# -- what is given up ---------------------------------------------------------------------


def test_with_the_decision_its_consultation_and_the_opinions_not_answered_yet_end(clock, hearing, take):
    clock.turn("2026-03-02")
    hearing.report()
    hearing.clear()
    consultation = hearing.announce(**PORTAL)
    answered, waiting = (hearing.say(consultation, title) for title in ("甲", "乙"))
    take(answered, "adopt", "clerk")
    take(hearing.decision, "withdraw", "unit_head", reason="上级统一制定")
    assert (consultation.state, answered.state, waiting.state) == ("lapsed", "adopted", "lapsed")
