"""Open meetings with plan, agenda, invitations and what follows; open days and who owes one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "open_day_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("close_to", sa.String(length=40), nullable=False),
        sa.Column("owed_until", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("reminder", sa.Text(), nullable=True),
        sa.Column("former_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["former_id"], ["open_day_year.id"], name=op.f("fk_open_day_year_former_id")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_open_day_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_day_year")),
    )
    with op.batch_alter_table("open_day_year", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_open_day_year_year"), ["year"], unique=False)

    op.create_table(
        "opening_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("focus", sa.Text(), nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("review", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_opening_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_plan")),
    )
    with op.batch_alter_table("opening_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opening_plan_year"), ["year"], unique=False)

    op.create_table(
        "open_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("open_day_year_id", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("announced_at", sa.String(length=300), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("visitors", sa.Integer(), nullable=True),
        sa.Column("account", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_open_day_id")),
        sa.ForeignKeyConstraint(
            ["open_day_year_id"], ["open_day_year.id"], name=op.f("fk_open_day_open_day_year_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_day")),
    )
    with op.batch_alter_table("open_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_open_day_open_day_year_id"), ["open_day_year_id"], unique=False)

    op.create_table(
        "open_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("called_on", sa.Date(), nullable=True),
        sa.Column("meets_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("chaired_by", sa.String(length=60), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_at", sa.String(length=300), nullable=True),
        sa.Column("opening_form", sa.String(length=40), nullable=True),
        sa.Column("invites", sa.String(length=120), nullable=True),
        sa.Column("selection_rule", sa.Text(), nullable=True),
        sa.Column("duty_rule", sa.Text(), nullable=True),
        sa.Column("arrangement_rule", sa.Text(), nullable=True),
        sa.Column("discipline_rule", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_open_meeting_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["opening_plan.id"], name=op.f("fk_open_meeting_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_meeting")),
    )
    with op.batch_alter_table("open_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_open_meeting_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_open_meeting_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_kind", sa.String(length=40), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("nature", sa.String(length=40), nullable=False),
        sa.Column("hearing_required", sa.Boolean(), nullable=False),
        sa.Column("drafted_with", sa.String(length=200), nullable=True),
        sa.Column("withheld_for", sa.String(length=40), nullable=True),
        sa.Column("secrecy_opinion", sa.Text(), nullable=True),
        sa.Column("hearing_on", sa.Date(), nullable=True),
        sa.Column("hearing_result", sa.Text(), nullable=True),
        sa.Column("revision", sa.Text(), nullable=True),
        sa.Column("unheard_reason", sa.Text(), nullable=True),
        sa.Column("unit_opinion", sa.Text(), nullable=True),
        sa.Column("county_opinion", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("outcome_note", sa.Text(), nullable=True),
        sa.Column("opening_form", sa.String(length=40), nullable=True),
        sa.Column("invites", sa.String(length=120), nullable=True),
        sa.Column("selection_rule", sa.Text(), nullable=True),
        sa.Column("duty_rule", sa.Text(), nullable=True),
        sa.Column("arrangement_rule", sa.Text(), nullable=True),
        sa.Column("discipline_rule", sa.Text(), nullable=True),
        sa.Column("draft", sa.Text(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_agenda_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["open_meeting.id"], name=op.f("fk_agenda_item_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_item_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_item_meeting_kind"), ["meeting_kind"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("representative", sa.String(length=80), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=True),
        sa.Column("contact", sa.String(length=200), nullable=True),
        sa.Column("chosen_how", sa.String(length=200), nullable=True),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("remark", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_invitation_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["open_meeting.id"], name=op.f("fk_invitation_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "meeting_duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("arisen_on", sa.Date(), nullable=False),
        sa.Column("due_by", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_where", sa.String(length=300), nullable=True),
        sa.Column("account", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_meeting_duty_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["open_meeting.id"], name=op.f("fk_meeting_duty_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_duty")),
    )
    with op.batch_alter_table("meeting_duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_duty_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_duty_meeting_id"), ["meeting_id"], unique=False)
