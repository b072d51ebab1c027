"""What is public is looked through every night; what should not stand there is reported once (附件1)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.watch import look_through
from models import Consultation, Inspection
from models.sensitive_word import SensitiveWord

IDENTITY = "11010519491231002X"
"""A number whose check digit is right, of nobody."""


@pytest.fixture
def public(entered, session):
    """A consultation everybody reads; its draft says what it is given."""

    def publish(draft, state="running"):
        shown = entered(Consultation)
        shown.draft = draft
        shown.enter(state)
        session.commit()
        return shown

    return publish


@pytest.fixture
def look(session, made):
    """One night."""
    return lambda: look_through(session(), made)


def reports(session):
    return session.scalars(select(Inspection).order_by(Inspection.id)).all()


@pytest.mark.clause("A1.20")
def test_what_should_not_be_public_is_reported_once_to_who_inspects(session, public, look, take, made):
    session.add(
        SensitiveWord(word="安置施舍费", kind="improper", level="warn", advice="安置补助费", active=True)
    )
    shown = public(f"发放安置施舍费，领取人身份证号{IDENTITY}。")
    public(f"身份证号{IDENTITY}", state="drafted")
    assert look() == 2
    persons, wording = reports(session)
    assert (persons.finding, persons.severity) == ("secret", "grave")
    assert (wording.finding, wording.severity) == ("wording", "considerable")
    assert {one.source_id for one in (persons, wording)} == {shown.id}
    assert {one.unit_id for one in (persons, wording)} == {shown.unit_id}
    assert IDENTITY not in persons.found
    assert "110…02X" in persons.found
    assert "安置施舍费" in wording.found
    assert look() == 0
    # Dismissed with its reason it is not reported again; put right and there again, it is.
    take(wording, "dismiss", "reviewer", "引用原文")
    take(persons, "order", "reviewer")
    assert look() == 0
    day = made.time.today()
    take(persons, "report", "clerk", fixed_on=day, fix_note="已脱敏")
    take(persons, "confirm", "reviewer", checked_on=day)
    assert look() == 1
    assert [one.finding for one in reports(session)] == ["secret", "wording", "secret"]


@pytest.mark.clause("A1.20")
def test_another_finding_in_the_same_record_is_another_report(session, public, look):
    shown = public(f"身份证号{IDENTITY}")
    assert look() == 1
    shown.draft += "，联系电话13985400001"
    session.commit()
    assert look() == 1
    shown.draft = "已脱敏"
    session.commit()
    assert look() == 0
