"""The description of the API: OpenAPI 3.1, whole, in the reader's language, and open to everybody."""

from __future__ import annotations

import json

import pytest
from openapi_spec_validator import validate

from models import MATTERS
from models.column import declared
from views.api.matter import MatterApi

PATH = "/api/v1/openapi.json"


@pytest.fixture
def described(client):
    """The description in English."""
    return client.get(PATH, headers={"Accept-Language": "en"}).json


def test_it_is_openapi(described):
    assert described["openapi"] == "3.1.0"
    validate(described)


def test_everybody_reads_it_and_it_tells_of_no_record(client, register):
    before = client.get(PATH).text
    register()
    after = client.get(PATH)
    assert (after.status_code, after.text) == (200, before)
    assert "罗小满" not in json.dumps(after.json, ensure_ascii=False)


def test_every_operation_is_declared_and_every_declaration_an_operation(app, described):
    served = {
        (rule.rule.removeprefix("/api/v1"), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.description"
    }
    expected = set()
    for model in MATTERS:
        root = f"/{model.slug}/"
        assert (f"{root}<int:pk>/<string:name>", "post") in served
        steps = [step for step in model.workflow.transitions.values() if not step.automatic]
        expected |= {(root, "get"), (root, "post"), (f"{root}{{id}}", "get")}
        expected |= {(f"{root}{{id}}/{step.name}", "post") for step in steps}
    assert len(served) == 4 * len(MATTERS)
    told = {(path, method) for path, item in described["paths"].items() for method in item}
    assert told == expected


def test_a_step_tells_its_fields_states_and_clauses(described):
    operation = described["paths"]["/information-requests/{id}/ask_correction"]["post"]
    assert operation["summary"] == "Ask for a correction"
    assert operation["x-clauses"] == ["A8.9.8"]
    assert (operation["x-from"], operation["x-to"]) == (["checking"], "correcting")
    assert operation["x-permission"] == "can_ask_correction"
    codes = {200, 400, 401, 403, 404, 409, 413, 415, 429, 500, 507}
    assert {int(code) for code in operation["responses"]} == codes
    body = described["components"]["schemas"]["InformationRequest.ask_correction"]
    assert body["required"] == ["correction_items", "correct_by", "version"]
    assert body["additionalProperties"] is False
    assert body["properties"]["correct_by"] == {
        "type": "string",
        "format": "date",
        "title": "To be corrected by",
        "x-class": "internal",
        "x-clause": "A8.9.8",
    }


def test_a_reason_is_asked_where_the_step_asks_for_one(described):
    schemas = described["components"]["schemas"]
    assert schemas["InformationRequest.withdraw"]["required"] == ["withdrawn_on", "reason", "version"]
    remark = schemas["InformationRequest.accept"]
    assert (remark["required"], remark["properties"]["reason"]["type"]) == (["version"], ["string", "null"])
    # The secrecy opinion says why in words of its own.
    assert "reason" not in schemas["InformationRequest.clear_secrecy"]["properties"]


def test_a_record_tells_states_choices_and_classes(described):
    columns = described["components"]["schemas"]["InformationRequest"]["properties"]
    assert columns["state"]["enum"] == [*MATTERS[0].workflow.states]
    assert columns["state"]["x-labels"]["registered"] == "Registered"
    assert columns["id_kind"]["enum"][-1] is None
    assert {columns[name]["x-class"] for name in ("id_number", "agent_id_number")} == {"sealed"}
    assert columns["applicant"]["x-class"] == "personal"
    required = described["components"]["schemas"]["InformationRequest"]["required"]
    assert not {"applicant", "id_number"} & set(required)
    assert {"state", "version", "deadlines", "offers", "trail", "content"} <= set(required)


def test_a_list_names_its_arguments_and_no_hidden_column(described):
    arguments = described["paths"]["/information-requests/"]["get"]["parameters"]
    days = {f"{name}_{end}" for name in ("received_on", "due_on") for end in ("from", "to")}
    columns = {"unit_id", "outcome", "channel", "applicant_kind"}
    every = {"page_size", "after", "q", "state", "figure", "only", "order"}
    assert {argument["name"] for argument in arguments} == days | columns | every
    row = described["components"]["schemas"]["InformationRequestList"]["properties"]["result"]["items"]
    sealed = {name for name, column in declared(MATTERS[0]).items() if column.klass == "sealed"}
    assert sealed
    assert not sealed & set(row["properties"])


def test_it_speaks_chinese_by_itself(client):
    title = client.get(PATH).json["paths"]["/information-requests/{id}/accept"]["post"]["summary"]
    assert title == "受理"


def test_a_column_may_not_be_called_what_an_answer_calls_something_else(app, monkeypatch):
    """The program does not start when a declaration would hide a part of every answer."""
    view = next(v for v in app.appbuilder.baseviews if type(v).__name__ == "InformationRequestView")
    columns = {**declared(view.model), "offers": declared(view.model)["title"]}
    monkeypatch.setattr("views.api.matter.declared", lambda _model: columns)
    with pytest.raises(TypeError, match="offers"):
        MatterApi(view)
