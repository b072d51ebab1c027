"""附件9 in the clauses' words: each article told once, through the engine as the people concerned.

Dates are counted by hand on the official calendar. 2026: Tomb-Sweeping off 4-6 April, National Day off
1-7 October (20 September, a Sunday, and 10 October worked).
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.access.actor import CITIZEN, acting
from app.engine import NotAllowed, Refused, Unacceptable
from app.letters.desk import changed_since
from models import Letter, PublicMessage, TrailEntry
from models.column import Class, declared
from models.part import Part
from tests.messages import REPLY


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


# -- 第六条 -----------------------------------------------------------------------------


@pytest.mark.clause("A9.6")
@pytest.mark.parametrize(
    ("category", "warned", "due"),
    [
        # Monday 2 March. Three working days: Tuesday, Wednesday, Thursday.
        ("consultation", date(2026, 3, 4), date(2026, 3, 5)),
        # Five end on Monday the 9th, seven on Wednesday the 11th.
        ("complaint", date(2026, 3, 9), date(2026, 3, 11)),
        ("help", date(2026, 3, 9), date(2026, 3, 11)),
        # Ten end on Monday the 16th; three days before it is Wednesday the 11th.
        ("investigation", date(2026, 3, 11), date(2026, 3, 16)),
        # Fifteen end on Monday the 23rd. Thirty: 21 working days until 31 March, 24 until 3 April, the 6th is
        # off, 28 until the 10th, and Tuesday 14 April is the thirtieth.
        ("difficult", date(2026, 3, 23), date(2026, 4, 14)),
    ],
)
def test_each_category_has_its_time_the_shorter_one_warns(clock, message, category, warned, due):
    clock.turn("2026-03-02")
    row = message(category=category)
    assert (row.warn_on, row.due_on) == (warned, due)


@pytest.mark.clause("A9.6")
@pytest.mark.clause("A1.10.4")
def test_a_consultation_is_answered_on_the_third_day_across_a_worked_sunday(
    session, clock, message, take, unit_id
):
    clock.turn("2026-09-18")
    row = message(category="consultation", title="咨询宅基地审批")
    assert row.number == "罗府办留言〔2026〕1号"
    # Friday 18 September: Sunday the 20th is worked, then Monday and Tuesday.
    assert row.due_on == date(2026, 9, 22)
    take(row, "assign", "reviewer", handling_unit_id=unit_id("land"), assign_note="请按时答复")
    clock.turn("2026-09-21")
    take(row, "draft", "clerk", result="explained", reply=REPLY)
    clock.turn("2026-09-22")
    take(row, "pass_draft", "unit_head")
    day = date(2026, 9, 22)
    take(row, "publish", "reviewer", answered_on=day, public_question="农村宅基地怎样审批？")
    assert (row.state, row.closed_on) == ("published", day)
    assert row.clock(row.workflow.reply_period).met_on == day
    sheet, reply = session.scalars(select(Letter).order_by(Letter.id)).all()
    assert (sheet.kind, sheet.number) == ("message_handover", "罗府办留言交〔2026〕1号")
    assert "罗甸县自然资源局：" in sheet.html
    assert not changed_since(sheet, row)
    assert (reply.kind, reply.number) == ("message_reply", "罗府办留言复〔2026〕1号")


@pytest.mark.clause("A9.6")
def test_another_category_counts_again_from_the_day_of_receipt_and_the_former_is_kept(
    session, clock, assigned, take
):
    clock.turn("2026-03-02")
    row = assigned(category="consultation")
    clock.turn("2026-03-04")
    take(row, "recategorize", "reviewer", "需要现场调查", category="investigation")
    # Ten working days after 2 March, whatever day it is today.
    assert row.due_on == date(2026, 3, 16)
    former, now = row.clocks
    assert (former.started_on, former.rule.amount) == (date(2026, 3, 2), 3)
    assert (now.started_on, now.rule.amount, now.met_on) == (date(2026, 3, 2), 10, None)
    entry = session.scalars(select(TrailEntry).where(TrailEntry.step == "recategorize")).one()
    assert entry.changes["category"] == {"from": "consultation", "to": "investigation"}
    assert entry.reason == "需要现场调查"
    assert "category" in wrong(take, row, "recategorize", "reviewer", reason="再改", category="investigation")


@pytest.mark.clause("A9.6")
@pytest.mark.parametrize("step", ["answer", "publish"])
def test_after_the_reply_the_category_stays(clock, before_the_office, take, step):
    day = clock.turn("2026-03-02")
    row = before_the_office()
    more = {"public_question": "夜间施工扰民"} if step == "publish" else {}
    take(row, step, "reviewer", answered_on=day, **more)
    sentence, clauses = refused(take, row, "recategorize", "reviewer", reason="改", category="help")
    assert sentence == "已经答复，不再变更类别（附件9第六条）"
    assert clauses == ("A9.6",)
    assert (row.category, row.due_on) == ("complaint", date(2026, 3, 11))


# -- 第三、四条 --------------------------------------------------------------------------


@pytest.mark.clause("A9.3")
@pytest.mark.clause("A9.4")
def test_the_office_assigns_and_nobody_else(message, take, unit_id):
    row = message()
    for who in ("clerk", "unit_head", "leader", "auditor", "stranger"):
        with pytest.raises(NotAllowed):
            take(row, "assign", who, handling_unit_id=unit_id("land"))
    take(row, "assign", "reviewer", handling_unit_id=unit_id("land"))
    assert (row.state, row.handling_unit_id) == ("handling", unit_id("land"))
    assert refused(take, row, "assign", "reviewer", handling_unit_id=unit_id("health"))[1] == ("A9.4",)


@pytest.mark.clause("A9.4")
def test_inside_the_unit_it_goes_to_a_division_and_to_no_other_unit(assigned, take, unit_id):
    row = assigned()
    take(row, "forward", "unit_head", handling_unit_id=unit_id("registry"))
    assert row.handling_unit_id == unit_id("registry")
    errors = wrong(take, row, "forward", "unit_head", handling_unit_id=unit_id("health"))
    assert "附件9第四条" in errors["handling_unit_id"]
    # And back to the unit itself.
    take(row, "forward", "unit_head", handling_unit_id=unit_id("land"))
    assert row.handling_unit_id == unit_id("land")


@pytest.mark.clause("A9.4")
def test_who_is_not_in_charge_hands_it_back_with_a_reason(clock, assigned, take):
    clock.turn("2026-03-02")
    row = assigned()
    assert "reason" in wrong(take, row, "hand_back", "clerk")
    take(row, "hand_back", "clerk", "属卫生健康部门职责", proper_body="县卫生健康局")
    assert (row.state, row.handling_unit_id, row.proper_body) == ("received", None, "县卫生健康局")
    # The period goes on: the writer waits all the same.
    assert row.due_on == date(2026, 3, 11)


@pytest.mark.clause("A9.4")
def test_the_office_takes_it_back_and_assigns_anew(assigned, take, unit_id):
    row = assigned()
    take(row, "recall", "reviewer", "交办有误")
    assert (row.state, row.handling_unit_id) == ("received", None)
    take(row, "assign", "reviewer", handling_unit_id=unit_id("health"))
    assert row.handling_unit_id == unit_id("health")


@pytest.mark.clause("A9.4")
def test_several_units_handle_it_together_and_each_is_heard(session, assigned, take, unit_id, actor):
    row = assigned()
    health = unit_id("health")
    with acting(actor("stranger")):
        assert session.scalars(select(PublicMessage)).all() == []
    take(row, "join", "reviewer", joint_unit_id=health)
    with acting(actor("stranger")):
        assert session.scalars(select(PublicMessage)).all() == [row]
    for twice in (health, unit_id("land")):
        errors = wrong(take, row, "join", "reviewer", joint_unit_id=twice)
        assert errors == {"joint_unit_id": "该单位已在办理本留言（附件9第四条）"}
    sentence, clauses = refused(take, row, "draft", "clerk", result="solved", reply=REPLY)
    assert (sentence, clauses) == ("有协办单位，但尚未填写协办意见（附件9第四条）", ("A9.4",))
    # Who joins in gives an opinion and notes; the reply is the handling unit's.
    take(row, "give_opinion", "stranger", joint_opinions="县卫生健康局：无意见。")
    take(row, "note", "stranger", internal_note="已电话沟通")
    with pytest.raises(NotAllowed):
        take(row, "draft", "stranger", result="solved", reply=REPLY)
    with pytest.raises(NotAllowed):
        take(row, "hand_back", "stranger", "不是我们的")
    take(row, "draft", "clerk", result="solved", reply=REPLY)
    take(row, "part", "reviewer", "协办已毕", joint_unit_id=health)
    assert (row.units_with(Part.JOINT), row.joint_unit_id) == ([], None)
    with acting(actor("stranger")):
        assert session.scalars(select(PublicMessage)).all() == []


# -- 第五条 -----------------------------------------------------------------------------


@pytest.mark.clause("A9.5")
@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ({"result": "planned"}, "planned_for"),
        ({"result": "planned", "planned_for": date(2026, 3, 2)}, "planned_for"),
        ({"result": "solved", "planned_for": date(2026, 6, 1)}, "planned_for"),
        ({"result": "not_ours"}, "proper_body"),
        ({"result": ""}, "result"),
        ({"result": "solved", "reply": " "}, "reply"),
    ],
)
def test_what_cannot_be_solved_now_goes_into_a_plan_and_the_rest_is_explained(
    clock, assigned, take, told, missing
):
    clock.turn("2026-03-02")
    row = assigned()
    assert missing in wrong(take, row, "draft", "clerk", **{"reply": REPLY, **told})
    assert row.state == "handling"


@pytest.mark.clause("A9.5")
@pytest.mark.parametrize(
    "told",
    [
        {"result": "solved"},
        {"result": "explained"},
        {"result": "planned", "planned_for": date(2026, 12, 31)},
        {"result": "not_ours", "proper_body": "州公积金中心"},
    ],
)
def test_each_result_is_answered_with_what_it_needs(session, clock, before_the_office, take, told):
    day = clock.turn("2026-03-02")
    row = before_the_office(**told)
    take(row, "answer", "reviewer", answered_on=day)
    letter = session.scalars(select(Letter).where(Letter.kind == "message_reply")).one()
    words = {"planned": "计划于2026年12月31日前办结", "not_ours": "建议您向州公积金中心反映"}
    assert words.get(told["result"], REPLY) in letter.html


@pytest.mark.clause("A9.4")
def test_an_investigation_says_what_it_found(assigned, take):
    row = assigned(category="investigation")
    assert "findings" in wrong(take, row, "draft", "clerk", result="solved", reply=REPLY)
    take(row, "draft", "clerk", result="solved", reply=REPLY, findings="现场检查两次")
    assert row.state == "drafted"


# -- 附件1 十(四) -----------------------------------------------------------------------


@pytest.mark.clause("A1.10.4")
def test_the_reply_is_reviewed_by_the_unit_head_and_then_by_the_office(clock, assigned, take):
    day = clock.turn("2026-03-02")
    row = assigned()
    take(row, "draft", "clerk", result="solved", reply=REPLY)
    for who in ("clerk", "reviewer", "stranger"):
        with pytest.raises(NotAllowed):
            take(row, "pass_draft", who)
    take(row, "return_draft", "unit_head", "请写明整改结果")
    take(row, "draft", "clerk", result="solved", reply=REPLY)
    take(row, "pass_draft", "unit_head")
    for who in ("clerk", "unit_head", "leader"):
        with pytest.raises(NotAllowed):
            take(row, "answer", who, answered_on=day)
    take(row, "return_reply", "reviewer", "请写明联系电话")
    assert row.state == "handling"


@pytest.mark.clause("A1.10.4")
def test_what_the_unit_head_approved_is_not_changed_behind_her(session, clock, before_the_office, take):
    day = clock.turn("2026-03-02")
    row = before_the_office()
    row.reply = "别的答复"
    session.commit()
    refused(take, row, "answer", "reviewer", answered_on=day)
    assert row.state == "reviewing"


@pytest.mark.clause("A1.10.4")
def test_names_and_numbers_of_persons_are_looked_for_before_it_is_published(clock, before_the_office, take):
    day = clock.turn("2026-03-02")
    row = before_the_office()
    errors = wrong(
        take, row, "publish", "reviewer", answered_on=day, public_question="请回电13985400077，谢谢"
    )
    assert "public_question" in errors


@pytest.mark.clause("A1.10.4")
def test_what_was_published_can_be_taken_down(session, clock, before_the_office, take):
    day = clock.turn("2026-03-02")
    row = before_the_office()
    take(row, "publish", "reviewer", answered_on=day, public_question="夜间施工扰民")
    with acting(CITIZEN):
        assert session.scalars(select(PublicMessage.id)).all() == [row.id]
    take(row, "take_down", "reviewer", "留言人要求撤下")
    with acting(CITIZEN):
        assert session.scalars(select(PublicMessage.id)).all() == []


@pytest.mark.clause("A9.6")
@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 3, 4)])
def test_nobody_is_answered_before_writing_or_tomorrow(clock, before_the_office, take, day):
    clock.turn("2026-03-02")
    row = before_the_office()
    clock.turn("2026-03-03")
    assert "answered_on" in wrong(take, row, "answer", "reviewer", answered_on=day)


# -- 第七条 -----------------------------------------------------------------------------


@pytest.mark.clause("A9.7")
def test_who_wrote_and_what_she_wants_kept_secret_is_classed():
    columns = declared(PublicMessage)
    personal = {name for name, column in columns.items() if column.klass is Class.PERSONAL}
    assert personal == {"writer", "phone", "email", "address", "confidential", "accused_person"}
    confined = {name for name, column in columns.items() if column.klass is Class.CONFINED}
    assert confined == {"internal_note", "instruction"}


@pytest.mark.clause("A9.7")
def test_notes_and_instructions_are_in_no_letter_and_kept_apart_in_the_trail(
    session, clock, before_the_office, take
):
    day = clock.turn("2026-03-02")
    row = before_the_office()
    take(row, "instruct", "leader", instruction="INSTRUCTION-批示")
    take(row, "note", "clerk", internal_note="NOTE-备注")
    take(row, "answer", "reviewer", answered_on=day)
    for letter in session.scalars(select(Letter)):
        assert "批示" not in letter.html
        assert "备注" not in letter.html
        assert not {"instruction", "internal_note"} & letter.facts["record"].keys()
    for entry in session.scalars(select(TrailEntry)):
        assert "INSTRUCTION" not in str(entry.changes)
        assert "NOTE" not in str(entry.changes)


@pytest.mark.clause("A9.7")
def test_the_handing_over_sheet_names_nobody_who_wrote(session, assigned):
    assigned(confidential="来信人担心报复")
    sheet = session.scalars(select(Letter)).one()
    for secret in ("罗望舒", "13985400077", "解放西路26号", "来信人担心报复"):
        assert secret not in sheet.html
        assert secret not in str(sheet.facts)


@pytest.mark.clause("A9.7")
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"accusation": True}, "检举、控告类留言只作单独答复，不公开（附件9第七条）"),
        ({"secrecy_wanted": True}, "留言人要求保密，请单独答复（附件9第七条）"),
    ],
)
def test_what_is_to_be_kept_secret_is_answered_privately(
    clock, message, take, accuse, unit_id, values, sentence
):
    day = clock.turn("2026-03-02")
    row = message(**values)
    if row.accusation:
        accuse(row, "health")
    take(row, "assign", "reviewer", handling_unit_id=unit_id("land"))
    take(row, "draft", "clerk", result="solved", reply=REPLY)
    take(row, "pass_draft", "unit_head")
    told = refused(take, row, "publish", "reviewer", answered_on=day, public_question="甲")
    assert told == (sentence, ("A9.7",))
    take(row, "answer", "reviewer", answered_on=day)
    assert row.state == "answered"


@pytest.mark.clause("A9.7")
def test_an_accusation_goes_nowhere_before_the_accused_is_named(message, take, accuse, unit_id):
    row = message(accusation=True)
    sentence, clauses = refused(take, row, "assign", "reviewer", handling_unit_id=unit_id("health"))
    assert sentence.startswith("本留言属检举、控告类，请先登记被检举、控告单位")
    assert clauses == ("A9.7",)
    accuse(row)
    take(row, "assign", "reviewer", handling_unit_id=unit_id("health"))
    assert row.state == "handling"


@pytest.mark.clause("A9.7")
@pytest.mark.parametrize("unit", ["land", "registry"])
def test_it_is_not_given_to_the_accused_unit_nor_to_one_below_it(message, take, accuse, unit_id, unit):
    row = message()
    accuse(row)
    errors = wrong(take, row, "assign", "reviewer", handling_unit_id=unit_id(unit))
    assert "附件9第七条" in errors["handling_unit_id"]
    take(row, "assign", "reviewer", handling_unit_id=unit_id("health"))
    errors = wrong(take, row, "join", "reviewer", joint_unit_id=unit_id(unit))
    assert "附件9第七条" in errors["joint_unit_id"]


@pytest.mark.clause("A9.7")
@pytest.mark.parametrize("division", [False, True])
def test_naming_who_handles_it_takes_it_from_them_at_once(assigned, take, accuse, unit_id, division):
    row = assigned()
    if division:
        take(row, "forward", "unit_head", handling_unit_id=unit_id("registry"))
    accuse(row)
    assert row.handling_unit_id is None
    take(row, "assign", "reviewer", handling_unit_id=unit_id("health"))
    assert (row.state, row.handling_unit_id) == ("handling", unit_id("health"))


@pytest.mark.clause("A9.7")
def test_naming_who_joins_in_ends_that_and_leaves_the_handling_unit(assigned, take, accuse, unit_id):
    row = assigned("health")
    take(row, "join", "reviewer", joint_unit_id=unit_id("registry"))
    accuse(row)
    assert (row.units_with(Part.JOINT), row.handling_unit_id) == ([], unit_id("health"))


@pytest.mark.clause("A9.7")
@pytest.mark.parametrize("step", ["name_accused", "lift_accused"])
def test_only_who_may_names_or_lifts_the_accused_and_says_why(session, message, take, accuse, unit_id, step):
    row = message()
    if step == "lift_accused":
        accuse(row, "health")
    for who in ("clerk", "unit_head", "stranger", "leader", "auditor", "sysadmin", "secadmin"):
        with pytest.raises(NotAllowed):
            take(row, step, who, "来信检举", accused_unit_id=unit_id("health"))
    assert "reason" in wrong(take, row, step, "reviewer", accused_unit_id=unit_id("health"))
    take(row, step, "reviewer", "核实来信", accused_unit_id=unit_id("health"))
    entry = session.scalars(select(TrailEntry).where(TrailEntry.step == step)).all()[-1]
    named = {"from": [], "to": [unit_id("health")]}
    lifted = {"from": [unit_id("health")], "to": []}
    assert entry.changes["accused_unit_id"] == (named if step == "name_accused" else lifted)
    assert (entry.reason, entry.clauses) == ("核实来信", "A9.7")


@pytest.mark.clause("A9.7")
def test_several_are_named_once_each_and_lifted_one_by_one(message, take, accuse, unit_id):
    row = message()
    sentence, clauses = refused(take, row, "lift_accused", "reviewer", reason="误", accused_unit_id=1)
    assert (sentence, clauses) == ("未登记被检举、控告单位（附件9第七条）", ("A9.7",))
    accuse(row, "land")
    accuse(row, "health")
    assert row.accused_unit_id == unit_id("health")
    assert "accused_unit_id" in wrong(
        take, row, "name_accused", "reviewer", reason="再", accused_unit_id=unit_id("land")
    )
    assert "accused_unit_id" in wrong(
        take, row, "lift_accused", "reviewer", reason="误", accused_unit_id=unit_id("registry")
    )
    take(row, "lift_accused", "reviewer", "误登", accused_unit_id=unit_id("health"))
    assert row.units_with(Part.ACCUSED) == [unit_id("land")]
    assert row.accused_unit_id == unit_id("land")


@pytest.mark.clause("A9.7")
def test_nobody_names_her_own_unit_and_is_left_outside(message, accuse, take, unit_id):
    row = message()
    errors = wrong(take, row, "name_accused", "reviewer", reason="检举", accused_unit_id=unit_id("office"))
    assert errors == {"accused_unit_id": "您本人属于该单位，应由该单位以外的人员登记（附件9第七条）"}


@pytest.mark.clause("A9.7")
def test_the_mark_of_an_accusation_is_not_taken_off_by_hand(made, message, accuse):
    row = message()
    accuse(row)
    assert row.accusation is True
    row.accusation = False
    with pytest.raises(Unacceptable) as no:
        made.engine.check_opening(row)
    assert "附件9第七条" in str(no.value.errors["accusation"])
