"""What lists show of the leading period stands on the record itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("running_clock", sa.Column("days_left", sa.Integer(), nullable=True))
    op.add_column("record", sa.Column("days_left", sa.Integer(), nullable=True))
    # What stands in it for records of before, `init` enters.
    op.add_column("record", sa.Column("counted_in", sa.String(length=20), nullable=True))
