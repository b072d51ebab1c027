"""A small county of our own: an empty database with every table, a clock, and quick hashes."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.access.county import Clock, County, Hashes


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hashes() -> Hashes:
    return Hashes()


@pytest.fixture
def engine(bare_database: Engine) -> Engine:
    return bare_database


@pytest.fixture
def session(bare_session: Session) -> Session:
    return bare_session


@pytest.fixture
def county(engine: Engine, hashes: Hashes, clock: Clock) -> County:
    return County(engine, hashes, clock)
