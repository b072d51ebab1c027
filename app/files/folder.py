"""A folder of this machine: a file is written beside its name, then given it, and survives a power cut."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from fsspec import get_filesystem_class
from fsspec.core import split_protocol, url_to_fs
from fsspec.implementations.local import LocalFileSystem

from app.files.place import Entry, lying

UNFINISHED = ".part"
"""Ends the name of a file that is being written, or was when the program was killed."""


class Folder:
    """The folder at ``url`` (``file:///srv/files``, a plain path); raises ValueError for any other place."""

    def __init__(self, url: str) -> None:
        # Looked at first, for some of the others connect as soon as they are made.
        on_disk = issubclass(get_filesystem_class(split_protocol(url)[0]), LocalFileSystem)
        if not on_disk:
            raise ValueError(f"GONGKAI_FILES_URL={url}: neither a folder (file:///…) nor a bucket (s3://…)")
        self._fs, root = url_to_fs(url)
        self._root = root.rstrip("/")
        self.folder: Path | None = Path(self._root)

    def is_there(self) -> bool:
        """Whether the folder exists."""
        return bool(self._fs.isdir(self._root))

    def exists(self, path: str) -> bool:
        """Whether a file lies at the path."""
        return bool(self._fs.exists(self._at(path)))

    def begin(self, path: str) -> LocalWriting:
        """Begin to write a file, in folders that are made where they lack."""
        return LocalWriting(self._fs, self._root, self._at(path))

    def open(self, path: str) -> IO[bytes]:
        """A file's content, for reading; raises FileNotFoundError."""
        return cast("IO[bytes]", self._fs.open(self._at(path), "rb"))

    def renew(self, path: str) -> None:
        """Make the file one that was written now; raises FileNotFoundError."""
        os.utime(self._at(path))

    def remove(self, path: str) -> None:
        """Remove a file; raises FileNotFoundError."""
        self._fs.rm_file(self._at(path))

    def entries(self) -> Iterator[Entry]:
        """All files, unfinished ones too."""
        for found in lying(self._fs, self._root):
            written = datetime.fromtimestamp(found["mtime"], UTC)
            yield Entry(found["name"].removeprefix(f"{self._root}/"), found["size"], written)

    def address(self, path: str, seconds: int, **answer: str) -> None:  # noqa: ARG002 — a disk has none to give
        """Nowhere: a file of a disk comes through us."""
        return

    def why(self, error: Exception) -> str:
        """What the system says, with the path."""
        return f"{self._root}: {error}"

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}"


class LocalWriting:
    """A file being written beside its name."""

    def __init__(self, fs: Any, root: str, path: str) -> None:
        self._fs, self._root, self._path = fs, root, path
        self._shard = path.rpartition("/")[0]
        fs.makedirs(self._shard, exist_ok=True)
        self._out = fs.open(path + UNFINISHED, "wb")
        self.write = self._out.write

    def finish(self) -> None:
        """The file has its name, and both are on the disk."""
        self._out.flush()
        os.fsync(self._out.fileno())
        self._out.close()
        self._fs.mv(self._path + UNFINISHED, self._path)
        for folder in dict.fromkeys((self._shard, self._root)):
            _sync_folder(folder)

    def abandon(self) -> None:
        """Nothing is left; what cannot be removed now, the sweep removes."""
        # Closing writes what is left in the buffer, for which there may be no room.
        with contextlib.suppress(OSError):
            self._out.close()
        for leftover in (self._path + UNFINISHED, self._path):
            with contextlib.suppress(OSError):
                self._fs.rm_file(leftover)


def _sync_folder(folder: str) -> None:
    """Make a new name in ``folder`` outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
