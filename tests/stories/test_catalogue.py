"""附件7 in the clauses' words: items, applications within three working days, editions with their difference.

March 2026 has no day off but weekends.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.engine import NotAllowed, Refused, Unacceptable
from app.letters.desk import changed_since
from models import DisclosureItem, Letter, TrailEntry
from models.item_elements import ELEMENTS
from tests.stories.catalogue import ITEM


def wrong(told):
    """The columns an Unacceptable names."""
    return sorted(told.value.errors)


# -- 第五至八条: the way of an application -------------------------------------------------


@pytest.mark.clause("A7.8")
@pytest.mark.clause("A7.5")
@pytest.mark.clause("A7.2")
def test_a_unit_applies_within_three_working_days_and_the_office_adds_the_item(
    session, clock, propose, take, item
):
    clock.turn("2026-03-05")
    change = propose(caused_on=date(2026, 3, 4))
    assert change.number == "罗自然资清单申〔2026〕1号"
    # Three working days after Wednesday 4 March: the 5th, the 6th, and Monday the 9th.
    assert change.due_on == date(2026, 3, 9)
    take(change, "submit", "clerk")
    assert session.scalars(select(DisclosureItem)).all() == []
    clock.turn("2026-03-06")
    take(change, "seal", "unit_head", unit_opinion="情况属实，同意上报")
    assert change.clocks[0].met_on == date(2026, 3, 6)
    take(change, "apply", "reviewer")
    assert (change.state, change.closed_on) == ("applied", date(2026, 3, 6))
    listed = item()
    assert {name: getattr(listed, name) for name in ITEM} == ITEM
    assert (listed.state, listed.unit_id) == ("listed", change.unit_id)
    assert listed.changes == [change]
    assert change.item is listed


@pytest.mark.clause("A7.8")
def test_an_application_that_leaves_the_unit_late_stays_late(clock, propose, take):
    clock.turn("2026-03-05")
    change = propose(caused_on=date(2026, 3, 4))
    take(change, "submit", "clerk")
    clock.turn("2026-03-11")
    take(change, "seal", "unit_head", unit_opinion="同意")
    run = change.clocks[0]
    assert (run.due_on, run.met_on) == (date(2026, 3, 9), date(2026, 3, 11))


@pytest.mark.clause("A7.8")
def test_the_cause_lies_not_ahead(clock, propose):
    clock.turn("2026-03-05")
    with pytest.raises(Unacceptable) as told:
        propose(caused_on=date(2026, 3, 6))
    assert wrong(told) == ["caused_on"]
    assert "附件7第八条" in str(told.value.errors["caused_on"])


@pytest.mark.clause("A7.8")
def test_the_head_seals_what_somebody_else_filled_in(propose, take):
    change = propose()
    take(change, "submit", "clerk")
    with pytest.raises(NotAllowed):
        take(change, "seal", "clerk", unit_opinion="同意")
    with pytest.raises(Unacceptable) as told:
        take(change, "seal", "unit_head")
    assert wrong(told) == ["unit_opinion"]
    own = propose(who="unit_head", code="ZRZY-002")
    take(own, "submit", "clerk2")
    with pytest.raises(Refused) as refused:
        take(own, "seal", "unit_head", unit_opinion="同意")
    assert refused.value.refusal.clauses == ("A7.8",)


@pytest.mark.clause("A7.8")
def test_what_the_head_sealed_is_what_the_office_carries_out(session, propose, take):
    change = propose()
    take(change, "submit", "clerk")
    take(change, "seal", "unit_head", unit_opinion="同意")
    change.content = "另外的内容"
    session.commit()
    with pytest.raises(Refused) as refused:
        take(change, "apply", "reviewer")
    assert refused.value.refusal.clauses == ("A7.8",)
    take(change, "send_back", "reviewer", reason="申请表与系统不一致")
    assert change.state == "drafted"


@pytest.mark.clause("A7.8")
def test_head_and_office_hand_back_with_a_reason_and_the_unit_may_withdraw(propose, take):
    change = propose()
    take(change, "submit", "clerk")
    with pytest.raises(Unacceptable) as told:
        take(change, "hand_back", "unit_head")
    assert wrong(told) == ["reason"]
    take(change, "hand_back", "unit_head", reason="依据不全")
    take(change, "submit", "clerk")
    take(change, "seal", "unit_head", unit_opinion="同意")
    take(change, "send_back", "reviewer", reason="公开渠道不准确")
    take(change, "withdraw", "clerk", reason="事项暂不调整")
    assert (change.state, change.item) == ("withdrawn", None)


@pytest.mark.clause("A7.8")
def test_the_form_is_printed_with_all_its_boxes(session, propose, take):
    change = propose(
        remark="首次列入",
        detail="新增不动产登记办理指南",
        notes="附流程图",
        ground="add_other",
        ground_note="群众需求集中",
    )
    take(change, "submit", "clerk")
    take(change, "seal", "unit_head", unit_opinion="情况属实，同意上报")
    form = session.scalars(select(Letter).where(Letter.record_id == change.id)).one()
    boxes = ("申请单位", "填报日期", "事项编码", "事项名称", "变更内容", "变更依据", "备注", "变更详情")
    boxes += ("部门意见", "（加盖公章）", "备　注", "填表人", "联系电话")
    assert [box for box in boxes if box not in form.html] == []
    filled = (
        "罗甸县自然资源局",
        "2026年3月2日",
        "ZRZY-001",
        "不动产登记办理指南",
        "见变更详情",
        "群众需求集中",
    )
    filled += ("罗府办发〔2020〕121号", "首次列入", "新增不动产登记办理指南", "情况属实，同意上报")
    filled += ("附流程图", "罗小满", "0854-7611000", "罗甸县政务公开事项清单、流程图变更信息申请表")
    assert [words for words in filled if words not in form.html] == []


# -- 第二、一条: the ten elements, flow chart and policy card --------------------------------


@pytest.mark.clause("A7.2")
@pytest.mark.parametrize("name", [name for name in ELEMENTS if name != "title"])
def test_an_item_lacks_none_of_its_ten_elements(propose, name):
    with pytest.raises(Unacceptable) as told:
        propose(**{name: ""})
    assert wrong(told) == [name]
    assert "附件7第二条" in str(told.value.errors[name])


@pytest.mark.clause("A7.2")
def test_ten_elements_are_the_notice_s_ten():
    assert len(ELEMENTS) == 10


def test_what_is_not_for_everybody_names_the_group(propose):
    with pytest.raises(Unacceptable) as told:
        propose(audience="group")
    assert wrong(told) == ["audience_group"]


@pytest.mark.clause("A7.2")
def test_no_two_items_have_one_code_not_even_a_removed_one_s(carried_out, propose):
    carried_out()
    carried_out(kind="remove", ground="remove_work")
    with pytest.raises(Unacceptable) as told:
        propose(unit="health", who="stranger")
    assert wrong(told) == ["code"]
    assert "附件7第二条" in str(told.value.errors["code"])


@pytest.mark.clause("A7.5")
@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"flow_chart": None}, "flow_chart"),
        ({"flow_chart": "kept"}, "flow_chart"),
        ({"flow_steps": ""}, "flow_steps"),
    ],
)
def test_a_new_item_comes_with_its_flow_chart(propose, values, named):
    with pytest.raises(Unacceptable) as told:
        propose(**values)
    assert wrong(told) == [named]
    assert "附件7第五条" in str(told.value.errors[named])


@pytest.mark.clause("A7.5")
def test_a_flow_chart_said_to_be_a_file_is_attached_and_goes_to_the_item(propose, take, attach, item):
    change = propose(flow_chart="file", flow_steps=None)
    with pytest.raises(Refused) as refused:
        take(change, "submit", "clerk")
    assert refused.value.refusal.clauses == ("A7.5", "A7.7")
    attach(change, "other")
    with pytest.raises(Refused):
        take(change, "submit", "clerk")
    attach(change, "flow_chart")
    take(change, "submit", "clerk")
    take(change, "seal", "unit_head", unit_opinion="同意")
    take(change, "apply", "reviewer")
    assert [file.purpose for file in item().files] == ["flow_chart"]


@pytest.mark.clause("A7.1")
def test_a_policy_that_benefits_people_has_its_card(propose, take, attach, item):
    with pytest.raises(Unacceptable) as told:
        propose(policy_card=None)
    assert wrong(told) == ["policy_card"]
    with pytest.raises(Unacceptable) as told:
        propose(policy_card="text")
    assert wrong(told) == ["policy_card_text"]
    change = propose(policy_card="file")
    with pytest.raises(Refused) as refused:
        take(change, "submit", "clerk")
    assert refused.value.refusal.clauses == ("A7.1",)
    attach(change, "policy_card")
    take(change, "submit", "clerk")
    take(change, "seal", "unit_head", unit_opinion="同意")
    take(change, "apply", "reviewer")
    assert [file.purpose for file in item().files] == ["policy_card"]


# -- 第五、六、七条: grounds -----------------------------------------------------------------


@pytest.mark.clause("A7.5")
@pytest.mark.clause("A7.6")
@pytest.mark.clause("A7.7")
@pytest.mark.parametrize(
    ("kind", "ground"),
    [
        ("add", "remove_work"),
        ("add", "change_elements"),
        ("remove", "add_document"),
        ("change", "remove_document"),
    ],
)
def test_each_kind_has_its_own_grounds(carried_out, propose, kind, ground):
    carried_out()
    with pytest.raises(Unacceptable) as told:
        propose(kind=kind, ground=ground, code="ZRZY-001" if kind != "add" else "ZRZY-002")
    assert wrong(told) == ["ground", "kind"]
    assert "附件7第五条至第七条" in str(told.value.errors["ground"])


@pytest.mark.clause("A7.5")
def test_another_ground_is_said_in_words(propose):
    with pytest.raises(Unacceptable) as told:
        propose(ground="add_other")
    assert wrong(told) == ["ground_note"]


@pytest.mark.clause("A7.6")
def test_an_item_is_removed_together_with_its_flow_chart(carried_out, item):
    carried_out()
    gone = carried_out(kind="remove", ground="remove_document")
    removed = item()
    assert (removed.state, removed.closed_on) == ("removed", gone.closed_on)
    assert (removed.flow_chart, removed.flow_steps, removed.files) == (None, None, [])


@pytest.mark.clause("A7.7")
def test_an_item_is_changed_together_with_its_flow_chart(carried_out, propose, item, session):
    carried_out()
    change = {"kind": "change", "ground": "change_elements", "channels": "政府网站"}
    with pytest.raises(Unacceptable) as told:
        propose(**change, flow_chart="kept")
    assert wrong(told) == ["flow_chart_reason"]
    assert "附件7第七条" in str(told.value.errors["flow_chart_reason"])
    carried_out(**change, flow_chart="kept", flow_chart_reason="办理环节未变", flow_steps=None)
    assert (item().channels, item().flow_chart) == ("政府网站", "steps")
    assert item().flow_steps == ITEM["flow_steps"]
    carried_out(**change, flow_steps="申请\n受理\n发证")
    assert item().flow_steps == "申请\n受理\n发证"
    told = session.scalars(
        select(TrailEntry).where(TrailEntry.step == "revise").order_by(TrailEntry.id)
    ).first()
    assert told.changes["channels"] == {"from": "政府网站、政务服务中心", "to": "政府网站"}


@pytest.mark.clause("A7.7")
def test_an_application_that_changes_nothing_is_not_submitted(carried_out, propose, take):
    carried_out()
    change = propose(kind="change", ground="change_elements")
    with pytest.raises(Refused) as refused:
        take(change, "submit", "clerk")
    assert refused.value.refusal.clauses == ("A7.7",)


@pytest.mark.clause("A7.7")
def test_the_form_of_a_change_sets_old_and_new_side_by_side(carried_out, session):
    carried_out()
    change = carried_out(kind="change", ground="change_elements", mode="on_request")
    form = session.scalars(select(Letter).where(Letter.record_id == change.id)).one()
    assert "公开方式：主动公开 → 依申请公开" in form.html
    # It still says what the record says, although the item says something else by now.
    assert not changed_since(form, change)
