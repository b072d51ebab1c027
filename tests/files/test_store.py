"""Whole files or none, under keys that lead nowhere else; a full disk is told and leaves nothing."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.local import LocalFileOpener, LocalFileSystem

from app.files.store import (
    ORPHAN_AGE,
    ForeignFiles,
    InvalidKey,
    StorageFull,
    StorageUnavailable,
    Store,
)

CONTENT = "公开".encode() * 700_000
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class BrimfulFile(LocalFileOpener):  # type: ignore[misc]
    """A file on a disk with a megabyte and a half to spare."""

    ROOM = 3 * 2**19

    def write(self, block: bytes) -> int:
        if self.tell() + len(block) > self.ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return int(super().write(block))


class BrimfulFileSystem(LocalFileSystem):  # type: ignore[misc]
    protocol = "brimful"

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(super()._strip_protocol(path.removeprefix("brimful://")))

    def _open(self, path: str, mode: str = "rb", **_more: Any) -> BrimfulFile:
        return BrimfulFile(path, mode, fs=self)


fsspec.register_implementation("brimful", BrimfulFileSystem, clobber=True)


def lying(store: Store) -> dict[str, bytes]:
    """What lies in a store, by path."""
    found = {}
    for entry, content in store.files():
        with content:
            found[entry.path] = content.read()
    return found


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_what_was_put_is_read_back(store: Store) -> None:
    stored = store.put(io.BytesIO(CONTENT), "pdf")
    assert re.fullmatch(r"[0-9a-f]{32}\.pdf", stored.key)
    assert stored.size == 4_200_000
    assert stored.sha256 == hashlib.sha256(CONTENT).hexdigest()
    with store.open(stored.key) as content:
        assert content.read() == CONTENT


def test_a_file_let_go_stays_as_it_is_and_may_be_let_go_again(store: Store) -> None:
    stored = store.put(io.BytesIO(CONTENT), "pdf")
    store.let_go(stored.key)
    store.let_go(stored.key)
    with store.open(stored.key) as content:
        assert hashlib.sha256(content.read()).hexdigest() == stored.sha256
    store.let_go("0" * 32 + ".pdf")


@pytest.mark.parametrize(
    "key",
    [
        "../../etc/passwd",
        "a" * 32,
        "a" * 32 + ".pdf\n",
        "A" * 32 + ".pdf",
        "a" * 32 + ".pdf.part",
        "a" * 31 + "/.pdf",
        "",
        "０" * 32 + ".pdf",
    ],
)
def test_foreign_key_leads_nowhere(store: Store, key: str) -> None:
    for ask in (store.open, store.let_go):
        with pytest.raises(InvalidKey):
            ask(key)


@pytest.mark.parametrize("extension", ["", ".pdf", "PDF", "p/f", "a" * 9])
def test_extension_is_checked(store: Store, extension: str) -> None:
    with pytest.raises(ValueError, match="not an extension"):
        store.put(io.BytesIO(b"x"), extension)


def test_same_content_twice_is_two_files(store: Store) -> None:
    keys = {store.put(io.BytesIO(b"x"), "txt").key for _ in range(2)}
    assert len(keys) == 2
    assert lying(store) == {f"{key[:2]}/{key}": b"x" for key in keys}


def test_nothing_is_seen_under_the_key_before_the_file_is_whole(tmp_path: Path) -> None:
    seen = []

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            seen.append({name.removesuffix(".part") == name for name in files_in(tmp_path)})
            return super().read(size)

    Store(str(tmp_path)).put(Watched(CONTENT), "pdf")
    assert True not in set().union(*seen)
    assert False in set().union(*seen)


def test_file_and_folders_are_synced_before_put_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    fsync = os.fsync

    def noted(number: int) -> None:
        fsync(number)
        synced.append(str(Path(f"/proc/self/fd/{number}").readlink()))

    monkeypatch.setattr(os, "fsync", noted)
    key = Store(str(tmp_path)).put(io.BytesIO(b"x"), "pdf").key
    shard = tmp_path / key[:2]
    assert synced == [f"{shard}/{key}.part", str(shard), str(tmp_path)]


def test_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    store = Store(f"brimful://{tmp_path}")
    kept = store.put(io.BytesIO(b"small"), "pdf").key
    with pytest.raises(StorageFull, match=r"^The server has no room left .* again later\.$"):
        store.put(io.BytesIO(CONTENT), "pdf")
    assert files_in(tmp_path) == {kept}
    assert store.put(io.BytesIO(b"small"), "pdf").size == 5, "it recovers when there is room"


@pytest.mark.parametrize("step", [0, 1, 2])
def test_full_disk_at_the_last_steps_leaves_nothing(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file, its folder and the folder above are synced; quotas may be told at any of them."""
    steps = iter(range(3))

    def refuse(_number: int) -> None:
        if next(steps) == step:
            raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StorageFull):
        Store(str(tmp_path)).put(io.BytesIO(b"x"), "pdf")
    assert files_in(tmp_path) == set()


def test_broken_upload_leaves_nothing(store: Store) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise ConnectionResetError
            return super().read(size)

    with pytest.raises(ConnectionResetError):
        store.put(Broken(CONTENT), "pdf")
    assert store.sweep_orphans(set(), datetime.max.replace(tzinfo=UTC)) == []


def test_sweep_takes_old_orphans_and_unfinished_files_only(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    known, orphan, fresh = (store.put(io.BytesIO(b"x"), "pdf").key for _ in range(3))
    half = "0" * 32 + ".pdf.part"
    (tmp_path / "00").mkdir(exist_ok=True)
    (tmp_path / "00" / half).write_bytes(b"killed half way")
    (tmp_path / "README").write_text("not ours")
    for path in tmp_path.rglob("*"):
        age = timedelta(hours=23, minutes=59) if path.name == fresh else timedelta(hours=24, minutes=1)
        os.utime(path, ((NOW - age).timestamp(),) * 2)
    assert set(store.sweep_orphans({known}, NOW - ORPHAN_AGE)) == {orphan, half}
    assert files_in(tmp_path) == {known, fresh, "README"}


def test_sweep_without_a_folder_removes_nothing(tmp_path: Path) -> None:
    assert Store(f"{tmp_path}/none").sweep_orphans(set(), NOW) == []


def test_a_place_belongs_to_one_database(store: Store) -> None:
    """Two that share one would each remove what the other refers to."""
    store.claim("luodian")
    store.claim("luodian")
    with pytest.raises(ForeignFiles, match="GONGKAI_FILES_URL"):
        store.claim("test county")
    assert store.sweep_orphans(set(), datetime.now(UTC) + timedelta(days=1)) == []
    store.claim("luodian")


def test_what_is_laid_back_lies_where_it_was(store: Store) -> None:
    store.claim("luodian")
    key = store.put(io.BytesIO(CONTENT), "pdf").key
    there = lying(store)
    assert there == {"owner": b"luodian", f"{key[:2]}/{key}": CONTENT}
    store.lay(f"{key[:2]}/{key}", io.BytesIO(b"as it was before"))
    assert lying(store) == {**there, f"{key[:2]}/{key}": b"as it was before"}


def test_a_place_that_is_away_is_told_and_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    """A disk that was not mounted, say; a backup of nothing would look whole."""
    store = Store(str(tmp_path / "files"))
    for ask in (store.check, lambda: list(store.files()), lambda: store.open("0" * 32 + ".pdf")):
        with pytest.raises(StorageUnavailable, match="Nothing was changed") as told:
            ask()
        assert str(tmp_path / "files") in told.value.why
    store.claim("luodian")
    store.check()
    with pytest.raises(FileNotFoundError):
        store.open("0" * 32 + ".pdf")


def test_a_folder_nobody_may_write_to_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(str(tmp_path))

    def refuse(*_args: Any, **_more: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(LocalFileSystem, "makedirs", refuse)
    with pytest.raises(StorageUnavailable) as told:
        store.put(io.BytesIO(b"x"), "pdf")
    assert told.value.why == f"{tmp_path}: [Errno 13] Permission denied"


@pytest.mark.parametrize("url", ["memory://files", "ftp://127.0.0.1/files", "s3://", "s3:///files"])
def test_a_place_that_is_neither_folder_nor_bucket_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="GONGKAI_FILES_URL"):
        Store(url)


def test_a_bucket_without_a_key_is_refused_before_anybody_is_asked() -> None:
    with pytest.raises(ValueError, match="GONGKAI_S3_KEY"):
        Store("s3://county/files")
