"""OLE compound files (doc, xls, ppt, wps, et, and what sits inside newer ones): the streams they hold.

Only the directory entries we ask about are looked for, in one sequential pass without a table of sectors:
an entry is 128 bytes long, starts at a multiple of 128 and never crosses a sector, so a file made to
mislead a reader of the tables cannot hide one from this pass. Names are compared in any case, as Office does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import IO

MACROS = frozenset({"VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR"})
ENCRYPTED = frozenset({"EncryptedPackage", "EncryptionInfo"})

_ENTRY = 128
_LENGTH_AT = 64
_BLOCK = 8192 * _ENTRY


def streams_among(stream: IO[bytes], wanted: Iterable[str]) -> set[str]:
    """Which of the ``wanted`` stream or storage names the compound file read from ``stream`` holds."""
    names = {f"{name}\0".encode("utf-16-le").lower(): name for name in wanted}
    pattern = re.compile(b"|".join(map(re.escape, sorted(names, key=len, reverse=True))), re.IGNORECASE)
    found = set()
    while block := stream.read(_BLOCK):
        for match in pattern.finditer(block):
            at, raw = match.start(), match.group()
            length = int.from_bytes(block[at + _LENGTH_AT : at + _LENGTH_AT + 2], "little")
            if at % _ENTRY == 0 and length == len(raw):
                found.add(names[raw.lower()])
    return found
