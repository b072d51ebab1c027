"""The columns extra fields make, kept in memory until a field or a choice list is changed."""

from __future__ import annotations

from functools import partial

from sqlalchemy.orm import Session

from app.remembered import Remembered, Shelf, versions
from models.extra_field import ChoiceList, ExtraField, columns_by_matter, lend

EXTRA_COLUMNS = Shelf(stamp=(*versions(ExtraField), *versions(ChoiceList)), read=columns_by_matter)


def lend_columns(remembered: Remembered, session: Session) -> None:
    """Spare the transaction under way the statement that reads the definitions."""
    lend(session, partial(remembered.content, EXTRA_COLUMNS, session))
