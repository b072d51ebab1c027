"""Is this file what it says, and fit for the office's computers? Decided by content, never by Content-Type.

An ending on the list, first bytes that match it, the inner structure of that kind, no macros, no programs,
no bombs. Memory is bounded whatever is sent: directories and headers are read, pictures are not decoded,
and what sits in an archive is unpacked one file at a time, to disk, within the limits.
"""

from __future__ import annotations

import codecs
import dataclasses
import io
import re
import shutil
import struct
import tempfile
import zipfile
from dataclasses import dataclass
from typing import IO

from PIL import Image

from app.files import archive, compound
from app.files.names import clean_name, extension_of
from app.files.policy import (
    ARCHIVES,
    COMPOUND_MAGIC,
    KINDS,
    LIMITS,
    MACRO_ENABLED,
    MEGABYTE,
    PROGRAMS,
    Family,
    Kind,
    Limits,
)
from app.files.refusal import UnacceptableFile

_BLOCK = MEGABYTE
_PDF_TAIL = 4096


def _pdf_name(name: str) -> bytes:
    """A pattern for a name of PDF, any of whose letters may be written as ``#`` and two hex digits."""
    return b"/" + b"".join(b"(?:%c|(?i:#%02x))" % (letter, letter) for letter in name.encode())


_PDF_ACTIVE = re.compile(rb"(?:%s|%s)\b" % (_pdf_name("JavaScript"), _pdf_name("Launch")))
_PDF_ACTIVE_LENGTH = 1 + 3 * len("JavaScript")
_CONTENT_TYPES = "[Content_Types].xml"
_ACTIVE_PARTS = ("/macrosheets/", "/activex/", "/vbaproject.bin", "/vbadata.xml")
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")
_MARKUP = re.compile(rb"\s*(?:<!doctype|<html|<head|<body|<script|<svg|<\?|#!)", re.IGNORECASE)
_FIRST_BYTES = 512
_TORN_PAGE = (SyntaxError, TypeError, LookupError, ArithmeticError, AttributeError, struct.error)
"""What else Pillow raises on the later pages of a damaged picture; on the first it keeps these to itself."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be stored: the name to hand out again, its ending, media type and size in bytes."""

    name: str
    extension: str
    media_type: str
    size: int


def inspect(name: str | None, stream: IO[bytes], limits: Limits = LIMITS) -> Accepted:
    """Look into the file sent as ``name``; ``stream`` is seekable and is left at its beginning.

    Raises `UnacceptableFile`, whose codes and sentences are in `app.files.refusal`.
    """
    return _inspect(name, stream, limits, archive.Room(limits), inside=False)


def _inspect(
    name: str | None, stream: IO[bytes], limits: Limits, room: archive.Room, *, inside: bool
) -> Accepted:
    cleaned = clean_name(name, limits)
    extension = extension_of(cleaned)
    kind = KINDS.get(extension)
    if kind is None:
        raise UnacceptableFile("type_not_accepted", extension=extension, accepted=", ".join(KINDS))
    size = stream.seek(0, io.SEEK_END)
    if size == 0:
        raise UnacceptableFile("empty")
    if size > limits.size:
        raise UnacceptableFile("too_large", limit=limits.size // MEGABYTE)
    stream.seek(0)
    _check_first_bytes(stream.read(_FIRST_BYTES), extension, kind)
    stream.seek(0)
    _check_content(stream, size, extension, kind, limits, room, inside=inside)
    stream.seek(0)
    return Accepted(cleaned, extension, kind.media_type, size)


def _check_content(
    stream: IO[bytes],
    size: int,
    extension: str,
    kind: Kind,
    limits: Limits,
    room: archive.Room,
    *,
    inside: bool,
) -> None:
    match kind.family:
        case Family.PDF:
            _check_pdf(stream, size)
        case Family.IMAGE:
            _check_image(stream, kind, limits)
        case Family.COMPOUND:
            _check_compound(stream, extension, kind)
        case Family.TEXT:
            _check_text(stream)
        case Family.PACKAGE:
            with archive.opened(stream, size, limits, room) as package:
                _check_package(package, extension, kind, limits, room, inside=inside)
        case Family.ARCHIVE:
            with archive.opened(stream, size, limits, room) as opened:
                _check_archive(opened, limits, room)


def _check_first_bytes(first: bytes, extension: str, kind: Kind) -> None:
    if kind.magic:
        if first.startswith(kind.magic):
            return
        # Word and Excel wrap a document with a password in the older format.
        if first.startswith(COMPOUND_MAGIC) and kind.family is Family.PACKAGE:
            raise UnacceptableFile("encrypted")
    else:
        foreign = tuple(magic for other in KINDS.values() for magic in other.magic)
        if not (first.startswith(foreign) or _MARKUP.match(first.removeprefix(codecs.BOM_UTF8))):
            return
    raise UnacceptableFile("content_mismatch", extension=extension)


def _check_pdf(stream: IO[bytes], size: int) -> None:
    """Complete, and without scripts in the open. Scripts inside compressed objects are not seen."""
    stream.seek(max(0, size - _PDF_TAIL))
    tail = stream.read()
    if b"startxref" not in tail or b"%%EOF" not in tail:
        raise UnacceptableFile("damaged")
    stream.seek(0)
    before = b""
    while block := stream.read(_BLOCK):
        if _PDF_ACTIVE.search(before + block):
            raise UnacceptableFile("active_content")
        before = block[-_PDF_ACTIVE_LENGTH:]


def _check_image(stream: IO[bytes], kind: Kind, limits: Limits) -> None:
    too_large = UnacceptableFile("image_too_large", limit=limits.pixels // 1_000_000)
    try:
        with Image.open(stream, formats=(kind.pictured_as,)) as image:
            if image.width * image.height > limits.pixels:
                raise too_large
            if kind.pictured_as == "TIFF":
                _check_pages(image, limits, too_large)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large from error
    except (OSError, ValueError, EOFError, *_TORN_PAGE) as error:
        raise UnacceptableFile("damaged") from error


def _check_pages(image: Image.Image, limits: Limits, too_large: UnacceptableFile) -> None:
    for page in range(1, limits.pages + 1):
        try:
            image.seek(page)
        except EOFError:
            return
        if image.width * image.height > limits.pixels:
            raise too_large
    raise UnacceptableFile("image_too_many_pages", limit=limits.pages)


def _check_compound(stream: IO[bytes], extension: str, kind: Kind) -> None:
    found = compound.streams_among(stream, {*kind.parts, *compound.MACROS, *compound.ENCRYPTED})
    if found & compound.ENCRYPTED:
        raise UnacceptableFile("encrypted")
    if found.isdisjoint(kind.parts):
        raise UnacceptableFile("content_mismatch", extension=extension)
    if found & compound.MACROS:
        raise UnacceptableFile("macro")


def _check_text(stream: IO[bytes]) -> None:
    readers = [codecs.getincrementaldecoder(encoding)() for encoding in ("utf-8", "gb18030")]
    while readers:
        block = stream.read(_BLOCK)
        if _BINARY.search(block):
            break
        readers = [reader for reader in readers if _decodes(reader, block)]
        if readers and not block:
            return
    raise UnacceptableFile("text_encoding")


def _decodes(reader: codecs.IncrementalDecoder, block: bytes) -> bool:
    try:
        reader.decode(block, final=not block)
    except UnicodeDecodeError:
        return False
    return True


def _check_package(
    package: zipfile.ZipFile,
    extension: str,
    kind: Kind,
    limits: Limits,
    room: archive.Room,
    *,
    inside: bool,
) -> None:
    names = {name for name, _ in archive.members(package)}
    required = {*kind.parts} if extension == "ofd" else {*kind.parts, _CONTENT_TYPES}
    if not required <= names:
        raise UnacceptableFile("content_mismatch", extension=extension)
    for name, entry in archive.members(package):
        _check_part(package, name, entry)
        if not inside and "/embeddings/" in name.lower() and extension_of(name) in KINDS:
            _check_member(package, name, entry, limits, room)


def _check_part(package: zipfile.ZipFile, name: str, entry: zipfile.ZipInfo) -> None:
    ending = extension_of(name)
    if ending in MACRO_ENABLED or any(part in f"/{name.lower()}" for part in _ACTIVE_PARTS):
        raise UnacceptableFile("macro")
    if ending in ARCHIVES:
        raise UnacceptableFile("archive_nested")
    first = archive.head(package, entry)
    if ending in PROGRAMS or _is_program(first):
        raise UnacceptableFile("program", entry=name)
    # A part of any name can be the macro project: what makes it one is its content.
    if first.startswith(COMPOUND_MAGIC):
        with archive.damage_refused(), package.open(entry) as content:
            found = compound.streams_among(content, compound.MACROS)
        if found:
            raise UnacceptableFile("macro")


def _check_archive(opened: zipfile.ZipFile, limits: Limits, room: archive.Room) -> None:
    for name, entry in archive.members(opened):
        if extension_of(name) in PROGRAMS or _is_program(archive.head(opened, entry)):
            raise UnacceptableFile("program", entry=name)
        if extension_of(name) in ARCHIVES:
            raise UnacceptableFile("archive_nested")
        _check_member(opened, name, entry, limits, room)


def _check_member(
    package: zipfile.ZipFile, name: str, entry: zipfile.ZipInfo, limits: Limits, room: archive.Room
) -> None:
    """A file inside must be acceptable by itself; it is unpacked to disk, never wholly to memory."""
    with tempfile.SpooledTemporaryFile(max_size=MEGABYTE) as unpacked:
        with archive.damage_refused(), package.open(entry) as content:
            shutil.copyfileobj(content, unpacked)
        try:
            _inspect(
                name.rpartition("/")[2],
                unpacked,
                dataclasses.replace(limits, size=limits.unpacked),
                room,
                inside=True,
            )
        except UnacceptableFile as refusal:
            raise UnacceptableFile("archive_member", entry=name, reason=refusal) from refusal


def _is_program(first: bytes) -> bool:
    return first.startswith((b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")) or (
        first.startswith(b"MZ") and b"\0" in first
    )
