"""What only a bucket can do, and how one that refuses is told."""

from __future__ import annotations

import hashlib
import io
import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit
from urllib.request import urlopen

import boto3
import pytest
from flask import Flask

from app.files import bucket
from app.files.bucket import Account
from app.files.download import download
from app.files.store import StorageUnavailable, Store
from tests.buckets import KEY, REGION, SECRET
from tests.files.refusing import nobody, refusing, silent

LARGE = bytes(range(256)) * 80_000
"""Twenty megabytes: three parts."""


@pytest.fixture
def client(s3_account: Account) -> Any:
    """The bucket's server as another program sees it."""
    return boto3.client(
        "s3",
        endpoint_url=s3_account.endpoint,
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        region_name=REGION,
    )


@pytest.fixture
def signed(bucket_url: str, s3_account: Account) -> Store:
    """A store that sends browsers to the bucket."""
    return Store(bucket_url, replace(s3_account, signed=True))


# -- writing --------------------------------------------------------------------------


def test_a_large_file_is_sent_in_parts_and_comes_back_whole(bucket_store: Store) -> None:
    stored = bucket_store.put(io.BytesIO(LARGE), "zip")
    assert (stored.size, stored.sha256) == (20_480_000, hashlib.sha256(LARGE).hexdigest())
    with bucket_store.open(stored.key) as content:
        assert content.read() == LARGE


def test_a_large_file_broken_off_leaves_neither_object_nor_parts(
    bucket_store: Store, bucket_url: str, client: Any
) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 12_000_000:
                raise ConnectionResetError
            return super().read(size)

    with pytest.raises(ConnectionResetError):
        bucket_store.put(Broken(LARGE), "zip")
    name = urlsplit(bucket_url).netloc
    assert client.list_objects_v2(Bucket=name)["KeyCount"] == 0
    assert not client.list_multipart_uploads(Bucket=name).get("Uploads")


def test_nothing_is_made_where_the_bucket_is_missing(s3_account: Account, client: Any) -> None:
    store = Store("s3://forgotten/files", s3_account)
    for ask in (store.check, lambda: store.claim("luodian"), lambda: store.put(io.BytesIO(b"x"), "pdf")):
        with pytest.raises(StorageUnavailable) as told:
            ask()
        assert told.value.why == (
            f"The bucket forgotten at {s3_account.endpoint} does not exist: create it,"
            " or correct GONGKAI_FILES_URL."
        )
    assert "forgotten" not in {found["Name"] for found in client.list_buckets()["Buckets"]}


def test_threads_share_a_store(bucket_store: Store) -> None:
    contents = [f"第{number}份".encode() * 1_000 for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda content: bucket_store.put(io.BytesIO(content), "txt").key, contents))
        found = list(pool.map(lambda key: bucket_store.open(key).read(), keys))
    assert found == contents


def test_a_process_born_of_one_that_used_the_store_writes_by_itself(
    bucket_store: Store, tmp_path: Path
) -> None:
    """As gunicorn and the worker do: a connection made before the fork would hang after it."""
    bucket_store.put(io.BytesIO(b"before"), "txt")
    told = tmp_path / "key"
    child = os.fork()
    if child == 0:
        try:
            told.write_text(bucket_store.put(io.BytesIO(b"in the child"), "txt").key, encoding="ascii")
        finally:
            os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    with bucket_store.open(told.read_text(encoding="ascii")) as content:
        assert content.read() == b"in the child"


# -- signed addresses -----------------------------------------------------------------


def hand_out(store: Store, key: str, name: str, **more: Any) -> Any:
    with Flask(__name__).test_request_context():
        return download(store, key, name, **more)


def fetched(address: str) -> HTTPResponse:
    assert address.startswith("http://127.0.0.1:")
    return urlopen(address)  # type: ignore[no-any-return]  # noqa: S310 — asserted to be the test's own server


def test_a_download_goes_to_the_bucket_by_an_address_that_lasts_a_minute(signed: Store) -> None:
    key = signed.put(io.BytesIO(b"%PDF-1.7"), "pdf").key
    answer = hand_out(signed, key, "答复书（终稿）.pdf")
    assert answer.status_code == 302
    assert answer.headers["Cache-Control"] == "private, no-store"
    asked = parse_qs(urlsplit(answer.location).query)
    assert asked["X-Amz-Expires"] == ["60"]
    assert asked["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    assert SECRET not in answer.location
    with fetched(answer.location) as given:
        assert given.read() == b"%PDF-1.7"
        assert given.headers["Content-Type"] == "application/octet-stream"
        assert given.headers["Content-Disposition"] == (
            "attachment; filename=\"file.pdf\"; filename*=UTF-8''" + quote("答复书（终稿）.pdf")
        )


def test_what_is_shown_in_place_comes_through_us(signed: Store) -> None:
    key = signed.put(io.BytesIO(b"%PDF-1.7"), "pdf").key
    answer = hand_out(signed, key, "a.pdf", inline=True)
    assert (answer.status_code, answer.get_data()) == (200, b"%PDF-1.7")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    answer.close()


def test_nothing_is_signed_unless_the_settings_say_so(bucket_store: Store) -> None:
    key = bucket_store.put(io.BytesIO(b"x"), "txt").key
    assert bucket_store.address(key, "attachment", "text/plain") is None


def test_no_address_is_given_for_a_file_that_is_not_there(signed: Store) -> None:
    with pytest.raises(FileNotFoundError):
        hand_out(signed, "0" * 32 + ".pdf", "a.pdf")


# -- a bucket that refuses ------------------------------------------------------------

REFUSALS = {
    "no right": (403, "AccessDenied", "check GONGKAI_S3_KEY and GONGKAI_S3_SECRET"),
    "wrong secret": (403, "SignatureDoesNotMatch", "check GONGKAI_S3_KEY and GONGKAI_S3_SECRET"),
    "too busy": (503, "SlowDown", "try again later"),
    "broken": (500, "InternalError", "check GONGKAI_S3_ENDPOINT"),
}


@pytest.fixture(params=[*REFUSALS, "nobody there", "no answer"])
def refused(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Store, str]]:
    """A store whose bucket refuses, and what the administrator is told."""
    monkeypatch.setattr(bucket, "_ANSWERING", 0.2)
    with ExitStack() as stack:
        if request.param in REFUSALS:
            status, code, told = REFUSALS[request.param]
            endpoint = stack.enter_context(refusing(status, code))[0]
        else:
            told = "check GONGKAI_S3_ENDPOINT and the network"
            monkeypatch.setattr(bucket, "_SENDING", 2)
            endpoint = nobody() if request.param == "nobody there" else stack.enter_context(silent())
        yield Store("s3://county/files", Account(endpoint, KEY, SECRET, REGION)), told


def asks(store: Store) -> list[Callable[[], object]]:
    """Everything a store is asked for."""
    key = "0" * 32 + ".pdf"
    return [
        store.check,
        lambda: store.claim("luodian"),
        lambda: store.put(io.BytesIO(b"x"), "pdf"),
        lambda: store.open(key),
        lambda: store.let_go(key),
        lambda: list(store.files()),
    ]


def test_a_bucket_that_refuses_is_told_in_words(
    refused: tuple[Store, str], caplog: pytest.LogCaptureFixture
) -> None:
    store, told = refused
    with caplog.at_level(logging.DEBUG):
        for ask in asks(store):
            with pytest.raises(StorageUnavailable, match="does not answer, or refuses") as problem:
                ask()
            assert told in problem.value.why
            assert "The bucket county at http://127.0.0.1:" in problem.value.why
            assert SECRET not in problem.value.why
    assert SECRET not in caplog.text


def test_a_refusal_is_asked_for_twice_at_most() -> None:
    """Whoever waits for the page waits that long."""
    with refusing(503, "SlowDown") as (endpoint, asked):
        store = Store("s3://county/files", Account(endpoint, KEY, SECRET, REGION))
        with pytest.raises(StorageUnavailable):
            store.put(io.BytesIO(b"x"), "pdf")
    assert [line.partition(" ")[0] for line in asked] == ["PUT", "PUT"]


def test_the_account_does_not_show_its_secret() -> None:
    assert SECRET not in repr(Account(key=KEY, secret=SECRET))
