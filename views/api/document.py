"""The description of the API: OpenAPI 3.1, written from the declarations each time it is asked for.

It tells what every matter is made of and nothing about any record, so that it is open to everybody,
like the handbook (ADR 0011).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from models.trail import ACTIONS
from models.workflow import Label, Transition
from views.api import shapes
from views.api.matter import KEY, LONGEST_KEY, PARTS, MatterApi
from views.api.problems import MEDIA_TYPE, SENTENCES
from views.api.shapes import Schema
from views.record import ANYBODY

ROOT = "/api/v1"

COMMON = (400, 401, 403, 429, 500, 507)
"""What every operation may answer besides its own codes."""
SENT = (413, 415)
"""What is wrong with a body as such."""

SUCCESS: Mapping[int, Label] = {200: _("Done"), 201: _("Registered")}

_TEXT: Schema = {"type": "string"}
_DAY: Schema = {"type": ["string", "null"], "format": "date"}
_FLAG: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}


def document(matters: Iterable[MatterApi], name: str) -> dict[str, Any]:
    """The whole description, in the reader's language."""
    served = list(matters)
    return {
        "openapi": "3.1.0",
        "info": {"title": name, "version": "1", "description": _about()},
        "servers": [{"url": ROOT}],
        "security": [{"token": []}],
        "tags": [_tag(api) for api in served],
        "paths": dict(path for api in served for path in _paths(api)),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": dict(_shared()) | dict(pair for api in served for pair in _schemas(api)),
            "responses": {str(code): _refusal(code) for code in SENTENCES},
        },
    }


def _about() -> str:
    words: str = gettext(
        "Every procedure of the office for programs, written by the program from its declarations. Days are "
        "days in Shanghai, moments are UTC. A column that the owner of the token may not read is left out. "
        "Extensions: x-class and x-clause of a column, x-labels of codes, x-clauses, x-from, x-to and "
        "x-permission of a step."
    )
    return words


def _tag(api: MatterApi) -> Schema:
    flow = api.model.workflow
    return {"name": api.model.slug, "description": str(flow.label), "x-clauses": [*flow.clauses]}


# -- operations -----------------------------------------------------------------------


def _paths(api: MatterApi) -> Iterator[tuple[str, Schema]]:
    model, root = api.model, f"/{api.model.slug}/"
    name = model.__name__
    steps = [step for step in model.workflow.transitions.values() if not step.automatic]
    yield root, {"get": _list(api), "post": _create(api)}
    yield (
        f"{root}{{id}}",
        {"get": _operation(api, "show", gettext("Read a record"), 200, name, also=(404,), pk=True)},
    )
    for step in steps:
        yield f"{root}{{id}}/{step.name}", {"post": _take(api, step)}


def _list(api: MatterApi) -> Schema:
    given = [
        {"name": name, "in": "query", "schema": schema} for name, schema in shapes.arguments(api.view).items()
    ]
    found = _operation(api, "list", gettext("List records"), 200, f"{api.model.__name__}List")
    return found | {"parameters": given}


def _create(api: MatterApi) -> Schema:
    summary = gettext("Register: %(matter)s", matter=api.model.workflow.label)
    name = f"{api.model.__name__}Entry"
    found = _operation(api, "create", summary, 201, "Registered", also=(409, *SENT), body=name)
    created = found["responses"]["201"]
    again = gettext("The record that this key made before; what was sent is not looked at")
    found["responses"]["200"] = {**created, "description": again}
    key = {
        "name": KEY,
        "in": "header",
        "description": gettext(
            "Chosen by the program, a new one for each record: the same key makes no second"
        ),
        "schema": {"type": "string", "maxLength": LONGEST_KEY},
    }
    clauses = [*api.model.workflow.clauses]
    return found | {"parameters": [key], "x-clauses": clauses, "x-permission": "can_register"}


def _take(api: MatterApi, step: Transition) -> Schema:
    name, flow = api.model.__name__, api.model.workflow
    found = _operation(
        api,
        step.name,
        str(step.label),
        200,
        name,
        also=(404, 409, *SENT),
        body=_step_name(api, step),
        pk=True,
    )
    if step.hint:
        found["description"] = str(step.hint)
    target = step.target.name if step.target else None
    return found | {
        "x-clauses": [*step.clauses],
        "x-from": [state.name for state in flow.states.values() if state in step.sources],
        "x-to": target,
        "x-permission": step.permission,
    }


def _operation(
    api: MatterApi,
    verb: str,
    summary: str,
    code: int,
    answer: str,
    *,
    also: Sequence[int] = (),
    body: str = "",
    pk: bool = False,
) -> Schema:
    responses: dict[str, Any] = {
        str(code): {"description": str(SUCCESS[code]), "content": _json(answer)},
        **{str(other): {"$ref": f"#/components/responses/{other}"} for other in sorted({*COMMON, *also})},
    }
    if code == 201:
        responses["201"]["headers"] = {"Location": {"schema": _TEXT}}
    found: Schema = {
        "operationId": f"{api.model.__tablename__}.{verb}",
        "tags": [api.model.slug],
        "summary": summary,
        "responses": responses,
    }
    if pk:
        number = {"type": "integer", "minimum": 0, "maximum": shapes.HIGHEST}
        found["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": number}]
    if body:
        found["requestBody"] = {"required": True, "content": _json(body)}
    return found


def _json(name: str) -> Schema:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _refusal(code: int) -> Schema:
    title, detail = SENTENCES[code]
    found: Schema = {
        "description": f"{title}. {detail}",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    header = {401: "WWW-Authenticate", 405: "Allow", 429: "Retry-After"}.get(code)
    return found | ({"headers": {header: {"schema": _TEXT}}} if header else {})


# -- schemas --------------------------------------------------------------------------


def _step_name(api: MatterApi, step: Transition) -> str:
    return f"{api.model.__name__}.{step.name}"


def _object(properties: dict[str, Schema], optional: Iterable[str] = ()) -> Schema:
    return shapes.body_schema(properties, [name for name in properties if name not in set(optional)])


def _schemas(api: MatterApi) -> Iterator[tuple[str, Schema]]:
    model, name = api.model, api.model.__name__
    columns = shapes.answered(api.view)
    hidden = [n for n, c in api.view.columns().items() if not ANYBODY.may(c.klass)]
    own = {"id": _COUNT, "version": _COUNT}
    listed = {n: columns[n] for n in api.list_columns}
    row = _object(own | listed, hidden)
    yield (
        f"{name}List",
        _object({"result": {"type": "array", "items": row}, "next": {"type": ["string", "null"]}}),
    )
    parts = {
        key: {"type": "array", "items": {"$ref": f"#/components/schemas/{of}"}} for key, of in PARTS.items()
    }
    yield name, _object(own | columns | parts, hidden)
    yield f"{name}Entry", shapes.entry_schema(api.view)
    for step in model.workflow.transitions.values():
        if not step.automatic:
            yield _step_name(api, step), shapes.step_schema(api.view, step)


def _shared() -> Iterator[tuple[str, Schema]]:
    yield "Registered", _object({"id": _COUNT})
    yield (
        "Deadline",
        _object(
            {
                "name": _TEXT,
                "label": _TEXT,
                "started": {"type": "string", "format": "date"},
                "due": _DAY,
                "due_at": {"type": ["string", "null"], "format": "date-time"},
                "provisional": _FLAG,
                "paused": _FLAG,
                "met": _DAY,
                "days_left": _COUNT,
                "overdue_by": _COUNT,
                "extension": _COUNT,
                "rule": _object({"code": _TEXT, "kind": _TEXT, "amount": _COUNT}),
                "clause": _TEXT,
            }
        ),
    )
    asks = {"asks": _TEXTS, "may_ask": _TEXTS}
    refusal: Schema = {"refusal": {"type": ["string", "null"]}, "clauses": _TEXTS}
    yield "Offer", _object({"name": _TEXT, "label": _TEXT, **asks, **refusal})
    who = dict.fromkeys(("label", "who", "post", "in_place_of", "reason"), _TEXT)
    step: Schema = {"step": {"type": ["string", "null"]}, "clauses": _TEXTS}
    at: Schema = {"at": {"type": "string", "format": "date-time"}}
    action: Schema = {"action": {"type": "string", "enum": [*ACTIONS]}}
    yield "Deed", _object({**at, **action, **who, **step})
    problem = {"type": _TEXT, "title": _TEXT, "status": _COUNT, "detail": _TEXT}
    more: dict[str, Schema] = {
        "errors": {"type": "object", "additionalProperties": _TEXTS},
        "clauses": _TEXTS,
        "version": _COUNT,
        "incident": _TEXT,
    }
    yield "Problem", _object(problem | more, more)
