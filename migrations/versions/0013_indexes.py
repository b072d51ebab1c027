"""Lists in the order of their dates without sorting: open records, records of a state, all of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

UNITS = ("id", "unit_id", "handling_unit_id")


def upgrade() -> None:
    op.create_index("ix_record_due", "record", ["matter", "due_on", *UNITS])
    op.create_index("ix_record_state", "record", ["matter", "state", "due_on", *UNITS])
    # Last: of two that seem to do as well, SQLite takes the younger one.
    still_open = sa.text("closed_on IS NULL")
    op.create_index(
        "ix_record_open",
        "record",
        ["matter", "due_on", *UNITS],
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    # Each of the others begins with it.
    op.drop_index("ix_record_matter", table_name="record")
