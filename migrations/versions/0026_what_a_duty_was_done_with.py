"""What a duty was done with."""

from __future__ import annotations

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # One statement that both engines know; a batch would write the table anew on SQLite.
    op.execute(
        "ALTER TABLE meeting_duty ADD COLUMN done_with_id INTEGER "
        "CONSTRAINT fk_meeting_duty_done_with_id REFERENCES record (id)"
    )
    op.create_index(op.f("ix_meeting_duty_done_with_id"), "meeting_duty", ["done_with_id"], unique=False)
