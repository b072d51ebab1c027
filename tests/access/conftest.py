"""A small county of our own: an empty database with every table, a clock, and quick hashes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask_appbuilder import Model
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

import models
from app import storage
from tests.access.county import Clock, County, Hashes


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hashes() -> Hashes:
    return Hashes()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    assert models.MATTERS
    made = create_engine(f"sqlite:///{tmp_path / 'county.db'}")
    storage.install(made)
    Model.metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session that writes, as a request's does; rolled back at the end."""
    with storage.writing(), Session(engine, autoflush=False) as made:
        yield made


@pytest.fixture
def county(engine: Engine, hashes: Hashes, clock: Clock) -> County:
    return County(engine, hashes, clock)
