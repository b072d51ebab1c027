"""Steps told in one line each: who does what to which record."""

from __future__ import annotations

import pytest

from models import ThirdParty


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
def third_party(session, made, actor):
    """Name a third party of a request."""

    def name(request, addressee="贵州某水利工程有限公司"):
        party = ThirdParty(
            title=request.title,
            unit_id=request.unit_id,
            rules=request.rules,
            request_id=request.id,
            addressee=addressee,
            question="工程设计文件是否涉及商业秘密",
        )
        session.add(party)
        made.engine.open(party, actor("clerk"))
        session.commit()
        session.refresh(request)
        return party

    return name
