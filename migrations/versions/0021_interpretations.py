"""Interpretations of documents and their interpreters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "interpreter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("position", sa.String(length=120), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_interpreter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpreter")),
    )
    op.create_table(
        "interpretation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("focus", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("forms", sa.String(length=200), nullable=False),
        sa.Column("channels", sa.String(length=200), nullable=False),
        sa.Column("sections", sa.String(length=200), nullable=False),
        sa.Column("other_matters", sa.Text(), nullable=True),
        sa.Column("for_meeting", sa.Boolean(), nullable=False),
        sa.Column("background", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("aims", sa.Text(), nullable=True),
        sa.Column("contents", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("standards", sa.Text(), nullable=True),
        sa.Column("procedure", sa.Text(), nullable=True),
        sa.Column("cautions", sa.Text(), nullable=True),
        sa.Column("keywords", sa.Text(), nullable=True),
        sa.Column("benefits", sa.Text(), nullable=True),
        sa.Column("differences", sa.Text(), nullable=True),
        sa.Column("legality", sa.String(length=40), nullable=True),
        sa.Column("legality_opinion", sa.Text(), nullable=True),
        sa.Column("document_public_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_at", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_interpretation_document_id")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_interpretation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpretation")),
    )
    with op.batch_alter_table("interpretation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interpretation_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interpretation_published_on"), ["published_on"], unique=False)

    op.create_table(
        "interpretation_posting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interpretation_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=True),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_interpretation_posting_id")),
        sa.ForeignKeyConstraint(
            ["interpretation_id"],
            ["interpretation.id"],
            name=op.f("fk_interpretation_posting_interpretation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpretation_posting")),
    )
    with op.batch_alter_table("interpretation_posting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_interpretation_posting_interpretation_id"), ["interpretation_id"], unique=False
        )

    op.create_table(
        "interpreter_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interpretation_id", sa.Integer(), nullable=False),
        sa.Column("interpreter_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_interpreter_task_id")),
        sa.ForeignKeyConstraint(
            ["interpretation_id"], ["interpretation.id"], name=op.f("fk_interpreter_task_interpretation_id")
        ),
        sa.ForeignKeyConstraint(
            ["interpreter_id"], ["interpreter.id"], name=op.f("fk_interpreter_task_interpreter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpreter_task")),
    )
    with op.batch_alter_table("interpreter_task", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_interpreter_task_interpretation_id"), ["interpretation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_interpreter_task_interpreter_id"), ["interpreter_id"], unique=False
        )

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("policy_marks", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("interpretation", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("interpretation_reason", sa.Text(), nullable=True))
