"""Files made for the tests, good and bad; none is kept in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

import openpyxl
from PIL import Image

CONTENT_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
)


def picture(kind: str, pages: int = 1) -> bytes:
    """A small picture as Pillow saves it: ``PNG``, ``JPEG``, ``TIFF``, ``PDF``, ``GIF``."""
    out = io.BytesIO()
    page = Image.new("RGB", (40, 30), "white")
    more = {"save_all": True, "append_images": [page] * (pages - 1)} if pages > 1 else {}
    page.save(out, kind, **more)
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims these dimensions and holds no pixels to speak of."""
    image = bytearray(picture("PNG"))
    image[16:24] = struct.pack(">2L", width, height)
    image[29:33] = struct.pack(">L", zlib.crc32(image[12:29]))
    return bytes(image)


def tiff_with_second_page(width: int, height: int) -> bytes:
    """A TIFF whose first page is small and whose second claims these dimensions."""
    content = bytearray(_two_pages(width))
    struct.pack_into("<2HLL", content, _on_second_page(content, 257), 257, 4, 1, height)
    return bytes(content)


def tiff_with_broken_second_page(tag: int) -> bytes:
    """A TIFF whose second page lacks its width (256) or says not where its pixels are (273)."""
    content = bytearray(_two_pages(8))
    struct.pack_into("<H", content, _on_second_page(content, tag), 65000)
    return bytes(content)


def _two_pages(width: int) -> bytes:
    out = io.BytesIO()
    small, large = Image.new("1", (8, 8)), Image.new("1", (width, 1))
    small.save(out, "TIFF", save_all=True, append_images=[large])
    return out.getvalue()


def _on_second_page(content: bytearray, tag: int) -> int:
    """Where the second page of a TIFF says what this tag is."""
    second = struct.unpack_from("<L", content, 4)[0]
    second += 2 + 12 * struct.unpack_from("<H", content, second)[0]
    second = struct.unpack_from("<L", content, second)[0]
    entries = range(second + 2, second + 2 + 12 * struct.unpack_from("<H", content, second)[0], 12)
    return next(entry for entry in entries if struct.unpack_from("<H", content, entry)[0] == tag)


def package(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    """A Word document; ``more`` parts by name, ``__`` standing for ``/`` and a last ``_`` for the dot."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": b"<Relationships/>",
        "word/document.xml": b"<w:document/>",
    }
    for name, content in more.items():
        stem, _, ending = name.replace("__", "/").rpartition("_")
        parts[f"{stem}.{ending}"] = content
    return package(parts)


def pptx() -> bytes:
    return package({"[Content_Types].xml": CONTENT_TYPES, "ppt/presentation.xml": b"<p:presentation/>"})


def ofd() -> bytes:
    return package({"OFD.xml": b"<ofd:OFD/>", "Doc_0/Document.xml": b"<ofd:Document/>"})


def xlsx() -> bytes:
    """A workbook as openpyxl saves it."""
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["单位", "件数"])
    book.save(out)
    return out.getvalue()


def compound(*streams: str) -> bytes:
    """An OLE compound file: its header, one sector, and a directory naming these streams."""
    directory = b""
    for name in ("Root Entry", *streams):
        raw = f"{name}\0".encode("utf-16-le")
        directory += raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), 2, 1).ljust(64, b"\0")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + bytes(512) + directory


def digits(megabytes: int) -> bytes:
    """Text that packs to about half its size."""
    return Random(7).randbytes(megabytes * 2**19).hex().encode()


def with_flag(content: bytes, flag: int) -> bytes:
    """The archive with this bit set in the directory entry of its first file."""
    at = content.index(b"PK\x01\x02") + 8
    flags = struct.unpack_from("<H", content, at)[0] | flag
    return content[:at] + struct.pack("<H", flags) + content[at + 2 :]


def overlapping(copies: int) -> bytes:
    """An archive whose directory lists the same packed megabyte of zeros ``copies`` times."""
    plain = bytes(2**20)
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = raw.compress(plain) + raw.flush()
    fixed = struct.pack("<2HLLL", 0, 8, 0x210000, zlib.crc32(plain), len(packed))
    sizes = struct.pack("<L", len(plain))
    local = b"PK\x03\x04\x14\0" + fixed + sizes + struct.pack("<2H", 8, 0) + b"0000.txt" + packed
    directory = b"".join(
        b"PK\x01\x02\x14\0\x14\0"
        + fixed
        + sizes
        + struct.pack("<5HLL", 8, 0, 0, 0, 0, 0, 0)
        + b"%04d.txt" % copy
        for copy in range(copies)
    )
    return local + directory + end_of_archive(copies, len(directory), len(local))


def crowded(entries: int) -> bytes:
    """An archive of ``entries`` empty files, all listed, in a directory that is nearly the whole file."""
    local = b"PK\x03\x04\x14\0" + bytes(20) + struct.pack("<2H", 1, 0) + b"a"
    entry = b"PK\x01\x02\x14\0\x14\0" + bytes(20) + struct.pack("<5HLL", 1, 0, 0, 0, 0, 0, 0) + b"a"
    return local + entry * entries + end_of_archive(min(entries, 7), len(entry) * entries, len(local))


def end_of_archive(count: int, length: int, start: int) -> bytes:
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, length, start, 0)


def with_64_bit_end(content: bytes) -> bytes:
    """The archive with the 64-bit end record that Java exporters write whatever the size."""
    at = content.rindex(b"PK\x05\x06")
    _, _, _, _, count, length, start, _ = struct.unpack_from("<4s4H2LH", content, at)
    end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, length, start)
    return content[:at] + end + struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1) + content[at:]


GOOD: dict[str, Callable[[], bytes]] = {
    "政府信息公开申请.pdf": lambda: picture("PDF"),
    "红头文件.ofd": ofd,
    "通知.docx": docx,
    "台账.xlsx": xlsx,
    "解读.pptx": pptx,
    "旧通知.doc": lambda: compound("WordDocument"),
    "旧台账.xls": lambda: compound("Workbook"),
    "更旧的台账.xls": lambda: compound("Book"),
    "旧解读.ppt": lambda: compound("PowerPoint Document"),
    "文稿.wps": lambda: compound("WordDocument"),
    "表格.et": lambda: compound("Workbook"),
    "流程图.png": lambda: picture("PNG"),
    "身份证.jpg": lambda: picture("JPEG"),
    "身份证.jpeg": lambda: picture("JPEG"),
    "传真.tif": lambda: picture("TIFF"),
    "多页传真.tiff": lambda: picture("TIFF", pages=3),
    "说明.txt": "公开是原则。\r\n".encode,
    "旧说明.txt": lambda: "不公开是例外。\n".encode("gb18030"),
    "数据.csv": "\ufeff单位,件数\n县政府办公室,3\n".encode,
    "材料.zip": lambda: package(
        {"附件/通知.docx": docx(), "附件/说明.txt": b"1", "照片.jpg": picture("JPEG")}
    ),
    "Java导出.xlsx": lambda: with_64_bit_end(xlsx()),
}
"""One good file of every kind, by the name it is sent with."""
