"""Saved filters and layouts of lists; steps for many records at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name=op.f("fk_saved_filter_user_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_saved_filter_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("user_id", "matter", "name", name=op.f("uq_saved_filter_user_id_matter_name")),
    )
    op.create_index(op.f("ix_saved_filter_matter"), "saved_filter", ["matter"], unique=False)
    op.create_table(
        "list_layout",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=40), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("page_size", sa.Integer(), nullable=True),
        sa.Column("opens_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name=op.f("fk_list_layout_user_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["opens_id"], ["saved_filter.id"], name=op.f("fk_list_layout_opens_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("user_id", "matter", name=op.f("pk_list_layout")),
    )
    op.create_table(
        "bulk_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("matter", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("outcomes", sa.JSON(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name=op.f("fk_bulk_step_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_step")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_bulk_step_user_id_key")),
    )
    op.create_index(op.f("ix_bulk_step_begun_at"), "bulk_step", ["begun_at"], unique=False)
