"""附件4 in its own words: from the draft to the note, the number, the portal and the repeal.

March 2026 has no day off but weekends; Tomb-Sweeping is off 4-6 April.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.engine import NotAllowed, Refused, Unacceptable
from models import Document, Letter, PaperDelivery, TrailEntry
from models.document_rules import proposed_attribute

# -- 一、三 -----------------------------------------------------------------------------


@pytest.mark.clause("A4.1")
@pytest.mark.clause("A4.8")
def test_eleven_kinds_of_document_and_other_information_have_an_attribute():
    kinds = list(Document.__mapper__.columns["kind"].info["column"].choices)
    assert kinds[:11] == [
        *("order", "decision", "announcement", "notice", "circular", "report"),
        *("request", "reply", "opinion", "letter", "minutes"),
    ]
    assert kinds[11:] == ["brief", "statistics"]


@pytest.mark.clause("A4.3")
def test_nothing_leaves_the_draft_without_exactly_one_of_the_three(draft, take):
    document = draft()
    for attribute in (None, ""):
        with pytest.raises(Unacceptable) as refused:
            take(document, "submit", "clerk", attribute=attribute)
        assert "attribute" in refused.value.errors
    assert document.state == "drafting"
    assert list(Document.__mapper__.columns["attribute"].info["column"].choices) == [
        *("proactive", "on_request", "withheld")
    ]


@pytest.mark.clause("A4.3.1")
@pytest.mark.parametrize(
    ("columns", "proposed"),
    [
        ({"touches_the_public": True}, "proactive"),
        ({"touches_the_public": False, "is_internal": True}, "on_request"),
        ({"holds_private_matters": True}, "on_request"),
        ({"kind": "report"}, "withheld"),
        ({"kind": "request"}, "withheld"),
        ({"consults_agencies": True}, "withheld"),
        ({"holds_secrets": True, "is_internal": True}, "withheld"),
    ],
)
def test_kind_and_content_propose_and_another_choice_needs_a_reason(draft, take, columns, proposed):
    document = draft(**columns)
    assert proposed_attribute(document) == proposed
    other = {"proactive": "on_request", "on_request": "withheld", "withheld": "on_request"}[proposed]
    if columns.get("holds_secrets"):
        with pytest.raises(Unacceptable) as refused:
            take(document, "submit", "clerk", attribute=other, attribute_reason="工作需要")
        assert "国家秘密、工作秘密" in str(refused.value.errors["attribute"])
        return
    with pytest.raises(Unacceptable) as refused:
        take(document, "submit", "clerk", attribute=other)
    assert list(refused.value.errors) == ["attribute_reason"]
    take(document, "submit", "clerk", attribute=other, attribute_reason="工作需要")
    assert document.attribute == other


@pytest.mark.clause("A4.3.1")
def test_a_report_is_open_only_with_a_reason(draft, take):
    document = draft(kind="report")
    with pytest.raises(Unacceptable) as refused:
        take(document, "submit", "clerk", attribute="proactive")
    assert "附件4第三条第（一）项" in str(refused.value.errors["attribute_reason"])
    take(document, "submit", "clerk", attribute="proactive", attribute_reason="报告内容已经公布")


@pytest.mark.clause("A4.3.2")
def test_a_forwarding_document_takes_the_attribute_of_what_it_forwards(draft, carried, take):
    document = draft()
    carried(document, kind="forwarded", cited_title="省有关通知", attribute="on_request")
    assert proposed_attribute(document) == "on_request"
    document = draft(kind="report")
    carried(document, kind="forwarded", cited_title="省有关通知", attribute="proactive")
    assert proposed_attribute(document) == "proactive"
    with pytest.raises(Unacceptable) as refused:
        take(document, "submit", "clerk", attribute="withheld")
    assert "attribute_reason" in refused.value.errors
    unmarked = draft()
    carried(unmarked, kind="forwarded", cited_title="未标注属性的通知", attribute=None)
    assert proposed_attribute(unmarked) == "proactive"


@pytest.mark.clause("A4.3.2")
def test_what_is_kept_here_lends_its_own_attribute(to_be_issued, draft, carried):
    kept = to_be_issued("on_request", touches_the_public=False, is_internal=True)
    document = draft()
    carried(document, kind="forwarded", cited_title=kept.title, cited_number=kept.number, attribute=None)
    assert proposed_attribute(document) == "on_request"


@pytest.mark.clause("A4.3.3")
@pytest.mark.parametrize("kind", ["attachment", "cited", "forwarded"])
@pytest.mark.parametrize("attribute", ["on_request", "withheld"])
def test_a_proactive_document_carries_nothing_stricter(draft, carried, take, kind, attribute):
    document = draft()
    reference = carried(document, kind=kind, attribute=attribute)
    with pytest.raises(Unacceptable) as refused:
        take(document, "submit", "clerk", attribute="proactive", attribute_reason="需广泛知晓")
    assert "附件4第三条第（三）项" in str(refused.value.errors["attribute"])
    take(reference, "drop", "clerk", reason="不随文印发")
    take(document, "submit", "clerk", attribute="proactive")


@pytest.mark.clause("A4.3.3")
def test_a_proactive_document_holds_no_private_matters(draft, take):
    document = draft(holds_private_matters=True)
    with pytest.raises(Unacceptable) as refused:
        take(document, "submit", "clerk", attribute="proactive", attribute_reason="需广泛知晓")
    assert "附件4第三条第（三）项" in str(refused.value.errors["attribute"])


@pytest.mark.clause("A4.3.3")
def test_what_was_cited_and_became_stricter_is_refused_at_every_later_step(
    to_be_issued, draft, carried, take
):
    cited = to_be_issued()
    document = draft()
    carried(document, kind="cited", cited_title=cited.title, cited_number=cited.number, attribute=None)
    take(document, "submit", "clerk", attribute="proactive")
    cited.attribute = "withheld"
    with pytest.raises(Refused) as refused:
        take(document, "approve", "unit_head")
    assert refused.value.refusal.clauses == ("A4.3.3",)


# -- 四、五 -----------------------------------------------------------------------------


@pytest.mark.clause("A4.4")
@pytest.mark.parametrize("attribute", ["on_request", "withheld"])
def test_the_two_that_are_not_open_need_a_reason(draft, take, attribute):
    document = draft(is_internal=attribute == "on_request", consults_agencies=attribute == "withheld")
    with pytest.raises(Unacceptable) as refused:
        take(document, "submit", "clerk", attribute=attribute)
    assert "附件4第四条" in str(refused.value.errors["attribute_reason"])
    take(document, "submit", "clerk", attribute=attribute, attribute_reason="属内部事务")


@pytest.mark.clause("A4.4")
def test_each_change_of_the_attribute_is_kept_with_who_when_and_why(clock, session, draft, take, user_id):
    clock.turn("2026-03-02")
    document = draft()
    take(document, "submit", "clerk", attribute="proactive")
    clock.turn("2026-03-03")
    with pytest.raises(Unacceptable) as refused:
        take(document, "change_as_head", "unit_head", attribute="on_request", attribute_reason="内部资料")
    assert list(refused.value.errors) == ["reason"]
    with pytest.raises(Unacceptable) as refused:
        take(document, "change_as_head", "unit_head", attribute="on_request", reason="附表是内部资料")
    assert list(refused.value.errors) == ["attribute_reason"]
    take(
        document,
        "change_as_head",
        "unit_head",
        attribute="on_request",
        attribute_reason="附表属内部资料",
        reason="附表是内部资料",
    )
    row = session.scalars(select(TrailEntry).where(TrailEntry.step == "change_as_head")).one()
    assert row.changes["attribute"] == {"from": "proactive", "to": "on_request"}
    assert (row.actor_id, row.reason) == (user_id("unit_head"), "附表是内部资料")
    assert row.at.isoformat() == "2026-03-03T01:00:00+00:00"


@pytest.mark.clause("A4.4")
def test_a_changed_attribute_does_not_keep_the_reasons_of_the_one_before(draft, take):
    document = draft(rules="regulation-2019")
    ground = {"attribute_ground": "16_draft", "reassess_on": date(2027, 3, 2)}
    take(document, "submit", "clerk", attribute="withheld", attribute_reason="尚在研究", **ground)
    take(document, "change_as_head", "unit_head", attribute="proactive", reason="研究已经结束")
    assert document.attribute == "proactive"
    assert (document.attribute_reason, document.attribute_ground, document.reassess_on) == (None, None, None)


@pytest.mark.clause("A4.4")
def test_who_signs_settles_the_attribute_and_changes_it_only_with_a_reason(clock, to_be_signed, take):
    today = clock.turn("2026-03-02")
    document = to_be_signed()
    signature = {"signer": "岑北渡", "signed_on": today}
    with pytest.raises(Unacceptable) as refused:
        take(document, "sign", "leader", attribute="withheld", **signature)
    assert "附件4第四条" in str(refused.value.errors["attribute"])
    with pytest.raises(Unacceptable):
        take(document, "sign", "leader", **signature)
    take(
        document,
        "change_as_signer",
        "leader",
        attribute="withheld",
        attribute_reason="属过程性信息",
        reason="尚在研究",
    )
    take(document, "sign", "leader", attribute="withheld", **signature)
    assert (document.state, document.attribute) == ("signed", "withheld")


@pytest.mark.clause("A4.4")
def test_the_drafter_never_signs(made, session, actor, unit_id, draft, take, newcomer):
    drafter = newcomer("drafter", "land", "clerk", "unit_head")
    told = draft(document_word="unit")
    columns = {name: getattr(told, name) for name in ("kind", "document_word", "title", "body", "unit_id")}
    hers, submitted = Document(**columns), told
    session.add(hers)
    made.engine.open(hers, actor(drafter))
    session.commit()
    take(hers, "submit", "clerk", attribute="proactive")
    take(submitted, "submit", drafter, attribute="proactive")
    signature = {"attribute": "proactive", "signer": "王砚秋", "signed_on": made.time.today()}
    for document in (hers, submitted):
        with pytest.raises(Refused) as refused:
            take(document, "sign_own", drafter, **signature)
        assert "须由他人办理" in str(refused.value.refusal.sentence)
        with pytest.raises(NotAllowed):
            take(document, "sign_own", "clerk2", **signature)
        take(document, "sign_own", "unit_head", **signature)


@pytest.mark.clause("A4.5")
def test_the_office_returns_what_has_no_attribute(draft, take, session):
    document = draft()
    take(document, "submit", "clerk", attribute="proactive")
    take(document, "approve", "unit_head")
    # As an old record might stand there: no step of today lets it come so far.
    document.attribute = None
    session.commit()
    with pytest.raises(Refused) as refused:
        take(document, "check", "reviewer")
    assert refused.value.refusal.clauses == ("A4.5", "A4.3")
    with pytest.raises(Unacceptable) as unreasoned:
        take(document, "return_by_office", "reviewer")
    assert list(unreasoned.value.errors) == ["reason"]
    take(document, "return_by_office", "reviewer", reason="未标注公开属性")
    assert document.state == "drafting"


# -- 六 ---------------------------------------------------------------------------------


@pytest.mark.clause("A4.6")
@pytest.mark.parametrize(
    ("attribute", "step", "note"),
    [
        ("proactive", "issue", "（此件公开发布）"),
        ("on_request", "issue_unpublished", "（此件依申请公开）"),
        ("withheld", "issue_unpublished", "（此件不予公开）"),
    ],
)
def test_the_note_says_the_attribute(session, made, to_be_issued, take, attribute, step, note):
    document = to_be_issued(attribute)
    wrong = "issue_unpublished" if step == "issue" else "issue"
    with pytest.raises(Refused) as refused:
        take(document, wrong, "reviewer", issued_on=made.time.today())
    assert refused.value.refusal.clauses == ("A4.7",)
    take(document, step, "reviewer", issued_on=made.time.today())
    letter = session.scalars(select(Letter).where(Letter.record_id == document.id)).one()
    assert letter.number == document.number == "罗府办发〔2026〕1号"
    assert f'<p class="note">{note}</p>' in letter.html


# -- 七 and 附件1 十(一) -----------------------------------------------------------------


@pytest.mark.clause("A1.10.1")
@pytest.mark.clause("A4.7")
def test_what_is_open_goes_online_within_twenty_working_days_and_onto_paper(
    clock, session, to_be_issued, take
):
    day = clock.turn("2026-03-02")
    document = to_be_issued()
    take(document, "issue", "reviewer", issued_on=day)
    # Twenty working days after Monday 2 March: 4 to 6, 5 weeks of five less one, is Monday 30 March.
    assert document.due_on == date(2026, 3, 30)
    (owed,) = document.deliveries
    assert (owed.state, owed.place, owed.unit_id) == ("owed", "service_centre", document.unit_id)
    day = clock.turn("2026-03-20")
    # What goes online is reviewed as a publication, which was opened with the issue.
    assert [one.state for one in document.publications] == ["drafting"]
    with pytest.raises(Unacceptable) as refused:
        take(owed, "deliver", "reviewer", copies=0, delivered_on=date(2026, 3, 1), receiver="班若溪")
    assert set(refused.value.errors) == {"copies", "delivered_on"}
    take(owed, "deliver", "reviewer", copies=2, delivered_on=day, receiver="班若溪")
    missing = select(PaperDelivery).where(PaperDelivery.state == "owed")
    assert session.scalars(missing).all() == []
