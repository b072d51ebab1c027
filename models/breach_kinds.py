"""The breaches the notice knows, annex by annex, and what it wants done about each (附件1、5、6、8)."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from models.citation import (
    NOTICE_ANNEX_1,
    NOTICE_ANNEX_5,
    NOTICE_ANNEX_6,
    NOTICE_ANNEX_8,
    Article,
)
from models.workflow import Label

PUBLICATION, ENTERPRISES, ASSESSMENT, REQUESTS = "annex_1", "annex_5", "annex_6", "annex_8"
ANNEXES = {
    PUBLICATION: _("Annex 1: publication of information"),
    ENTERPRISES: _("Annex 5: public enterprises"),
    ASSESSMENT: _("Annex 6: supervision and assessment"),
    REQUESTS: _("Annex 8: information requests"),
}


@dataclass(frozen=True)
class Kind:
    """One kind of breach: the provision that is broken, the one that says what follows from it."""

    label: Label
    broken: Article
    sanction: Article
    circular: bool = False
    """Criticised by circular, says the notice (附件1 第二十一条, 附件6 第十条)."""
    order: bool = True
    """Correction is ordered, says the notice (附件5 第十六条, 附件6 第十条, 附件8 第十三条)."""
    in_words: bool = False
    """Which one it is has to be said in words."""


def _upkeep(label: Label, article: int) -> Kind:
    return Kind(
        label, Article(NOTICE_ANNEX_1, article), Article(NOTICE_ANNEX_1, 21), circular=True, order=False
    )


def _review(label: Label, article: int) -> Kind:
    return Kind(label, Article(NOTICE_ANNEX_1, article), Article(NOTICE_ANNEX_1, 22), order=False)


def _enterprise(label: Label, item: int, *, in_words: bool = False) -> Kind:
    article = Article(NOTICE_ANNEX_5, 16, item=item)
    return Kind(label, article, Article(NOTICE_ANNEX_5, 16), in_words=in_words)


def _request(label: Label, item: int, *, in_words: bool = False) -> Kind:
    article = Article(NOTICE_ANNEX_8, 13, item=item)
    return Kind(label, article, Article(NOTICE_ANNEX_8, 13), in_words=in_words)


KINDS: dict[str, Kind] = {
    "annex_1_upkeep": _upkeep(_("Information not collected, kept, renewed or sent in (annex 1, 6)"), 6),
    "annex_1_persons": _upkeep(_("Nobody named for it, or a change not filed (annex 1, 7)"), 7),
    "annex_1_upload": _upkeep(_("Not uploaded as the rights assigned say (annex 1, 8)"), 8),
    "annex_1_secret": _review(_("Secret information put online (annex 1, 9)"), 9),
    "annex_1_unreviewed": _review(_("Published without the prescribed review (annex 1, 10)"), 10),
    "annex_1_careless": _review(_("Points of the review not checked (annex 1, 11)"), 11),
    "annex_1_faulty": _review(
        _("Political error, error in the content or technical fault in publishing (annex 1, 12)"), 12
    ),
    "annex_5_duty": _enterprise(_("Duty of disclosure not performed (annex 5, 16.1)"), 1),
    "annex_5_promise": _enterprise(_("Promise of disclosure not kept (annex 5, 16.2)"), 2),
    "annex_5_late": _enterprise(_("Not disclosed or renewed in the prescribed time (annex 5, 16.3)"), 3),
    "annex_5_change": _enterprise(
        _("Item changed, withdrawn or ended without being announced and explained (annex 5, 16.4)"), 4
    ),
    "annex_5_fees": _enterprise(_("Fees for information charged against the rules (annex 5, 16.5)"), 5),
    "annex_5_falsified": _enterprise(
        _("Information hidden, altered, invented or destroyed (annex 5, 16.6)"), 6
    ),
    "annex_5_forbidden": _enterprise(_("Disclosed what must not be disclosed (annex 5, 16.7)"), 7),
    "annex_5_other": _enterprise(_("Another breach of annex 5 (16.8)"), 8, in_words=True),
    "annex_6_uncorrected": Kind(
        _("Findings of a spot check not corrected as demanded (annex 6, 9.2)"),
        Article(NOTICE_ANNEX_6, 9, item=2),
        Article(NOTICE_ANNEX_6, 9, item=2),
    ),
    "annex_6_failed": Kind(
        _("Below the pass mark of the yearly assessment (annex 6, 10)"),
        Article(NOTICE_ANNEX_6, 10),
        Article(NOTICE_ANNEX_6, 10),
        circular=True,
    ),
    "annex_6_fraud": Kind(
        _("Fraud in the assessment (annex 6, 11)"),
        Article(NOTICE_ANNEX_6, 11),
        Article(NOTICE_ANNEX_6, 11),
        order=False,
    ),
    "annex_6_favour": Kind(
        _("Favouritism in the assessment (annex 6, 11)"),
        Article(NOTICE_ANNEX_6, 11),
        Article(NOTICE_ANNEX_6, 11),
        order=False,
    ),
    "annex_8_duty": _request(_("Duty of disclosure not performed by law (annex 8, 13.1)"), 1),
    "annex_8_fees": _request(_("Fees charged against the rules (annex 8, 13.2)"), 2),
    "annex_8_sold": _request(
        _("Information given for pay through other organisations or persons (annex 8, 13.3)"), 3
    ),
    "annex_8_forbidden": _request(
        _("Disclosed government information that must not be disclosed (annex 8, 13.4)"), 4
    ),
    "annex_8_other": _request(_("Another breach of annex 8 (13.5)"), 5, in_words=True),
}
"""By code; each begins with the annex it belongs to."""

CHOICES = {code: kind.label for code, kind in KINDS.items()}
SEVERITIES = {"ordinary": _("Ordinary"), "serious": _("Serious")}
SERIOUS = "serious"
HEARD = {"given": _("Statement given"), "silent": _("No statement within the period")}
AUTHORITIES = {
    "discipline": _("Discipline inspection and supervision"),
    "judicial": _("Judicial authority"),
    "superior": _("Authority over the persons concerned"),
}
"""Whom a serious one is referred to (附件1 第二十二条, 附件5 第十七条, 附件6 第十一条, 附件8 第十三条)."""
