"""Inspections, and breaches with what follows from them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspected_on", sa.Date(), nullable=False),
        sa.Column("found_by", sa.String(length=60), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("finding", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.String(length=40), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("demand", sa.Text(), nullable=True),
        sa.Column("fix_by", sa.Date(), nullable=True),
        sa.Column("fixed_on", sa.Date(), nullable=True),
        sa.Column("fix_note", sa.Text(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("check_note", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_inspection_id")),
        sa.ForeignKeyConstraint(["source_id"], ["record.id"], name=op.f("fk_inspection_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
    )
    with op.batch_alter_table("inspection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inspection_finding"), ["finding"], unique=False)
        batch_op.create_index(batch_op.f("ix_inspection_inspected_on"), ["inspected_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_inspection_severity"), ["severity"], unique=False)
        batch_op.create_index(batch_op.f("ix_inspection_source_id"), ["source_id"], unique=False)

    op.create_table(
        "breach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("annex", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("kind_note", sa.String(length=200), nullable=True),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("person", sa.String(length=120), nullable=True),
        sa.Column("statement_by", sa.Date(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("heard_how", sa.String(length=40), nullable=True),
        sa.Column("severity", sa.String(length=40), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("correct_by", sa.Date(), nullable=True),
        sa.Column("corrected_on", sa.Date(), nullable=True),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("circular_id", sa.Integer(), nullable=True),
        sa.Column("circular_number", sa.String(length=60), nullable=True),
        sa.Column("circulated_on", sa.Date(), nullable=True),
        sa.Column("referred_to", sa.String(length=40), nullable=True),
        sa.Column("referred_on", sa.Date(), nullable=True),
        sa.Column("referral_reason", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["circular_id"], ["document.id"], name=op.f("fk_breach_circular_id")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_breach_id")),
        sa.ForeignKeyConstraint(["source_id"], ["record.id"], name=op.f("fk_breach_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach")),
    )
    with op.batch_alter_table("breach", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_annex"), ["annex"], unique=False)
        batch_op.create_index(batch_op.f("ix_breach_circular_id"), ["circular_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_breach_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_breach_noticed_on"), ["noticed_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_breach_source_id"), ["source_id"], unique=False)
