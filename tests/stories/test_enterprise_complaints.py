"""附件5 第十四、十五条 in their words: complaints are answered in writing within fifteen working days."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.access.actor import READ_PERSONAL
from app.engine import NotAllowed, Refused, Unacceptable
from models import Letter
from models.workflow import Profile
from tests.enterprises import DRAFT

APPEAL = {
    "kind": "appeal",
    "rules": Profile.REGULATION_2019.value,
    "earlier_answer": "罗供水企诉复〔2026〕1号",
}


def answer_of(session, complaint):
    """The written answer."""
    return session.scalars(select(Letter).where(Letter.record_id == complaint.id)).one()


@pytest.mark.clause("A5.15")
@pytest.mark.clause("A5.14")
def test_an_enterprise_answers_a_complaint_in_writing_within_fifteen_working_days(
    session, clock, complain, take, actor
):
    clock.turn("2026-03-02")
    complaint = complain()
    assert complaint.number == "罗供水企诉〔2026〕1号"
    # Fifteen working days after Monday 2 March: three weeks of five days, to Monday the 23rd.
    assert complaint.due_on == date(2026, 3, 23)
    take(complaint, "accept", "water_clerk")
    take(complaint, "draft", "water_clerk", **DRAFT)
    with pytest.raises(NotAllowed):
        take(complaint, "answer", "water_clerk", answered_on=date(2026, 3, 2))
    clock.turn("2026-03-20")
    take(complaint, "answer", "water_head", answered_on=date(2026, 3, 20))
    assert (complaint.state, complaint.clocks[0].met_on) == ("answered", date(2026, 3, 20))
    letter = answer_of(session, complaint)
    assert letter.number == "罗供水企诉复〔2026〕1号"
    assert "反映的情况属实" in letter.html
    assert "可以向罗甸县自然资源局投诉、举报，也可以依法提起诉讼" in letter.html
    reads = {
        who: actor(who).may_on(READ_PERSONAL, complaint) for who in ("water_clerk", "gas_clerk", "leader")
    }
    assert reads == {"water_clerk": True, "gas_clerk": False, "leader": False}


@pytest.mark.clause("A5.15")
@pytest.mark.clause("A5.4")
def test_who_is_complained_of_neither_sees_nor_decides_what_the_authority_got(session, complain, take):
    complaint = complain("land", "regulator", complained_person="营业厅收费员")
    with pytest.raises(NotAllowed):
        take(complaint, "accept", "water_clerk")
    with pytest.raises(Refused) as told:
        take(complaint, "accept", "two_seats")
    assert told.value.refusal.clauses == ("A5.15",)
    take(complaint, "accept", "regulator")
    with pytest.raises(Refused):
        take(complaint, "draft", "two_seats", **DRAFT)
    take(complaint, "draft", "regulator", **DRAFT)
    take(complaint, "answer", "unit_head", answered_on=date(2026, 3, 2))
    letter = answer_of(session, complaint).html
    assert "关于罗甸县供水有限责任公司的投诉" in letter
    assert "提起诉讼" not in letter


@pytest.mark.clause("A5.15")
def test_what_another_unit_should_handle_is_passed_on_not_taken_up(complain, take):
    complaint = complain("gas", "gas_clerk")
    with pytest.raises(Refused) as told:
        take(complaint, "accept", "gas_clerk")
    assert told.value.refusal.clauses == ("A5.15",)
    with pytest.raises(Unacceptable) as told:
        take(complaint, "pass_on", "gas_clerk", passed_on=date(2026, 3, 2))
    assert list(told.value.errors) == ["proper_body"]
    take(complaint, "pass_on", "gas_clerk", proper_body="罗甸县供水有限责任公司", passed_on=date(2026, 3, 2))
    assert complaint.state == "passed"


@pytest.mark.clause("A5.14")
def test_a_complaint_names_its_enterprise(complain):
    with pytest.raises(Unacceptable) as told:
        complain(complained_unit_id=None)
    assert "附件5第十四条" in str(told.value.errors["complained_unit_id"])


@pytest.mark.clause("A5.14")
def test_under_the_regulation_one_appeals_to_the_line_authority_and_does_not_sue(session, complain, take):
    with pytest.raises(Unacceptable) as told:
        complain("land", "regulator", **{**APPEAL, "rules": Profile.SEED_2020.value})
    assert "附件5第十四条" in str(told.value.errors["kind"])
    with pytest.raises(Unacceptable) as told:
        complain("land", "regulator", **{**APPEAL, "earlier_answer": None})
    assert list(told.value.errors) == ["earlier_answer"]
    with pytest.raises(Refused) as told:
        take(complain(**APPEAL), "accept", "water_clerk")
    assert told.value.refusal.clauses == ("A5.14",)
    appeal = complain("land", "regulator", **APPEAL)
    take(appeal, "accept", "regulator")
    first = complain(rules=Profile.REGULATION_2019.value)
    take(first, "accept", "water_clerk")
    take(first, "draft", "water_clerk", **DRAFT)
    take(first, "answer", "water_head", answered_on=date(2026, 3, 2))
    letter = answer_of(session, first).html
    assert "可以向罗甸县自然资源局申诉" in letter
    assert "诉讼" not in letter
