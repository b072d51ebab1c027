"""Who is asked about a request, on screen: third parties and other agencies share their columns."""

from typing import ClassVar

from flask_babel import lazy_gettext as _

from models import AgencyConsultation, ThirdParty
from views.matter import MatterView
from views.record import Section


class InquiryView(MatterView):
    """What both have in common."""

    parent = "request_id"
    list_columns = ("title", "addressee", "unit_id", "state", "asked_on", "answer_by", "replied_on", "due_on")
    filters = ("unit_id", "asked_on", "answer_by")
    form_sections: ClassVar[tuple[Section, ...]] = (
        (_("Who and what"), ("addressee", "contact", "question")),
    )
    sections: ClassVar[tuple[Section, ...]] = (
        (_("Who and what"), ("request_id", "addressee", "contact", "question")),
        (_("Reply"), ("asked_on", "answer_by", "replied_on", "reply_text")),
    )


class ThirdPartyView(InquiryView):
    """附件8 九(五)."""

    model = ThirdParty
    sections = (
        *InquiryView.sections,
        (_("Decision of the head"), ("grounds_hold", "judgement", "override_reason")),
    )


class AgencyConsultationView(InquiryView):
    """附件8 九(六)."""

    model = AgencyConsultation
