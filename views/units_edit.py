"""Units entered, corrected and taken out of use: the system administrator's pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, or_, select

from app.access.actor import PROGRAM, acting
from app.access.grants import EDIT
from models.base import Record
from models.unit import Unit
from views import forms
from views.keeping import KeepingPage
from views.units import UnitPage

CLAUSES = ("A8.3",)


class UnitEditView(UnitPage, KeepingPage):
    """The system administrator adds units, corrects them, and takes them out of use."""

    route_base = "/office/units"
    permission_labels = {EDIT: _("Add and change units")}
    label = _("Units")
    required = ("code", "name", "kind")
    taken = {"code": _("Another unit has this code"), "name": _("Another unit has this name")}
    clauses = CLAUSES
    new_title = _("New unit")
    off_effect = _("It is offered no more where a unit is chosen. Its records, people and numbers stay.")
    on_effect = _("It is offered again where a unit is chosen.")

    def _still_needed(self, unit: Unit) -> str | None:
        if self.session.scalar(select(Unit.id).where(Unit.parent_id == unit.id, Unit.active).limit(1)):
            return gettext("Units that belong to it are in use; take them out of use first.")
        here = or_(Record.unit_id == unit.id, Record.handling_unit_id == unit.id)
        # Whoever keeps the units need not see their records (separation of duties).
        with acting(PROGRAM):
            count = self.session.scalar(select(func.count(Record.id)).where(here, Record.closed_on.is_(None)))
        if count:
            return ngettext(
                "%(num)s record of it is open; it must be closed or handed over first.",
                "%(num)s records of it are open; they must be closed or handed over first.",
                count,
            )
        return None

    def _choices(self, unit: Unit) -> Mapping[str, forms.Choices]:
        return {"parent_id": lambda: self._parents(unit), "merged_into_id": lambda: self._others(unit)}

    def _parents(self, unit: Unit) -> list[tuple[str, str]]:
        return self._offered(unit.parent, unit.may_belong_to)

    def _others(self, unit: Unit) -> list[tuple[str, str]]:
        return self._offered(unit.merged_into, lambda other: other is not unit and other.kind != "division")

    def _offered(self, kept: Unit | None, fits: Callable[[Unit], bool]) -> list[tuple[str, str]]:
        rows = self.session.scalars(select(Unit).where(Unit.active).order_by(Unit.code))
        offered = [(str(u.id), u.name) for u in rows if fits(u)]
        if kept is not None and not kept.active:
            offered.append((str(kept.id), kept.name))
        return offered

    def _sound(self, _unit: Unit, form: Any) -> None:
        if form.kind.data == "division" and form.parent_id.data is None:
            form.parent_id.errors = [gettext("A division belongs to a unit")]
        if form.kind.data != "division" and not form.word.data:
            form.word.errors = [gettext("Document numbers begin with it; only a division has none")]
        if (form.merged_into_id.data is None) is not (form.merged_on.data is None):
            form.merged_on.errors = [gettext("Name the unit it was merged into and the day, or neither")]
        # A division has none; the column holds a text all the same.
        form.word.data = form.word.data or ""
