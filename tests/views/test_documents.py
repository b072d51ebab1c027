"""Annex 4 at every door: what the form proposes, what page, program and many at once are refused."""

from __future__ import annotations

import re

import pytest

from models import Document, DocumentReference, Letter
from models.base import Record

ROOT = "/office/documents"
API = "/api/v1/documents"
REASON = "依申请公开、不予公开的，须说明理由（附件4第四条）"
STRICTER = "附件4第三条第（三）项"


@pytest.fixture
def draft(entered):
    """A draft of the land bureau; keywords change columns."""

    def write(**values):
        told = {"kind": "notice", "document_word": "office", "title": "关于做好防汛工作的通知", **values}
        return entered(Document, **told)

    return write


@pytest.fixture
def state(session):
    """The state a record has in the database now."""

    def read(document_id):
        session.rollback()
        return session.get(Record, document_id).state

    return read


@pytest.mark.clause("A4.3.1")
def test_the_form_begins_with_the_proposed_attribute(draft, sign_in):
    for values, proposed in (({"kind": "report"}, "withheld"), ({"is_internal": True}, "on_request")):
        page = sign_in("clerk").get(f"{ROOT}/{draft(**values).id}/submit").text
        chosen, interpreted = re.findall(r"<option[^>]*\bselected\b[^>]*>", page)
        assert f'value="{proposed}"' in chosen
        assert 'value="none"' in interpreted


@pytest.mark.clause("A4.3")
@pytest.mark.clause("A4.4")
def test_no_door_lets_a_document_on_without_attribute_and_reason(draft, send, program, state):
    pk = draft(is_internal=True).id
    version = {"version": "1"}
    page = send("clerk", f"{ROOT}/{pk}/submit", {**version, "attribute": ""})
    assert (page.status_code, REASON in page.text) == (400, False)
    page = send("clerk", f"{ROOT}/{pk}/submit", {**version, "attribute": "on_request"})
    assert (page.status_code, REASON in page.text) == (400, True)
    for answers, wrong in (({}, "attribute"), ({"attribute": "on_request"}, "attribute_reason")):
        told = program("clerk").post(f"{API}/{pk}/submit", json={**answers, "version": 1})
        assert (told.status_code, wrong in told.json["errors"]) == (400, True)
    told = program("clerk").post(f"{API}/{pk}/submit", json={"attribute": "secret", "version": 1})
    assert told.status_code == 400
    assert state(pk) == "drafting"


@pytest.mark.clause("A4.3.3")
def test_no_door_lets_a_proactive_document_carry_something_stricter(
    session, draft, entered, take, send, program, sign_in, state
):
    document = draft()
    reference = entered(DocumentReference, document=document, kind="cited", attribute="proactive")
    take(document, "submit", "clerk", attribute="proactive")
    reference.attribute = "withheld"
    session.commit()
    pk = document.id
    page = send("unit_head", f"{ROOT}/{pk}/approve", {"version": str(document.version)})
    assert STRICTER in page.text
    told = program("unit_head").post(f"{API}/{pk}/approve", json={"version": 2})
    assert (told.status_code, told.json["clauses"]) == (409, ["A4.3.3"])
    several = sign_in("unit_head").get(f"{ROOT}/bulk", query_string={"step": "approve", "row": [pk]})
    assert STRICTER in several.text
    assert state(pk) == "with_head"


def test_who_signs_reads_the_draft_as_it_will_be_printed(draft, sign_in, monkeypatch):
    printed = []
    monkeypatch.setattr("app.letters.render.pdf", lambda markup, **_about: printed.append(markup) or b"%PDF")
    pk = draft(title="关于做好防汛工作的通知").id
    assert f"{ROOT}/{pk}/preview/document.pdf" in sign_in("leader").get(f"{ROOT}/{pk}").text
    assert sign_in("leader").get(f"{ROOT}/{pk}/preview/document.pdf").status_code == 200
    assert "草稿" in printed[0]
    assert "罗甸县人民政府办公室文件" in printed[0]
    assert sign_in("stranger").get(f"{ROOT}/{pk}/preview/document.pdf").status_code == 404


def test_an_issued_document_is_read_by_whoever_reads_the_record(session, draft, take, sign_in, made):
    document, today = draft(), made.time.today()
    take(document, "submit", "clerk", attribute="proactive")
    take(document, "approve", "unit_head")
    take(document, "check", "reviewer")
    take(document, "sign", "leader", attribute="proactive", signer="岑北渡", signed_on=today)
    take(document, "assign_number", "reviewer")
    take(document, "issue", "reviewer", issued_on=today)
    letter = session.query(Letter.id).filter(Letter.record_id == document.id).scalar()
    answer = sign_in("leader").get(f"{ROOT}/{document.id}/letters/{letter}.pdf")
    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")


def test_what_its_files_may_be_is_the_matters_own(draft, register, sign_in):
    pages = [f"{ROOT}/{draft().id}", f"/office/information-requests/{register().id}"]
    offered = [re.findall(r'<option[^>]*value="(\w+)"', sign_in("clerk").get(page).text) for page in pages]
    assert {"annex", "other"} <= {*offered[0]}
    assert "identity" not in offered[0]
    assert "annex" not in offered[1]
