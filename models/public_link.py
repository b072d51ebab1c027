"""Links in what is public, and how they answered when they were last asked (附件1 第二十条)."""

from __future__ import annotations

from datetime import date

from flask_appbuilder import Model
from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped

from models.base import Belonging
from models.column import plain

LONGEST_ADDRESS = 1000
"""Characters. An index of PostgreSQL holds no more than 2,700 bytes of a row."""


class PublicLink(Belonging, Model):
    """A link in the public texts of a record; every record has its own, also of the same address."""

    __tablename__ = "public_link"
    __table_args__ = (UniqueConstraint("record_id", "address"),)

    id: Mapped[int] = plain(primary_key=True)
    address: Mapped[str] = plain(String(LONGEST_ADDRESS), index=True)
    asked_on: Mapped[date | None] = plain()
    """The day it was last asked; None: not yet."""
    failed_nights: Mapped[int] = plain(default=0)
    """How many nights on end there was no page."""
    gone: Mapped[bool] = plain(default=False)
    """Whether the other side says that there is no such page any more."""
    report_key: Mapped[str | None] = plain(String(64))
    """The report it was told in last."""
