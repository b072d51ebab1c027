"""The policy document of an agenda item, and what the result of a meeting was published with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _point("agenda_item", "document_id", "document")
    _point("open_meeting", "published_with_id", "record")
    op.add_column("agenda_item", sa.Column("planless_reason", sa.Text(), nullable=True))


def _point(table: str, column: str, to: str) -> None:
    # One statement that both engines know; a batch would write the table anew on SQLite.
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT fk_{table}_{column} REFERENCES {to} (id)"
    )
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
