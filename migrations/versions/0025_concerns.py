"""Concerns, who confirms a response, where it is published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("joint_unit_id", sa.Integer(), nullable=True),
        sa.Column("asked_unit_id", sa.Integer(), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_name", sa.String(length=120), nullable=True),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("nature", sa.String(length=40), nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=False),
        sa.Column("heat", sa.String(length=40), nullable=False),
        sa.Column("heat_note", sa.String(length=200), nullable=True),
        sa.Column("policy", sa.String(length=200), nullable=True),
        sa.Column("analysis", sa.Text(), nullable=True),
        sa.Column("proposal", sa.Text(), nullable=True),
        sa.Column("topic_opinion", sa.Text(), nullable=True),
        sa.Column("no_response_reason", sa.Text(), nullable=True),
        sa.Column("assign_note", sa.Text(), nullable=True),
        sa.Column("joint_opinions", sa.Text(), nullable=True),
        sa.Column("office_opinion", sa.Text(), nullable=True),
        sa.Column("response", sa.Text(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("asked_agency", sa.String(length=120), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("secrecy_opinion", sa.Text(), nullable=True),
        sa.Column("response_opinion", sa.Text(), nullable=True),
        sa.Column("responded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["asked_unit_id"], ["unit.id"], name=op.f("fk_concern_asked_unit_id")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_concern_id")),
        sa.ForeignKeyConstraint(["joint_unit_id"], ["unit.id"], name=op.f("fk_concern_joint_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
    )
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_grade"), ["grade"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_nature"), ["nature"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_source"), ["source"], unique=False)

    op.create_table(
        "response_confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("agency", sa.String(length=120), nullable=True),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("overrule_reason", sa.Text(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reply_text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_response_confirmation_concern_id")
        ),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_response_confirmation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_confirmation")),
    )
    with op.batch_alter_table("response_confirmation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_confirmation_concern_id"), ["concern_id"], unique=False)

    op.create_table(
        "response_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("speaker", sa.String(length=120), nullable=True),
        sa.Column("gist", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_response_release_concern_id")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_response_release_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_release")),
    )
    with op.batch_alter_table("response_release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_release_channel"), ["channel"], unique=False)
        batch_op.create_index(batch_op.f("ix_response_release_concern_id"), ["concern_id"], unique=False)

    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("running_clock", schema=None) as batch_op:
        batch_op.add_column(sa.Column("started_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("met_at", sa.DateTime(timezone=True), nullable=True))
