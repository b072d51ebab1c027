"""The points of checklists (附件1 第十一条); what was signed keeps the words of its day."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.access.grants import EDIT
from models.checklist import LAST_PLACE, ChecklistPoint
from views.keeping import KeepingPage, say_code
from views.kept import LookingPage


class ChecklistView(LookingPage, KeepingPage):
    """The system administrator words the points and orders them."""

    route_base = "/office/checklists"
    permission_labels = {EDIT: _("Keep the points of checklists")}
    heading = label = _("Checklists")
    looking = changing = "ChecklistView"
    model = ChecklistPoint
    sections = ((_("Point to check"), ("checklist", "code", "text", "clause", "place")),)
    listed = ("text", "checklist", "clause", "place")
    ordered = ("checklist", "place", "id")
    required = ("checklist", "code", "text", "place")
    clauses = ("A1.11",)
    new_title = _("New point")
    off_effect = _("It is asked no more. What was signed keeps it.")
    on_effect = _("It is asked again.")

    def _say_taken(self, form: Any, pk: int) -> None:
        same = select(ChecklistPoint.id).where(
            ChecklistPoint.checklist == form.checklist.data,
            ChecklistPoint.code == form.code.data,
            ChecklistPoint.id != pk,
        )
        if self.session.scalar(same):
            form.code.errors = [gettext("Another point of this list has this code")]

    def _sound(self, row: ChecklistPoint, form: Any) -> None:
        say_code(form, row)
        if not 0 <= form.place.data <= LAST_PLACE:
            form.place.errors = [gettext("0 to %(n)s", n=LAST_PLACE)]
