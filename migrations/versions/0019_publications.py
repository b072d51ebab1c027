"""Publications and information officers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "information_officer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_information_officer_id")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["information_officer.id"], name=op.f("fk_information_officer_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_information_officer")),
    )
    with op.batch_alter_table("information_officer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_information_officer_replaces_id"), ["replaces_id"], unique=False)

    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("media", sa.String(length=40), nullable=False),
        sa.Column("column_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("source_name", sa.String(length=200), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=True),
        sa.Column("secrecy_level", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("secrecy_opinion", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_at", sa.String(length=300), nullable=True),
        sa.Column("entered_by", sa.String(length=60), nullable=True),
        sa.Column("taken_down_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["column_id"], ["publication_column.id"], name=op.f("fk_publication_column_id")
        ),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_publication_id")),
        sa.ForeignKeyConstraint(["source_id"], ["record.id"], name=op.f("fk_publication_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publication_column_id"), ["column_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_publication_origin"), ["origin"], unique=False)
        batch_op.create_index(batch_op.f("ix_publication_published_on"), ["published_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_publication_source_id"), ["source_id"], unique=False)
