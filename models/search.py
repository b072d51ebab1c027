"""The search index: one entry a record, as pairs of characters (``app.search.bigrams``), on two levels.

An ordinary table on both engines; only the index over it differs. PostgreSQL has a GIN index over each
level, SQLite an FTS5 table that triggers keep in line.
"""

from __future__ import annotations

from typing import Any

from flask_appbuilder import Model
from sqlalchemy import ForeignKey, Text, column, event, table
from sqlalchemy.orm import Mapped
from sqlalchemy.schema import DDL

from models.base import Belonging, plain

LEVELS = ("open", "personal")


class SearchEntry(Belonging, Model):
    """What can be searched of one record: for whoever sees it, and for who may read names on it."""

    __tablename__ = "search_entry"

    record_id: Mapped[int] = plain(
        ForeignKey("record.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    open: Mapped[str] = plain(Text)
    """Public and internal columns."""
    personal: Mapped[str] = plain(Text)
    """Personal columns. Sealed ones are in no index."""


GRAMS = table("search_grams", column("rowid"), column("search_grams"), column("rank"))
"""SQLite's full-text table; its shadow tables begin with the same name."""

_OLD = "INSERT INTO search_grams (search_grams, rowid, open, personal)"
_OLD += " VALUES ('delete', old.record_id, old.open, old.personal);"
_NEW = "INSERT INTO search_grams (rowid, open, personal) VALUES (new.record_id, new.open, new.personal);"

# The tokens are ours already: "ascii" cuts at the spaces and takes what is not ASCII as it is.
_OPTIONS = "content='search_entry', content_rowid='record_id', tokenize='ascii'"
_SQLITE = (
    f"CREATE VIRTUAL TABLE search_grams USING fts5(open, personal, {_OPTIONS})",
    f"CREATE TRIGGER search_entry_insert AFTER INSERT ON search_entry BEGIN {_NEW} END",
    f"CREATE TRIGGER search_entry_delete AFTER DELETE ON search_entry BEGIN {_OLD} END",
    f"CREATE TRIGGER search_entry_update AFTER UPDATE ON search_entry BEGIN {_OLD} {_NEW} END",
)
_POSTGRESQL = tuple(
    f"CREATE INDEX ix_search_entry_{level} ON search_entry "
    f"USING gin (array_to_tsvector(string_to_array({level}, ' ')))"
    for level in LEVELS
)
INDEXES = [
    *(DDL(statement).execute_if(dialect="sqlite") for statement in _SQLITE),
    *(DDL(statement).execute_if(dialect="postgresql") for statement in _POSTGRESQL),
]
"""Created with the table, by the migration too; a migration that rebuilds the table makes them anew."""

for statement in INDEXES:
    event.listen(SearchEntry.__table__, "after_create", statement)


def is_declared(name: str | None, _kind: str, _parents: Any) -> bool:
    """Whether Alembic should compare what has this name: the indexes above no model can declare."""
    return not (name or "").startswith(("search_grams", "ix_search_entry_"))
