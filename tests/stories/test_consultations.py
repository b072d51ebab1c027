"""附件10 二(一) in the clause's words: opinions asked for some time, each answered, the answers published."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.engine import NotAllowed, Refused, Unacceptable
from models import Consultation, DeadlineRule, Letter, Opinion, Record, TrailEntry
from tests.stories.decisions import PORTAL, TEXT, hearing

__all__ = ["hearing"]


@pytest.fixture
def consultation(clock, hearing):
    """A consultation announced on Monday 2 March 2026 for the usual thirty days."""
    clock.turn("2026-03-02")
    hearing.report()
    hearing.clear()
    return hearing.announce()


# -- how it is announced ------------------------------------------------------------------


@pytest.mark.clause("A11.6")
@pytest.mark.parametrize("channel", ["media", "portal_place", "other_place"])
def test_it_is_announced_by_media_portal_or_otherwise(clock, hearing, take, channel):
    day = clock.turn("2026-03-02")
    hearing.report()
    hearing.clear()
    drafted = hearing.draft()
    with pytest.raises(Unacceptable) as nowhere:
        take(drafted, "announce", "unit_head", opened_on=day)
    assert "附件11第六条" in str(nowhere.value.errors["portal_place"])
    take(drafted, "announce", "unit_head", opened_on=day, **{channel: "县融媒体中心"})
    assert drafted.state == "running"


@pytest.mark.clause("A11.1")
def test_who_entered_it_does_not_announce_it(clock, hearing, take):
    clock.turn("2026-03-02")
    hearing.report()
    hearing.clear()
    drafted = hearing.draft()
    with pytest.raises(NotAllowed):
        take(drafted, "announce", "clerk", opened_on=date(2026, 3, 2), **PORTAL)


@pytest.mark.clause("A11.1")
def test_a_period_shorter_than_thirty_days_needs_a_reason(clock, hearing, take):
    day = clock.turn("2026-03-02")
    hearing.report()
    hearing.clear()
    drafted = hearing.draft()
    # The usual last day is 1 April.
    for closes in (date(2026, 3, 3), date(2026, 3, 31)):
        with pytest.raises(Unacceptable) as short:
            take(drafted, "announce", "unit_head", opened_on=day, closes_on=closes, **PORTAL)
        assert list(short.value.errors) == ["short_reason"]
    told = {"closes_on": date(2026, 3, 10), "short_reason": "汛期临近，情况紧急"}
    take(drafted, "announce", "unit_head", opened_on=day, **told, **PORTAL)
    assert drafted.due_on == date(2026, 3, 10)


@pytest.mark.clause("A11.1")
def test_the_usual_period_needs_no_reason_and_is_a_rule_the_county_changes(session, clock, hearing, take):
    day = clock.turn("2026-03-02")
    rules = select(DeadlineRule).where(DeadlineRule.code == "ConsultationFlow.opinion_period")
    for rule in session.scalars(rules):
        rule.amount = 10
    hearing.report()
    hearing.clear()
    drafted = hearing.draft()
    # Ten days after 2 March.
    take(drafted, "announce", "unit_head", opened_on=day, closes_on=date(2026, 3, 12), **PORTAL)
    assert drafted.due_on == date(2026, 3, 12)


def test_it_does_not_end_before_it_begins(clock, hearing, take):
    day = clock.turn("2026-03-02")
    hearing.report()
    hearing.clear()
    told = {"opened_on": day, "closes_on": day, "short_reason": "情况紧急"}
    with pytest.raises(Unacceptable) as backwards:
        take(hearing.draft(), "announce", "unit_head", **told, **PORTAL)
    assert list(backwards.value.errors) == ["closes_on"]


@pytest.mark.clause("A11.7")
def test_only_what_is_a_proposal_is_put_to_the_public(register, entered, session):
    request = register()
    with pytest.raises(Unacceptable) as strange:
        entered(Consultation, subject=session.get(Record, request.id), **TEXT)
    assert list(strange.value.errors) == ["subject_id"]
    session.rollback()


# -- opinions -----------------------------------------------------------------------------


@pytest.mark.clause("A11.1")
def test_what_comes_after_the_last_day_is_not_counted(session, clock, hearing, consultation):
    clock.turn("2026-04-02")
    hearing.expire(consultation)
    with pytest.raises(Unacceptable) as late:
        hearing.say(consultation, "分两年调整", received_on=date(2026, 4, 2))
    assert "附件11第一条" in str(late.value.errors["received_on"])
    session.rollback()
    # What came in time is entered late.
    assert hearing.say(consultation, "分两年调整", received_on=date(2026, 4, 1)).state == "received"


@pytest.mark.parametrize(
    ("day", "received"), [("2026-03-10", date(2026, 3, 11)), ("2026-03-10", date(2026, 3, 1))]
)
def test_an_opinion_comes_within_the_period_and_not_tomorrow(
    session, clock, hearing, consultation, day, received
):
    clock.turn(day)
    with pytest.raises(Unacceptable) as wrong:
        hearing.say(consultation, "分两年调整", received_on=received)
    assert list(wrong.value.errors) == ["received_on"]
    session.rollback()


@pytest.mark.clause("A10.2.1")
def test_opinions_are_taken_neither_before_the_announcement_nor_after_the_report(
    session, clock, hearing, take, consultation
):
    drafted = hearing.draft()
    for one in (drafted, consultation):
        if one is consultation:
            clock.turn("2026-04-02")
            hearing.expire(consultation)
            take(consultation, "sum_up", "clerk", report="未收到意见")
        with pytest.raises(Unacceptable) as closed:
            hearing.say(one, "分两年调整", received_on=date(2026, 3, 2))
        assert "附件10" in str(closed.value.errors["consultation_id"])
        session.rollback()


@pytest.mark.clause("A10.2.1")
@pytest.mark.parametrize("step", ["adopt_partly", "reject"])
def test_what_is_not_or_only_partly_adopted_has_a_reason(hearing, take, consultation, step):
    opinion = hearing.say(consultation, "分两年调整")
    for nothing in (None, "", "  "):
        with pytest.raises(Unacceptable) as unreasoned:
            take(opinion, step, "clerk", answer=nothing)
        assert list(unreasoned.value.errors) == ["answer"]
    take(opinion, step, "clerk", answer="分步调整将推迟管网改造")
    take(opinion, "reconsider", "clerk", reason="与同类意见一并研究")
    assert (opinion.state, opinion.answer) == ("received", None)


@pytest.mark.clause("A10.2.1")
def test_the_report_waits_for_every_answer_and_then_no_answer_changes(clock, hearing, take, consultation):
    opinion = hearing.say(consultation, "分两年调整")
    clock.turn("2026-04-02")
    hearing.expire(consultation)
    with pytest.raises(Refused) as unanswered:
        take(consultation, "sum_up", "clerk", report="意见集中在调价幅度")
    assert unanswered.value.refusal.clauses == ("A11.1", "A10.2.1")
    take(opinion, "adopt", "clerk")
    take(consultation, "sum_up", "clerk", report="意见集中在调价幅度")
    with pytest.raises(Refused) as fixed:
        take(opinion, "reconsider", "clerk", reason="改主意")
    assert fixed.value.refusal.clauses == ("A10.2.1", "A11.1")
    take(consultation, "return_report", "unit_head", reason="请再核对")
    take(opinion, "reconsider", "clerk", reason="再核对")
    assert opinion.state == "received"


# -- the adoption report ------------------------------------------------------------------


@pytest.mark.clause("A10.2.1")
def test_opinions_that_are_alike_and_not_adopted_are_told_once_with_their_number_and_reason(
    session, clock, hearing, take, consultation
):
    for _each in range(3):
        opinion = hearing.say(consultation, "分两年调整", sender="罗小满")
        take(opinion, "reject", "clerk", answer="分步调整将推迟管网改造")
    take(hearing.say(consultation, "重复登记"), "drop", "clerk", reason="重复")
    clock.turn("2026-04-02")
    hearing.expire(consultation)
    hearing.publish(consultation)
    report = session.scalars(select(Letter).where(Letter.kind == "adoption_report")).one()
    assert report.html.count("分两年调整") == 1
    assert '<td class="narrow">3</td>' in report.html
    # What was not counted is not told, and nobody is named.
    assert "共收到意见3条" in report.html
    assert "重复登记" not in report.html
    assert "罗小满" not in report.html


@pytest.mark.clause("A10.2.1")
def test_a_report_is_published_after_the_period_and_as_it_was_signed(
    session, clock, hearing, take, consultation
):
    clock.turn("2026-04-02")
    hearing.expire(consultation)
    take(consultation, "sum_up", "clerk", report="未收到意见")
    with pytest.raises(NotAllowed):
        take(consultation, "sign", "clerk")
    take(consultation, "sign", "unit_head")
    told = {"published_at": "门户网站"}
    with pytest.raises(Unacceptable) as early:
        take(consultation, "publish", "clerk", published_on=date(2026, 4, 1), **told)
    assert list(early.value.errors) == ["published_on"]
    take(consultation, "recall", "unit_head", reason="条数有误")
    hearing.publish(consultation)
    assert (consultation.state, consultation.closed_on) == ("reported", date(2026, 4, 2))
    signed = select(TrailEntry).where(TrailEntry.step == "sign", TrailEntry.record_id == consultation.id)
    assert len(session.scalars(signed).all()) == 2


# -- the other doors ----------------------------------------------------------------------


def test_a_program_is_refused_what_a_page_is(clock, hearing, program, consultation, session):
    """Contract: 409 with reason and clauses; 400 with a sentence beside the column."""
    decision, asked = hearing.decision.id, consultation.id
    session.rollback()
    told = {"version": 0, "decided_on": "2026-03-02", "revision": "无", "result": "通过", "document": None}
    head = program("unit_head")
    told["version"] = head.get(f"/api/v1/major-decisions/{decision}").json["version"]
    refused = head.post(f"/api/v1/major-decisions/{decision}/decide", json=told)
    assert (refused.status_code, refused.json["clauses"]) == (409, ["A11.1", "A10.2.1"])
    said = {"title": "甲", "content": "甲", "way": "web", "sender_kind": "public", "consultation_id": asked}
    blank = dict.fromkeys(("topic", "sender", "contact"))
    clerk = program("clerk")
    early = clerk.post("/api/v1/opinions/", json={**said, **blank, "received_on": "2026-03-01"})
    assert (early.status_code, list(early.json["errors"])) == (400, ["received_on"])
    taken = clerk.post("/api/v1/opinions/", json={**said, **blank, "received_on": "2026-03-02"})
    assert taken.status_code == 201


def test_what_is_published_is_what_was_cleared_whatever_a_program_sends(clock, hearing, program, session):
    clock.turn("2026-03-02")
    hearing.report()
    hearing.clear()
    pk = hearing.decision.id
    session.rollback()
    clerk = program("clerk")
    forged = {"subject_id": pk, "send_to": "县发改局", "draft": "另一个草案"}
    assert clerk.post("/api/v1/consultations/", json=forged).status_code == 400
    made = clerk.post("/api/v1/consultations/", json={"subject_id": pk, "send_to": "县发改局"})
    session.rollback()
    assert session.get(Consultation, made.json["id"]).draft == TEXT["draft"]


def test_many_opinions_are_answered_at_once_and_one_that_is_refused_stops_no_other(
    clock, hearing, take, sign_in, session, consultation
):
    open_one, answered = (hearing.say(consultation, title) for title in ("甲", "乙"))
    take(answered, "adopt", "clerk")
    rows = [f"{one.id}:{one.version}" for one in (open_one, answered)]
    ids = open_one.id, answered.id
    session.rollback()
    browser = sign_in("clerk")
    page = browser.get("/office/opinions/bulk", query_string={"step": "reject", "row": rows}).text
    token, key = (
        page.split(f'name="{name}"')[1].split('value="')[1].split('"')[0] for name in ("csrf_token", "key")
    )
    sent = {"step": "reject", "row": rows, "answer": "理由相同", "csrf_token": token, "key": key}
    assert browser.post("/office/opinions/bulk", data=sent).status_code == 302
    session.rollback()
    assert [session.get(Opinion, pk).state for pk in ids] == ["rejected", "adopted"]


# -- on screen ----------------------------------------------------------------------------


def test_opinions_are_entered_one_after_another(hearing, sign_in, session, consultation):
    hearing.say(consultation, "甲", way="hearing", sender_kind="deputy")
    address = f"/office/opinions/new?consultation_id={consultation.id}"
    session.rollback()
    browser = sign_in("clerk")
    page = browser.get(address).text
    assert '<option value="hearing" selected>' in page
    assert '<option value="deputy" selected>' in page
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    said = {
        "title": "乙",
        "content": "乙",
        "received_on": "2026-03-02",
        "way": "web",
        "sender_kind": "public",
    }
    done = browser.post(address, data={**said, "csrf_token": token})
    assert (done.status_code, done.location) == (302, f"{address}&fresh=1")


def test_the_page_shows_the_first_opinions_and_counts_all_of_them(
    hearing, take, sign_in, session, consultation
):
    for number in range(12):
        take(hearing.say(consultation, f"意见{number:02}"), "adopt", "clerk")
    hearing.say(consultation, "待研究的意见")
    pk = consultation.id
    session.rollback()
    page = sign_in("clerk").get(f"/office/consultations/{pk}").text
    assert "意见09" in page
    assert "意见10" not in page
    assert f'href="/office/opinions/?consultation_id={pk}&amp;state=adopted">已采纳 12</a>' in page
    assert f'href="/office/opinions/?consultation_id={pk}&amp;state=all">全部 13</a>' in page
    listed = sign_in("clerk").get(f"/office/opinions/?consultation_id={pk}&state=received").text
    assert "待研究的意见" in listed
    assert "意见09" not in listed


def test_an_old_consultation_still_leads_to_its_opinions(
    monkeypatch, hearing, sign_in, session, consultation
):
    monkeypatch.setattr("views.choices.LATEST", 1)
    hearing.say(consultation, "分两年调整")
    old, newer = consultation.id, hearing.draft().id
    session.rollback()
    clerk, stranger = sign_in("clerk"), sign_in("stranger")
    assert "分两年调整" in clerk.get(f"/office/opinions/?consultation_id={old}&state=all").text
    assert "分两年调整" not in clerk.get(f"/office/opinions/?consultation_id={newer}&state=all").text
    for strange in (old, 999_999, 10**30):
        asked = stranger if strange == old else clerk
        assert asked.get(f"/office/opinions/?consultation_id={strange}").status_code == 400


def test_a_foreign_consultation_is_no_choice_of_the_filter(hearing, sign_in, session, consultation):
    number = consultation.number
    session.rollback()
    assert number in sign_in("clerk").get("/office/opinions/").text
    assert number not in sign_in("stranger").get("/office/opinions/").text


def test_opinions_are_narrowed_and_ordered_at_once(hearing, sign_in, session, consultation):
    hearing.say(consultation, "代表的意见", sender_kind="deputy")
    hearing.say(consultation, "群众的意见", sender_kind="public")
    session.rollback()
    page = sign_in("clerk").get("/office/opinions/?state=all&sender_kind=deputy&order=title").text
    assert "代表的意见" in page
    assert "群众的意见" not in page
