"""Official documents once they are signed: numbers, papers, validity (附件4)."""

from __future__ import annotations

from datetime import date

import pytest

from app.engine import Refused, Unacceptable
from models import DocumentReference, PaperDelivery

# -- 一、三 -----------------------------------------------------------------------------


@pytest.mark.clause("A4.7")
def test_only_what_is_open_and_issued_goes_to_a_reading_point(entered, made, to_be_issued, take):
    kept = to_be_issued("withheld")
    take(kept, "issue_unpublished", "reviewer", issued_on=made.time.today())
    assert kept.deliveries == []
    with pytest.raises(Unacceptable) as refused:
        entered(PaperDelivery, document=kept, place="archives")
    assert "附件4第七条" in str(refused.value.errors["place"])
    early = entered(PaperDelivery, document=to_be_issued(), place="archives")
    copy = {"copies": 1, "delivered_on": made.time.today(), "receiver": "覃守简"}
    with pytest.raises(Refused) as not_yet:
        take(early, "deliver", "reviewer", **copy)
    assert not_yet.value.refusal.clauses == ("A4.7",)


# -- 八 ---------------------------------------------------------------------------------


@pytest.mark.clause("A4.8")
def test_a_brief_goes_out_without_a_number_but_not_without_an_attribute(made, to_be_signed, take):
    brief = to_be_signed(kind="brief")
    take(brief, "sign", "leader", attribute="proactive", signer="岑北渡", signed_on=made.time.today())
    with pytest.raises(Refused):
        take(brief, "assign_number", "reviewer")
    take(brief, "pass_unnumbered", "reviewer")
    take(brief, "issue", "reviewer", issued_on=made.time.today())
    assert (brief.state, brief.number) == ("issued", None)


# -- 附件2 四(三) -------------------------------------------------------------------------

UNEXPLAINED = {"interpretation": "none", "interpretation_reason": "仅调整附表，内容此前已作解读"}
"""What is said of a normative document that goes without an interpretation."""


@pytest.mark.clause("A2.4.3")
@pytest.mark.parametrize("due", ["is_normative", "is_major_decision", "needs_legality_review"])
def test_without_the_legality_review_nothing_is_submitted_signed_or_numbered(
    made, session, draft, take, newcomer, due
):
    legal = newcomer("legal", "health", "legal_reviewer")
    document = draft(**{due: True}, **UNEXPLAINED)
    take(document, "submit", "clerk", attribute="proactive")
    with pytest.raises(Refused) as refused:
        take(document, "approve", "unit_head")
    assert refused.value.refusal.clauses == ("A2.4.3",)
    assert "附件2四（三）" in str(refused.value.refusal.sentence)
    take(document, "send_to_legality", "unit_head")
    take(document, "pass_legality", legal, legality_opinion="内容合法，程序合规。")
    take(document, "approve", "unit_head")
    take(document, "check", "reviewer")
    take(document, "sign", "leader", attribute="proactive", signer="岑北渡", signed_on=made.time.today())
    document.legality = None
    session.commit()
    with pytest.raises(Refused) as refused:
        take(document, "assign_number", "reviewer")
    assert refused.value.refusal.clauses == ("A2.4.3",)


@pytest.mark.clause("A2.4.3")
def test_what_is_drafted_anew_is_reviewed_anew(draft, take, newcomer):
    legal = newcomer("legal", "health", "legal_reviewer")
    document = draft(is_normative=True, **UNEXPLAINED)
    take(document, "submit", "clerk", attribute="proactive")
    take(document, "send_to_legality", "unit_head")
    take(document, "object_to", legal, legality_opinion="缺少上位法依据。")
    assert (document.state, document.legality) == ("drafting", None)
    take(document, "submit", "clerk", attribute="proactive")
    take(document, "send_to_legality", "unit_head")
    take(document, "pass_legality", legal, legality_opinion="已补充。")
    take(document, "return_by_head", "unit_head", reason="标题有误")
    assert document.legality is None


# -- 条例第十四至十八条 --------------------------------------------------------------------


@pytest.mark.clause("A4.3.1")
def test_under_the_regulation_what_is_closed_has_a_ground_in_law_and_a_day_to_look_again(clock, draft, take):
    clock.turn("2026-03-02")
    document = draft(rules="regulation-2019", is_internal=True, touches_the_public=False)
    said = {"attribute": "on_request", "attribute_reason": "属人事管理信息"}
    with pytest.raises(Unacceptable) as refused:
        take(document, "submit", "clerk", **said)
    assert set(refused.value.errors) == {"attribute_ground", "reassess_on"}
    said |= {"reassess_on": date(2026, 3, 2), "attribute_ground": "14_secret"}
    with pytest.raises(Unacceptable) as refused:
        take(document, "submit", "clerk", **said)
    assert set(refused.value.errors) == {"attribute_ground", "reassess_on"}
    said |= {"reassess_on": date(2027, 3, 2), "attribute_ground": "16_personnel"}
    take(document, "submit", "clerk", **said)
    under_the_notice = draft(is_internal=True, touches_the_public=False)
    take(under_the_notice, "submit", "clerk", attribute="on_request", attribute_reason="属内部事务")


@pytest.mark.clause("A4.3.1")
def test_what_is_looked_at_again_may_be_opened_and_is_published_from_that_day(clock, to_be_issued, take):
    day = clock.turn("2026-03-02")
    document = to_be_issued("withheld", rules="regulation-2019")
    take(document, "issue_unpublished", "reviewer", issued_on=day)
    assert document.due_on is None
    clock.turn("2026-03-04")
    with pytest.raises(Unacceptable) as refused:
        take(document, "reassess", "reviewer", reassess_on=date(2026, 3, 4), reason="仍属过程性信息")
    assert list(refused.value.errors) == ["reassess_on"]
    take(document, "reassess", "reviewer", reassess_on=date(2027, 3, 4), reason="仍属过程性信息")
    day = clock.turn("2026-03-09")
    take(document, "release", "reviewer", released_on=day, reason="事项已经办结")
    assert (document.state, document.attribute, document.reassess_on) == ("issued", "proactive", None)
    # Twenty working days after Monday 9 March end on Tuesday 7 April: Monday 6 April is a day off.
    assert document.due_on == date(2026, 4, 7)
    assert [delivery.state for delivery in document.deliveries] == ["owed"]


@pytest.mark.clause("A4.3.1")
def test_what_holds_secrets_is_not_opened(made, take, to_be_signed):
    document = to_be_signed("withheld", holds_secrets=True)
    take(document, "sign", "leader", attribute="withheld", signer="岑北渡", signed_on=made.time.today())
    take(document, "assign_number", "reviewer")
    take(document, "issue_unpublished", "reviewer", issued_on=made.time.today())
    with pytest.raises(Refused) as refused:
        take(document, "release", "reviewer", released_on=made.time.today(), reason="有人申请")
    assert "A4.3.3" in refused.value.refusal.clauses


# -- number, content, validity -----------------------------------------------------------


@pytest.mark.clause("A4.1")
def test_numbers_follow_without_gaps_for_each_word_and_year(clock, made, to_be_signed, take):
    def numbered(**values):
        document = to_be_signed(**values)
        take(document, "sign", "leader", attribute="proactive", signer="岑", signed_on=made.time.today())
        take(document, "assign_number", "reviewer")
        return document

    clock.turn("2026-12-31")
    told = [numbered(document_word=word).number for word in ("office", "government", "office")]
    assert told == ["罗府办发〔2026〕1号", "罗府发〔2026〕1号", "罗府办发〔2026〕2号"]
    voided = numbered()
    take(voided, "cancel", "reviewer", reason="内容重复")
    assert (voided.state, voided.number) == ("cancelled", "罗府办发〔2026〕3号")
    letters = [
        numbered(document_word=word).number for word in ("office", "office_letter", "government_letter")
    ]
    assert letters == ["罗府办发〔2026〕4号", "罗府办函〔2026〕1号", "罗府函〔2026〕1号"]
    clock.turn("2027-01-04")
    assert numbered().number == "罗府办发〔2027〕1号"


@pytest.mark.clause("A4.4")
def test_a_units_own_document_is_signed_by_its_head_and_never_in_the_countys_name(clock, draft, take):
    day = clock.turn("2026-03-02")
    own, countys = draft(document_word="unit"), draft()
    signature = {"attribute": "proactive", "signer": "韦承屹", "signed_on": day}
    for document in (own, countys):
        take(document, "submit", "clerk", attribute="proactive")
    for document, step, said in ((own, "approve", {}), (countys, "sign_own", signature)):
        with pytest.raises(Refused) as refused:
            take(document, step, "unit_head", **said)
        assert refused.value.refusal.clauses == ("A4.4",)
    take(own, "sign_own", "unit_head", **signature)
    with pytest.raises(Refused):
        take(own, "assign_number", "reviewer")
    take(own, "assign_own_number", "clerk")
    take(own, "issue", "clerk", issued_on=day)
    assert (own.number, own.organ) == ("罗自然资发〔2026〕1号", "罗甸县自然资源局")


@pytest.mark.clause("A4.4")
def test_what_is_changed_after_the_signature_is_not_issued(made, session, to_be_issued, take):
    document = to_be_issued()
    document.body = "签发后改动的内容。"
    session.commit()
    with pytest.raises(Refused) as refused:
        take(document, "issue", "reviewer", issued_on=made.time.today())
    assert "审批后内容已有改动" in str(refused.value.refusal.sentence)


def test_a_document_is_not_issued_before_it_was_signed(clock, to_be_issued, take):
    clock.turn("2026-03-10")
    document = to_be_issued()
    with pytest.raises(Unacceptable) as refused:
        take(document, "issue", "reviewer", issued_on=date(2026, 3, 9))
    assert list(refused.value.errors) == ["issued_on"]


def test_what_a_document_carries_is_settled_when_it_leaves_the_draft(draft, carried, take):
    document = draft()
    reference = carried(document)
    take(document, "submit", "clerk", attribute="proactive")
    with pytest.raises(Unacceptable) as refused:
        carried(document, cited_title="补充方案")
    assert "公文已不在拟稿环节" in str(refused.value.errors["kind"])
    with pytest.raises(Refused):
        take(reference, "drop", "clerk", reason="不再需要")


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"attribute": None}, "attribute"),
        ({"kind": "cited", "cited_number": "罗府办发[2014]174号"}, "cited_number"),
        ({"kind": "cited", "cited_number": "罗府办发〔2014〕0174号"}, "cited_number"),
        ({"kind": "repeals", "attribute": None}, "cited_number"),
        ({"kind": "cited", "text": "正文"}, "text"),
    ],
)
def test_what_is_entered_beside_a_document_is_whole(session, made, actor, draft, values, wrong):
    document = draft()
    told = {"kind": "attachment", "cited_title": "防治方案", "attribute": "proactive", **values}
    above = {"document_id": document.id, "title": document.title, "unit_id": document.unit_id}
    reference = DocumentReference(**told, **above)
    session.add(reference)
    with pytest.raises(Unacceptable) as refused:
        made.engine.open(reference, actor("clerk"))
    assert list(refused.value.errors) == [wrong]


def test_a_repeal_from_elsewhere_and_the_end_of_validity_are_entered_by_hand(clock, to_be_issued, take):
    day = clock.turn("2026-03-02")
    repealed, lapsed = to_be_issued(), to_be_issued()
    for document in (repealed, lapsed):
        take(document, "issue", "reviewer", issued_on=day)
    clock.turn("2026-03-05")
    with pytest.raises(Unacceptable) as refused:
        take(repealed, "enter_repeal", "reviewer", ended_on=date(2026, 3, 1), ended_by="黔府发〔2026〕3号")
    assert list(refused.value.errors) == ["ended_on"]
    take(repealed, "enter_repeal", "reviewer", ended_on=date(2026, 3, 5), ended_by="黔府发〔2026〕3号")
    take(lapsed, "lapse", "reviewer", ended_on=date(2026, 3, 5), reason="有效期届满")
    assert (repealed.state, lapsed.state) == ("repealed", "lapsed")
