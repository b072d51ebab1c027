"""Zip archives (zip, docx, xlsx, pptx, ofd): opened only when their directory is honest and within bounds.

Nothing is unpacked here; memory is bounded before the directory is read.
"""

from __future__ import annotations

import contextlib
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from app.files.policy import MEGABYTE, Limits
from app.files.refusal import UnacceptableFile

_END = struct.Struct("<4s4H2LH")
_END_MAGIC = b"PK\x05\x06"
_END_64 = struct.Struct("<4sQ2H2L4Q")
_END_64_MAGIC = b"PK\x06\x06"
_LOCATOR_64 = struct.Struct("<4sLQL")
_LOCATOR_64_MAGIC = b"PK\x06\x07"
_LONGEST_COMMENT = 0xFFFF
_ENTRY_ROOM = 1024
"""Bytes of directory granted to one entry: its fixed part, a long name and extra fields."""

_PASSWORD = 0x1
_NAME_IN_UTF8 = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_HEAD = 64


class Room:
    """The bytes that one file sent may still unpack to, with all that lies inside what is inside."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._left = limits, limits.unpacked

    def take(self, unpacked: int) -> None:
        """Raises `UnacceptableFile` ``archive_too_big`` when there is not so much left."""
        if unpacked > self._left:
            raise too_big(self._limits)
        self._left -= unpacked


def too_big(limits: Limits) -> UnacceptableFile:
    """The refusal of what unpacks to too much."""
    return UnacceptableFile("archive_too_big", limit=limits.unpacked // MEGABYTE)


@contextlib.contextmanager
def damage_refused() -> Iterator[None]:
    """Whatever goes wrong while an archive is read inside the block means: refused as ``damaged``."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        NotImplementedError,
        OverflowError,
        RuntimeError,
        ValueError,
    ) as error:
        raise UnacceptableFile("damaged") from error


@contextlib.contextmanager
def opened(stream: IO[bytes], size: int, limits: Limits, room: Room) -> Iterator[zipfile.ZipFile]:
    """The archive in ``stream`` (``size`` bytes), after its directory has passed and taken its ``room``.

    Raises `UnacceptableFile`: ``damaged``, ``encrypted``, ``archive_path``, ``archive_too_many``,
    ``archive_too_big``.
    """
    _check_end(stream, size, limits)
    with contextlib.ExitStack() as stack:
        with damage_refused():
            archive = stack.enter_context(zipfile.ZipFile(stream))
        room.take(_check_directory(archive.infolist(), size, limits))
        yield archive


def members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files in the archive with the names their sender gave them, folders left out."""
    for entry in archive.infolist():
        if not entry.is_dir():
            yield sent_name(entry), entry


def sent_name(entry: zipfile.ZipInfo) -> str:
    """The entry's name; Chinese Windows writes names in GB18030 without saying so."""
    if entry.flag_bits & _NAME_IN_UTF8:
        return entry.orig_filename
    try:
        return entry.orig_filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.orig_filename


def head(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The first bytes of a file in the archive. Raises `UnacceptableFile` ``damaged``."""
    with damage_refused(), archive.open(entry) as content:
        return content.read(_HEAD)


def _check_end(stream: IO[bytes], size: int, limits: Limits) -> None:
    """Refuse before the directory is read: `zipfile` would build every entry of it in memory."""
    tail_at = max(0, size - _END.size - _LONGEST_COMMENT - _LOCATOR_64.size - _END_64.size)
    stream.seek(tail_at)
    tail = stream.read()
    at = tail.rfind(_END_MAGIC)
    if at < 0 or len(tail) - at < _END.size:
        raise UnacceptableFile("damaged")
    *_, count, length, start, comment = _END.unpack_from(tail, at)
    if len(tail) - at != _END.size + comment:
        raise UnacceptableFile("damaged")
    # Java exporters write the 64-bit end record for files of any size, and `zipfile` believes it first.
    locator_at = at - _LOCATOR_64.size
    if locator_at >= 0 and tail.startswith(_LOCATOR_64_MAGIC, locator_at):
        at = locator_at - _END_64.size
        if at < 0 or not tail.startswith(_END_64_MAGIC, at):
            raise UnacceptableFile("damaged")
        *_, count, length, start = _END_64.unpack_from(tail, at)
    if count > limits.entries or length > limits.entries * _ENTRY_ROOM:
        raise UnacceptableFile("archive_too_many", limit=limits.entries)
    if start + length != tail_at + at:
        raise UnacceptableFile("damaged")


def _check_directory(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> int:
    """How many bytes the entries say they unpack to; `zipfile` reads no more of them."""
    if len(entries) > limits.entries:
        raise UnacceptableFile("archive_too_many", limit=limits.entries)
    names = set()
    for entry in entries:
        if entry.flag_bits & _PASSWORD:
            raise UnacceptableFile("encrypted")
        if entry.compress_type not in _METHODS:
            raise UnacceptableFile("damaged")
        name = sent_name(entry)
        if name in names or stat.S_ISLNK(entry.external_attr >> 16) or _leads_out(name):
            raise UnacceptableFile("archive_path", entry=name)
        names.add(name)
    unpacked = sum(entry.file_size for entry in entries)
    # More packed bytes than the file has: entries share the same bytes, as only bombs do.
    overlapping = sum(entry.compress_size for entry in entries) > size
    swollen = unpacked > limits.ratio_from and unpacked > limits.ratio * size
    if overlapping or swollen:
        raise too_big(limits)
    return unpacked


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or "\0" in name or name[1:2] == ":" or ".." in name.split("/")
