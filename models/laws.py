"""National laws that matters follow besides the county's notice, each with the number of its articles."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _

from models.workflow import Law

REGULATION = Law("ZF", _("Regulation on Open Government Information"), articles=56)
"""国令711号."""
RECONSIDERATION_LAW = Law("FY", _("Administrative Reconsideration Law"), articles=90)
RECONSIDERATION_IN_FORCE = date(2024, 1, 1)
"""As revised in 2023; of its periods those up to ten days are working days (第八十八条)."""
LITIGATION_LAW = Law("SS", _("Administrative Litigation Law"), articles=103)
LITIGATION_IN_FORCE = date(2017, 7, 1)
"""As amended in 2017; its days are calendar days."""
