"""Takes in a workbook as nobody who is believed: what it is made of is looked into before it is read.

Before openpyxl sees it the file is looked into like every upload (``app.files.inspect``), and each part is
gone through once for what no workbook of records needs: a document type (what every trick with entities
begins with; ECMA-376 part 2 forbids it), more elements than memory should hold, merged cells.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import IO, Any
from xml.parsers import expat

from flask_babel import gettext

from app.files import inspect
from app.files.archive import damage_refused
from app.files.names import clean_name, extension_of
from app.files.policy import MEGABYTE, Limits
from app.files.refusal import UnacceptableFile
from app.imports.columns import reader

LIMITS = Limits(size=20 * MEGABYTE, unpacked=80 * MEGABYTE)
"""Of one workbook; ten thousand rows of a long form are about 3 MB, 25 unpacked."""
MOST_ELEMENTS = 4_000_000
"""Of XML in all parts together; twenty thousand rows of sixty columns have that many."""
_BLOCK = 2**16
_ROW, _MERGED, _CONTENT = "row", "mergeCell", frozenset({"v", "is", "f"})


class UnusableSheet(Exception):
    """The workbook as a whole cannot be taken; ``str()`` is a sentence that says why and the way out."""


@dataclass
class _Part:
    """What one part of the package holds."""

    row: int = 0
    """The number of the last row."""
    filled: int = 0
    """The number of the last row with something in it."""
    merged: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """One worksheet of a workbook that was looked into."""

    sheet: Any
    """openpyxl's."""
    length: int
    """The number of the last row with something in it; what has nothing but a format does not count."""
    merged: Sequence[str]
    """What is merged in it (``A1:B2``)."""

    @property
    def shown(self) -> bool:
        """Whether people see it."""
        return bool(self.sheet.sheet_state == "visible")

    def rows(self, length: int, width: int) -> Iterator[Sequence[Any]]:
        """The first rows, so many cells of each; raises UnacceptableFile where it is damaged."""
        with _from_library():
            rows = self.sheet.iter_rows(max_row=max(length, 1), max_col=width)
        while True:
            with _from_library():
                row = next(rows, None)
            if row is None:
                return
            yield row


@contextmanager
def unpacked(name: str | None, stream: IO[bytes]) -> Iterator[Sequence[Page]]:
    """The worksheets of the workbook sent as ``name``; raises like ``opened``."""
    parts = _looked_into(name, stream)
    with _from_library():
        book = reader().load_workbook(stream, read_only=True, keep_links=False)
    try:
        yield [_page(sheet, parts) for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    finally:
        book.close()


def _page(sheet: Any, parts: Mapping[str, _Part]) -> Page:
    sheet.reset_dimensions()
    # Only the library knows which part of the package a sheet is.
    part = parts.get(sheet._worksheet_path, _Part())
    return Page(sheet, part.filled, part.merged)


def _looked_into(name: str | None, stream: IO[bytes]) -> dict[str, _Part]:
    if extension_of(clean_name(name)) != "xlsx":
        raise UnusableSheet(
            gettext(
                "This is no workbook in the format .xlsx."
                " Open it, save it as “Excel workbook (.xlsx)” and send that."
            )
        )
    try:
        inspect.inspect(name, stream, LIMITS)
    except UnacceptableFile as refused:
        if refused.code not in {"archive_too_big", "archive_too_many"}:
            raise
        raise _too_large() from refused
    with damage_refused(), zipfile.ZipFile(stream) as package:
        room = [MOST_ELEMENTS]
        parts = {entry.filename: _gone_through(package, entry, room) for entry in package.infolist()}
    stream.seek(0)
    return parts


def _too_large() -> UnusableSheet:
    return UnusableSheet(
        gettext(
            "The workbook is too large inside, mostly because of formats on rows that are empty."
            " Copy the filled rows into a new template and send that."
        )
    )


def _gone_through(package: zipfile.ZipFile, entry: zipfile.ZipInfo, room: list[int]) -> _Part:
    """One pass over one part; ``room`` is how many elements are left for all of them."""
    part = _Part()

    def element(name: str, attributes: Mapping[str, str]) -> None:
        room[0] -= 1
        if not room[0]:
            raise _too_large()
        local = name.rpartition(":")[2]
        if local == _ROW:
            number = attributes.get("r", "")
            part.row = int(number) if number.isdecimal() and len(number) < 8 else part.row + 1
        elif local in _CONTENT:
            part.filled = part.row
        elif local == _MERGED:
            part.merged.append(attributes.get("ref", ""))

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = _no_document_type
    with package.open(entry) as content:
        try:
            for block in iter(partial(content.read, _BLOCK), b""):
                parser.Parse(block)
        except expat.ExpatError:
            # A picture, say; if the library needs it, it says that it is damaged.
            pass
    return part


def _no_document_type(*_told: object) -> None:
    raise UnusableSheet(
        gettext("The file is no plain workbook: it holds a document type. Copy the rows into a new template.")
    )


@contextmanager
def _from_library() -> Iterator[None]:
    """Whatever the library stumbles over means that the workbook is damaged."""
    try:
        yield
    except Exception as error:
        # It raises whatever a file drives it to.
        raise UnacceptableFile("damaged") from error


def is_filled(cell: Any) -> bool:
    """Whether something stands in a cell."""
    return cell.value is not None and not (isinstance(cell.value, str) and not cell.value.strip())
