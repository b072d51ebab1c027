"""A store of either kind: what holds for a folder holds for a bucket."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.files.store import Store


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """The same behaviour wherever the files lie."""
    if request.param == "bucket":
        return request.getfixturevalue("bucket_store")  # type: ignore[no-any-return]
    return Store(f"file://{tmp_path}/files")
