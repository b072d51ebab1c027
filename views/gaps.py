"""What is missing where no record is late: columns to renew, units without an officer (附件1 七、十四)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access.actor import CITIZEN, Actor, acting
from app.access.grants import LIST
from app.parts import parts
from models import InformationOfficer, Publication, PublicationColumn
from models.information_officer import serving
from models.workflow import Label
from views import words
from views.choices import units

Line = tuple[str, str, str]
"""What is missing, what is known of it, and the address of where it is seen to."""


@dataclass(frozen=True)
class Gap:
    """One kind of thing that may be missing, as the page of a system tells it."""

    label: Label
    clause: str
    found: Callable[[Session, Actor, date], list[Line]]


def _overdue_columns(session: Session, actor: Actor, today: date) -> list[Line]:
    """The columns in use that were not renewed in their time, of the units the reader sees."""
    with acting(CITIZEN):
        newest = select(Publication.column_id, func.max(Publication.published_on)).group_by(
            Publication.column_id
        )
        last: dict[int | None, date | None] = dict(session.execute(newest).all())
    calendar = parts().calendar.calendar()
    found: list[Line] = []
    for column in session.scalars(select(PublicationColumn).order_by(PublicationColumn.id)):
        kept_by = frozenset({column.unit_id} if column.unit_id else ())
        renewed = last.get(column.id)
        due = calendar.add(renewed, column.interval).day if renewed and column.interval else None
        late = column.active and column.interval and (due is None or due < today)
        if late and actor.standing_for(LIST, Publication.__name__, kept_by):
            known = gettext(
                "Last renewed %(day)s, was due %(due)s", day=words.day_text(renewed), due=words.day_text(due)
            )
            told = known if renewed else gettext("Nothing was published in it yet")
            keeper = f"{column} · {column.unit}" if column.unit else str(column)
            found.append((keeper, told, f"/office/{Publication.slug}/?state=all&column_id={column.id}"))
    return found


def _units_without_officer(session: Session, actor: Actor, _today: date) -> list[Line]:
    """The units the reader sees in which no information officer serves."""
    held = set(session.scalars(serving().with_only_columns(InformationOfficer.unit_id)))
    return [
        (
            unit.name,
            gettext("It can submit nothing for publication"),
            f"/office/{InformationOfficer.slug}/?state=all&unit_id={unit.id}",
        )
        for unit in units(session)
        if unit.id not in held and actor.standing_for(LIST, InformationOfficer.__name__, frozenset({unit.id}))
    ]


OVERDUE_COLUMNS = Gap(_("Columns of the portal that were not renewed in time"), "A1.14", _overdue_columns)
UNITS_WITHOUT_OFFICER = Gap(_("Units without a serving information officer"), "A1.7", _units_without_officer)
