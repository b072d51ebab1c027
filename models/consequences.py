"""What a step of one matter sets off in another: the only module that joins matters."""

from flask_babel import lazy_gettext as _

from models.agency_consultation import AgencyConsultationFlow
from models.agenda_flow import AgendaItemFlow
from models.annual_flow import AnnualReportFlow
from models.assessment import Assessment, AssessmentFlow
from models.breach_flow import BreachFlow
from models.catalogue import DisclosureItemFlow
from models.concern import Concern
from models.concern_flow import ConcernFlow
from models.consultation import ConsultationFlow
from models.decision import MajorDecisionFlow
from models.destruction_list import DestructionListFlow
from models.document_flow import DocumentFlow
from models.document_reference import DocumentReferenceFlow
from models.effect import Apart, Consequence, Follow, Open, Resume, Suspend
from models.enterprise import EnterpriseFlow
from models.enterprise_catalogue import EnterpriseCatalogueFlow
from models.indicator import IndicatorFlow
from models.information_officer import InformationOfficerFlow
from models.information_request import InformationRequestFlow
from models.inspection import Inspection
from models.interpretation_flow import InterpretationFlow
from models.interpretation_posting import InterpretationPostingFlow
from models.interpreter_task import InterpreterTaskFlow
from models.invitation import InvitationFlow
from models.item_change import ItemChange, ItemChangeFlow
from models.meeting import OpenMeeting, OpenMeetingFlow
from models.meeting_duty import MeetingDuty, MeetingDutyFlow
from models.open_day_year import OpenDayYearFlow
from models.opinion import OpinionFlow
from models.publication import Publication
from models.publication_flow import PublicationFlow
from models.response_confirmation import ResponseConfirmationFlow
from models.response_release import ResponseRelease, ResponseReleaseFlow
from models.score import Score, ScoreFlow
from models.score_objection import ScoreObjection, ScoreObjectionFlow
from models.self_report import SelfReportFlow
from models.service_item import ServiceItemFlow
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
    Consequence(AgendaItemFlow.withdraw, "consultations", Follow(ConsultationFlow.lapse)),
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
    Consequence(BreachFlow.circulate, "circular", Open()),
    *(
        Consequence(
            step,
            "breaches",
            Follow(BreachFlow.record_circular, lambda circular: {"circular_number": circular.number}),
        )
        for step in (DocumentFlow.issue, DocumentFlow.issue_unpublished)
    ),
    *(
        Consequence(step, "interpretations", Follow(InterpretationFlow.document_issued))
        for step in (DocumentFlow.issue, DocumentFlow.release)
    ),
    *(
        Consequence(step, "publications", Open())
        for step in (InterpretationFlow.document_issued, InterpretationFlow.approve_material)
    ),
    Consequence(
        PublicationFlow.publish, "interpretations", Follow(InterpretationFlow.come_out, Publication.placed)
    ),
    Consequence(PublicationFlow.take_down, "interpretations", Follow(InterpretationFlow.take_down)),
    Consequence(DocumentFlow.publish, "interpretations", Follow(InterpretationFlow.document_published)),
    *(
        Consequence(step, "interpretations", Follow(InterpretationFlow.lapse))
        for step in (
            DocumentFlow.cancel,
            DocumentFlow.repeal,
            DocumentFlow.enter_repeal,
            DocumentFlow.lapse,
        )
    ),
    *(
        Consequence(step, to, Follow(lapse))
        for step in (InterpretationFlow.give_up, InterpretationFlow.lapse)
        for to, lapse in (
            ("tasks", InterpreterTaskFlow.lapse),
            ("postings", InterpretationPostingFlow.lapse),
            ("publications", PublicationFlow.lapse),
        )
    ),
    Consequence(ServiceItemFlow.disclose, "replaced", Follow(ServiceItemFlow.give_way)),
    Consequence(EnterpriseFlow.strike, "items", Follow(ServiceItemFlow.lapse)),
    Consequence(EnterpriseCatalogueFlow.publish, "before", Follow(EnterpriseCatalogueFlow.supersede)),
    *(Consequence(step, "publications", Open()) for step in (DocumentFlow.issue, DocumentFlow.release)),
    Consequence(PublicationFlow.publish, "documents", Follow(DocumentFlow.publish, Publication.registered)),
    *(
        Consequence(step, "publications", Follow(PublicationFlow.lapse))
        for step in (DocumentFlow.repeal, DocumentFlow.enter_repeal, DocumentFlow.lapse)
    ),
    Consequence(InformationOfficerFlow.file, "former", Follow(InformationOfficerFlow.replace)),
    Consequence(DestructionListFlow.carry_out, "entries", Follow(PublicationFlow.destroy)),
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
        ResponseReleaseFlow.publish, "concern", Follow(ConcernFlow.respond, ResponseRelease.first_told)
    ),
    Consequence(AssessmentFlow.use_standard, "indicators", Open()),
    Consequence(AssessmentFlow.call_in, "scores", Open()),
    Consequence(AssessmentFlow.approve, "indicators", Follow(IndicatorFlow.take_effect)),
    Consequence(AssessmentFlow.approve, "scores", Follow(ScoreFlow.take_part, Assessment.deadline)),
    Consequence(AssessmentFlow.drop, "indicators", Follow(IndicatorFlow.lapse)),
    Consequence(AssessmentFlow.drop, "scores", Follow(ScoreFlow.lapse)),
    Consequence(SelfReportFlow.hand_in, "score", Follow(ScoreFlow.receive)),
    Consequence(SelfReportFlow.send_back, "score", Follow(ScoreFlow.wait_again)),
    Consequence(SelfReportFlow.check, "score", Follow(ScoreFlow.accept_check)),
    Consequence(ScoreFlow.void, "reports", Follow(SelfReportFlow.lapse)),
    Consequence(ScoreFlow.void, "objections", Follow(ScoreObjectionFlow.lapse)),
    Consequence(AssessmentFlow.propose, "scores", Follow(ScoreFlow.be_scored)),
    Consequence(ScoreFlow.go_on, "reports", Follow(SelfReportFlow.lapse)),
    Consequence(AssessmentFlow.reopen, "scores", Follow(ScoreFlow.reopen)),
    Consequence(AssessmentFlow.announce, "scores", Follow(ScoreFlow.be_announced, Assessment.ranking)),
    Consequence(ScoreObjectionFlow.uphold, "score", Follow(ScoreFlow.correct, ScoreObjection.ranking)),
    *(
        Consequence(step, to, Follow(ScoreFlow.move, changed.ranking, Score.has_moved))
        for step, to, changed in (
            (ScoreObjectionFlow.uphold, "score.assessment.scores", ScoreObjection),
            (ScoreFlow.void, "assessment.scores", Score),
        )
    ),
    Consequence(AssessmentFlow.finalise, "scores", Follow(ScoreFlow.be_final, Assessment.ranking)),
    Consequence(ScoreFlow.be_final, "rectifications", Open()),
    *(
        Consequence(step, to, Apart(scoring))
        for step in (ScoreObjectionFlow.uphold, ScoreObjectionFlow.dismiss)
        for to, scoring in (
            ("score", (ScoreFlow.rate,)),
            ("score.reports", (SelfReportFlow.check,)),
            ("score.assessment", (AssessmentFlow.propose,)),
        )
    ),
    Consequence(OpenMeetingFlow.cancel, "items", Follow(AgendaItemFlow.release)),
    Consequence(OpenMeetingFlow.cancel, "invitations", Follow(InvitationFlow.lapse)),
    Consequence(OpenMeetingFlow.hold, "duties", Open()),
    Consequence(
        OpenMeetingFlow.publish,
        "duties",
        Follow(MeetingDutyFlow.settle_with_result, OpenMeeting.where_published, MeetingDuty.is_the_result),
    ),
    *(Consequence(step, "later", Open()) for step in (OpenDayYearFlow.confirm, OpenDayYearFlow.miss)),
    Consequence(AnnualReportFlow.amend, "amendments", Open()),
    Consequence(AnnualReportFlow.publish, "amends", Follow(AnnualReportFlow.replace)),
)

REPORT = Inspection
"""What the nightly look at public texts reports its findings as: ``reported`` and ``of_scan``."""
