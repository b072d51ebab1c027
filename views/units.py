"""The units of the county as a tree, each with its receiving body (附件8 第三条) and its people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_appbuilder import expose
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, func, or_, select

from app.parts import parts
from models.account import full_name
from models.column import declared
from models.unit import Membership, Unit
from views import words
from views.base import signed_in
from views.kept import KeptPage

UNIT = (_("Unit"), ("code", "name", "kind", "parent_id", "word"))
RECEIVING_BODY = (_("Receiving body"), ("body", "address", "hours", "phone", "fax", "email"))
REMEDY = (_("Legal remedy"), ("reconsideration_organ", "court"))
MERGED = (_("Merger"), ("merged_into_id", "merged_on"))
SECTIONS = (UNIT, RECEIVING_BODY, REMEDY, MERGED)


class UnitPage(KeptPage):
    """What looking and changing share."""

    model = Unit
    sections = SECTIONS
    heading = _("Units")
    looking, changing = "UnitView", "UnitEditView"


class UnitView(UnitPage):
    """Everybody who signed in may look."""

    route_base = "/office/units"
    default_view = "list"
    base_permissions: tuple[str, ...] = ()
    label = _("Units")

    @expose("/")
    @signed_in
    def list(self) -> Any:
        """The tree."""
        below: dict[int | None, list[Unit]] = defaultdict(list)
        for unit in self.session.scalars(select(Unit).order_by(Unit.code)):
            below[unit.parent_id].append(unit)
        counted = select(Membership.unit_id, func.count()).where(*_serving(parts().time.today()))
        people = dict(self.session.execute(counted.group_by(Membership.unit_id)).all())
        return self.page(
            "gov/admin/units.html",
            title=gettext("Units"),
            crumbs=self.way(),
            tree=[self._branch(unit, below, people) for unit in below[None]],
            add_url=self.url("add") if self.may_change else None,
        )

    def _branch(
        self, unit: Unit, below: Mapping[int | None, Sequence[Unit]], people: Mapping[int, int]
    ) -> dict[str, Any]:
        serving = people.get(unit.id, 0)
        return {
            "name": unit.name,
            "url": self.url("show", pk=unit.id),
            "kind": words.value_text(declared(Unit)["kind"], unit.kind),
            "code": unit.code,
            "people": ngettext("%(num)s person", "%(num)s persons", serving),
            "active": unit.active,
            "below": [self._branch(child, below, people) for child in below[unit.id]],
        }

    @expose("/<int:pk>")
    @signed_in
    def show(self, pk: int) -> Any:
        """One unit: what it is, where its receiving body is, who belongs to it."""
        unit = self.find(pk)
        today = parts().time.today()
        rows = self.session.scalars(
            select(Membership)
            .where(Membership.unit_id == pk)
            .order_by(Membership.since.desc(), Membership.id)
        )
        return self.page(
            "gov/admin/unit.html",
            title=unit.name,
            crumbs=self.way((unit.name, None)),
            active=unit.active,
            sections=[
                {"title": title, "rows": [_fact(unit, name) for name in names]} for title, names in SECTIONS
            ],
            people=[_person(row, today) for row in rows],
            below=[
                {"name": child.name, "url": self.url("show", pk=child.id), "active": child.active}
                for child in self.session.scalars(
                    select(Unit).where(Unit.parent_id == pk).order_by(Unit.code)
                )
            ],
            edit_url=self.url("edit", pk=pk) if self.may_change else None,
            switch_url=self.url("switch", pk=pk) if self.may_change else None,
        )


def _serving(day: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a post counts on a day."""
    return (Membership.since <= day, or_(Membership.until.is_(None), Membership.until >= day))


def _fact(unit: Unit, name: str) -> dict[str, Any]:
    column = declared(Unit)[name]
    other = getattr(unit, name.removesuffix("_id")) if column.points_to else None
    value = words.value_text(column, getattr(unit, name)) if other is None else other.name
    return {"label": column.label, "value": value, "wide": False, "masked": False}


def _person(row: Membership, today: date) -> dict[str, Any]:
    serving = row.since <= today and (row.until is None or row.until >= today)
    state = gettext("in office") if serving else gettext("not now")
    return {
        "url": None,
        "over": False,
        "cells": [
            {"text": full_name(row.user)},
            {"text": row.post},
            {"text": words.day_text(row.since), "nowrap": True},
            {"text": words.day_text(row.until), "nowrap": True},
            {"text": state, "tone": "green" if serving else "grey"},
        ],
    }
