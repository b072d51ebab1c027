"""The cells of a table of records, as ``gov/macros.html`` writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from models.workflow import Label


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
    url: str = ""
    """Where the text leads, if not where the row does."""
    excerpts: Sequence[dict[str, Any]] = ()


class Row(NamedTuple):
    """One record: its first cell leads to ``url``."""

    id: int
    name: str
    url: str
    cells: Sequence[Cell]
    over: bool = False
    """Whether its day is past."""


def table(title: Label, heads: Sequence[Label], rows: Sequence[Row], note: Label = "") -> dict[str, Any]:
    """A table of a record's page, as ``gov/record.html`` takes it."""
    columns = [{"label": head, "sort_url": None, "sorted": None} for head in heads]
    return {"title": title, "note": note, "columns": columns, "rows": rows}
