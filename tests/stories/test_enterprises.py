"""附件5 in the clauses' words: the register, what enterprises disclose, their catalogues.

March 2026 has no day off but weekends.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.access.actor import acting
from app.engine import NotAllowed, Refused, Unacceptable
from app.letters.desk import letter_facts
from models import Enterprise, Letter, ServiceItem
from models.enterprise import INSTITUTIONS, WAYS_TO_COMPLAIN
from models.enterprise_terms import CHANNELS, CONTENTS
from models.request_letters import ANSWER
from models.workflow import Profile
from tests.enterprises import ENTRY

AUTUMN = date(2026, 9, 1)


def refused(told):
    """The clauses a Refused names."""
    return told.value.refusal.clauses


# -- 第二、四、十二、十五条: the register -----------------------------------------------------


@pytest.mark.clause("A5.2")
@pytest.mark.clause("A5.4")
@pytest.mark.clause("A5.12")
def test_the_line_authority_confirms_an_enterprise_and_sees_all_that_is_its_own(
    session, enterprise, disclosed, complain, take, actor
):
    entry = enterprise("entered")
    assert entry.number == "罗供水公企登〔2026〕1号"
    with pytest.raises(NotAllowed):
        take(entry, "confirm", "water_clerk")
    take(entry, "submit", "water_clerk")
    take(entry, "hand_back", "regulator", reason="领导小组成员名单不完整")
    take(entry, "submit", "water_clerk")
    take(entry, "confirm", "regulator", supervising_division="公用事业股")
    item, complaint = disclosed(entry, AUTUMN), complain()
    for who, sees in (("regulator", True), ("water_clerk", True), ("gas_clerk", False), ("stranger", False)):
        with acting(actor(who)):
            assert (session.scalars(select(Enterprise)).first() == entry) is sees
            assert (session.scalars(select(ServiceItem)).first() == item) is sees
            assert (session.scalars(select(type(complaint))).first() == complaint) is sees


@pytest.mark.clause("A5.12")
@pytest.mark.clause("A5.15")
@pytest.mark.parametrize(
    ("name", "clause"),
    [
        *((name, "附件5第十二条") for name in INSTITUTIONS),
        *((name, "附件5第十五条") for name in WAYS_TO_COMPLAIN),
        ("authority_id", "附件5第四条"),
    ],
)
def test_an_entry_lacks_neither_institutions_nor_ways_to_complain_nor_authority(enterprise, name, clause):
    with pytest.raises(Unacceptable) as told:
        enterprise("entered", **{name: None})
    assert list(told.value.errors) == [name]
    assert clause in str(told.value.errors[name])


@pytest.mark.clause("A5.4")
@pytest.mark.clause("A5.2")
def test_only_an_enterprise_below_its_authority_is_entered_and_only_once(enterprise, begin, take, unit_id):
    elsewhere = enterprise("submitted", authority_id=unit_id("health"))
    with pytest.raises(Refused) as told:
        take(elsewhere, "confirm", "regulator")
    assert refused(told) == ("A5.4",)
    enterprise()
    with pytest.raises(Refused) as told:
        take(enterprise("submitted"), "confirm", "regulator")
    assert refused(told) == ("A5.2",)
    bureau = begin(Enterprise, "land", "clerk", authority_id=unit_id("office"), **ENTRY)
    with pytest.raises(Refused) as told:
        take(bureau, "submit", "clerk")
    assert refused(told) == ("A5.2",)


@pytest.mark.clause("A5.4")
def test_who_sits_in_the_enterprise_does_not_confirm_it_for_the_authority(enterprise, take):
    entry = enterprise("submitted")
    with pytest.raises(Refused) as told:
        take(entry, "confirm", "two_seats")
    assert "单位" in str(told.value.refusal.sentence)
    take(entry, "confirm", "regulator")


def test_what_is_struck_off_discloses_nothing_any_more(session, enterprise, disclosed, service_item, take):
    entry = enterprise()
    item = disclosed(entry, AUTUMN)
    take(entry, "strike", "regulator", reason="职能并入其他单位")
    assert (entry.state, item.state) == ("struck", "dropped")
    with pytest.raises(Unacceptable) as told:
        service_item(entry)
    assert list(told.value.errors) == ["enterprise_id"]


# -- 第三、五至八条: what is disclosed -------------------------------------------------------


@pytest.mark.clause("A5.3")
@pytest.mark.clause("A5.5")
@pytest.mark.clause("A5.7")
@pytest.mark.clause("A5.8")
def test_an_item_is_reviewed_disclosed_in_time_and_confirmed_when_it_is_due(
    clock, enterprise, service_item, take
):
    clock.turn("2026-03-02")
    item = service_item(enterprise(), promised_by=date(2026, 3, 13))
    # Twenty working days after Monday 2 March: four weeks of five days, to Monday the 30th.
    assert (item.legal_by, item.due_on) == (date(2026, 3, 30), date(2026, 3, 13))
    take(item, "submit", "water_clerk")
    with pytest.raises(NotAllowed):
        take(item, "clear_secrecy", "water_clerk", secrecy_opinion="可以公开")
    clock.turn("2026-03-04")
    take(item, "clear_secrecy", "water_secrecy", secrecy_opinion="可以公开")
    with pytest.raises(Unacceptable) as told:
        take(
            item,
            "disclose",
            "water_clerk",
            disclosed_on=date(2026, 3, 4),
            next_update_on=date(2026, 3, 4),
        )
    assert "附件5第十条" in str(told.value.errors["next_update_on"])
    take(item, "disclose", "water_clerk", disclosed_on=date(2026, 3, 4), next_update_on=AUTUMN)
    assert [run.met_on for run in item.clocks if run.name != "update_period"] == [date(2026, 3, 4)] * 2
    assert (item.state, item.due_on) == ("disclosed", AUTUMN)
    clock.turn("2026-08-03")
    with pytest.raises(Refused) as told:
        take(item, "renew", "water_clerk", checked_on=date(2026, 8, 3), next_update_on=date(2027, 3, 1))
    assert refused(told) == ("A5.10",)
    clock.turn("2026-09-02")
    assert item.due_on < date(2026, 9, 2)
    take(item, "renew", "water_clerk", checked_on=date(2026, 9, 2), next_update_on=date(2027, 3, 1))
    assert (item.state, item.due_on) == ("disclosed", date(2027, 3, 1))


@pytest.mark.clause("A5.3")
def test_nothing_is_promised_for_later_than_the_law_allows(clock, enterprise, service_item, take):
    clock.turn("2026-03-02")
    item = service_item(enterprise(), promised_by=date(2026, 3, 31))
    with pytest.raises(Refused) as told:
        take(item, "submit", "water_clerk")
    assert refused(told) == ("A5.3",)


@pytest.mark.clause("A5.5")
@pytest.mark.clause("A5.8")
def test_there_are_ten_kinds_and_eight_channels_of_which_one_is_chosen(enterprise, service_item):
    assert (len(CONTENTS), len(CHANNELS)) == (10, 8)
    with pytest.raises(Unacceptable) as told:
        service_item(enterprise(), channels=())
    assert "附件5第八条" in str(told.value.errors["channels"])


@pytest.mark.clause("A5.3")
def test_an_item_came_about_before_it_is_entered(clock, enterprise, service_item):
    clock.turn("2026-03-02")
    with pytest.raises(Unacceptable) as told:
        service_item(enterprise(), arose_on=date(2026, 3, 3))
    assert "附件5第三条" in str(told.value.errors["arose_on"])


@pytest.mark.clause("A5.7")
@pytest.mark.clause("A5.6")
def test_what_is_doubtful_waits_for_the_ruling_of_who_was_asked(clock, enterprise, service_item, take):
    day = clock.turn("2026-03-02")
    entry = enterprise()
    item = service_item(entry)
    take(item, "submit", "water_clerk")
    question = {"referred_question": "附图标有取水口坐标"}
    with pytest.raises(Unacceptable) as told:
        take(item, "refer", "water_secrecy", **question)
    assert list(told.value.errors) == ["referred_to"]
    take(item, "refer", "water_secrecy", referred_to="line", **question)
    letter = {"ruling": "可以公开", "ruling_number": "罗保密复〔2026〕3号", "ruled_on": day}
    with pytest.raises(Refused) as told:
        take(item, "enter_ruling_open", "water_secrecy", **letter)
    assert refused(told) == ("A5.7",)
    with pytest.raises(Refused):
        take(item, "disclose", "water_clerk", disclosed_on=day, next_update_on=AUTUMN)
    with pytest.raises(Refused):
        take(item, "rule_open", "two_seats", ruling="可以公开")
    take(item, "rule_open", "regulator", ruling="删去坐标后可以公开")
    take(item, "disclose", "water_clerk", disclosed_on=day, next_update_on=AUTUMN)
    other = service_item(entry)
    take(other, "submit", "water_clerk")
    take(other, "refer", "water_secrecy", referred_to="secrecy", **question)
    with pytest.raises(Refused) as told:
        take(other, "rule_open", "regulator", ruling="可以公开")
    assert refused(told) == ("A5.7",)
    closed = {**letter, "withheld_for": "state_secret"}
    with pytest.raises(Unacceptable) as told:
        take(other, "enter_ruling_closed", "water_secrecy", **{**closed, "ruled_on": date(2026, 3, 3)})
    assert "附件5第七条" in str(told.value.errors["ruled_on"])
    take(other, "enter_ruling_closed", "water_secrecy", **closed)
    assert (other.state, other.closed_on) == ("withheld", day)


@pytest.mark.clause("A5.6")
def test_what_may_not_be_disclosed_ends_with_its_ground(enterprise, service_item, take):
    item = service_item(enterprise())
    take(item, "submit", "water_clerk")
    with pytest.raises(Unacceptable) as told:
        take(item, "withhold", "water_secrecy", secrecy_opinion="涉及用户姓名")
    assert list(told.value.errors) == ["withheld_for"]
    take(item, "withhold", "water_secrecy", withheld_for="privacy", secrecy_opinion="涉及用户姓名")
    assert item.state == "withheld"


@pytest.mark.clause("A5.7")
def test_what_was_cleared_is_what_is_disclosed(session, made, enterprise, service_item, take):
    item = service_item(enterprise())
    take(item, "submit", "water_clerk")
    take(item, "clear_secrecy", "water_secrecy", secrecy_opinion="可以公开")
    item.content = "另外的内容"
    session.commit()
    with pytest.raises(Refused) as told:
        take(item, "disclose", "water_clerk", disclosed_on=made.time.today(), next_update_on=AUTUMN)
    assert refused(told) == ("A5.7",)
    take(item, "take_back", "water_clerk", reason="内容有改动，重新审查")
    assert item.state == "drafted"


@pytest.mark.clause("A5.10")
@pytest.mark.clause("A5.16")
def test_what_changes_is_replaced_and_what_ends_is_explained(
    clock, enterprise, disclosed, service_item, take
):
    day = clock.turn("2026-03-02")
    entry = enterprise()
    old = disclosed(entry, AUTUMN)
    new = disclosed(entry, AUTUMN, replaces_id=old.id)
    assert (old.state, new.state, old.closed_on) == ("replaced", "disclosed", day)
    with pytest.raises(Unacceptable) as told:
        service_item(entry, replaces_id=old.id)
    assert "附件5第十条" in str(told.value.errors["replaces_id"])
    gas = enterprise(unit="gas", title="罗甸县燃气有限责任公司")
    with pytest.raises(Unacceptable) as told:
        service_item(gas, unit="gas", replaces_id=new.id)
    assert list(told.value.errors) == ["replaces_id"]
    with pytest.raises(Unacceptable) as told:
        take(new, "end", "water_clerk", ended_on=day)
    assert list(told.value.errors) == ["end_explanation"]
    take(new, "end", "water_clerk", ended_on=day, end_explanation="活动结束，不再受理")
    assert (new.state, new.standing.public) == ("ended", True)


# -- 第十条: the catalogue -------------------------------------------------------------------


@pytest.mark.clause("A5.10")
def test_a_catalogue_is_published_filed_corrected_by_the_day_set_and_accepted(
    session, clock, enterprise, disclosed, edition, take
):
    clock.turn("2026-03-02")
    entry = enterprise()
    disclosed(entry, AUTUMN)
    catalogue = edition(entry)
    clock.turn("2026-03-04")
    order = {"fault": "unreasonable", "faults_found": "缺少减免对象", "ordered_on": date(2026, 3, 4)}
    with pytest.raises(Unacceptable) as told:
        take(catalogue, "order_correction", "regulator", **order, correct_by=date(2026, 3, 4))
    assert "附件5第十条" in str(told.value.errors["correct_by"])
    take(catalogue, "order_correction", "regulator", **order, correct_by=date(2026, 3, 18))
    assert (catalogue.state, catalogue.due_on) == ("ordered", date(2026, 3, 18))
    clock.turn("2026-03-20")
    assert catalogue.due_on < date(2026, 3, 20)
    done = {"corrected_on": date(2026, 3, 20), "correction": "已补充减免对象"}
    take(catalogue, "correct", "water_clerk", **done)
    again = {**order, "ordered_on": date(2026, 3, 20), "correct_by": date(2026, 3, 27)}
    take(catalogue, "order_correction", "regulator", **again)
    assert catalogue.due_on == date(2026, 3, 27)
    clock.turn("2026-03-24")
    take(catalogue, "correct", "water_clerk", corrected_on=date(2026, 3, 24), correction="已改正")
    with pytest.raises(Refused):
        take(catalogue, "accept", "two_seats", review_opinion="同意备案")
    take(catalogue, "accept", "regulator", review_opinion="同意备案")
    assert [run.met_on for run in catalogue.clocks] == [date(2026, 3, 20), date(2026, 3, 24)]
    written = session.scalars(
        select(Letter).where(Letter.record_id == catalogue.id).order_by(Letter.id)
    ).all()
    assert [letter.number for letter in written] == [
        "罗供水办事目录表〔2026〕1号",
        "罗自然资责改〔2026〕1号",
        "罗供水办事目录表〔2026〕2号",
        "罗自然资责改〔2026〕2号",
        "罗供水办事目录表〔2026〕3号",
    ]
    table, order_sent = written[0].html, written[1].html
    assert "居民生活用水第一阶梯每吨2.45元。" in table
    assert "县政府门户网站、咨询电话、咨询服务台、监督举报电话" in table
    assert "（三）收费项目、收费依据和收费标准" in table
    assert "罗甸县自然资源局</span><span>责令改正通知书" in order_sent
    assert "2026年3月18日前（含当日）" in order_sent


@pytest.mark.clause("A5.10")
def test_an_edition_needs_something_disclosed_and_the_former_one_accepted(
    clock, enterprise, disclosed, edition, take
):
    day = clock.turn("2026-03-02")
    entry = enterprise()
    published = {"effective_on": day, "published_on": day, "published_where": "公开栏"}
    empty = edition(entry, "compiling")
    with pytest.raises(Refused) as told:
        take(empty, "publish", "water_head", **published)
    assert refused(told) == ("A5.10",)
    disclosed(entry, AUTUMN)
    take(empty, "publish", "water_head", **published)
    clock.turn("2026-03-03")
    with pytest.raises(Unacceptable) as told:
        take(empty, "file", "water_clerk", filed_on=date(2026, 3, 1))
    assert "附件5第十条" in str(told.value.errors["filed_on"])
    later = edition(entry, "compiling")
    published = {**published, "published_on": date(2026, 3, 3)}
    with pytest.raises(Refused) as told:
        take(later, "publish", "water_head", **published)
    assert refused(told) == ("A5.10",)
    take(empty, "file", "water_clerk", filed_on=date(2026, 3, 3))
    take(empty, "accept", "regulator", review_opinion="同意备案")
    with pytest.raises(Unacceptable) as told:
        take(later, "publish", "water_head", **published)
    assert "附件5第十条" in str(told.value.errors["effective_on"])
    take(later, "publish", "water_head", **{**published, "effective_on": date(2026, 3, 4)})
    assert (empty.state, later.state) == ("superseded", "published")


# -- 第十一条: requests ------------------------------------------------------------------------


@pytest.mark.clause("A5.11")
def test_an_enterprise_is_asked_for_information_like_an_agency(works, clock, register, unit_id):
    clock.turn("2026-03-02")
    request = register(unit_id=unit_id("water"), title="申请公开管网改造招标结果")
    assert request.number == "罗供水公开申〔2026〕1号"
    assert request.due_on == date(2026, 3, 30)
    assert request.rules == Profile.SEED_2020
    told = letter_facts(ANSWER, request, date(2026, 3, 2))
    assert told["unit"]["line_authority"] == "罗甸县自然资源局"
    bureau = letter_facts(ANSWER, register(), date(2026, 3, 2))
    assert bureau["unit"]["line_authority"] is None
