"""What a place for files can do: a folder of this machine, or a bucket that speaks S3.

A path is relative to the place: ``ab/ab….pdf``. Every method may raise `TROUBLE`; what that means for
whoever sent or wants the file, `app.files.store` says in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Protocol

from botocore.exceptions import BotoCoreError

TROUBLE = (OSError, BotoCoreError)
"""What a disk raises, and a bucket: s3fs makes an OSError of every answer, but not of a lost connection."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that lies in a place: its path, size in bytes, and the aware moment it was last written."""

    path: str
    size: int
    written: datetime


class Writing(Protocol):
    """A file on its way: nobody sees it before ``finish`` returns, and nobody ever after ``abandon``."""

    def write(self, block: bytes, /) -> object: ...
    def finish(self) -> None: ...
    def abandon(self) -> None: ...


class Place(Protocol):
    """Where files lie."""

    folder: Path | None
    """The folder of this machine it is, if it is one."""

    def is_there(self) -> bool:
        """Whether the folder or bucket itself exists."""

    def exists(self, path: str) -> bool:
        """Whether a file lies at the path."""

    def begin(self, path: str) -> Writing:
        """Begin to write a file."""

    def open(self, path: str) -> IO[bytes]:
        """A file's content, for reading; raises FileNotFoundError."""

    def renew(self, path: str) -> None:
        """Make the file one that was written now; raises FileNotFoundError."""

    def remove(self, path: str) -> None:
        """Remove a file; raises FileNotFoundError, or does nothing, where there is none."""

    def entries(self) -> Iterator[Entry]:
        """All files, unfinished ones too."""

    def address(self, path: str, seconds: int, **answer: str) -> str | None:
        """Where a browser gets the file by itself for so long; None where that is not offered.

        ``answer`` are the headers it gets with it, named as S3 names them (``ResponseContentType``).
        """

    def why(self, error: Exception) -> str:
        """What is wrong and what to do about it, for the administrator, in English."""


def lying(fs: Any, folder: str) -> Iterator[dict[str, Any]]:
    """What fsspec knows of each file below a folder; none where there is no such folder.

    Its own ``walk`` leaves out what cannot be read, and says nothing.
    """
    # To a bucket a folder is gone with its last file, which a sweep may take meanwhile.
    try:
        inside = fs.ls(folder, detail=True)
    except FileNotFoundError:
        return
    for found in inside:
        if found["type"] == "directory":
            yield from lying(fs, found["name"])
        elif found["name"].rstrip("/") != folder:
            yield found
