"""Menus and tiles by role, as a part of the set-up file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.accounts import role_label
from app.setup.section import FLAG, Difference, Entry, Objection, Section, Work, maybe, text, whole
from models.menu_entry import LAST_PLACE, TILES, MenuEntry

AS_SHIPPED = {"place": None, "hidden": False}


class Menu(Section):
    """What stands elsewhere for a role, or nowhere; what the file lacks stands as shipped again.

    An entry this program has not is kept and means nothing.
    """

    key = "menu_entries"
    label = _("Menus and tiles")
    model = MenuEntry
    fields = {"role": text(64), "entry": text(60), "place": maybe(whole(0, LAST_PLACE)), "hidden": FLAG}
    by = ("role", "entry")
    page = "entry"

    def title(self, entry: Entry) -> str:
        """The role and what is arranged for it."""
        name = entry["entry"]
        return f"{role_label(entry['role'])} · {TILES.get(name, name)}"

    def read(self, session: Session) -> list[Entry]:
        """What is arranged otherwise than shipped."""
        rows = [row for row in session.scalars(select(MenuEntry)) if not row.as_shipped]
        return sorted(({name: getattr(row, name) for name in self.fields} for row in rows), key=self.code)

    def differences(self, session: Session, wanted: Sequence[Entry]) -> list[Difference]:
        """As shipped is as if it were not there."""
        asked = [entry for entry in wanted if not _is_shipped(entry)]
        named = {self.code(entry) for entry in asked}
        gone = [entry for entry in self.read(session) if self.code(entry) not in named]
        return [
            *super().differences(session, asked),
            *(Difference(self.code(entry), entry, {**entry, **AS_SHIPPED}) for entry in gone),
        ]

    def objections(
        self, session: Session, _work: Work, differences: Sequence[Difference]
    ) -> Iterator[Objection]:
        """Roles that are not here."""
        known = set(session.scalars(select(RoleRow.name)))
        for one in differences:
            if one.after["role"] not in known:
                yield (
                    one.code,
                    _("There is no such role here: let the security administrator enter it first"),
                )

    def carry_out(self, session: Session, _work: Work, differences: Sequence[Difference]) -> None:
        """Arrange them."""
        rows = {(row.role, row.entry): row for row in session.scalars(select(MenuEntry))}
        for one in differences:
            row = rows.get((one.after["role"], one.after["entry"]))
            if row is None:
                session.add(MenuEntry(**one.after))
            else:
                row.place, row.hidden = one.after["place"], one.after["hidden"]
        session.flush()


def _is_shipped(entry: Entry) -> bool:
    return all(entry[name] == value for name, value in AS_SHIPPED.items())
