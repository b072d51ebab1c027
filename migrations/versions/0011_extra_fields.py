"""Extra fields of matters, their choice lists, and what records hold in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "choice_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("retired", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choice_list")),
        sa.UniqueConstraint("code", name=op.f("uq_choice_list_code")),
        sa.UniqueConstraint("label", name=op.f("uq_choice_list_label")),
    )
    op.create_table(
        "extra_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("choice_list_id", sa.Integer(), nullable=True),
        sa.Column("klass", sa.String(length=40), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("hint", sa.String(length=200), nullable=True),
        sa.Column("section", sa.String(length=60), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["choice_list_id"], ["choice_list.id"], name=op.f("fk_extra_field_choice_list_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extra_field")),
        sa.UniqueConstraint("matter", "code", name=op.f("uq_extra_field_matter_code")),
        sa.UniqueConstraint("matter", "label", name=op.f("uq_extra_field_matter_label")),
    )
    op.create_index(op.f("ix_extra_field_choice_list_id"), "extra_field", ["choice_list_id"], unique=False)
    # Without a batch: SQLite adds an empty column in place, and the record table may be large.
    values = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.add_column("record", sa.Column("extra", values, nullable=True))
