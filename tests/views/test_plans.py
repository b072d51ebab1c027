"""A page of a list is a stretch of an index: nothing is sorted but the page itself, on either engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from app.access.actor import Actor, acting
from app.extensions import db
from models import InformationRequest
from views import lists

DAY = date(2026, 3, 2)


def plan(session: Any, query: lists.Query, actor: Actor) -> str:
    """How the database would find the keys of the page."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        sent.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        with acting(actor):
            lists.page(session, query, DAY)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    statement, parameters = next(one for one in sent if "LIMIT" in one[0])
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return "\n".join(row[3] for row in rows)
    # Of a handful of rows any way is good; of a million this is the only one.
    for other in ("seqscan", "bitmapscan"):
        connection.exec_driver_sql(f"SET LOCAL enable_{other} = off")
    return "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", parameters))


@pytest.mark.parametrize("name", ["clerk", "auditor"])
@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({}, "ix_record_open"),
        ({"descending": True}, "ix_record_open"),
        ({"state": lists.ALL}, "ix_record_due"),
        ({"state": lists.ALL, "after": (DAY, 1)}, "ix_record_due"),
        ({"state": lists.ALL, "before": (DAY, 1)}, "ix_record_due"),
        ({"state": "registered"}, "ix_record_state"),
        ({"state": "registered", "equal": {"unit_id": 1}}, "ix_record_state"),
    ],
)
def test_the_keys_of_a_page_come_from_one_index_in_its_order(
    session: Any,
    register: Callable[..., InformationRequest],
    actor: Callable[[str], Actor],
    name: str,
    asked: dict[str, Any],
    index: str,
) -> None:
    register()
    told = plan(session, lists.Query(InformationRequest, **asked), actor(name))
    assert index in told
    others = {"ix_record_open", "ix_record_due", "ix_record_state"} - {index}
    assert not [other for other in others if other in told]
