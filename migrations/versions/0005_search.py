"""The search index; ``run.py init`` fills it with the records that are there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.search import INDEXES

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


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
    for statement in INDEXES:
        # A listener by nature: it decides by the dialect whether it is meant.
        statement(None, op.get_bind())
