"""The words of reconsideration and litigation: kinds of case, results, periods, what they follow from."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models.laws import LITIGATION_IN_FORCE, RECONSIDERATION_IN_FORCE
from models.workflow import Period

GROUND = ("ZF.51",)
"""Whoever sees her rights infringed may ask for reconsideration or sue (条例第五十一条)."""
ANSWERED = ("FY.48", "FY.54", "SS.67")
DECIDED = ("FY.68", "FY.69", "SS.69", "SS.70")
REDONE = ("FY.64", "FY.66", "SS.70", "SS.72")
WITHDRAWN = ("FY.41", "SS.62")
SET_ASIDE = ("SS.89", "SS.91")

RECONSIDERATION = "reconsideration"
AFTER_RECONSIDERATION = "litigation_after_reconsideration"
KINDS = {
    RECONSIDERATION: _("Administrative reconsideration"),
    "litigation_direct": _("Lawsuit without reconsideration"),
    AFTER_RECONSIDERATION: _("Lawsuit after reconsideration"),
}
"""The three groups of table 3 of the annual report."""

HERE, ELSEWHERE = "here", "elsewhere"
COUNTED_BY = {
    HERE: _("This unit, which acted first or is sued alone"),
    ELSEWHERE: _("The organ that acted first: this unit reconsidered and is sued beside it"),
}
"""Who counts a lawsuit after reconsideration: of two defendants the one that acted first alone."""

ORDINARY, SUMMARY, LAWSUIT = "ordinary", "summary", "lawsuit"
PROCEDURES = {ORDINARY: _("Ordinary procedure"), SUMMARY: _("Summary procedure")}
WAYS = {
    ORDINARY: _("reconsideration in ordinary procedure"),
    SUMMARY: _("reconsideration in summary procedure"),
    LAWSUIT: _("lawsuit"),
}
"""What tells the periods to answer apart."""

UPHELD, CORRECTED, OTHER = "upheld", "corrected", "other_result"
RESULTS = {
    UPHELD: _("Result upheld"),
    CORRECTED: _("Result corrected"),
    OTHER: _("Other result"),
}
"""As table 3 tells them: 结果维持, 结果纠正, 其他结果."""

TO_ANSWER = (
    Period(10, warn=3, valid_from=RECONSIDERATION_IN_FORCE, case=ORDINARY),
    Period(5, warn=2, valid_from=RECONSIDERATION_IN_FORCE, case=SUMMARY),
    Period(15, "calendar_days", warn=5, valid_from=LITIGATION_IN_FORCE, case=LAWSUIT),
)
"""行政复议法第四十八、五十四、八十八条; 行政诉讼法第六十七条."""

PLEADED = ("representative", "grounds", "legal_basis", "plea", "evidence", "defended_by")
"""What the written answer says; approved as a whole."""
