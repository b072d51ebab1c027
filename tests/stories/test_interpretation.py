"""附件2 in its own words: plan and material come with the document, and are public within seven working days.

March 2026 has no day off but weekends; Tomb-Sweeping is off 4-6 April.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.engine import Refused, Unacceptable
from app.letters.desk import changed_since
from models import Document, Interpretation, InterpretationPosting, Interpreter, InterpreterTask, Letter
from models.column import declared
from models.document_interpretation import proposed_scope
from models.interpretation_terms import FORMS, SECTIONS
from tests.stories.publications import publishing

__all__ = ["publishing"]

# -- 一 ---------------------------------------------------------------------------------


@pytest.mark.clause("A2.1")
@pytest.mark.parametrize(
    ("columns", "proposed"),
    [
        ({"is_normative": True, "kind": "order", "document_word": "government"}, "rules"),
        ({"is_normative": True, "document_word": "office"}, "county_normative"),
        ({"is_normative": True, "document_word": "government"}, "county_normative"),
        ({"is_normative": True, "document_word": "unit"}, "unit_normative"),
        ({"policy_marks": ("livelihood", "attention")}, "important"),
        ({}, "none"),
    ],
)
def test_five_kinds_of_document_are_interpreted_and_to_do_without_needs_a_reason(
    draft, take, columns, proposed
):
    document = draft(**columns)
    assert proposed_scope(document) == proposed
    if proposed == "none":
        take(document, "submit", "clerk", attribute="proactive")
        return
    with pytest.raises(Unacceptable) as refused:
        take(document, "submit", "clerk", attribute="proactive", interpretation="none")
    assert list(refused.value.errors) == ["interpretation_reason"]
    assert "附件2一" in str(refused.value.errors["interpretation_reason"])
    why = {"interpretation": "none", "interpretation_reason": "仅调整附表，内容此前已作解读"}
    take(document, "submit", "clerk", attribute="proactive", **why)
    assert document.state == "with_head"


@pytest.mark.clause("A2.1")
def test_others_are_interpreted_where_the_drafter_says_so_and_what_is_closed_never(draft, take, interpreted):
    said, closed = draft(), draft(is_normative=True)
    with pytest.raises(Unacceptable) as refused:
        take(said, "submit", "clerk", attribute="proactive", interpretation="other")
    assert list(refused.value.errors) == ["interpretation"]
    take(closed, "submit", "clerk", attribute="on_request", attribute_reason="属内部管理事务")
    interpreted(said, "material_with_head")
    take(said, "submit", "clerk", attribute="proactive", interpretation="other")
    # Said otherwise afterwards, the old excuse is gone.
    closed.interpretation, closed.interpretation_reason = "none", "不宜"
    closed.interpretation = "other"
    assert closed.interpretation_reason is None


# -- 二、三、四 --------------------------------------------------------------------------


@pytest.mark.clause("A2.2")
@pytest.mark.clause("A2.3")
@pytest.mark.clause("A2.4.1")
def test_a_plan_is_whole_and_the_material_says_what_the_plan_says_applies(
    session, draft, take, interpreted, entered
):
    assert len(FORMS) == 11
    assert len(SECTIONS) == 11
    document = draft(is_normative=True)
    for name in ("focus", "planned_on", "forms", "channels", "sections"):
        with pytest.raises(Unacceptable) as refused:
            entered(Interpretation, document=document, **{name: None})
        assert list(refused.value.errors) == [name]
        assert "附件2" in str(refused.value.errors[name])
        session.rollback()
    written = interpreted(document, "writing", sections=("background", "basis", "benefits"))
    take(written, "keep", "clerk", background="原办法已满五年", basis="  ")
    with pytest.raises(Unacceptable) as refused:
        take(written, "submit_material", "clerk", basis="《地质灾害防治条例》")
    assert list(refused.value.errors) == ["benefits"]
    assert "附件2三" in str(refused.value.errors["benefits"])
    take(written, "submit_material", "clerk", basis="《地质灾害防治条例》", benefits="搬迁群众有补助")
    assert written.state == "material_with_head"
    session.expire_all()
    assert session.get(Interpretation, written.id).sections == ("background", "basis", "benefits")
    again = {"document_id": document.id, "title": document.title, "unit_id": document.unit_id}
    with pytest.raises(Unacceptable) as refused:
        entered(Interpretation, document=document, **again)
    assert "document_id" in refused.value.errors


@pytest.mark.clause("A2.4")
@pytest.mark.clause("A2.4.2")
def test_who_drafts_interprets_and_the_head_approves_plan_and_material(
    session, draft, take, interpreted, entered, unit_id, newcomer
):
    both = newcomer("both_hats", "land", "clerk", "unit_head")
    document = draft(is_normative=True)
    with pytest.raises(Unacceptable) as refused:
        entered(Interpretation, document=document, unit_id=unit_id("health"))
    assert list(refused.value.errors) == ["unit_id"]
    session.rollback()
    one = interpreted(document, "planning")
    take(one, "submit_plan", both)
    with pytest.raises(Refused) as own:
        take(one, "approve_plan", both)
    assert "须由他人办理" in str(own.value.refusal.sentence)
    take(one, "return_plan", "unit_head", reason="渠道不全")
    take(one, "submit_plan", "clerk")
    take(one, "approve_plan", "unit_head")
    # Taken back, it is approved and printed anew.
    take(one, "plan_anew", "clerk", reason="增加宣讲")
    take(one, "submit_plan", "clerk")
    take(one, "approve_plan", "unit_head")
    printed = session.scalars(select(Letter.number).where(Letter.record_id == one.id).order_by(Letter.id))
    assert list(printed) == ["罗自然资解读案〔2026〕1号", "罗自然资解读案〔2026〕2号"]
    take(one, "submit_material", both, basis="依据", aims="目标")
    take(one, "send_to_justice", "unit_head")
    legal = newcomer("legal", "health", "legal_reviewer")
    take(one, "pass_justice", legal, legality_opinion="与文件一致。")
    with pytest.raises(Refused):
        take(one, "approve_material", both)
    take(one, "approve_material", "unit_head")
    assert one.state == "approved"


@pytest.mark.clause("A2.4.2")
def test_without_plan_and_material_a_document_is_neither_submitted_checked_nor_signed(
    made, session, draft, take, interpreted
):
    document = draft(policy_marks=("wide",))
    with pytest.raises(Unacceptable) as refused:
        take(document, "submit", "clerk", attribute="proactive")
    assert "附件2四（二）" in str(refused.value.errors["interpretation"])
    one = interpreted(document, "writing")
    with pytest.raises(Unacceptable):
        take(document, "submit", "clerk", attribute="proactive")
    take(one, "submit_material", "clerk", basis="依据", aims="目标")
    take(document, "submit", "clerk", attribute="proactive")
    with pytest.raises(Refused) as unapproved:
        take(document, "approve", "unit_head")
    assert unapproved.value.refusal.clauses == ("A2.4.2", "A1.10.1")
    take(one, "approve_material", "unit_head")
    take(document, "approve", "unit_head")
    # The office returns what does not meet the requirements; then nothing goes on.
    take(one, "return_by_office", "reviewer", reason="未说明补助标准")
    signature = {"attribute": "proactive", "signer": "岑北渡", "signed_on": made.time.today()}
    with pytest.raises(Refused):
        take(document, "check", "reviewer")
    take(one, "submit_material", "clerk")
    take(one, "approve_material", "unit_head")
    take(document, "check", "reviewer")
    take(one, "take_back", "unit_head", reason="数字有误")
    with pytest.raises(Refused):
        take(document, "sign", "leader", **signature)
    take(one, "submit_material", "clerk")
    take(one, "approve_material", "unit_head")
    take(document, "sign", "leader", **signature)
    for step, who in (("take_back", "unit_head"), ("return_by_office", "reviewer"), ("give_up", "unit_head")):
        with pytest.raises(Refused) as refused:
            take(one, step, who, reason="改")
        assert refused.value.refusal.clauses in {("A2.4",), ("A2.4.4",)}


@pytest.mark.clause("A2.4.3")
def test_the_interpretation_of_a_normative_document_passes_the_justice_bureau(
    draft, take, interpreted, newcomer
):
    legal = newcomer("legal", "health", "legal_reviewer")
    plain = interpreted(draft(policy_marks=("wide",)), "material_with_head")
    with pytest.raises(Refused):
        take(plain, "send_to_justice", "unit_head")
    one = interpreted(draft(is_normative=True), "material_with_head")
    with pytest.raises(Refused) as refused:
        take(one, "approve_material", "unit_head")
    assert refused.value.refusal.clauses == ("A2.6.3",)
    take(one, "send_to_justice", "unit_head")
    take(one, "object_to", legal, legality_opinion="与第五条不一致。")
    assert (one.state, one.legality) == ("writing", None)


@pytest.fixture
def to_be_public(made, publishing, to_be_issued, take):
    """An issued document and its publication, approved today."""

    def bring(**values):
        document = to_be_issued(**values)
        take(document, "issue", "reviewer", issued_on=made.time.today())
        (publication,) = document.publications
        publishing.name_officer()
        return document, publishing.approve(publication)

    return bring


ADDRESS = "https://www.luodian.example/zcjd/202603/t1.html"


@pytest.mark.clause("A2.4.4")
@pytest.mark.clause("A1.10.1")
def test_material_is_public_within_seven_working_days_after_the_document(
    clock, session, draft, take, to_be_public, interpreted, entered, publishing
):
    clock.turn("2026-03-23")
    document = draft(policy_marks=("livelihood",))
    one = interpreted(document)
    assert one.publications == []
    paper, unused = (
        entered(InterpretationPosting, interpretation=one, channel=name) for name in ("newspaper", "wechat")
    )
    with pytest.raises(Refused) as refused:
        take(paper, "post", "clerk", place="《黔南日报》二版", posted_on=date(2026, 3, 23))
    assert refused.value.refusal.clauses == ("A2.4.4",)
    document, publication = to_be_public(document=document)
    # Issued together, both are on their way to the portal; the explanation does not come first.
    session.refresh(one)
    (explained,) = one.publications
    assert (explained.origin, explained.column.code, explained.body) == (
        "government",
        "interpretations",
        "<p>政策依据</p><p>《地质灾害防治条例》</p><p>目标任务</p><p>群测群防</p>",
    )
    publishing.approve(explained)
    with pytest.raises(Refused) as refused:
        publishing.publish(explained)
    assert refused.value.refusal.clauses == ("A2.4.4", "A1.10.1")
    assert one.due_on is None
    day = clock.turn("2026-03-26")
    publishing.publish(publication)
    session.refresh(one)
    # Seven working days after Thursday 26 March: the 27th, five until Friday 3 April; Monday 6 April is off.
    assert (one.document_public_on, one.due_on) == (day, date(2026, 4, 7))
    day = clock.turn("2026-03-27")
    with pytest.raises(Unacceptable) as before:
        publishing.publish(explained, published_on=date(2026, 3, 25))
    assert list(before.value.errors) == ["published_on"]
    publishing.publish(explained, published_at=ADDRESS)
    session.refresh(one)
    assert (one.state, one.closed_on) == ("published", day)
    assert (one.published_on, one.published_at) == (day, ADDRESS)
    # Elsewhere it may come out as soon as the document is issued.
    with pytest.raises(Unacceptable) as refused:
        take(paper, "post", "clerk", place="《黔南日报》二版", posted_on=date(2026, 3, 20))
    assert list(refused.value.errors) == ["posted_on"]
    take(paper, "post", "clerk", place="《黔南日报》二版", posted_on=date(2026, 3, 24))
    assert (paper.state, unused.state) == ("out", "planned")
    take(explained, "take_down", "clerk", taken_down_on=day, reason="数字有误，改后重发")
    session.refresh(one)
    assert one.state == "offline"
    take(explained, "correct", "clerk", reason="改正数字")
    publishing.approve(explained)
    publishing.publish(explained)
    session.refresh(one)
    assert one.state == "published"


@pytest.mark.clause("A1.10.1")
def test_an_important_policy_goes_online_together_with_its_interpretation(
    session, to_be_public, interpreted, publishing
):
    document, publication = to_be_public()
    # As documents stand there that were issued before interpretations were kept here.
    document.policy_marks = ("livelihood",)
    session.commit()
    with pytest.raises(Refused) as refused:
        publishing.publish(publication)
    assert refused.value.refusal.clauses == ("A1.10.1",)
    assert "附件1第十条" in str(refused.value.refusal.sentence)
    one = interpreted(document)
    assert [explained.state for explained in one.publications] == ["drafting"]
    session.refresh(document)
    publishing.publish(publication)
    session.refresh(one)
    assert one.document_public_on == document.published_on


@pytest.mark.clause("A2.4.4")
def test_of_a_document_that_is_public_already_the_period_runs_from_that_day(
    clock, session, take, to_be_public, interpreted, publishing
):
    clock.turn("2026-03-02")
    document, publication = to_be_public()
    publishing.publish(publication)
    clock.turn("2026-03-09")
    one = interpreted(document, "planning")
    # Seven working days after Monday 2 March, whenever somebody begins.
    assert one.due_on == date(2026, 3, 11)
    for step, who in (("submit_plan", "clerk"), ("approve_plan", "unit_head")):
        take(one, step, who)
    take(one, "submit_material", "clerk", basis="有关条例", aims="群测群防")
    take(one, "approve_material", "unit_head")
    (explained,) = one.publications
    take(document, "lapse", "reviewer", ended_on=date(2026, 3, 9), reason="有效期届满")
    session.refresh(one)
    assert (one.state, explained.state) == ("lapsed", "lapsed")


# -- 五、六 ------------------------------------------------------------------------------


@pytest.mark.clause("A2.5")
def test_interpreters_of_department_and_county_are_asked_for_interpretations(
    session, made, draft, take, interpreted, entered
):
    with pytest.raises(Unacceptable) as refused:
        entered(Interpreter, team="county")
    assert list(refused.value.errors) == ["team"]
    session.rollback()
    expert = entered(Interpreter, title="莫若谷", kind="expert", field="地质灾害防治")
    one = interpreted(draft(policy_marks=("special",)), "planning")
    task = entered(InterpreterTask, interpretation=one, interpreter=expert, task="write")
    assert str(task.interpreter) == "莫若谷"
    session.refresh(one)
    with pytest.raises(Unacceptable) as twice:
        entered(InterpreterTask, interpretation=one, interpreter=expert, task="write")
    assert list(twice.value.errors) == ["task"]
    session.rollback()
    with pytest.raises(Unacceptable) as before:
        take(expert, "leave", "clerk", until=date(2026, 3, 1))
    assert list(before.value.errors) == ["until"]
    take(expert, "leave", "clerk", until=made.time.today())
    with pytest.raises(Unacceptable) as left:
        entered(InterpreterTask, interpretation=one, interpreter=expert, task="advise")
    assert list(left.value.errors) == ["interpreter_id"]
    session.rollback()
    channel = entered(InterpretationPosting, interpretation=one)
    take(one, "give_up", "unit_head", reason="文件不再制发")
    session.refresh(task)
    session.refresh(channel)
    assert (task.state, channel.state) == ("released", "removed")


@pytest.mark.clause("A2.6.1")
@pytest.mark.clause("A2.6.2")
def test_the_office_urges_what_is_missing_and_what_is_under_way(draft, take, interpreted):
    document = draft(policy_marks=("wide",))
    with pytest.raises(Unacceptable):
        take(document, "urge", "reviewer")
    take(document, "urge", "reviewer", reason="请随文报送解读方案和解读材料")
    one = interpreted(document, "planning")
    with pytest.raises(Refused):
        take(document, "urge", "reviewer", reason="再催")
    take(one, "urge", "reviewer", reason="请于本周内报送")
    assert one.state == "planning"


def test_several_choices_are_kept_in_the_order_they_are_offered():
    assert declared(Interpretation)["forms"].several
    assert not declared(Document)["kind"].several


@pytest.mark.clause("A2.4.1")
def test_a_printed_plan_is_not_overtaken_by_the_number_its_document_gets(
    session, draft, interpreted, to_be_issued
):
    document = draft(policy_marks=("wide",))
    plan = interpreted(document)
    letter = session.scalars(select(Letter).where(Letter.record_id == plan.id)).one()
    to_be_issued(document=document)
    assert document.number
    assert plan.letter_facts()["document_number"] == document.number
    assert not changed_since(letter, plan)
    plan.focus = "另一个重点"
    assert changed_since(letter, plan)
