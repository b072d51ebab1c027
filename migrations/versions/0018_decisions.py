"""Major decisions with their yearly lists, consultations, and the opinions on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("send_to", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("short_reason", sa.Text(), nullable=True),
        sa.Column("media", sa.String(length=200), nullable=True),
        sa.Column("portal_place", sa.String(length=300), nullable=True),
        sa.Column("other_place", sa.String(length=200), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_at", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_consultation_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["record.id"], name=op.f("fk_consultation_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_opened_on"), ["opened_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_consultation_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "decision_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("county_note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_decision_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_list")),
    )
    with op.batch_alter_table("decision_list", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_list_year"), ["year"], unique=False)

    op.create_table(
        "major_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_list_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("drafted_by", sa.String(length=120), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("withheld_for", sa.String(length=40), nullable=True),
        sa.Column("secrecy_opinion", sa.Text(), nullable=True),
        sa.Column("revision", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("document", sa.String(length=120), nullable=True),
        sa.Column("draft", sa.Text(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("expert_on", sa.Date(), nullable=True),
        sa.Column("expert_result", sa.Text(), nullable=True),
        sa.Column("expert_waiver", sa.Text(), nullable=True),
        sa.Column("risk_on", sa.Date(), nullable=True),
        sa.Column("risk_result", sa.Text(), nullable=True),
        sa.Column("risk_waiver", sa.Text(), nullable=True),
        sa.Column("legality_on", sa.Date(), nullable=True),
        sa.Column("legality_result", sa.Text(), nullable=True),
        sa.Column("legality_waiver", sa.Text(), nullable=True),
        sa.Column("discussion_on", sa.Date(), nullable=True),
        sa.Column("discussion_result", sa.Text(), nullable=True),
        sa.Column("discussion_waiver", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_list_id"], ["decision_list.id"], name=op.f("fk_major_decision_decision_list_id")
        ),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_major_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_major_decision")),
    )
    with op.batch_alter_table("major_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_major_decision_category"), ["category"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_major_decision_decision_list_id"), ["decision_list_id"], unique=False
        )

    op.create_table(
        "opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("sender_kind", sa.String(length=40), nullable=False),
        sa.Column("sender", sa.String(length=80), nullable=True),
        sa.Column("contact", sa.String(length=200), nullable=True),
        sa.Column("topic", sa.String(length=80), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_opinion_consultation_id")
        ),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_opinion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion")),
    )
    with op.batch_alter_table("opinion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_consultation_id"), ["consultation_id"], unique=False)
