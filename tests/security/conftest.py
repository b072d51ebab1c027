"""What attacks need: browsers that send forms with their token, and what stock Flask-AppBuilder does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select

from app.extensions import db
from models import MATTERS, InformationRequest
from models.base import Record

UNWATCHED = {"web_session"}
"""Tables every request may touch."""
NOTES = {"read", "export", "download", "refused", "login", "login_failed", "locked"}
"""What the trail keeps of requests that change nothing."""

Send = Callable[..., Any]


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bool]:
    """Each hole by its id (``stock_probes``): whether it happened to the stock application."""
    script = Path(__file__).with_name("stock.py")
    command = [sys.executable, str(script), str(tmp_path_factory.mktemp("stock"))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    found: dict[str, bool] = json.loads(done.stdout)
    return found


def token_of(browser: Any) -> str:
    """The token of this browser's session, from a page everybody may open."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/track").text)
    assert found
    return found[1]


@pytest.fixture
def send() -> Send:
    """``send(browser, path, column=value)`` posts a form as its page would: with the token."""

    def post(browser: Any, path: str, **fields: Any) -> Any:
        data = {**fields, "csrf_token": token_of(browser)}
        return browser.post(path, data=data, content_type="multipart/form-data")

    return post


@pytest.fixture
def browser(sign_in: Callable[[str], Any]) -> Any:
    """Somebody with every role of the bureau, and the token of her forms."""
    found = sign_in("both")
    found.token = token_of(found)
    return found


@pytest.fixture
def form(made: Any, unit_id: Callable[[str], int]) -> Callable[..., dict[str, Any]]:
    """The register form of an information request, filled in; keywords change fields, None leaves one out."""

    def fill(**changes: Any) -> dict[str, Any]:
        fields = {
            "unit_id": unit_id("land"),
            "received_on": made.time.today().isoformat(),
            "channel": "counter",
            "applicant_kind": "natural_person",
            "applicant": "罗小满",
            "phone": "13985400001",
            "title": "申请公开蒙江河道治理工程环评批复",
            "content": "蒙江河道治理工程环境影响评价批复文件全文",
            "form_wanted": "paper",
            "delivery_wanted": "pickup",
            **changes,
        }
        return {name: value for name, value in fields.items() if value is not None}

    return fill


@pytest.fixture
def stored(app: Any, session: Any) -> Callable[[int], Any]:
    """A request as the database has it now."""

    def read(pk: int) -> Any:
        session.rollback()
        return session.scalars(
            select(InformationRequest)
            .where(InformationRequest.id == pk)
            .execution_options(populate_existing=True)
        ).one()

    return read


@pytest.fixture
def contents(app: Any) -> Callable[[], dict[str, list[Any]]]:
    """Every row of every table, but what a request that changes nothing may leave."""

    def read() -> dict[str, list[Any]]:
        with db.engine.connect() as connection:
            return {
                name: _rows(connection, table)
                for name, table in Record.metadata.tables.items()
                if name not in UNWATCHED
            }

    return read


def _rows(connection: Any, table: Table) -> list[Any]:
    rows = select(table).order_by(*table.primary_key)
    if table.name == "trail":
        rows = rows.where(table.c.action.not_in(NOTES))
    return [tuple(str(value) for value in row) for row in connection.execute(rows)]


@pytest.fixture
def worked(register: Any, third_party: Any, made: Any, actor: Any, session: Any) -> Any:
    """Make a request of the land bureau that has a third party, a receipt, and is being checked."""

    def make(**values: Any) -> InformationRequest:
        request: InformationRequest = register(**values)
        third_party(request)
        made.engine.perform(request, "accept", actor("officer"), {})
        session.commit()
        return request

    return make


@pytest.fixture
def one_of_each(
    worked: Any, agency: Any, entered: Any, session: Any
) -> Callable[..., dict[type[Record], int]]:
    """Make a record of each matter, or of some; the id by matter.

    The request has been worked on, with who is asked.
    """

    def make(*models: type[Record]) -> dict[type[Record], int]:
        request = worked()
        together = (request, request.third_parties[0], agency(request))
        found = {type(record): record.id for record in together}
        found |= {model: entered(model).id for model in models or MATTERS if model not in found}
        session.rollback()
        return found

    return make
