"""Links in what is public."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=1000), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("failed_nights", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("report_key", sa.String(length=64), nullable=True),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_public_link_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_link")),
        sa.UniqueConstraint("record_id", "address", name=op.f("uq_public_link_record_id_address")),
    )
    with op.batch_alter_table("public_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_public_link_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_public_link_record_id"), ["record_id"], unique=False)
