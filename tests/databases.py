"""Fixtures: a database with every table and no row, for tests of what needs no application.

The schema is made once and copied for each test: a file on SQLite, a template database on the
server of ``tests/conftest.py`` on PostgreSQL.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask_appbuilder.security.sqla import models as accounts
from sqlalchemy import URL, Engine, NullPool, create_engine, make_url
from sqlalchemy.orm import Session

from app import storage
from models import InformationRequest, Unit

# Everything mapped, the accounts' tables included.
metadata = accounts.Model.metadata
WRITERS = 25
"""Connections kept for tests with many writers."""


Fresh = Callable[[], AbstractContextManager[Engine]]


def _sqlite(folder: Path) -> Fresh:
    empty = folder / "empty.sqlite"
    engine = create_engine(f"sqlite:///{empty}")
    metadata.create_all(engine)
    engine.dispose()
    numbers = count(1)

    @contextmanager
    def fresh() -> Iterator[Engine]:
        copy = shutil.copy(empty, folder / f"{next(numbers)}.sqlite")
        made = create_engine(f"sqlite:///{copy}", pool_size=WRITERS)
        storage.install(made)
        yield made
        made.dispose()

    return fresh


def _postgresql(server: URL) -> Fresh:
    front = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    numbers = count(1)

    def tell(statement: str) -> None:
        with front.connect() as connection:
            connection.exec_driver_sql(statement)

    @contextmanager
    def fresh() -> Iterator[Engine]:
        name = f"bare_{next(numbers)}"
        tell(f"CREATE DATABASE {name} TEMPLATE bare STRATEGY FILE_COPY")
        made = create_engine(server.set(database=name), pool_size=WRITERS)
        yield made
        made.dispose()
        # Each takes megabytes, and tests are many.
        tell(f"DROP DATABASE {name} WITH (FORCE)")

    tell("CREATE DATABASE bare")
    engine = create_engine(server.set(database="bare"))
    metadata.create_all(engine)
    engine.dispose()
    return fresh


@pytest.fixture(scope="session")
def fresh_database(databases: Any, tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Makes databases; each call another one, gone when it is left."""
    url = make_url(databases.url)
    if url.get_backend_name() == "postgresql":
        return _postgresql(url.set(database="postgres"))
    return _sqlite(tmp_path_factory.mktemp("bare"))


@pytest.fixture
def bare_database(fresh_database: Fresh) -> Iterator[Engine]:
    """A database of the test's own, without an application: every table, no row."""
    with fresh_database() as engine:
        yield engine


@pytest.fixture
def bare_session(bare_database: Engine) -> Iterator[Session]:
    """A session that writes to ``bare_database``."""
    with storage.writing(), Session(bare_database, autoflush=False) as session:
        yield session


@pytest.fixture
def request_record(bare_session: Session) -> InformationRequest:
    """One information request of one unit, committed."""
    unit = Unit(code="520328", name="罗甸县龙坪镇人民政府", word="龙府", kind="township", active=True)
    bare_session.add(unit)
    bare_session.flush()
    record = InformationRequest(
        title="征地补偿安置方案",
        unit_id=unit.id,
        opened_at=datetime(2026, 11, 20, 4, 0, tzinfo=UTC),
        rules="regulation-2019",
        provisional=False,
        paused=False,
        received_on=date(2026, 11, 20),
        channel="web",
        applicant_kind="person",
        applicant="韦青禾",
        id_number="52272819900307123X",
        phone="13885400001",
        content="龙坪镇2025年征地补偿安置方案全文",
        form_wanted="paper",
        delivery_wanted="post",
    )
    bare_session.add(record)
    bare_session.commit()
    return record
