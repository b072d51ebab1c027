"""A worker's hands for the notices, and what people were told as it stands in the database."""

from __future__ import annotations

import email
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select

from app.jobs.runner import Runner
from models import Job, Notice
from tests.conftest import Browser
from tests.views.conftest import TOKEN

Told = list[tuple[str, str]]


@pytest.fixture
def work(app: Flask, session: Any) -> Callable[..., None]:
    """Do every job that is due; ``periodic`` asks for the periodic ones first."""

    def go(*, periodic: bool = False) -> None:
        session.rollback()
        runner = Runner(app)
        if periodic:
            runner.ask_periodic()
        while runner.next():
            pass
        session.rollback()
        session.expire_all()

    return go


@pytest.fixture
def told(session: Any) -> Callable[..., Told]:
    """Who was told of what since it was last asked, by name; of one record, or of all."""
    seen: set[int] = set()

    def read(record: Any = None) -> Told:
        rows = select(Notice, User.username).join(User, User.id == Notice.user_id)
        if record is not None:
            rows = rows.where(Notice.record_id == record.id)
        new = [(notice, name) for notice, name in session.execute(rows) if notice.id not in seen]
        seen.update(notice.id for notice, _name in new)
        return sorted((notice.kind, name) for notice, name in new)

    return read


@pytest.fixture
def mails(app: Flask) -> Callable[[], list[EmailMessage]]:
    """What lies in the mail folder, in the order of the jobs; read once, it is taken out."""

    def read() -> list[EmailMessage]:
        folder = Path(app.config["MAIL_URL"].removeprefix("file://"))
        files = sorted(folder.glob("*.eml"), key=lambda file: int(file.stem.removeprefix("job-")))
        found = [email.message_from_bytes(file.read_bytes(), policy=default) for file in files]
        for file in files:
            file.unlink()
        return found  # type: ignore[return-value]

    read()
    return read


@pytest.fixture
def jobs(session: Any) -> Callable[[str], list[Job]]:
    """The jobs of a task, in order."""

    def read(name: str) -> list[Job]:
        session.rollback()
        session.expire_all()
        return list(session.scalars(select(Job).where(Job.task == name).order_by(Job.id)))

    return read


@pytest.fixture
def press(sign_in: Callable[[str], Browser]) -> Callable[[str, str], Any]:
    """``press("clerk", "/office/…")`` sends what a button of the inbox sends."""

    def send(name: str, address: str) -> Any:
        browser = sign_in(name)
        token = TOKEN.search(browser.get("/office/notices/").text)
        return browser.post(address, data={"csrf_token": token[1] if token else ""})

    return send
