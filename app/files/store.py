"""Where files lie: any place fsspec can name by URL, under random names.

What a file is called and who may have it is the database's business. A key says nothing about the content
and, being checked against one pattern, cannot lead anywhere else.

No transaction removes a file. One that failed leaves a file nobody refers to, one that dropped a file leaves
it where it was; the sweep takes both a day later. Removing at once would lose files: a commit the database
did not confirm may stand all the same, and a backup copies the database first and the files after it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, cast

from flask_babel import lazy_gettext as _
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

ORPHAN_AGE = timedelta(hours=24)
"""A file nobody refers to may belong to a transaction still open; after this long it does not."""

_KEY = re.compile(r"[0-9a-f]{32}\.[a-z0-9]{1,8}")
_EXTENSION = re.compile(r"[a-z0-9]{1,8}")
_UNFINISHED = ".part"
_OWNER = "owner"
"""The name of the file that says whose files these are; no key is like it."""
_SHARD = 2
_BLOCK = 2**20
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_ROOM_SENTENCE = _(
    "The server has no room left for files, so nothing was saved."
    " Tell the administrator, and send the file again later."
)


class StorageFull(Exception):
    """There is no room for the file; nothing of it was kept. ``str()`` is a sentence for the sender."""

    def __str__(self) -> str:
        return str(_NO_ROOM_SENTENCE)


class ForeignFiles(Exception):
    """Another database keeps its files here; each would remove the other's as left over."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"{url} holds the files of another database: give each database a place of its own"
            f" (GONGKAI_FILES_URL)"
        )


class InvalidKey(ValueError):
    """Not a key this store ever gave."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is safely down: its key, size in bytes and SHA-256 in hexadecimal."""

    key: str
    size: int
    sha256: str


class Store:
    """The folder or bucket at ``url`` (``file:///srv/files``, ``memory://files``, a plain path)."""

    def __init__(self, url: str) -> None:
        self._fs, root = url_to_fs(url)
        self._root = root.rstrip("/")
        self._local = isinstance(self._fs, LocalFileSystem)

    def claim(self, owner: str) -> None:
        """From now on these are the files of the database called ``owner``.

        Raises `ForeignFiles` when they are another's.
        """
        path = f"{self._root}/{_OWNER}"
        if not self._fs.exists(path):
            self._fs.makedirs(self._root, exist_ok=True)
            self._fs.pipe_file(path, owner.encode())
        if self._fs.cat_file(path) != owner.encode():
            raise ForeignFiles(self._root)

    def put(self, stream: IO[bytes], extension: str) -> Stored:
        """Write what is left in ``stream`` under a new key ending in ``extension`` (``pdf``, no dot).

        When this returns, the file survives a power cut; a file half written is never seen under its key.
        Raises `StorageFull`, or whatever the file system or ``stream`` raises; either way nothing is left.
        """
        if not _EXTENSION.fullmatch(extension):
            raise ValueError(f"not an extension: {extension!r}")
        key = f"{secrets.token_hex(16)}.{extension}"
        path = self._path(key)
        try:
            return self._write(stream, key, path)
        except BaseException as error:
            for leftover in (path + _UNFINISHED, path):
                # What cannot be removed now, sweep_orphans removes; the first error is the one to tell.
                with contextlib.suppress(OSError):
                    self._fs.rm_file(leftover)
            if isinstance(error, OSError) and error.errno in _NO_ROOM:
                raise StorageFull from error
            raise

    def open(self, key: str) -> IO[bytes]:
        """The content, for reading. Raises `FileNotFoundError`, `InvalidKey`."""
        return cast("IO[bytes]", self._fs.open(self._path(key), "rb"))

    def let_go(self, key: str) -> None:
        """No record will refer to the file any more: the sweep takes it `ORPHAN_AGE` from now, no sooner.

        The copy of the database made a moment ago still refers to it, and the copy of the files is under
        way. One that is gone already is no error. Raises `InvalidKey`, `OSError`.
        """
        path = self._path(key)
        with contextlib.suppress(FileNotFoundError):
            if self._local:
                os.utime(path)
            else:
                # What is not a disk knows no other time than that of writing.
                self._fs.pipe_file(path, self._fs.cat_file(path))

    def sweep_orphans(self, known_keys: Container[str], older_than: datetime) -> list[str]:
        """Remove what no record refers to and what was never finished, if written before ``older_than``.

        ``older_than`` is an aware instant, now minus `ORPHAN_AGE`; ``known_keys`` are all keys in the
        database, read before this is called. Returns the names removed; names that are not ours stay.
        """
        removed = []
        for folder, _folders, names in self._fs.walk(self._root):
            for name in names:
                if name in known_keys or not _KEY.fullmatch(name.removesuffix(_UNFINISHED)):
                    continue
                # Another sweep, or the request that wrote it, may remove it under our hands.
                with contextlib.suppress(FileNotFoundError):
                    if self._fs.modified(f"{folder}/{name}") < older_than:
                        self._fs.rm_file(f"{folder}/{name}")
                        removed.append(name)
        return removed

    def _path(self, key: str) -> str:
        if not _KEY.fullmatch(key):
            raise InvalidKey(key)
        return f"{self._root}/{key[:_SHARD]}/{key}"

    def _write(self, stream: IO[bytes], key: str, path: str) -> Stored:
        digest, size = hashlib.sha256(), 0
        shard = path.rpartition("/")[0]
        self._fs.makedirs(shard, exist_ok=True)
        with self._fs.open(path + _UNFINISHED, "wb") as out:
            while block := stream.read(_BLOCK):
                out.write(block)
                digest.update(block)
                size += len(block)
            if self._local:
                out.flush()
                os.fsync(out.fileno())
        self._fs.mv(path + _UNFINISHED, path)
        if self._local:
            for folder in (shard, self._root):
                _sync_folder(folder)
        return Stored(key, size, digest.hexdigest())


def _sync_folder(folder: str) -> None:
    """Make a new name in ``folder`` outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
