"""Information requests on screen: columns and nothing else."""

from flask_babel import lazy_gettext as _

from models import AgencyConsultation, InformationRequest, RemedyCase, ThirdParty
from models.request_form import AGENT, APPLICANT, HOW_GIVEN, TOLD, WANTED
from views.matter import MatterView
from views.record import Related
from views.remedy_case import ON_REQUEST

_ASKED = ("addressee", "state", "asked_on", "answer_by", "replied_on")


class InformationRequestView(MatterView):
    """附件8."""

    model = InformationRequest
    list_columns = ("number", "title", "applicant", "unit_id", "state", "received_on", "due_on")
    filters = ("unit_id", "outcome", "channel", "applicant_kind", "received_on", "due_on")
    form_sections = (
        (_("Receipt"), ("unit_id", "received_on", "channel", "written_by")),
        (_("Applicant"), (*APPLICANT, *AGENT)),
        (_("Information wanted"), WANTED),
        (_("How it is to be given"), HOW_GIVEN),
    )
    sections = (
        *form_sections,
        (_("Formal check"), ("check_note", "correction_items", "correct_by", "corrected_on")),
        (
            _("Secrecy review and handling"),
            (
                "secrecy_opinion",
                "referred_to",
                "referral_question",
                "ruling",
                "handling_unit_id",
                "handling_note",
            ),
        ),
        (_("Extension"), ("extension_days", "extension_reason")),
        (
            _("Answer"),
            ("outcome", *TOLD, "answered_on", "delivery_given", "delivery_note", "withdrawn_on"),
        ),
    )
    related = (
        Related("third_parties", ThirdParty, _ASKED, "request_id"),
        Related("agencies", AgencyConsultation, _ASKED, "request_id"),
        Related("remedies", RemedyCase, ON_REQUEST, "source_id", afterwards=True),
    )
