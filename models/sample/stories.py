"""All stories of the sample county."""

from __future__ import annotations

from models.sample.agenda import AGENDA
from models.sample.agenda_begun import AGENDA_BEGUN
from models.sample.annual import ANNUAL
from models.sample.assessments import DEPARTMENTS
from models.sample.assessments_begun import ASSESSED
from models.sample.breaches import BREACHES
from models.sample.catalogue import CATALOGUE
from models.sample.concerns import ANSWERED as CONCERNS_ANSWERED
from models.sample.concerns_explained import EXPLAINED as CONCERNS_EXPLAINED
from models.sample.concerns_open import NOT_ANSWERED as CONCERNS_NOT_ANSWERED
from models.sample.concerns_open import WAITING as CONCERNS_WAITING
from models.sample.decisions import DECISIONS
from models.sample.documents_closed import ENDED as DOCUMENTS_ENDED
from models.sample.documents_closed import KEPT
from models.sample.documents_explained import EXPLAINED
from models.sample.documents_public import PUBLISHED, WAITING
from models.sample.enterprise_complaints import COMPLAINTS
from models.sample.enterprises import ENTERPRISES
from models.sample.inspections import INSPECTIONS
from models.sample.interpreters import INTERPRETERS
from models.sample.meetings import MEETINGS
from models.sample.messages import MESSAGES
from models.sample.officers import OFFICERS
from models.sample.open_days import OPEN_DAYS
from models.sample.overseen import OVERSEEN
from models.sample.publication_files import FILES
from models.sample.publications import ONLINE
from models.sample.publications_not_online import ON_THE_WAY, TURNED_BACK
from models.sample.remedies import REMEDIES
from models.sample.requests_begun import BEGUN
from models.sample.requests_denied import DENIED
from models.sample.requests_ended import ENDED
from models.sample.requests_given import GIVEN
from models.sample.requests_internal import DENIED_AS_INTERNAL
from models.sample.requests_open import OPEN
from models.sample.requests_refused import NOT_PROCESSED
from models.sample.requests_unable import UNABLE
from models.sample.story import Story
from models.sample.year_documents import YEAR_OF_DOCUMENTS
from models.sample.year_items import YEAR_OF_ITEMS
from models.sample.year_messages import YEAR_OF_MESSAGES
from models.sample.year_opinions import YEAR_OF_OPINIONS

STORIES: tuple[Story, ...] = (
    *(*GIVEN, *DENIED, *DENIED_AS_INTERNAL, *UNABLE, *NOT_PROCESSED, *ENDED, *BEGUN, *OPEN),
    *REMEDIES,
    DEPARTMENTS,
    *ASSESSED,
    *(*INTERPRETERS, *PUBLISHED, *WAITING, *EXPLAINED, *KEPT, *DOCUMENTS_ENDED),
    *(*CONCERNS_ANSWERED, *CONCERNS_EXPLAINED, *CONCERNS_NOT_ANSWERED, *CONCERNS_WAITING),
    *CATALOGUE,
    *ENTERPRISES,
    *COMPLAINTS,
    *MESSAGES,
    *DECISIONS,
    *(*INSPECTIONS, *BREACHES, *OVERSEEN),
    *(*MEETINGS, *AGENDA, *AGENDA_BEGUN, *OPEN_DAYS),
    *OFFICERS,
    *(*ONLINE, *ON_THE_WAY, *TURNED_BACK),
    *FILES,
    *ANNUAL,
)
"""One of each kind, told by hand: every state, result and refusal there is."""

YEAR: tuple[Story, ...] = (*YEAR_OF_DOCUMENTS, *YEAR_OF_ITEMS, *YEAR_OF_MESSAGES, *YEAR_OF_OPINIONS)
"""The ordinary work of a year besides: the same roads, taken many times."""
