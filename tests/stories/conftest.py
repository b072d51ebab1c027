"""What stories add to a record."""

from __future__ import annotations

import secrets

import pytest

from models import Attachment


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
