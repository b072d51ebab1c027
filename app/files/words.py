"""Takes the words out of one file, in a process of its own: ``python -I words.py ENDING < FILE``.

What was sent may be made to hurt whoever reads it: swollen archives, tables that never end, pages that
refer to each other. So this process has bounded memory and time, imports nothing of the program, and all it
may do to the worker is not to answer. It answers with JSON: ``outcome`` and ``text``.
"""

from __future__ import annotations

import importlib
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

LONGEST = 100_000
"""Characters kept of one file, as many as the index takes of a record."""
PAGES = 1_000
MEMORY = 1_024 * 2**20
"""Bytes."""
SECONDS = 40
"""Of computing; the worker waits a little longer."""
_BLOCK = 2**16

READ, CUT, EMPTY, LOCKED, BROKEN = "read", "cut", "empty", "locked", "broken"

_PARTS = {
    "docx": re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml"),
    "pptx": re.compile(r"ppt/(?:slides|notesSlides)/[^/]+\.xml"),
    "xlsx": re.compile(r"xl/(?:sharedStrings|worksheets/[^/]+)\.xml"),
    "ofd": re.compile(r"(?:.+/)?Content\.xml"),
}
_WORDS = {"docx": {"t"}, "pptx": {"t"}, "xlsx": {"t", "v"}, "ofd": {"TextCode"}}
"""The elements whose text a reader sees."""
_APART = {"p", "tab", "br", "si", "c", "TextObject"}
"""What ends a word."""
_REFERS = {"s", "b", "e"}
"""Kinds of cells whose value is no text: a number of a shared one, a truth, an error."""


class _Enough(Exception):
    """As much was read as is kept."""


class _Locked(Exception):
    """Only who knows its password reads it."""


class _Kept:
    """What was read so far; raises ``_Enough`` when there is no more room."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._left = LONGEST

    def add(self, text: str) -> None:
        """Keep as much of it as there is room for."""
        self.pieces.append(text[: self._left])
        self._left -= len(text)
        if self._left < 0:
            raise _Enough


def words_in(stream: IO[bytes], ending: str) -> tuple[str, str]:
    """What became of it, and the text of a file of one of the endings of ``READERS``."""
    kept, outcome = _Kept(), READ
    try:
        READERS[ending](stream, ending, kept)
    except _Enough:
        outcome = CUT
    except _Locked:
        return LOCKED, ""
    text = "".join(kept.pieces).replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()
    return (outcome if text else EMPTY), text


def _read_text(stream: IO[bytes], _ending: str, kept: _Kept) -> None:
    content = stream.read(4 * LONGEST + 4)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Cut in the midst of a character it is still UTF-8.
        whole = error.start >= len(content) - 3
        text = content[: error.start].decode("utf-8-sig") if whole else content.decode("gb18030", "replace")
    kept.add(text)


def _read_pdf(stream: IO[bytes], _ending: str, kept: _Kept) -> None:
    # Only the process that reads needs it; the program, which asks for the endings, goes without.
    pypdf, wrong = importlib.import_module("pypdf"), importlib.import_module("pypdf.errors")
    try:
        for number, page in enumerate(pypdf.PdfReader(stream).pages):
            if number == PAGES:
                raise _Enough
            kept.add(page.extract_text())
            kept.add("\n")
    except (wrong.FileNotDecryptedError, wrong.DependencyError) as error:
        raise _Locked from error


def _read_package(stream: IO[bytes], ending: str, kept: _Kept) -> None:
    with zipfile.ZipFile(stream) as package:
        for entry in sorted(package.infolist(), key=lambda one: _order(one.filename)):
            if _PARTS[ending].fullmatch(entry.filename):
                with package.open(entry) as part:
                    _read_part(part, _WORDS[ending], kept)


def _order(name: str) -> list[tuple[int, str]]:
    """The second slide before the tenth."""
    return [(int(piece), "") if piece.isdigit() else (0, piece) for piece in re.split(r"(\d+)", name)]


def _read_part(part: IO[bytes], wanted: set[str], kept: _Kept) -> None:
    """Without a tree: a part of any size takes the room of its longest word."""
    parser, inside, refers = expat.ParserCreate(namespace_separator=" "), [0], [False]

    def begin(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "c":
            refers[0] = attributes.get("t") in _REFERS
        inside[0] += local in wanted and not (local == "v" and refers[0])

    def end(name: str) -> None:
        local = name.rpartition(" ")[2]
        if local in wanted and not (local == "v" and refers[0]):
            inside[0] -= 1
        if local in _APART:
            kept.add("\n")

    def take(text: str) -> None:
        if inside[0]:
            kept.add(text)

    def refuse(*_declared: object) -> None:
        raise ValueError("no office file declares a document type; entities that swell do")

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = take, refuse
    for block in _blocks(part):
        parser.Parse(block)
    parser.Parse(b"", True)


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    while block := part.read(_BLOCK):
        yield block


READERS = {
    "txt": _read_text,
    "csv": _read_text,
    "pdf": _read_pdf,
    **dict.fromkeys(_PARTS, _read_package),
}
"""The endings whose files are read."""


def main() -> None:
    """Read standard input, answer on standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        outcome, text = words_in(sys.stdin.buffer, sys.argv[1])
    except Exception:  # noqa: BLE001 — whatever a reader raises, the file is what it cannot read
        outcome, text = BROKEN, ""
    sys.stdout.write(json.dumps({"outcome": outcome, "text": text}))


if __name__ == "__main__":
    main()
