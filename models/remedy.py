"""What the reader of a letter may do against it, as sentences that hold from a given day.

The law changed twice under the same letters: the revised Reconsideration Law (in force
2024-01-01) sends refusals to reconsideration first (its Art 23(1)(4)), and 法释〔2025〕8号
(in force 2025-06-01, Art 10) closes the courts to several notices. A letter states what
holds on its own date, so every sentence carries the day it starts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _

from models.workflow import Label

REGULATION_IN_FORCE = date(2019, 5, 15)
RECONSIDERATION_LAW_REVISED = date(2024, 1, 1)
COURT_RULES_2025 = date(2025, 6, 1)


class NoRemedySentence(LookupError):
    """A letter is dated before the Regulation of 2019, for which no sentence is kept."""


@dataclass(frozen=True)
class Wording:
    """A sentence in the letter's language; ``{organ}`` and ``{court}`` are the places to go to."""

    valid_from: date
    text: str


@dataclass(frozen=True)
class Remedy:
    """The way to contest a letter; ``wordings`` run from the oldest to the newest."""

    key: str
    label: Label
    wordings: tuple[Wording, ...]
    heard_by: str = "reconsideration_organ"
    """The fact of the unit with the organ one goes to."""

    def sentence(self, day: date, *, organ: str, court: str) -> str:
        """The sentence for a letter dated ``day``; raises NoRemedySentence before the first one."""
        valid = [wording for wording in self.wordings if wording.valid_from <= day]
        if not valid:
            raise NoRemedySentence(f"{self.key} on {day.isoformat()}")
        return valid[-1].text.format(organ=organ, court=court)


_EITHER_WAY = (
    "如不服本告知，可以自收到本告知书之日起60日内依法向{organ}申请行政复议，"
    "也可以自收到本告知书之日起6个月内依法向{court}提起行政诉讼。"
)
_EITHER_WAY_BEFORE_2024 = (
    "如不服本告知，可以自收到本告知书之日起60日内依法向{organ}或者本机关的上一级主管部门申请行政复议，"
    "也可以自收到本告知书之日起6个月内依法向{court}提起行政诉讼。"
)
_RECONSIDERATION_ONLY = "如不服本告知，可以自收到本告知书之日起60日内依法向{organ}申请行政复议。"

RECONSIDER_OR_SUE = Remedy(
    "reconsider_or_sue",
    _("Reconsideration within 60 days or a lawsuit within 6 months"),
    (
        Wording(REGULATION_IN_FORCE, _EITHER_WAY_BEFORE_2024),
        Wording(RECONSIDERATION_LAW_REVISED, _EITHER_WAY),
    ),
)
RECONSIDER_FIRST = Remedy(
    "reconsider_first",
    _("Reconsideration within 60 days first, then a lawsuit within 15 days"),
    (
        Wording(REGULATION_IN_FORCE, _EITHER_WAY_BEFORE_2024),
        Wording(
            RECONSIDERATION_LAW_REVISED,
            "如不服本告知，应当自收到本告知书之日起60日内依法先向{organ}申请行政复议；"
            "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内依法向{court}提起行政诉讼。",
        ),
    ),
)
RECONSIDER_FIRST_WHAT_IS_WITHHELD = Remedy(
    "reconsider_first_what_is_withheld",
    _("Reconsideration first for the withheld part, either way for the rest"),
    (
        Wording(REGULATION_IN_FORCE, _EITHER_WAY_BEFORE_2024),
        Wording(
            RECONSIDERATION_LAW_REVISED,
            "如对不予公开的部分不服，应当自收到本告知书之日起60日内依法先向{organ}申请行政复议；"
            "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内依法向{court}提起行政诉讼。"
            "如对其他部分不服，可以自收到本告知书之日起60日内依法向{organ}申请行政复议，"
            "也可以自收到本告知书之日起6个月内依法向{court}提起行政诉讼。",
        ),
    ),
)
RECONSIDER_ONLY = Remedy(
    "reconsider_only",
    _("Reconsideration within 60 days; courts do not accept a lawsuit"),
    (
        Wording(REGULATION_IN_FORCE, _EITHER_WAY_BEFORE_2024),
        Wording(RECONSIDERATION_LAW_REVISED, _EITHER_WAY),
        Wording(COURT_RULES_2025, _RECONSIDERATION_ONLY),
    ),
)
RECONSIDER_OR_SUE_UNLESS_PROVIDED = Remedy(
    "reconsider_or_sue_unless_provided",
    _("Reconsideration; a lawsuit only if the earlier answer did not disclose the information"),
    (
        Wording(REGULATION_IN_FORCE, _EITHER_WAY_BEFORE_2024),
        Wording(RECONSIDERATION_LAW_REVISED, _EITHER_WAY),
        Wording(
            COURT_RULES_2025,
            _RECONSIDERATION_ONLY + "此前的答复未予公开该信息的，"
            "也可以自收到本告知书之日起6个月内依法向{court}提起行政诉讼。",
        ),
    ),
)
APPEAL = Remedy(
    "appeal",
    _("Appeal to the line authority, no lawsuit"),
    (Wording(REGULATION_IN_FORCE, "如认为本单位未按照规定公开信息，可以依法向{organ}申诉。"),),
    heard_by="line_authority",
)
"""Against a public enterprise, under the Regulation of 2019 (第五十五条)."""
