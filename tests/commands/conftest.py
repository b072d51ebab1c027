"""Databases with nothing in them, and commands run as an administrator runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import Engine, NullPool, create_engine, make_url

import config
import run
from app import storage
from app.commands.context import Roof

_numbers = count(1)


def empty_database(databases: Any, folder: Path) -> Engine:
    """A database without a single table, on the engine under test."""
    url = make_url(databases.url)
    if url.get_backend_name() == "sqlite":
        engine = create_engine(f"sqlite:///{folder / 'nothing.db'}", poolclass=NullPool)
    else:
        name = f"nothing_{next(_numbers)}"
        admin = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine = create_engine(url.set(database=name), poolclass=NullPool)
    storage.install(engine)
    return engine


@pytest.fixture
def nothing(databases: Any, tmp_path: Path) -> Iterator[Engine]:
    """Such a database for one test."""
    engine = empty_database(databases, tmp_path)
    yield engine
    engine.dispose()


def settings_for(engine: Engine, folder: Path) -> dict[str, str]:
    """The environment of a program that works on this database and keeps its files in this folder."""
    return {
        **os.environ,
        "GONGKAI_DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "GONGKAI_FILES_URL": f"file://{folder / 'files'}",
        "GONGKAI_LINKS_OUTSIDE": "no",
        "GONGKAI_SECRET_KEY": "only for tests, and long enough for that",
    }


def start(environment: dict[str, str], *arguments: str, cwd: Path | None = None) -> subprocess.Popen[str]:
    """``run.py`` in a process of its own, in the folder its files' folder lies in."""
    return subprocess.Popen(
        [sys.executable, str(config.ROOT / "run.py"), *arguments],
        cwd=cwd or Path(environment["GONGKAI_FILES_URL"].removeprefix("file://")).parent,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(environment: dict[str, str], *arguments: str, cwd: Path | None = None) -> tuple[int, str]:
    """The exit code of ``run.py``, and all it said."""
    process = start(environment, *arguments, cwd=cwd)
    told, complaint = process.communicate()
    return process.returncode, told + complaint


@pytest.fixture
def environment(nothing: Engine, tmp_path: Path) -> dict[str, str]:
    """The environment of a program that begins with nothing."""
    return settings_for(nothing, tmp_path)


@pytest.fixture
def command(app: Flask) -> Callable[..., Result]:
    """``command("sweep")`` runs it over the test's application and its database."""
    roof = Roof(dict(app.config), lambda _settings: app)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(run.main, list(arguments), obj=roof, catch_exceptions=False)

    return call
