"""A consistent copy of database and files in one archive, and the way back.

The database is copied first and the files after it: files are written once under random names, and stay for
a day after the last record let go of them, so every file the copy refers to is there. A manifest in the
archive has the SHA-256 of each part and the head of the trail, which proves after a restore that no row is
missing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from sqlalchemy import URL, Engine, inspect
from sqlalchemy.orm import Session

from app import storage
from app.audit import chain, verify
from app.files.store import Store
from app.installation import revision

MANIFEST, DATABASE, FILES = "manifest.json", "database", "files/"


class BackupError(Exception):
    """The copy cannot be made or used; the sentence says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What is in an archive."""

    made_at: str
    engine: str
    revision: str
    trail_head: str
    sha256: dict[str, str]
    """By the name of the part."""


# -- there ----------------------------------------------------------------------------


def back_up(engine: Engine, files: Store, archive: Path, now: datetime) -> Manifest:
    """Write the archive, readable by this user only; it appears under its name when it is whole.

    Raises BackupError without a database or a folder to write to, and when PostgreSQL's own tools are
    missing or fail; StorageUnavailable when the files cannot be read.
    """
    at = revision(engine)
    if at is None:
        raise BackupError("There is no database to copy.")
    if not archive.parent.is_dir():
        raise BackupError(f"There is no folder {archive.parent}: make it first.")
    unfinished = archive.with_name(archive.name + ".part")
    unfinished.touch(mode=0o600)
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder, tarfile.open(unfinished, "w") as tar:
        copy = Path(folder, DATABASE)
        head = _copy_database(engine, copy)
        parts = {DATABASE: _add(tar, DATABASE, copy.open("rb"), copy.stat().st_size, now)}
        for entry, stream in files.files():
            name = FILES + entry.path
            parts[name] = _add(tar, name, stream, entry.size, now)
        manifest = Manifest(now.isoformat(), engine.dialect.name, at, head, parts)
        Path(folder, MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
        tar.add(Path(folder, MANIFEST), MANIFEST)
    unfinished.replace(archive)
    return manifest


def _copy_database(engine: Engine, copy: Path) -> str:
    """Copy it as it is at one moment; the head of the trail at that moment or just before."""
    with Session(engine) as session:
        head = str(chain.head(session))
    if engine.dialect.name == "sqlite":
        with (
            closing(sqlite3.connect(engine.url.database or "")) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    else:
        run_postgresql("pg_dump", engine.url, "--format=custom", f"--file={copy}")
    return head


class _Hashing:
    """A stream that knows the SHA-256 of what was read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self.digest = stream, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(size)
        self.digest.update(block)
        return block


def _add(tar: tarfile.TarFile, name: str, stream: IO[bytes], size: int, now: datetime) -> str:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = size, int(now.timestamp()), 0o600
    with stream:
        hashing: Any = _Hashing(stream)
        tar.addfile(entry, hashing)
    return str(hashing.digest.hexdigest())


# -- and back -------------------------------------------------------------------------


def _unpack(tar: tarfile.TarFile, folder: Path) -> None:
    """What `backup` packs, plain files under plain names, and nothing else; raises BackupError.

    Python learnt to refuse the rest by itself only in 3.11.4, and Debian 12 has 3.11.2.
    """
    for member in tar:
        name = PurePosixPath(member.name)
        if name.is_absolute() or ".." in name.parts or not (member.isreg() or member.isdir()):
            raise BackupError(f"The archive holds what no backup holds: {member.name}")
        if member.isreg():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            with cast("IO[bytes]", tar.extractfile(member)) as packed, place.open("wb") as unpacked:
                shutil.copyfileobj(packed, unpacked)


def restore(engine: Engine, files: Store, archive: Path) -> Manifest:
    """Put an archive's database and files in place of nothing, and verify the trail.

    Raises BackupError, before anything is written, for a damaged archive, another kind of database,
    or a database that is not empty; after it, when the trail does not hold. Raises StorageProblem when the
    files cannot be put where they belong.
    """
    _assert_empty(engine)
    room = _room(engine, files)
    room.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=room) as folder:
        try:
            with tarfile.open(archive, "r") as tar:
                _unpack(tar, Path(folder))
        except tarfile.TarError as error:
            raise BackupError("The archive is damaged, or was cut short.") from error
        manifest = _checked(Path(folder))
        if manifest.engine != engine.dialect.name:
            raise BackupError(
                f"The archive holds a {manifest.engine} database, this one is {engine.dialect.name}."
            )
        _put_database(engine, Path(folder, DATABASE))
        _put_files(files, Path(folder, FILES))
    with Session(engine) as session:
        broken = chain.verify(session, head=verify.Head.read(manifest.trail_head))
    if broken is not None:
        raise BackupError(f"The trail does not hold: {broken}")
    return manifest


def _room(engine: Engine, files: Store) -> Path:
    """Where the parts are unpacked: /tmp is often small, or memory, and everybody's."""
    beside_files = files.folder.parent if files.folder else Path(tempfile.gettempdir())
    return storage.folder_beside(engine.url, beside_files)


def _assert_empty(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        # A log left beside a database that was moved away would be read into the one that takes its place.
        file = Path(engine.url.database or "")
        names = [file.name + ending for ending in ("", "-wal", "-shm", "-journal")]
        there = [name for name in names if file.with_name(name).exists()]
    else:
        there = inspect(engine).get_table_names()
    if there:
        raise BackupError(
            f"There is a database already ({', '.join(there[:4])}): move all of it away first, "
            "nothing is overwritten."
        )


def _checked(folder: Path) -> Manifest:
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise BackupError("This archive has no manifest: it is not one of ours, or was cut short.") from error
    found = {part.relative_to(folder).as_posix() for part in folder.rglob("*") if part.is_file()}
    if unlisted := sorted(found - manifest.sha256.keys() - {MANIFEST}):
        raise BackupError(f"The archive holds what its manifest does not list: {unlisted[0]}")
    for name, expected in manifest.sha256.items():
        part = folder / name
        if not part.is_file() or _sha256(part) != expected:
            raise BackupError(f"The archive is damaged: {name}")
    return manifest


def _sha256(part: Path) -> str:
    with part.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _put_database(engine: Engine, copy: Path) -> None:
    if engine.dialect.name == "sqlite":
        target = Path(engine.url.database or "")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(copy, target)
        target.chmod(0o600)
    else:
        run_postgresql(
            "pg_restore",
            engine.url,
            "--no-owner",
            "--exit-on-error",
            str(copy),
        )


def _put_files(files: Store, folder: Path) -> None:
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        if path.is_file():
            with path.open("rb") as source:
                files.lay(path.relative_to(folder).as_posix(), source)


# -- PostgreSQL -----------------------------------------------------------------------


def run_postgresql(tool: str, url: URL, *arguments: str) -> None:
    """Run PostgreSQL's own tool; the password goes by the environment, where nobody else sees it."""
    found = shutil.which(tool)
    if found is None:
        raise BackupError(f"{tool} is not installed: install the PostgreSQL client of the server's version.")
    # With all the address says of encryption and certificates.
    target = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    environment = {**os.environ, **({"PGPASSWORD": url.password} if url.password else {})}
    command = [found, f"--dbname={target.render_as_string()}", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 — our own tool and arguments
    if done.returncode:
        raise BackupError(f"{tool} failed: {done.stderr.strip()}")
