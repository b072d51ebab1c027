"""附件1 in its own words: reviewed, approved by whoever answers for it, and then online.

March 2026 has no day off but weekends.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.access.actor import acting
from app.engine import NotAllowed, Refused, Unacceptable
from models import ChecklistResult, Document, Publication, SensitiveWord
from models.checklist import TEN_POINTS
from models.publication_flow import PublicationFlow
from models.publication_terms import CHAIN
from tests.stories.publications import ALL_WELL, CHAINS, REGISTERED, publishing

__all__ = ["publishing"]

STEPS = PublicationFlow.transitions


# -- 第五条 -------------------------------------------------------------------------------


@pytest.mark.clause("A1.5")
@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"source_name": ""}, "source_name"),
        ({"origin": "repost", "source_name": None}, "source_name"),
        ({"origin": "repost", "source_url": None}, "source_url"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"secrecy_level": "work_secret"}, "secrecy_level"),
        ({"column_id": 9999}, "column_id"),
        ({"source_id": 9999}, "source_id"),
    ],
)
def test_what_is_entered_names_a_lawful_source_and_holds_no_secret(publishing, session, values, wrong):
    with pytest.raises(Unacceptable) as refused:
        publishing.draft(**values)
    assert list(refused.value.errors) == [wrong]
    session.rollback()


def test_a_guessed_record_of_another_unit_or_of_no_kind_to_publish_is_no_source(
    publishing, session, entered, actor, register
):
    hers, foreign, open_ = (
        entered(Document, unit, state=state, body="略")
        for unit, state in (("land", "issued"), ("health", "issued"), ("land", "drafting"))
    )
    for other in (foreign, open_, register()):
        with acting(actor("clerk")), pytest.raises(Unacceptable) as refused:
            publishing.draft(source_id=other.id)
        assert list(refused.value.errors) == ["source_id"]
        session.rollback()
    with acting(actor("clerk")):
        assert publishing.draft(source_id=hers.id).source is hers


# -- 第六条、第七条 -----------------------------------------------------------------------


@pytest.mark.clause("A1.6")
@pytest.mark.clause("A1.7")
def test_a_unit_without_a_serving_officer_submits_nothing(clock, publishing, session, take):
    day = clock.turn("2026-03-02")
    publication = publishing.draft()
    with pytest.raises(Refused) as nobody:
        publishing.submit(publication)
    assert nobody.value.refusal.clauses == ("A1.6", "A1.7")
    assert "附件1第七条" in str(nobody.value.refusal.sentence)
    session.rollback()
    former = publishing.name_officer()
    publishing.submit(publication)
    # A change is filed: who, when, and who was replaced.
    clock.turn("2026-03-09")
    successor = publishing.name_officer("石育禾", replaces_id=former.id, since=date(2026, 3, 9))
    assert (former.state, former.ended_on) == ("ended", date(2026, 3, 9))
    assert (successor.state, successor.replaces, successor.filed_on) == ("serving", former, date(2026, 3, 9))
    with pytest.raises(Unacceptable) as gone:
        publishing.name_officer("卢学海", replaces_id=former.id)
    assert list(gone.value.errors) == ["replaces_id"]
    session.rollback()
    with pytest.raises(Unacceptable) as early:
        take(successor, "end", "clerk", ended_on=day, reason="调离")
    assert list(early.value.errors) == ["ended_on"]
    take(successor, "end", "clerk", ended_on=date(2026, 3, 9), reason="调离")
    with pytest.raises(Refused):
        publishing.submit(publishing.draft())


# -- 第九条 -------------------------------------------------------------------------------


@pytest.mark.clause("A1.9")
def test_no_chain_leads_past_the_secrecy_review():
    """Without that state nothing that can be reached is public, whatever the origin."""
    reached, frontier = {PublicationFlow.initial}, [PublicationFlow.initial]
    while frontier:
        for step in PublicationFlow.leaving(frontier.pop().name):
            target = step.target
            if target and target is not PublicationFlow.secrecy_review and target not in reached:
                reached.add(target)
                frontier.append(target)
    assert {state.name for state in reached} == {"drafting", "withdrawn", "lapsed", "destroyed"}


@pytest.mark.clause("A1.9")
def test_a_named_reviewer_who_did_not_draft_it_clears_it_and_it_stays_as_cleared(
    publishing, session, take, newcomer, attach
):
    publishing.name_officer()
    everything = newcomer("everything", "land", "clerk", "secrecy_reviewer", "disclosure_officer")
    publication = publishing.draft("department")
    with pytest.raises(Refused):
        take(publication, "review_in_unit", "officer", **ALL_WELL)
    take(publication, "submit", everything, column_id=1)
    for step in ("clear_secrecy", "withhold"):
        with pytest.raises(Refused):
            take(publication, step, everything, secrecy_opinion="不涉密")
    with pytest.raises(Unacceptable):
        take(publication, "clear_secrecy", "secrecy", secrecy_opinion=" ")
    take(publication, "clear_secrecy", "secrecy", secrecy_opinion="不涉密")
    with pytest.raises(Refused) as drafted:
        take(publication, "review_in_unit", everything, **ALL_WELL)
    assert "A1.11" in drafted.value.refusal.clauses
    attach(publication, "publication")
    with pytest.raises(Refused) as changed:
        take(publication, "review_in_unit", "officer", **ALL_WELL)
    assert "审批后内容已有改动" in str(changed.value.refusal.sentence)
    take(publication, "return_in_unit", "officer", reason="附件未经审查", **ALL_WELL)
    publishing.clear(publication)
    take(publication, "review_in_unit", "officer", **ALL_WELL)
    other = publishing.draft()
    publishing.submit(other)
    take(other, "return_by_secrecy", "secrecy", reason="删去工作电话")
    publishing.submit(other)
    take(other, "withhold", "secrecy", secrecy_opinion="涉及工作秘密")
    assert (publication.state, other.state) == ("approving", "withheld")


# -- 第十条 -------------------------------------------------------------------------------


@pytest.mark.clause("A1.10.1")
@pytest.mark.clause("A1.10.2")
@pytest.mark.clause("A1.10.3")
@pytest.mark.clause("A1.10.4")
@pytest.mark.clause("A1.10.5")
@pytest.mark.clause("A1.13")
@pytest.mark.parametrize("origin", CHAINS)
def test_who_reviews_and_who_approves_follows_from_the_origin(
    clock, publishing, made, actor, session, take, origin
):
    day = clock.turn("2026-03-02")
    publishing.name_officer()
    publication = publishing.draft(origin)
    publishing.clear(publication)
    for step, who in CHAINS[origin]:
        ahead = [
            other for other in PublicationFlow.leaving(publication.state) if other.checklist or other.seals
        ]
        others = [other for other in ahead if other.name != step and not other.with_noes]
        for other in others:
            refusal = made.engine.refusal(publication, other, actor("guest"))
            assert refusal.clauses == (CHAIN[origin],), other
        with pytest.raises(NotAllowed):
            take(publication, step, "stranger", **ALL_WELL)
        with pytest.raises(Refused):
            publishing.publish(publication)
        take(publication, step, who, **ALL_WELL)
    assert publication.state == "approved"
    with pytest.raises(Unacceptable) as unregistered:
        publishing.publish(publication, entered_by="")
    assert list(unregistered.value.errors) == ["entered_by"]
    # What was approved the unit publishes itself.
    publishing.publish(publication)
    assert (publication.state, publication.closed_on, publication.published_on) == ("published", day, day)


@pytest.mark.clause("A1.10.1")
@pytest.mark.parametrize("origin", CHAINS)
def test_who_drafted_it_approves_nothing_of_it_whatever_her_roles(publishing, take, newcomer, origin):
    roles = ("clerk", "office_reviewer", "portal_leader", "county_leader", "unit_head", "disclosure_officer")
    author = newcomer("author", "land", *roles)
    publishing.name_officer()
    publication = publishing.draft(origin)
    take(publication, "submit", author, column_id=1)
    take(publication, "clear_secrecy", "secrecy", secrecy_opinion="不涉密")
    for step, who in CHAINS[origin]:
        with pytest.raises(Refused):
            take(publication, step, author, **ALL_WELL)
        take(publication, step, who, **ALL_WELL)


@pytest.mark.clause("A1.10.3")
def test_a_repost_is_reviewed_by_two_people_of_the_office(publishing, take):
    publishing.name_officer()
    publication = publishing.draft("repost")
    publishing.clear(publication)
    take(publication, "review_repost", "reviewer", **ALL_WELL)
    with pytest.raises(Refused):
        take(publication, "confirm_repost", "reviewer", **ALL_WELL)


# -- 第十一条 -----------------------------------------------------------------------------


@pytest.mark.clause("A1.11")
def test_ten_points_are_signed_at_every_review_and_a_no_goes_back_with_what_is_wrong(
    publishing, session, take
):
    publishing.name_officer()
    publication = publishing.draft()
    publishing.clear(publication)
    with pytest.raises(Unacceptable) as blank:
        take(publication, "review", "reviewer")
    assert list(blank.value.errors) == [f"point_{code}" for code, _text in TEN_POINTS]
    assert len(TEN_POINTS) == 10
    wrong = {**ALL_WELL, "point_figures": "no", "remark_figures": "造林面积与统计公报不一致"}
    with pytest.raises(Unacceptable) as stopped:
        take(publication, "review", "reviewer", **wrong)
    assert "附件1第十一条" in str(stopped.value.errors["point_figures"])
    take(publication, "return_by_office", "reviewer", reason="数据有误", **wrong)
    signed = session.scalars(select(ChecklistResult)).one()
    told = {answer["code"]: (answer["answer"], answer["remark"]) for answer in signed.answers}
    assert (publication.state, signed.signed_by) == ("drafting", "reviewer")
    assert told["figures"] == ("no", "造林面积与统计公报不一致")


def test_every_review_has_the_ten_points():
    reviews = {name for name, step in STEPS.items() if name.startswith(("review", "confirm"))}
    assert reviews == {step for chain in CHAINS.values() for step, _who in chain[:-1]}
    assert all(STEPS[name].checklist for name in (*reviews, "approve_interactive"))


# -- 第十条（一）, 第二十条 ---------------------------------------------------------------


@pytest.mark.clause("A1.10.1")
def test_issuing_a_document_opens_its_publication_and_publishing_it_meets_the_period(
    clock, publishing, session, to_be_issued, take
):
    day = clock.turn("2026-03-02")
    publishing.name_officer()
    document = to_be_issued(body="一、目标\n严防<灾害>。")
    take(document, "issue", "reviewer", issued_on=day)
    (publication,) = document.publications
    assert (publication.title, publication.unit_id) == (document.title, document.unit_id)
    assert (publication.origin, publication.source_name) == ("government", "罗甸县人民政府办公室")
    assert (publication.column.code, publication.body) == (
        "documents",
        "<p>一、目标</p><p>严防&lt;灾害&gt;。</p>",
    )
    clock.turn("2026-03-20")
    publishing.approve(publication)
    with pytest.raises(Unacceptable) as early:
        publishing.publish(publication, published_on=date(2026, 3, 1))
    assert list(early.value.errors) == ["published_on"]
    publishing.publish(publication, published_on=date(2026, 3, 19))
    assert (document.state, document.published_on) == ("published", date(2026, 3, 19))
    assert (document.published_at, document.entered_by) == tuple(REGISTERED.values())
    assert document.closed_on == date(2026, 3, 19)


def test_a_units_own_document_goes_the_departments_way(clock, publishing, take, draft):
    day = clock.turn("2026-03-02")
    document = draft(document_word="unit")
    take(document, "submit", "clerk", attribute="proactive")
    take(document, "sign_own", "unit_head", attribute="proactive", signer="韦承屹", signed_on=day)
    take(document, "assign_own_number", "clerk")
    take(document, "issue", "clerk", issued_on=day)
    (publication,) = document.publications
    assert (publication.origin, publication.source_name) == ("department", "罗甸县自然资源局")


def test_what_is_no_longer_valid_is_not_published_any_more(clock, publishing, session, to_be_issued, take):
    day = clock.turn("2026-03-02")
    publishing.name_officer()
    document = to_be_issued()
    take(document, "issue", "reviewer", issued_on=day)
    (publication,) = document.publications
    publishing.approve(publication)
    take(document, "lapse", "reviewer", ended_on=day, reason="有效期届满")
    assert publication.state == "lapsed"
    assert session.scalars(select(Document.state)).one() == "lapsed"
    with pytest.raises(Unacceptable) as closed:
        publishing.draft(source_id=document.id)
    assert list(closed.value.errors) == ["source_id"]
    session.rollback()


def test_what_must_not_be_online_is_found_between_the_marks_of_the_text_on_the_way_in_and_out(
    publishing, session, take
):
    publishing.name_officer()
    publication = publishing.draft(body="<p>联系人1398<strong>5400001</strong></p>")
    with pytest.raises(Unacceptable) as numbered:
        publishing.submit(publication)
    assert "13985400001" in str(numbered.value.errors["body"])
    publication.body = "<p>今年造林<em>一万</em>亩</p>"
    session.commit()
    publishing.approve(publication)
    session.add(SensitiveWord(word="一万亩", kind="inaccurate", level="refuse", advice="约一万亩"))
    session.commit()
    with pytest.raises(Unacceptable) as worded:
        publishing.publish(publication)
    assert "约一万亩" in str(worded.value.errors["body"])
    take(publication, "take_back", "clerk", reason="数字不准确")
    assert publication.state == "drafting"


# -- after publication ------------------------------------------------------------------------


def test_what_is_online_is_corrected_in_a_new_round_or_taken_down(clock, publishing, session, take):
    clock.turn("2026-03-02")
    publishing.name_officer()
    publication = publishing.draft("department")
    publishing.approve(publication)
    publishing.publish(publication)
    day = clock.turn("2026-03-05")
    with pytest.raises(Unacceptable):
        take(publication, "take_down", "clerk", taken_down_on=day)
    take(publication, "take_down", "clerk", taken_down_on=day, reason="数据有误")
    assert (publication.state, publication.taken_down_on) == ("taken_down", day)
    take(publication, "correct", "clerk", reason="改正数据")
    publishing.approve(publication)
    publishing.publish(publication)
    assert (publication.state, publication.published_on, publication.taken_down_on) == (
        "published",
        day,
        None,
    )
    assert len(session.scalars(select(ChecklistResult)).all()) == 2
    assert session.scalars(select(Publication.state)).all() == ["published"]
