"""Public enterprises, what they disclose, their catalogues and complaints, on screen."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _

from models import Breach, Enterprise, EnterpriseCatalogue, EnterpriseComplaint, ServiceItem, Training
from models.base import Record
from models.enterprise import INSTITUTIONS, WAYS_TO_COMPLAIN
from models.service_item_elements import ELEMENTS
from views.matter import MatterView
from views.record import Related

_DAYS = ("arose_on", "legal_by", "promised_by")
_ITEM = ("number", "title", "kind", "state", "disclosed_on", "next_update_on")


class EnterpriseView(MatterView):
    """附件5 第二、四、十二、十五条."""

    model = Enterprise
    list_columns = ("number", "title", "sector", "form", "authority_id", "state", "complaint_phone")
    filters = ("unit_id", "sector", "form", "authority_id")
    form_sections = (
        (_("The enterprise"), ("unit_id", "title", "sector", "form", "authority_id")),
        (_("Contact"), ("contact", "contact_phone")),
        (_("Institutions and rules"), INSTITUTIONS),
        (_("Ways to complain"), WAYS_TO_COMPLAIN),
    )
    sections = (
        (_("The enterprise"), ("unit_id", "sector", "form", "authority_id", "supervising_division")),
        *form_sections[1:],
    )
    related = (
        Related("items", ServiceItem, _ITEM, "enterprise_id", listed=True),
        Related(
            "catalogues",
            EnterpriseCatalogue,
            ("number", "title", "state", "published_on", "filed_on", "correct_by"),
            "enterprise_id",
            listed=True,
        ),
        Related("complaints", EnterpriseComplaint, ("number", "kind", "unit_id", "state", "due_on"), ""),
        Related("breaches", Breach, ("number", "title", "kind", "severity", "state", "due_on"), ""),
        Related("trainings", Training, ("number", "title", "planned_on", "state", "hours"), ""),
    )


class ServiceItemView(MatterView):
    """附件5 第三、五至八条."""

    model = ServiceItem
    parent = "enterprise_id"
    in_series = ("publisher", "time_limit", "enquiry_phone")
    list_columns = (
        *("number", "title", "unit_id", "kind", "stage", "state"),
        *("disclosed_on", "next_update_on", "due_on"),
    )
    filters = ("enterprise_id", "unit_id", "kind", "stage", "disclosed_on", "next_update_on", "due_on")
    form_sections = (
        (_("The item"), (*ELEMENTS, "replaces_id")),
        (_("Time"), _DAYS),
    )
    sections = (
        (_("The item"), ("unit_id", *ELEMENTS, "replaces_id")),
        *form_sections[1:],
        (_("Secrecy review"), ("secrecy_opinion", "withheld_for")),
        (_("Referral"), ("referred_to", "referred_question", "ruling", "ruling_number", "ruled_on")),
        (_("Disclosure"), ("disclosed_on", "checked_on", "next_update_on", "ended_on", "end_explanation")),
    )
    related = (Related("successors", ServiceItem, _ITEM, "replaces_id", title=_("What replaces it")),)

    def given_by(self, above: Record) -> dict[str, Any]:
        """Each item of an enterprise has a name of its own."""
        return {name: value for name, value in super().given_by(above).items() if name != "title"}

    def prefill(self, form: Any) -> None:
        """Begun from an item, what that one says now is what is corrected."""
        super().prefill(form)
        key = request.args.get("replaces_id", "")
        found = self.session.get(ServiceItem, int(key)) if key.isdecimal() and len(key) < 10 else None
        if found is None:
            return
        form.replaces_id.data = found.id
        for name in ELEMENTS:
            form[name].data = getattr(found, name)

    def _related_url(self, record: Any, part: Related) -> str | None:
        url = super()._related_url(record, part)
        return f"{url}&{self.parent}={record.enterprise_id}" if url and record.state == "disclosed" else None


class EnterpriseCatalogueView(MatterView):
    """附件5 第十条."""

    model = EnterpriseCatalogue
    parent = "enterprise_id"
    list_columns = (
        *("number", "title", "unit_id", "state"),
        *("published_on", "filed_on", "correct_by", "corrected_on"),
    )
    filters = ("enterprise_id", "unit_id", "fault", "published_on", "filed_on", "correct_by")
    form_sections = ((_("The edition"), ("title", "pattern")),)
    sections = (
        (_("The edition"), ("unit_id", "pattern", "effective_on")),
        (_("Made public online"), ("published_on", "published_where", "filed_on")),
        (
            _("Review by the authority"),
            ("review_opinion", "fault", "faults_found", "ordered_on", "correct_by"),
        ),
        (_("Correction"), ("corrected_on", "correction")),
    )
    related = (Related("items", ServiceItem, _ITEM, ""),)

    def given_by(self, above: Record) -> dict[str, Any]:
        """Each edition has a name of its own."""
        return {name: value for name, value in super().given_by(above).items() if name != "title"}


class EnterpriseComplaintView(MatterView):
    """附件5 第十四、十五条."""

    model = EnterpriseComplaint
    list_columns = (
        *("number", "title", "kind", "complained_unit_id", "unit_id", "state"),
        *("received_on", "due_on", "result"),
    )
    filters = ("unit_id", "complained_unit_id", "kind", "channel", "result", "received_on", "due_on")
    form_sections = (
        (_("Receipt"), ("unit_id", "kind", "received_on", "channel")),
        (_("Complainant"), ("complainant", "phone", "address")),
        (
            _("What is complained of"),
            ("complained_unit_id", "complained_person", "title", "content", "earlier_answer"),
        ),
    )
    sections = (
        *form_sections,
        (_("Passed on"), ("proper_body", "passed_on")),
        (_("Investigation"), ("findings", "result", "measures")),
        (_("Answer"), ("answer", "answered_on")),
    )
