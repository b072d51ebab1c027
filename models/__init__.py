"""What the county keeps, and how it may change: the table of contents."""

from models.account import Account, FormerPassword, OneTimeLink, WebSession
from models.agency_consultation import AgencyConsultation
from models.agenda_item import AgendaItem
from models.annual_report import AnnualReport
from models.assessment import Assessment
from models.attachment import Attachment, Counter, Draft, Letter, TakenNumber
from models.base import Record
from models.breach import Breach
from models.bulk_step import BulkStep
from models.catalogue import DisclosureItem
from models.catalogue_edition import CatalogueEdition
from models.checklist import ChecklistPoint, ChecklistResult
from models.complaint import EnterpriseComplaint
from models.concern import Concern
from models.consequences import CONSEQUENCES
from models.consultation import Consultation
from models.deadline import CalendarDay, CalendarYear, DeadlineRule, RunningClock, Setting, Suspension
from models.decision import MajorDecision
from models.decision_list import DecisionList
from models.destruction_list import DestructionList
from models.document import Document
from models.document_reference import DocumentReference
from models.enterprise import Enterprise
from models.enterprise_catalogue import EnterpriseCatalogue
from models.export_order import ExportOrder
from models.extra_field import ChoiceList, ExtraField
from models.figures import FIGURE_OF, FIGURES
from models.file_loan import FileLoan
from models.file_text import FileText
from models.indicator import Indicator
from models.information_officer import InformationOfficer
from models.information_request import InformationRequest
from models.inspection import Inspection
from models.interpretation import Interpretation
from models.interpretation_posting import InterpretationPosting
from models.interpreter import Interpreter
from models.interpreter_task import InterpreterTask
from models.invitation import Invitation
from models.involvement import InvolvedUnit
from models.item_change import ItemChange
from models.job import Job
from models.letter_text import LetterText
from models.mark import Mark
from models.meeting import OpenMeeting
from models.meeting_duty import MeetingDuty
from models.menu_entry import MenuEntry
from models.message import PublicMessage
from models.notice import Notice, NoticeChoice, Told, Webhook
from models.open_day import OpenDay
from models.open_day_year import OpenDayYear
from models.opening_plan import OpeningPlan
from models.opinion import Opinion
from models.paper_delivery import PaperDelivery
from models.public_link import PublicLink
from models.publication import Publication
from models.publication_column import PublicationColumn
from models.rectification import Rectification
from models.remedy_case import RemedyCase
from models.request_form import SPECIAL_NEEDS
from models.response_confirmation import ResponseConfirmation
from models.response_release import ResponseRelease
from models.roles import ROLES
from models.saved_list import ListLayout, SavedFilter
from models.score import Score
from models.score_objection import ScoreObjection
from models.search import SearchEntry
from models.self_report import SelfReport
from models.sensitive_word import SensitiveWord
from models.service_item import ServiceItem
from models.sheet_import import SheetImport
from models.spot_check import SpotCheck
from models.statistics import Statistics
from models.third_party import ThirdParty
from models.token import ApiToken
from models.trail import TrailEntry, TrailSeal, TrailValue
from models.training import Training
from models.unit import Delegation, Membership, Unit
from models.use_request import UseRequest

SWITCHES = (SPECIAL_NEEDS,)

MATTERS: tuple[type[Record], ...] = (
    InformationRequest,
    ThirdParty,
    AgencyConsultation,
    RemedyCase,
    Concern,
    ResponseConfirmation,
    ResponseRelease,
    Document,
    DocumentReference,
    PaperDelivery,
    Inspection,
    Breach,
    UseRequest,
    Training,
    Interpretation,
    InterpretationPosting,
    Interpreter,
    InterpreterTask,
    Enterprise,
    ServiceItem,
    EnterpriseCatalogue,
    EnterpriseComplaint,
    DisclosureItem,
    ItemChange,
    CatalogueEdition,
    Assessment,
    Indicator,
    Score,
    SelfReport,
    SpotCheck,
    ScoreObjection,
    Rectification,
    PublicMessage,
    DecisionList,
    MajorDecision,
    Consultation,
    Opinion,
    OpeningPlan,
    OpenMeeting,
    AgendaItem,
    Invitation,
    MeetingDuty,
    OpenDayYear,
    OpenDay,
    Publication,
    FileLoan,
    DestructionList,
    InformationOfficer,
    AnnualReport,
)

STATISTICS = {model: Statistics(model) for model in MATTERS}
FIGURE_OF.update({figure.name: figure for one in STATISTICS.values() for figure in one.figures})

__all__ = [
    "CONSEQUENCES",
    "FIGURES",
    "MATTERS",
    "ROLES",
    "STATISTICS",
    "SWITCHES",
    "Account",
    "AgencyConsultation",
    "AgendaItem",
    "AnnualReport",
    "ApiToken",
    "Assessment",
    "Attachment",
    "Breach",
    "BulkStep",
    "CalendarDay",
    "CalendarYear",
    "CatalogueEdition",
    "ChecklistPoint",
    "ChecklistResult",
    "ChoiceList",
    "Concern",
    "Consultation",
    "Counter",
    "DeadlineRule",
    "DecisionList",
    "Delegation",
    "DestructionList",
    "DisclosureItem",
    "Document",
    "DocumentReference",
    "Draft",
    "Enterprise",
    "EnterpriseCatalogue",
    "EnterpriseComplaint",
    "ExportOrder",
    "ExtraField",
    "FileLoan",
    "FileText",
    "FormerPassword",
    "Indicator",
    "InformationOfficer",
    "InformationRequest",
    "Inspection",
    "Interpretation",
    "InterpretationPosting",
    "Interpreter",
    "InterpreterTask",
    "Invitation",
    "InvolvedUnit",
    "ItemChange",
    "Job",
    "Letter",
    "LetterText",
    "ListLayout",
    "MajorDecision",
    "Mark",
    "MeetingDuty",
    "Membership",
    "MenuEntry",
    "Notice",
    "NoticeChoice",
    "OneTimeLink",
    "OpenDay",
    "OpenDayYear",
    "OpenMeeting",
    "OpeningPlan",
    "Opinion",
    "PaperDelivery",
    "PublicLink",
    "PublicMessage",
    "Publication",
    "PublicationColumn",
    "Record",
    "Rectification",
    "RemedyCase",
    "ResponseConfirmation",
    "ResponseRelease",
    "RunningClock",
    "SavedFilter",
    "Score",
    "ScoreObjection",
    "SearchEntry",
    "SelfReport",
    "SensitiveWord",
    "ServiceItem",
    "Setting",
    "SheetImport",
    "SpotCheck",
    "Suspension",
    "TakenNumber",
    "ThirdParty",
    "Told",
    "TrailEntry",
    "TrailSeal",
    "TrailValue",
    "Training",
    "Unit",
    "UseRequest",
    "WebSession",
    "Webhook",
]
