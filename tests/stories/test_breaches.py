"""Breaches in the words of annexes 1, 5, 6 and 8: heard first, decided by somebody else, followed up."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from sqlalchemy import func, select

from app.access.actor import PROGRAM
from app.engine import NotAllowed, Refused, Unacceptable
from models import Breach, Document, Inspection, Letter, Unit
from models.breach_kinds import ANNEXES, KINDS
from tests.stories.test_inspections import LATE

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
FEES = {
    "title": "办理信息公开申请收取检索费",
    "annex": "annex_8",
    "kind": "annex_8_fees",
    "facts": "对一件信息公开申请收取检索费50元。",
    "person": "窗口负责人 韦承屹",
}
UPKEEP = {**FEES, "title": "栏目未更新", "annex": "annex_1", "kind": "annex_1_upkeep"}
FOUND = {"severity": "ordinary", "decision": "退还所收费用，书面说明。"}


@pytest.fixture
def accused(written_down, made):
    """A breach the county office proposes about the land bureau; keywords change columns."""

    def enter(who="reviewer", unit="land", **values):
        columns = {**FEES, "noticed_on": made.time.today(), **values}
        return written_down(Breach, who, unit, **columns)

    return enter


@pytest.fixture
def group(newcomer):
    """Somebody of the leading group's office."""
    return newcomer("group", "office", "leading_group")


@pytest.fixture
def heard(accused, take, group):
    """A breach on which the unit has stated its case."""

    def bring(**values):
        breach = accused(**values)
        take(breach, "hear", "reviewer")
        take(breach, "give_statement", "clerk", statement="系误收，已退还。")
        return breach

    return bring


@pytest.mark.clause("A8.13")
def test_it_is_proposed_heard_ordered_corrected_and_closed(session, clock, accused, take, group):
    clock.turn("2026-03-02")
    breach = accused()
    assert breach.number == "罗府办追责〔2026〕1号"
    take(breach, "hear", "reviewer")
    # Five working days after Monday 2 March.
    assert breach.statement_by == date(2026, 3, 9)
    take(breach, "give_statement", "unit_head", statement="系误收，已退还。")
    take(breach, "order", group, **FOUND)
    # Fifteen working days after 2 March: five in each of the three weeks that end on 9, 16 and 23 March.
    assert (breach.correct_by, breach.due_on) == (date(2026, 3, 23), date(2026, 3, 23))
    order = session.scalars(select(Letter).where(Letter.kind == "breach_order")).one()
    assert order.number == "罗府办责改〔2026〕1号"
    for said in (
        "第十三条第（二）项所列情形",
        "系误收，已退还。",
        "退还所收费用",
        "2026年3月23日前（含当日）",
    ):
        assert said in order.html
    assert "韦承屹" not in order.html
    day = clock.turn("2026-03-10")
    take(breach, "report", "clerk", corrected_on=day, correction="已退还50元。")
    take(breach, "send_back", group, "未书面说明", checked_on=day, correct_by=date(2026, 3, 13))
    assert breach.due_on == date(2026, 3, 13)
    take(breach, "report", "clerk", corrected_on=day, correction="已书面说明。")
    take(breach, "close", group, result="已改正。")
    assert (breach.state, breach.closed_on) == ("closed", day)


@pytest.mark.clause("A1.21")
def test_who_keeps_no_column_is_criticised_by_a_circular_of_the_county_office(
    session, clock, accused, take, made, group, newcomer
):
    clerk, head = newcomer("office clerk", "office", "clerk"), newcomer("chief", "office", "unit_head")
    clock.turn("2026-03-02")
    breach = accused(**UPKEEP)
    take(breach, "hear", "reviewer")
    clock.turn("2026-03-09")
    assert made.engine.expire(breach, PROGRAM) is None
    day = clock.turn("2026-03-10")
    made.engine.expire(breach, PROGRAM)
    session.commit()
    assert (breach.state, breach.heard_how) == ("heard", "silent")
    take(breach, "find", group, **FOUND)
    with pytest.raises(Refused) as refused:
        take(breach, "close", "reviewer", result="已批评")
    assert refused.value.refusal.clauses == ("A1.21", "A6.10")
    take(breach, "circulate", group)
    with pytest.raises(Refused):
        take(breach, "circulate", group)
    circular = session.scalars(select(Document)).one()
    assert (circular.kind, circular.unit.code) == ("circular", "office")
    for said in ("罗甸县自然资源局", "违反了《罗甸县信息发布管理制度》第六条的规定", "第二十一条"):
        assert said in circular.body
    assert "韦承屹" not in circular.body
    take(circular, "submit", clerk, attribute="proactive", attribute_reason="需要社会公众知晓")
    take(circular, "approve", head)
    take(circular, "check", "reviewer")
    take(circular, "sign", "leader", attribute="proactive", signer="岑北渡", signed_on=day)
    take(circular, "assign_number", "reviewer")
    take(circular, "issue", "reviewer", issued_on=day)
    session.refresh(breach)
    assert (breach.circular_number, breach.circulated_on) == ("罗府办发〔2026〕1号", day)
    printed = session.scalars(select(Letter).where(Letter.record_id == circular.id)).one().html
    assert "罗府办发〔2026〕1号" in printed
    assert "对罗甸县自然资源局予以通报批评" in printed
    take(breach, "close", "reviewer", result="已通报批评。")
    assert breach.state == "closed"


@pytest.mark.clause("A6.10")
def test_whoever_failed_the_assessment_corrects_within_a_month(clock, heard, take, group):
    clock.turn("2026-03-02")
    breach = heard(annex="annex_6", kind="annex_6_failed")
    with pytest.raises(Unacceptable) as told:
        take(breach, "order", group, **FOUND, correct_by=date(2026, 5, 4))
    assert "附件6第十条" in str(told.value.errors["correct_by"])
    take(breach, "order", group, **FOUND)
    # One month after 2 March.
    assert breach.due_on == date(2026, 4, 2)
    day = clock.turn("2026-03-31")
    take(breach, "report", "clerk", corrected_on=day, correction="已整改。")
    with pytest.raises(Refused) as refused:
        take(breach, "close", group, result="已整改。")
    assert refused.value.refusal.clauses == ("A1.21", "A6.10")


@pytest.mark.clause("A1.22")
@pytest.mark.clause("A5.17")
@pytest.mark.clause("A6.11")
@pytest.mark.parametrize("kind", ["annex_1_secret", "annex_6_fraud", "annex_8_sold"])
def test_what_is_serious_is_referred_before_it_is_closed(made, heard, take, group, kind):
    today, ordered = made.time.today(), KINDS[kind].order
    breach = heard(annex=kind[:7], kind=kind)
    take(breach, "order" if ordered else "find", group, **FOUND | {"severity": "serious"})
    if ordered:
        take(breach, "report", "clerk", corrected_on=today, correction="已改正。")
    with pytest.raises(Refused) as refused:
        take(breach, "close", group, result="已处理。")
    assert "A5.17" in refused.value.refusal.clauses
    referral = {"referred_to": "discipline", "referral_reason": "造成泄密，建议问责。", "referred_on": today}
    take(breach, "refer", group, **referral)
    take(breach, "close", group, result="县纪委监委已处理。")
    assert breach.state == "closed"


@pytest.mark.clause("A5.16")
@pytest.mark.clause("A8.13")
def test_what_is_neither_serious_nor_overdue_is_not_referred(clock, heard, take, group):
    clock.turn("2026-03-02")
    breach = heard()
    take(breach, "order", group, **FOUND)
    referral = {"referred_to": "discipline", "referral_reason": "拒不改正。"}
    day = clock.turn("2026-03-23")
    with pytest.raises(Refused) as refused:
        take(breach, "refer", group, **referral, referred_on=day)
    assert refused.value.refusal.clauses[-1] == "A8.13"
    # The last day is over: what was not corrected in time may be referred.
    day = clock.turn("2026-03-24")
    take(breach, "refer", group, **referral, referred_on=day)
    assert (breach.state, breach.referred_on) == ("correcting", day)


# -- who may -----------------------------------------------------------------------------


@pytest.mark.clause("A8.13")
def test_whoever_proposed_does_not_decide_and_nobody_about_her_own_unit(accused, take, group, newcomer):
    breach = accused(who=group)
    take(breach, "hear", "reviewer")
    take(breach, "give_statement", "clerk", statement="无异议")
    with pytest.raises(Refused):
        take(breach, "order", group, **FOUND)
    with pytest.raises(NotAllowed):
        take(breach, "order", "reviewer", **FOUND)
    own = newcomer("of the bureau", "land", "leading_group")
    with pytest.raises(Refused) as refused:
        take(breach, "order", own, **FOUND)
    assert "须由单位以外的人员" in str(refused.value.refusal.sentence)
    take(breach, "order", newcomer("second", "office", "leading_group"), **FOUND)
    assert breach.state == "correcting"


@pytest.mark.clause("A5.16")
@pytest.mark.clause("A5.17")
def test_a_line_authority_orders_its_own_enterprise_to_correct(
    session, made, written_down, take, newcomer, unit_id
):
    works = Unit(
        code="water", name="罗甸县供水公司", word="罗供水", kind="enterprise", parent_id=unit_id("land")
    )
    session.add(works)
    session.commit()
    line, second = (newcomer(name, "land", "line_authority") for name in ("line", "second"))
    late = {**FEES, "annex": "annex_5", "kind": "annex_5_late", "noticed_on": made.time.today()}
    breach = written_down(Breach, line, "water", **late)
    take(breach, "hear", line)
    take(breach, "give_statement", newcomer("counter", "water", "enterprise_clerk"), statement="无异议")
    take(breach, "order", second, **FOUND)
    order = session.scalars(select(Letter).where(Letter.kind == "breach_order")).one()
    assert order.number == "罗自然资责改〔2026〕1号"
    assert "罗甸县供水公司：" in order.html
    # Its own bureau it does not judge, nor does it see another one's.
    own = written_down(Breach, "reviewer", "land", **{**FEES, "noticed_on": made.time.today()})
    take(own, "hear", "reviewer")
    take(own, "give_statement", "clerk", statement="无异议")
    with pytest.raises(Refused):
        take(own, "order", second, **FOUND)


@pytest.mark.clause("A8.13")
def test_the_person_in_charge_is_read_by_who_handles_it_and_masked_for_others(accused, sign_in):
    page = f"/office/breaches/{accused().id}"
    assert "韦承屹" in sign_in("reviewer").get(page).text
    assert "韦承屹" not in sign_in("leader").get(page).text
    assert sign_in("stranger").get(page).status_code == 404


@pytest.mark.clause("A8.13")
def test_the_unit_attaches_what_speaks_for_it_while_it_is_heard_and_not_before(
    session, accused, take, sign_in
):
    breach = accused()
    browser, page = sign_in("clerk"), f"/office/breaches/{breach.id}"

    def attach():
        token = TOKEN.search(browser.get("/office/profile/leave").text)[1]
        file = (io.BytesIO("退款凭证".encode()), "退款凭证.txt")
        sent = {"csrf_token": token, "purpose": "statement", "file": file}
        return browser.post(f"{page}/attachments", data=sent).status_code

    assert attach() == 403
    session.rollback()
    take(breach, "hear", "reviewer")
    assert attach() == 302
    assert "退款凭证.txt" in browser.get(page).text


# -- where it comes from -------------------------------------------------------------------


@pytest.mark.clause("A1.21")
def test_it_begins_with_the_record_it_comes_of(made, written_down, sign_in):
    seen = written_down(Inspection, "reviewer", "land", **LATE, inspected_on=made.time.today())
    browser = sign_in("reviewer")
    assert f"/office/breaches/new?source_id={seen.id}" in browser.get(f"/office/inspections/{seen.id}").text
    form = browser.get(f"/office/breaches/new?source_id={seen.id}").text
    assert f'value="{seen.number}"' in form
    assert "“征地信息”栏目超过更新期限" in form


@pytest.mark.clause("A1.21")
def test_it_comes_of_no_record_that_who_enters_it_does_not_see(
    made, session, written_down, sign_in, program, newcomer, unit_id
):
    found = {**LATE, "inspected_on": made.time.today()}
    seen, foreign = (written_down(Inspection, "reviewer", unit, **found) for unit in ("land", "health"))
    line = newcomer("line", "land", "line_authority")
    day = made.time.today().isoformat()
    sent = {**FEES, "unit_id": unit_id("land"), "noticed_on": day}
    caller = program(line)
    for source, status in ((foreign.id, 400), (seen.id, 201)):
        answer = caller.post("/api/v1/breaches/", json={**sent, "source_id": source})
        assert answer.status_code == status, answer.json
    browser = sign_in(line)
    token = TOKEN.search(browser.get("/office/breaches/new").text)[1]
    for source, status in ((foreign.number, 400), (seen.number, 302)):
        typed = {**sent, "source_id": source, "csrf_token": token}
        assert browser.post("/office/breaches/new", data=typed).status_code == status
    session.rollback()
    assert session.scalars(select(Breach.source_id)).all() == [seen.id, seen.id]


@pytest.mark.parametrize(
    ("values", "named"),
    [
        pytest.param({"annex": "annex_1"}, {"annex", "kind"}, marks=pytest.mark.clause("A1.21")),
        pytest.param({"kind": "annex_8_other"}, {"kind_note"}, marks=pytest.mark.clause("A8.13")),
        pytest.param(
            {"annex": "annex_5", "kind": "annex_5_late"}, {"annex"}, marks=pytest.mark.clause("A5.16")
        ),
        pytest.param({"noticed_on": date(2026, 3, 3)}, {"noticed_on"}, marks=pytest.mark.clause("A8.13")),
    ],
)
def test_what_is_entered_fits_the_annex(session, accused, values, named):
    with pytest.raises(Unacceptable) as told:
        accused(**values)
    assert set(told.value.errors) == named
    assert session.scalar(select(func.count()).select_from(Breach)) == 0


@pytest.mark.clause("A5.16")
@pytest.mark.clause("A6.10")
@pytest.mark.clause("A8.13")
@pytest.mark.parametrize("kind", [code for code, kind in KINDS.items() if kind.order and code[6] != "5"])
def test_where_the_notice_has_correction_ordered_it_is(heard, take, group, kind):
    breach = heard(annex=kind[:7], kind=kind, kind_note="答复书要素不全")
    with pytest.raises(Refused) as refused:
        take(breach, "find", group, **FOUND)
    assert refused.value.refusal.clauses == ("A5.16", "A6.10", "A8.13")


@pytest.mark.clause("A5.16")
@pytest.mark.clause("A8.13")
def test_each_annex_lists_its_breaches():
    """附件1 第六至十二条, 附件5 第十六条 (八项), 附件6 第九至十一条, 附件8 第十三条 (五项)."""
    assert [sum(code.startswith(annex) for code in KINDS) for annex in ANNEXES] == [7, 8, 4, 5]
