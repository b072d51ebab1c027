"""The disclosure catalogue: items, applications to change them, editions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogue_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_where", sa.String(length=200), nullable=True),
        sa.Column("reported_to", sa.String(length=120), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_catalogue_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_edition")),
    )
    op.create_table(
        "disclosure_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("level_one", sa.String(length=120), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("update_time", sa.String(length=200), nullable=True),
        sa.Column("publisher", sa.String(length=200), nullable=True),
        sa.Column("guarantor", sa.String(length=200), nullable=True),
        sa.Column("channels", sa.String(length=200), nullable=True),
        sa.Column("portal_column", sa.String(length=200), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=True),
        sa.Column("audience_group", sa.String(length=200), nullable=True),
        sa.Column("mode", sa.String(length=40), nullable=True),
        sa.Column("flow_chart", sa.String(length=40), nullable=True),
        sa.Column("flow_steps", sa.Text(), nullable=True),
        sa.Column("policy_card", sa.String(length=40), nullable=True),
        sa.Column("policy_card_text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_disclosure_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure_item")),
    )
    op.create_table(
        "item_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("ground_note", sa.String(length=400), nullable=True),
        sa.Column("caused_on", sa.Date(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("flow_chart_reason", sa.String(length=400), nullable=True),
        sa.Column("change_summary", sa.Text(), nullable=False),
        sa.Column("change_basis", sa.Text(), nullable=False),
        sa.Column("remark", sa.String(length=400), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("notes", sa.String(length=400), nullable=True),
        sa.Column("filled_by", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("unit_opinion", sa.Text(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("edition_place", sa.Integer(), nullable=True),
        sa.Column("level_one", sa.String(length=120), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("update_time", sa.String(length=200), nullable=True),
        sa.Column("publisher", sa.String(length=200), nullable=True),
        sa.Column("guarantor", sa.String(length=200), nullable=True),
        sa.Column("channels", sa.String(length=200), nullable=True),
        sa.Column("portal_column", sa.String(length=200), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=True),
        sa.Column("audience_group", sa.String(length=200), nullable=True),
        sa.Column("mode", sa.String(length=40), nullable=True),
        sa.Column("flow_chart", sa.String(length=40), nullable=True),
        sa.Column("flow_steps", sa.Text(), nullable=True),
        sa.Column("policy_card", sa.String(length=40), nullable=True),
        sa.Column("policy_card_text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["catalogue_edition.id"], name=op.f("fk_item_change_edition_id")
        ),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_item_change_id")),
        sa.ForeignKeyConstraint(["item_id"], ["disclosure_item.id"], name=op.f("fk_item_change_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_change")),
    )
    op.create_index("ix_item_change_code", "item_change", ["code"])
    op.create_index("ix_item_change_edition_id", "item_change", ["edition_id"])
    items = sa.text("matter = 'disclosure_item'")
    op.create_index(
        "uq_record_item_code", "record", ["number"], unique=True, sqlite_where=items, postgresql_where=items
    )
