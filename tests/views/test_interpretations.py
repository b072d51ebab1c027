"""Annex 2 at every door, and several choices in one column."""

from __future__ import annotations

import csv
import io
import re

import pytest

from models import Document, Interpretation, Interpreter
from models.base import Record

ROOT = "/office/interpretations"
API = "/api/v1/interpretations"
PLAN = {
    "focus": "补助标准",
    "planned_on": "2026-03-20",
    "forms": ["chart", "questions"],
    "channels": ["portal"],
    "sections": ["standards", "basis"],
}
MISSING = "一律不予审核、送签"


@pytest.fixture
def document(entered):
    """A normative draft of the land bureau."""
    told = {"kind": "notice", "document_word": "office", "title": "关于印发补助办法的通知"}
    return entered(Document, is_normative=True, **told)


@pytest.fixture
def state(session):
    """The state a record has in the database now."""

    def read(key):
        session.rollback()
        return session.get(Record, key).state

    return read


@pytest.mark.clause("A2.2")
def test_several_forms_are_ticked_kept_shown_and_told(session, document, send, sign_in, program):
    page = send("clerk", f"{ROOT}/new?document_id={document.id}", {**PLAN, "submission_key": "a" * 24})
    assert page.status_code == 302, page.text
    one = session.query(Interpretation).one()
    # In the order they are offered, whatever order they were sent in.
    assert (one.forms, one.sections) == (("questions", "chart"), ("basis", "standards"))
    pk = one.id
    clerk = sign_in("clerk")
    assert "政策问答、图表图解" in clerk.get(f"{ROOT}/{pk}").text
    form = clerk.get(f"{ROOT}/{pk}/edit").text
    ticked = re.findall(r'<input[^>]*\bchecked\b[^>]*name="forms"[^>]*value="(\w+)"', form)
    assert ticked == ["questions", "chart"]
    told = program("clerk").get(f"{API}/{pk}").json
    assert told["forms"] == ["questions", "chart"]
    rows = list(csv.reader(io.StringIO(clerk.get(f"{ROOT}/export.csv?state=all").get_data(as_text=True))))
    assert "政策问答、图表图解" in rows[1]


@pytest.mark.clause("A2.2")
@pytest.mark.clause("A2.4.1")
@pytest.mark.parametrize("name", ["focus", "planned_on", "forms", "channels", "sections"])
def test_no_door_registers_half_a_plan(session, document, send, program, name):
    half = {key: value for key, value in PLAN.items() if key != name}
    page = send("clerk", f"{ROOT}/new?document_id={document.id}", {**half, "submission_key": "b" * 24})
    assert page.status_code == 400
    told = program("clerk").post(f"{API}/", json={**half, "document_id": document.id})
    assert (told.status_code, list(told.json["errors"])) == (400, [name])
    assert session.query(Interpretation).all() == []


def test_choices_that_are_not_offered_are_refused(session, document, send, program):
    wrong = {**PLAN, "forms": ["chart", "gossip"]}
    page = send("clerk", f"{ROOT}/new?document_id={document.id}", {**wrong, "submission_key": "c" * 24})
    assert (page.status_code, "请在所列选项中选择" in page.text) == (400, True)
    for forms in (["chart", "gossip"], "chart", [], ["chart"] * 12):
        told = program("clerk").post(f"{API}/", json={**PLAN, "forms": forms, "document_id": document.id})
        assert (told.status_code, list(told.json["errors"])) == (400, ["forms"]), forms
    assert session.query(Interpretation).all() == []


@pytest.mark.clause("A2.4.2")
def test_no_door_lets_a_document_on_without_its_interpretation(
    document, entered, take, send, program, sign_in, state
):
    pk, said = document.id, {"attribute": "proactive"}
    page = send("clerk", f"/office/documents/{pk}/submit", {**said, "version": "1"})
    assert (page.status_code, MISSING in page.text) == (400, True)
    told = program("clerk").post(f"/api/v1/documents/{pk}/submit", json={**said, "version": 1})
    assert (told.status_code, list(told.json["errors"])) == (400, ["interpretation"])
    assert state(pk) == "drafting"
    one = entered(Interpretation, document=document, sections=("basis",))
    take(one, "submit_plan", "clerk")
    take(one, "approve_plan", "unit_head")
    take(one, "submit_material", "clerk", basis="有关条例")
    take(document, "submit", "clerk", **said)
    document.legality = "passed"
    take(one, "return_material", "unit_head", reason="改")
    version = document.version
    page = send("unit_head", f"/office/documents/{pk}/approve", {"version": str(version)})
    assert MISSING in page.text
    told = program("unit_head").post(f"/api/v1/documents/{pk}/approve", json={"version": version})
    assert (told.status_code, told.json["clauses"]) == (409, ["A2.4.2", "A1.10.1"])
    query = {"step": "approve", "row": [pk]}
    assert MISSING in sign_in("unit_head").get("/office/documents/bulk", query_string=query).text
    assert state(pk) == "with_head"


@pytest.mark.clause("A2.5")
def test_an_interpreter_is_chosen_among_those_one_sees(document, entered, sign_in, program):
    one = entered(Interpretation, document=document)
    ours, theirs = (entered(Interpreter, unit, title=unit) for unit in ("land", "health"))
    page = sign_in("clerk").get(f"/office/interpreter-tasks/new?interpretation_id={one.id}").text
    offered = re.search(r'<select[^>]*name="interpreter_id".*?</select>', page, re.DOTALL)[0]
    assert re.findall(r'value="(\d+)"', offered) == [str(ours.id)]
    asked = {"interpretation_id": one.id, "task": "write"}
    for key, status in ((theirs.id, 400), (ours.id, 201)):
        told = program("clerk").post("/api/v1/interpreter-tasks/", json={**asked, "interpreter_id": key})
        assert told.status_code == status, told.json
