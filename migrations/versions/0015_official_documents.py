"""Official documents, what they carry, and their paper copies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("document_word", sa.String(length=40), nullable=False),
        sa.Column("addressees", sa.String(length=400), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("copied_to", sa.String(length=400), nullable=True),
        sa.Column("urgency", sa.String(length=40), nullable=True),
        sa.Column("touches_the_public", sa.Boolean(), nullable=False),
        sa.Column("is_internal", sa.Boolean(), nullable=False),
        sa.Column("holds_private_matters", sa.Boolean(), nullable=False),
        sa.Column("consults_agencies", sa.Boolean(), nullable=False),
        sa.Column("holds_secrets", sa.Boolean(), nullable=False),
        sa.Column("is_normative", sa.Boolean(), nullable=False),
        sa.Column("is_major_decision", sa.Boolean(), nullable=False),
        sa.Column("needs_legality_review", sa.Boolean(), nullable=False),
        sa.Column("attribute", sa.String(length=40), nullable=True),
        sa.Column("attribute_reason", sa.Text(), nullable=True),
        sa.Column("attribute_ground", sa.String(length=40), nullable=True),
        sa.Column("reassess_on", sa.Date(), nullable=True),
        sa.Column("legality", sa.String(length=40), nullable=True),
        sa.Column("legality_opinion", sa.Text(), nullable=True),
        sa.Column("signer", sa.String(length=60), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_at", sa.String(length=300), nullable=True),
        sa.Column("entered_by", sa.String(length=60), nullable=True),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name="fk_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_index("ix_document_issued_on", "document", ["issued_on"])
    op.create_table(
        "document_reference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("cited_title", sa.String(length=200), nullable=False),
        sa.Column("cited_number", sa.String(length=60), nullable=True),
        sa.Column("attribute", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name="fk_document_reference_id"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_document_reference_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_document_reference"),
    )
    op.create_index("ix_document_reference_document_id", "document_reference", ["document_id"])
    op.create_index("ix_document_reference_cited_number", "document_reference", ["cited_number"])
    op.create_table(
        "paper_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("receiver", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name="fk_paper_delivery_id"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_paper_delivery_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_delivery"),
    )
    op.create_index("ix_paper_delivery_document_id", "paper_delivery", ["document_id"])
