"""What a step of one matter sets off in another: the only module that joins matters."""

from flask_babel import lazy_gettext as _

from models.agency_consultation import AgencyConsultationFlow
from models.catalogue import DisclosureItemFlow
from models.concern import Concern
from models.concern_flow import ConcernFlow
from models.consultation import ConsultationFlow
from models.decision import MajorDecisionFlow
from models.document_flow import DocumentFlow
from models.document_reference import DocumentReferenceFlow
from models.effect import Consequence, Follow, Open, Resume, Suspend
from models.information_request import InformationRequestFlow
from models.item_change import ItemChange, ItemChangeFlow
from models.opinion import OpinionFlow
from models.response_confirmation import ResponseConfirmationFlow
from models.response_release import ResponseRelease, ResponseReleaseFlow
from models.third_party import ThirdPartyFlow
from models.workflow import Profile

_ANSWER = InformationRequestFlow.answer_period
_ASKING_THIRD_PARTY = Suspend(_ANSWER, _("Asking a third party (annex 8, article 10)"))
_ASKING_AGENCY = Suspend(
    _ANSWER, _("Asking another agency (Regulation, article 33)"), (Profile.REGULATION_2019,)
)

CONSEQUENCES = (
    Consequence(ThirdPartyFlow.ask, "request", _ASKING_THIRD_PARTY),
    *(
        Consequence(step, "request", Resume(_ANSWER))
        for step in (
            ThirdPartyFlow.agree,
            ThirdPartyFlow.refuse,
            ThirdPartyFlow.fall_silent,
            ThirdPartyFlow.lapse,
        )
    ),
    Consequence(AgencyConsultationFlow.ask, "request", _ASKING_AGENCY),
    *(
        Consequence(step, "request", Resume(_ANSWER))
        for step in (
            AgencyConsultationFlow.confirm,
            AgencyConsultationFlow.differ,
            AgencyConsultationFlow.assume,
            AgencyConsultationFlow.lapse,
        )
    ),
    *(
        Consequence(step, to, Follow(lapse))
        for step in (
            InformationRequestFlow.withdraw,
            InformationRequestFlow.abandon,
            InformationRequestFlow.annul,
        )
        for to, lapse in (
            ("third_parties", ThirdPartyFlow.lapse),
            ("agencies", AgencyConsultationFlow.lapse),
        )
    ),
    Consequence(MajorDecisionFlow.withdraw, "consultations", Follow(ConsultationFlow.lapse)),
    *(
        Consequence(step, "opinions", Follow(OpinionFlow.lapse))
        for step in (ConsultationFlow.stop, ConsultationFlow.lapse)
    ),
    *(
        Consequence(step, "references", Follow(DocumentReferenceFlow.take_effect))
        for step in (DocumentFlow.issue, DocumentFlow.issue_unpublished)
    ),
    Consequence(DocumentReferenceFlow.take_effect, "repealed", Follow(DocumentFlow.repeal)),
    Consequence(DocumentFlow.cancel, "references", Follow(DocumentReferenceFlow.drop_with_document)),
    *(Consequence(step, "deliveries", Open()) for step in (DocumentFlow.issue, DocumentFlow.release)),
    Consequence(ItemChangeFlow.apply, "item", Open()),
    Consequence(ItemChangeFlow.apply, "revised", Follow(DisclosureItemFlow.revise, ItemChange.proposed)),
    Consequence(ItemChangeFlow.apply, "removed", Follow(DisclosureItemFlow.remove)),
    Consequence(ItemChangeFlow.apply, "edition", Open()),
    Consequence(ConcernFlow.ask_others, "confirmations", Open()),
    Consequence(
        ConcernFlow.submit, "confirmations", Follow(ResponseConfirmationFlow.ask_again, Concern.to_confirm)
    ),
    Consequence(ConcernFlow.decline, "confirmations", Follow(ResponseConfirmationFlow.lapse)),
    Consequence(ConcernFlow.decline, "releases", Follow(ResponseReleaseFlow.lapse)),
    Consequence(
        ResponseReleaseFlow.publish, "answers", Follow(ConcernFlow.respond, ResponseRelease.first_told)
    ),
)
