"""What a county office takes in: the kinds of file, the limits, and what no file may carry.

The list is short on purpose: what is not on it can be saved as something that is.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds of one file. Sizes in bytes, the image in pixels a page."""

    size: int = 25 * MEGABYTE
    unpacked: int = 200 * MEGABYTE
    ratio: int = 100
    ratio_from: int = 20 * MEGABYTE
    """Not asked below this unpacked size: small sheets of zeros compress well and harm nobody."""
    entries: int = 2_000
    pixels: int = 40_000_000
    pages: int = 500
    name: int = 200


LIMITS = Limits()


class Family(enum.Enum):
    """How the content of a kind is looked into."""

    PDF = enum.auto()
    IMAGE = enum.auto()
    PACKAGE = enum.auto()
    COMPOUND = enum.auto()
    TEXT = enum.auto()
    ARCHIVE = enum.auto()


ZIP_MAGIC = b"PK\x03\x04"
COMPOUND_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: what it is called on the wire and how it is recognised.

    ``magic`` are the possible first bytes (none for plain text), ``parts`` the inner parts or streams of
    which one must be present, ``pictured_as`` Pillow's name of an image format, ``inline`` whether a
    browser may show it in place.
    """

    media_type: str
    family: Family
    magic: tuple[bytes, ...] = ()
    parts: tuple[str, ...] = ()
    pictured_as: str = ""
    inline: bool = False


_OOXML = "application/vnd.openxmlformats-officedocument."


def _package(media_type: str, part: str) -> Kind:
    return Kind(media_type, Family.PACKAGE, (ZIP_MAGIC,), (part,))


def _compound(media_type: str, *streams: str) -> Kind:
    return Kind(media_type, Family.COMPOUND, (COMPOUND_MAGIC,), streams)


_PNG = Kind("image/png", Family.IMAGE, (b"\x89PNG\r\n\x1a\n",), pictured_as="PNG", inline=True)
_JPEG = Kind("image/jpeg", Family.IMAGE, (b"\xff\xd8\xff",), pictured_as="JPEG", inline=True)
_TIFF = Kind("image/tiff", Family.IMAGE, (b"II*\x00", b"MM\x00*"), pictured_as="TIFF")

KINDS: dict[str, Kind] = {
    "pdf": Kind("application/pdf", Family.PDF, (b"%PDF-",), inline=True),
    "ofd": _package("application/ofd", "OFD.xml"),
    "docx": _package(_OOXML + "wordprocessingml.document", "word/document.xml"),
    "xlsx": _package(_OOXML + "spreadsheetml.sheet", "xl/workbook.xml"),
    "pptx": _package(_OOXML + "presentationml.presentation", "ppt/presentation.xml"),
    "doc": _compound("application/msword", "WordDocument"),
    "xls": _compound("application/vnd.ms-excel", "Workbook", "Book"),
    "ppt": _compound("application/vnd.ms-powerpoint", "PowerPoint Document"),
    "wps": _compound("application/wps-office.wps", "WordDocument"),
    "et": _compound("application/wps-office.et", "Workbook", "Book"),
    "png": _PNG,
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "tif": _TIFF,
    "tiff": _TIFF,
    "txt": Kind("text/plain", Family.TEXT),
    "csv": Kind("text/csv", Family.TEXT),
    "zip": Kind("application/zip", Family.ARCHIVE, (ZIP_MAGIC,)),
}
"""The kinds accepted, by file name ending in lower case."""

_WINDOWS = {"bat", "chm", "cmd", "com", "cpl", "dll", "exe", "hta", "lnk", "msc", "msi", "msp", "pif", "scr"}
_WINDOWS_SCRIPTS = {"js", "jse", "ps1", "psm1", "reg", "scf", "sct", "url", "vb", "vbe", "vbs", "wsf", "wsh"}
_OTHER_SYSTEMS = {"apk", "app", "bash", "class", "csh", "dmg", "elf", "iso", "jar", "run", "sh", "so", "war"}
_SERVER_SCRIPTS = {"asp", "aspx", "cgi", "htaccess", "jsp", "jspx", "phar", "php", "phtml", "pl", "py", "rb"}

PROGRAMS = frozenset(_WINDOWS | _WINDOWS_SCRIPTS | _OTHER_SYSTEMS | _SERVER_SCRIPTS)
"""Endings of what a computer would run."""

MACRO_ENABLED = frozenset({"docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppam", "ppsm"})
"""Endings of office files made to carry macros."""

ARCHIVES = frozenset({"zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "zst", "tar", "cab", "arj", "lzh"})
"""Endings of archives, none of which may sit inside another file."""
