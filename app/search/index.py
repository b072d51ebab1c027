"""The search index: kept with the record, asked within what the reader may read (design §10).

What is searched is read off the declaration: every text column that is no code, on the level of its class,
sealed ones on none. ``matching`` narrows what a reader sees and never widens it: it is a condition beside the
scope's own. On the personal level it holds only where one standing of hers reads names, so that nobody can
find out by searching that a name exists which she may not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    String,
    Text,
    and_,
    bindparam,
    cast,
    event,
    exists,
    false,
    func,
    insert,
    inspect,
    or_,
    select,
    union,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstanceState, Session
from sqlalchemy.sql.functions import FunctionElement

from app.access.actor import READ_PERSONAL, Actor
from app.access.scope import matters, reaching
from app.search import bigrams
from models.base import Class, Record, declared
from models.search import GRAMS, LEVELS, SearchEntry

BATCH = 500
"""Records read and written at a time."""

ENTRIES = SearchEntry.metadata.tables[SearchEntry.__tablename__]
_CARDS = Record.metadata.tables[Record.__tablename__]
_LEVEL = {Class.PUBLIC: "open", Class.INTERNAL: "open", Class.PERSONAL: "personal"}

Entry = Mapping[str, Any]
"""A row of the index: ``record_id`` and the text of each level."""


def searched(model: type[Record]) -> Mapping[str, str]:
    """The columns of a matter that are searched, in the order of their declaration, with their level."""
    columns, kinds = declared(model), inspect(model).column_attrs
    return {
        name: _LEVEL[column.klass]
        for name, column in columns.items()
        if isinstance(kinds[name].columns[0].type, String) and not column.code and column.klass in _LEVEL
    }


# -- keeping it -----------------------------------------------------------------------


def install(session_factory: Any) -> None:
    """Let every flush of these sessions enter what it changes in the text of records.

    Entries of records that are deleted go with them by their foreign key.
    """
    event.listen(session_factory, "after_flush", _keep)


def _keep(session: Session, _context: Any) -> None:
    records = [row for row in (*session.new, *session.dirty) if isinstance(row, Record)]
    write(session, [_entry(type(r), partial(getattr, r)) for r in records if _has_new_text(session, r)])


def _has_new_text(session: Session, record: Record) -> bool:
    state: InstanceState[Any] = inspect(record)
    return record in session.new or any(state.attrs[n].history.has_changes() for n in searched(type(record)))


def _entry(model: type[Record], value: Callable[[str], Any]) -> Entry:
    entry: dict[str, Any] = {"record_id": value("id")}
    for level in LEVELS:
        entry[level] = bigrams.entry(value(name) for name, on in searched(model).items() if on == level)
    return entry


def write(session: Session, entries: Sequence[Entry]) -> None:
    """Put entries in place of what there is for their records; the caller commits."""
    if not entries:
        return
    # Past the session's rule, which lets nobody write rows of records in bulk: these follow from the records.
    connection = session.connection()
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    new: Any = dialect.insert(ENTRIES)
    replaced = {level: new.excluded[level] for level in LEVELS}
    connection.execute(
        new.on_conflict_do_update(index_elements=[ENTRIES.c.record_id], set_=replaced), entries
    )


def stale(session: Session, *, missing_only: bool = False) -> Iterator[list[Entry]]:
    """Entries as they follow from the records where the index has another one, or none; by batches.

    ``missing_only`` looks at records without an entry alone. Ask as the program, which sees every record.
    """
    for mapper in matters():
        model, last = mapper.class_, 0
        columns = [model.id, *(getattr(model, name) for name in searched(model))]
        rows = select(*columns).order_by(model.id).limit(BATCH)
        if missing_only:
            rows = rows.where(~exists().where(ENTRIES.c.record_id == _CARDS.c.id))
        while batch := session.execute(rows.where(model.id > last)).mappings().all():
            last = batch[-1]["id"]
            held = select(ENTRIES).where(ENTRIES.c.record_id.in_([row["id"] for row in batch]))
            kept = {row["record_id"]: dict(row) for row in session.execute(held).mappings()}
            entries = (_entry(model, row.__getitem__) for row in batch)
            yield [entry for entry in entries if entry != kept.get(entry["record_id"])]


def verify(session: Session) -> None:
    """Let SQLite compare its full-text table with the entries; raises DatabaseError where they differ.

    PostgreSQL's index is part of the table.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.execute(insert(GRAMS).values(search_grams="integrity-check", rank=1))


# -- asking ---------------------------------------------------------------------------


def matching(card: Any, asked: str, reader: Actor | None = None) -> ColumnElement[bool]:
    """The condition that all these words are found in a record; nothing matches a question without any.

    ``card`` is a Record class. With a ``reader``, personal columns are looked at too where she may read them.
    """
    wanted = bigrams.words(asked)
    if not wanted:
        return false()
    found: Any = select(ENTRIES.c.record_id).where(_holds(wanted, ("open",)))
    if reader is not None:
        hers = reaching(reader, READ_PERSONAL, _CARDS.c)
        everywhere = select(_CARDS.c.id).join(ENTRIES, ENTRIES.c.record_id == _CARDS.c.id)
        found = union(found, everywhere.where(_holds(wanted, LEVELS), hers))
    condition: ColumnElement[bool] = card.id.in_(found)
    return condition


class _OnEither(FunctionElement[bool]):
    """A condition in two versions: the first for SQLite, the second for PostgreSQL."""

    type = Boolean()
    inherit_cache = True


@compiles(_OnEither, "sqlite")
@compiles(_OnEither, "postgresql")
def _version(element: Any, compiler: Any, **kwargs: Any) -> str:
    full_text, vectors = element.clauses
    return str(compiler.process(vectors if compiler.dialect.name == "postgresql" else full_text, **kwargs))


def _holds(wanted: Sequence[str], levels: Sequence[str]) -> ColumnElement[bool]:
    """Whether an entry holds each word on one of the levels."""
    return _OnEither(_full_text(wanted, levels), _vectors(wanted, levels).self_group())


def _full_text(wanted: Sequence[str], levels: Sequence[str]) -> ColumnElement[bool]:
    """By FTS5: the pairs of a word as a phrase. They are letters and digits, so nothing of it is syntax."""
    among = " ".join(levels)
    phrases = [f'({{{among}}} : "{" ".join(bigrams.pairs(word))}"{_prefix(word, " *")})' for word in wanted]
    grams = select(GRAMS.c.rowid).where(GRAMS.c.search_grams.op("MATCH")(" AND ".join(phrases)))
    held: ColumnElement[bool] = ENTRIES.c.record_id.in_(grams)
    return held


def _vectors(wanted: Sequence[str], levels: Sequence[str]) -> ColumnElement[bool]:
    """By GIN: all pairs of a word, and for a longer one that they follow each other.

    Not by a phrase of ``tsquery``: a vector knows the first 256 places of a word and none past 16,383.
    """
    return and_(*(or_(*(_in_vector(word, ENTRIES.c[level]) for level in levels)) for word in wanted))


def _in_vector(word: str, column: ColumnElement[str]) -> ColumnElement[bool]:
    grams = bigrams.pairs(word)
    vector = func.array_to_tsvector(func.string_to_array(column, _literal(" ")))
    query = " & ".join(gram + _prefix(word, ":*") for gram in grams)
    held: ColumnElement[bool] = vector.op("@@")(cast(_literal(query), TSQUERY))
    return held if len(grams) == 1 else and_(held, column.like(_literal(f"%{' '.join(grams)}%")))


def _prefix(word: str, sign: str) -> str:
    return sign if len(word) == 1 else ""


def _literal(text: str) -> Any:
    """Written into the statement: so PostgreSQL plans for a rare word otherwise than for a common one."""
    return bindparam(None, text, Text, literal_execute=True)
