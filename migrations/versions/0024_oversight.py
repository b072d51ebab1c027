"""Inspections, breaches with what follows from them, requests to use the portal otherwise, trainings."""

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
        sa.Column("scan_key", sa.String(length=64), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_inspection_id")),
        sa.ForeignKeyConstraint(["source_id"], ["record.id"], name=op.f("fk_inspection_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
    )
    with op.batch_alter_table("inspection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inspection_finding"), ["finding"], unique=False)
        batch_op.create_index(batch_op.f("ix_inspection_inspected_on"), ["inspected_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_inspection_scan_key"), ["scan_key"], unique=False)
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

    op.create_table(
        "use_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("beyond", sa.String(length=40), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("wanted_at", sa.String(length=300), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("urgent_reason", sa.Text(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("leader_opinion", sa.Text(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_use_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use_request")),
    )
    with op.batch_alter_table("use_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_use_request_planned_on"), ["planned_on"], unique=False)

    op.create_table(
        "training",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser", sa.String(length=40), nullable=False),
        sa.Column("subjects", sa.String(length=120), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("units", sa.Text(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("attendee_count", sa.Integer(), nullable=True),
        sa.Column("attendees", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_training_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
    )
    with op.batch_alter_table("training", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_held_on"), ["held_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_planned_on"), ["planned_on"], unique=False)
