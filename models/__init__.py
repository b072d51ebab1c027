"""What the county keeps, and how it may change: the table of contents."""

from models.account import Account, FormerPassword, OneTimeLink, WebSession
from models.agency_consultation import AgencyConsultation
from models.attachment import Attachment, Counter, Draft, Letter, TakenNumber
from models.base import Record
from models.consequences import CONSEQUENCES
from models.deadline import CalendarDay, CalendarYear, DeadlineRule, RunningClock, Setting, Suspension
from models.information_request import InformationRequest
from models.roles import ROLES
from models.third_party import ThirdParty
from models.token import ApiToken
from models.trail import TrailEntry, TrailSeal, TrailValue
from models.unit import Delegation, Membership, Unit

MATTERS: tuple[type[Record], ...] = (InformationRequest, ThirdParty, AgencyConsultation)

__all__ = [
    "CONSEQUENCES",
    "MATTERS",
    "ROLES",
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
    "Letter",
    "Membership",
    "OneTimeLink",
    "Record",
    "RunningClock",
    "Setting",
    "Suspension",
    "TakenNumber",
    "ThirdParty",
    "TrailEntry",
    "TrailSeal",
    "TrailValue",
    "Unit",
    "WebSession",
]
