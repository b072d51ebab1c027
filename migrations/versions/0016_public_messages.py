"""Public messages, and the further units of a record: who joins in, from whom it is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "involved_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_involved_unit_record_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_involved_unit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_involved_unit")),
        sa.UniqueConstraint(
            "record_id", "unit_id", "part", name=op.f("uq_involved_unit_record_id_unit_id_part")
        ),
    )
    with op.batch_alter_table("involved_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_involved_unit_record_id"), ["record_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_involved_unit_unit_id_part"), ["unit_id", "part"], unique=False)

    op.create_table(
        "public_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("joint_unit_id", sa.Integer(), nullable=True),
        sa.Column("accused_unit_id", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("accusation", sa.Boolean(), nullable=False),
        sa.Column("writer", sa.String(length=80), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("secrecy_wanted", sa.Boolean(), nullable=False),
        sa.Column("confidential", sa.Text(), nullable=True),
        sa.Column("assign_note", sa.Text(), nullable=True),
        sa.Column("joint_opinions", sa.Text(), nullable=True),
        sa.Column("accused_person", sa.String(length=120), nullable=True),
        sa.Column("internal_note", sa.Text(), nullable=True),
        sa.Column("instruction", sa.Text(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("result", sa.String(length=40), nullable=True),
        sa.Column("planned_for", sa.Date(), nullable=True),
        sa.Column("proper_body", sa.String(length=120), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("public_question", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["accused_unit_id"], ["unit.id"], name=op.f("fk_public_message_accused_unit_id")
        ),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_public_message_id")),
        sa.ForeignKeyConstraint(["joint_unit_id"], ["unit.id"], name=op.f("fk_public_message_joint_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_message")),
    )
    with op.batch_alter_table("public_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_public_message_category"), ["category"], unique=False)
        batch_op.create_index(batch_op.f("ix_public_message_received_on"), ["received_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_public_message_result"), ["result"], unique=False)
