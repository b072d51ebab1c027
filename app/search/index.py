"""The search index: kept with the record, asked within what the reader may read.

What is searched is read off the declaration: every text column that is no code, on the level of its class,
sealed ones on none; and what was read of its files, on the level of who may open them. ``matching`` narrows
what a reader sees and never widens it: it is a condition beside the scope's own. On the personal level it
holds only where one standing of hers reads names, so that nobody can find out by searching that a name
exists which she may not read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, Self

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    any_,
    cast,
    event,
    exists,
    false,
    func,
    insert,
    inspect,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstanceState, Session
from sqlalchemy.sql.functions import FunctionElement

from app.access.actor import PROGRAM, READ_PERSONAL, Actor, acting
from app.access.scope import matters, reaching
from app.search import bigrams
from models.attachment import Attachment, class_of
from models.base import Record
from models.column import Class, Column
from models.extra_field import columns_of
from models.file_text import FileText
from models.search import GRAMS, LEVELS, OPEN, PERSONAL, VECTORS, SearchEntry

CLAUSES = ("A1.17",)
"""Information is found by whoever may read it, leaders and the public alike (附件1 第十七条)."""

BATCH = 500
"""Records read and written at a time."""

ENTRIES = SearchEntry.metadata.tables[SearchEntry.__tablename__]
_READ = FileText.metadata.tables[FileText.__tablename__]
_FILES = Attachment.metadata.tables[Attachment.__tablename__]
_CARDS = Record.metadata.tables[Record.__tablename__]
_LEVEL = {Class.PUBLIC: OPEN, Class.INTERNAL: OPEN, Class.PERSONAL: PERSONAL}

Entry = Mapping[str, Any]
"""A row of the index: ``record_id`` and the text of each level."""
FileTexts = Mapping[str, list[str]]
"""Of each level what was read of files."""


def searched(columns: Mapping[str, Column]) -> Mapping[str, str]:
    """Those of a matter's columns that are searched, in the order of their declaration, with their level."""
    return {
        name: _LEVEL[column.klass]
        for name, column in columns.items()
        if (isinstance(column.type, String) or column.rich) and not column.code and column.klass in _LEVEL
    }


# -- keeping it -----------------------------------------------------------------------


def install(session_factory: Any) -> None:
    """Let every flush of these sessions enter what it changes in the text of records.

    Entries of records that are deleted go with them by their foreign key.
    """
    event.listen(session_factory, "after_flush", _keep)


def _keep(session: Session, _context: Any) -> None:
    records = [row for row in (*session.new, *session.dirty) if isinstance(row, Record)]
    columns = {r: columns_of(session, type(r)) for r in records}
    changed = {r for r in records if _has_new_text(session, r, columns[r])} | set(_read_anew(session))
    written = texts_of_files(session, [r.id for r in changed])
    write(
        session,
        [_entry(columns_of(session, type(r)), partial(getattr, r), written[r.id]) for r in changed],
    )


def _read_anew(session: Session) -> Iterator[Record]:
    """The records of which a file was read, or a file that was read is gone."""
    files = [row for row in (*session.new, *session.dirty, *session.deleted) if isinstance(row, FileText)]
    # Whoever takes a file off sees its record; who acts is not asked a second time.
    with acting(PROGRAM):
        found = [session.get(Record, row.record_id) for row in files]
    yield from (record for record in found if record is not None)


def texts_of_files(session: Session, records: Collection[int]) -> Mapping[int, FileTexts]:
    """What was read of the files of records, on the level of who may open the file; sealed ones on none."""
    found: dict[int, FileTexts] = {number: {level: [] for level in LEVELS} for number in records}
    rows = select(_READ.c.record_id, _READ.c.text, _FILES.c.purpose)
    rows = rows.join(_FILES, _FILES.c.id == _READ.c.attachment_id).where(_READ.c.record_id.in_(found))
    # Past the session's rule: an entry holds all of its record, whoever writes.
    for number, text, purpose in session.connection().execute(rows.order_by(_FILES.c.id)) if found else ():
        level = _LEVEL.get(class_of(purpose))
        if level is not None:
            found[number][level].append(text)
    return found


def _has_new_text(session: Session, record: Record, columns: Mapping[str, Column]) -> bool:
    state: InstanceState[Any] = inspect(record)
    if record in session.new:
        return True
    kept = {name if name in state.attrs else "extra" for name in searched(columns)}
    return any(state.attrs[name].history.has_changes() for name in kept - state.unmodified)


def _entry(columns: Mapping[str, Column], value: Callable[[str], Any], files: FileTexts) -> Entry:
    entry: dict[str, Any] = {"record_id": value("id")}
    for level in LEVELS:
        names = (name for name, on in searched(columns).items() if on == level)
        told = (columns[name].words(value(name)) for name in names)
        entry[level] = bigrams.entry(chain(told, files[level]))
    return entry


def write(session: Session, entries: Sequence[Entry]) -> None:
    """Put entries in place of what there is for their records; the caller commits."""
    if not entries:
        return
    # Past the session's rule, which lets nobody write rows of records in bulk: these follow from the records.
    connection = session.connection()
    connection.execute(_REPLACED[connection.dialect.name], entries)


def _replaced(new: Any) -> Any:
    replaced = {level: new.excluded[level] for level in LEVELS}
    return new.on_conflict_do_update(index_elements=[ENTRIES.c.record_id], set_=replaced)


_REPLACED = {
    "postgresql": _replaced(postgresql.insert(ENTRIES)),
    "sqlite": _replaced(sqlite.insert(ENTRIES)),
}
"""What puts entries in place of others, on either engine; put together once."""


def stale(session: Session, *, missing_only: bool = False) -> Iterator[list[Entry]]:
    """Entries as they follow from the records where the index has another one, or none; by batches.

    ``missing_only`` looks at records without an entry alone. Ask as the program, which sees every record.
    """
    for mapper in matters():
        model, last = mapper.class_, 0
        columns, attributes = columns_of(session, model), inspect(model).column_attrs
        texts = (getattr(model, name) for name in searched(columns) if name in attributes)
        rows = select(model.id, model.extra, *texts).order_by(model.id).limit(BATCH)
        if missing_only:
            rows = rows.where(~exists().where(ENTRIES.c.record_id == _CARDS.c.id))
        while batch := session.execute(rows.where(model.id > last)).mappings().all():
            last = batch[-1]["id"]
            held = select(ENTRIES).where(ENTRIES.c.record_id.in_([row["id"] for row in batch]))
            kept = {row["record_id"]: dict(row) for row in session.execute(held).mappings()}
            read = texts_of_files(session, [row["id"] for row in batch])
            entries = (_entry(columns, {**row, **(row["extra"] or {})}.get, read[row["id"]]) for row in batch)
            yield [entry for entry in entries if entry != kept.get(entry["record_id"])]


def complete(session: Session) -> None:
    """Enter the records that have no entry yet; the caller commits."""
    for entries in stale(session, missing_only=True):
        write(session, entries)


def mend(session: Session) -> Iterator[int]:
    """Bring every entry in line with its record; yields how many were not, committed by batches.

    Ask as the program, which sees every record, and in a transaction that writes.
    """
    for entries in stale(session):
        write(session, entries)
        session.commit()
        yield len(entries)


def is_sound(session: Session) -> bool:
    """Whether SQLite's full-text table says what the entries say; PostgreSQL's index is part of the table."""
    try:
        _order_sqlite(session, search_grams="integrity-check", rank=1)
    except DatabaseError:
        return False
    return True


def renew(session: Session) -> None:
    """Make SQLite's full-text table anew from the entries; the caller commits."""
    _order_sqlite(session, search_grams="rebuild")


def _order_sqlite(session: Session, **order: Any) -> None:
    """FTS5 takes its orders as rows."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(insert(GRAMS).values(order))


# -- asking ---------------------------------------------------------------------------


def matching(card: Any, asked: str, reader: Actor | None = None) -> ColumnElement[bool]:
    """The condition that all these words are found in a record; nothing matches a question without any.

    ``card`` is a Record class. With a ``reader``, personal columns are looked at too where she may read them.
    """
    wanted = bigrams.words(asked)
    if not wanted:
        return false()
    if reader is None:
        return _found(card, wanted, (OPEN,))
    hers = or_(reaching(reader, READ_PERSONAL, card), _confirmed(card, wanted, (OPEN,)))
    return and_(_found(card, wanted, LEVELS), hers)


class _OnEither(FunctionElement[bool]):
    """A condition in two versions: the first for SQLite, the second for PostgreSQL."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Self:  # noqa: ARG002 — SQLAlchemy's signature
        """A condition already: compared with 1, as SQLAlchemy would, no index serves it."""
        return self


@compiles(_OnEither, "sqlite")
@compiles(_OnEither, "postgresql")
def _version(element: Any, compiler: Any, **kwargs: Any) -> str:
    full_text, vectors = element.clauses
    return str(compiler.process(vectors if compiler.dialect.name == "postgresql" else full_text, **kwargs))


def _found(card: Any, wanted: Sequence[str], levels: Sequence[str]) -> ColumnElement[bool]:
    """That an entry holds each word on one of the levels: what the database begins with.

    As a list, made once. PostgreSQL guesses badly how rare a word is, and would read on in the order of the
    page until enough have been met: of a rare word that is the whole table.
    """
    listed = func.array(_by_vectors(wanted, levels).scalar_subquery(), type_=ARRAY(Integer))
    return _OnEither(card.id.in_(_by_full_text(wanted, levels)), card.id == any_(listed))


def _confirmed(card: Any, wanted: Sequence[str], levels: Sequence[str]) -> ColumnElement[bool]:
    """The same of a record found already: PostgreSQL looks at its entry, not for it in a list."""
    own = _by_vectors(wanted, levels).where(VECTORS.c.record_id == card.id)
    return _OnEither(card.id.in_(_by_full_text(wanted, levels)), own.exists())


def _by_full_text(wanted: Sequence[str], levels: Sequence[str]) -> Select[Any]:
    """By FTS5: the pairs of a word as a phrase. They are letters and digits, so nothing of it is syntax."""
    among = " ".join(levels)
    phrases = [f'({{{among}}} : "{" ".join(bigrams.pairs(word))}"{_prefix(word, " *")})' for word in wanted]
    return select(GRAMS.c.rowid).where(GRAMS.c.search_grams.op("MATCH")(" AND ".join(phrases)))


def _by_vectors(wanted: Sequence[str], levels: Sequence[str]) -> Select[Any]:
    """By GIN: all pairs of a word, and for a longer one that they follow each other.

    Not by a phrase of ``tsquery``: a vector knows the first 256 places of a word and none past 16,383.
    """
    held = (or_(*(_in_vector(word, level) for level in levels)) for word in wanted)
    return select(VECTORS.c.record_id).where(*held)


def _in_vector(word: str, level: str) -> ColumnElement[bool]:
    grams = bigrams.pairs(word)
    query = " & ".join(gram + _prefix(word, ":*") for gram in grams)
    held: ColumnElement[bool] = VECTORS.c[f"{level}_vector"].op("@@")(cast(literal(query, String), TSQUERY))
    return held if len(grams) == 1 else and_(held, VECTORS.c[level].like(f"%{' '.join(grams)}%"))


def _prefix(word: str, sign: str) -> str:
    return sign if len(word) == 1 else ""
