"""附件7 at every door: form, API, steps of many, workbook; what must be is asked for there as well."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from models import ItemChange
from tests.stories.catalogue import ADDITION, ITEM

NEW = "/office/item-changes/new"
HIDDEN = re.compile(r'<input(?=[^>]*type="hidden")(?=[^>]*name="([^"]+)")(?=[^>]*value="([^"]*)")')
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def fill_in(sign_in, unit_id):
    """Send the application form as somebody in a browser; keywords change fields."""

    def send(who="clerk", address=NEW, **values):
        browser = sign_in(who)
        page = browser.get(address).text
        typed = {**ADDITION, "unit_id": unit_id("land"), "caused_on": "2026-3-2", **values}
        data = {name: str(value) for name, value in typed.items() if value is not None}
        return browser.post(address, data={**data, "csrf_token": TOKEN.search(page)[1]})

    return send


def entered_ones(session):
    return session.scalar(select(func.count()).select_from(ItemChange))


MUSTS = [
    pytest.param({"content": ""}, "附件7第二条", marks=pytest.mark.clause("A7.2")),
    pytest.param({"flow_steps": ""}, "附件7第五条", marks=pytest.mark.clause("A7.5")),
    pytest.param({"flow_chart": "kept"}, "附件7第五条", marks=pytest.mark.clause("A7.5")),
    pytest.param({"policy_card": "text"}, "附件7第一条", marks=pytest.mark.clause("A7.1")),
    pytest.param({"ground": "remove_work"}, "附件7第五条至第七条", marks=pytest.mark.clause("A7.6")),
    pytest.param({"ground": "change_elements"}, "附件7第五条至第七条", marks=pytest.mark.clause("A7.7")),
    pytest.param({"caused_on": "2026-03-03"}, "附件7第八条", marks=pytest.mark.clause("A7.8")),
]


@pytest.mark.parametrize(("values", "clause"), MUSTS)
def test_the_form_refuses_says_the_clause_and_loses_nothing(session, fill_in, values, clause):
    answer = fill_in(**values)
    assert answer.status_code == 400
    assert clause in answer.text
    assert "见变更详情" in answer.text
    assert entered_ones(session) == 0


@pytest.mark.parametrize(("values", "clause"), MUSTS)
def test_a_program_is_refused_with_the_same_sentence(session, program, unit_id, values, clause):
    body = {**ADDITION, "unit_id": unit_id("land"), "caused_on": "2026-03-02", **values}
    caller = program("clerk")
    answer = caller.post("/api/v1/item-changes/", json=body, headers={"Accept-Language": "zh"})
    assert answer.status_code == 400
    assert any(clause in sentence for told in answer.json["errors"].values() for sentence in told)
    assert entered_ones(session) == 0


def test_the_form_sent_twice_is_one_application(session, fill_in):
    for _twice in range(2):
        assert fill_in(submission_key="once").status_code == 302
    assert entered_ones(session) == 1


@pytest.mark.clause("A7.7")
def test_a_change_begins_with_what_the_item_says(carried_out, item, sign_in):
    carried_out()
    pk = item().id
    page = sign_in("clerk").get(f"{NEW}?item_id={pk}").text
    for text in ("ZRZY-001", *(ITEM[name] for name in ("title", "content", "publisher", "basis"))):
        assert text in page
    assert re.search(r'<option (selected value="change"|value="change" selected)', page)
    assert f"{NEW}?item_id={pk}" in sign_in("clerk").get(f"/office/disclosure-items/{pk}").text


def test_an_item_one_does_not_see_fills_nothing_in(carried_out, item, sign_in):
    carried_out()
    page = sign_in("stranger").get(f"{NEW}?item_id={item().id}")
    assert page.status_code == 200
    assert "ZRZY-001" not in page.text


@pytest.mark.clause("A7.8")
@pytest.mark.clause("A7.9")
def test_a_program_hears_why_a_step_is_not_possible(propose, program):
    change = propose(origin="office")
    sent = {"version": change.version}
    answer = program("clerk").post(f"/api/v1/item-changes/{change.id}/submit", json=sent)
    assert (answer.status_code, answer.json["clauses"]) == (409, ["A7.9"])


@pytest.mark.clause("A7.8")
def test_of_many_at_once_only_what_may_be_is_applied(session, propose, take, sign_in):
    sealed, drafted = propose(), propose(code="ZRZY-002")
    take(sealed, "submit", "clerk")
    take(sealed, "seal", "unit_head", unit_opinion="同意")
    browser = sign_in("reviewer")
    session.rollback()
    page = f"/office/item-changes/bulk?step=apply&row={sealed.id}&row={drafted.id}"
    sent = HIDDEN.findall(browser.get(page).text)
    answer = browser.post("/office/item-changes/bulk", data=MultiDict(sent))
    assert answer.status_code == 302
    session.rollback()
    assert (sealed.state, drafted.state) == ("applied", "drafted")


@pytest.mark.clause("A7.8")
@pytest.mark.clause("A7.10")
def test_the_office_reads_form_and_catalogue_of_every_unit_a_stranger_neither(
    monkeypatch, carried_out, sign_in
):
    monkeypatch.setattr("app.letters.render.pdf", lambda *_args, **_kwargs: b"%PDF-1.7")
    change = carried_out()
    page = sign_in("reviewer").get(f"/office/item-changes/{change.id}").text
    form = re.search(rf"/office/item-changes/{change.id}/letters/\d+\.pdf", page)[0]
    assert sign_in("reviewer").get(form).status_code == 200
    assert sign_in("stranger").get(form).status_code == 404


@pytest.mark.clause("A7.5")
def test_the_flow_chart_of_an_item_is_opened_from_the_item(session, propose, take, item, sign_in):
    change = propose(flow_chart="file", flow_steps=None)
    browser = sign_in("clerk")
    session.rollback()
    page = browser.get(f"/office/item-changes/{change.id}").text
    file = (io.BytesIO("申请\n受理\n发证".encode()), "流程图.txt")
    sent = {"csrf_token": TOKEN.search(page)[1], "purpose": "flow_chart", "file": file}
    answer = browser.post(f"/office/item-changes/{change.id}/attachments", data=sent)
    assert answer.status_code == 302
    session.rollback()
    take(change, "submit", "clerk")
    take(change, "seal", "unit_head", unit_opinion="同意")
    take(change, "apply", "reviewer")
    address = f"/office/disclosure-items/{item().id}/attachments/{change.attachments[0].id}"
    assert address in browser.get(f"/office/disclosure-items/{item().id}").text
    assert browser.get(address).status_code == 200
    assert sign_in("stranger").get(address).status_code == 404
    # Once the item is removed its flow chart is not shown any more.
    gone = propose(kind="remove", ground="remove_work")
    take(gone, "submit", "clerk")
    take(gone, "seal", "unit_head", unit_opinion="同意")
    take(gone, "apply", "reviewer")
    assert browser.get(address).status_code == 404


def test_an_empty_list_says_how_to_begin(sign_in):
    page = sign_in("clerk").get("/office/item-changes/").text
    assert re.search(r'<a href="/office/item-changes/new">登记：清单变更申请</a>', page)


def test_the_list_of_items_opens_with_those_in_the_catalogue(carried_out, sign_in):
    carried_out()
    carried_out(code="ZRZY-002", title="农村宅基地审批")
    carried_out(code="ZRZY-002", title="农村宅基地审批", kind="remove", ground="remove_work")
    page = sign_in("clerk").get("/office/disclosure-items/").text
    assert "不动产登记办理指南" in page
    assert "农村宅基地审批" not in page
    assert "农村宅基地审批" in sign_in("clerk").get("/office/disclosure-items/?state=all").text


@pytest.mark.clause("A7.8")
def test_a_unit_that_applied_in_time_is_not_late_while_the_office_has_it(clock, propose, take, sign_in):
    clock.turn("2026-03-05")
    kept, late = propose(), propose(code="ZRZY-002", title="农村宅基地审批")
    take(kept, "submit", "clerk")
    take(kept, "seal", "unit_head", unit_opinion="同意")
    # The three working days after Thursday 5 March end on Tuesday the 10th.
    clock.turn("2026-03-11")
    overdue = sign_in("clerk").get("/office/item-changes/?only=overdue").text
    assert late.number in overdue
    assert kept.number not in overdue
