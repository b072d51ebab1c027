"""附件3 in the clauses' words: each article told once, through the engine as the people concerned.

Times are counted by hand: 6 March 2026 is a Friday, and days off stop no period in hours.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.access.actor import CITIZEN, acting
from app.engine import NotAllowed, Refused, Unacceptable
from models import Concern, ResponseConfirmation, ResponseRelease, TrailEntry
from models.concern_terms import CHANNELS
from models.part import Part
from tests.concerns import FACTS, RESPONSE, at


def refused(take, row, step, who, **answers):
    """The sentence and the clauses a step is refused with."""
    with pytest.raises(Refused) as no:
        take(row, step, who, **answers)
    return str(no.value.refusal.sentence), no.value.refusal.clauses


def wrong(take, row, step, who, **answers):
    """What is said beside the columns of a step."""
    with pytest.raises(Unacceptable) as no:
        take(row, step, who, **answers)
    return {name: str(sentence) for name, sentence in no.value.errors.items()}


@pytest.fixture
def asked(take, unit_id, session):
    """Ask the health bureau, or an agency outside, to confirm a response."""

    def ask(row, **values):
        whom = values if {"asked_agency"} & values.keys() else {"asked_unit_id": unit_id("health"), **values}
        day = whom.pop("asked_on", date(2026, 3, 6))
        take(row, "ask_others", "clerk", asked_on=day, **whom)
        session.refresh(row)
        return row.confirmations[-1]

    return ask


# -- the whole way ----------------------------------------------------------------------


@pytest.mark.clause("A3.2")
@pytest.mark.clause("A3.3")
@pytest.mark.clause("A3.4")
@pytest.mark.clause("A3.9")
def test_a_concern_goes_from_what_people_say_to_what_is_published(
    session, clock, concern, take, group, unit_id, release
):
    clock.turn("2026-03-06")
    row = concern()
    assert row.number == "罗府办关切〔2026〕1号"
    # Five working days after Friday the 6th: Monday the 9th to Friday the 13th; the day before is warned.
    assert (row.due_on, row.warn_on, row.due_at) == (date(2026, 3, 13), date(2026, 3, 12), None)
    take(row, "propose", "reviewer", analysis="截图系伪造", proposal="公布检测结果")
    with acting(CITIZEN):
        assert session.scalars(select(Concern)).all() == []
    take(row, "approve_topic", group, topic_opinion="同意")
    take(row, "assign", "reviewer", handling_unit_id=unit_id("land"), assign_note="请当日报送")
    take(row, "join", "reviewer", joint_unit_id=unit_id("health"))
    # Member units draft together with the county office: both are heard before anything is submitted.
    told = refused(take, row, "submit", "clerk", response=RESPONSE, facts=FACTS)
    assert told == ("有会同起草单位，但尚未填写其意见（附件3第三条）", ("A3.3",))
    take(row, "give_opinion", "stranger", joint_opinions="县卫生健康局：检测合格。")
    with pytest.raises(NotAllowed):
        take(row, "submit", "stranger", response=RESPONSE, facts=FACTS)
    told = refused(take, row, "submit", "clerk", response=RESPONSE, facts=FACTS)
    assert told == (
        "回应意见应会同县政府办公室起草，尚未登记县府办会同起草意见（附件3第三条）",
        ("A3.3",),
    )
    take(row, "draft_along", "reviewer", office_opinion="先讲检测结果")
    assert "facts" in wrong(take, row, "submit", "clerk", response=RESPONSE)
    take(row, "submit", "clerk", response=RESPONSE, facts=FACTS)
    take(row, "pass_draft", "unit_head")
    take(row, "clear_secrecy", "secrecy", secrecy_opinion="不涉密")
    take(row, "approve_response", group, response_opinion="同意发布")
    portal, paper = release(row, "portal"), release(row, "press")
    clock.turn("2026-03-10", 15)
    link = "https://www.example.org/hygq/1"
    take(portal, "publish", "clerk", published_at=at("2026-03-10 14:20"), link=link)
    assert (row.state, row.responded_at) == ("responded", at("2026-03-10 14:20"))
    run = row.clock(row.workflow.first_response)
    assert run.met_on == date(2026, 3, 10)
    with acting(CITIZEN):
        assert session.scalars(select(Concern.response)).all() == [RESPONSE]
    sentence, clauses = refused(take, row, "close", "reviewer", effect="谣言平息")
    assert sentence.startswith("还有拟发布的渠道")
    assert clauses == ("A3.7", "A3.9")
    take(paper, "publish", "clerk", published_at=at("2026-03-10 09:00"), gist="第2版")
    assert row.responded_at == at("2026-03-10 14:20")
    take(row, "close", "reviewer", effect="谣言平息")
    assert (row.state, row.closed_on) == ("closed", date(2026, 3, 10))


# -- 第四条: in which time --------------------------------------------------------------


@pytest.mark.clause("A3.4")
def test_a_major_emergency_is_first_responded_to_within_twenty_four_hours(
    made, clock, concern, deciding, take, group, release
):
    clock.turn("2026-03-06", 23)
    row = deciding(grade="emergency", found_at=at("2026-03-06 22:30"))
    # Friday 22:30 to Saturday 22:30: nobody waits for Monday.
    assert (row.due_at, row.due_on) == (at("2026-03-07 22:30"), date(2026, 3, 7))
    late = concern(grade="emergency", found_at=at("2026-03-06 22:59"))
    take(row, "approve_response", group)
    planned = release(row, "microblog")
    clock.moment = at("2026-03-07 22:10")
    take(planned, "publish", "clerk", published_at=at("2026-03-07 22:05"), link="https://weibo.example/1")
    run = row.clock(row.workflow.first_response)
    # Entered ten minutes before the end, published five before that.
    assert run.met_at == at("2026-03-07 22:05")
    assert made.clocks.deadline(run, made.time.today()).overdue_by == 0
    clock.moment = at("2026-03-08 00:30")
    behind = made.clocks.deadline(late.clock(late.workflow.first_response), made.time.today())
    # 22:59 to 0:30 are an hour and a half: the second hour has begun.
    assert (behind.overdue_by, behind.light) == (2, "red")


@pytest.mark.clause("A3.4")
@pytest.mark.parametrize("grade", ["high", "medium", "low"])
def test_every_other_grade_has_five_working_days(clock, concern, grade):
    clock.turn("2026-03-06")
    assert concern(grade=grade).due_on == date(2026, 3, 13)


@pytest.mark.clause("A3.4")
def test_another_grade_counts_anew_from_when_it_was_found(clock, concern, take):
    clock.turn("2026-03-06")
    row = concern(found_at=at("2026-03-06 07:40"))
    clock.turn("2026-03-06", 11)
    assert "grade" in wrong(take, row, "regrade", "reviewer", reason="重", grade="medium")
    with pytest.raises(NotAllowed):
        take(row, "regrade", "leader", reason="重", grade="emergency")
    take(row, "regrade", "reviewer", reason="出现人员失联", grade="emergency")
    assert row.due_at == at("2026-03-07 07:40")
    take(row, "regrade", "reviewer", reason="核实无人失联", grade="low")
    assert (row.due_at, row.due_on) == (None, date(2026, 3, 13))
    # The former periods are kept.
    assert [run.rule.code.rpartition(".")[2] for run in row.clocks] == ["medium", "emergency", "low"]


@pytest.mark.clause("A3.4")
def test_nothing_is_found_that_is_still_to_come(clock, concern, session):
    clock.turn("2026-03-06")
    with pytest.raises(Unacceptable) as no:
        concern(found_at=at("2026-03-06 09:01"))
    assert str(no.value.errors["found_at"]) == "该时间尚未到来，请填写实际发现时间"
    session.rollback()
    row = concern(found_at=at("2026-03-06 09:00"))
    assert row.state == "collected"


# -- 第二条: two approvals --------------------------------------------------------------


@pytest.mark.clause("A3.2")
def test_topic_and_response_are_approved_by_the_leading_group_and_by_nobody_who_drafted(
    session, concern, take, group, newcomer, deciding
):
    row = concern()
    take(row, "propose", "reviewer", analysis="属实")
    for who in ("reviewer", "unit_head", "leader", "clerk"):
        with pytest.raises(NotAllowed):
            take(row, "approve_topic", who)
    # Somebody with both posts approves no topic of her own proposing, and no response of her own drafting.
    newcomer("both_posts", "land", "unit_head", "clerk", "leading_group")
    newcomer("reviewing_group", "office", "office_reviewer", "leading_group")
    other = concern("reviewing_group")
    take(other, "propose", "reviewing_group", analysis="属实")
    assert refused(take, other, "approve_topic", "reviewing_group")[1] == ("A3.2",)
    take(row, "return_topic", group, "请补充传播数据")
    take(row, "propose", "reviewer", analysis="属实，播放量2万")
    take(row, "decline", group, no_response_reason="当事人已澄清")
    assert (row.state, row.number) == ("declined", "罗府办关切〔2026〕1号")
    response = deciding()
    for who in ("reviewer", "unit_head", "clerk", "secrecy", "leader"):
        with pytest.raises(NotAllowed):
            take(response, "approve_response", who)
    take(response, "return_response", group, "请写明检测时间")
    take(response, "submit", "clerk", response=RESPONSE, facts=FACTS)
    take(response, "pass_draft", "both_posts")
    take(response, "clear_secrecy", "secrecy", secrecy_opinion="不涉密")
    assert refused(take, response, "approve_response", "both_posts")[1] == ("A3.2", "A3.6")
    take(response, "approve_response", group)
    assert response.state == "approved"


@pytest.mark.clause("A3.2")
def test_nothing_is_published_before_or_beside_what_was_approved(
    session, clock, deciding, release, take, group
):
    clock.turn("2026-03-06")
    row = deciding()
    planned = release(row, "portal")
    told = {"published_at": at("2026-03-06 09:00"), "link": "https://www.example.org/1"}
    sentence, clauses = refused(take, planned, "publish", "clerk", **told)
    assert (sentence, clauses) == ("回应意见未经领导小组审定，不得发布（附件3第二条）", ("A3.2",))
    take(row, "approve_response", group)
    row.response = "换了一个说法"
    session.commit()
    sentence, _clauses = refused(take, planned, "publish", "clerk", **told)
    assert sentence == "回应意见在领导小组审定后有改动，请重新提请审定（附件3第二条）"
    take(row, "recall", group, "文本有误")
    take(row, "submit", "clerk", response=RESPONSE, facts=FACTS)
    assert row.state == "drafted"


# -- 第六条: secrecy, and others concerned ----------------------------------------------


@pytest.mark.clause("A3.6")
def test_the_secrecy_review_is_on_every_road_to_the_leading_group(drafting, take, newcomer):
    row = drafting()
    flow = row.workflow
    assert {step.name for step in flow.transitions.values() if step.target is flow.deciding} == {
        "clear_secrecy"
    }
    newcomer("clerk_and_secrecy", "land", "clerk", "secrecy_reviewer")
    take(row, "submit", "clerk_and_secrecy", response=RESPONSE, facts=FACTS)
    take(row, "pass_draft", "unit_head")
    assert "secrecy_opinion" in wrong(take, row, "clear_secrecy", "secrecy")
    assert refused(take, row, "clear_secrecy", "clerk_and_secrecy", secrecy_opinion="不涉密")[1] == ("A3.6",)
    take(row, "return_secrecy", "secrecy", "含身份证号")
    assert row.state == "drafting"


@pytest.mark.clause("A3.6")
def test_every_unit_concerned_confirms_or_differs_before_the_response_is_approved(
    session, clock, deciding, asked, take, group, actor
):
    clock.turn("2026-03-06")
    row = deciding()
    health, outside = asked(row), asked(row, asked_agency="州生态环境局", answer_by=date(2026, 3, 6))
    # Two working days: Monday and Tuesday, unless a day is set.
    assert (health.answer_by, outside.answer_by) == (date(2026, 3, 10), date(2026, 3, 6))
    assert (health.response, health.asked_on, row.asked_on) == (RESPONSE, date(2026, 3, 6), None)
    sentence, clauses = refused(take, row, "approve_response", group)
    assert sentence.startswith("涉及的单位、机关尚未确认或者有不同意见")
    assert clauses == ("A3.6",)
    # Who asks does not answer for the unit that was asked; what an agency outside answers is entered.
    with pytest.raises(NotAllowed):
        take(health, "confirm", "clerk", replied_on=date(2026, 3, 6))
    with acting(actor("stranger")):
        assert session.scalars(select(ResponseConfirmation)).all() == [health]
        assert session.scalars(select(Concern)).all() == []
    assert "reply_text" in wrong(take, health, "differ", "stranger", replied_on=date(2026, 3, 6))
    take(health, "differ", "stranger", replied_on=date(2026, 3, 6), reply_text="检测为41项")
    take(outside, "confirm", "clerk", replied_on=date(2026, 3, 6))
    assert refused(take, row, "approve_response", group)[1] == ("A3.6",)
    # Another text goes to both again; each confirms exactly what is approved.
    take(row, "return_response", group, "数据不一致")
    changed = "41项检测全部合格。"
    clock.turn("2026-03-09")
    take(row, "submit", "clerk", response=changed, facts=FACTS)
    assert [(one.state, one.response, one.reply_text) for one in (health, outside)] == [
        ("asked", changed, None),
        ("asked", changed, None),
    ]
    # Asked anew on Monday the 9th: Tuesday and Wednesday.
    assert health.answer_by == date(2026, 3, 11)
    take(row, "pass_draft", "unit_head")
    take(row, "clear_secrecy", "secrecy", secrecy_opinion="不涉密")
    take(health, "confirm", "stranger", replied_on=date(2026, 3, 9))
    take(outside, "differ", "clerk", replied_on=date(2026, 3, 9), reply_text="措辞过满")
    for who in ("clerk", "stranger", "reviewer"):
        with pytest.raises(NotAllowed):
            take(outside, "overrule", who, overrule_reason="坚持原文")
    take(outside, "overrule", group, overrule_reason="数据属实，维持原文")
    take(row, "approve_response", group)
    assert row.state == "approved"


@pytest.mark.clause("A3.6")
@pytest.mark.parametrize(
    ("whom", "column"),
    [
        ({}, "asked_unit_id"),
        ({"asked_unit_id": "health", "asked_agency": "州生态环境局"}, "asked_unit_id"),
        ({"asked_unit_id": "land"}, "asked_unit_id"),
        ({"asked_unit_id": "health", "answer_by": date(2026, 3, 5)}, "answer_by"),
        ({"asked_unit_id": "health", "asked_on": date(2026, 3, 9)}, "asked_on"),
    ],
)
def test_whom_one_asks_is_somebody_else_and_one_at_a_time(clock, deciding, take, unit_id, whom, column):
    clock.turn("2026-03-06")
    row = deciding()
    values = {"asked_on": date(2026, 3, 6), **whom}
    if "asked_unit_id" in values:
        values["asked_unit_id"] = unit_id(values["asked_unit_id"])
    assert column in wrong(take, row, "ask_others", "clerk", **values)
    assert row.confirmations == []


@pytest.mark.clause("A3.6")
def test_nobody_is_asked_twice_and_who_is_not_concerned_is_let_go(
    session, clock, deciding, asked, take, unit_id, group, release
):
    clock.turn("2026-03-06")
    row = deciding()
    health, planned = asked(row), release(row, "portal")
    assert "asked_unit_id" in wrong(
        take, row, "ask_others", "clerk", asked_on=date(2026, 3, 6), asked_unit_id=unit_id("health")
    )
    with pytest.raises(NotAllowed):
        take(health, "drop", "clerk", "不相关")
    take(health, "drop", "reviewer", "与卫生健康部门无关")
    again = asked(row)
    take(row, "decline", group, no_response_reason="谣言已平息")
    # What was still asked and planned ends with the concern.
    assert (again.state, planned.state) == ("lapsed", "dropped")


# -- 第七至九条: by which channels ------------------------------------------------------


@pytest.mark.clause("A3.7")
@pytest.mark.clause("A3.9")
def test_there_are_eight_channels_each_with_what_it_is_found_by(clock, deciding, take, group, release):
    clock.turn("2026-03-06")
    row = deciding()
    take(row, "approve_response", group)
    needs = {
        "portal": {"link"},
        "microblog": {"link"},
        "wechat": {"link"},
        "broadcast": set(),
        "press": set(),
        "press_conference": {"speaker"},
        "expert": {"speaker", "gist"},
        "interview": {"speaker"},
    }
    assert set(CHANNELS) == set(needs)
    told = {"published_at": at("2026-03-06 09:00")}
    for channel, missing in needs.items():
        planned = release(row, channel)
        assert "published_at" in wrong(take, planned, "publish", "clerk")
        if missing:
            assert set(wrong(take, planned, "publish", "clerk", **told)) == missing
        else:
            take(planned, "publish", "clerk", **told)
            assert planned.state == "published"


@pytest.mark.clause("A3.9")
@pytest.mark.parametrize(
    ("answers", "column"),
    [
        ({"published_at": "2026-03-06 09:01"}, "published_at"),
        ({"published_at": "2026-03-06 07:59"}, "published_at"),
        ({"link": "www.example.org/1"}, "link"),
    ],
)
def test_what_cannot_be_is_not_entered_as_published(clock, deciding, take, group, release, answers, column):
    clock.turn("2026-03-06")
    row = deciding(found_at=at("2026-03-06 08:00"))
    take(row, "approve_response", group)
    told = {"published_at": "2026-03-06 08:30", "link": "https://www.example.org/1", **answers}
    told["published_at"] = at(told["published_at"])
    assert set(wrong(take, release(row), "publish", "clerk", **told)) == {column}
    assert row.state == "approved"


@pytest.mark.clause("A3.8")
def test_what_is_about_an_important_policy_is_explained_by_an_expert(clock, deciding, take, group, release):
    clock.turn("2026-03-06")
    row = deciding(policy="城乡居民养老保险政策")
    take(row, "approve_response", group)
    told = {"published_at": at("2026-03-06 09:00")}
    take(release(row, "press"), "publish", "clerk", **told)
    sentence, clauses = refused(take, row, "close", "reviewer", effect="平息")
    assert sentence.startswith("本事项涉及重要政策法规，尚未发布专家解读")
    assert clauses == ("A3.8",)
    expert = release(row, "expert")
    take(expert, "publish", "clerk", **told, speaker="州社会保险学会会员", gist="用例子说明")
    take(row, "close", "reviewer", effect="平息")
    assert row.state == "closed"


@pytest.mark.clause("A3.9")
def test_a_response_can_be_followed_by_another_and_taken_down(session, clock, deciding, take, group, release):
    clock.turn("2026-03-06")
    row = deciding()
    take(row, "approve_response", group)
    told = {"published_at": at("2026-03-06 09:00"), "link": "https://www.example.org/1"}
    portal = release(row)
    take(portal, "publish", "clerk", **told)
    take(row, "respond_again", "reviewer", "后续处置情况")
    clock.turn("2026-03-09")
    take(row, "submit", "clerk", response="处置完毕。", facts=FACTS)
    take(row, "pass_draft", "unit_head")
    take(row, "clear_secrecy", "secrecy", secrecy_opinion="不涉密")
    take(row, "approve_response", group)
    second = {"published_at": at("2026-03-09 09:00"), "link": "https://www.example.org/2"}
    take(release(row), "publish", "clerk", **second)
    # The first response is the first one.
    assert (row.state, row.responded_at) == ("responded", at("2026-03-06 09:00"))
    assert row.clock(row.workflow.first_response).met_on == date(2026, 3, 6)
    with pytest.raises(NotAllowed):
        take(portal, "withdraw", "clerk", "含手机号")
    take(portal, "withdraw", "reviewer", "含手机号")
    with acting(CITIZEN):
        assert len(session.scalars(select(ResponseRelease)).all()) == 1


@pytest.mark.clause("A3.2")
@pytest.mark.parametrize("state", ["collected", "proposed", "declined"])
def test_channels_are_planned_for_an_approved_topic(session, concern, take, group, release, state):
    row = concern()
    if state != "collected":
        take(row, "propose", "reviewer", analysis="属实")
    if state == "declined":
        take(row, "decline", group, no_response_reason="已澄清")
    with pytest.raises(Unacceptable) as no:
        release(row, who="reviewer")
    assert "附件3第二条" in str(no.value.errors["concern_id"])


# -- 第三条: who collects, who drafts ---------------------------------------------------


@pytest.mark.clause("A3.3")
def test_a_unit_proposes_and_the_office_assigns_takes_back_and_releases(
    session, concern, take, group, unit_id
):
    row = concern("clerk", "land")
    assert row.number == "罗自然资关切〔2026〕1号"
    take(row, "propose", "unit_head", analysis="属实")
    take(row, "approve_topic", group)
    with pytest.raises(NotAllowed):
        take(row, "assign", "unit_head", handling_unit_id=unit_id("land"))
    take(row, "assign", "reviewer", handling_unit_id=unit_id("health"))
    take(row, "hand_back", "stranger", "不是我们的")
    assert (row.state, row.handling_unit_id) == ("to_assign", None)
    take(row, "assign", "reviewer", handling_unit_id=unit_id("land"))
    assert "joint_unit_id" in wrong(take, row, "join", "reviewer", joint_unit_id=unit_id("land"))
    assert refused(take, row, "part", "reviewer", reason="误", joint_unit_id=1)[1] == ("A3.3",)
    take(row, "join", "reviewer", joint_unit_id=unit_id("health"))
    assert "joint_unit_id" in wrong(
        take, row, "part", "reviewer", reason="误", joint_unit_id=unit_id("office")
    )
    take(row, "part", "reviewer", "意见已收齐", joint_unit_id=unit_id("health"))
    assert row.units_with(Part.JOINT) == []
    entry = session.scalars(select(TrailEntry).where(TrailEntry.step == "part")).one()
    assert (entry.reason, entry.clauses) == ("意见已收齐", "A3.3")
