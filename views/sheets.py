"""A list as a table: all that was asked for, row by row, in constant memory, in the reader's words.

Rows are read column by column and not as records, which takes a fraction of the time; what a value reads like
is said by ``views.words``, as on every page.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date
from functools import cache, partial
from itertools import chain, islice
from typing import IO, Any, BinaryIO, cast

from flask import Response, current_app
from flask_babel import force_locale, get_locale
from sqlalchemy import Float, Numeric, String, func, inspect, select, type_coerce
from sqlalchemy.orm import Bundle, Session
from sqlalchemy.types import NullType

from app.access.actor import Actor, acting
from app.exports import table
from app.letters import render
from app.parts import parts
from models.column import Class, declared
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
AT_A_TIME = 250
"""Rows read from the database at a time."""
SPOOL = 4 * 2**20
"""Bytes of a file kept in memory; beyond it the rest goes to disk."""
_REMEMBERED = 1_000
"""Values of one column whose words are kept."""
UNITS = ("unit_id", "handling_unit_id")
"""What a reader's grants on a record depend on."""


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
) -> Iterator[Iterator[Sequence[table.Cell]]]:
    """The texts of these columns, row by row, meanwhile; None where a record holds nothing.

    The statement is sent at once, under the scope in force now, and read as far as the rows are asked for.
    """
    columns = _Columns(session, query, names, actor)
    found = query.select(today).with_only_columns(columns.stored).select_from(query.model)
    # Closed also when nobody wants the rest: whoever got the connection next could not write on it.
    with session.scalars(found.execution_options(yield_per=AT_A_TIME)) as result:
        yield chain.from_iterable(columns.told(part) for part in result.partitions())


class _Columns:
    """Some columns of a matter, as they are read of the database and told an actor."""

    def __init__(self, session: Session, query: lists.Query, names: Sequence[str], actor: Actor) -> None:
        self._reader = cache(lambda *units: Reader.at(actor, query.model, frozenset(units) - {None}))
        self._columns = {name: _Column(session, query, name) for name in names}
        stored = {name: query.column(name, query.model) for name in UNITS}
        stored |= {name: column.stored for name, column in self._columns.items()}
        self._read = tuple(stored)
        self.stored = _Stored("stored", *stored.values())

    def told(self, part: Sequence[Any]) -> Iterator[Sequence[table.Cell]]:
        """The texts of some rows, made column by column."""
        found = dict(zip(self._read, zip(*part, strict=True), strict=True))
        units = list(zip(*(found[name] for name in UNITS), strict=True))
        readers = {own: self._reader(*own) for own in set(units)}
        hidden = {klass for klass in Class if not all(reader.may(klass) for reader in readers.values())}
        each = [readers[own] for own in units] if hidden else []
        texts = (
            column.told(found[name]) if column.klass not in hidden else column.masked(found[name], each)
            for name, column in self._columns.items()
        )
        return zip(*texts, strict=True)


class _Stored(Bundle[Any]):
    """Rows as the database gives them, which are not made into other rows first."""

    inherit_cache = True
    single_entity = True

    def create_row_processor(self, _query: Any, _procs: Any, _labels: Any) -> Callable[[Any], Any]:
        return lambda row: row


class _Column:
    """One column: what is read of the database, and what that reads like."""

    def __init__(self, session: Session, query: lists.Query, name: str) -> None:
        column = (query.columns or declared(query.model))[name]
        self.klass, self.stored = column.klass, query.column(name, query.model)
        made = _made(session, self.stored.type)
        if made is not None:
            self.stored = type_coerce(self.stored, NullType())

        def text(value: Any, *, clear: bool) -> str:
            known = value if made is None else made(value)
            return words.shown(column, known, personal=clear, sealed=clear)[0]

        self._masked = _Texts(partial(text, clear=False))
        self._clear: _Texts | None = _Texts(partial(text, clear=True))
        if name == "state":
            self._clear = _Texts(lambda state: str(query.model.workflow.states[state].label))
        elif name.endswith("_id"):
            link = inspect(query.model).relationships.get(name.removesuffix("_id"))
            self._clear = _Names(session, link and link.mapper.class_)
        elif isinstance(column.type, String) and column.choices is None:
            # A text reads as it stands, and hardly any comes twice.
            self._clear = None

    def told(self, values: Sequence[Any]) -> Sequence[table.Cell]:
        """The texts of some rows, in clear."""
        return values if self._clear is None else self._clear.told(values)

    def masked(self, values: Sequence[Any], readers: Iterable[Reader]) -> Sequence[table.Cell]:
        """The texts of some rows, in clear where the reader of the row may read it so."""
        both = zip(self.told(values), self._masked.told(values), readers, strict=True)
        return [text if reader.may(self.klass) else masked for text, masked, reader in both]


def _made(session: Session, kind: Any) -> Callable[[Any], Any] | None:
    """How a value of this type is made of what the driver gives; None where that is the value already.

    It is made once for each value, not once for each row: days come again and again.
    """
    # A number is left to SQLAlchemy: what is made of it depends on what the driver says of the column.
    if isinstance(kind, Float | Numeric):
        return None
    dialect = session.get_bind().dialect
    return kind.dialect_impl(dialect).result_processor(dialect, None)


class _Texts(dict[Any, str | None]):
    """The texts of a column's values, each made when it is first met."""

    def __init__(self, text: Callable[[Any], str]) -> None:
        super().__init__({None: None})
        self._text = text

    def __missing__(self, value: Any) -> str | None:
        text = self[value] = self._text(value)
        return text

    def told(self, values: Sequence[Any]) -> Sequence[table.Cell]:
        """The text of each of these values, None of None."""
        if len(self) > _REMEMBERED:
            self.clear()
            self[None] = None
        self._meet(values)
        return list(map(self.__getitem__, values))

    def _meet(self, values: Sequence[Any]) -> None:
        """Make ready for these values."""


class _Names(_Texts):
    """What the rows a column points to are called, as far as the actor sees them."""

    def __init__(self, session: Session, model: Any) -> None:
        super().__init__(lambda _unseen: "")
        self._session, self._model = session, model

    def _meet(self, values: Sequence[Any]) -> None:
        if self._model is not None and (new := set(values) - self.keys()):
            other = select(self._model).where(self._model.id.in_(new))
            self.update({found.id: str(found) for found in self._session.scalars(other)})


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


def sent(sheet: table.Sheet, form: str, name: str) -> Response:
    """A short table as an answer, all of it at once. Raises like ``write``."""
    with spooled(sheet, form) as spool:
        answer = Response(spool.read(), mimetype=TYPES[form])
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.{form}")
    return answer


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
