"""Public enterprises for everybody: what they disclose, and how to complain (附件5 第五、八、十五条)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select

from app.access.actor import CITIZEN, acting
from app.extensions import db
from models import Enterprise, EnterpriseCatalogue, ServiceItem, Unit
from models.base import Record
from models.column import declared
from models.enterprise import INSTITUTIONS, WAYS_TO_COMPLAIN
from models.enterprise_terms import CONTENTS
from models.service_item_elements import ELEMENTS
from views.portal.pages import portal
from views.record import ANYBODY

CLAUSES = ("A5.15", "A5.12", "A5.8", "A5.10")
_ABOUT = ("sector", "form", "authority_id", "supervising_division")
_REACHED = ("address", "hours", "phone", "fax", "email")
_SAID = tuple(name for name in ELEMENTS if name not in {"kind", "title"})
_ENDED = ("ended_on", "end_explanation")

Row = dict[str, Any]


@portal.route("/enterprises")
def enterprises() -> str:
    """The register, narrowed by the words somebody looks for."""
    asked = request.args.get("q", "").strip()
    with acting(CITIZEN):
        found = [
            {
                "title": one.title,
                "url": url_for("portal.enterprise", code=one.unit.code),
                "rows": [*_rows(one, ("sector", "authority_id")), *_rows(one, ("complaint_phone",))],
            }
            for one in db.session.scalars(select(Enterprise).order_by(Enterprise.sector, Enterprise.id))
            if asked in one.title
        ]
    return render_template(
        "gov/portal/enterprises.html", title=gettext("Public enterprises"), enterprises=found, asked=asked
    )


@portal.route("/enterprise/<string:code>")
def enterprise(code: str) -> str:
    """One enterprise, by the code of its unit: what it discloses, kind by kind, and how to complain."""
    with acting(CITIZEN):
        named = select(Enterprise).join(Unit, Enterprise.unit_id == Unit.id).where(Unit.code == code)
        one = db.session.scalars(named).first() or abort(404)
        told = select(ServiceItem).where(ServiceItem.enterprise_id == one.id).order_by(ServiceItem.id)
        items = list(db.session.scalars(told))
        disclosed = [item for item in items if item.state == "disclosed"]
        editions = select(EnterpriseCatalogue).where(EnterpriseCatalogue.enterprise_id == one.id)
        newest = editions.order_by(EnterpriseCatalogue.effective_on.desc()).limit(1)
        edition = db.session.scalars(newest).first()
        return render_template(
            "gov/portal/enterprise.html",
            title=one.title,
            about=[*_rows(one, _ABOUT), *_rows(one.unit, _REACHED)],
            complaints=_rows(one, WAYS_TO_COMPLAIN),
            institutions=_rows(one, INSTITUTIONS),
            edition=[
                {"label": gettext("Name of the edition"), "value": edition.title, "wide": True},
                *_rows(edition, ("effective_on", "published_on", "published_where", "filed_on")),
            ]
            if edition
            else [],
            contents=[
                {
                    "title": label,
                    "items": _items(i for i in disclosed if i.kind == kind),
                }
                for kind, label in CONTENTS.items()
            ],
            ended=[{"title": i.title, "rows": _rows(i, _ENDED)} for i in items if i.state == "ended"],
        )


def _items(found: Iterable[ServiceItem]) -> list[Row]:
    return [
        {
            "title": item.title,
            "rows": _rows(item, (*_SAID, "disclosed_on", "checked_on", "next_update_on")),
        }
        for item in found
    ]


def _rows(row: Any, names: Iterable[str]) -> list[Row]:
    """The columns that are filled, in words; of a record what anybody may read."""
    columns = declared(type(row))
    told = (
        (name, ANYBODY.text(row, name)[0] if isinstance(row, Record) else getattr(row, name))
        for name in names
    )
    return [
        {"label": columns[name].label, "value": text, "wide": len(text) > 20} for name, text in told if text
    ]
