"""What tests of the search share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from app.access.actor import Actor, acting
from app.search import index
from models import Record


@pytest.fixture
def find(session: Any) -> Callable[..., set[int]]:
    """``find("蒙江", clerk)`` are the ids she finds; ``names=False`` where only open columns are asked."""

    def look(asked: str, who: Actor, *, names: bool = True) -> set[int]:
        with acting(who):
            found = index.matching(Record, asked, who if names else None)
            return set(session.scalars(select(Record.id).where(found)))

    return look
