"""What is to be done after a meeting, and in which time (附件10 二(三))."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from models.workflow import Period

RESULT = "result"
KINDS = {
    RESULT: _("Publish the result"),
    "decided": _("Publish what was decided"),
    "documents": _("Publish the documents"),
    "interpretation": _("Interpret the policy"),
    "opinions": _("Take in further opinions"),
}

PERIODS = (
    *(Period(20, warn=5, case=kind) for kind in (RESULT, "decided", "documents")),
    Period(7, warn=2, case="interpretation"),
    Period(30, "calendar_days", warn=5, case="opinions"),
)
"""The notice says “in time”. What is to be public is so within the twenty working days of the Regulation
(条例 第二十六条), interpretation within the seven of annex 2; the county sets others where it wants."""
