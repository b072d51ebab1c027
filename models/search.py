"""The search index: one entry a record, as pairs of characters (``app.search.bigrams``), on two levels.

One table on both engines; only what serves the search differs. On PostgreSQL each level has a column of
its pairs with a GIN index, on SQLite there is an FTS5 table, and the database keeps either in line by itself.
"""

from __future__ import annotations

from typing import Any

from flask_appbuilder import Model
from sqlalchemy import ForeignKey, Text, column, event, table
from sqlalchemy.orm import Mapped
from sqlalchemy.schema import DDL

from models.base import Belonging
from models.column import plain

OPEN, PERSONAL = LEVELS = ("open", "personal")


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

VECTORS = table(
    "search_entry", *(column(name) for name in ("record_id", *LEVELS, *map("{}_vector".format, LEVELS)))
)
"""The table with the columns PostgreSQL adds: the pairs of a level as a set, which the index is over."""

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
_POSTGRESQL = (
    *(
        f"ALTER TABLE search_entry ADD COLUMN {level}_vector tsvector "
        f"GENERATED ALWAYS AS (array_to_tsvector(string_to_array({level}, ' '))) STORED"
        for level in LEVELS
    ),
    *(f"CREATE INDEX ix_search_entry_{level} ON search_entry USING gin ({level}_vector)" for level in LEVELS),
)
INDEXES = [
    *(DDL(statement).execute_if(dialect="sqlite") for statement in _SQLITE),
    *(DDL(statement).execute_if(dialect="postgresql") for statement in _POSTGRESQL),
]
"""Created with the table. Migrations write their own out; one that rebuilds the table makes them anew."""

for statement in INDEXES:
    event.listen(SearchEntry.__table__, "after_create", statement)


def is_declared(name: str | None, _kind: str, parents: Any) -> bool:
    """Whether Alembic should compare what has this name: what is made above no model can declare."""
    added = parents.get("table_name") == SearchEntry.__tablename__ and (name or "").endswith("_vector")
    return not added and not (name or "").startswith(("search_grams", "ix_search_entry_"))
