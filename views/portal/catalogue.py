"""The disclosure catalogue for everybody: the edition in force, as a page and as a table (附件7 第十条)."""

from __future__ import annotations

from flask import Response, abort, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select

from app.access.actor import CITIZEN, acting
from app.exports import table
from app.extensions import db
from app.timekeeper import OFFICE_TIME
from models import CatalogueEdition, ItemChange
from models.catalogue_edition import told
from models.column import declared
from models.item_elements import CARD, CHART, SAID
from views import sheets, words
from views.portal.pages import portal

CLAUSES = ("A7.10",)
SHOWN = (*SAID, *CHART, *CARD)


def _latest() -> CatalogueEdition | None:
    """What everybody sees of editions are those that were published; who is signed in sees no more here."""
    latest = select(CatalogueEdition).order_by(CatalogueEdition.effective_on.desc()).limit(1)
    with acting(CITIZEN):
        return db.session.scalars(latest).first()


def _items(edition: CatalogueEdition | None) -> dict[str, dict[str, str]]:
    """What each item of an edition says, in words, by its code."""
    with acting(CITIZEN):
        said = edition.items() if edition else {}
    return {code: told(item, SHOWN) for code, item in said.items()}


def _labels() -> dict[str, str]:
    columns = declared(ItemChange)
    return {name: str(columns[name].label) for name in ("code", *SHOWN)}


@portal.route("/catalogue")
def items() -> str:
    """The items, narrowed by the words somebody looks for."""
    edition, asked = _latest(), request.args.get("q", "").strip()
    labels = _labels()
    found = [
        {
            "title": f"{code} {said['title']}",
            "rows": [
                {"label": labels[name], "value": said[name], "wide": len(said[name]) > 20}
                for name in SHOWN
                if said[name]
            ],
        }
        for code, said in _items(edition).items()
        if any(asked in text for text in (code, *said.values()))
    ]
    return render_template(
        "gov/portal/catalogue.html",
        title=gettext("Catalogue of disclosure items"),
        edition=edition,
        effective=words.day_text(edition.effective_on) if edition else "",
        items=found,
        asked=asked,
        files=[(form, url_for("portal.items_file", form=form)) for form in ("csv", "xlsx")],
    )


@portal.route("/catalogue.<string:form>")
def items_file(form: str) -> Response:
    """The whole edition as a table, one line an item; 404 before the first is published."""
    edition = _latest()
    if edition is None or form not in {"csv", "xlsx"}:
        abort(404)
    sheet = table.Sheet(
        title=edition.title,
        columns=[table.Column(name, label) for name, label in _labels().items()],
        rows=[[code, *said.values()] for code, said in _items(edition).items()],
        zone=OFFICE_TIME,
        about=gettext("About"),
        notes=[str(edition), gettext("Counts from %(day)s", day=words.day_text(edition.effective_on))],
    )
    return sheets.sent(sheet, form, "catalogue")
