"""The channels of an item of a public enterprise in one column: any of eight."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

FORMER = {
    "on_portal": "portal",
    "on_boards": "boards",
    "in_print": "print",
    "at_centres": "centres",
    "in_media": "media",
    "at_meetings": "meetings",
    "by_phone": "phone",
    "otherwise": "other_ways",
}


def upgrade() -> None:
    op.add_column("service_item", sa.Column("channels", sa.String(length=200), nullable=True))
    connection = op.get_bind()
    items = sa.table("service_item", sa.column("id"), sa.column("channels"), *map(sa.column, FORMER))
    for row in connection.execute(sa.select(items)).mappings().all():
        chosen = ",".join(code for name, code in FORMER.items() if row[name])
        connection.execute(items.update().where(items.c.id == row["id"]).values(channels=chosen or None))
    for name in FORMER:
        op.drop_column("service_item", name)
