"""A table of the statistics page as a file: as its reader sees it, or as it may be published."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext

from app.exports import table
from app.small_cells import Hidden, suppressed
from app.timekeeper import OFFICE_TIME
from views.statistics_tables import Number, Table


def as_shown(one: Table) -> table.Sheet:
    """Heads and lines as they stand on the page."""
    lines = ([c if isinstance(c, str) else c.text or c.value for c in line.cells] for line in one.lines)
    return _sheet(one, one.heads, [line.label for line in one.lines], list(lines))


def published(one: Table, threshold: int) -> table.Sheet:
    """What may be told of its numbers, and of those that add them up."""
    told, lines = one.parts or (), [line for line in one.lines if not line.total]
    numbers = [[c.value for place in told if isinstance(c := line.cells[place], Number)] for line in lines]
    shown = suppressed(numbers, threshold, row_sums=one.summed is not None) if numbers else []
    places = [*told, *([one.summed] if one.summed is not None else [])]
    heads = [one.heads[0], *(one.heads[1 + place] for place in places)]
    labels = [*(line.label for line in lines), gettext("All together")]
    return _sheet(one, heads, labels, [[_told(number, threshold) for number in row] for row in shown])


def _told(number: int | Hidden, threshold: int) -> table.Cell:
    if number is Hidden.WITHHELD:
        return gettext("not told")
    return f"<{threshold}" if isinstance(number, Hidden) else number


def _sheet(
    one: Table, heads: Sequence[str], labels: Sequence[str], lines: Sequence[Sequence[table.Cell]]
) -> table.Sheet:
    return table.Sheet(
        title=str(one.title),
        columns=[table.Column(str(place), head) for place, head in enumerate(heads)],
        rows=[[label, *line] for label, line in zip(labels, lines, strict=False)],
        zone=OFFICE_TIME,
        about=gettext("About"),
    )
