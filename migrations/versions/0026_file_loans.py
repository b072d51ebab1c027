"""Loans and destruction of files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "destruction_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("destroyed_on", sa.Date(), nullable=True),
        sa.Column("witnesses", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_destruction_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction_list")),
    )
    op.create_table(
        "file_loan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("borrower", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("lent_on", sa.Date(), nullable=False),
        sa.Column("due_back_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_file_loan_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_file_loan_publication_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_loan")),
    )
    with op.batch_alter_table("file_loan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_loan_lent_on"), ["lent_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_file_loan_publication_id"), ["publication_id"], unique=False)

    reference = sa.ForeignKey("destruction_list.id", name=op.f("fk_publication_destruction_list_id"))
    # In one statement: SQLite takes a reference with the column and at no other time.
    op.add_column(
        "publication",
        sa.Column("destruction_list_id", sa.Integer(), reference, nullable=True),
        inline_references=True,
    )
    op.create_index(op.f("ix_publication_destruction_list_id"), "publication", ["destruction_list_id"])
