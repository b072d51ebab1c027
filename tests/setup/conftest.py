"""Another installation to carry a set-up to, and files made by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from app.access.actor import PROGRAM
from app.extensions import db
from app.parts import Parts
from app.setup.file import Plan, carry_out, parsed, planned
from app.setup.section import Work
from app.setup.sections import SECTIONS


@pytest.fixture
def other_installation(app: Any, databases: Any) -> Callable[[], None]:
    """Everything that was set up is gone: the database is as new."""

    def renew() -> None:
        db.session.remove()
        db.engine.dispose()
        databases.renew()

    return renew


@pytest.fixture
def file() -> Callable[..., bytes]:
    """``file(switches=[…])`` is a set-up file with these parts."""

    def made(**parts: Any) -> bytes:
        return json.dumps({"format": "gongkai-setup", "version": 1, "sections": parts}).encode()

    return made


@pytest.fixture
def work(made: Parts) -> Callable[..., Work]:
    """Who carries it out, and why."""
    return lambda actor=PROGRAM: Work(actor, "与测试系统一致", made.time.now(), made.time.today())


@pytest.fixture
def look(session: Any, work: Callable[..., Work]) -> Callable[..., Plan]:
    """Compare a file with what is here."""
    return lambda content, actor=PROGRAM: planned(session(), SECTIONS, parsed(content, SECTIONS), work(actor))


@pytest.fixture
def take(session: Any, look: Callable[..., Plan], work: Callable[..., Work]) -> Callable[..., int]:
    """Carry a file out; how many entries changed."""

    def go(content: bytes, actor: Any = PROGRAM) -> int:
        count = carry_out(session(), look(content, actor), work(actor))
        session.commit()
        return count

    return go
