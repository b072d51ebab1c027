"""Where files lie: a folder or a bucket, under random names.

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
import logging
import re
import secrets
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from flask_babel import lazy_gettext as _

from app.files.bucket import SCHEME, Account, Bucket
from app.files.folder import UNFINISHED, Folder
from app.files.place import TROUBLE, Entry, Place
from models.workflow import Label

ORPHAN_AGE = timedelta(hours=24)
"""A file nobody refers to may belong to a transaction still open; after this long it does not."""
ADDRESS_AGE = timedelta(seconds=60)
"""How long a signed address leads to its file."""

_KEY = re.compile(r"[0-9a-f]{32}\.[a-z0-9]{1,8}")
_EXTENSION = re.compile(r"[a-z0-9]{1,8}")
_OWNER = "owner"
"""The name of the file that says whose files these are; no key is like it."""
_SHARD = 2
_BLOCK = 2**20
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_log = logging.getLogger(__name__)


class StorageProblem(Exception):
    """Files cannot be kept or read now; nothing was changed. ``str()`` is a sentence for who wanted to."""

    sentence: Label

    def __str__(self) -> str:
        return str(self.sentence)


class StorageFull(StorageProblem):
    """There is no room for the file; nothing of it was kept."""

    sentence = _(
        "The server has no room left for files, so nothing was saved."
        " Tell the administrator, and send the file again later."
    )


class StorageUnavailable(StorageProblem):
    """The place of the files is away, or refuses; ``why`` is for the administrator, in English."""

    sentence = _(
        "Files cannot be reached now: the place they are kept in does not answer, or refuses."
        " Nothing was changed. Tell the administrator, and try again later."
    )

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


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
    """The files at ``url``: ``file:///srv/files``, a plain path, or ``s3://bucket/prefix`` with its account.

    Whatever is asked of it raises `StorageUnavailable` where the place is away or refuses. Raises ValueError
    for a place that is neither, or a bucket without a key.
    """

    def __init__(self, url: str, account: Account | None = None) -> None:
        self._url = url
        self._place: Place = Bucket(url, account or Account()) if url.startswith(SCHEME) else Folder(url)

    @property
    def folder(self) -> Path | None:
        """The folder of this machine the files lie in, if they do."""
        return self._place.folder

    def check(self) -> None:
        """Raise `StorageUnavailable` unless the place is there."""
        with self._asking():
            if not self._place.is_there():
                raise FileNotFoundError(self._url)

    def claim(self, owner: str) -> None:
        """From now on these are the files of the database called ``owner``.

        Raises `ForeignFiles` when they are another's.
        """
        with self._asking():
            new = not self._place.exists(_OWNER)
        if new:
            self._write([owner.encode()], _OWNER)
        with self._asking(), self._place.open(_OWNER) as kept:
            found = kept.read()
        if found != owner.encode():
            raise ForeignFiles(self._url)

    def put(self, stream: IO[bytes], extension: str) -> Stored:
        """Write what is left in ``stream`` under a new key ending in ``extension`` (``pdf``, no dot).

        When this returns, the file survives a power cut; a file half written is never seen under its key.
        Raises `StorageFull`, or whatever ``stream`` raises; either way nothing is left.
        """
        if not _EXTENSION.fullmatch(extension):
            raise ValueError(f"not an extension: {extension!r}")
        key = f"{secrets.token_hex(16)}.{extension}"
        digest, size = hashlib.sha256(), 0

        def blocks() -> Iterator[bytes]:
            nonlocal size
            while block := stream.read(_BLOCK):
                yield block
                digest.update(block)
                size += len(block)

        self._write(blocks(), self._path(key))
        return Stored(key, size, digest.hexdigest())

    def open(self, key: str) -> IO[bytes]:
        """The content, for reading. Raises `FileNotFoundError`, `InvalidKey`."""
        path = self._path(key)
        with self._asking():
            try:
                return self._place.open(path)
            except FileNotFoundError:
                if not self._place.is_there():
                    raise
        raise FileNotFoundError(key)

    def address(self, key: str, disposition: str, media_type: str) -> str | None:
        """Where a browser gets the file by itself for `ADDRESS_AGE`; None: it comes through us.

        ``disposition`` and ``media_type`` are what the answer there says of it. Raises like ``open``.
        """
        path, seconds = self._path(key), int(ADDRESS_AGE.total_seconds())
        with self._asking():
            answer = {"ResponseContentDisposition": disposition, "ResponseContentType": media_type}
            address = self._place.address(path, seconds, **answer)
        if address is not None:
            # An address can be signed for a file that is not there, and the bucket's own words are no page.
            self.open(key).close()
        return address

    def let_go(self, key: str) -> None:
        """No record will refer to the file any more: the sweep takes it `ORPHAN_AGE` from now, no sooner.

        The copy of the database made a moment ago still refers to it, and the copy of the files is under
        way. One that is gone already is no error. Raises `InvalidKey`.
        """
        path = self._path(key)
        with self._asking(), contextlib.suppress(FileNotFoundError):
            self._place.renew(path)

    def sweep_orphans(self, known_keys: Container[str], older_than: datetime) -> list[str]:
        """Remove what no record refers to and what was never finished, if written before ``older_than``.

        ``older_than`` is an aware instant, now minus `ORPHAN_AGE`; ``known_keys`` are all keys in the
        database, read before this is called. Returns the names removed; names that are not ours stay.
        """
        removed = []
        with self._asking():
            for entry in self._place.entries():
                name = entry.path.rpartition("/")[2]
                if name in known_keys or not _KEY.fullmatch(name.removesuffix(UNFINISHED)):
                    continue
                # Another sweep, or the request that wrote it, may remove it under our hands.
                with contextlib.suppress(FileNotFoundError):
                    if entry.written < older_than:
                        self._place.remove(entry.path)
                        removed.append(name)
        return removed

    # -- for backups ------------------------------------------------------------------

    def files(self) -> Iterator[tuple[Entry, IO[bytes]]]:
        """Everything that is whole, each with its content; whoever takes it closes it."""
        self.check()
        with self._asking():
            for entry in self._place.entries():
                if entry.path.endswith(UNFINISHED):
                    continue
                # What a sweep takes meanwhile, no row refers to.
                with contextlib.suppress(FileNotFoundError):
                    yield entry, self._place.open(entry.path)

    def lay(self, path: str, stream: IO[bytes]) -> None:
        """Put a file back where ``files`` found it. Raises `StorageFull`."""
        self._write(iter(lambda: stream.read(_BLOCK), b""), path)

    # -- the place --------------------------------------------------------------------

    def _path(self, key: str) -> str:
        if not _KEY.fullmatch(key):
            raise InvalidKey(key)
        return f"{key[:_SHARD]}/{key}"

    def _write(self, blocks: Iterator[bytes] | list[bytes], path: str) -> None:
        with self._asking():
            writing = self._place.begin(path)
        try:
            for block in blocks:
                with self._asking():
                    writing.write(block)
            with self._asking():
                writing.finish()
        except BaseException:
            writing.abandon()
            raise

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        """What the place raises meanwhile becomes words."""
        try:
            yield
        except TROUBLE as error:
            if isinstance(error, OSError) and error.errno in _NO_ROOM:
                raise StorageFull from error
            why = self._place.why(error)
            _log.warning("files: %s", why)
            raise StorageUnavailable(why) from error
