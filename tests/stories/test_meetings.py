"""附件10 in the clauses' words: planned, put to the public, opened to representatives, told afterwards."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select

from app.engine import NotAllowed, Refused, Unacceptable
from models import AgendaItem, Invitation, Letter, MeetingDuty, OpeningPlan, OpenMeeting, Publication
from models.opening import FIELDS, KINDS, OPEN_TO
from tests.stories.meetings import OPENED, RULES, TEXT, meeting

__all__ = ["meeting"]

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@pytest.mark.clause("A10.2.1")
@pytest.mark.clause("A10.2.2")
@pytest.mark.clause("A10.2.3")
@pytest.mark.clause("A10.3.1")
@pytest.mark.clause("A10.3.2")
def test_an_item_is_heard_approved_explained_and_what_became_of_it_is_public(session, clock, meeting, take):
    item = meeting.item()
    meeting.hear(item, clock)
    meeting.adopt()
    meeting.approve(item, revision="首小时免费写入办法")
    meeting.call(date(2026, 4, 10))
    # Called on Thursday 2 April for Friday the 10th.
    assert meeting.meeting.due_on == date(2026, 4, 10)
    take(item, "schedule", "clerk", meeting_id=meeting.meeting.id)
    guest = meeting.invite()
    clock.turn("2026-04-10")
    with pytest.raises(Refused) as silent:
        meeting.hold()
    assert silent.value.refusal.clauses == ("A10.2.2",)
    take(item, "explain", "clerk", explanation="公开征求意见三十日，未收到意见")
    meeting.hold()
    # Twenty working days after Friday 10 April: 13 to 17, 20 to 24, 27 to 30 April make 14; 1 to 5 May are
    # off, 6 to 9 May, a working Saturday, make 18; 11 and 12 May.
    assert meeting.meeting.due_on == date(2026, 5, 12)
    due = {duty.kind: duty.due_on for duty in meeting.meeting.duties}
    assert due == {
        **dict.fromkeys(("result", "decided", "documents"), date(2026, 5, 12)),
        # Seven working days: 13 to 17 April make five, 20 and 21.
        "interpretation": date(2026, 4, 21),
        # Thirty days after 10 April end on Sunday 10 May: the next working day is Monday.
        "opinions": date(2026, 5, 11),
    }
    publish = {
        "result": "原则通过",
        "published_on": date(2026, 4, 10),
        "published_at": "门户网站“政府会议”栏目",
    }
    for missing, clause in ((item, "A10.2.3"), (guest, "A10.2.2")):
        with pytest.raises(Refused) as early:
            take(meeting.meeting, "publish", "clerk", **publish)
        assert early.value.refusal.clauses == (clause,)
        if missing is item:
            take(item, "conclude", "clerk", outcome="passed", outcome_note="印发实施")
        else:
            take(guest, "attend", "clerk", said="建议增设泊位")
    take(meeting.meeting, "publish", "clerk", **publish)
    assert (meeting.duty("result").state, meeting.duty("result").done_where) == (
        "done",
        publish["published_at"],
    )
    with pytest.raises(Refused) as owing:
        take(meeting.meeting, "close", "clerk")
    assert owing.value.refusal.clauses == ("A10.2.3",)
    done = {"done_on": date(2026, 4, 10), "done_where": "门户网站"}
    for kind in ("decided", "documents", "opinions"):
        take(meeting.duty(kind), "settle", "clerk", **done)
    take(meeting.duty("interpretation"), "waive", "unit_head", reason="办法条文已附解读")
    take(meeting.meeting, "close", "clerk")
    assert (meeting.meeting.state, item.state) == ("closed", "considered")


# -- A10.1: which meetings, which fields, to whom -----------------------------------------


@pytest.mark.clause("A10.1.1")
@pytest.mark.clause("A10.1.2")
@pytest.mark.clause("A10.1.3")
def test_four_kinds_eleven_fields_six_categories():
    assert (len(KINDS), len(FIELDS), len(OPEN_TO)) == (4, 11, 6)


@pytest.mark.clause("A10.1.3")
def test_who_is_invited_is_read_by_name_only_with_the_grant(session, clock, meeting, sign_in):
    meeting.adopt()
    meeting.call()
    page = f"/office/invitations/{meeting.invite().id}"
    session.rollback()
    assert "罗小满" in sign_in("clerk").get(page).text
    assert "罗小满" not in sign_in("reviewer").get(page).text
    assert sign_in("stranger").get(page).status_code == 404


# -- A10.2.1: heard before it is approved -------------------------------------------------


@pytest.mark.clause("A10.2.1")
@pytest.mark.parametrize("nature", ["reform", "policy"])
def test_nothing_important_is_approved_before_the_public_was_heard_and_told(clock, meeting, take, nature):
    item = meeting.item(nature=nature)
    with pytest.raises(Refused) as unheard:
        take(item, "hand_in", "clerk", **OPENED)
    assert unheard.value.refusal.clauses == ("A10.2.1",)
    assert "附件10" in str(unheard.value.refusal.sentence)
    meeting.hear(item, clock)
    with pytest.raises(Unacceptable) as unrevised:
        take(item, "hand_in", "clerk", **OPENED)
    assert list(unrevised.value.errors) == ["revision"]
    meeting.approve(item, revision="无")
    assert item.state == "approved"


@pytest.mark.clause("A10.2.1")
def test_what_is_secret_by_law_goes_without_and_stays_closed(session, clock, meeting, entered, take):
    item = entered(type(meeting.item()), meeting_kind="department", nature="policy", title="储备粮动用方案")
    take(item, "submit", "clerk", draft="略", reasons="略", basis="略")
    with pytest.raises(Unacceptable) as groundless:
        take(item, "keep_secret", "secrecy", secrecy_opinion="应当保密")
    assert list(groundless.value.errors) == ["withheld_for"]
    take(item, "keep_secret", "secrecy", withheld_for="state_secret", secrecy_opinion="《保守国家秘密法》")
    with pytest.raises(Unacceptable) as public:
        meeting.hear(item, clock)
    assert list(public.value.errors) == ["subject_id"]
    session.rollback()
    with pytest.raises(Refused):
        take(item, "hand_in", "clerk", **OPENED)
    take(item, "hand_in_secret", "clerk")
    take(item, "approve", "unit_head", unit_opinion="同意")
    meeting.adopt()
    meeting.call()
    take(item, "schedule", "clerk", meeting_id=meeting.meeting.id)
    meeting.invite()
    meeting.hold()
    with pytest.raises(Refused):
        take(item, "conclude", "clerk", outcome="passed", outcome_note="略")
    take(item, "conclude_closed", "clerk", outcome="passed")
    assert not item.standing.public


@pytest.mark.clause("A10.2.1")
def test_a_hearing_the_law_prescribes_is_held_and_recorded_with_its_record(clock, meeting, attach, take):
    item = meeting.item(nature="other", hearing_required=True)
    told = {**OPENED, "unheard_reason": "另行听证"}
    with pytest.raises(Refused) as unheard:
        take(item, "hand_in", "clerk", **told)
    assert unheard.value.refusal.clauses == ("A10.2.1",)
    heard = {"hearing_on": meeting.today, "hearing_result": "多数同意"}
    with pytest.raises(Refused) as no_record:
        take(item, "record_hearing", "clerk", **heard)
    assert no_record.value.refusal.clauses == ("A10.2.1",)
    attach(item, "hearing_record")
    take(item, "record_hearing", "clerk", **heard)
    take(item, "hand_in", "clerk", **told)
    assert item.state == "submitted"


# -- A10.3.2: form, categories and rules are approved with it -----------------------------


@pytest.mark.clause("A10.3.2")
@pytest.mark.parametrize("left_out", ["opening_form", "invites", *RULES, "unheard_reason"])
def test_form_categories_and_rules_are_told_in_the_topic_form_and_in_the_scheme(
    clock, meeting, take, left_out
):
    item = meeting.item(nature="other")
    told = {**OPENED, "unheard_reason": "工作汇报", left_out: None}
    with pytest.raises(Unacceptable) as missing:
        take(item, "hand_in", "clerk", **told)
    assert list(missing.value.errors) == [left_out]
    meeting.adopt()
    if left_out != "unheard_reason":
        with pytest.raises(Unacceptable) as unsaid:
            take(meeting.meeting, "propose", "clerk", **{n: v for n, v in told.items() if n in OPENED})
        assert list(unsaid.value.errors) == [left_out]


@pytest.mark.clause("A10.3.2")
def test_what_goes_to_the_county_is_endorsed_by_the_unit_and_approved_by_the_county(meeting, take):
    item = meeting.item(nature="other", meeting_kind="executive")
    take(item, "hand_in", "clerk", **OPENED, unheard_reason="工作汇报")
    with pytest.raises(Refused) as too_high:
        take(item, "approve", "unit_head", unit_opinion="同意")
    assert too_high.value.refusal.clauses == ("A10.3.2",)
    with pytest.raises(NotAllowed):
        take(item, "endorse", "clerk", unit_opinion="同意")
    take(item, "endorse", "unit_head", unit_opinion="同意")
    take(item, "approve_for_county", "reviewer", county_opinion="同意")
    with pytest.raises(Unacceptable) as other_kind:
        take(item, "schedule", "reviewer", meeting_id=meeting.meeting.id)
    assert "附件10" in str(other_kind.value.errors["meeting_id"])


@pytest.mark.clause("A10.3.2")
def test_the_unit_that_holds_a_meeting_sees_its_agenda_while_it_stands_there(
    session, clock, meeting, entered, take, newcomer, sign_in
):
    secretary = newcomer("secretary", "office", "clerk")
    item = meeting.item(nature="other", meeting_kind="executive")
    take(item, "hand_in", "clerk", **OPENED, unheard_reason="工作汇报")
    take(item, "endorse", "unit_head", unit_opinion="同意")
    take(item, "approve_for_county", "reviewer", county_opinion="同意")
    plan = entered(OpeningPlan, unit="office", year=2026)
    county = entered(OpenMeeting, unit="office", plan=plan, kind="executive", title="常务会议")
    page, listed = f"/office/agenda-items/{item.id}", f"/office/open-meetings/{county.id}"
    for step, status in (("schedule", 200), ("defer", 404)):
        answers = {"meeting_id": county.id} if step == "schedule" else {}
        take(item, step, "reviewer", reason="改期", **answers)
        session.rollback()
        assert sign_in(secretary).get(page).status_code == status
        assert ("停车收费管理办法" in sign_in(secretary).get(listed).text) is (status == 200)


@pytest.mark.clause("A10.3.2")
def test_only_a_category_of_the_approved_scheme_is_invited_and_only_once_it_is_approved(
    meeting, entered, take
):
    meeting.adopt()
    early = entered(Invitation, meeting=meeting.meeting, category="public")
    with pytest.raises(Refused) as uncalled:
        take(early, "invite", "clerk", invited_on=meeting.today)
    assert uncalled.value.refusal.clauses == ("A10.3.2",)
    meeting.call()
    with pytest.raises(Refused) as other:
        meeting.invite("press")
    assert other.value.refusal.clauses == ("A10.3.2",)
    with pytest.raises(Refused) as nobody:
        meeting.hold()
    assert nobody.value.refusal.clauses == ("A10.2.2",)


def test_a_meeting_that_is_moved_is_due_on_its_new_day_and_a_cancelled_one_frees_its_items(
    clock, meeting, take
):
    item = meeting.item(nature="other")
    meeting.adopt()
    meeting.approve(item, unheard_reason="工作汇报")
    meeting.call(date(2026, 3, 6))
    take(item, "schedule", "clerk", meeting_id=meeting.meeting.id)
    guest = meeting.invite()
    with pytest.raises(Unacceptable):
        take(meeting.meeting, "move", "clerk", meets_on=date(2026, 3, 1), place="同上", reason="冲突")
    take(meeting.meeting, "move", "clerk", meets_on=date(2026, 3, 12), place="同上", reason="冲突")
    assert meeting.meeting.due_on == date(2026, 3, 12)
    take(meeting.meeting, "cancel", "unit_head", reason="合并召开")
    assert (item.state, item.meeting_id, guest.state) == ("approved", None, "dropped")


# -- A10.2.3: the list after the meeting --------------------------------------------------


@pytest.mark.clause("A10.2.3")
def test_a_duty_is_given_to_a_unit_with_a_day_and_that_unit_settles_it(meeting, take, unit_id, session):
    meeting.adopt()
    meeting.call()
    meeting.invite()
    meeting.hold()
    duty, result = meeting.duty("interpretation"), meeting.duty("result")
    # Held on Monday 2 March: seven working days end on Wednesday the 11th.
    assert duty.due_on == date(2026, 3, 11)
    done = {"done_on": meeting.today, "done_where": "门户网站“政策解读”栏目"}
    with pytest.raises(NotAllowed):
        take(duty, "settle", "stranger", **done)
    take(duty, "assign", "clerk", handling_unit_id=unit_id("health"), due_by=date(2026, 3, 9))
    assert duty.due_on == date(2026, 3, 9)
    take(duty, "settle", "stranger", **done)
    with pytest.raises(Refused) as elsewhere:
        take(result, "settle", "clerk", **done)
    assert elsewhere.value.refusal.clauses == ("A10.2.3",)
    with pytest.raises(NotAllowed):
        take(meeting.duty("documents"), "waive", "clerk", reason="无文件")
    with pytest.raises(Unacceptable) as unreasoned:
        take(meeting.duty("documents"), "waive", "unit_head")
    assert list(unreasoned.value.errors) == ["reason"]


@pytest.mark.clause("A10.2.3")
def test_what_it_was_done_with_is_any_record_and_shown_to_whom_that_record_is(
    session, meeting, register, take, unit_id, sign_in
):
    meeting.adopt()
    meeting.call()
    meeting.invite()
    meeting.hold()
    duty, other = meeting.duty("documents"), register()
    take(duty, "assign", "clerk", handling_unit_id=unit_id("health"))
    done = {"done_on": meeting.today, "done_where": "门户网站", "done_with_id": other.id}
    take(duty, "settle", "clerk", **done)
    page, link = f"/office/meeting-duties/{duty.id}", f'href="/office/information-requests/{other.id}"'
    session.rollback()
    assert link in sign_in("clerk").get(page).text
    seen = sign_in("stranger").get(page)
    assert seen.status_code == 200
    assert link not in seen.text


@pytest.mark.clause("A10.2.3")
def test_after_the_meeting_publication_document_and_interpretation_are_linked_and_shown(
    session, clock, meeting, draft, interpreted, entered, take, sign_in
):
    item = meeting.item(nature="other")
    meeting.adopt()
    meeting.approve(item, unheard_reason="工作汇报")
    meeting.call()
    take(item, "schedule", "clerk", meeting_id=meeting.meeting.id)
    take(item, "explain", "clerk", explanation="略")
    guest = meeting.invite()
    meeting.hold()
    take(guest, "attend", "clerk", said="无")
    document, told = draft(title="停车收费管理办法"), entered(Publication, title="局长办公会议情况")
    plan = interpreted(document, "writing")
    passed = {"outcome": "passed", "outcome_note": "印发实施", "document_id": document.id}
    take(item, "conclude", "clerk", **passed)
    where = {"published_on": meeting.today, "published_at": "门户网站", "published_with_id": told.id}
    take(meeting.meeting, "publish", "clerk", result="原则通过", **where)
    done = {"done_on": meeting.today, "done_where": "门户网站"}
    take(meeting.duty("interpretation"), "settle", "clerk", **done, done_with_id=plan.id)
    assert (meeting.duty("result").state, meeting.duty("result").done_with) == ("done", told)
    pages = {
        f"/office/agenda-items/{item.id}": (document, plan),
        f"/office/open-meetings/{meeting.meeting.id}": (told, item),
        f"/office/meeting-duties/{meeting.duty('result').id}": (told,),
        f"/office/meeting-duties/{meeting.duty('interpretation').id}": (plan,),
    }
    links = {page: [f'href="/office/{one.slug}/{one.id}"' for one in found] for page, found in pages.items()}
    number = plan.number
    session.rollback()
    for page, wanted in links.items():
        shown = sign_in("clerk").get(page).text
        assert [link for link in wanted if link not in shown] == [], page
    assert number in sign_in("clerk").get(f"/office/open-meetings/{meeting.meeting.id}").text


@pytest.mark.clause("A10.2.3")
def test_what_was_put_on_the_agenda_with_a_document_keeps_it(meeting, draft, take):
    item = meeting.item(nature="other", document_id=draft().id)
    meeting.adopt()
    meeting.approve(item, unheard_reason="工作汇报")
    meeting.call()
    take(item, "schedule", "clerk", meeting_id=meeting.meeting.id)
    take(item, "explain", "clerk", explanation="略")
    meeting.invite()
    meeting.hold()
    with pytest.raises(Unacceptable) as swapped:
        take(item, "conclude", "clerk", outcome="passed", outcome_note="略", document_id=draft().id)
    assert list(swapped.value.errors) == ["document_id"]


# -- A10.3.1: the plan of the year --------------------------------------------------------


@pytest.mark.clause("A10.3.1")
def test_a_plan_is_adopted_before_a_meeting_of_it_is_called_and_holds_planned_against_held(
    session, clock, meeting, entered, take
):
    with pytest.raises(Refused) as unadopted:
        take(meeting.meeting, "propose", "clerk", **OPENED)
    assert unadopted.value.refusal.clauses == ("A10.3.1",)
    meeting.adopt()
    with pytest.raises(Unacceptable) as closed:
        entered(OpenMeeting, plan=meeting.plan, title="补充会议")
    assert "附件10" in str(closed.value.errors["plan_id"])
    session.rollback()
    with pytest.raises(Unacceptable) as second:
        entered(OpeningPlan, year=2026, title="又一个")
    assert meeting.plan.number in str(second.value.errors["year"])
    session.rollback()
    take(meeting.plan, "supplement", "clerk", reason="增加一次")
    added = entered(OpenMeeting, plan=meeting.plan, title="补充会议")
    meeting.adopt()
    for _why in ("the year is not over", "a meeting is open"):
        with pytest.raises(Refused) as early:
            take(meeting.plan, "look_back", "clerk", review="略")
        assert early.value.refusal.clauses == ("A10.3.1",)
        clock.turn("2027-01-04")
    for one in (meeting.meeting, added):
        take(one, "cancel", "unit_head", reason="未召开")
    take(meeting.plan, "look_back", "clerk", review="计划两次，均未召开")
    assert meeting.plan.review == "计划两次，均未召开"


def test_a_program_is_refused_what_a_page_is(session, meeting, program):
    item = meeting.item()
    pk = item.id
    session.rollback()
    clerk = program("clerk")
    version = clerk.get(f"/api/v1/agenda-items/{pk}").json["version"]
    told = {**OPENED, "version": version}
    refused = clerk.post(f"/api/v1/agenda-items/{pk}/hand_in", json=told)
    assert (refused.status_code, refused.json["clauses"]) == (409, ["A10.2.1"])
    assert session.query(MeetingDuty).count() == 0


# -- A2.4.2: the plan of its interpretation goes before the county's meeting with it --------------------


@pytest.fixture
def to_the_county(meeting, clock):
    """An item for an executive meeting on which the public was heard; keywords change columns."""

    def bring(nature="policy", **values):
        item = meeting.item(nature=nature, meeting_kind="executive", **values)
        if nature != "other":
            meeting.hear(item, clock)
        return item

    return bring


def handed_in(nature, **more):
    """What the topic form of an item says."""
    told = {"revision": "首小时免费写入办法"} if nature != "other" else {"unheard_reason": "工作汇报"}
    return {**OPENED, **told, **more}


@pytest.mark.clause("A2.4.2")
@pytest.mark.clause("A2.1")
@pytest.mark.parametrize(
    ("kind", "nature", "document", "plan", "carried", "refused"),
    [
        # A policy document that needs an interpretation is named: its plan is approved, or it waits.
        ("executive", "policy", "normative", "", "", "document_id"),
        ("executive", "policy", "normative", "planning", "", "document_id"),
        ("executive", "policy", "normative", "plan_with_head", "", "document_id"),
        ("executive", "policy", "normative", "writing", "", ""),
        ("plenary", "policy", "normative", "plan_with_head", "", "document_id"),
        ("plenary", "policy", "normative", "writing", "", ""),
        # Whatever the item says of itself, and whatever else it carries.
        ("executive", "other", "normative", "", "", "document_id"),
        ("executive", "policy", "normative", "", "file", "document_id"),
        ("executive", "policy", "normative", "", "reason", "document_id"),
        # A document that needs none.
        ("executive", "policy", "plain", "", "", ""),
        # None is named: an important item carries the plan, or says why there is none.
        ("executive", "policy", "", "", "", "planless_reason"),
        ("executive", "reform", "", "", "", "planless_reason"),
        ("executive", "policy", "", "", "file", ""),
        ("executive", "policy", "", "", "reason", ""),
        ("executive", "other", "", "", "", ""),
        # What a unit considers by itself goes to no meeting of the county.
        ("department", "policy", "normative", "", "", ""),
        ("department", "policy", "", "", "", ""),
    ],
)
def test_a_topic_for_the_county_carries_the_plan(
    meeting, clock, draft, interpreted, attach, take, kind, nature, document, plan, carried, refused
):
    item = meeting.item(nature=nature, meeting_kind=kind)
    if nature != "other":
        meeting.hear(item, clock)
    told = handed_in(nature)
    if document:
        named = draft(is_normative=document == "normative")
        told["document_id"] = named.id
        if plan:
            interpreted(named, plan)
    if carried == "file":
        attach(item, "interpretation_plan")
    if carried == "reason":
        told["planless_reason"] = "只安排资金，不制定文件"
    if refused:
        with pytest.raises(Unacceptable) as bare:
            take(item, "hand_in", "clerk", **told)
        assert list(bare.value.errors) == [refused]
        assert "附件2四(二)" in str(bare.value.errors[refused])
        assert item.state == "preparing"
    else:
        take(item, "hand_in", "clerk", **told)
        assert item.state == "submitted"


@pytest.mark.clause("A2.4.2")
def test_a_plan_that_is_taken_back_stops_the_topic_until_it_is_approved_anew(
    session, draft, interpreted, to_the_county, take, sign_in
):
    document = draft(is_normative=True)
    plan = interpreted(document, "writing")
    item = to_the_county("other", document_id=document.id)
    take(item, "hand_in", "clerk", **handed_in("other"))
    for step, who, answers in (
        ("endorse", "unit_head", {"unit_opinion": "同意"}),
        ("approve_for_county", "reviewer", {"county_opinion": "同意"}),
    ):
        take(plan, "plan_anew", "clerk", reason="补充渠道")
        with pytest.raises(Refused) as stopped:
            take(item, step, who, **answers)
        assert stopped.value.refusal.clauses == ("A2.4.2",)
        assert "附件2四(二)" in str(stopped.value.refusal.sentence)
        take(plan, "submit_plan", "clerk")
        take(plan, "approve_plan", "unit_head")
        take(item, step, who, **answers)
    session.rollback()
    page = sign_in("clerk").get(f"/office/agenda-items/{item.id}").text
    assert plan.focus in page
    assert f"/office/interpretations/{plan.id}" in page
    letter = session.scalars(select(Letter).where(Letter.record_id == item.id)).one()
    assert plan.focus in letter.html
    session.rollback()
    take(plan, "plan_anew", "clerk", reason="再补充")
    with pytest.raises(Refused) as off:
        take(item, "schedule", "reviewer", meeting_id=1)
    assert off.value.refusal.clauses == ("A2.4.2",)


@pytest.mark.clause("A2.4.2")
def test_without_its_plan_a_topic_gets_past_neither_page_nor_api_nor_many_at_once(
    session, draft, entered, take, sign_in, program
):
    """A secret item asks nothing when it is handed in, so it is one of those that are handed in together."""
    document = draft(is_normative=True)
    item = entered(AgendaItem, meeting_kind="executive", nature="policy", document_id=document.id)
    take(item, "submit", "clerk", **TEXT)
    take(item, "keep_secret", "secrecy", withheld_for="state_secret", secrecy_opinion="《保守国家秘密法》")
    pk, version = item.id, item.version
    session.rollback()
    office, page = sign_in("clerk"), f"/office/agenda-items/{pk}"
    token = TOKEN.search(office.get(page).text)
    assert token
    sent = {"version": str(version), "csrf_token": token[1]}
    many = {**sent, "step": "hand_in_secret", "row": f"{pk}:{version}"}
    one = office.post(f"{page}/hand_in_secret", data=sent)
    together = office.post("/office/agenda-items/bulk", data=many)
    told = program("clerk").post(f"/api/v1/agenda-items/{pk}/hand_in_secret", json={"version": version})
    assert (one.status_code, together.status_code, told.status_code) == (409, 409, 409)
    assert told.json["clauses"] == ["A2.4.2"]
    assert all("附件2四(二)" in answer.text for answer in (one, together))
    session.rollback()
    assert session.get(AgendaItem, pk).state == "preparing"


@pytest.mark.clause("A2.4.2")
def test_a_topic_names_only_a_document_its_unit_drafted_and_that_stands(
    session, draft, entered, take, unit_id
):
    foreign, over = draft(unit_id=unit_id("health")), draft()
    take(over, "cancel", "unit_head", reason="不再制发")
    for document in (foreign, over):
        with pytest.raises(Unacceptable) as wrong:
            entered(AgendaItem, meeting_kind="executive", document_id=document.id)
        assert list(wrong.value.errors) == ["document_id"]
        session.rollback()
