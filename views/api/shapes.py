"""Declared columns as JSON Schema, and what a program sends, checked against those very schemas.

What a schema cannot say (required by the state, a choice within one's scope, days in their order) is
checked by the forms and the engine, as for a page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from flask import abort, json, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from sqlalchemy import Boolean, Date, Float, Integer
from werkzeug.datastructures import MultiDict

from models.base import Record
from models.column import Class, Column, Instant
from models.extra_field import BOUND
from models.points import Points
from models.workflow import Label, Transition
from views import checking
from views.api.problems import problem
from views.forms import LONG_REASON, LONG_TEXT

Schema = dict[str, Any]

LARGEST = 2**20
"""Bytes of JSON in one request."""
LONGEST_CURSOR = 4000
"""Characters: a subject of 200 characters, the last of a page in that order, and room to spare."""
NAMED = 20
"""Unknown names an answer lists; whoever sends more knows enough."""
HIGHEST = 2**31 - 1
"""The largest number a column or key holds."""

_FORMATS = FormatChecker(formats=("date",))

_TYPES: Mapping[str, Label] = {
    "string": _("Send a text here"),
    "integer": _("Send a whole number here"),
    "number": _("Send a number here"),
    "boolean": _("Send true or false here"),
    "array": _("Send a list of codes here"),
}
_SENTENCES: Mapping[str, Label] = {
    "required": _("Fill this in"),
    "additionalProperties": _("There is no such name here"),
    "format": _("Write the day like 2026-03-05"),
    "pattern": _("Send points like 12 or 3.25, as a text"),
    "minimum": _("This number is too small"),
    "maximum": _("This number is too large"),
    "maxItems": _("Name each of them once"),
    "exclusiveMinimum": _("This number is too small"),
    "exclusiveMaximum": _("This number is too large"),
}


# -- schemas --------------------------------------------------------------------------


def column_schema(view: Any, name: str, *, nullable: bool) -> Schema:
    """One column: type, limits, choices with their labels, class and clause."""
    column: Column = view.columns()[name]
    kind = column.type
    schema: Schema = {"title": str(column.label), "x-class": column.klass.value}
    if column.hint:
        schema["description"] = str(column.hint)
    if column.clause:
        schema["x-clause"] = column.clause
    codes = column.choices
    if name == "state":
        codes = {state.name: state.label for state in view.flow.states.values()}
    if column.several:
        schema |= {
            "type": "array",
            "items": _coded(column.choices or {}),
            "maxItems": len(column.choices or ()),
        }
    elif codes is None:
        schema |= _kind(kind, key=name.endswith("_id"))
    else:
        schema |= _coded(codes, nullable=nullable)
    if isinstance(kind, Boolean):
        return schema
    if schema["type"] == "string" and codes is None and not {"format", "pattern"} & schema.keys():
        schema["maxLength"] = column.length or LONG_TEXT
    if nullable:
        schema["type"] = [schema["type"], "null"]
    return schema


def _kind(kind: Any, *, key: bool) -> Schema:
    if isinstance(kind, Boolean):
        return {"type": "boolean"}
    if isinstance(kind, Integer):
        return {"type": "integer", "minimum": 1 if key else -HIGHEST, "maximum": HIGHEST}
    if isinstance(kind, Points):
        return dict(checking.POINTS)
    if isinstance(kind, Float):
        return {"type": "number", "exclusiveMinimum": -BOUND, "exclusiveMaximum": BOUND}
    if isinstance(kind, Date):
        return {"type": "string", "format": "date"}
    return {"type": "string", "format": "date-time"} if isinstance(kind, Instant) else {"type": "string"}


def _coded(codes: Mapping[str, Label], *, nullable: bool = False) -> Schema:
    labels = {code: str(label) for code, label in codes.items()}
    return {"type": "string", "enum": [*codes, *([None] if nullable else [])], "x-labels": labels}


def body_schema(properties: Mapping[str, Schema], required: Sequence[str]) -> Schema:
    """An object with these members and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def entry_schema(view: Any) -> Schema:
    """What registering a record of this matter's view takes."""
    required = [*view.required_columns(), *([view.parent] if view.parent else [])]
    names = [*view.entered_columns(), *([view.parent] if view.parent else [])]
    columns = {n: column_schema(view, n, nullable=n not in required) for n in names}
    return body_schema(columns, required)


def step_schema(view: Any, step: Transition, record: Record | None = None) -> Schema:
    """What taking this step takes: the asked columns, the reason, the version looked at.

    Of a record also the lines of its sheet; of none in particular, what all such lines are like.
    """
    columns = {
        name: column_schema(view, name, nullable=name not in step.asks)
        for name in (*step.asks, *step.may_ask)
    }
    columns |= checking.schemas(view.session(), step, record, view.actor.id)
    if fields := view.remark(step):
        text: Schema = {"type": "string" if step.reason else ["string", "null"], "maxLength": LONG_REASON}
        columns["reason"] = {"title": str(fields["reason"].args[0]), **text}
    columns["version"] = {
        "title": str(_("Version")),
        "description": str(_("The version of the record that was read; 409 when there is a newer one")),
        "type": "integer",
        "minimum": 1,
        "maximum": HIGHEST,
    }
    lines = [name for name in columns if name.startswith("points_")]
    schema = body_schema(columns, [*step.asks, *lines, *(["reason"] if step.reason else []), "version"])
    return schema | {"patternProperties": checking.LINES} if step.sheet and record is None else schema


def arguments(view: Any) -> dict[str, Schema]:
    """What a list may be asked for by address, by name."""
    orders = sorted(view.orders())
    states = {
        "all": _("All"),
        "open": _("Open"),
        **{state.name: state.label for state in view.flow.states.values()},
    }
    found: dict[str, Schema] = {
        "page_size": {"type": "integer", "minimum": 1, "maximum": 100, "default": 25},
        "after": {
            "type": "string",
            "maxLength": LONGEST_CURSOR,
            "description": str(_("The cursor “next” of a list")),
        },
        "q": {"type": "string", "maxLength": 100, "description": str(_("Number or subject"))},
        "state": {**_coded(states), "default": "all"},
        "figure": {
            "type": "string",
            "maxLength": 100,
            "description": str(_("The records behind a figure, as a page leads to them")),
        },
        "only": _coded({"overdue": _("Overdue"), "soon": _("Due soon")}),
        "order": {"type": "string", "enum": [*orders, *(f"-{n}" for n in orders)], "default": "due_on"},
    }
    for name in view.narrowing():
        column = column_schema(view, name, nullable=False)
        span = column.get("format") == "date" or column["type"] == "number"
        found |= {f"{name}_{end}": dict(column) for end in ("from", "to")} if span else {name: column}
    return found


# -- what was sent --------------------------------------------------------------------


def sent() -> dict[str, Any]:
    """The JSON object of this request; 400, 413 or 415 when it is none."""
    if not request.is_json:
        abort(problem(415))
    body = request.get_data()
    if len(body) > LARGEST:
        abort(problem(413))
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        abort(problem(400, _("This is no JSON.")))
    if not isinstance(found, dict):
        abort(problem(400, _("Send one JSON object.")))
    return found


def asked(schemas: Mapping[str, Schema]) -> dict[str, Any]:
    """The arguments of this address as a schema sees them: numbers as such, each given once."""
    found: dict[str, Any] = {}
    for name, texts in request.args.lists():
        kind = _NUMBERS.get(schemas.get(name, {}).get("type", ""))
        found[name] = texts if len(texts) > 1 else _read(texts[0], kind)
    return found


_NUMBERS = {"integer": re.compile(r"[0-9]{1,19}"), "number": re.compile(r"-?[0-9]{1,19}(\.[0-9]{1,19})?")}
"""How an argument writes a number."""


def _read(text: str, number: re.Pattern[str] | None) -> Any:
    if number is None or not number.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)


def errors_of(schema: Schema, found: Mapping[str, Any]) -> dict[str, list[Label]]:
    """A sentence for each member that does not fit the schema; empty when all do."""
    errors: dict[str, list[Label]] = defaultdict(list)
    for error in Draft202012Validator(schema, format_checker=_FORMATS).iter_errors(found):
        for name in _names(error):
            if (sentence := _sentence(error)) not in errors[name]:
                errors[name].append(sentence)
    return dict(errors)


def _names(error: ValidationError) -> Iterator[str]:
    """Whom an error of the checker is about: a member, or those that are missing or unknown."""
    if error.path:
        yield str(error.path[0])
    elif error.validator == "required":
        yield from (name for name in error.validator_value if name not in error.instance)
    else:
        known = error.schema["properties"]
        yield from islice((name for name in error.instance if name not in known), NAMED)


def _sentence(error: ValidationError) -> Label:
    limit = error.validator_value
    match error.validator:
        case "enum":
            return gettext("Choose one of: %(codes)s", codes=", ".join(code for code in limit if code))
        case "maxLength":
            return gettext("At most %(n)s characters", n=limit)
        case "type" if isinstance(error.instance, list):
            return _("Give one value here")
        case "type":
            return _TYPES[limit if isinstance(limit, str) else limit[0]]
        case keyword:
            return _SENTENCES[str(keyword)]


def typed(found: Mapping[str, Any], names: Iterable[str]) -> MultiDict[str, str]:
    """Checked members as a browser would send them, for the very form a page has."""
    told = ((name, found[name]) for name in names if name in found)
    return MultiDict({name: value if isinstance(value, list) else _text(value) for name, value in told})


def _text(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "y"
    if isinstance(value, float) and not value.is_integer():
        # Not 1e-05: how many decimals there may be is for the form to say.
        return format(Decimal(repr(value)), "f")
    return value if isinstance(value, str) else str(int(value))


# -- what is answered -----------------------------------------------------------------


def answered(view: Any) -> dict[str, Schema]:
    """The columns as an answer shows them."""
    return {
        n: column_schema(view, n, nullable=column.nullable)
        for n, column in view.columns().items()
        if column.klass is not Class.CONFINED
    }
