"""The chain over the trail, with the standard library alone: what a link is, and which one is broken.

An auditor checks an exported trail on any machine, without this program and without its database::

    python app/audit/verify.py trail.jsonl --head 120394:5f1c…

The exit code is 0 when every row is as it was sealed, 1 when one is not, 2 when the file cannot be read.
Without the head that was written down elsewhere (daily report, backup manifest) a cut tail cannot be seen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

START = "0" * 64
"""What stands before the first link."""

# A frame of fixed shape around the sealed bytes: nothing in a line can change unseen.
LINE = re.compile(rb'\{"hash":"([0-9a-f]{64})","row":(\{.*\}),"seq":([1-9][0-9]*)\}\n')


class Link(NamedTuple):
    """One row of the chain. ``content`` is its canonical bytes, None when the row is gone."""

    seq: int
    content: bytes | None
    hash: str


class Head(NamedTuple):
    """The last link at some moment; written down elsewhere, it proves the rows up to there."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> Head:
        """The head from its printed form; raises ValueError when it is none."""
        if not re.fullmatch(r"[0-9]+:[0-9a-f]{64}", text):
            raise ValueError("a head is a row number, a colon and 64 hexadecimal digits")
        seq, _, hash_ = text.partition(":")
        return cls(int(seq), hash_)


class Fault(StrEnum):
    """What can be wrong with a row, in the words it is reported in."""

    ALTERED = "row {} altered"
    MISSING = "row {} missing"
    MOVED = "order changed at row {}"
    REWRITTEN = "row {} and the rows before it rewritten"
    CUT = "tail cut before row {}"


class Broken(NamedTuple):
    """The first place where the chain does not hold; ``seq`` counts the rows of the chain from 1."""

    seq: int
    fault: Fault

    def __str__(self) -> str:
        return self.fault.format(self.seq)


def canonical(row: Mapping[str, Any]) -> bytes:
    """The one spelling of a trail row: sorted keys, UTC instants with microseconds, UTF-8.

    Empty columns are left out, so that a column added in a later version (which must be nullable)
    does not change what was sealed before.
    """
    filled = {name: value for name, value in row.items() if value is not None}
    text = json.dumps(
        filled, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_instant
    )
    # SQLite can keep half a surrogate pair inside JSON; it must not stop the sealer.
    return text.encode("utf-8", "surrogatepass")


def _instant(value: object) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"{type(value).__name__} has no canonical form")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def link(previous: str, content: bytes) -> str:
    """The hash of a row that follows ``previous``."""
    return hashlib.sha256(previous.encode() + content).hexdigest()


def examine(read: Callable[[], Iterable[Link]], anchor: Head | None = None) -> Broken | Head:
    """Follow the chain from its start: the first broken place, or the head when there is none.

    ``read`` opens the chain anew each time: a broken one is read again, to tell a row that is gone
    from one that moved. ``anchor`` is a head written down earlier.
    """
    last = Head(0, START)
    for one in read():
        here = last.seq + 1
        if one.seq != here:
            moved = any(other.seq == here for other in read())
            return Broken(here, Fault.MOVED if moved else Fault.MISSING)
        if one.content is None:
            return Broken(here, Fault.MISSING)
        if link(last.hash, one.content) != one.hash:
            moved = _sealed_elsewhere(read, last.hash, one.hash)
            return Broken(here, Fault.MOVED if moved else Fault.ALTERED)
        last = Head(here, one.hash)
        if anchor is not None and anchor.seq == here and anchor.hash != one.hash:
            return Broken(here, Fault.REWRITTEN)
    return Broken(last.seq + 1, Fault.CUT) if anchor is not None and anchor.seq > last.seq else last


def _sealed_elsewhere(read: Callable[[], Iterable[Link]], previous: str, hash_: str) -> bool:
    contents = (other.content for other in read())
    return any(content is not None and link(previous, content) == hash_ for content in contents)


# -- exported files -------------------------------------------------------------------


def line(one: Link) -> bytes:
    """A link as one line of an export, JSON with sorted keys; raises ValueError when its row is gone."""
    if one.content is None:
        raise ValueError(f"row {one.seq} is gone")
    return b'{"hash":"%b","row":%b,"seq":%d}\n' % (one.hash.encode(), one.content, one.seq)


def links(file: Path) -> Iterator[Link]:
    """The links of an exported file; a line that is none comes back as one that cannot match."""
    with file.open("rb") as lines:
        for number, text in enumerate(lines, 1):
            found = LINE.fullmatch(text)
            if found is None:
                yield Link(number, text, "")
            else:
                yield Link(int(found[3]), found[2], found[1].decode())


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; prints the first broken row, or how many rows hold and their head."""
    parser = argparse.ArgumentParser(description="Check an exported trail.")
    parser.add_argument("file", type=Path, help="the exported trail, one JSON object a line")
    parser.add_argument("--head", type=Head.read, help="a head written down earlier, as ROW:HASH")
    asked = parser.parse_args(arguments)
    try:
        found = examine(lambda: links(asked.file), asked.head)
    except OSError as error:
        parser.error(str(error))
    if isinstance(found, Broken):
        sys.stdout.write(f"{found}\n")
        return 1
    sys.stdout.write(f"{found.seq} rows as sealed, head {found}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
