"""A list as a table: all that was asked for, row by row, in constant memory, in the reader's words.

Rows are read column by column and not as records, which takes a third of the time; what a value reads like is
said by ``views.words``, as on every page.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import IO, Any, BinaryIO, cast

from flask import current_app
from flask_babel import force_locale, get_locale
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from app.access.actor import Actor, acting
from app.exports import table
from app.letters import render
from app.parts import parts
from models.base import declared
from views import lists, words
from views.record import Reader

FORMATS = {"csv": "CSV", "xlsx": "Excel", "pdf": "PDF"}
TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
LONGEST = {"xlsx": table.LONGEST_XLSX, "pdf": table.LONGEST_PDF}
"""Rows a kind of file may have at all."""
LATE = {"xlsx": 20_000, "pdf": 200}
"""Rows beyond which a file is made in the background: some five seconds. CSV is sent while it is written."""
AT_A_TIME = 500
"""Rows read from the database at a time."""
SPOOL = 4 * 2**20
"""Bytes of a file kept in memory; beyond it the rest goes to disk."""
_REMEMBERED = 1_000
"""Values of one column whose words are kept."""

Teller = Callable[[Any], str]


def exceeds(session: Session, query: lists.Query, today: date, rows: int) -> bool:
    """Whether the query has more rows than this; looks no further."""
    return length(session, query, today, rows + 1) > rows


def length(session: Session, query: lists.Query, today: date, most: int) -> int:
    """How many rows the query has, counted up to ``most``."""
    ids = query.select(today).with_only_columns(query.model.id).order_by(None).limit(most)
    return int(session.scalar(select(func.count()).select_from(ids.subquery())) or 0)


@contextmanager
def rows(
    session: Session, query: lists.Query, names: Sequence[str], actor: Actor, today: date
) -> Iterator[Iterator[list[table.Cell]]]:
    """The texts of these columns, row by row, meanwhile.

    The statement is sent at once, under the scope in force now, and read as far as the rows are asked for.
    """
    model = query.model
    wanted = [query.column(name, model) for name in names]
    found = query.select(today).with_only_columns(model.unit_id, model.handling_unit_id, *wanted)
    # Closed also when nobody wants the rest: whoever got the connection next could not write on it.
    with session.execute(found.execution_options(yield_per=AT_A_TIME)) as result:
        yield _told(session, result, _Columns(query, names, actor))


def _told(session: Session, result: Any, columns: _Columns) -> Iterator[list[table.Cell]]:
    tellers: dict[tuple[int | None, ...], list[Teller]] = {}
    for part in result.partitions():
        columns.look_up(session, part)
        for unit_id, handling_unit_id, *values in part:
            units = (unit_id, handling_unit_id)
            if units not in tellers:
                tellers[units] = columns.tellers(frozenset(units) - {None})
            yield [tell(value) for tell, value in zip(tellers[units], values, strict=True)]


class _Columns:
    """What the values of some columns of a matter read like for an actor."""

    def __init__(self, query: lists.Query, names: Sequence[str], actor: Actor) -> None:
        self._model, self._names, self._actor = query.model, names, actor
        self._columns = query.columns or declared(query.model)
        links = inspect(query.model).relationships
        others = ((place, links.get(n.removesuffix("_id"))) for place, n in enumerate(names) if _leads(n))
        self._others = {
            place: (link.mapper.class_, dict[int, str]()) for place, link in others if link is not None
        }

    def tellers(self, units: frozenset[Any]) -> list[Teller]:
        """One for each column, for records of these units."""
        reader = Reader.at(self._actor, self._model, units)
        return [self._teller(place, name, reader) for place, name in enumerate(self._names)]

    def _teller(self, place: int, name: str, reader: Reader) -> Teller:
        if name == "state":
            labels = {state: str(known.label) for state, known in self._model.workflow.states.items()}
            return labels.__getitem__
        if _leads(name):
            known = self._others[place][1] if place in self._others else {}
            return lambda key: known.get(key, "")
        column, told = self._columns[name], dict[Any, str]()

        def tell(value: Any) -> str:
            # Most columns of most rows.
            if value is None:
                return ""
            if isinstance(value, str) and column.choices is None:
                return words.shown(column, value, personal=reader.personal, sealed=reader.sealed)[0]
            if (text := told.get(value)) is None:
                text = words.shown(column, value, personal=reader.personal, sealed=reader.sealed)[0]
                if len(told) < _REMEMBERED:
                    told[value] = text
            return text

        return tell

    def look_up(self, session: Session, part: Sequence[Any]) -> None:
        """What the rows these rows point to are called, as far as the actor sees them."""
        for place, (model, known) in self._others.items():
            asked = {row[place + 2] for row in part} - {None}
            if len(known) > _REMEMBERED:
                known.clear()
            if new := asked - known.keys():
                other = select(model).where(model.id.in_(new))
                known.update({found.id: str(found) for found in session.scalars(other)})


def _leads(name: str) -> bool:
    return name.endswith("_id")


# -- files ----------------------------------------------------------------------------


def write(sheet: table.Sheet, form: str, file: BinaryIO) -> None:
    """Write the whole file. Raises TooManyRows, PrintingUnavailable."""
    if form == "csv":
        file.writelines(table.csv(sheet))
    elif form == "xlsx":
        table.xlsx(sheet, file)
    else:
        file.write(_printed(sheet))


def spooled(sheet: table.Sheet, form: str) -> IO[bytes]:
    """The whole file, to be read from its beginning and closed. Raises like ``write``."""
    spool = tempfile.SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115 — closed by whoever sends it
    try:
        write(sheet, form, cast(BinaryIO, spool))
    except BaseException:
        spool.close()
        raise
    spool.seek(0)
    return cast("IO[bytes]", spool)


def _printed(sheet: table.Sheet) -> bytes:
    """The table as PDF. Raises TooManyRows, with the rows there is room for, also for long ones."""
    found = list(islice(sheet.rows, table.LONGEST_PDF + 1))
    markup = table.pdf_html(replace(sheet, rows=found), lang=str(get_locale()))
    if render.is_too_long(markup):
        raise table.TooManyRows(len(found) * render.MAX_CHARACTERS // len(markup))
    return parts().letters.lay_out(markup)


def streamed(actor: Actor, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, each made in the name and words of who asked, although the request is over by then.

    What fails on the way is raised to the server, which breaks the answer off: it has no length and ends with
    its last piece, so no reader takes half a file for a whole one.
    """
    app, language = current_app._get_current_object(), str(get_locale())  # type: ignore[attr-defined]

    def surroundings() -> tuple[AbstractContextManager[Any], ...]:
        return app.app_context(), force_locale(language), acting(actor)

    def made() -> Iterator[bytes]:
        while True:
            in_app, in_words, in_name = surroundings()
            with in_app, in_words, in_name:
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece

    return made()
