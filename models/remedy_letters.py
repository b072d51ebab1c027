"""The written answers in reconsideration and litigation; their facts: ``models.letter_kind``."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models.citation import LITIGATION_LAW, RECONSIDERATION_LAW, Article
from models.letter_form import NO_CLOSING, OPENING, WHERE_TO_ASK, LetterKind
from models.outcome import Reply
from models.remedy_flow import DEFENCE, REPLY

_PLEADING = (
    *("number", "date", "profile", "unit.name", "unit.address", "unit.phone"),
    *("record.organ", "record.received_on", "record.applicant", "record.representative"),
    *("record.disputed", "record.grounds", "record.legal_basis", "record.plea"),
)
_PLACES = (OPENING, NO_CLOSING, WHERE_TO_ASK)

RECONSIDERATION_REPLY = LetterKind(
    REPLY,
    _("Written reply in a reconsideration"),
    "reconsideration_reply.html",
    "复答",
    _PLEADING,
    # The template adds the article: in summary procedure it is another one.
    Reply("行政复议答复书", (Article(RECONSIDERATION_LAW),)),
    places=_PLACES,
)
LITIGATION_DEFENCE = LetterKind(
    DEFENCE,
    _("Defence in a lawsuit"),
    "litigation_defence.html",
    "诉答",
    _PLEADING,
    Reply("行政诉讼答辩状", (Article(LITIGATION_LAW),)),
    places=_PLACES,
)
