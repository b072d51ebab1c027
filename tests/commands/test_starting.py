"""Starting: what stock Flask-AppBuilder lets happen, and the same attempt here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

import config
import views
from app.extensions import db
from app.factory import create_app
from models import OneTimeLink
from tests.commands.conftest import empty_database, start

PROCESSES = 4
MARSHMALLOW_4 = config.ROOT / ".venv" / "refused"
"""What `make` installs from requirements-refused.lock beside the product, never on its path."""


def stock_start(url: str, *arguments: str, path: str = "") -> list[str]:
    """How each of so many processes of the stock application began: "" or what ended it."""
    script = Path(__file__).with_name("stock_start.py")
    done = subprocess.run(
        [sys.executable, str(script), url, *arguments],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    ended: list[str] = json.loads(done.stdout)
    return ended


def some_fail(databases: Any, folder: Path) -> bool:
    """Whether stock processes that begin together on an empty database trip over each other."""
    # A race is lost most times, not each time: a few tries, each on a database of its own.
    for number in range(10):
        place = folder / f"stock-{number}"
        place.mkdir()
        url = empty_database(databases, place).url.render_as_string(hide_password=False)
        if any(stock_start(url, str(PROCESSES))):
            return True
    return False


def test_c8_four_at_once_on_an_empty_database_all_succeed(
    databases: Any, nothing: Engine, environment: dict[str, str], tmp_path: Path
) -> None:
    assert some_fail(databases, tmp_path)
    all_of_them = [start(environment, "init") for _ in range(PROCESSES)]
    told = ["".join(process.communicate()) for process in all_of_them]
    assert [process.returncode for process in all_of_them] == [0] * PROCESSES, told
    with Session(nothing) as session:
        living = session.scalars(select(OneTimeLink.purpose).where(OneTimeLink.used_at.is_(None))).all()
    assert sorted(living) == ["first_security", "first_system"]


def test_c8_a_web_process_builds_nothing_and_says_it_is_not_ready(
    nothing: Engine, environment: dict[str, str]
) -> None:
    serving = create_app(views.register, config.settings(environment))
    answer = serving.test_client().get("/readyz")
    with serving.app_context():
        db.engine.dispose()
    assert answer.status_code == 503
    assert inspect(nothing).get_table_names() == []


def test_c9_the_library_that_breaks_the_framework_is_kept_out(app: Flask) -> None:
    assert stock_start("sqlite://", "1", "api") == [""]
    assert stock_start("sqlite://", "1", "api", path=str(MARSHMALLOW_4)) == ["KeyError: 'permission_id'"]
    assert version("marshmallow").startswith("3.")
    assert [str(rule) for rule in app.url_map.iter_rules() if "security" in rule.rule] == []


def test_c9_the_product_starts_beside_it_all_the_same(environment: dict[str, str]) -> None:
    assert MARSHMALLOW_4.is_dir(), "make installs it"
    process = start({**environment, "PYTHONPATH": str(MARSHMALLOW_4)}, "init")
    told = "".join(process.communicate())
    assert process.returncode == 0, told


def test_a_process_begins_without_what_few_requests_need(environment: dict[str, str]) -> None:
    """Laying out letters, reading workbooks and PDFs is loaded by the first who asks for it."""
    asked = "import run, sys; print(sorted({'weasyprint', 'openpyxl', 'pypdf'} & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=config.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    assert done.stdout.strip() == "[]"
