"""Steps told in one line each: who does what to which record."""

from __future__ import annotations

import secrets

import pytest

from models import Attachment


@pytest.fixture
def take(session, made, actor):
    """``take(record, "accept", "officer", column=value)``: one step, committed."""

    def step(record, name, who, reason="", **answers):
        taken = made.engine.perform(record, name, actor(who), answers, reason=reason)
        session.commit()
        return taken

    return step


@pytest.fixture
def handling(register, take):
    """A request that has passed formal check and secrecy review."""

    def make(**values):
        request = register(**values)
        take(request, "accept", "officer")
        take(request, "pass_check", "officer")
        take(request, "clear_secrecy", "secrecy", secrecy_opinion="不涉及国家秘密")
        return request

    return make


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
