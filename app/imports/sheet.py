"""Reads a workbook that was sent to be registered: row by row, and nothing of it is believed.

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
from app.imports.columns import FAULTS, Cell, Column, folded, reader

LIMITS = Limits(size=20 * MEGABYTE, unpacked=80 * MEGABYTE)
"""Of one workbook; ten thousand rows of a long form are about 3 MB, 25 unpacked."""
MOST_ROWS = 20_000
"""Rows one workbook may have; more are divided over several."""
MOST_ELEMENTS = 4_000_000
"""Of XML in all parts together; twenty thousand rows of sixty columns have that many."""
WIDEST = 256
"""Columns that are looked at for heads."""
BESIDE = 10
"""Columns beside the last head in which something without a head is still found."""
LONGEST_HEAD = 60
"""Characters of an unknown head that a sentence repeats."""
_BLOCK = 2**16
_ROW, _MERGED, _CONTENT = "row", "mergeCell", frozenset({"v", "is", "f"})


class UnusableSheet(Exception):
    """The workbook as a whole cannot be taken; ``str()`` is a sentence that says why and the way out."""


@dataclass(frozen=True)
class Row:
    """A row with something in it: its number in the workbook, its cells by the code of their column."""

    number: int
    cells: Mapping[str, Cell]
    stray: tuple[str, ...] = ()
    """Letters of columns without a head in which something stands."""


@dataclass
class _Part:
    """What one part of the package holds."""

    row: int = 0
    """The number of the last row."""
    filled: int = 0
    """The number of the last row with something in it."""
    merged: list[str] = field(default_factory=list)


class Sheet:
    """An opened workbook: the columns its heads name, and its rows."""

    def __init__(self, page: Any, heads: Mapping[int, str], begins: int, length: int) -> None:
        self._page, self._heads, self._begins = page, heads, begins
        self.length = length
        """The number of the last row with something in it; what has nothing but a format does not count."""

    def rows(self) -> Iterator[Row]:
        """The filled rows, in their order; raises UnusableSheet when there are too many, or none."""
        found = 0
        for number, cells in enumerate(_rows(self._page, self.length, max(self._heads) + 1 + BESIDE), 1):
            if number < self._begins:
                continue
            row = self._row(number, cells)
            if row is None:
                continue
            found += 1
            if found > MOST_ROWS:
                raise UnusableSheet(
                    gettext(
                        "More than %(limit)s rows are filled. Divide them over several workbooks.",
                        limit=f"{MOST_ROWS:,}",
                    )
                )
            yield row
        if not found:
            raise UnusableSheet(
                gettext("No row is filled below the heads. Fill in the rows and send it again.")
            )

    def _row(self, number: int, cells: Sequence[Any]) -> Row | None:
        filled: dict[str, Cell] = {}
        stray: list[str] = []
        for place, cell in enumerate(cells):
            if cell.value is None or (code := self._heads.get(place)) == FAULTS or not _filled(cell):
                continue
            if code is None:
                stray.append(reader().get_column_letter(place + 1))
            else:
                filled[code] = Cell(cell.value, cell.data_type, self._page.parent.epoch)
        return Row(number, filled, tuple(stray)) if filled or stray else None


@contextmanager
def opened(
    name: str | None, stream: IO[bytes], columns: Sequence[Column], others: Mapping[str, str]
) -> Iterator[Sheet]:
    """The workbook sent as ``name``; ``others`` are heads that mean something but may not be filled in.

    One of the columns is that of the faults. Raises UnusableSheet for whatever is no workbook of these
    columns, UnacceptableFile for what no upload may be.
    """
    parts = _looked_into(name, stream)
    with _from_library():
        book = reader().load_workbook(stream, read_only=True, keep_links=False)
    try:
        yield _sheet(book, parts, columns, others)
    finally:
        book.close()


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


# -- heads ----------------------------------------------------------------------------


def _sheet(
    book: Any, parts: Mapping[str, _Part], columns: Sequence[Column], others: Mapping[str, str]
) -> Sheet:
    pages = [page for page in book.worksheets if hasattr(page, "iter_rows")]
    shown = [page for page in pages if page.sheet_state == "visible"]
    if not shown:
        raise UnusableSheet(gettext("The workbook has no visible sheet. Copy the rows into a new template."))
    page, codes = shown[0], {column.code for column in columns}
    for other in pages:
        other.reset_dimensions()
        if other is not page and _begins_like(other, columns):
            raise UnusableSheet(
                gettext(
                    "There are records on a second sheet, “%(sheet)s”. Put all rows on the first sheet,"
                    " or send each sheet as a workbook of its own.",
                    sheet=other.title,
                )
            )
    # Only the library knows which part of the package a sheet is.
    part = parts.get(page._worksheet_path, _Part())
    if part.merged:
        raise UnusableSheet(
            gettext(
                "Cells are merged (%(cells)s). Split them and fill in each row for itself.",
                cells=part.merged[0],
            )
        )
    first, second = _first_rows(page)
    coded = bool(codes & set(first))
    heads = _named(second, first, columns, others) if coded else _named(first, (), columns, others)
    missing = [c.label for c in columns if c.required and c.code not in heads.values()]
    if missing:
        raise UnusableSheet(
            gettext(
                "These columns are missing: %(columns)s. Take the heads from the template.",
                columns=gettext(", ").join(missing),
            )
        )
    return Sheet(page, heads, 3 if coded else 2, part.filled)


def _first_rows(page: Any) -> tuple[list[str], list[str]]:
    texts = [[str(c.value).strip() if _filled(c) else "" for c in row] for row in _rows(page, 2, WIDEST)]
    texts += [[], []]
    return texts[0], texts[1]


def _begins_like(page: Any, columns: Sequence[Column]) -> bool:
    """Whether a sheet begins with heads of these columns: two of them are no accident."""
    known = {column.code for column in columns} | {folded(label) for c in columns for label in c.labels}
    return any(
        len(known & {text for said in row for text in (said, folded(said))}) > 1 for row in _first_rows(page)
    )


def _named(
    said: Sequence[str], codes: Sequence[str], columns: Sequence[Column], others: Mapping[str, str]
) -> dict[int, str]:
    """Which column stands at which place, by the hidden codes where there are some, else by the heads."""
    by_label = {folded(label): column for column in columns for label in column.labels}
    known = {column.code: column for column in columns}
    found: dict[int, str] = {}
    for place in range(max(len(said), len(codes))):
        head, code = (texts[place] if place < len(texts) else "" for texts in (said, codes))
        by_head, by_code = by_label.get(folded(head)), known.get(code)
        if by_code is not None and by_head is not None and by_head is not by_code:
            raise UnusableSheet(
                gettext(
                    "Column %(letter)s is called “%(head)s”, but was made for “%(other)s”."
                    " Copy the rows into a new template, each under its own head.",
                    letter=reader().get_column_letter(place + 1),
                    head=head,
                    other=by_code.label,
                )
            )
        column = by_code or by_head
        if column is None and head:
            raise _unknown(head, reader().get_column_letter(place + 1), others)
        if column is not None and column.code in found.values():
            raise UnusableSheet(
                gettext(
                    "Two columns are called “%(head)s”. Delete the one that is too many.", head=column.label
                )
            )
        if column is not None:
            found[place] = column.code
    return found


def _unknown(head: str, letter: str, others: Mapping[str, str]) -> UnusableSheet:
    if folded(head) in map(folded, others):
        return UnusableSheet(
            gettext(
                "Column %(letter)s, “%(head)s”, is given by the program and cannot be filled in."
                " Delete the column.",
                letter=letter,
                head=head,
            )
        )
    return UnusableSheet(
        gettext(
            "Nobody knows what column %(letter)s, “%(head)s”, is."
            " Take its head from the template, or delete it.",
            letter=letter,
            head=head[:LONGEST_HEAD],
        )
    )


# -- the library ----------------------------------------------------------------------


def _filled(cell: Any) -> bool:
    return cell.value is not None and not (isinstance(cell.value, str) and not cell.value.strip())


def _rows(page: Any, length: int, width: int) -> Iterator[Sequence[Any]]:
    with _from_library():
        rows = page.iter_rows(max_row=max(length, 1), max_col=width)
    while True:
        with _from_library():
            row = next(rows, None)
        if row is None:
            return
        yield row


@contextmanager
def _from_library() -> Iterator[None]:
    """Whatever the library stumbles over means that the workbook is damaged."""
    try:
        yield
    except Exception as error:
        # It raises whatever a file drives it to.
        raise UnacceptableFile("damaged") from error
