"""The database cannot grow: a clear page, nothing half-written, and it recovers."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from app.extensions import db
from app.storage import disk_is_full
from models import InformationRequest
from tests.conftest import Browser


class Full(Exception):
    """What PostgreSQL's driver raises, as far as it matters here."""

    sqlstate = "53100"


def sqlite_full(tmp_path: Any) -> sqlite3.OperationalError:
    """SQLite's own error, from a file that may not grow."""
    connection = sqlite3.connect(tmp_path / "small.db")
    try:
        connection.execute("PRAGMA max_page_count = 2")
        connection.execute("CREATE TABLE t (x)")
        with pytest.raises(sqlite3.OperationalError) as full:
            connection.execute("INSERT INTO t VALUES (zeroblob(100000))")
        return full.value
    finally:
        connection.close()


def test_each_engine_s_way_of_saying_it_is_understood(tmp_path: Any) -> None:
    assert disk_is_full(OperationalError("INSERT", {}, sqlite_full(tmp_path)))
    assert disk_is_full(OperationalError("INSERT", {}, Full()))
    assert not disk_is_full(OperationalError("INSERT", {}, sqlite3.OperationalError("locked")))
    assert not disk_is_full(ValueError("full"))


def test_a_full_disk_is_said_and_nothing_is_kept(
    tmp_path: Any, app: Any, client: Browser, session: Any, unit_id: Any
) -> None:
    form = {
        "unit_id": str(unit_id("land")),
        "applicant_kind": "natural_person",
        "applicant": "罗小满",
        "phone": "13985400001",
        "title": "环评批复",
        "content": "环评批复全文",
        "form_wanted": "paper",
        "delivery_wanted": "pickup",
        "submission_key": "once",
    }
    page = client.get("/apply").text
    form["csrf_token"] = page.split('name="csrf_token" value="')[1].split('"')[0]
    full = sqlite_full(tmp_path)

    def refuse(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("INSERT INTO information_request"):
            raise OperationalError(statement, {}, full)

    event.listen(db.engine, "before_cursor_execute", refuse)
    try:
        answer = client.post("/apply", data=form)
    finally:
        event.remove(db.engine, "before_cursor_execute", refuse)
    assert answer.status_code == 507
    assert "SQL" not in answer.text
    assert session.scalar(select(func.count()).select_from(InformationRequest)) == 0
    assert client.post("/apply", data=form).status_code == 302
    session.rollback()
    assert session.scalar(select(func.count()).select_from(InformationRequest)) == 1
