"""Words of files, taken out of them for the search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file_text",
        sa.Column("attachment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_file_text_attachment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_file_text_record_id")),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_file_text")),
    )
    with op.batch_alter_table("file_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_text_record_id"), ["record_id"], unique=False)
