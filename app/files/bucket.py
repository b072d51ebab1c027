"""A bucket of anything that speaks S3: AWS, MinIO, Ceph, the government clouds (docs/adr/0018).

A PUT is all or nothing, so a file is written under its own key. Nothing is kept of the connection here:
fsspec keeps one a process, and one made before a fork would hang in the child.
"""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

import fsspec

from app.files.place import TROUBLE, Entry, lying

SCHEME = "s3://"
_CONNECTING, _ANSWERING = 3, 10
"""Seconds to wait for the connection, and for each piece of an answer."""
_ATTEMPTS = 2
_SENDING = 60
"""Seconds one part may take, with both attempts."""
_PART = 8 * 2**20
"""Bytes sent or fetched at a time; S3 takes no parts under 5 MiB."""


@dataclass(frozen=True)
class Account:
    """How a bucket is reached: the settings ``GONGKAI_S3_*`` and ``GONGKAI_FILES_SIGNED``."""

    endpoint: str = ""
    """``https://host:port``; empty: Amazon's own, by region."""
    key: str = ""
    secret: str = field(default="", repr=False)
    region: str = ""
    addressing: str = "path"
    """``path`` (``host/bucket``) or ``virtual`` (``bucket.host``)."""
    signed: bool = False
    """Whether browsers may be sent to the bucket itself, with an address that is signed."""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Account:
        """What the settings say."""
        return cls(
            settings["S3_ENDPOINT"],
            settings["S3_KEY"],
            settings["S3_SECRET"],
            settings["S3_REGION"],
            settings["S3_ADDRESSING"],
            settings["FILES_SIGNED"],
        )


class Bucket:
    """The bucket, or the part of it under a prefix, at ``url`` (``s3://bucket/prefix``).

    Raises ValueError without a name or without a key and a secret: looked for elsewhere, they would be
    asked of hosts that nobody named.
    """

    folder: Path | None = None

    def __init__(self, url: str, account: Account) -> None:
        self._root = url.removeprefix(SCHEME).rstrip("/")
        self._bucket = self._root.partition("/")[0]
        if not self._bucket:
            raise ValueError(f"GONGKAI_FILES_URL={url} names no bucket: s3://bucket/prefix")
        if not (account.key and account.secret):
            raise ValueError("A bucket needs GONGKAI_S3_KEY and GONGKAI_S3_SECRET (or AWS_ACCESS_KEY_ID, …).")
        self._account = account
        self._options = {
            "key": account.key,
            "secret": account.secret,
            "endpoint_url": account.endpoint or None,
            "client_kwargs": {"region_name": account.region or None},
            "config_kwargs": {
                "connect_timeout": _CONNECTING,
                "read_timeout": _ANSWERING,
                "retries": {"mode": "standard", "total_max_attempts": _ATTEMPTS},
                # The older signature says when an address ends, but not for how long it was given.
                "signature_version": "s3v4",
                "s3": {"addressing_style": account.addressing},
                # Newer checksums than others than Amazon understand; the transport has its own.
                "request_checksum_calculation": "when_required",
                "response_checksum_validation": "when_required",
            },
            "default_block_size": _PART,
            # Another process may have written since.
            "use_listings_cache": False,
        }

    @property
    def _fs(self) -> Any:
        fs = fsspec.filesystem("s3", **self._options)
        # The client tries again by itself; s3fs would do all of that five times.
        fs.retries = 1
        # Before it sends anything the client asks whether it may, and no other limit ends that wait.
        fs.call_s3 = partial(type(fs).call_s3, fs, timeout=_SENDING)
        return fs

    def is_there(self) -> bool:
        """Whether the bucket exists; what refuses to say so raises."""
        with contextlib.suppress(FileNotFoundError):
            self._fs.info(self._bucket)
            return True
        return False

    def exists(self, path: str) -> bool:
        """Whether a file lies at the path."""
        return bool(self._fs.exists(self._at(path)))

    def begin(self, path: str) -> RemoteWriting:
        """Begin to write a file; a small one is sent when it is whole, a large one in parts."""
        return RemoteWriting(self._fs, self._at(path))

    def open(self, path: str) -> IO[bytes]:
        """A file's content, for reading; raises FileNotFoundError."""
        return cast("IO[bytes]", self._fs.open(self._at(path), "rb"))

    def renew(self, path: str) -> None:
        """Copy the file onto itself, which a bucket does only if something about it is said anew."""
        self._fs.cp_file(self._at(path), self._at(path), MetadataDirective="REPLACE")

    def remove(self, path: str) -> None:
        """Remove a file; one that is not there is none to a bucket either."""
        self._fs.rm_file(self._at(path))

    def entries(self) -> Iterator[Entry]:
        """All files; folder by folder, so that no list of all of them is held."""
        for found in lying(self._fs, self._root):
            yield Entry(found["name"].removeprefix(f"{self._root}/"), found["size"], found["LastModified"])

    def address(self, path: str, seconds: int, **answer: str) -> str | None:
        """An address signed for this file, if the settings say so."""
        if not self._account.signed:
            return None
        return str(self._fs.sign(self._at(path), expiration=seconds, **answer))

    def why(self, error: Exception) -> str:
        """What is wrong and what to do about it; names settings, and never a key."""
        where = f"The bucket {self._bucket} at {self._account.endpoint or 'Amazon S3'}"
        match error:
            case PermissionError():
                return (
                    f"{where} refuses: check GONGKAI_S3_KEY and GONGKAI_S3_SECRET, and that this key may"
                    f" list, read, write and delete there. {error}"
                )
            case FileNotFoundError():
                return f"{where} does not exist: create it, or correct GONGKAI_FILES_URL."
            case OSError(errno=errno.EBUSY):
                return f"{where} takes no more requests now: try again later. {error}"
        return f"{where} does not answer: check GONGKAI_S3_ENDPOINT and the network. {error}"

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}"


class RemoteWriting:
    """An object being sent."""

    def __init__(self, fs: Any, path: str) -> None:
        self._out = fs.open(path, "wb")
        self.write = self._out.write

    def finish(self) -> None:
        """The object is there, whole."""
        self._out.close()

    def abandon(self) -> None:
        """Nothing is left but an object whose arrival was not confirmed, which the sweep takes.

        Parts that cannot be taken back now are for a rule of the bucket's own to remove.
        """
        # Closed by itself, it would send what it has.
        self._out.closed = True
        with contextlib.suppress(*TROUBLE):
            self._out.discard()
