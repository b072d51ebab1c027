"""Reconsiderations and lawsuits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "remedy_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("counted_by", sa.String(length=40), nullable=True),
        sa.Column("procedure", sa.String(length=40), nullable=True),
        sa.Column("organ", sa.String(length=120), nullable=False),
        sa.Column("case_number", sa.String(length=80), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("applicant", sa.String(length=120), nullable=False),
        sa.Column("request_told", sa.String(length=300), nullable=True),
        sa.Column("earlier_id", sa.Integer(), nullable=True),
        sa.Column("disputed", sa.Text(), nullable=False),
        sa.Column("defended_by", sa.String(length=200), nullable=True),
        sa.Column("representative", sa.String(length=80), nullable=True),
        sa.Column("grounds", sa.Text(), nullable=True),
        sa.Column("legal_basis", sa.Text(), nullable=True),
        sa.Column("plea", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(length=40), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.String(length=80), nullable=True),
        sa.Column("corrected_what", sa.Text(), nullable=True),
        sa.Column("redo_by", sa.Date(), nullable=True),
        sa.Column("redone_on", sa.Date(), nullable=True),
        sa.Column("redone_with", sa.String(length=120), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["earlier_id"], ["remedy_case.id"], name=op.f("fk_remedy_case_earlier_id")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_remedy_case_id")),
        sa.ForeignKeyConstraint(["source_id"], ["record.id"], name=op.f("fk_remedy_case_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedy_case")),
    )
    with op.batch_alter_table("remedy_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remedy_case_decided_on"), ["decided_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_remedy_case_earlier_id"), ["earlier_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_remedy_case_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_remedy_case_received_on"), ["received_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_remedy_case_result"), ["result"], unique=False)
        batch_op.create_index(batch_op.f("ix_remedy_case_source_id"), ["source_id"], unique=False)
