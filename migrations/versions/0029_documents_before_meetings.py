"""The policy document an agenda item puts before a meeting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # One statement that both engines know; a batch would write the table anew on SQLite.
    op.execute(
        "ALTER TABLE agenda_item ADD COLUMN document_id INTEGER "
        "CONSTRAINT fk_agenda_item_document_id REFERENCES document (id)"
    )
    op.create_index(op.f("ix_agenda_item_document_id"), "agenda_item", ["document_id"], unique=False)
    op.add_column("agenda_item", sa.Column("planless_reason", sa.Text(), nullable=True))
