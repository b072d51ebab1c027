"""Enterprises by kind of content: what is there, missing or out of date, each figure its list (附件5 五)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import abort, flash, redirect, url_for
from flask_appbuilder import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.access.grants import EXPORT, LIST
from app.audit.trail import note
from app.exports import table
from app.letters import render
from app.parts import parts
from app.timekeeper import OFFICE_TIME
from models import ServiceItem
from models.completeness import Completeness, Content, completeness
from models.enterprise_terms import IN_SHORT
from views import sheets, words
from views.base import OfficePage, signed_in

CLAUSES = ("A5.5", "A5.3")


class CompletenessView(OfficePage):
    """Counts the items its reader may list, under the grants of these."""

    route_base = "/office/completeness"
    default_view = "index"
    class_permission_name = ServiceItem.__name__
    base_permissions = [LIST, EXPORT]
    label = _("Completeness of disclosure")

    @expose("/")
    @signed_in
    def index(self) -> Any:
        """The matrix."""
        self.require(LIST)
        return self.page(
            "gov/completeness.html",
            title=self.label,
            heads=_heads(),
            rows=[_row(one) for one in self._found()],
            exports=[
                {"label": label, "url": url_for("CompletenessView.export", form=form)}
                for form, label in sheets.FORMATS.items()
                if self.may(EXPORT)
            ],
        )

    @expose("/export.<string:form>")
    @signed_in
    def export(self, form: str) -> Any:
        """The same as a file; the trail says who took it."""
        self.require(EXPORT)
        if form not in sheets.FORMATS:
            abort(404)
        now = parts().time.now()
        sheet = table.Sheet(
            title=str(self.label),
            columns=[table.Column(str(place), head) for place, head in enumerate(_heads())],
            rows=[
                [one.enterprise.title, f"{one.percent}%", *map(_told, one.contents.values())]
                for one in self._found()
            ],
            zone=OFFICE_TIME,
            about=gettext("About"),
            notes=[
                gettext("Exported by %(who)s", who=self.actor.name),
                gettext("At %(when)s", when=words.moment_text(now)),
            ],
        )
        try:
            answer = sheets.sent(sheet, form, "completeness")
        except render.PrintingUnavailable:
            flash(words.cannot_print(), "danger")
            return redirect(url_for("CompletenessView.index"))
        note(parts().write, parts().time.now, "export", actor=self.actor, subject=f"completeness.{form}")
        return answer

    def _found(self) -> list[Completeness]:
        return list(completeness(self.session, parts().time.today()))


def _heads() -> list[str]:
    return [gettext("Public enterprise"), gettext("Complete"), *map(str, IN_SHORT.values())]


def _told(content: Content) -> str:
    """What stands in a field of the matrix."""
    if not content.disclosed:
        return gettext("Missing")
    if content.outdated:
        return gettext("%(n)s (%(late)s out of date)", n=content.disclosed, late=content.outdated)
    return str(content.disclosed)


def _row(one: Completeness) -> dict[str, Any]:
    """One line of the matrix, each field with the items behind it."""
    heads, key = _heads()[1:], one.enterprise.id
    percent = {"label": heads[0], "value": f"{one.percent}%", "url": _items(enterprise_id=key)}
    fields = [
        {"label": head, "value": _told(content), "url": _items(enterprise_id=key, kind=kind)}
        for head, (kind, content) in zip(heads[1:], one.contents.items(), strict=True)
    ]
    return {
        "label": one.enterprise.title,
        "url": f"/office/enterprises/{key}",
        "over": any(not content.is_current for content in one.contents.values()),
        "figures": [percent, *fields],
    }


def _items(**asked: Any) -> str:
    return f"/office/{ServiceItem.slug}/?{urlencode({'state': 'disclosed', **asked})}"
