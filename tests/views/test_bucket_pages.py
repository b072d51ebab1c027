"""Files of records in a bucket: the checks come before it, and where it refuses the page says so."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import sweep
from app.access.actor import PROGRAM, acting
from app.files.bucket import Account
from app.files.store import Store
from app.jobs.runner import Runner
from app.parts import KEY, Parts
from models import Attachment, InformationRequest, Job, TrailEntry
from tests.buckets import KEY as S3_KEY
from tests.buckets import SECRET
from tests.conftest import Browser
from tests.files.refusing import refusing
from tests.views.conftest import TOKEN

ROOT = "/office/information-requests"
Enter = Callable[[str], Browser]
Send = Callable[..., Any]


@pytest.fixture
def keep_in(app: Flask) -> Iterator[Callable[[Store], None]]:
    """``keep_in(store)``: the application's files lie there until the test ends."""
    before: Parts = app.extensions[KEY]

    def change(store: Store) -> None:
        app.extensions[KEY] = replace(before, files=store)

    yield change
    app.extensions[KEY] = before


@pytest.fixture
def away(keep_in: Callable[[Store], None]) -> Iterator[Callable[[], None]]:
    """``away()``: from now on the bucket refuses."""
    with refusing(403, "AccessDenied") as (endpoint, _asked):
        yield lambda: keep_in(Store("s3://county/files", Account(endpoint, S3_KEY, SECRET, "us-east-1")))


@pytest.fixture
def attach(sign_in: Enter) -> Callable[[InformationRequest], Any]:
    """Send a file as the clerk; the answer."""

    def go(request: InformationRequest) -> Any:
        browser, page = sign_in("clerk"), f"{ROOT}/{request.id}"
        token = TOKEN.search(browser.get(page).text)
        assert token
        file = (io.BytesIO("材料".encode()), "材料.txt")
        form = {"file": file, "purpose": "other", "csrf_token": token[1]}
        return browser.post(f"{page}/attachments", data=form, follow_redirects=True)

    return go


def test_a_file_in_a_bucket_is_given_to_who_may_see_the_record_and_to_nobody_else(
    keep_in: Any, bucket_store: Store, register: Any, attach: Any, sign_in: Enter, session: Any
) -> None:
    keep_in(bucket_store)
    request = register()
    assert "材料.txt" in attach(request).text
    session.rollback()
    file = session.scalars(select(Attachment)).one()
    address = f"{ROOT}/{request.id}/attachments/{file.id}"
    assert sign_in("clerk").get(address, buffered=True).data.decode() == "材料"
    assert sign_in("stranger").get(address).status_code == 404
    told = select(TrailEntry.actor_name).where(TrailEntry.action == "download")
    session.rollback()
    assert list(session.scalars(told)) == ["clerk"]


def test_an_address_is_signed_after_the_same_checks_and_leaves_the_same_row(
    keep_in: Any,
    bucket_url: str,
    s3_account: Account,
    register: Any,
    attach: Any,
    sign_in: Enter,
    session: Any,
) -> None:
    keep_in(Store(bucket_url, replace(s3_account, signed=True)))
    request = register()
    attach(request)
    session.rollback()
    address = f"{ROOT}/{request.id}/attachments/{session.scalars(select(Attachment.id)).one()}"
    answer = sign_in("clerk").get(address)
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.location).query)["X-Amz-Expires"] == ["60"]
    assert answer.location.startswith(s3_account.endpoint)
    for name, refused in (("stranger", 404), ("sysadmin", 404), ("leader", 403)):
        assert sign_in(name).get(address).status_code == refused
    session.rollback()
    told = select(TrailEntry.actor_name).where(TrailEntry.action == "download")
    assert list(session.scalars(told)) == ["clerk"]


def test_a_file_that_cannot_be_kept_is_told_and_leaves_no_row(
    away: Any, register: Any, attach: Any, session: Any
) -> None:
    request = register()
    away()
    assert "文件暂时无法存取" in attach(request).text
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Attachment)) == 0
    assert not session.scalars(select(TrailEntry).where(TrailEntry.action == "attach")).all()


def test_a_file_that_cannot_be_fetched_is_told(
    away: Any, register: Any, attach: Any, sign_in: Enter, session: Any
) -> None:
    request = register()
    attach(request)
    session.rollback()
    file_id = session.scalars(select(Attachment.id)).one()
    away()
    answer = sign_in("clerk").get(f"{ROOT}/{request.id}/attachments/{file_id}")
    assert (answer.status_code, "文件暂时无法存取" in answer.text) == (503, True)


def test_the_reason_typed_for_taking_a_file_off_is_not_lost(
    away: Any, register: Any, attach: Any, send: Send, session: Any
) -> None:
    request = register()
    attach(request)
    session.rollback()
    file_id = session.scalars(select(Attachment.id)).one()
    away()
    page = send("clerk", f"{ROOT}/{request.id}/attachments/{file_id}/remove", {"reason": "寄错了单位"})
    assert page.status_code == 409
    assert "文件暂时无法存取" in page.text
    assert "寄错了单位" in page.text
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Attachment)) == 1


def test_the_load_balancer_is_told(away: Any, client: Browser, made: Parts) -> None:
    assert client.get("/readyz").status_code == 200
    away()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "files\n")


def test_cleaning_up_waits_for_the_bucket(app: Flask, away: Any, made: Parts, session: Any) -> None:
    away()
    runner = Runner(app)
    job_id = made.jobs.enqueue("purge", actor=PROGRAM).id
    session.commit()
    runner.run(job_id)
    session.rollback()
    job = session.get_one(Job, job_id)
    assert (job.state, job.attempts) == ("waiting", 1)
    assert job.error.startswith("文件暂时无法存取")


def test_what_no_row_refers_to_is_swept_out_of_a_bucket(
    keep_in: Any, bucket_store: Store, register: Any, attach: Any, session: Any, app: Flask, clock: Any
) -> None:
    keep_in(bucket_store)
    attach(register())
    orphan = bucket_store.put(io.BytesIO(b"x"), "pdf").key
    session.rollback()
    kept = session.scalars(select(Attachment.key)).one()
    clock.turn("2099-01-01")
    with acting(PROGRAM), app.extensions[KEY].write() as own:
        assert sweep.remove_orphans(own, app.extensions[KEY]) == 1
    with pytest.raises(FileNotFoundError):
        bucket_store.open(orphan)
    bucket_store.open(kept).close()
