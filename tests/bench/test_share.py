"""What a step costs without audit and periods is measured on the step itself, with both left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from app.parts import parts
from bench.share import without
from models import InformationRequest, TrailEntry
from tests.conftest import Browser
from tests.views.conftest import TOKEN


def test_without_both_the_step_is_taken_and_leaves_no_row(
    app: Flask, register: Callable[..., InformationRequest], sign_in: Callable[[str], Browser], session: Any
) -> None:
    whole, request, officer = parts(app), register(), sign_in("officer")
    address = f"/office/information-requests/{request.id}/accept"
    token = TOKEN.search(officer.get(address).text)
    assert token
    told = select(func.count()).select_from(TrailEntry).where(TrailEntry.record_id == request.id)
    before, version = session.scalar(told), request.version
    session.rollback()

    def step() -> int:
        answer = officer.post(address, data={"version": str(version), "csrf_token": token[1]})
        assert answer.status_code == 302
        return len(answer.data)

    without(app, step)()
    session.rollback()
    assert (session.get(InformationRequest, request.id).state, session.scalar(told)) == ("checking", before)
    assert parts(app) is whole
