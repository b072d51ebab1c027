"""What the county keeps, and how it may change: the table of contents."""

from models.account import Account, FormerPassword, OneTimeLink, WebSession
from models.agency_consultation import AgencyConsultation
from models.attachment import Attachment, Counter, Draft, Letter, TakenNumber
from models.base import Record
from models.consequences import CONSEQUENCES
from models.deadline import CalendarDay, CalendarYear, DeadlineRule, RunningClock, Setting, Suspension
from models.information_request import InformationRequest
from models.job import Job
from models.request_form import SPECIAL_NEEDS
from models.roles import ROLES
from models.search import SearchEntry
from models.sheet_import import SheetImport
from models.third_party import ThirdParty
from models.token import ApiToken
from models.trail import TrailEntry, TrailSeal, TrailValue
from models.unit import Delegation, Membership, Unit

SWITCHES = (SPECIAL_NEEDS,)

MATTERS: tuple[type[Record], ...] = (InformationRequest, ThirdParty, AgencyConsultation)

__all__ = [
    "CONSEQUENCES",
    "MATTERS",
    "ROLES",
    "SWITCHES",
    "Account",
    "AgencyConsultation",
    "ApiToken",
    "Attachment",
    "CalendarDay",
    "CalendarYear",
    "Counter",
    "DeadlineRule",
    "Delegation",
    "Draft",
    "FormerPassword",
    "InformationRequest",
    "Job",
    "Letter",
    "Membership",
    "OneTimeLink",
    "Record",
    "RunningClock",
    "SearchEntry",
    "Setting",
    "SheetImport",
    "Suspension",
    "TakenNumber",
    "ThirdParty",
    "TrailEntry",
    "TrailSeal",
    "TrailValue",
    "Unit",
    "WebSession",
]
