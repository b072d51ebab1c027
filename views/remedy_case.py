"""Reconsiderations and lawsuits on screen: columns, and what a new one takes over from its request."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _

from models import InformationRequest, RemedyCase
from models.remedy_terms import PLEADED
from views.forms import key_asked
from views.matter import MatterView

ON_REQUEST = ("number", "title", "kind", "state", "received_on", "result", "decided_on")


class RemedyCaseView(MatterView):
    """《政府信息公开条例》第五十一条."""

    model = RemedyCase
    list_columns = (
        *("number", "title", "applicant", "unit_id", "kind", "state"),
        *("received_on", "answered_on", "result", "decided_on", "due_on", "organ", "case_number"),
    )
    filters = ("unit_id", "kind", "result", "received_on", "answered_on", "decided_on", "due_on")
    form_sections = (
        (
            _("The case"),
            ("unit_id", "title", "kind", "procedure", "organ", "case_number", "received_on", "applicant"),
        ),
        (
            _("What is contested"),
            ("source_id", "request_told", "disputed", "earlier_id", "counted_by", "defended_by"),
        ),
    )
    sections = (
        *form_sections,
        (_("Written answer"), (*PLEADED[:-1], "answered_on")),
        (_("Decision"), ("result", "decided_on", "decision_number", "corrected_what")),
        (_("Answered anew"), ("redo_by", "redone_on", "redone_with")),
    )

    def prefill(self, form: Any) -> None:
        """Begun from a request, it is about that one and against its unit."""
        super().prefill(form)
        found = self.session.get(InformationRequest, key_asked(request.args.get("source_id")))
        if found is not None:
            form.source_id.data, form.title.data = found.id, found.title
            form.unit_id.data = form.unit_id.coerce(str(found.unit_id))
