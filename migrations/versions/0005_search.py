"""The search index; ``run.py init`` fills it with the records that are there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDEXES = {
    "sqlite": (
        (
            "CREATE VIRTUAL TABLE search_grams USING fts5(open, personal, "
            "content='search_entry', content_rowid='record_id', tokenize='ascii')"
        ),
        (
            "CREATE TRIGGER search_entry_insert AFTER INSERT ON search_entry BEGIN "
            "INSERT INTO search_grams (rowid, open, personal) VALUES (new.record_id, new.open, new.personal); END"
        ),
        (
            "CREATE TRIGGER search_entry_delete AFTER DELETE ON search_entry BEGIN "
            "INSERT INTO search_grams (search_grams, rowid, open, personal) "
            "VALUES ('delete', old.record_id, old.open, old.personal); END"
        ),
        (
            "CREATE TRIGGER search_entry_update AFTER UPDATE ON search_entry BEGIN "
            "INSERT INTO search_grams (search_grams, rowid, open, personal) "
            "VALUES ('delete', old.record_id, old.open, old.personal); "
            "INSERT INTO search_grams (rowid, open, personal) VALUES (new.record_id, new.open, new.personal); END"
        ),
    ),
    "postgresql": (
        (
            "ALTER TABLE search_entry ADD COLUMN open_vector tsvector "
            "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(open, ' '))) STORED"
        ),
        (
            "ALTER TABLE search_entry ADD COLUMN personal_vector tsvector "
            "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(personal, ' '))) STORED"
        ),
        "CREATE INDEX ix_search_entry_open ON search_entry USING gin (open_vector)",
        "CREATE INDEX ix_search_entry_personal ON search_entry USING gin (personal_vector)",
    ),
}


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("open", sa.Text(), nullable=False),
        sa.Column("personal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_search_entry_record_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_search_entry")),
    )
    for statement in INDEXES[op.get_bind().dialect.name]:
        op.execute(statement)
