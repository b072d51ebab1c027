"""The cells of a table of records, as ``gov/macros.html`` writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple


class Cell(NamedTuple):
    """One cell. A tuple and no dict: a template asks each of a hundred for all of this."""

    text: str
    sub: str = ""
    """What stands below it, quietly."""
    tone: str = ""
    """The colour of a tag; empty for no tag."""
    light: str = ""
    """The colour of a lamp; empty for no lamp."""
    nowrap: bool = False
    pieces: Sequence[tuple[str, bool]] = ()
    """The text in pieces, each with whether it was searched for; shown in its place."""
    excerpts: Sequence[dict[str, Any]] = ()


class Row(NamedTuple):
    """One record: its first cell leads to ``url``."""

    id: int
    name: str
    url: str
    cells: Sequence[Cell]
    over: bool = False
    """Whether its day is past."""
