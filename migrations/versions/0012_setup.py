"""What administrators set up: words in letters, checklists, sensitive words, columns, menus."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by_id"], ["ab_user.id"], name=op.f("fk_letter_text_entered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_text")),
    )
    op.create_index(
        op.f("ix_letter_text_kind_place_valid_from"),
        "letter_text",
        ["kind", "place", "valid_from"],
        unique=False,
    )
    op.create_table(
        "checklist_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checklist", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("clause", sa.String(length=40), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_point")),
        sa.UniqueConstraint("checklist", "code", name=op.f("uq_checklist_point_checklist_code")),
    )
    op.create_table(
        "checklist_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("checklist", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.String(length=8), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_by", sa.String(length=130), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_checklist_result_record_id")),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["ab_user.id"], name=op.f("fk_checklist_result_signed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_result")),
    )
    op.create_index(op.f("ix_checklist_result_record_id"), "checklist_result", ["record_id"], unique=False)
    op.create_table(
        "sensitive_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("advice", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sensitive_word")),
        sa.UniqueConstraint("word", name=op.f("uq_sensitive_word_word")),
    )
    op.create_table(
        "publication_column",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("rhythm", sa.String(length=40), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["publication_column.id"], name=op.f("fk_publication_column_parent_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_publication_column_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_column")),
        sa.UniqueConstraint("code", name=op.f("uq_publication_column_code")),
    )
    op.create_index(
        op.f("ix_publication_column_parent_id"), "publication_column", ["parent_id"], unique=False
    )
    op.create_index(op.f("ix_publication_column_unit_id"), "publication_column", ["unit_id"], unique=False)
    op.create_table(
        "menu_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.String(length=60), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_menu_entry")),
        sa.UniqueConstraint("role", "entry", name=op.f("uq_menu_entry_role_entry")),
    )
