"""Every operation, filled with what its description allows and with what it does not.

Nothing is a failure, and every answer is one the description names, in the shape it names. A few cases an
operation in each run; ``make fuzz`` tries 2,000.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi import checks
from sqlalchemy import Date, select, update

from models import MATTERS, InformationRequest
from models.base import Record
from models.column import declared
from models.workflow import Transition

pytestmark = pytest.mark.any_engine

CASES = int(os.environ.get("GONGKAI_FUZZ_CASES", "10"))

DAYS = ("2026-02-27", "2026-03-02", "2026-03-20")
"""Before the day of these tests, the day itself, and one ahead."""
REACHED = {"phone": "13985400001", "email": "a@example.org", "contact_person": "罗小满", "written_by": "何兰"}
"""Without which the form is never whole, and no case would get beyond it."""

ALWAYS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]

STEPS = [
    (model, step) for model in MATTERS for step in model.workflow.transitions.values() if not step.automatic
]
OPERATIONS = [
    (path, method, model, verb)
    for model in MATTERS
    for path, method, verb in (
        (f"/{model.slug}/", "GET", "list"),
        (f"/{model.slug}/", "POST", "create"),
        (f"/{model.slug}/{{id}}", "GET", "show"),
    )
]
OPERATIONS += [(f"/{model.slug}/{{id}}/{step.name}", "POST", model, step) for model, step in STEPS]

bounded = settings(
    max_examples=CASES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def description(built: Any) -> Any:
    """The description, as the tool reads it."""
    # The token is shown by every case; what happens without one is told in test_door.py.
    plain = SchemathesisConfig.from_dict({"generation": {"with-security-parameters": False}})
    described = built.test_client().get("/api/v1/openapi.json").json
    found = schemathesis.openapi.from_dict(described, config=plain)
    found.app = built
    return found


@pytest.mark.parametrize(
    ("path", "method", "model", "what"), OPERATIONS, ids=lambda v: getattr(v, "name", None)
)
def test_anything_is_answered_as_described(
    path: str,
    method: str,
    model: type[Record],
    what: str | Transition,
    one_of_each: Callable[..., dict[type[Record], int]],
    description: Any,
    program: Any,
    session: Any,
    unit_id: Any,
) -> None:
    caller, operation = program("both"), description[path][method]
    token = caller.environ_base["HTTP_AUTHORIZATION"]
    keys = one_of_each(model)
    pk = keys[model]
    known = {**REACHED, "unit_id": unit_id("land"), "request_id": keys[InformationRequest]}
    drawn = [operation.as_strategy(mode) for mode in GenerationMode]
    if "{id}" in path:
        # Most cases are about a record that is there.
        there = [operation.as_strategy(mode, path_parameters={"id": pk}) for mode in GenerationMode]
        drawn += there * 4 if method == "POST" else there[:1] * 4

    def ready() -> int:
        """Put the record where the step starts, whatever the cases before did; its version."""
        card = Record.__table__
        session.rollback()
        if isinstance(what, Transition):
            state = what.sources[0].name
            session.execute(update(card).where(card.c.id == pk).values(state=state, closed_on=None))
            session.commit()
        version: int = session.scalar(select(card.c.version).where(card.c.id == pk))
        session.rollback()
        return version

    @bounded
    @given(
        case=st.sampled_from(drawn).flatmap(lambda cases: cases),
        fitting=st.booleans(),
        day=st.sampled_from(DAYS),
    )
    def try_out(case: Any, fitting: bool, day: str) -> None:
        if fitting and isinstance(case.body, dict):
            days = dict.fromkeys((n for n, c in model.__table__.c.items() if isinstance(c.type, Date)), day)
            fit = {**known, **days, "version": ready()}
            case.body = case.body | {name: value for name, value in fit.items() if name in case.body}
            if what == "create":
                case.body = case.body | {n: v for n, v in REACHED.items() if n in declared(model)}
        sent = case.as_transport_kwargs(headers={"Authorization": token})
        refused = [] if fitting else [checks.negative_data_rejection]
        case.validate_response(caller.open(**sent), checks=[*ALWAYS, *refused])

    try_out()
