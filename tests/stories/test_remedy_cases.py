"""Reconsideration and litigation in the laws' words: answered in time, decided, answered anew.

Days are counted by hand on the calendar of 2026: Tomb-Sweeping off 4-6 April, Labour Day off 1-5 May,
9 May worked.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.engine import NotAllowed, Refused, Unacceptable
from models import Letter, RemedyCase
from models.remedy_terms import KINDS

CASE = {
    "title": "不服不予公开征地方案",
    "kind": "reconsideration",
    "procedure": "ordinary",
    "organ": "罗甸县人民政府",
    "applicant": "韦照野",
    "request_told": "2019年登记的征地方案申请",
    "disputed": "《政府信息不予公开告知书》。",
}
LAWSUIT = {"kind": "litigation_direct", "procedure": None, "organ": "罗甸县人民法院"}
AFTER = {**LAWSUIT, "kind": "litigation_after_reconsideration", "counted_by": "here"}
DRAFT = {
    "representative": "岑默川（局长）",
    "grounds": "该信息属于过程性信息。",
    "legal_basis": "《中华人民共和国政府信息公开条例》第十六条第二款。",
    "plea": "请求维持答复。",
}


@pytest.fixture
def contested(written_down, made):
    """A case of the land bureau whose copy came today; keywords change columns."""

    def enter(**values):
        columns = {**CASE, "received_on": made.time.today(), **values}
        return written_down(RemedyCase, "clerk", "land", **columns)

    return enter


@pytest.fixture
def answered(handling, take, made):
    """An information request of the land bureau that was answered today."""

    def go():
        request = handling()
        take(request, "draft", "officer", outcome="granted", answer_text="见附件")
        take(request, "approve", "head")
        take(request, "answer", "officer", answered_on=made.time.today(), delivery_given="pickup")
        return request

    return go


@pytest.fixture
def handed_in(contested, take, made):
    """A reconsideration the unit has answered."""

    def go(**values):
        case = contested(**values)
        take(case, "draft", "clerk", **DRAFT)
        take(case, "approve_reply", "unit_head")
        take(case, "hand_in", "clerk", answered_on=made.time.today())
        return case

    return go


@pytest.mark.clause("ZF.51")
@pytest.mark.clause("FY.48")
def test_the_reply_is_drafted_approved_by_the_head_and_handed_in_within_ten_working_days(
    session, clock, contested, answered, take
):
    clock.turn("2026-02-27")
    request = answered()
    clock.turn("2026-03-02")
    case = contested(source_id=request.id, request_told=None)
    assert case.number == "罗自然资复议诉讼〔2026〕1号"
    assert [one.title for one in request.remedies] == [case.title]
    # Ten working days after Monday 2 March: four in its week, five in the next, one more.
    assert case.due_on == date(2026, 3, 16)
    take(case, "draft", "clerk", **DRAFT)
    take(case, "return_draft", "unit_head", reason="写明文号")
    take(case, "draft", "clerk", **DRAFT)
    with pytest.raises(NotAllowed):
        take(case, "approve_reply", "clerk")
    with pytest.raises(Refused) as told:
        take(case, "approve_defence", "unit_head")
    assert "行政复议" in str(told.value.refusal.sentence)
    day = clock.turn("2026-03-09")
    take(case, "approve_reply", "unit_head")
    paper = session.scalars(select(Letter).where(Letter.kind == "reconsideration_reply")).one()
    assert paper.number == "罗自然资复答〔2026〕1号"
    for said in ("行政复议法》第四十八条", "被申请人：罗甸县自然资源局", "申请人：韦照野", "请求维持答复。"):
        assert said in paper.html
    with pytest.raises(Unacceptable) as told:
        take(case, "hand_in", "clerk", answered_on=date(2026, 3, 6))
    assert list(told.value.errors) == ["answered_on"]
    take(case, "hand_in", "clerk", answered_on=day)
    assert [(run.name, run.met_on) for run in case.clocks] == [("answer_period", day)]


@pytest.mark.clause("FY.48")
def test_nobody_approves_what_she_drafted(contested, take, newcomer):
    two = newcomer("two", "land", "clerk", "unit_head")
    case = contested()
    take(case, "draft", two, **DRAFT)
    with pytest.raises(Refused):
        take(case, "approve_reply", two)
    take(case, "approve_reply", "unit_head")
    take(case, "recall", two, reason="补充证据")
    assert case.state == "received"


@pytest.mark.clause("FY.48")
@pytest.mark.parametrize(
    ("kind", "approve"), [({}, "approve_reply"), (LAWSUIT, "approve_defence")], ids=["reply", "defence"]
)
def test_what_goes_out_is_what_was_approved(session, made, contested, take, kind, approve):
    case = contested(**kind)
    take(case, "draft", "clerk", **DRAFT)
    take(case, approve, "unit_head")
    approved, case.grounds = case.grounds, "另行添加的理由。"
    session.commit()
    with pytest.raises(Refused):
        take(case, "hand_in", "clerk", answered_on=made.time.today())
    case.grounds = approved
    session.commit()
    take(case, "hand_in", "clerk", answered_on=made.time.today())
    assert case.state == "answered"


@pytest.mark.clause("FY.54")
@pytest.mark.clause("FY.55")
def test_in_summary_procedure_five_working_days_count_until_it_becomes_an_ordinary_one(
    session, clock, contested, take
):
    clock.turn("2026-03-02")
    case = contested(procedure="summary")
    assert case.due_on == date(2026, 3, 9)
    take(case, "draft", "clerk", **DRAFT)
    take(case, "approve_reply", "unit_head")
    assert "第五十四条第一款" in session.scalars(select(Letter.html)).one()
    clock.turn("2026-03-05")
    take(case, "change_procedure", "clerk")
    # From the day of receipt on, as if it had been one from the start.
    assert (case.procedure, case.due_on) == ("ordinary", date(2026, 3, 16))
    with pytest.raises(Refused):
        take(case, "change_procedure", "clerk")


@pytest.mark.clause("SS.67")
@pytest.mark.parametrize(
    ("received", "due"),
    # Fifteen days after 20 March are 4 April, a day off as the two after it.
    [("2026-03-02", date(2026, 3, 17)), ("2026-03-20", date(2026, 4, 7))],
)
def test_a_lawsuit_is_answered_within_fifteen_days(session, clock, contested, take, received, due):
    clock.turn(received)
    case = contested(**LAWSUIT)
    assert case.due_on == due
    take(case, "draft", "clerk", **DRAFT)
    with pytest.raises(Refused) as told:
        take(case, "approve_reply", "unit_head")
    assert "行政诉讼" in str(told.value.refusal.sentence)
    take(case, "approve_defence", "unit_head")
    paper = session.scalars(select(Letter)).one()
    assert paper.number == "罗自然资诉答〔2026〕1号"
    assert "行政诉讼法》第六十七条第一款" in paper.html


@pytest.mark.clause("FY.68")
@pytest.mark.clause("FY.69")
@pytest.mark.clause("SS.69")
def test_the_result_is_entered_with_its_day_and_number(clock, handed_in, take):
    clock.turn("2026-03-02")
    case = handed_in()
    day = clock.turn("2026-04-20")
    decided = {"decided_on": day, "decision_number": "罗府行复决字第1号"}
    with pytest.raises(Unacceptable) as told:
        take(case, "conclude", "clerk", result="corrected", **decided)
    assert list(told.value.errors) == ["corrected_what"]
    take(case, "conclude", "clerk", result="upheld", **decided)
    assert (case.state, case.result, case.closed_on) == ("concluded", "upheld", day)


@pytest.mark.clause("FY.64")
@pytest.mark.clause("FY.66")
@pytest.mark.clause("SS.70")
@pytest.mark.clause("SS.72")
@pytest.mark.clause("A8.10")
@pytest.mark.parametrize(
    ("ordered", "due"),
    # Twenty working days after Monday 20 April: 8 in April, 6 to 9, 11 to 15 and 18 to 20 May.
    [(None, date(2026, 5, 20)), (date(2026, 5, 8), date(2026, 5, 8))],
)
def test_a_new_answer_is_due_on_the_day_ordered_or_within_twenty_working_days(
    clock, answered, handed_in, take, ordered, due
):
    clock.turn("2026-03-02")
    request = answered()
    case = handed_in(source_id=request.id)
    decided = clock.turn("2026-04-20")
    order = {"decided_on": decided, "decision_number": "罗府行复决字第1号", "corrected_what": "撤销答复"}
    with pytest.raises(Unacceptable) as told:
        take(case, "order_redo", "clerk", **order, redo_by=decided)
    assert list(told.value.errors) == ["redo_by"]
    take(case, "order_redo", "clerk", **order, redo_by=ordered)
    assert (case.state, case.result, case.redo_by, case.due_on) == ("redoing", "corrected", due, due)
    day = clock.turn("2026-05-07")
    take(case, "redo", "clerk", redone_on=day, redone_with="罗自然资公开复〔2026〕2号，予以公开")
    assert (case.state, case.closed_on) == ("redone", day)
    # The request is answered as it was: table 2 counts it once.
    assert (request.state, request.answered_on) == ("answered", date(2026, 3, 2))


@pytest.mark.clause("FY.41")
@pytest.mark.clause("SS.62")
def test_a_case_that_is_withdrawn_has_another_result_on_that_day(clock, handed_in, take):
    clock.turn("2026-03-02")
    case = handed_in()
    day = clock.turn("2026-03-20")
    take(case, "withdraw", "clerk", decided_on=day)
    assert (case.state, case.result, case.decided_on, case.closed_on) == (
        *("withdrawn", "other_result"),
        *(day, day),
    )


@pytest.mark.clause("SS.89")
@pytest.mark.clause("SS.91")
def test_a_result_that_no_longer_stands_leaves_the_case_pending(clock, handed_in, take):
    clock.turn("2026-03-02")
    case = handed_in()
    first, second = date(2026, 4, 20), date(2026, 7, 1)
    clock.turn("2026-04-20")
    order = {"decided_on": first, "decision_number": "1号", "corrected_what": "撤销答复"}
    take(case, "order_redo", "clerk", **order)
    with pytest.raises(NotAllowed):
        take(case, "reopen", "clerk", reason="再审撤销")
    take(case, "reopen", "unit_head", reason="再审撤销")
    assert (case.state, case.result, case.decided_on, case.redo_by) == ("pending", None, None, None)
    clock.turn("2026-07-01")
    take(case, "order_redo", "clerk", **{**order, "decided_on": second})
    # Twenty working days after Wednesday 1 July: 2 that week, 5 in each of the next three, 3 more.
    assert (case.redo_by, case.due_on) == (date(2026, 7, 29), date(2026, 7, 29))


@pytest.mark.clause("ZF.51")
def test_a_registration_made_by_mistake_keeps_its_number(contested, take):
    case = contested()
    take(case, "annul", "unit_head", reason="信访复查，误登记")
    assert (case.state, contested().number) == ("void", "罗自然资复议诉讼〔2026〕2号")


@pytest.mark.clause("ZF.51")
@pytest.mark.clause("FY.54")
@pytest.mark.clause("SS.26")
@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"request_told": None}, "request_told"),
        ({"procedure": None}, "procedure"),
        ({**LAWSUIT, "procedure": "summary"}, "procedure"),
        ({"received_on": date(2026, 3, 3)}, "received_on"),
        ({**AFTER, "counted_by": None}, "counted_by"),
        ({**LAWSUIT, "counted_by": "elsewhere"}, "counted_by"),
    ],
)
def test_a_case_says_what_its_period_and_its_place_in_the_report_hang_on(clock, contested, wrong, column):
    clock.turn("2026-03-02")
    with pytest.raises(Unacceptable) as told:
        contested(**wrong)
    assert list(told.value.errors) == [column]


@pytest.mark.clause("ZF.51")
def test_the_request_is_one_of_this_unit_unless_the_other_organ_counts_the_case(contested, register, unit_id):
    foreign = register(unit_id=unit_id("health"))
    case = contested()
    for key in (foreign.id, case.id):
        with pytest.raises(Unacceptable) as told:
            contested(source_id=key)
        assert list(told.value.errors) == ["source_id"]
    assert contested(**{**AFTER, "source_id": foreign.id, "counted_by": "elsewhere"}).source_id == foreign.id


@pytest.mark.clause("SS.26")
@pytest.mark.parametrize("kind", KINDS)
def test_only_a_lawsuit_after_reconsideration_follows_one(contested, kind):
    first = contested()
    now = {**CASE, **({} if kind == "reconsideration" else LAWSUIT), "kind": kind, "earlier_id": first.id}
    if kind == AFTER["kind"]:
        assert contested(**now, counted_by="here").earlier is first
        return
    with pytest.raises(Unacceptable) as told:
        contested(**now)
    assert list(told.value.errors) == ["earlier_id"]
