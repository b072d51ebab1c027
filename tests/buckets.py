"""Fixtures: a server on loopback that speaks S3, and buckets of a test's own on it.

It knows no keys: whoever names one may. What refuses, refuses by its own answer (``tests.files.refusing``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import boto3
import pytest
from moto.server import ThreadedMotoServer

from app.files.bucket import Account
from app.files.store import Store

KEY, SECRET, REGION = "a-key-of-the-tests", "a-secret-of-the-tests", "us-east-1"


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    """The address of the server, which lives as long as the run."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="session")
def s3_account(s3_endpoint: str) -> Account:
    """How its buckets are reached."""
    return Account(s3_endpoint, KEY, SECRET, REGION)


@pytest.fixture(scope="session")
def new_bucket(s3_account: Account) -> Callable[[], str]:
    """Makes a bucket nobody else has; its name."""
    client = boto3.client(
        "s3",
        endpoint_url=s3_account.endpoint,
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        region_name=REGION,
    )
    numbers = count(1)

    def make() -> str:
        name = f"county-{next(numbers)}"
        client.create_bucket(Bucket=name)
        return name

    return make


@pytest.fixture
def bucket_url(new_bucket: Callable[[], str]) -> str:
    """A place in a bucket of the test's own."""
    return f"s3://{new_bucket()}/files"


@pytest.fixture
def bucket_store(bucket_url: str, s3_account: Account) -> Store:
    """The files there."""
    return Store(bucket_url, s3_account)
