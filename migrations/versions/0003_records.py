"""Records, their matters, files and letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("handling_unit_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("warn_on", sa.Date(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("rules", sa.String(length=20), nullable=False),
        sa.Column("sealed_hash", sa.String(length=64), nullable=True),
        sa.Column("submission_key", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["handling_unit_id"], ["unit.id"], name=op.f("fk_record_handling_unit_id")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["ab_user.id"], name=op.f("fk_record_opened_by_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_record_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_record_submission_key")),
    )
    op.create_index(op.f("ix_record_handling_unit_id"), "record", ["handling_unit_id"], unique=False)
    op.create_index(op.f("ix_record_matter"), "record", ["matter"], unique=False)
    op.create_index(op.f("ix_record_number"), "record", ["number"], unique=False)
    op.create_index(op.f("ix_record_unit_id"), "record", ["unit_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=130), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_attachment_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("key", name=op.f("uq_attachment_key")),
    )
    op.create_index(op.f("ix_attachment_record_id"), "attachment", ["record_id"], unique=False)
    op.create_table(
        "information_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_note", sa.String(length=400), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("correction_items", sa.Text(), nullable=True),
        sa.Column("correct_by", sa.Date(), nullable=True),
        sa.Column("corrected_on", sa.Date(), nullable=True),
        sa.Column("secrecy_opinion", sa.Text(), nullable=True),
        sa.Column("referred_to", sa.String(length=120), nullable=True),
        sa.Column("referral_question", sa.Text(), nullable=True),
        sa.Column("ruling", sa.Text(), nullable=True),
        sa.Column("handling_note", sa.String(length=400), nullable=True),
        sa.Column("extension_days", sa.Integer(), nullable=True),
        sa.Column("extension_reason", sa.Text(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("track_hash", sa.String(length=64), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("written_by", sa.String(length=60), nullable=True),
        sa.Column("applicant_kind", sa.String(length=40), nullable=False),
        sa.Column("applicant", sa.String(length=80), nullable=False),
        sa.Column("id_kind", sa.String(length=40), nullable=True),
        sa.Column("id_number", sa.String(length=40), nullable=True),
        sa.Column("contact_person", sa.String(length=60), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("agent", sa.String(length=80), nullable=True),
        sa.Column("agent_id_number", sa.String(length=40), nullable=True),
        sa.Column("about_oneself", sa.Boolean(), nullable=False),
        sa.Column("identity_seen", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("purpose", sa.String(length=400), nullable=True),
        sa.Column("form_wanted", sa.String(length=40), nullable=False),
        sa.Column("delivery_wanted", sa.String(length=40), nullable=False),
        sa.Column("help_needed", sa.String(length=200), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("answer_text", sa.Text(), nullable=True),
        sa.Column("outcome_reason", sa.Text(), nullable=True),
        sa.Column("public_place", sa.String(length=300), nullable=True),
        sa.Column("other_organ", sa.String(length=120), nullable=True),
        sa.Column("other_organ_contact", sa.String(length=200), nullable=True),
        sa.Column("search_record", sa.Text(), nullable=True),
        sa.Column("earlier_answer", sa.String(length=120), nullable=True),
        sa.Column("no_special_need", sa.Boolean(), nullable=False),
        sa.Column("form_given", sa.String(length=40), nullable=True),
        sa.Column("form_reason", sa.String(length=300), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("delivery_given", sa.String(length=40), nullable=True),
        sa.Column("delivery_note", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_information_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_information_request")),
    )
    op.create_index(op.f("ix_information_request_outcome"), "information_request", ["outcome"], unique=False)
    op.create_index(
        op.f("ix_information_request_received_on"), "information_request", ["received_on"], unique=False
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("signed_by", sa.String(length=130), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("html_sha256", sa.String(length=64), nullable=False),
        sa.Column("template_version", sa.String(length=64), nullable=False),
        sa.Column("pdf_key", sa.String(length=80), nullable=True),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_letter_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("number", name=op.f("uq_letter_number")),
    )
    op.create_index(op.f("ix_letter_record_id"), "letter", ["record_id"], unique=False)
    op.create_table(
        "running_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("fixed_on", sa.Date(), nullable=True),
        sa.Column("extension", sa.Integer(), nullable=False),
        sa.Column("due_before", sa.Date(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("warn_on", sa.Date(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_running_clock_record_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["rule_id"], ["deadline_rule.id"], name=op.f("fk_running_clock_rule_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_running_clock")),
    )
    op.create_index(op.f("ix_running_clock_record_id"), "running_clock", ["record_id"], unique=False)
    op.create_table(
        "taken_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=60), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("void_reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_taken_number_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_number")),
        sa.UniqueConstraint("scope", "value", name=op.f("uq_taken_number_scope_value")),
        sa.UniqueConstraint("text", name=op.f("uq_taken_number_text")),
    )
    op.create_index(op.f("ix_taken_number_record_id"), "taken_number", ["record_id"], unique=False)
    op.create_table(
        "agency_consultation",
        sa.Column("addressee", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reply_text", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_agency_consultation_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["information_request.id"], name=op.f("fk_agency_consultation_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_consultation")),
    )
    op.create_index(
        op.f("ix_agency_consultation_request_id"), "agency_consultation", ["request_id"], unique=False
    )
    op.create_table(
        "suspension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clock_id", sa.Integer(), nullable=False),
        sa.Column("cause_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["cause_id"], ["record.id"], name=op.f("fk_suspension_cause_id")),
        sa.ForeignKeyConstraint(
            ["clock_id"], ["running_clock.id"], name=op.f("fk_suspension_clock_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension")),
    )
    op.create_index(op.f("ix_suspension_cause_id"), "suspension", ["cause_id"], unique=False)
    op.create_index(op.f("ix_suspension_clock_id"), "suspension", ["clock_id"], unique=False)
    op.create_table(
        "third_party",
        sa.Column("grounds_hold", sa.String(length=40), nullable=True),
        sa.Column("judgement", sa.Text(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("addressee", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reply_text", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_third_party_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["information_request.id"], name=op.f("fk_third_party_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_third_party")),
    )
    op.create_index(op.f("ix_third_party_request_id"), "third_party", ["request_id"], unique=False)
