"""What stories add to a record."""

from __future__ import annotations

import secrets

import pytest
from sqlalchemy import select

from app.engine import Unacceptable
from models import Attachment, DisclosureItem, ItemChange
from tests.stories.catalogue import ADDITION


@pytest.fixture
def attach(session, made):
    """Add a file to a record."""

    def add(record, purpose):
        key = f"{secrets.token_hex(16)}.png"
        session.add(
            Attachment(
                record_id=record.id,
                name="a.png",
                purpose=purpose,
                media_type="image/png",
                size=1,
                sha256="0" * 64,
                key=key,
                added_at=made.time.now(),
            )
        )
        session.commit()
        session.refresh(record)

    return add


@pytest.fixture
def propose(session, made, actor, unit_id):
    """Register an application to change the catalogue as the land bureau's clerk; keywords change columns."""

    def enter(who="clerk", unit="land", **values):
        columns = {**ADDITION, "caused_on": made.time.today(), "unit_id": unit_id(unit), **values}
        change = ItemChange(**columns)
        session.add(change)
        try:
            made.engine.open(change, actor(who))
        except Unacceptable:
            session.rollback()
            raise
        session.commit()
        return change

    return enter


@pytest.fixture
def carried_out(propose, take):
    """An application that went its whole way."""

    def go(**values):
        change = propose(**values)
        take(change, "submit", "clerk")
        take(change, "seal", "unit_head", unit_opinion="情况属实，同意上报")
        take(change, "apply", "reviewer")
        return change

    return go


@pytest.fixture
def item(session):
    """The item with a code."""
    return lambda code="ZRZY-001": session.scalars(
        select(DisclosureItem).where(DisclosureItem.number == code)
    ).one()
